"""The journal in other programs' formats: one module a format, one row in `exporters.table`."""
