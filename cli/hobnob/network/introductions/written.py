"""Letters that introduced two people to each other, or will do so.

The one rule: such a letter says `gave: introduction` and names the other person, by a link or by
the name. No key says it, so a letter written by hand counts too.
"""

from __future__ import annotations

from typing import NamedTuple

from hobnob.answers import Who
from hobnob.index.documents import words_in
from hobnob.index.index import Index
from hobnob.model import BODY_LINK
from hobnob.names import name_key


class Written(NamedTuple):
    """A letter that introduces somebody: its slug, its day, and whether it is still to be sent."""

    note: str
    date: str
    waits: bool


def introductions_written(index: Index, to: Who, other: Who) -> tuple[Written, ...]:
    """Return the letters to a person that introduce another, the oldest first."""
    rows = index.rows(
        """SELECT note.slug, substr(it.date, 1, 10), it.draft, json_extract(note.data, '$.gave'),
             note.body, EXISTS (SELECT 1 FROM ref AS link WHERE link.note = ref.note
               AND link.field IN (:body, 'people') AND link.target = :other)
           FROM ref JOIN interaction AS it ON it.id = ref.note
             JOIN note ON note.id = it.id AND note.live
           WHERE ref.target = :to AND ref.field = 'people' AND it.outcome <> 'cancelled'
             AND instr(note.data, '"gave"')
           ORDER BY it.draft, it.date, note.slug""",
        to=to.id, other=other.id, body=BODY_LINK,
    )  # fmt: skip
    name = f" {name_key(other.name)} "
    return tuple(
        Written(slug, date, bool(draft))
        for slug, date, draft, gave, body, linked in rows
        if "introduction" in words_in(gave) and (linked or name in f" {name_key(body)} ")
    )
