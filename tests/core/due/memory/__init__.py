"""What a *Next due* cell remembers."""
