"""What one request of a batch asks for, by its kind."""
