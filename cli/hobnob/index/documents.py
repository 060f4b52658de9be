"""Notes in the shape in which `--json` prints them and templates show them.

The one rule: every note has `type`, `slug`, `path` and its front-matter keys under their own
names; lists are lists, references are slugs (or what was typed, when it leads nowhere), and
derived keys come on top.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hobnob import dates
from hobnob.index.index import Index
from hobnob.index.rows import BODY_LINK
from hobnob.notes.schema import SCHEMAS

Document = dict[str, Any]

_CHUNK = 500


def load_documents(index: Index, ids: Sequence[int]) -> list[Document]:
    """Return the documents of some notes, in the order of the ids."""
    return list(iter_documents(index, ids))


def iter_documents(index: Index, ids: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of some notes, in the order of the ids, some at a time."""
    for start in range(0, len(ids), _CHUNK):
        yield from _chunk(index, ids[start : start + _CHUNK])


def _chunk(index: Index, ids: Sequence[int]) -> Iterator[Document]:
    marks = ",".join("?" * len(ids))
    rows = {
        row[0]: row
        for row in index.all(
            f"SELECT id, kind, slug, path, data, body FROM note WHERE id IN ({marks})", ids
        )
    }
    refs = _references(index, ids, marks)
    people = person_facts(index, [i for i in ids if i in rows and rows[i][1] == "person"])
    contacts = dict(
        index.all(f"SELECT id, contact AND date < ? FROM interaction WHERE id IN ({marks})",
                  (index.tomorrow, *ids))
    )  # fmt: skip
    for note in ids:
        if note not in rows:
            continue
        _, kind, slug, path, data, body = rows[note]
        document: Document = {"type": kind, "slug": slug, "path": path}
        document.update(_lists(kind, json.loads(data)))
        document.update(refs.get(note, {}))
        if kind == "person":
            document.update(people[note])
        elif kind == "interaction":
            document.setdefault("people", [])
            document["is_contact"] = bool(contacts[note])
            document["text"] = body.strip()
        else:
            document["text"] = body.strip()
        if kind == "person":
            document["text"] = body.strip()
        yield document


def _lists(kind: str, data: Document) -> Document:
    """Let list keys be lists. A date without an own value is no key at all."""
    if kind not in SCHEMAS:
        return data
    known = SCHEMAS[kind].by_name  # type: ignore[index]
    for name, value in data.items():
        spec = known.get(name)
        if spec and spec.many and not isinstance(value, list):
            data[name] = [value]
    return data


def _references(index: Index, ids: Sequence[int], marks: str) -> dict[int, Document]:
    found: dict[int, Document] = defaultdict(dict)
    rows = index.db.execute(
        f"""SELECT ref.note, note.kind, ref.field, coalesce(target.slug, ref.raw)
            FROM ref JOIN note ON note.id = ref.note LEFT JOIN note AS target
              ON target.id = ref.target
            WHERE ref.note IN ({marks}) AND ref.field <> ? ORDER BY ref.note, ref.field, ref.pos""",
        (*ids, BODY_LINK),
    )
    for note, kind, field, slug in rows:
        if SCHEMAS[kind].by_name[field].many:
            slugs = found[note].setdefault(field, [])
            if slug not in slugs:
                slugs.append(slug)
        else:
            found[note][field] = slug
    return found


def person_facts(index: Index, ids: Iterable[int]) -> dict[int, Document]:
    """Return what is derived of some people: contacts, cadence, due, the present role."""
    facts = {}
    tomorrow = index.tomorrow
    cursor = index.db.cursor()
    for note in ids:
        circle, own = cursor.execute(
            "SELECT circle, cadence FROM person WHERE id = ?", (note,)
        ).fetchone()
        last, count = cursor.execute(
            """SELECT max(date), count(*) FROM ref
               WHERE target = ? AND field = 'people' AND contact = 1 AND date < ?""",
            (note, tomorrow),
        ).fetchone()
        org, title = present_role(index, note)
        cadence = index.cadence_of(circle, own)
        facts[note] = {
            "last_contact": last and last[:10],
            "contacts": count,
            "cadence_days": cadence,
            "due": due_date(index, cadence, last),
            "org": org or None,
            "title": title or None,
        }
    return facts


def due_date(index: Index, cadence: int | None, last: str | None) -> str | None:
    """Return the day on which the next contact is due; today when there was none yet."""
    if cadence is None:
        return None
    return dates.add_days(last, cadence) if last else index.today


def present_role(index: Index, note: int) -> tuple[str, str]:
    """Return organization and title of the newest role that has begun and not ended, or ""s."""
    row = index.db.execute(
        """SELECT org, title FROM role WHERE note = :note AND since <= :today
           AND (until = '' OR until > :today) ORDER BY pos LIMIT 1""",
        {"note": note, "today": index.today},
    ).fetchone()
    return (row[0], row[1]) if row else ("", "")
