"""What was understood of an entry, in a short and pleasant paragraph.

The one rule: it is plain text; whatever shows it makes it safe for where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from hobnob import dates
from hobnob.capture.entry import Entry
from hobnob.model import default_direction

_PHRASES = {
    "letter": ("a letter to", "a letter from", "letters with"),
    "email": ("an e-mail to", "an e-mail from", "e-mails with"),
    "message": ("a message to", "a message from", "messages with"),
    "call": ("a call to", "a call from", "a call with"),
    "meeting": ("a meeting with",) * 3,
    "meal": ("a meal with",) * 3,
    "event": ("an event with",) * 3,
    "gift": ("a gift for", "a gift from", "gifts with"),
    "introduction": ("an introduction by",) * 3,
    "news": ("news of",) * 3,
    "note": ("a note about",) * 3,
}


def tell_entry(entry: Entry, today: str, *, new: bool = True) -> str:
    """Say in one short paragraph what was understood.

    Args:
        entry: the interaction.
        today: the day on which it is told.
        new: whether it was written now; else it was there already.
    """
    values = entry.values
    kind = values.get("kind", "")
    direction = values.get("direction") or default_direction(kind)
    who = join_words(entry.names_of("people"))
    begin = "A draft" if values.get("draft") else "Logged" if new else "Logged before"
    day = spell_day(values["date"], today)
    place = f" at {values['place']}" if "place" in values else ""
    if kind:
        phrase = _PHRASES[kind][("out", "in", "both").index(direction)]
        said = [f"{begin}: {phrase} {who}{place}, {day}"]
    else:
        said = [f"{begin}: {day} with {who}{place}"]
    if "outcome" in values:
        said.append({"no-answer": "no answer this time"}.get(values["outcome"], values["outcome"]))
    for key, verb in (("asked", "asked for"), ("gave", "gave")):
        if key in values:
            said.append(f"{verb} {join_words(values[key])}")
    if "introduced" in values:
        said.append(f"they introduced you to {join_words(entry.names_of('introduced'))}")
    if "plan" in values:
        said.append(f"for the plan {values['plan']}")
    if "tags" in values:
        said.append(" ".join(f"#{tag}" for tag in values["tags"]))
    if "follow_up" in values:
        said.append(f"to follow up {spell_day(values['follow_up'], today)}")
    if values.get("private"):
        said.append("private")
    return "; ".join(said) + "."


def spell_day(when: str, today: str) -> str:
    """Say a day as one would: `yesterday`, `on 3 November 2026`; with its time, if it has one."""
    day, _, time = when.partition("T")
    at = f" at {time}" if time else ""
    if len(day) < 10:
        return f"in {day}"
    if abs(dates.days_between(today, day)) <= 1:
        return dates.spell_since(day, today) + at
    date = dates.first_day(day)
    return f"on {date.day} {date:%B} {date.year}{at} ({dates.spell_since(day, today)})"


def join_words(words: Iterable[str]) -> str:
    """Join words as a sentence does: `a, b and c`."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
