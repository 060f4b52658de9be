"""Other programs' files, read: one module a format."""
