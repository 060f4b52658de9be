"""A table in a file (CSV), read row by row: titles, rows and the lines where they begin.

The one rule: no cell comes under another title. A row that could be read in two ways is left out
and said, with its line; a file that is no table at all is refused. Memory has a bound for any file.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hobnob.errors import UsageError
from hobnob.importers.found import Unread
from hobnob.importers.tables.charset import Charset, find_charset
from hobnob.importers.tables.dialect import find_delimiter, find_titles, said_delimiter
from hobnob.importers.tables.lines import SAMPLE, Lines
from hobnob.importers.tables.other_formats import refuse_other_format
from hobnob.importers.tables.rows import Rows, TableRow

MOST_BYTES = 100_000_000
"""The most bytes of a table; 50,000 long messages need half of it."""
_START = 4096
"""Bytes by which other formats are known."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table in a file.

    Attributes:
        name: the file's name.
        titles: each once; a second `Phone` is `Phone (2)`, a column without a title `column 4`.
        line: of the titles.
        preamble: the rows above the titles.
        rows: without blank ones.
        blank: how many blank rows there were.
        unread: rows that could not be read.
        charset: its character set.
        delimiter: what separates its cells.
    """

    name: str
    titles: tuple[str, ...]
    line: int
    preamble: tuple[TableRow, ...]
    rows: tuple[TableRow, ...]
    blank: int
    unread: tuple[Unread, ...]
    charset: Charset
    delimiter: str


def read_table(path: Path) -> Table:
    """Read a table from a file.

    Raises:
        UsageError: it cannot be read, it is no table, or it is too large.
    """
    try:
        with path.open("rb") as stream:
            return parse_table(stream, path.name)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it has no valid name"
        raise UsageError(f"{path.name} cannot be read: {why}") from None


def parse_table(stream: BinaryIO, name: str) -> Table:
    """Read a table from a stream of bytes that can seek, such as a member of an archive.

    Raises:
        UsageError: it is no table, or it is too large.
    """
    size = stream.seek(0, io.SEEK_END)
    if size > MOST_BYTES:
        raise UsageError(
            f"{name} is larger than {MOST_BYTES // 1_000_000} MB, which is too much for a table; "
            "split it into several files"
        )
    stream.seek(0)
    refuse_other_format(stream.read(_START), name)
    charset = find_charset(stream)
    lines = Lines(stream, charset, name)
    try:
        sample = lines.sample()
        said = said_delimiter(sample[0]) if sample else ""
        delimiter = said or find_delimiter(sample)
        rows = Rows(lines, delimiter, name)
        raw = list(rows)
    finally:
        lines.close()
    return _arrange(raw[1:] if said else raw, rows.unread, name, charset, delimiter)


def _arrange(
    raw: list[TableRow], unread: list[Unread], name: str, charset: Charset, delimiter: str
) -> Table:
    """Find the titles, and give each row as many cells as there are titles."""
    filled = [row for row in raw if row.cells]
    if not filled:
        raise UsageError(f"{name} has no row of titles; write titles such as Name,E-mail above")
    at = find_titles([row.cells for row in filled[:SAMPLE]])
    head, body = filled[at], filled[at + 1 :]
    last = raw.index(head)
    wide = len(head.cells)
    longer = sum(len(row.cells) > wide for row in body)
    if longer * 2 > len(body):
        # The last columns have no titles.
        wide = max(len(row.cells) for row in body)
    rows = []
    for row in body:
        if len(row.cells) > wide:
            unread.append(Unread(line=row.line, message=_too_long(row, head), file=name))
        elif len(row.cells) == wide:
            rows.append(row)
        else:
            cells = (*row.cells, *("" for _ in range(wide - len(row.cells))))
            rows.append(TableRow(line=row.line, cells=cells))
    return Table(
        name=name,
        titles=_titles(head.cells, wide),
        line=head.line,
        preamble=tuple(filled[:at]),
        rows=tuple(rows),
        blank=sum(not row.cells for row in raw[last:]),
        unread=tuple(sorted(unread, key=lambda found: found.line)),
        charset=charset,
        delimiter=delimiter,
    )


def _too_long(row: TableRow, head: TableRow) -> str:
    return (
        f"it has {len(row.cells)} cells, and there are {len(head.cells)} titles; write a cell with "
        "a separator in it in quotes"
    )


def _titles(cells: Sequence[str], wide: int) -> tuple[str, ...]:
    """Return the titles of all columns, each only once."""
    found: dict[str, None] = {}
    for at in range(wide):
        title = " ".join(cells[at].split()) if at < len(cells) else ""
        title = title or f"column {at + 1}"
        once, count = title, 1
        while once in found:
            count += 1
            once = f"{title} ({count})"
        found[once] = None
    return tuple(found)
