"""The manual on a terminal: Markdown with simple formatting.

The one rule: a pipe gets the Markdown itself, which is plain text already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import click

from hobnob.cli.layout import cells, pad

_WIDEST = 96
_Word = tuple[str, dict[str, Any]]
"""A word, or the spaces between two words, and its style."""
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


def _paragraph(lines: list[str], width: int) -> list[str]:
    item = _ITEM.match(lines[0])
    lead = item[0] if item else lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    text = " ".join([lines[0][len(lead) :], *(line.strip() for line in lines[1:])])
    return _wrap(_plain(text), width, lead.replace("* ", "- "), " " * len(lead))


def _wrap(text: str, width: int, lead: str, hang: str) -> list[str]:
    """Wrap text with Markdown marks; marks have no width, and a marked phrase may be wrapped."""
    styled: list[_Word] = []
    at = 0
    for match in _SPAN.finditer(text):
        styled += [(word, {}) for word in re.split(r"( +)", text[at : match.start()]) if word]
        style: dict[str, Any] = {"bold": True} if match[3] else {"italic": True} if match[4] else {}
        inner = match[2] or match[3] or match[4]
        if match[2]:
            styled.append((inner, {"fg": "cyan"}))
        else:
            styled += [(word, style) for word in re.split(r"( +)", inner) if word]
        at = match.end()
    styled += [(word, {}) for word in re.split(r"( +)", text[at:]) if word]
    lines, line, used, begun = [], lead, cells(lead), False
    for group in _glue(styled):
        room = sum(cells(word) for word, _ in group)
        blank = group[0][0].isspace()
        if used + room > width and not blank and begun:
            lines.append(line.rstrip())
            line, used, begun = hang, len(hang), False
        if blank and not begun:
            continue
        line += "".join(click.style(w, **s) if s and not w.isspace() else w for w, s in group)
        used += room
        begun = True
    return [*lines, line.rstrip()]


def _glue(words: list[_Word]) -> Iterator[list[_Word]]:
    """Yield groups of words without a space between them; they stay on one line."""
    group: list[_Word] = []
    for word in words:
        if word[0].isspace():
            if group:
                yield group
                group = []
            yield [word]
        else:
            group.append(word)
    if group:
        yield group


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
