"""Sigils: `#tag`, `@tag` and `+plan`; also "for" before the name of a plan.

The one rule: a sigil must begin a word; addresses, numbers and code have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hobnob.capture.line.parsed import ParsedLine

# As tags of bodies are (`hobnob.notes.body`); what makes a person of a name is no tag.
_TAG = re.compile(
    r"(?<![\w&/#@\\.])[#@](?!new:)([^\W\d_][\w/-]*|\d+[^\W\d][\w/-]*)(?!\.\w|@)", re.I
)
_PLAN = re.compile(r"(?<![\w+/\\&])\+([^\W\d_][\w-]*)")
LONGEST_PLAN = 7
"""Words in the name of a plan."""


@dataclass(frozen=True)
class Plan:
    """The plan a line is for: its slug, or what was typed behind a `+` that names none."""

    slug: str = ""
    unknown: str = ""
    start: int = -1
    end: int = -1


def read_tags(line: ParsedLine) -> tuple[str, ...]:
    """Return the tags of a line without code and addresses; the tags come without their sigils."""
    return tuple(dict.fromkeys(match[1].rstrip("-/") for match in _TAG.finditer(line.hidden)))


def sigil_spans(line: ParsedLine) -> list[tuple[int, int]]:
    """Return where the sigils of a line stand."""
    return [match.span() for sign in (_TAG, _PLAN) for match in sign.finditer(line.hidden)]


def read_plan(line: ParsedLine, plans: Callable[[str], str]) -> Plan:
    """Return the plan of a line."""
    unknown = Plan()
    for sign in _PLAN.finditer(line.hidden):
        if slug := plans(sign[1]):
            return Plan(slug, "", *sign.span())
        unknown = unknown if unknown.unknown else Plan("", sign[1], *sign.span())
    if unknown.unknown:
        return unknown
    for match in line.find_all("plans", "for"):
        limit = min(match.after + LONGEST_PLAN, len(line.tokens))
        for after in range(limit, match.after, -1):
            start, end = line.span(match.after, after)
            if slug := plans(line.text[start:end]):
                return Plan(slug, "", start, end)
    return Plan()
