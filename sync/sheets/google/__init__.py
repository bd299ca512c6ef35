"""Contacts in a Google Sheet: one read, one atomic write."""
