"""The summary as a message, and on its way."""
