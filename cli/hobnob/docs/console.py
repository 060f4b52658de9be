"""The manual on a terminal: Markdown with simple formatting.

The one rule: a pipe gets the Markdown itself, which is plain text already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from hobnob.cli.layout import (
    BOLD,
    BOLD_OFF,
    CODE,
    CODE_OFF,
    ITALIC,
    ITALIC_OFF,
    cells,
    embolden,
    pad,
    wrap_words,
)

_WIDEST = 96
_SPAN = re.compile(r"(`+) ?(.+?) ?\1|\*\*(.+?)\*\*|(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_ITEM = re.compile(r"(\s*)([-*] |\d+\. )")


def render_markdown(text: str, width: int | None) -> str:
    """Return Markdown for a terminal of a width in columns; None is a pipe."""
    if width is None:
        return text.rstrip("\n")
    return "\n".join(_blocks(text.rstrip("\n").split("\n"), min(width, _WIDEST)))


def _blocks(lines: list[str], width: int) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if line.lstrip().startswith("```"):
            while end < len(lines) and not lines[end].lstrip().startswith("```"):
                end += 1
            yield from (f"    {row}".rstrip() for row in lines[at + 1 : end])
            end += 1
        elif line.startswith("#"):
            yield click.style(_plain(line.lstrip("# ")), bold=True, underline=line[1] == " ")
        elif line.startswith("|"):
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            yield from _table([_cells(row) for row in lines[at:end]], width)
        elif not line.strip():
            yield ""
        else:
            while end < len(lines) and _goes_on(lines[end]):
                end += 1
            yield from _paragraph(lines[at:end], width)
        at = end


def _goes_on(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("```", "#", "|")) and (
        _ITEM.match(line) is None
    )  # fmt: skip


def _paragraph(lines: list[str], width: int) -> Iterator[str]:
    item = _ITEM.match(lines[0])
    lead = item[0] if item else lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    text = " ".join([lines[0][len(lead) :], *(line.strip() for line in lines[1:])])
    return _wrap(_plain(text), width, lead.replace("* ", "- "), " " * len(lead))


def _wrap(text: str, width: int, lead: str, hang: str) -> Iterator[str]:
    """Wrap text with Markdown marks; marks have no width, and code stays on one line."""
    words = [word.replace("\n", " ") for word in _SPAN.sub(_marked, text).split(" ")]
    return embolden(line.rstrip() for line in wrap_words(words, lead, hang, width, whole=True))


def _marked(span: re.Match[str]) -> str:
    if span[2]:
        # A line end stands for a blank until the line is made.
        return f"{CODE}{span[2]}{CODE_OFF}".replace(" ", "\n")
    return f"{BOLD}{span[3]}{BOLD_OFF}" if span[3] else f"{ITALIC}{span[4]}{ITALIC_OFF}"


def _cells(row: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row.strip())[1:-1]]


def _table(rows: list[list[str]], width: int) -> Iterator[str]:
    """Yield the lines of a table; a table that is too wide becomes a list."""
    head, body = [rows[0]] if any(rows[0]) else [], rows[2:]
    plain = [[_bare(cell) for cell in row] for row in [*head, *body]]
    widths = [max(cells(row[at]) for row in plain) for at in range(len(rows[0]))]
    if sum(widths) + 2 * len(widths) <= width:
        for number, row in enumerate(plain):
            line = "  ".join(pad(cell, widths[at]) for at, cell in enumerate(row)).rstrip()
            yield click.style(line, dim=True) if head and number == 0 else line
        return
    for row in body:
        first, second, *rest = row
        yield from _wrap(f"**{_bare(first)}**  {_plain(second)}", width, "", "    ")
        if details := "; ".join(_plain(cell) for cell in rest if cell):
            yield from _wrap(details, width, "    ", "    ")


def _plain(text: str) -> str:
    """Return text with links as plain words."""
    return _LINK.sub(r"\1", text)


def _bare(text: str) -> str:
    """Return text without any marks."""
    return _SPAN.sub(lambda m: m[2] or m[3] or m[4], _plain(text))
