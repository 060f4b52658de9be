"""People in free text."""
