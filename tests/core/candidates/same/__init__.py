"""How people are compared, and who is the same."""
