"""What a source says of a person who has a note: united with it, key by key.

The one rule: your hand wins. Lists are united, what a note lacks is filled, and a value changes
only if it still is what the last import wrote. All else stays, and is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hobnob.answers import Slug
from hobnob.importers.memory import Said, mark
from hobnob.importers.phone_numbers import number_key
from hobnob.names import fold, name_key
from hobnob.network.identity import fuller_birthday, link_key
from hobnob.notes.schema import PERSON
from hobnob.phones import phone_keys

ROLE_KEYS = frozenset({"roles", "org", "title"})


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A value of a source that a note does not take, because the note's stays.

    Attributes:
        person: whose note it is.
        key: the key of the note.
        note: what the note says, "" if you removed it.
        source: what the source says.
    """

    person: Slug
    key: str
    note: str
    source: str


def unite(
    now: Mapping[str, Any],
    found: Mapping[str, Any],
    said: Said | None,
    *,
    first: bool,
    slug: str,
    region: str,
) -> tuple[dict[str, Any], list[Difference]]:
    """Return the keys of a note that change, with their new values, and what stays.

    Args:
        now: the values of the note.
        found: those of the source; roles are compared elsewhere.
        said: what the source said before; None for nothing.
        first: whether it is the first that this file says of the person; what more it says replaces
            no value.
        slug: whose note it is.
        region: for telephone numbers without a country.
    """
    changes: dict[str, Any] = {}
    differences: list[Difference] = []

    def differs(key: str, note: Any, source: Any) -> None:
        differences.append(
            Difference(person=slug, key=key, note=spell_value(note), source=spell_value(source))
        )

    before = said or {}
    for key, value in found.items():
        if key in ROLE_KEYS:
            continue
        has, was = now.get(key), before.get(key)
        if isinstance(value, list | tuple):
            items = has if isinstance(has, list) else [has] if has else []
            keys = {one for item in items for one in item_keys(key, item, region)}
            fresh = [item for item in value if keys.isdisjoint(item_keys(key, item, region))]
            gone = [item for item in fresh if mark(item) in (was or ())]
            if more := [item for item in fresh if item not in gone]:
                changes[key] = [*items, *more]
            if gone:
                differs(key, "", gone)
        elif has in (None, "", []):
            if was:
                differs(key, "", value)
            else:
                changes[key] = value
        elif key == "birthday" and (full := fuller_birthday(str(has), str(value))):
            if full != str(has) and was != mark(value):
                changes[key] = full
        elif not _same(key, has, value):
            if first and was and was == mark(has) and was != mark(value):
                changes[key] = value
            else:
                differs(key, has, value)
    return changes, differences


def item_keys(key: str, item: Any, region: str) -> tuple[Any, ...]:
    """Return how an item of a list is compared; two are the same if they share a key."""
    if isinstance(item, Mapping):
        return (tuple(sorted((part, name_key(str(text))) for part, text in item.items() if text)),)
    text = str(item)
    if key == "phones":
        # One person's numbers are the same also without their country.
        return (number_key(text, region) or text, *phone_keys(text))
    if key == "links":
        return (link_key(text) or text,)
    if key == "tags":
        return (fold(text),)
    return (name_key(text) or text,)


def _same(key: str, has: Any, value: Any) -> bool:
    if has == value:
        return True
    if isinstance(has, list):
        return str(value) in map(str, has)
    if isinstance(has, Mapping) or isinstance(value, Mapping):
        return False
    if key in PERSON.by_name or key.islower():
        return mark(has) == mark(value) or fold(str(has)) == fold(str(value))
    return mark(has) == mark(value)


def spell_value(value: Any) -> str:
    """Return a value in words, for a list of differences."""
    if isinstance(value, Mapping):
        return ", ".join(str(text) for text in value.values() if text)
    if isinstance(value, list | tuple):
        return ", ".join(map(spell_value, value))
    return str(value or "")
