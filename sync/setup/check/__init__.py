"""Every link of the chain from the settings to the mailbox, found whole, doubtful or broken."""
