"""Reviews of a week, a month or a year."""
