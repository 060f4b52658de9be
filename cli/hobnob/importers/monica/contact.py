"""A contact of Monica as a person: its keys, and the lines of its text.

The one rule: what a key of the note can hold is a key; everything else is a line of the text, as
Monica shows it. Tasks and reminders to come are promises, because that is what they are.
"""

from __future__ import annotations

import base64
import re
from binascii import Error as BinasciiError
from collections import Counter
from collections.abc import Mapping
from typing import Any

from hobnob.importers.as_markdown import as_markdown
from hobnob.importers.monica.json_values import (
    Item,
    collections,
    day_of,
    items,
    mapping,
    properties,
    text,
)
from hobnob.importers.vcard.properties import tag_of

_DATA_URL = re.compile(r"data:image/(\w+);base64,([A-Za-z0-9+/=\s]+)\Z")
_MOST_PHOTO = 10_000_000


def name_of(contact: Item) -> str:
    """Return the name of a contact."""
    own = properties(contact)
    parts = (text(own.get(key)) for key in ("first_name", "middle_name", "last_name"))
    return " ".join(filter(None, parts)) or text(own.get("nickname"))


def values_of(contact: Item, field_types: Mapping[str, Item]) -> tuple[dict[str, Any], list[str]]:
    """Return the keys of a contact, and lines for what has no key.

    Args:
        contact: as it is exported.
        field_types: the types of ways to reach somebody, by their id.
    """
    own, parts = properties(contact), collections(contact)
    emails, phones, links, lines = [], [], [], []
    for field in items(parts.get("contact_field")):
        told = text(properties(field).get("data"))
        kind = properties(field_types.get(text(properties(field).get("type")), {}))
        kind_name = text(kind.get("type")) or text(kind.get("name"))
        if not told:
            continue
        if kind_name.lower() == "email" or (not kind_name and "@" in told):
            emails.append(told)
        elif kind_name.lower() == "phone" or text(kind.get("protocol")) == "tel:":
            phones.append(told)
        elif told.startswith(("http://", "https://")):
            links.append(told)
        else:
            lines.append(f"{text(kind.get('name')) or 'Contact'}: {told}")
    places = [_address(properties(one)) for one in items(parts.get("address"))]
    lines += [f"Address: {whole}" for _, whole in places if whole]
    role = {"org": text(own.get("company")), "title": text(own.get("job"))}
    tags = own.get("tags")
    nickname = text(own.get("nickname"))
    values: dict[str, Any] = {
        "aliases": [nickname] if nickname and nickname != name_of(contact) else [],
        "emails": emails,
        "phones": phones,
        "links": links,
        "birthday": _birthday(mapping(own.get("birthdate"))),
        "location": next((short for short, _ in places if short), ""),
        "roles": [{key: told for key, told in role.items() if told}] if any(role.values()) else [],
        "met_on": day_of(mapping(own.get("first_met_date")).get("date")),
        "tags": [tag_of(text(tag)) for tag in tags if text(tag)] if isinstance(tags, list) else [],
        "dates": _yearly(parts),
    }
    return {key: value for key, value in values.items() if value}, lines


def _address(own: Item) -> tuple[str, str]:
    keys = ("street", "postal_code", "city", "province", "country")
    told = {key: text(own.get(key)) for key in keys}
    short = ", ".join(filter(None, (told["city"], told["country"])))
    return short, ", ".join(filter(None, told.values()))


def _birthday(special: Item) -> str:
    day = day_of(special.get("date"))
    if not day or special.get("is_age_based"):
        # Only the age is known, so the day is made up.
        return day[:4]
    return f"-{day[4:]}" if special.get("is_year_unknown") else day


def _yearly(parts: Mapping[str, Any]) -> list[dict[str, str]]:
    found = []
    for reminder in items(parts.get("reminder")):
        own = properties(reminder)
        day, what = day_of(own.get("initial_date")), text(own.get("title"))
        if day and what and _is_yearly(own) and not _is_own(own):
            found.append({"date": f"-{day[4:]}", "what": what})
    return found


