"""What a run leaves behind: its line in the log, the monitor told, when this machine last ran."""
