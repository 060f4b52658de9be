"""Ties: how strong each is, and whom to reach out to."""
