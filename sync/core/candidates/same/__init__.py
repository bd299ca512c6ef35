"""Who is the same person: how names, addresses, numbers and profiles compare, and what follows."""
