"""Text for a terminal: tables that fit, wrapped paragraphs, long output through the pager.

The one rule: what goes into a pipe is plain and complete; only a terminal is cut to its width.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import click

from hobnob.app import App

_GAP = "  "


# Joiners that spell words and emoji; any other invisible character may be there to deceive.
_JOINERS = "\u200c\u200d"
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
    return len(text) if text.isascii() else sum(map(_cell, text))


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
        shrink: which column gives way first on a narrow terminal: the highest; 0 never.
        least: columns below which it does not shrink; one that would is left out.
    """

    title: str
    align: Literal["left", "right"] = "left"
    shrink: int = 0
    least: int = 8
    style: dict[str, object] | None = None


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, with its titles, that fits the terminal; a pipe gets all of it."""
    texts = [[one_line(cell) for cell in row] for row in rows]
    widths = [
        max([cells(column.title), *(cells(row[at]) for row in texts)])
        for at, column in enumerate(columns)
    ]
    # A column without anything in it is no column.
    shown = [at for at in range(len(columns)) if any(row[at] for row in texts) or not at]
    room = width()
    if room is not None:
        shown, widths = _fit(columns, widths, shown, room)
    lines = [_line(columns, widths, shown, [c.title for c in columns], title=True)]
    lines += [_line(columns, widths, shown, row) for row in texts]
    return "\n".join(lines)


def _fit(
    columns: Sequence[Column], natural: Sequence[int], shown: Sequence[int], room: int
) -> tuple[list[int], list[int]]:
    """Return the columns that fit side by side, and how wide each is.

    Those that may shrink do, down to their least; if that is not enough, one is left out and the
    rest have its room. Where not even what never shrinks has room, it is cut after all.
    """
    shown = list(shown)
    givers = sorted((at for at in shown if columns[at].shrink), key=lambda a: columns[a].shrink)
    while True:
        widths = list(natural)
        over = sum(widths[at] for at in shown) + len(_GAP) * (len(shown) - 1) - room
        for at in sorted(shown, key=lambda a: -columns[a].shrink):
            if over > 0 and columns[at].shrink:
                gives = min(over, max(0, widths[at] - columns[at].least))
                widths[at] -= gives
                over -= gives
        if over <= 0:
            return shown, widths
        if givers and len(shown) > 1:
            shown.remove(givers.pop())
        elif len(shown) > 1 and room < (len(_GAP) + 1) * len(shown):
            shown.pop()
        else:
            while over > 0 and (widest := max(shown, key=lambda a: widths[a])) is not None:
                if widths[widest] <= 1:
                    break
                widths[widest] -= 1
                over -= 1
            return shown, widths


def _line(
    columns: Sequence[Column],
    widths: Sequence[int],
    shown: Sequence[int],
    row: Sequence[str],
    *,
    title: bool = False,
) -> str:
    parts = []
    for at in shown:
        column = columns[at]
        text = pad(cut(row[at], widths[at]), widths[at], right=column.align == "right")
        if at == shown[-1] and column.align == "left":
            text = text.rstrip()
        style = {"dim": True} if title else column.style
        parts.append(click.style(text, **style) if style and text.strip() else text)  # type: ignore[arg-type]
    return _GAP.join(parts)


def wrap(text: str, *, indent: str = "", columns: int | None = None) -> str:
    """Wrap each paragraph of a text to the terminal; a pipe gets it unwrapped."""
    import textwrap

    room = columns or width()
    lines = []
    for line in safe(text).splitlines():
        if room is None or not line.strip():
            lines.append(indent + line if line.strip() else "")
        else:
            hang = indent + " " * (len(line) - len(line.lstrip()))
            hang += "  " if line.lstrip().startswith(("- ", "* ")) else ""
            lines += textwrap.wrap(
                line, width=max(20, min(room, 96)), initial_indent=indent,
                subsequent_indent=hang, break_on_hyphens=False, drop_whitespace=True,
            )  # fmt: skip
    return "\n".join(lines)


def show(app: App, text: str) -> None:
    """Print a result; through the pager when it is longer than the terminal is high."""
    lines = text.count("\n") + 1
    if sys.stdout.isatty() and lines >= shutil.get_terminal_size().lines:
        click.echo_via_pager(text + "\n", color=app.color is not False)
    else:
        app.out(text)


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 person`, `2,340 people`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
