"""Reading Monica's export: one file of JSON.

The one rule: ids of the export identify people and what happened, so that a later export adds only
what is new. Monica 5 exports no JSON but vCards, which are read as such.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hobnob.errors import UsageError
from hobnob.importers.as_markdown import as_markdown
from hobnob.importers.found import (
    Column,
    Found,
    FoundInteraction,
    FoundPerson,
    Party,
    Unread,
    Wanted,
)
from hobnob.importers.monica.contact import lines_of, name_of, photo_of, values_of
from hobnob.importers.monica.happened import SOURCE, activities, of_contact
from hobnob.importers.monica.json_values import Item, collections, items, mapping, properties, text

_MOST_BYTES = 200_000_000
_IS_MONICA = re.compile(rb'"(?:exported_by|app_version)"\s*:.*"account"\s*:', re.DOTALL)


def recognize(path: Path, start: bytes) -> bool:
    """Say whether a file is an export of Monica."""
    return (
        not path.is_dir() and start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
        and _IS_MONICA.search(start[:4000]) is not None
    )  # fmt: skip


def read(paths: Sequence[Path], wanted: Wanted) -> Found:
    """Read exports of Monica.

    Raises:
        UsageError: a file cannot be read, or is no export of Monica 4.
    """
    reading = _Reading(today=wanted.day)
    for path in paths:
        reading.take(_account(path), path.name)
    return reading.found()


def _account(path: Path) -> Item:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path} is larger than {_MOST_BYTES // 1_000_000} MB")
        whole = json.loads(path.read_bytes().decode("utf-8-sig", "replace"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        at = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(
            f"{path}{at}: this is no JSON, so it is no whole export of Monica"
        ) from None
    account = mapping(mapping(whole).get("account"))
    if not collections(account):
        raise UsageError(
            f"{path.name} has no account with data, as an export of Monica 4 has (Settings → "
            "Export data → JSON). From Monica 5, export vCards"
        )
    return account


@dataclass(kw_only=True)
class _Reading:
    """What was read until now."""

    today: str
    people: list[FoundPerson] = field(default_factory=list)
    interactions: list[FoundInteraction] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)

    def take(self, account: Item, file: str) -> None:
        """Take all of an account."""
        parts = collections(account)
        contacts = items(parts.get("contact"))
        me = {text(properties(user).get("me_contact")) for user in items(parts.get("user"))}
        names = {text(contact.get("uuid")): name_of(contact) for contact in contacts}
        related = _related(parts, names)
        instance = mapping(account.get("instance"))
        field_types = _by_id(instance.get("contact_field_types"))
        photos = _by_id(parts.get("photo"))
        takers: dict[str, list[Party]] = {}
        for contact in contacts:
            uuid = text(contact.get("uuid"))
            if uuid in me - {""}:
                self.passed_over["of your own"] += 1
                continue
            party = Party(name=names[uuid], source=f"{SOURCE}{uuid}" if uuid else "")
            self._person(contact, names, related.get(uuid, ()), field_types, photos, file)
            self._count(contact)
            self._happened(of_contact(contact, party), file)
            for activity in collections(contact).get("activity", ()):
                takers.setdefault(text(activity), []).append(party)
        types = _by_id(instance.get("activity_types"))
        self._happened(activities(account, takers, types), file)
        journal = items(properties(account).get("journal_entries"))
        for what, number in (("entries of the journal", len(journal)),
                             ("documents", len(parts.get("document", ())))):  # fmt: skip
            self.passed_over[what] += number

    def _person(
        self, contact: Item, names: Mapping[str, str], related: Sequence[tuple[str, str]],
        field_types: Mapping[str, Item], photos: Mapping[str, Item], file: str,
    ) -> None:  # fmt: skip
        own = properties(contact)
        values, told = values_of(contact, field_types)
        through = names.get(text(own.get("first_met_through")), "")
        lines = lines_of(contact, self.today, self.passed_over)
        lines += [as_markdown(line) for line in told]
        if through:
            lines.append(f"Introduced by {as_markdown(through)}")
        extra = {}
        if often := text(own.get("stay_in_touch_frequency")):
            # Somebody who was imported is not overdue; so it is kept, and does not count.
            extra["stay_in_touch_days"] = often
        avatar = text(mapping(own.get("avatar")).get("avatar_photo"))
        photo, ending = photo_of(photos.get(avatar, {}))
        uuid = text(contact.get("uuid"))
        self.people.append(
            FoundPerson(
                file=file, source=f"{SOURCE}{uuid}" if uuid else "", name=names[uuid],
                values=values, relations=tuple(related), extra=extra, text=_paragraphs(lines),
                photo=photo, photo_type=ending,
            )
        )  # fmt: skip

    def _count(self, contact: Item) -> None:
        for kind, found in collections(contact).items():
            self.counts[kind] += len(found)

    def _happened(self, found: Iterable[FoundInteraction], file: str) -> None:
        for one in found:
            if one.values["date"]:
                self.interactions.append(one)
            else:
                self.unread.append(Unread(line=0, file=file, message=f"{one.source} has no date"))

    def found(self) -> Found:
        """Return all that was read."""
        return Found(
            kind="monica",
            title="Monica",
            people=tuple(self.people),
            interactions=tuple(self.interactions),
            unread=tuple(self.unread),
            columns=tuple(
                Column(title=kind, becomes=_BECOMES.get(kind, ""), count=count)
                for kind, count in self.counts.items() if count
            ),
            passed_over={why: count for why, count in self.passed_over.items() if count},
        )  # fmt: skip


_BECOMES = {
    "call": "interactions", "note": "interactions", "conversation": "interactions",
    "activity": "interactions", "gift": "interactions, and ideas in the text",
    "contact_field": "emails, phones, links", "address": "location, and the text",
    "reminder": "dates, and promises", "task": "promises", "debt": "the text", "pet": "the text",
    "life_event": "the text", "photo": "photo, for the picture of the contact",
}  # fmt: skip
"""What becomes of the parts of a contact."""


def _paragraphs(lines: Sequence[str]) -> str:
    """Return lines as paragraphs; tasks stay together."""
    whole = "\n\n".join(lines)
    return re.sub(r"(?<=\n)(- \[.\] [^\n]*)\n\n(?=- \[)", r"\1\n", f"\n{whole}").strip("\n")


def _by_id(value: object) -> dict[str, Item]:
    return {text(one.get("uuid")): one for one in items(value)}


def _related(
    parts: Mapping[str, Sequence[object]], names: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Return the relations of each contact: who, and what they are to them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for relation in items(parts.get("relationship")):
        own = properties(relation)
        who = names.get(text(own.get("contact_is")), "")
        how = text(own.get("type")).replace("_", " ")
        if who and how:
            found.setdefault(text(own.get("of_contact")), []).append((who, how))
    return found
