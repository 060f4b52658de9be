"""A need in words, for the terminal and the site.

The one rule: the words invite. They never count, scold or call anybody late.
"""

from __future__ import annotations

from collections.abc import Mapping

from hobnob import dates
from hobnob.network.today.need import Need, Reason

REASONS: Mapping[Reason, str] = {
    "promise": "you promised",
    "theirs": "promised you",
    "asked": "asks you",
    "follow_up": "to follow up",
    "cadence": "say hello",
    "birthday": "birthday",
    "news": "news",
    "thanks": "thanks owed",
    "draft": "not sent yet",
    "plan": "next move",
    "inbox": "to log",
}

DUE = frozenset({"promise", "theirs", "follow_up", "cadence"})

NOTHING = "Nothing is waiting. A good day to think of someone."
NO_CONTACT = "no contact written down yet"


def whom(need: Need, most: int | None = None) -> str:
    """Return the names a need is about, or the name of its note if it is about nobody.

    Args:
        need: the need.
        most: how many to name; the others are counted.
    """
    names = [who.name for who in need.people]
    rest = len(names) - most if most else 0
    if rest <= 0:
        return ", ".join(names) or (need.about.name if need.about else "")
    return f"{', '.join(names[:most])} and {'1 other' if rest == 1 else f'{rest} others'}"


def when(need: Need, today: str) -> str:
    """Return since when, or when: "due 3 days ago", "in 5 days"."""
    if need.rests:
        return f"rests until {dates.spell_date(need.wakes)}" if need.wakes else "another day"
    ago = dates.spell_since(need.date, today)
    if need.is_undated:
        return ago if need.since else "some day"
    return f"due {ago}" if need.reason in DUE else ago


def what(need: Need, today: str) -> str:
    """Return what a need is about in one line, with the last contact if it has no text.

    Args:
        need: the need.
        today: an ISO date.
    """
    if need.stands_for:
        return need.text
    if need.reason == "plan" and need.about:
        return f"{need.text} ({need.about.name})"
    if need.reason == "cadence":
        return last_time(need, today) or NO_CONTACT
    if need.reason == "asked":
        return f"“{need.text}” (hobnob accept {need.ref})"
    if need.reason in ("birthday", "thanks") or not need.text:
        return " · ".join(filter(None, (need.text, last_time(need, today))))
    return f"“{need.text}”" if need.author == "them" else need.text


def last_time(need: Need, today: str) -> str:
    """Return when the last contact was, and its text; "" if there was none."""
    if need.last is None:
        return ""
    then = f"last time {dates.spell_since(need.last.entry.date, today)}"
    return f"{then}: {need.last.text}" if need.last.text else then
