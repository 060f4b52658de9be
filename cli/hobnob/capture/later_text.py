"""A text about an interaction that is known already: who took part, when and what it was.

The one rule: what is known wins over what is read. "He" and "she" are the one who took part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hobnob.answers import Who
from hobnob.capture.entry import NewEntry, clean_text
from hobnob.capture.parser import LineParser


def parse_later_text(
    parser: LineParser, text: str, known: Mapping[str, Any], people: Sequence[Who]
) -> NewEntry:
    """Return what a text says; without a text, only what is known.

    Args:
        parser: understands the text.
        text: as typed.
        known: the front matter that is known, references as slugs.
        people: those who took part.

    Raises:
        UsageError, GuessError: see `LineParser.parse`.
    """
    if not (text := clean_text(text)):
        return NewEntry(values=known, text="", names={who.slug: who.name for who in people})
    entry = parser.parse(text, known, anybody=False)
    (who, *others) = people or (None,)
    if who is None or others or f"[[{who.slug}" in entry.text:
        return entry
    # "He promised to send the list": in a line that names him, it is clear who.
    named = parser.parse(f"{who.name}: {text}", known, anybody=False)
    begin = f"[[{who.slug}|{who.name}]]: "
    if not named.text.startswith(begin):
        return entry
    return replace(named, text=named.text.removeprefix(begin))
