"""Tables (CSV) as any program writes them: `read_table` finds character set and separator."""

from hobnob.importers.tables.reading import Table, parse_table, read_table
from hobnob.importers.tables.rows import TableRow

__all__ = ["Table", "TableRow", "parse_table", "read_table"]
