"""Dates and times in a line."""
