"""Text for a terminal: tables that fit, wrapped paragraphs, long output through the pager.

The one rule: what goes into a pipe is plain and complete; only a terminal is cut to its width.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from typing import Any, Literal

import click

from hobnob.cli.app import App

_GAP = "  "


# Joiners that spell words and emoji; any other invisible character may be there to deceive.
_JOINERS = "\u200c\u200d"
# Outside of these ranges (Latin, Greek, Cyrillic, punctuation) a character may not take one column.
_NOT_ONE = re.compile(
    "[^ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff"
    "\u2010-\u2027\u2030-\u205e]"
)
_SOLID = frozenset({"Cc", "Cs", "Zl", "Zp"})


def width() -> int | None:
    """Return the columns of the terminal on stdout, or None when it is a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


@cache
def _cell(c: str) -> int:
    """Return how many columns a character takes."""
    if unicodedata.category(c) in ("Mn", "Me", "Cf") or "\u1160" <= c <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def cells(text: str) -> int:
    """Return how many columns a text takes; East Asian wide letters take two, marks none."""
    if text.isascii() or _NOT_ONE.search(text) is None:
        return len(text)
    return sum(map(_cell, text))


def cut(text: str, columns: int) -> str:
    """Cut a text to a number of columns, with an ellipsis when something is lost."""
    if cells(text) <= columns:
        return text
    if columns < 1:
        return ""
    used = 0
    for at, c in enumerate(text):
        used += _cell(c)
        if used > columns - 1:
            return text[:at].rstrip() + "…"
    return text


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill a text with blanks to a number of columns."""
    blanks = " " * max(0, columns - cells(text))
    return blanks + text if right else text + blanks


def one_line(text: str) -> str:
    """Return a text on one line, safe for a terminal: no control characters."""
    joined = " ".join(text.split())
    return joined if joined.isprintable() else "".join(_safe_char(c) for c in joined)


def safe(text: str) -> str:
    """Return a text of several lines, safe for a terminal: no control characters but newlines."""
    if text.isprintable():
        return text
    return "".join(c if c in "\n\t" else _safe_char(c) for c in text.replace("\r\n", "\n"))


def _safe_char(c: str) -> str:
    """Return what is shown for a character: itself, a blank, or the sign for what cannot be."""
    if c.isprintable() or c in _JOINERS:
        return c
    category = unicodedata.category(c)
    if category in _SOLID:
        return "\ufffd"
    # Letters newer than this Python's tables are none of our business; bidirectional overrides,
    # soft hyphens and the like change how the rest of the line reads.
    return "" if category == "Cf" else " " if category == "Zs" else c


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        shrink: which column becomes narrower first on a narrow terminal: the highest; 0 never.
        least: columns to which it shrinks, no further.
        drop: which column is left out first when that is not enough: the highest; 0 never.
    """

    title: str
    align: Literal["left", "right"] = "left"
    shrink: int = 0
    least: int = 8
    drop: int = 0
    style: dict[str, Any] | None = None


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, with its titles, that fits the terminal; a pipe gets all of it."""
    return "\n".join(table_lines(columns, rows))


def table_lines(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    measured: int | None = None,
    titled: bool = True,
) -> Iterator[str]:
    """Yield the lines of a table, the titles first.

    Args:
        columns: the columns.
        rows: the cells; one line each is made of them.
        measured: how many rows are looked at to find out how wide the columns are, so that the
            first lines of a long table are there at once; all when None. A later cell that is
            wider is cut on a terminal, and sticks out in a pipe.
        titled: whether the titles of the columns are shown.
    """
    texts = (_measured(row) for row in rows)
    first = list(islice(texts, measured))
    widths = [
        max([cells(column.title), *(row[at][1] for row in first)])
        for at, column in enumerate(columns)
    ]
    shown = list(range(len(columns)))
    if measured is None or len(first) < measured:
        # A column without anything in it is no column.
        shown = [at for at in shown if not at or any(row[at][0] for row in first)]
    room = width()
    if room is not None:
        shown, widths = _fit(columns, widths, shown, room)
    fits = room is not None
    parts = [(columns[at], at, widths[at], at == shown[-1]) for at in shown]
    titles = [replace(column, style={"dim": True}) for column in columns]
    head = [(titles[at], at, columns_, last) for _, at, columns_, last in parts]
    if titled:
        yield _line(head, _measured([column.title for column in columns]), fits=fits)
    for row in chain(first, texts):
        yield _line(parts, row, fits=fits)


_Cell = tuple[str, int]
"""A text on one line, and how many columns it takes."""


def _measured(row: Sequence[str]) -> list[_Cell]:
    lines = map(one_line, row)
    return [(text, cells(text)) for text in lines]


def _fit(
    columns: Sequence[Column], natural: Sequence[int], shown: Sequence[int], room: int
) -> tuple[list[int], list[int]]:
    """Return the columns that fit side by side, and how wide each is.

    Columns that may shrink do so, down to their least width. If that is not enough, one column is
    left out and the others get its room. The columns that are never left out are cut at last.
    """
    shown = list(shown)
    widths = list(natural)
    droppable = sorted((at for at in shown if columns[at].drop), key=lambda at: columns[at].drop)
    while True:
        widths = list(natural)
        over = sum(widths[at] for at in shown) + len(_GAP) * (len(shown) - 1) - room
        for at in sorted(shown, key=lambda at: -columns[at].shrink):
            if columns[at].shrink and over > 0:
                gives = min(over, max(0, widths[at] - columns[at].least))
                widths[at] -= gives
                over -= gives
        if over <= 0:
            return shown, widths
        if len(shown) > 1 and droppable:
            shown.remove(droppable.pop())
        elif len(shown) > 1 and room < len(shown) + len(_GAP) * (len(shown) - 1):
            shown.pop()
        else:
            break
    for _ in range(over):
        widest = max(shown, key=lambda at: widths[at])
        widths[widest] = max(1, widths[widest] - 1)
    return shown, widths


def _line(
    parts: Sequence[tuple[Column, int, int, bool]], row: Sequence[_Cell], *, fits: bool
) -> str:
    """Return a line of a table.

    Args:
        parts: of each column that is shown the column, which it is, how wide it is, and whether
            it is the last.
        row: the cells of all columns.
        fits: whether what is wider than its column is cut.
    """
    made = []
    for column, at, room, last in parts:
        text, used = row[at]
        if fits and used > room:
            text = cut(text, room)
            used = cells(text)
        blanks = " " * (room - used)
        if column.align == "right":
            text = blanks + text
        elif not last:
            text += blanks
        made.append(click.style(text, **column.style) if column.style and used else text)
    # What ends a line is not blanks, unless they lie inside a style.
    return _GAP.join(made).rstrip(" ")


WIDEST = 96
"""Columns beyond which a paragraph is no longer pleasant to read."""

STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")
"""Markdown's two kinds of emphasis, as most people write them."""


