"""What was asked and given, and what came of it."""
