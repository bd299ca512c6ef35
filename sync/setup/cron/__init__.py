"""What starts the job every day: the crontab, systemd."""
