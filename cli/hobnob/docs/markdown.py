"""Markdown from data: tables and code.

The one rule: the page shows exactly the text that is passed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def code(text: str) -> str:
    """Return text as a code span."""
    return f"`{text}`" if text else ""


def render_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a cell is Markdown."""
    lines = [_row(titles), "|" + "---|" * len(titles)]
    return "\n".join([*lines, *(_row(row) for row in rows)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
