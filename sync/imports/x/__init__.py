"""The archive of X: numbers of followers, and the names that the owner's own tweets give to some of them."""
