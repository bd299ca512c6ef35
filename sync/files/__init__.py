"""What everything that reaches out shares: files for their owner alone, and calls that end in time."""
