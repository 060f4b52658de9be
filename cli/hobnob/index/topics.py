"""Lists of tags and places.

The one rule: a tag or a place gathers every kind of note that names it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from hobnob.answers import DayOrNone, hidden
from hobnob.index.index import Index
from hobnob.index.notes import LIVE, Head, heads
from hobnob.names import name_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A tag, and how often it is used.

    Attributes:
        tag: the tag, as it is most often typed.
        people: how many people have it.
        interactions: how many interactions have it.
        last: the latest of these interactions.
        key: the tag folded.
        others: how many other notes have it.
    """

    tag: str
    people: int
    interactions: int
    last: DayOrNone
    key: str = hidden()
    others: int = hidden()

    @property
    def size(self) -> int:
        """How many notes have it."""
        return self.people + self.interactions + self.others


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place, and how often you were there.

    Attributes:
        place: the place, as it was typed.
        people: how many people you met there.
        interactions: how many interactions there were.
        last: the latest of them.
        key: the place, as names are compared.
        residents: how many people are there; of `list_all_places` alone, as `others` is.
        others: how many organizations are there.
    """

    place: str
    people: int = 0
    interactions: int = 0
    last: DayOrNone = ""
    key: str = hidden()
    residents: int = hidden(0)
    others: int = hidden(0)

    @property
    def size(self) -> int:
        """How many notes name it."""
        return self.residents + self.interactions + self.others


def list_tags(index: Index) -> list[Tag]:
    """Return all tags, the most used first; each as it is most often typed."""
    rows = index.rows(
        f"""SELECT tag, shown, count(*), count(person.id), count(interaction.id),
              coalesce(max(interaction.date), '')
            FROM tag LEFT JOIN person ON person.id = tag.note
            LEFT JOIN interaction ON interaction.id = tag.note
            WHERE tag.note {LIVE} GROUP BY tag, shown ORDER BY 3 DESC, shown"""
    )
    found: dict[str, Tag] = {}
    for key, shown, used, people, happened, last in rows:
        tag = found.get(key, Tag(tag=shown, people=0, interactions=0, last="", key=key, others=0))
        found[key] = replace(
            tag, people=tag.people + people, interactions=tag.interactions + happened,
            last=max(tag.last, last[:10]), others=tag.others + used - people - happened,
        )  # fmt: skip
    return sorted(found.values(), key=lambda tag: (-tag.size, tag.key))


def spellings(index: Index) -> dict[str, str]:
    """Return how each tag is most often typed, by its folded form."""
    rows = index.rows(
        f"""SELECT tag, shown FROM tag WHERE note {LIVE}
            GROUP BY tag, shown ORDER BY count(*), shown DESC"""
    )
    return dict(rows)


def list_places(index: Index) -> list[Place]:
    """Return all places of interactions, the most visited first."""
    people = dict(
        index.rows(
            f"""SELECT place_key, count(DISTINCT target) FROM interaction
                JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
                WHERE place_key <> '' AND interaction.id {LIVE} GROUP BY place_key"""
        )
    )
    rows = index.rows(
        f"""SELECT place_key, max(place), count(*), max(date) FROM interaction
            WHERE place_key <> '' AND id {LIVE} GROUP BY place_key
            ORDER BY 3 DESC, place_key"""
    )
    return [
        Place(place=name, key=key, people=people.get(key, 0), interactions=happened, last=last[:10])
        for key, name, happened, last in rows
    ]


def list_all_places(index: Index) -> list[Place]:
    """Return all places of interactions, people and organizations, in no order."""
    found = {place.key: place for place in list_places(index)}
    count: Counter[tuple[str, str]] = Counter()
    rows = index.rows(
        """SELECT kind, json_extract(data, '$.location') FROM note WHERE live
             AND kind IN ('person', 'org') AND json_extract(data, '$.location') <> ''"""
    )
    for kind, location in rows:
        name = str(location)
        key = name_key(name)
        count[key, kind] += 1
        known = found.get(key, Place(place=name, key=key))
        found[key] = replace(known, place=max(known.place, name))
    # A place that holds several others has a page, also where nothing is said of it alone.
    outer = Counter(outer_place(place.place) for place in found.values())
    for name, times in outer.items():
        key = name_key(name)
        if name and times > 1 and key not in found:
            found[key] = Place(place=name, key=key)
    return [
        replace(place, residents=count[place.key, "person"], others=count[place.key, "org"])
        for place in found.values()
    ]


def outer_place(place: str) -> str:
    """Return the place that holds another: the part after the last comma, or ""."""
    inner, _, outer = place.rpartition(",")
    return outer.strip() if inner.strip() else ""


def others_tagged(index: Index, tag: str) -> list[Head]:
    """Return the plans and organizations that have a tag (folded), plans first, by name."""
    rows = index.rows(
        """SELECT note.id FROM tag JOIN note ON note.id = tag.note
           WHERE tag = :tag AND live AND kind IN ('plan', 'org')
           ORDER BY kind DESC, name, slug""",
        tag=tag,
    )
    return list(heads(index, [note for (note,) in rows]).values())
