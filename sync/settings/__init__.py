"""The settings file: read and written, its values checked, its faults told, its passwords found."""
