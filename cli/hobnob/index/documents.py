"""Notes as `--json` prints them and as templates show them.

The one rule: every note has `type`, `slug`, `path` and its front-matter keys under their own names.
Lists are lists. References are slugs, or the typed text if they lead nowhere. Derived keys are
added.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from hobnob.answers import Who
from hobnob.index.ahead import days_ahead
from hobnob.index.cadence import due_day, shown_from
from hobnob.index.index import Index
from hobnob.index.notes import at_path
from hobnob.model import BODY_LINK, Kind, author_of
from hobnob.names import link_target
from hobnob.notes.schema import SCHEMAS

Document = dict[str, Any]

_CHUNK = 500
_MANY = 1_000
"""From this number of people on, one query reads all people of the journal."""


def load_documents(index: Index, ids: Sequence[int]) -> list[Document]:
    """Return the documents of some notes, in the order of the ids."""
    return list(iter_documents(index, ids))


def iter_documents(index: Index, ids: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of some notes, in the order of the ids, in batches."""
    for start in range(0, len(ids), _CHUNK):
        yield from _chunk(index, ids[start : start + _CHUNK])


def _chunk(index: Index, ids: Sequence[int]) -> Iterator[Document]:
    notes = list(_front_matter(index, ids))
    people = person_facts(index, [note.id for note in notes if note.kind == "person"])
    contacts = dict(
        index.rows(
            """SELECT id, contact AND date < :tomorrow FROM interaction
               WHERE id IN (SELECT value FROM json_each(:ids))""",
            ids=ids,
        )
    )
    for note in notes:
        document: Document = {"type": note.kind, "slug": note.slug, "path": note.path}
        # The user's own key may have one of these names; hobnob's keys win, because they are
        # promised.
        document.update(note.values, type=note.kind, slug=note.slug, path=note.path)
        if note.kind == "person":
            document.update(people[note.id])
        elif note.kind == "interaction":
            document.setdefault("people", [])
            document["is_contact"] = bool(contacts[note.id])
        document["author"] = author_of(document.get("kind", ""), document.get("direction", ""))
        document["text"] = note.body.strip()
        yield document


class FrontMatter(NamedTuple):
    """What a note says, without what is derived.

    Attributes:
        values: its keys in the order of the note, hobnob's first; references are slugs.
        body: the text below, as it stands there.
    """

    id: int
    kind: Kind
    slug: str
    path: str
    values: Document
    body: str


def iter_front_matter(index: Index, ids: Sequence[int]) -> Iterator[FrontMatter]:
    """Yield what some notes say, in the order of the ids, in batches."""
    for start in range(0, len(ids), _CHUNK):
        yield from _front_matter(index, ids[start : start + _CHUNK])


def _front_matter(index: Index, ids: Sequence[int]) -> Iterator[FrontMatter]:
    notes = index.rows(
        """SELECT id, kind, slug, path, data, body FROM note
           WHERE id IN (SELECT value FROM json_each(:ids))""",
        ids=ids,
    )
    rows = {row[0]: row for row in notes}
    refs = refs_of(index, ids)
    for note in ids:
        if note in rows:
            _, kind, slug, path, data, body = rows[note]
            values = _lists(kind, json.loads(data))
            _settle_rows(index, note, kind, values)
            values.update(_references(kind, refs.get(note, {})))
            yield FrontMatter(note, kind, slug, path, values, body)


def _lists(kind: str, data: Document) -> Document:
    """Make list keys lists. Remove a date that has no value of its own."""
    if kind not in SCHEMAS:
        return data
    known = SCHEMAS[kind].by_name  # type: ignore[index]
    for name, value in data.items():
        spec = known.get(name)
        if spec and spec.many and not isinstance(value, list):
            data[name] = [value]
    return data


def _references(kind: Kind, named: Mapping[str, Sequence[Who]]) -> Document:
    """Return the references of a note as slugs: a list if the key is a list."""
    found: Document = {}
    for field, people in named.items():
        if SCHEMAS[kind].by_name[field].parts:
            continue
        slugs = [who.slug for who in people]
        found[field] = slugs if SCHEMAS[kind].by_name[field].many else slugs[-1]
    return found


def _settle_rows(index: Index, note: int, kind: str, document: Document) -> None:
    """Write the references in lists of mappings, such as `relations`, as slugs."""
    for name, part in SCHEMAS[kind].referring if kind in SCHEMAS else ():  # type: ignore[index]
        if rows := document.get(name):
            slugs = dict(
                index.rows(
                    """SELECT pos, slug FROM ref JOIN note AS target ON target.id = ref.target
                       WHERE ref.note = :note AND field = :field""",
                    note=note, field=name,
                )
            )  # fmt: skip
            document[name] = [
                {**row, part: slugs.get(pos, link_target(row[part]))}
                for pos, row in enumerate(rows)
            ]


def refs_of(index: Index, notes: Sequence[int]) -> dict[int, dict[str, tuple[Who, ...]]]:
    """Return the people and plans in the keys of some notes, by key, each once.

    A reference that leads nowhere has no id; its slug and its name are the typed text.
    """
    rows = index.rows(
        """SELECT ref.note, field, target.id, coalesce(target.slug, ref.raw), target.name, ref.raw
           FROM ref LEFT JOIN note AS target ON target.id = ref.target
           WHERE ref.note IN (SELECT value FROM json_each(:notes)) AND field <> :body
           ORDER BY ref.note, field, pos""",
        notes=notes,
        body=BODY_LINK,
    )
    found: dict[int, dict[str, dict[Who, None]]] = defaultdict(lambda: defaultdict(dict))
    for note, field, target, slug, name, raw in rows:
        found[note][field][Who(target, slug, name or link_target(raw))] = None
    return {
        note: {field: tuple(people) for field, people in fields.items()}
        for note, fields in found.items()
    }


