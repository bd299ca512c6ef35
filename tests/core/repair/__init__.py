"""What a write hit."""
