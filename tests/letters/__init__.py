"""The mailbox, tried with a real Dovecot and with a server that says what Dovecot never says."""
