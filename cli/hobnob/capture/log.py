"""Logging lines: one, or many at once.

The one rule: all that can go wrong with a line goes wrong before anything is written. The command
line and the site log by the functions that stand here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hobnob.capture.entry import Entry, clean_text
from hobnob.capture.parser import LineParser
from hobnob.capture.writing import EntryWriter, Logged, Placed
from hobnob.errors import HobnobError, UsageError
from hobnob.index.index import Index
from hobnob.index.overlay import overlay

EXAMPLE = 'hobnob log "Lunch with Grace about compilers"'


def parse_line(parser: LineParser, text: str, given: Mapping[str, Any]) -> Entry:
    """Return the entry that one line says.

    Args:
        parser: understands the line.
        text: as typed.
        given: the front matter that is known beside it, references as slugs.

    Raises:
        UsageError: it says nothing, or names nobody.
    """
    text = clean_text(text)
    if not text:
        raise UsageError(f"what happened? A line of text, in quotes: {EXAMPLE}")
    return parser.parse(text, given)


def log_entry(index: Index, entry: Entry) -> Logged:
    """Write one entry, and return its note.

    Raises:
        ExistsError, WriteError: it cannot be written; nothing was.
    """
    writer = EntryWriter(index)
    writer.add(entry)
    writer.write()
    (logged,) = writer.logged()
    return logged


def add_lines(
    writer: EntryWriter, parser: LineParser, text: str, given: Mapping[str, Any]
) -> Iterator[tuple[int, Placed | HobnobError]]:
    """Add the entry of every line to what will be written; a bad line stops no other.

    Yields:
        The number of each line, and where its note will stand or why there is none.
    """
    known: set[str] = set()
    # A person who is new in one line is known in the next.
    with overlay(parser.index) as overlaid:
        for number, line in lines_of(text):
            try:
                placed = writer.add(parser.parse(clean_text(line), given))
            except HobnobError as error:
                yield number, error
                continue
            yield number, placed
            for path in writer.files().keys() - known:
                overlaid.add(path, writer.files()[path])
                known.add(path)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that say something, each with its number.

    Blank lines are left out, and so are lines that begin with `#` and a blank.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("# ") and line.strip() != "#":
            yield number, line.strip()
