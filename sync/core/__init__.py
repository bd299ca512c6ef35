"""The rules: pure functions of (table, today, settings); no input, no output, no clock."""
