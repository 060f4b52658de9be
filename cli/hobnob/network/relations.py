"""Relations: what other people are to a person, as their notes say from either side.

The one rule: what a person's own note says comes first. What only the other note says is turned
around where there is a counterpart, and quoted where there is none.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hobnob.answers import TextOrNone, Who
from hobnob.index.index import Index
from hobnob.names import link_target, name_key
from hobnob.network.relation_words import side_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """What somebody is to a person.

    Attributes:
        who: the other person.
        how: what they are to this person: the note's own words, or the counterpart of what the
            other note says. Null where neither is known.
        said: what this person is to them, in the words of their note, if only that is known.
    """

    who: Who
    how: TextOrNone
    said: TextOrNone = ""


class Told(NamedTuple):
    """What one note says of two people: `who` is `how` to the person of the note.

    Attributes:
        at: the number of the row in the note, from 0.
    """

    note: Who
    who: Who
    how: str
    at: int


_OWN = """
SELECT note.id, note.slug, note.name, note.data, target.id, target.slug, target.name, ref.raw,
  ref.pos
FROM ref JOIN note ON note.id = ref.note LEFT JOIN note AS target ON target.id = ref.target
WHERE ref.field = 'relations' AND note.live AND {where}
ORDER BY {order}
"""


def relations_of(index: Index, note: int) -> tuple[Relation, ...]:
    """Return the relations of a person: those of their own note in its order, then the others."""
    own = index.journal.settings.counterparts
    found: dict[tuple[str, str], Relation] = {}
    sides: set[tuple[str, str]] = set()
    for told in _told(index, "ref.note = :note", "ref.pos", note=note):
        if told.who.id == note:
            continue
        found.setdefault((told.who.slug, name_key(told.how)), Relation(who=told.who, how=told.how))
        if side := side_of(told.how, own):
            sides.add((told.who.slug, side.pair))
        elif not told.how:
            sides.add((told.who.slug, ""))
    mine = frozenset(found)
    for told in _told(index, "ref.target = :note", "note.name, note.slug, ref.pos", note=note):
        if told.note.id == note:
            continue
        side = side_of(told.how, own)
        if side and (told.note.slug, side.pair) in sides:
            # The person's own note says it too, and more exactly: sister, not sibling.
            continue
        who = told.note
        if side:
            relation = Relation(who=who, how=side.counterpart)
        elif told.how and (who.slug, name_key(told.how)) not in mine:
            relation = Relation(who=who, how="", said=told.how)
        elif not told.how and not any(slug == who.slug for slug, _ in mine):
            relation = Relation(who=who, how="")
        else:
            continue
        found.setdefault((who.slug, name_key(relation.how or f"«{relation.said}»")), relation)
    return tuple(found.values())


def all_told(index: Index) -> Iterator[Told]:
    """Yield all that notes say of relations, by note."""
    return _told(index, "ref.target IS NOT NULL", "note.path, ref.pos")


def _told(index: Index, where: str, order: str, **named: int) -> Iterator[Told]:
    rows = index.rows(_OWN.format(where=where, order=order), **named)
    words: dict[int, dict[str, Iterator[str]]] = {}
    for note, slug, name, data, target, target_slug, target_name, raw, at in rows:
        if note not in words:
            words[note] = _words(json.loads(data))
        # One note may name a person twice, by the same words.
        typed = link_target(raw)
        who = Who(target, target_slug or typed, target_name or typed)
        yield Told(Who(note, slug, name), who, next(words[note].get(raw, iter(())), ""), at)


def _words(values: dict[str, object]) -> dict[str, Iterator[str]]:
    """Return what others are to a person, by the reference as it was typed.

    The numbers of the references do not help: a shared site leaves out what is private.
    """
    rows = values.get("relations")
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows if isinstance(rows, list) else ():
        found[str(row.get("who", ""))].append(str(row.get("how") or ""))
    return {who: iter(hows) for who, hows in found.items()}
