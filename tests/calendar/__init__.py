"""What makes the days unavoidable, read by programs that are not ours."""
