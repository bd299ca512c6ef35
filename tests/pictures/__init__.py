"""The pictures in the README, drawn from the demo: ``python -m tests.pictures``."""
