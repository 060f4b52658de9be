"""What happened with a contact of Monica: calls, notes, gifts, conversations, activities.

The one rule: each is one interaction, known by the id that Monica gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hobnob.importers.as_markdown import as_markdown
from hobnob.importers.found import FoundInteraction, Party
from hobnob.importers.monica.contact import gift_text
from hobnob.importers.monica.json_values import (
    Item,
    collections,
    day_of,
    items,
    moment_of,
    properties,
    text,
)

SOURCE = "monica:"
_MEALS = re.compile(r"restaurant|ate_|meal|dinner|lunch|breakfast|brunch|picnicked", re.IGNORECASE)
_EVENTS = re.compile(r"concert|theater|theatre|museum|party|movie|festival|sport", re.IGNORECASE)


def of_contact(contact: Item, party: Party) -> Iterator[FoundInteraction]:
    """Yield what happened with a contact alone."""
    parts = collections(contact)
    for call in items(parts.get("call")):
        own = properties(call)
        direction = "in" if own.get("contact_called") in (True, 1) else "out"
        values = {"date": moment_of(own.get("called_at")), "kind": "call", "direction": direction}
        yield from _made(call, values, text(own.get("content")), party)
    for note in items(parts.get("note")):
        values = {"date": moment_of(note.get("created_at")), "kind": "note"}
        yield from _made(note, values, text(properties(note).get("body")), party)
    for gift in items(parts.get("gift")):
        own = properties(gift)
        status = text(own.get("status"))
        if status in ("offered", "received"):
            day = day_of(own.get("date")) or day_of(gift.get("created_at"))
            direction = "out" if status == "offered" else "in"
            values = {"date": day, "kind": "gift", "direction": direction}
            yield from _made(gift, values, gift_text(own), party)
    for conversation in items(parts.get("conversation")):
        for message in items(properties(conversation).get("messages")):
            own = properties(message)
            direction = "out" if own.get("written_by_me") in (True, 1) else "in"
            day = moment_of(own.get("written_at")) or day_of(
                properties(conversation).get("happened_at")
            )
            values = {"date": day, "kind": "message", "direction": direction}
            yield from _made(message, values, text(own.get("content")), party)


def activities(
    account: Item, takers: Mapping[str, Sequence[Party]], types: Mapping[str, Item]
) -> Iterator[FoundInteraction]:
    """Yield the activities of an account.

    Args:
        account: as it is exported.
        takers: who took part, by the id of the activity.
        types: the types of activities, by their id.
    """
    for activity in items(collections(account).get("activity")):
        own = properties(activity)
        told = "\n\n".join(filter(None, (text(own.get("summary")), text(own.get("description")))))
        kind = properties(types.get(text(own.get("type")), {}))
        words = f"{text(kind.get('translation_key'))} {text(kind.get('name'))}"
        name = "meal" if _MEALS.search(words) else "event" if _EVENTS.search(words) else "meeting"
        values = {"date": day_of(own.get("happened_at")), "kind": name}
        yield from _made(activity, values, told, *takers.get(text(activity.get("uuid")), ()))


def _made(
    item: Item, values: dict[str, Any], told: str, *people: Party
) -> Iterator[FoundInteraction]:
    if not values["date"]:
        values["date"] = moment_of(item.get("created_at"))
    uuid = text(item.get("uuid")) or f"{values['date']} {told}"[:100]
    yield FoundInteraction(
        source=f"{SOURCE}{' '.join(uuid.split())}", people=people, values=values,
        text=as_markdown(told),
    )  # fmt: skip
