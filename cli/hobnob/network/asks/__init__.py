"""Asks and favours: what was asked and given, and the results."""
