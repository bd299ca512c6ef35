"""Keep in touch: who is due for a personal message, worked out from the owner's own sheet."""
