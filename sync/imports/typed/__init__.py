"""What the kinds of export have in common: bytes as text, tables, names, days and ways to reach somebody."""