def tags_of(index: Index, notes: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the folded tags of some notes, bodies included; notes without tags are left out."""
    rows = index.rows(
        """SELECT note, tag FROM tag WHERE note IN (SELECT value FROM json_each(:notes))
           ORDER BY note, tag""",
        notes=notes,
    )
    return {
        note: tuple(tag for _, tag in group) for note, group in groupby(rows, lambda row: row[0])
    }


def texts_of(value: Any) -> tuple[str, ...]:
    """Return the texts of a list key; a single scalar is a list of one."""
    if not value:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def words_in(extracted: Any) -> tuple[str, ...]:
    """Return the texts of a list key as SQLite extracts it: a list is JSON, one word is itself."""
    text = str(extracted or "")
    return texts_of(json.loads(text) if text.startswith("[") else text)


def load_at(index: Index, path: str) -> Document:
    """Return the document of the note at a path relative to the journal."""
    note = at_path(index, path)
    return load_documents(index, [note.id] if note else [])[0]


def person_facts(index: Index, ids: Iterable[int]) -> dict[int, Document]:
    """Return the derived facts of some people: contacts, cadence, due, the present role."""
    ids = tuple(ids)
    clocks = {
        note: (circle, own)
        for note, circle, own in _about(
            index, "SELECT id, circle, cadence FROM person WHERE", "id", ids
        )
    }
    contacts, roles = contact_facts(index, ids), present_roles(index, ids)
    ahead = days_ahead(index, ids)
    facts = {}
    for note in ids:
        cadence = index.cadence_of(*clocks[note])
        last, count = contacts.get(note, (None, 0))
        org, title = roles.get(note, ("", ""))
        facts[note] = {
            "last_contact": last and last[:10],
            "contacts": count,
            "cadence_days": cadence,
            "due": due_date(index, cadence, last, ahead.get(note, "")),
            "org": org or None,
            "title": title or None,
        }
    return facts


def contact_facts(index: Index, people: Sequence[int]) -> dict[int, tuple[str, int]]:
    """Return the date of the last contact and the number of contacts, for people who had any."""
    rows = _about(
        index,
        """SELECT target, max(date), count(*) FROM ref
           WHERE field = 'people' AND contact = 1 AND date < :tomorrow AND""",
        "target",
        people,
        "GROUP BY target",
    )
    return {note: (last, count) for note, last, count in rows}


def present_roles(index: Index, people: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return organization and title of the newest role of some people that has not ended."""
    found: dict[int, tuple[str, str]] = {}
    rows = _about(
        index,
        """SELECT note, org, title FROM role
           WHERE since <= :today AND (until = '' OR until > :today) AND""",
        "note",
        people,
        "ORDER BY note, pos",
    )
    for note, org, title in rows:
        found.setdefault(note, (org, title))
    return found


def _about(
    index: Index, select: str, column: str, people: Sequence[int], order: str = ""
) -> list[Any]:
    """Return the rows of a query about some people; for many people, ask about all."""
    if len(people) > _MANY:
        wanted = frozenset(people)
        # Ask person by person: an index has the values of each.
        rows = index.rows(f"{select} {column} IN (SELECT id FROM person) {order}")
        return [row for row in rows if row[0] in wanted]
    some = "IN (SELECT value FROM json_each(:people))"
    return index.rows(f"{select} {column} {some} {order}", people=people)


def due_date(index: Index, cadence: int | None, last: str | None, ahead: str = "") -> str | None:
    """Return the day of the next due contact; today if there was no contact yet.

    Args:
        index: the index.
        cadence: in days, or None.
        last: the date of the last contact, or None.
        ahead: the last day of the latest appointment, "" for none; see `days_ahead`.
    """
    if cadence is None:
        return None
    return shown_from(due_day(last or "", cadence) or index.today, ahead)


def present_role(index: Index, note: int) -> tuple[str, str]:
    """Return organization and title of the newest role that has begun and not ended, or ""s."""
    return present_roles(index, (note,)).get(note, ("", ""))


def present_since(index: Index, note: int) -> str:
    """Return when the newest role that has not ended began; "" if that is not known."""
    sql = "SELECT since FROM role WHERE note = :note AND until = '' ORDER BY pos LIMIT 1"
    return index.value(sql, note=note) or ""


class RoleRow(NamedTuple):
    """A role of a person; dates as in the note, "" for no date."""

    org: str
    title: str
    since: str


def newest_roles(index: Index, note: int) -> list[RoleRow]:
    """Return the roles of a person that have not ended: those to come, and the present one."""
    rows = index.rows(
        """SELECT org, title, since FROM role
           WHERE note = :note AND (until = '' OR until > :today) ORDER BY pos""",
        note=note,
    )
    ahead = [RoleRow(*row) for row in rows]
    # Behind the first role that has begun stand only those it came after.
    begun = next((at for at, row in enumerate(ahead) if row.since <= index.today), len(ahead))
    return ahead[: begun + 1]
