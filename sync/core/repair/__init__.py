"""What somebody's edit at the same moment moved, and what belongs where."""
