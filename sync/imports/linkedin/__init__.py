"""LinkedIn's files: connections, messages, imported contacts, and who the owner is there."""
