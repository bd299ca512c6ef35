"""The Google Sheet."""
