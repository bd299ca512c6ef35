"""The *Next due* cell: what it says, what it remembers, and the day that follows."""
