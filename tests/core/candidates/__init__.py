"""Who could be added to the list."""
