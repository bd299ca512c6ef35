"""The Candidates tab as a value: its columns, its rows, and what may be written into it."""
