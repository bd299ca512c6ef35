"""The owner's mailbox, read over IMAP and never changed."""
