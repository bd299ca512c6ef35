"""What the owner typed."""
