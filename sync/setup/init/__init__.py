"""The questions of `keep-in-touch init`, and what is done with the answers once all are there."""
