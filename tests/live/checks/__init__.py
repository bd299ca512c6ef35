"""What is asked, a module for each subject; each check has a tab of its own."""
