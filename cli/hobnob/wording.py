"""Phrases for sentences, both in the terminal and on the site.

The one rule: plain text in, plain text out; no phrase blames anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

ASKS: Mapping[str, str] = {
    "advice": "advice",
    "information": "information",
    "introduction": "an introduction",
    "referral": "a referral",
    "meeting": "a meeting",
    "feedback": "feedback",
    "favour": "a favour",
    "job": "a job",
    "sale": "a sale",
    "money": "money",
}
"""The phrase for each kind of help that people ask for or give."""


def join_words(words: Iterable[str], last: str = "and") -> str:
    """Join words as in a sentence: "a", "a and b", "a, b and c"; "" for no words."""
    words = list(words)
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def spell_asks(asks: Iterable[str]) -> str:
    """Return what was asked or given, as one phrase: "advice and an introduction"."""
    return join_words(ASKS.get(ask, ask) for ask in asks)


def spell_direction(direction: str) -> str:
    """Return the word between a kind of interaction and its people: to, from or with."""
    return {"out": "to", "in": "from"}.get(direction, "with")


def spell_ordinal(number: int) -> str:
    """Return `1st`, `2nd`, `11th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def spell_appointment(kind: str, time: str, place: str) -> str:
    """Return what an appointment is, when in the day, and where: "meal 12:30, Luigi's"."""
    return ", ".join(filter(None, (" ".join(filter(None, (kind, time))), place)))


def quoted(text: str) -> str:
    """Return a text as you type it in a shell, in double quotes if it needs quotes."""
    from shlex import quote

    safe = quote(text)
    return safe if safe == text or set('"$`\\!') & {*text} else f'"{text}"'


def spell_full_name(prefix: str, name: str, suffix: str) -> str:
    """Return a name with its titles: `Dr. Karl Weiß, PMP`."""
    return ", ".join(filter(None, (f"{prefix} {name}".strip(), suffix)))
