"""An .xlsx file as a zip of XML parts, read and saved as a whole."""
