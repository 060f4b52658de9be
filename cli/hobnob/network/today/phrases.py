"""How a reason to turn to somebody is said, in the terminal and on the site alike.

The one rule: it invites; nothing here counts, scolds or makes anybody late.
"""

from __future__ import annotations

from collections.abc import Mapping

from hobnob import dates
from hobnob.network.today.need import Reason
from hobnob.network.today.order import Item

REASONS: Mapping[Reason, str] = {
    "promise": "you promised",
    "theirs": "promised you",
    "follow_up": "to follow up",
    "cadence": "say hello",
    "birthday": "birthday",
    "news": "news",
    "thanks": "thanks owed",
    "draft": "not sent yet",
    "plan": "next move",
}

DUE = frozenset({"promise", "theirs", "follow_up", "cadence"})

NOTHING = "Nothing is waiting. A good day to think of someone."
NO_CONTACT = "no contact written down yet"


def whom(item: Item, most: int | None = None) -> str:
    """Return the names that an item is about; of what concerns nobody, the name of its note.

    Args:
        item: the item.
        most: how many are named; the others are counted.
    """
    names = [who.name for who in item.people]
    rest = len(names) - most if most else 0
    if rest <= 0:
        return ", ".join(names) or item.about
    return f"{', '.join(names[:most])} and {'1 other' if rest == 1 else f'{rest} others'}"


def when(item: Item, today: str) -> str:
    """Return since when, or when: "due 3 days ago", "in 5 days"."""
    said = dates.spell_since(item.date, today)
    return f"due {said}" if item.reason in DUE else said


def what(item: Item, today: str) -> str:
    """Return what an item is about in one line, with the last time where it has no text of its own.

    Args:
        item: the item.
        today: an ISO date.
    """
    if item.reason == "plan":
        return f"{item.text} ({item.about})"
    if item.reason == "cadence":
        return last_time(item, today) or NO_CONTACT
    if item.reason in ("birthday", "thanks") or not item.text:
        return " · ".join(filter(None, (item.text, last_time(item, today))))
    return item.text


def last_time(item: Item, today: str) -> str:
    """Return when the last time was, and what it says; "" before there was one."""
    if item.last is None:
        return ""
    then = f"last time {dates.spell_since(item.last.date, today)}"
    return f"{then}: {item.last.text}" if item.last.text else then
