"""The journal in other programs' formats: a module a format, a command in `commands/export.py`."""
