"""Whole runs on the emulator, in turns: the job, the floor and the scripts, on a sheet each."""
