"""What stands in the cells of a worksheet, and which bytes that is."""
