"""Setting up, checking, scheduling, trying out."""