def _is_yearly(own: Item) -> bool:
    return text(own.get("frequency_type")) == "year" and text(own.get("frequency_number")) in (
        "1", "",
    )  # fmt: skip


def _is_own(own: Item) -> bool:
    """Say whether Monica made a reminder itself, for a birthday that the note has."""
    return own.get("delible") in (False, 0)


def lines_of(contact: Item, today: str, passed_over: Counter[str]) -> list[str]:
    """Return the lines of Markdown for what has no key and is no interaction.

    Args:
        contact: as it is exported.
        today: the ISO date; a reminder of an earlier day is over.
        passed_over: counts what is left out.
    """
    own, parts = properties(contact), collections(contact)
    lines = [as_markdown(told) for key in ("description",) if (told := text(own.get(key)))]
    said = [
        ("Food", text(own.get("food_preferences"))),
        ("Died", day_of(mapping(own.get("deceased_date")).get("date"))
         or ("yes" if own.get("is_dead") in (True, 1) else "")),
    ]  # fmt: skip
    for pet in items(parts.get("pet")):
        kind, name = text(properties(pet).get("category")), text(properties(pet).get("name"))
        said.append(("Pet", f"{name} ({kind})" if name and kind else name or kind))
    said += [("Debt", _debt(properties(debt))) for debt in items(parts.get("debt"))]
    for event in items(parts.get("life_event")):
        life = properties(event)
        name = " – ".join(filter(None, (text(life.get("name")), text(life.get("note")))))
        said.append((day_of(life.get("happened_at")) or "Life event", name))
    said += [
        ("Idea for a gift", gift_text(properties(gift)))
        for gift in items(parts.get("gift"))
        if text(properties(gift).get("status")) not in ("offered", "received")
    ]
    lines += [f"{label}: {as_markdown(told)}" for label, told in said if told]
    lines += _promises(parts, today, passed_over)
    return lines


def _debt(own: Item) -> str:
    amount = " ".join(filter(None, (text(own.get("amount")), text(own.get("currency")))))
    who = "you owe them" if own.get("in_debt") else "they owe you"
    done = " (settled)" if text(own.get("status")) == "complete" else ""
    return f"{who} {amount}{done}" if amount else ""


def gift_text(own: Item) -> str:
    """Return what a gift is."""
    told = [text(own.get(key)) for key in ("name", "comment", "url", "amount")]
    return ", ".join(filter(None, told))


def _promises(parts: Mapping[str, Any], today: str, passed_over: Counter[str]) -> list[str]:
    lines = []
    for task in items(parts.get("task")):
        own = properties(task)
        told = [text(own.get("title")), text(own.get("description"))]
        mark = "x" if own.get("completed") in (True, 1) else " "
        lines.append(f"- [{mark}] {as_markdown(_one_line(': '.join(filter(None, told))))}")
    for reminder in items(parts.get("reminder")):
        own = properties(reminder)
        day, kind = day_of(own.get("initial_date")), text(own.get("frequency_type"))
        what = _one_line(text(own.get("title")) or text(own.get("description")))
        if _is_own(own) or own.get("inactive") in (True, 1) or not (day and what):
            passed_over["reminders of Monica itself, and those switched off"] += 1
        elif _is_yearly(own):
            continue
        elif kind != "one_time":
            number = text(own.get("frequency_number")) or "1"
            lines.append(f"Reminder every {number} × {as_markdown(kind)}: {as_markdown(what)}")
        elif day < today:
            passed_over["reminders that are over"] += 1
        else:
            lines.append(f"- [ ] {as_markdown(what)} (by {day})")
    return lines


def _one_line(told: str) -> str:
    return " ".join(told.split())


def photo_of(photo: Item) -> tuple[bytes, str]:
    """Return the bytes of a picture and its file ending; none if it cannot be read."""
    told = properties(photo).get("dataUrl")
    match = _DATA_URL.match(told) if isinstance(told, str) and len(told) < _MOST_PHOTO else None
    try:
        return (base64.b64decode(match[2]), match[1].lower()) if match else (b"", "")
    except (BinasciiError, ValueError):
        return b"", ""
