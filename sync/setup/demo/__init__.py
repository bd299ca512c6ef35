"""A sample list to try the program on."""
