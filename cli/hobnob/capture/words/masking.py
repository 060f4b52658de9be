"""Masking: code, addresses, and promises that are written as tasks say nothing in a line.

The one rule: a masked part becomes blanks, so all else keeps its place.
"""

from __future__ import annotations

import re

from hobnob.notes.body import tasks_of, text_lines

# An address is tried where it may begin and nowhere within it, so that a long word costs no more
# than its letters.
_ADDRESS = re.compile(
    r"\b[a-z][a-z+.-]{1,30}://\S+|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+|\]\([^\s()]*\)",
    re.I,
)


def hide(text: str) -> str:
    """Return a text of the same length with blanks for what says nothing.

    Tasks are hidden because a note's own promises are read from the note (`hobnob.notes.body`).
    """
    parts: list[str] = []
    done = 0
    tasks = {number for task in tasks_of(text) for number in range(task.line, task.end)}
    for number, begin, line in text_lines(text):
        parts.append(_blank(text[done:begin]))
        parts.append(" " * len(line) if number in tasks else _ADDRESS.sub(_same_length, line))
        done = begin + len(line)
    parts.append(_blank(text[done:]))
    return "".join(parts)


def _same_length(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
