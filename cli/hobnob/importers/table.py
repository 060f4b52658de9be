"""Any table of people: a sheet saved as CSV, the export of any program.

The one rule: the titles say what the columns are, in several languages, and the content where they
do not. The user's `--map` wins, and is remembered for the next table with the same titles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hobnob.errors import UsageError
from hobnob.importers.columns.chosen import titles_mark
from hobnob.importers.columns.guess import choose_places, guess_places
from hobnob.importers.columns.place import Place
from hobnob.importers.columns.reading import TableReader, join
from hobnob.importers.columns.words import meaning_of, order_languages
from hobnob.importers.found import Found, Wanted
from hobnob.importers.tables import Table, read_table
from hobnob.importers.tables.other_formats import workbook
from hobnob.importers.tables.titles import titles_of

_ENDINGS = frozenset((".csv", ".tsv", ".tab", ".xlsx", ".xls", ".ods", ".numbers", ".xlsm"))
_NAMES = frozenset(("name", "first", "last"))
_IDENTIFY = _NAMES | {"shown", "aliases"}


def recognize(path: Path, start: bytes) -> bool:
    """Return whether a file is a table: by its ending, or by titles that are known.

    Workbooks count, so that reading one says how to save it as CSV.
    """
    if path.is_dir():
        return False
    if path.suffix.lower() in _ENDINGS or workbook(start):
        return True
    titles = titles_of(start)
    languages = order_languages(titles)
    known = [key for key, _ in (meaning_of(title, languages) for title in titles) if key]
    return len(titles) > 1 and len(known) > 1 and bool({*known} & _NAMES)


def read(paths: Sequence[Path], wanted: Wanted) -> Found:
    """Read the people of tables.

    Raises:
        UsageError: a file is no table, or no column has names.
    """
    return read_contacts("table", "a table", paths, wanted, guess_places)


def read_contacts(
    kind: str,
    title: str,
    paths: Sequence[Path],
    wanted: Wanted,
    places_of: Callable[[Table], list[Place]],
) -> Found:
    """Read the people of tables of a kind.

    Args:
        kind: as `--from` names it.
        title: what it is, in words.
        paths: the files.
        wanted: what the user and the journal say.
        places_of: what becomes of each column, before the user's choice.

    Raises:
        UsageError: a file is no table, or no column has names.
    """
    tables, readers, chosen = [], [], {}
    for path in paths:
        table = read_table(path)
        places, choices = choose_places(table, places_of(table), wanted)
        _refuse_without_names(table, places)
        if choices:
            chosen[titles_mark(table.titles)] = choices
        reader = TableReader(table, places, wanted, table.name if len(paths) > 1 else "")
        reader.read()
        tables.append(table)
        readers.append(reader)
    return join(kind, title, readers, tables, chosen)


def _refuse_without_names(table: Table, places: Sequence[Place]) -> None:
    """Refuse a table without a column of names.

    Raises:
        UsageError: there is none.
    """
    if any(place.key in _IDENTIFY for place in places):
        return
    where = f"{table.name}:{table.line}"
    if any("@" in title for title in table.titles):
        raise UsageError(
            f"{where}: the first row is a person, not the titles of columns; write a row of titles "
            "above it, such as Name,E-mail,Company"
        )
    shown = ", ".join(f"'{title}'" for title in table.titles[:8])
    raise UsageError(
        f"{where}: no column has names. The titles are {shown}; say which one has them with "
        f"--map '{table.titles[0]}=name' (or first, last)"
    )
