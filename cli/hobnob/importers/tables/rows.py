"""The rows of a table's file, before it is known which has the titles.

The one rule: a row that could be read in two ways is set aside with its line, and reading goes on
where the next row surely begins.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hobnob.errors import UsageError
from hobnob.importers.found import Unread
from hobnob.importers.tables.lines import Lines

MOST_COLUMNS = 1000
"""The most columns of a table; Google writes about a hundred."""
_MOST_UNREAD = 1000
"""Rows with a wrong quote after which the file counts as no table."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRow:
    """A row of a table.

    Attributes:
        line: where it begins in the file, from 1.
        cells: as many as the table has titles, without blanks at both ends; "" where it has none.
    """

    line: int
    cells: tuple[str, ...]


class Rows:
    """The rows of a file, before it is known which has the titles."""

    def __init__(self, lines: Lines, delimiter: str, name: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._name = name
        self.unread: list[Unread] = []

    def __iter__(self) -> Iterator[TableRow]:
        """Yield each row without blank cells at its end; one without any cell is blank."""
        rows = self._reader()
        # Behind a row with a wrong quote, a short one may be the rest of its text.
        wide, after_wrong = 0, False
        while True:
            self._lines.begin_row()
            line = self._lines.number + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                self._set_aside(line, self._explain(error, line))
                if "after" not in str(error):
                    self._lines.give_back(self._lines.row[1:])
                    rows = self._reader()
                after_wrong = True
                continue
            cells = _without_blanks(row)
            if len(cells) > MOST_COLUMNS:
                raise UsageError(
                    f"{self._name}:{line}: a row has {len(cells):,} columns; a table has at most "
                    f"{MOST_COLUMNS:,}"
                )
            if self._lines.is_damaged:
                self._set_aside(line, "it has bytes that are no letters; save the file as UTF-8")
            elif after_wrong and (len(row) < wide or any('"' in cell for cell in row)):
                self._set_aside(line, "it may belong to the row above, which could not be read")
            else:
                wide, after_wrong = max(wide, len(row)), False
                yield TableRow(line=line, cells=cells)

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(
            self._lines, delimiter=self._delimiter, skipinitialspace=True, strict=True
        )

    def _set_aside(self, line: int, message: str) -> None:
        self.unread.append(Unread(line=line, message=message, file=self._name))
        if len(self.unread) > _MOST_UNREAD:
            raise UsageError(
                f"{self._name}:{line}: this is the {_MOST_UNREAD + 1:,}th row that cannot be read "
                f"({message}); save the table again as CSV UTF-8"
            )

    def _explain(self, error: csv.Error, line: int) -> str:
        text = str(error)
        if "limit" in text:
            most = csv.field_size_limit()
            return f"a cell is longer than {most:,} characters; is a quote left open?"
        if "after" not in text:
            return 'a quote (") is opened here and never closed'
        end = self._lines.number
        where = f" in line {end}" if end > line else ""
        return f'there is text after a closing quote{where}; write a quote in a cell twice: ""'


def _without_blanks(row: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of a row without blanks around each, and without blank cells at its end."""
    cells = [cell.strip() if cell else "" for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
