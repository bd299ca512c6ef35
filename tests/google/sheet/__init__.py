"""A spreadsheet in memory: its tabs and cells, and what inserting, deleting and sorting do to them."""
