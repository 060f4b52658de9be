"""Two notes that may be about one person, and what speaks for it."""
