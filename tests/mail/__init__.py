"""The summary as a message, and mail servers that take it or do not."""
