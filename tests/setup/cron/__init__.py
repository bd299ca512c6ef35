"""What starts a run every day."""
