"""Files on this machine that are for their owner alone."""
