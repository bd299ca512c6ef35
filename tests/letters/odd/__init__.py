"""A mailbox that says what Dovecot never says."""
