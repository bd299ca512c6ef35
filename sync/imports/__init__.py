"""The files that services let one download, each kind read into people (design.md, section 11)."""
