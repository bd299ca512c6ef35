"""What starts the job every day: a line in the crontab, or a timer of systemd."""
