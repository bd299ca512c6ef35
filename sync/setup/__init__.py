"""What is done once: set up, check, schedule, try out."""
