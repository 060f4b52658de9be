"""What a week, a month or a year was."""
