"""What a run does around the rules: converge, deliver, remember, and leave its traces."""
