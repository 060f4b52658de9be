"""How to reach somebody from a page: an address, a number, a draft that waits to be sent.

The one rule: everything comes from the index that it is given, so a shared site leaks nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from hobnob.index.documents import texts_of
from hobnob.index.index import Index
from hobnob.index.notes import by_slug
from hobnob.model import Kind
from hobnob.network.letters.drafts import LetterDraft, list_drafts


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How to reach a person.

    Attributes:
        email: the first address, or "".
        phone: the first number, or "".
    """

    email: str = ""
    phone: str = ""


def load_reach(index: Index, slug: str) -> Reach:
    """Return how to reach a person; nothing of somebody without a note."""
    note = by_slug(index, "person", slug)
    data = index.value("SELECT data FROM note WHERE id = :id", id=note.id) if note else None
    values = json.loads(data) if data else {}
    email, phone = (next(iter(texts_of(values.get(key))), "") for key in ("emails", "phones"))
    return Reach(email=email, phone=phone)


def path_of(index: Index, kind: Kind, slug: str) -> str:
    """Return the path of a note, relative to the journal; "" if there is none."""
    note = by_slug(index, kind, slug)
    return note.path if note else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafts:
    """Letters that wait to be sent.

    Attributes:
        by_slug: all of them.
        by_person: the oldest one to each person alone, by slug.
    """

    by_slug: Mapping[str, LetterDraft] = field(default_factory=dict)
    by_person: Mapping[str, LetterDraft] = field(default_factory=dict)


def load_waiting(index: Index) -> Drafts:
    """Return the letters that wait to be sent."""
    letters = [draft for draft in list_drafts(index) if draft.is_letter]
    to_one = {draft.people[0].slug: draft for draft in reversed(letters) if len(draft.people) == 1}
    return Drafts(by_slug={draft.slug: draft for draft in letters}, by_person=to_one)
