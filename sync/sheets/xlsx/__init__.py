"""Contacts in a local workbook, changing only the parts concerned."""
