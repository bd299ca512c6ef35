"""Candidates in a real run: imported, ticked, added, while their owner and the network do what they like."""