def without_marks(text: str) -> str:
    """Return a text without the marks of Markdown's emphasis, for a line that is to be read."""
    return EMPHASIS.sub(r"\1", STRONG.sub(r"\1", text)) if "*" in text else text


def wrap(text: str, *, indent: str = "", columns: int | None = None) -> str:
    """Wrap each paragraph of a text to the terminal; a pipe gets it unwrapped."""
    room = columns or width()
    lines = []
    for line in safe(text).expandtabs(4).splitlines():
        if room is None or not line.strip():
            lines.append(indent + line.rstrip() if line.strip() else "")
            continue
        lead = line[: len(line) - len(line.lstrip())]
        hang = "  " if line.lstrip().startswith(("- ", "* ", "☐ ", "☑ ")) else ""
        lines += wrap_words(line.split(), indent + lead, indent + lead + hang, min(room, WIDEST))
    return "\n".join(lines)


def wrap_words(words: Sequence[str], lead: str, hang: str, room: int) -> Iterator[str]:
    """Yield the lines of one paragraph, each no wider than the room."""
    room = max(room, cells(hang) + 8)
    line, used, begun = lead, cells(lead), False
    for word in words:
        blank = " " if begun else ""
        for part in _breakable(word, room - cells(hang)):
            if begun and used + len(blank) + cells(part) > room:
                yield line
                line, used, blank = hang, cells(hang), ""
            line += blank + part
            used += len(blank) + cells(part)
            blank, begun = "", True
    yield line


def _breakable(word: str, room: int) -> Iterator[str]:
    """Yield the parts of a word between which a line may break: as a rule, the word itself.

    A script without spaces may break before any of its letters, but not before a mark that
    closes; a word that is wider than a line breaks where it must.
    """
    part, used = "", 0
    for c in word:
        size = _cell(c)
        apart = size == 2 and unicodedata.category(c)[0] == "L"
        if part and (used + size > room or apart):
            yield part
            part, used = "", 0
        part += c
        used += size
    if part:
        yield part


def show(app: App, lines: Iterable[str]) -> None:
    """Print a page; through the pager when it is longer than the terminal is high."""
    text = "\n".join(lines).rstrip("\n")
    if sys.stdout.isatty() and text.count("\n") + 1 >= shutil.get_terminal_size().lines:
        # As git does: colors are shown, and a pager that can see the end of it leaves.
        os.environ.setdefault("LESS", "FRX")
        click.echo_via_pager(text + "\n", color=app.color is not False)
    else:
        app.out(text)


def show_lines(app: App, lines: Iterable[str]) -> None:
    """Print a long result as it comes; through the pager when the terminal is not high enough."""
    lines = iter(lines)
    if not sys.stdout.isatty():
        while part := list(islice(lines, 500)):
            app.out("\n".join(part))
        return
    first = list(islice(lines, shutil.get_terminal_size().lines - 1))
    rest = next(lines, None)
    if rest is None:
        app.out("\n".join(first))
        return
    whole = (f"{line}\n" for line in chain(first, (rest,), lines))
    click.echo_via_pager(whole, color=app.color is not False)


def count(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: `1 person`, `2,340 people`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
