"""Dates and intervals."""
