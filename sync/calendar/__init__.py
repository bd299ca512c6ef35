"""What makes the days unavoidable: a link that fills in an event, and the same as a calendar file."""
