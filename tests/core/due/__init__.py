"""The *Next due* cell."""
