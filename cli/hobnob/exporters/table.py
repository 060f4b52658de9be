"""People as a table for spreadsheets: CSV (RFC 4180), a row each.

The one rule: a table holds what stands in one cell, and no cell is ever a formula. What has no cell
is named in the manual; JSON has all.

It is UTF-8 with a byte-order mark, as Excel needs it, and every cell stands in quotes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hobnob.answers import Slug
from hobnob.exporters.exported import Exported
from hobnob.importers.columns.own_table import DERIVED, KEYS, NO_CELL, defuse
from hobnob.importers.vcard.reading import KEPT
from hobnob.index.documents import Document, iter_documents
from hobnob.index.index import Index

BEGINS = b'"slug","name"'
"""How every such table begins; another file is never overwritten by one."""
WHAT = ("person", "people")

_BETWEEN = "; "
_NOT_OWN = frozenset((*KEYS, *NO_CELL, *DERIVED, "type", "slug", "path", "text", "author",
                      "cadence_days"))  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRow:
    """A row of the table.

    Attributes:
        person: whose row it is.
    """

    person: Slug


def export(index: Index, people: Sequence[int]) -> Exported:
    """Return the table of some people, by their ids."""
    rows = [(document["slug"], _cells(document)) for document in iter_documents(index, people)]
    own = sorted({key for _, cells in rows for key in cells} - {*KEYS, *DERIVED})
    titles = ("slug", *KEYS, *DERIVED, *own)
    written = io.StringIO(newline="")
    # In quotes, a cell stays one also where the spreadsheet expects another separator.
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(defuse(title) if title in own else title for title in titles)
    for slug, cells in rows:
        writer.writerow((defuse(slug), *(defuse(cells.get(title, "")) for title in titles[1:])))
    return Exported(
        format="csv",
        entries=tuple(TableRow(person=slug) for slug, _ in rows),
        data=written.getvalue().encode("utf-8-sig", "replace"),
        what=WHAT,
    )


def _cells(document: Document) -> dict[str, str]:
    """Return the cells of a person by their titles, without empty ones."""
    cells = {}
    for key, value in document.items():
        is_own = key not in _NOT_OWN and not key.startswith(KEPT)
        if key in KEYS or key in DERIVED or is_own:
            cells[key] = _BETWEEN.join(_texts(value))
    return {key: text for key, text in cells.items() if text}


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a value; a mapping has no cell."""
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, bool):
        yield from ("true",) if value else ()
    elif value is not None and not isinstance(value, Mapping):
        yield str(value)
