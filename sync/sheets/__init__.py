"""Where contacts live: each sheet reads a table and writes changes."""
