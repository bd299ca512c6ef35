"""From the plan to the mail."""
