"""What a letter counts for, and what an answer says."""
