"""Finding the people whose names are in a line."""
