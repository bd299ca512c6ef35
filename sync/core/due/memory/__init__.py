"""What the job remembers in a Next due cell: the memory, its code, and the formula that holds both."""
