"""Capture: from a line that somebody typed to the interaction that is written."""
