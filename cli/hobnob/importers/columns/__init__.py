"""Columns of contacts: what each means, and people made of their cells; for all kinds of tables."""
