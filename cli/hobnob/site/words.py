"""Words for what the format writes in short, and dates as a person writes them.

The one rule: no word here blames: a quiet spell is no fault, and a no was a kind answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hobnob.dates import MONTHS, spell_date, spell_days

# A filter of the templates, as all of this module that begins so.
from hobnob.wording import spell_asks as spell_asks

KINDS: Mapping[str, str] = {
    "letter": "Letter",
    "email": "E-mail",
    "message": "Message",
    "call": "Call",
    "meeting": "Meeting",
    "meal": "Meal",
    "event": "Event",
    "gift": "Gift",
    "introduction": "Introduction",
    "news": "News",
    "note": "Note",
}

DIRECTED = frozenset({"letter", "email", "message", "gift", "call", "introduction"})
"""Kinds of which it is worth saying which way they went."""


OUTCOMES: Mapping[str, str] = {
    "no-answer": "no answer",
    "declined": "declined, kindly",
    "agreed": "agreed",
    "won": "won",
    "cancelled": "did not take place",
}

CIRCLES: Mapping[str, str] = {
    "inner": "inner circle",
    "close": "close circle",
    "active": "active circle",
    "wide": "wide circle",
    "none": "no circle",
}

STATUSES: Mapping[str, str] = {
    "active": "under way",
    "paused": "resting",
    "won": "won",
    "dropped": "let go",
}


def spell_day(date: str) -> str:
    """Write a date shortly, for a margin under its year: "22 Nov", "Nov", or "" for a year."""
    parts = date[:10].split("-")
    if len(parts) == 1:
        return ""
    month = MONTHS[int(parts[1]) - 1][:3]
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def spell_time(date: str) -> str:
    """Return the time of day of a moment, "12:30", or "" for a day."""
    return date[11:16]


def spell_birthday(birthday: str) -> str:
    """Write a birthday: "9 December 1906", or "9 December" when its year is not known."""
    if birthday.startswith("--"):
        return f"{int(birthday[5:7])} {MONTHS[int(birthday[2:4]) - 1]}"
    return spell_date(birthday)


def spell_cadence(own: str | None, days: int | None) -> str:
    """Return how often to be in touch, in words: as written, else what the circle means."""
    if own:
        return own if own == "never" or own.startswith("every") else f"every {own}"
    return f"every {spell_days(days)}" if days else ""


def spell_span(since: str, until: str) -> str:
    """Write when something was: "2019 – 2023", "since 2019", "until 2023"."""
    if since and until:
        return f"{_short(since)} – {_short(until)}"
    if since:
        return f"since {_short(since)}"
    return f"until {_short(until)}" if until else ""


def spell_kind(kind: str) -> str:
    """Return the word for a kind of interaction; one of the user's own is its own word."""
    return KINDS.get(kind, kind.replace("-", " ").capitalize() or "Entry")


def spell_outcome(kind: str, outcome: str) -> str:
    """Return how it ended; nobody answers a call, but a letter waits."""
    if outcome == "no-answer":
        return "nobody answered" if kind == "call" else "no answer yet"
    return OUTCOMES.get(outcome, outcome.replace("-", " "))


def spell_key(key: str) -> str:
    """Return a key of the front matter as words: `met_on` as "Met on".

    >>> spell_key("vcard:x-phonetic-last-name")
    'Phonetic last name'
    """
    words = re.sub(r"^vcard:(x-)?|[_-]+", " ", key.lower() if key.startswith("vcard:") else key)
    words = words.strip() or key
    return words[:1].upper() + words[1:]


def count_words(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 person", "2 people", "1,204 entries"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _short(date: str) -> str:
    """Write a date as a role needs it: its month and year at most."""
    return f"{MONTHS[int(date[5:7]) - 1][:3]} {date[:4]}" if len(date) > 4 else date
