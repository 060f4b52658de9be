"""Organizations: who is there, and who was.

The one rule: an organization is there as soon as a role names it; a note of its own only adds to
it, and the note's name is then shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hobnob.answers import Document, Who, spread
from hobnob.errors import AmbiguousError, NotFoundError
from hobnob.index.documents import load_documents
from hobnob.index.index import Index
from hobnob.index.lookup import begins, org_keys
from hobnob.names import fold, link_target, name_key, nearest


@dataclass(frozen=True, kw_only=True, slots=True)
class OrgRow:
    """An organization in a list.

    Attributes:
        id: of its note; None where only roles name it. Then `slug` is "".
        key: by which it is told from all others.
        keys: under which roles name it.
        now, earlier: the people there now, and those who were.
    """

    id: int | None
    name: str
    key: str
    keys: tuple[str, ...]
    slug: str
    location: str
    now: tuple[Who, ...]
    earlier: tuple[Who, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Org:
    """An organization's note, or what stands in for one, and who is and was there."""

    note: Document = spread()
    people_now: tuple[Who, ...]
    people_earlier: tuple[Who, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tenure:
    """What somebody was at an organization, from when until when; "" where it is not known.

    Attributes:
        present: whether it lasts today.
    """

    person: Who
    title: str
    since: str
    until: str
    present: bool


def list_orgs(index: Index) -> list[OrgRow]:
    """Return all organizations that have a note or that a role names, by name."""
    orgs = _notes_by_key(index)
    people: dict[_Named, dict[Who, bool]] = {note: {} for note in orgs.values()}
    roles = index.rows(
        """SELECT role.org_key, role.org, note.id, note.slug, note.name,
             role.since <= :today AND (role.until = '' OR role.until > :today)
           FROM role JOIN note ON note.id = role.note
           WHERE note.live AND role.org <> '' ORDER BY note.name, note.slug, role.pos"""
    )
    for key, name, *who, present in roles:
        org = orgs.setdefault(key, _Named(None, key, "", name, ""))
        there = people.setdefault(org, {})
        person = Who(*who)
        there[person] = bool(present) or there.get(person, False)
    keys: dict[_Named, list[str]] = defaultdict(list)
    for key, org in orgs.items():
        keys[org].append(key)
    rows = (_row(org, keys[org], there) for org, there in people.items())
    return sorted(rows, key=lambda row: (fold(row.name), row.slug))


class _Named(NamedTuple):
    id: int | None
    key: str
    slug: str
    name: str
    location: str


def _notes_by_key(index: Index) -> dict[str, _Named]:
    """Return the organizations that have a note, by each key under which roles name them."""
    rows = index.rows(
        """SELECT name.key, note.id, note.slug, note.slug, note.name,
             coalesce(json_extract(note.data, '$.location'), '')
           FROM note JOIN name ON name.note = note.id
           WHERE note.kind = 'org' AND note.live
           ORDER BY name.rank DESC, note.slug DESC"""
    )
    return {key: _Named(*note) for key, *note in rows}


def _row(org: _Named, keys: Iterable[str], there: Mapping[Who, bool]) -> OrgRow:
    return OrgRow(
        id=org.id, name=org.name, key=org.key, keys=tuple(keys), slug=org.slug,
        location=org.location, now=tuple(who for who, present in there.items() if present),
        earlier=tuple(who for who, present in there.items() if not present),
    )  # fmt: skip


def find_org(index: Index, name: str) -> OrgRow:
    """Return the organization that a name means: a note's, or one that only roles name.

    Raises:
        NotFoundError: nothing answers to it.
        AmbiguousError: several do.
    """
    rows = list_orgs(index)
    keys = org_keys(index, name)
    wanted = name_key(link_target(name))
    found = [row for row in rows if name_key(row.name) in keys or (row.slug or row.key) in keys]
    if not found and len(wanted) > 1:
        found = [r for r in rows if begins(wanted.split(), name_key(r.name).split())]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousError(name, [row.name for row in found])
    close = nearest(name, [row.name for row in rows])
    raise NotFoundError("organization", name, close, "'hobnob list orgs' shows them all")


def org_of_roles(index: Index, name: str) -> str:
    """Return how roles spell an organization of a name that has no note, "" for none."""
    sql = """SELECT org FROM role JOIN note ON note.id = role.note
        WHERE note.live AND org_key = :key AND org_key <> '' ORDER BY note.slug LIMIT 1"""
    return str(index.value(sql, key=name_key(link_target(name))) or "")


def load_org(index: Index, row: OrgRow) -> Org:
    """Return an organization with its document; one without a note has no slug and no path."""
    note: Document = {"type": "org", "slug": None, "path": None, "name": row.name}
    if row.id is not None:
        (note,) = load_documents(index, [row.id])
    return Org(note=note, people_now=row.now, people_earlier=row.earlier)


def tenures_at(index: Index, row: OrgRow) -> list[Tenure]:
    """Return the roles at an organization, by the name of who has or had them."""
    rows = index.rows(
        """SELECT note.id, note.slug, note.name, role.title, role.since, role.until,
             role.since <= :today AND (role.until = '' OR role.until > :today)
           FROM role JOIN note ON note.id = role.note
           WHERE note.live AND role.org_key IN (SELECT value FROM json_each(:keys))
           ORDER BY note.name, note.slug, role.pos""",
        keys=row.keys,
    )
    return [
        Tenure(person=Who(*who), title=title, since=since, until=until, present=bool(present))
        for *who, title, since, until, present in rows
    ]
