"""A year each, in the words of the cells and mails."""
