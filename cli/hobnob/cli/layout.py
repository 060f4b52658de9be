"""Text for a terminal: tables that fit, wrapped paragraphs, long output through the pager.

The one rule: output to a pipe is plain and complete; only a terminal gets lines cut to its width.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from typing import Any, Literal

import click

from hobnob.cli.app import App
from hobnob.cli.pager import page

_GAP = "  "


# Joiners that words and emoji need; all other invisible characters could deceive the reader.
_JOINERS = "\u200c\u200d"
# Outside of these ranges (Latin, Greek, Cyrillic, punctuation) a character may be 0 or 2 columns.
_NOT_ONE = re.compile(
    "[^ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff"
    "\u2010-\u2027\u2030-\u205e]"
)
_SOLID = frozenset({"Cc", "Cs", "Zl", "Zp"})


def width() -> int | None:
    """Return the width in columns of the terminal on stdout; None for a pipe."""
    return _screen().columns if sys.stdout.isatty() else None


def _screen() -> os.terminal_size:
    # Late: a pipe needs none, and `shutil` imports all that packs and unpacks.
    from shutil import get_terminal_size

    return get_terminal_size()


@cache
def _cell(c: str) -> int:
    """Return the width of a character in columns."""
    if unicodedata.category(c) in ("Mn", "Me", "Cf") or "\u1160" <= c <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def cells(text: str) -> int:
    """Return the width of a text in columns; wide East Asian letters have two, marks none."""
    if text.isascii() or _NOT_ONE.search(text) is None:
        return len(text)
    return sum(map(_cell, text))


def cut(text: str, columns: int) -> str:
    """Cut a text to a number of columns, with an ellipsis if something is cut off."""
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
    """Fill a text with spaces to a number of columns."""
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
    """Return a character as it is shown: itself, a space, nothing or the replacement sign."""
    if c.isprintable() or c in _JOINERS:
        return c
    category = unicodedata.category(c)
    if category in _SOLID:
        return "\ufffd"
    # Letters that this Python does not know are kept. Bidirectional overrides, soft hyphens and
    # similar characters are removed, because they change how the rest of the line looks.
    return "" if category == "Cf" else " " if category == "Zs" else c


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        shrink: on a narrow terminal, the column with the highest number shrinks first; 0 never.
        least: the least width of a column that shrinks.
        drop: if that is not enough, the column with the highest number goes first; 0 never.
        wraps: if it is the last column, what is too wide goes on below it and is not cut.
        lines: how many lines what wraps may have; the last is cut. 0 for any number.
    """

    title: str
    align: Literal["left", "right"] = "left"
    shrink: int = 0
    least: int = 8
    drop: int = 0
    wraps: bool = False
    lines: int = 0
    style: dict[str, Any] | None = None


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with its titles that fits the terminal; in a pipe it is complete."""
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
        rows: the cells of each row; each row is one line.
        measured: how many rows set the widths of the columns; None for all. With a number, the
            first lines of a long table appear at once. A wider cell below them is cut on a
            terminal, and is longer than its column in a pipe.
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
        # Empty columns are left out.
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
        for part in _wrapped(parts, row) if fits else (row,):
            yield _line(parts, part, fits=fits)


_Cell = tuple[str, int]
"""A text on one line, and its width in columns."""


def _measured(row: Sequence[str]) -> list[_Cell]:
    lines = map(one_line, row)
    return [(text, cells(text)) for text in lines]


def _fit(
    columns: Sequence[Column], natural: Sequence[int], shown: Sequence[int], room: int
) -> tuple[list[int], list[int]]:
    """Return the columns that fit on the terminal, and all widths.

    First, columns shrink to their least width. If that is not enough, one column after the other
    is left out. If the remaining columns are still too wide, all of them are cut.
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


def _wrapped(
    parts: Sequence[tuple[Column, int, int, bool]], row: Sequence[_Cell]
) -> Iterator[Sequence[_Cell]]:
    """Yield a row as it is, or as several rows if its last column wraps."""
    column, at, room, _ = parts[-1]
    text, used = row[at]
    if not column.wraps or used <= room:
        yield row
        return
    lines = list(wrap_words(text.split(), "", "", room))
    if column.lines and len(lines) > column.lines:
        lines[column.lines - 1 :] = [cut(" ".join(lines[column.lines - 1 :]), room)]
    for number, line in enumerate(lines):
        cells_ = list(row) if number == 0 else [("", 0)] * len(row)
        cells_[at] = (line, cells(line))
        yield cells_


