"""Dates and intervals as people write them."""
