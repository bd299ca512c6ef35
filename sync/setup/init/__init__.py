"""The questions of `keep-in-touch init`."""
