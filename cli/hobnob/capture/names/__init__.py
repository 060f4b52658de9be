"""Finding the people who are named in a line."""
