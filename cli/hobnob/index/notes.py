"""Look-ups of notes by id, path or slug, one or many at once.

The one rule: a look-up returns what a note is called and where it is. It never depends on the day.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, NamedTuple
from unicodedata import normalize

from hobnob.index.beside import ROLE_KEYS, beside_texts, searchable
from hobnob.index.index import Index
from hobnob.journal import slug_of
from hobnob.model import APPOINTMENT_KINDS, NOTE_KINDS, WRITTEN_KINDS, Kind
from hobnob.names import name_key


class Head(NamedTuple):
    """The name and place of a note.

    Attributes:
        name: its name; "" for an interaction.
        path: relative to the journal.
        live: false if it is left out, because it is broken or another note has the same slug.
    """

    id: int
    kind: Kind
    slug: str
    name: str
    path: str
    live: bool


IN_WRITING = f"IN ({', '.join(repr(kind) for kind in sorted(WRITTEN_KINDS))})"
"""The SQL condition on the kind of an interaction in writing."""
APPOINTMENT = f"""(interaction.draft
  AND interaction.kind IN ({", ".join(repr(kind) for kind in sorted(APPOINTMENT_KINDS))})
  AND interaction.outcome <> 'cancelled')"""
"""The SQL condition on the table `interaction` of an appointment; see `model.is_appointment`."""
TO_SEND = f"(interaction.draft AND interaction.outcome <> 'cancelled' AND NOT {APPOINTMENT})"
"""The SQL condition on the table `interaction` of a draft that waits to be sent."""
LIVE = "NOT IN (SELECT id FROM note WHERE NOT live)"
"""The SQL condition on the id of a note that is not left out. An SQL index holds the few that
are."""

_HEAD = "SELECT id, kind, slug, name, path, live FROM note"


def head(index: Index, note: int) -> Head:
    """Return the head of a note that is in the index."""
    return _heads(index, "WHERE id = :note", note=note)[0]


def heads(index: Index, notes: Collection[int]) -> dict[int, Head]:
    """Return the heads of notes by their ids, in the order of the ids."""
    found = _heads(index, "WHERE id IN (SELECT value FROM json_each(:notes))", notes=notes)
    by_id = {note.id: note for note in found}
    return {note: by_id[note] for note in notes if note in by_id}


def at_path(index: Index, path: str) -> Head | None:
    """Return the note at a path relative to the journal, even one that is left out.

    A Mac may list a file under a decomposed form of the name with which it was written.
    """
    # An SQL index holds the slug, which is that of the file's name in any form.
    found = with_slug(index, slug_of(path.rpartition("/")[2]), (*NOTE_KINDS, "page"))
    wanted = normalize("NFC", path)
    same = [note for note in found if normalize("NFC", note.path) == wanted]
    return min(same, key=lambda note: note.path != path, default=None)


def by_slug(index: Index, kind: Kind, slug: str) -> Head | None:
    """Return the note of a kind with a slug, None if it is left out."""
    where = "WHERE kind = :kind AND slug = :slug AND live"
    return next(iter(_heads(index, where, kind=kind, slug=slug)), None)


def by_slugs(index: Index, kind: Kind, slugs: Collection[str]) -> list[Head]:
    """Return the notes of a kind with these slugs, without those that are left out."""
    where = """WHERE kind = :kind AND live AND slug IN (SELECT value FROM json_each(:slugs))
        ORDER BY slug"""
    return _heads(index, where, kind=kind, slugs=slugs)


def with_slug(index: Index, slug: str, kinds: Collection[Kind] = NOTE_KINDS) -> list[Head]:
    """Return the notes of some kinds with a slug, by path, including those that are left out."""
    where = """WHERE kind IN (SELECT value FROM json_each(:kinds)) AND slug = :slug
        ORDER BY path"""
    return _heads(index, where, kinds=kinds, slug=slug)


def of_kinds(index: Index, *kinds: Kind) -> list[Head]:
    """Return the notes of some kinds by slug, without those that are left out."""
    where = "WHERE live AND kind IN (SELECT value FROM json_each(:kinds)) ORDER BY slug"
    return _heads(index, where, kinds=kinds)


def all_notes(index: Index) -> list[Head]:
    """Return all notes and pages in no order, including those that are left out."""
    return _heads(index, "")


def ids_by_path(index: Index, *, usable: bool = False) -> list[int]:
    """Return all notes and pages by path, those that are left out too; or only `usable` ones."""
    if usable:
        return index.column("SELECT id FROM note WHERE usable ORDER BY path")
    return index.column("SELECT id FROM note ORDER BY path")


def with_interactions(index: Index, people: Collection[int]) -> list[int]:
    """Return some people and the interactions with any of them, by path."""
    return index.column(
        """SELECT id FROM note WHERE live AND (
             id IN (SELECT value FROM json_each(:people))
             OR kind = 'interaction' AND id IN (
               SELECT note FROM ref WHERE field = 'people'
               AND target IN (SELECT value FROM json_each(:people))))
           ORDER BY path""",
        people=list(people),
    )


def named(index: Index, kind: Kind, key: str) -> list[Head]:
    """Return the notes of a kind with a name, by slug.

    Args:
        index: the index.
        kind: the kind of the notes.
        key: the `name_key` of a name, an alias or an address.
    """
    # The plus makes SQLite begin with the name, which few notes have.
    where = """WHERE live AND +kind = :kind AND id IN (SELECT note FROM name WHERE key = :key)
        ORDER BY slug"""
    return _heads(index, where, kind=kind, key=key)


def name_keys(index: Index, note: int) -> set[str]:
    """Return the name keys of a note's names and aliases."""
    return set(index.column("SELECT key FROM name WHERE note = :note AND rank < 3", note=note))


