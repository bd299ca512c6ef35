"""The settings file: found, read, checked and written."""