def _line(
    parts: Sequence[tuple[Column, int, int, bool]], row: Sequence[_Cell], *, fits: bool
) -> str:
    """Return a line of a table.

    Args:
        parts: for each shown column: the column, its index, its width, and whether it is the last.
        row: the cells of all columns.
        fits: whether to cut cells that are wider than their column.
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
    # No spaces at the end of a line, except inside a style.
    return _GAP.join(made).rstrip(" ")


WIDEST = 96
"""The widest a paragraph can be, in columns, and still be easy to read."""

STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")
"""Markdown's two kinds of emphasis, as most people write them."""


def without_marks(text: str) -> str:
    """Return a text without the marks of Markdown's emphasis, for a line that is to be read."""
    return EMPHASIS.sub(r"\1", STRONG.sub(r"\1", text)) if "*" in text else text


# Invisible marks around what is styled. `safe` takes them out of notes; they take no room.
BOLD, BOLD_OFF, ITALIC, ITALIC_OFF, CODE, CODE_OFF = "\u2061\u2062\u2063\u2064\u206a\u206b"
_STYLES: dict[str, tuple[str, Any]] = {
    BOLD: ("bold", True), BOLD_OFF: ("bold", None), ITALIC: ("italic", True),
    ITALIC_OFF: ("italic", None), CODE: ("fg", "cyan"), CODE_OFF: ("fg", None),
}  # fmt: skip


def embolden(lines: Iterable[str]) -> Iterator[str]:
    """Turn the invisible marks into styles, which end with each line and begin again."""
    styles: dict[str, Any] = {}
    for line in lines:
        styled_line = ""
        for part in re.split(f"([{''.join(_STYLES)}])", line):
            if part in _STYLES:
                styles |= [_STYLES[part]]
            elif part:
                styled = any(styles.values()) and part.strip()
                styled_line += click.style(part, **styles) if styled else part
        yield styled_line


def wrap(text: str, *, indent: str = "", columns: int | None = None) -> str:
    """Wrap each paragraph of a text to the width of the terminal, but not for a pipe."""
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


def wrap_words(
    words: Sequence[str], lead: str, hang: str, room: int, *, whole: bool = False
) -> Iterator[str]:
    """Yield the lines of one paragraph, each at most `room` columns wide.

    Args:
        words: its words; an empty one is one more blank, which begins no line.
        lead: what stands before the first line.
        hang: what stands before the others.
        room: the columns.
        whole: whether a word that is wider than a line stays whole.
    """
    room = max(room, cells(hang) + 8)
    line, used, begun = lead, cells(lead), False
    for word in words:
        blank = " " if begun else ""
        for part in (word,) if whole else _breakable(word, room - cells(hang)):
            if begun and used + len(blank) + cells(part) > room:
                yield line
                line, used, blank, begun = hang, cells(hang), "", False
            line += blank + part
            used += len(blank) + cells(part)
            blank, begun = "", begun or part != ""
    yield line


def _breakable(word: str, room: int) -> Iterator[str]:
    """Yield the parts of a word where a line may break; most words are one part.

    In a script without spaces, a line may break before any letter, but not before a closing mark.
    A word that is wider than a line breaks at its end.
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
    """Print a result, without empty lines at its end; use the pager as `show_lines` does."""
    show_lines(app, "\n".join(lines).rstrip("\n").split("\n"))


def show_lines(app: App, lines: Iterable[str]) -> None:
    """Print a long result line by line; use the pager if it has more lines than the terminal."""
    lines = (line for part in lines for line in part.split("\n"))
    if sys.stdout.isatty():
        first = list(islice(lines, _screen().lines - 1))
        rest = list(islice(lines, 1))
        lines = chain(first, rest, lines)
        if rest and page(lines, color=app.color is not False):
            return
    while part := list(islice(lines, 500)):
        app.out("\n".join(part))


def count(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: `1 person`, `2,340 people`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
