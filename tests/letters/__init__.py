"""The mailbox, read from a real server."""