def names_of(index: Index, kind: Kind) -> dict[str, str]:
    """Return the names of the notes of a kind by their slugs."""
    return {note.slug: note.name for note in of_kinds(index, kind)}


def other_names(index: Index) -> dict[int, str]:
    """Return aliases and addresses of notes that have any, as they are written, one a line, by id.

    Which of them count, the table of names says; how they are written, the note.
    """
    rows = index.rows(
        """SELECT note, group_concat(key, char(10)), json_extract(data, '$.aliases')
           FROM name JOIN note ON note.id = name.note
           WHERE note.live AND rank > 1 GROUP BY note"""
    )
    names: dict[int, str] = {}
    for note, keys, aliases in rows:
        told = json.loads(aliases) if (aliases or "").startswith("[") else [aliases or ""]
        written = {name_key(str(alias)): str(alias) for alias in told}
        names[note] = "\n".join(written.get(key, key) for key in keys.split("\n"))
    return names


def values(index: Index, note: int) -> dict[str, Any]:
    """Return the front matter of a note, as it was read."""
    data = index.value("SELECT data FROM note WHERE id = :note", note=note)
    return dict(json.loads(data))


def keys_in_use(index: Index, kind: str) -> frozenset[str]:
    """Return the front-matter keys that the notes of a kind have."""
    sql = """SELECT DISTINCT json_each.key FROM note, json_each(note.data)
        WHERE note.kind = :kind AND note.live"""
    return frozenset(index.column(sql, kind=kind))


def homes(index: Index, people: Collection[int]) -> dict[int, str]:
    """Return where people live, by their ids, without those whose home is not known."""
    sql = """SELECT id, json_extract(data, '$.location') FROM note
        WHERE id IN (SELECT value FROM json_each(:people))"""
    return {person: str(home) for person, home in index.rows(sql, people=people) if home}


def texts(index: Index, notes: Collection[int]) -> dict[int, str]:
    """Return the bodies of notes by their ids."""
    sql = "SELECT id, body FROM note WHERE id IN (SELECT value FROM json_each(:notes))"
    return dict(index.rows(sql, notes=notes))


def plain_texts(index: Index, notes: Collection[int]) -> dict[int, str]:
    """Return the plain texts of some notes by their ids; see `hobnob.notes.body`."""
    sql = """SELECT id, coalesce(plain, body) FROM note
        WHERE id IN (SELECT value FROM json_each(:notes))"""
    return dict(index.rows(sql, notes=notes))


def texts_beside(index: Index, notes: Collection[int]) -> dict[int, str]:
    """Return what some notes are found by beside name, roles and body; see `beside`.

    Roles are left out: the table of roles says which of them a shared site may show.
    """
    sql = """SELECT id, kind, data FROM note
        WHERE id IN (SELECT value FROM json_each(:notes))"""
    return {
        note: searchable(
            "\n".join(
                text for key, text in beside_texts(kind, json.loads(data)) if key not in ROLE_KEYS
            )
        )
        for note, kind, data in index.rows(sql, notes=notes)
    }


def private_slugs(index: Index) -> set[str]:
    """Return the slugs of the notes that are private."""
    return set(index.column("SELECT slug FROM note WHERE private"))


def left_out(index: Index) -> int:
    """Return how many files all answers leave out: broken, with a slug of another, or no notes."""
    sql = "SELECT (SELECT count(*) FROM note WHERE NOT live) + (SELECT count(*) FROM oddity)"
    return int(index.value(sql))


def _heads(index: Index, where: str, **named: Any) -> list[Head]:
    return [Head._make(row) for row in index.rows(f"{_HEAD} {where}", **named)]
