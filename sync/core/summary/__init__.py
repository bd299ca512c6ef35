"""From the plan to the mail: when it is due, what it says, text and HTML."""
