"""A browser to look at a mail with, and what mail programs do to one."""
