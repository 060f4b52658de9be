"""What separates the cells of a table, and which row has the titles.

The one rule: the rows decide, not one line. A separator is right if most rows have as many cells as
the row of titles; a comma inside of an address does not.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

DELIMITERS = (",", ";", "\t", "|")
_SAID = re.compile(r'"?sep=(.)"?[,;\t|]*\s*\Z', re.IGNORECASE)
"""A first line by which Excel learns the separator."""


def said_delimiter(line: str) -> str:
    """Return the separator that a first line such as `sep=;` says, or ""."""
    match = _SAID.match(line.strip("\r\n"))
    return match[1] if match else ""


def find_delimiter(lines: Sequence[str]) -> str:
    """Return the separator that fits the first lines of a file best."""
    return max(DELIMITERS, key=lambda mark: _fit(lines, mark))


def _fit(lines: Sequence[str], mark: str) -> tuple[float, int]:
    """Return the share of rows that have as many cells as the titles, and the number of titles."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=mark, skipinitialspace=True) if any(row)]
    except csv.Error:
        return 0.0, 0
    if not rows:
        return 0.0, 0
    wide = len(rows[find_titles(rows)])
    if wide < 2:
        return 0.0, 0
    return sum(len(row) == wide for row in rows) / len(rows), wide


def find_titles(rows: Sequence[Sequence[str]]) -> int:
    """Return which row has the titles: the first that fills half of the table's width.

    What stands above it is a preamble, as LinkedIn writes one, or the heading of a sheet.
    """
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return next((at for at, row in enumerate(rows) if _filled(row)), 0)
    most = max(widths.values())
    wide = max(width for width, count in widths.items() if count == most)
    return next((at for at, row in enumerate(rows) if _filled(row) * 2 >= wide), 0)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)
