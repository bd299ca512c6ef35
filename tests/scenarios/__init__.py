"""What spans everything: races, faults, kills, soak, a year as a story, a whole machine."""
