"""What the helpers cost beside a run: the mailbox, the import. Each is a child process of its own."""
