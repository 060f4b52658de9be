"""Look-ups by the names of people, organizations, places and tags.

The one rule: one query for all keys. The matches come in the order of their slugs, and the caller
chooses.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from hobnob.index.index import Index
from hobnob.model import Kind
from hobnob.name_forms import How


class Known(NamedTuple):
    """A person that a form of a name may mean."""

    note: int
    slug: str
    name: str
    how: How


def find_known(index: Index, keys: Collection[str]) -> dict[str, tuple[Known, ...]]:
    """Return the people that each of some keys of `hobnob.name_forms` may mean."""
    found: dict[str, list[Known]] = {}
    sql = """SELECT spoken.key, note.id, note.slug, note.name, spoken.how
        FROM json_each(:keys) AS wanted JOIN spoken ON spoken.key = wanted.value
        JOIN note ON note.id = spoken.note WHERE note.live ORDER BY note.slug"""
    for key, *person in index.rows(sql, keys=keys):
        found.setdefault(key, []).append(Known(*person))
    return {key: tuple(people) for key, people in found.items()}


def find_things(index: Index, keys: Collection[str]) -> frozenset[str]:
    """Return which of some name keys are organizations or places."""
    sql = """SELECT wanted.value FROM json_each(:keys) AS wanted
        WHERE EXISTS (SELECT 1 FROM role WHERE org_key = wanted.value)
          OR EXISTS (SELECT 1 FROM interaction
                     WHERE place_key = wanted.value AND place_key <> '')
          OR EXISTS (SELECT 1 FROM name JOIN note ON note.id = name.note
                     WHERE name.key = wanted.value AND note.kind = 'org' AND note.live)"""
    found = index.column(sql, keys=keys)
    return frozenset(found)


def find_namesakes(index: Index, key: str, most: int) -> list[tuple[str, str]]:
    """Return slug and name of the people that a key of `hobnob.name_forms` may mean."""
    sql = """SELECT DISTINCT note.slug, note.name
        FROM spoken JOIN note ON note.id = spoken.note
        WHERE spoken.key = :key AND note.live AND note.kind = 'person'
        ORDER BY note.slug LIMIT :most"""
    return index.rows(sql, key=key, most=most)


def find_beginning(index: Index, letter: str) -> list[tuple[str, str, str]]:
    """Return the keys of `hobnob.name_forms` that begin with a letter, each with slug and name."""
    sql = """SELECT spoken.key, note.slug, note.name
        FROM spoken JOIN note ON note.id = spoken.note
        WHERE spoken.key >= :letter AND spoken.key < :end
          AND note.live AND note.kind = 'person'
        ORDER BY note.slug"""
    return index.rows(sql, letter=letter, end=letter + chr(0x10FFFF))


def find_people_named(index: Index, keys: Collection[str]) -> dict[str, list[int]]:
    """Return the people with each of some name keys."""
    found: dict[str, list[int]] = {}
    sql = """SELECT name.key, note.id FROM json_each(:keys) AS wanted
        CROSS JOIN name ON name.key = wanted.value AND name.rank < 3
        CROSS JOIN note ON note.id = name.note
        WHERE note.kind = 'person' AND note.live ORDER BY note.slug"""
    for key, note in index.rows(sql, keys=keys):
        found.setdefault(key, []).append(note)
    return found


def ranks_of(index: Index, key: str, kinds: Collection[Kind]) -> list[tuple[int, int]]:
    """Return the notes of some kinds with a name key, and the rank of the name."""
    sql = """SELECT name.note, name.rank FROM name JOIN note ON note.id = name.note
        WHERE name.key = :key AND note.live
          AND note.kind IN (SELECT value FROM json_each(:kinds))"""
    return index.rows(sql, key=key, kinds=kinds)


def slugs_by_name(index: Index, kinds: Collection[Kind]) -> list[tuple[str, str]]:
    """Return all name keys of the notes of some kinds, with their slugs."""
    sql = """SELECT name.key, note.slug FROM name JOIN note ON note.id = name.note
        WHERE note.live AND note.kind IN (SELECT value FROM json_each(:kinds))
        ORDER BY note.slug"""
    return index.rows(sql, kinds=kinds)


def find_places(index: Index, key: str) -> list[tuple[str, str]]:
    """Return the places of interactions whose key is this one or begins with its words.

    The range comes first: with an "or" alone, SQLite reads all places.
    """
    sql = """SELECT place_key, max(place) FROM interaction
        WHERE place_key <> '' AND place_key >= :key AND place_key < :key || '!'
          AND (place_key = :key OR place_key > :key || ' ')
        GROUP BY place_key"""
    return index.rows(sql, key=key)


def people_by_contacts(index: Index) -> list[tuple[str, str]]:
    """Return name and slug of all people, the most contacts first."""
    sql = """SELECT note.name, note.slug FROM note LEFT JOIN ref
          ON ref.target = note.id AND ref.field = 'people' AND ref.contact = 1
        WHERE note.live AND note.kind = 'person'
        GROUP BY note.id ORDER BY count(ref.note) DESC, note.slug"""
    return index.rows(sql)


def tags_by_use(index: Index) -> list[str]:
    """Return all tags, the most frequent first."""
    return index.column("SELECT min(shown) FROM tag GROUP BY tag ORDER BY count(*) DESC, tag")
