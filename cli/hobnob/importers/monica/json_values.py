"""Values of Monica's JSON, whatever is in their place.

The one rule: a value of another type than expected is an empty one; reading never raises.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from hobnob.dates import real_day

Item = Mapping[str, Any]


def mapping(value: object) -> Item:
    """Return a mapping, or an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Item]:
    """Return the mappings of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    """Return a text or a number as a text, without blanks at the ends."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def properties(item: Item) -> Item:
    """Return the properties of an object."""
    return mapping(item.get("properties"))


def collections(owner: Item) -> dict[str, Sequence[Any]]:
    """Return the objects that belong to one, by their type."""
    found: dict[str, Sequence[Any]] = {}
    for group in items(owner.get("data")):
        values = group.get("values")
        if isinstance(values, list):
            found[text(group.get("type"))] = [*found.get(text(group.get("type")), ()), *values]
    return found


def day_of(value: object) -> str:
    """Return the day of a moment as Monica writes it, "" if there is none.

    A day is written as its midnight in UTC; so it is not taken to another zone.
    """
    match = re.match(r"\d{4}-\d\d-\d\d", text(value))
    return real_day(match[0]) if match else ""


def moment_of(value: object) -> str:
    """Return a moment in local time; a midnight in UTC is a day without a time."""
    told = text(value)
    try:
        moment = datetime.fromisoformat(told.replace("Z", "+00:00"))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        if (moment.hour, moment.minute) == (0, 0):
            return day_of(told)
        return moment.astimezone().strftime("%Y-%m-%dT%H:%M") if moment.year > 1900 else ""
    except (ValueError, OverflowError, OSError):
        return day_of(told)
