"""What a run does around the rules."""
