"""The Candidates tab as a value."""
