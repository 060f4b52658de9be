"""What a note is found by beside its name and its body: values of its front matter.

The one rule: the index and the snippet of a found note read the same list, so a search can show
what it has found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hobnob.model import Kind
from hobnob.names import search_text
from hobnob.notes.schema import SCHEMAS
from hobnob.phones import phone_words

_SEARCHED = (
    "goal", "place", "subject", "location", "emails", "phones", "links", "website", "domains",
    "met_at", "tags",
)  # fmt: skip
"""The keys of hobnob whose values are searched; keys of the user's own are searched too."""


ROLE_KEYS = ("now", "roles")
"""The keys of a present role and of other ones, in `beside_texts`."""


def beside_texts(kind: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the searched values of a note, each with its key.

    A role is one text, with one of the `ROLE_KEYS`.
    """
    if kind == "page":
        return []
    found: list[tuple[str, str]] = []
    if kind == "person":
        found += _roles(values)
    for key in _SEARCHED:
        if value := values.get(key):
            found += [(key, str(one)) for one in (value if isinstance(value, list) else [value])
                      if one]  # fmt: skip
    own = extra_keys(kind, values)  # type: ignore[arg-type]
    return found + [(key, text) for key, text in own if text and key not in _SEARCHED]


def words_beside(kind: str, values: Mapping[str, Any]) -> str:
    """Return the texts of `beside_texts` as the full-text index needs them."""
    found = beside_texts(kind, values)
    return searchable(" \n".join(text for _, text in found)) if found else ""


def searchable(text: str) -> str:
    """Return a text as the full-text index needs it, with the keys of its telephone numbers."""
    return " ".join((search_text(text), *phone_words(text)))


def extra_keys(kind: Kind, values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the keys of a note that hobnob does not know, with their values as text."""
    known = SCHEMAS[kind].by_name
    if values.keys() <= known.keys():
        return ()
    return tuple((key, _spell(value)) for key, value in values.items() if key not in known)


def _roles(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    roles: list[Mapping[str, Any]]
    roles = [role for role in values.get("roles") or () if isinstance(role, dict)] or [values]
    return [
        (ROLE_KEYS[at > 0], told)
        for at, role in enumerate(roles)
        if (told := ", ".join(str(role[key]) for key in ("title", "org") if role.get(key)))
    ]


def _spell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_spell, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_spell(part)}" for key, part in value.items())
    return "" if value is None else str(value)
