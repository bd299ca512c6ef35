"""Who could be added to the list: the same person, perhaps the same, or new."""
