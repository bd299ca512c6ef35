"""What is to be done: the plan of a day, its people and problems, flags and sessions."""
