"""Drafts that wait to be sent, and what is known of those they are to.

The one rule: a draft is an ordinary note that says `draft: true`; what is known is asked for all of
them together, and only when somebody wants to know.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hobnob.answers import Who
from hobnob.index.documents import present_roles
from hobnob.index.index import Index
from hobnob.letters.language import sentences, simple
from hobnob.letters.origins import WRITTEN
from hobnob.network.today.who import people_of

_TASK = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t].*")
_KINDS = ", ".join(f"'{kind}'" for kind in WRITTEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A draft of a letter, an e-mail or a message, or of anything else.

    Attributes:
        path: of its note, relative to the journal.
        asked: what the note says it asks for.
        body: below the front matter, as it stands there.
        letter: slug of the template it was made from, or "".
        plan: slug of its plan, or "".
    """

    slug: str
    path: str
    date: str
    kind: str
    people: tuple[Who, ...]
    subject: str = ""
    asked: tuple[str, ...] = ()
    body: str = ""
    letter: str = ""
    plan: str = ""
    outgoing: bool = True

    @property
    def is_letter(self) -> bool:
        """Whether it is something written that goes out."""
        return self.kind in WRITTEN and self.outgoing

    @property
    def text(self) -> str:
        """What goes out, line for line: the promises in it are for me alone."""
        return "\n".join("" if _TASK.fullmatch(line) else line for line in self.body.split("\n"))


def without_promises(body: str) -> str:
    """Return what of a draft goes out: all but the promises in it, which are for me alone."""
    kept = [line.rstrip() for line in body.split("\n") if not _TASK.fullmatch(line.rstrip())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def load_waiting(index: Index, notes: Collection[int] | None = None) -> tuple[Waiting, ...]:
    """Return the drafts, the oldest first.

    Args:
        index: the index.
        notes: ids of interactions; these and no others, drafts or not, in the order of the ids.
    """
    chosen = "it.draft" if notes is None else "note.id IN (SELECT value FROM json_each(?))"
    rows = index.all(
        f"""SELECT note.id, note.slug, path, it.date, it.kind, direction, data, body
            FROM interaction AS it JOIN note ON note.id = it.id
            WHERE note.live AND {chosen} ORDER BY it.date, note.slug""",  # noqa: S608
        () if notes is None else (json.dumps(list(notes)),),
    )
    people = people_of(index, [row[0] for row in rows])
    leads = _leads(index, [row[0] for row in rows])
    found = {}
    for note, slug, path, date, kind, way, data, body in rows:
        values = json.loads(data)
        found[note] = Waiting(
            slug=slug, path=path, date=date, kind=kind, people=people.get(note, ()),
            subject=str(values.get("subject") or ""), asked=_listed(values.get("asked")), body=body,
            letter=leads.get((note, "letter"), ""), plan=leads.get((note, "plan"), ""),
            outgoing=way != "in",
        )  # fmt: skip
    return tuple(found.values() if notes is None else (found[n] for n in notes if n in found))


def _leads(index: Index, notes: list[int]) -> dict[tuple[int, str], str]:
    """Return the slugs of the plan and the template of some notes."""
    rows = index.db.execute(
        """SELECT ref.note, ref.field, target.slug FROM json_each(?) AS wanted
           JOIN ref ON ref.note = wanted.value AND ref.field IN ('letter', 'plan')
           JOIN note AS target ON target.id = ref.target""",
        (json.dumps(notes),),
    )
    return {(note, field): slug for note, field, slug in rows}


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()


class Acquaintance:
    """What is known of the people that letters are to."""

    def __init__(self, index: Index, letters: Iterable[Waiting]) -> None:
        """Take the letters; nothing is asked before somebody wants to know."""
        self._index = index
        self._people = sorted({who.id for one in letters for who in one.people if who.id})
        self._wanted = json.dumps(self._people)

    @cached_property
    def written_to(self) -> frozenset[int]:
        """Those to whom a letter, an e-mail or a message went out before."""
        rows = self._index.db.execute(
            f"""SELECT DISTINCT ref.target FROM json_each(?) AS wanted
                JOIN ref ON ref.target = wanted.value AND ref.field = 'people'
                JOIN interaction AS it ON it.id = ref.note JOIN note ON note.id = it.id
                WHERE it.kind IN ({_KINDS}) AND it.direction <> 'in' AND NOT it.draft
                  AND it.date < ? AND note.live""",  # noqa: S608
            (self._wanted, self._index.tomorrow),
        )
        return frozenset(person for (person,) in rows)

    @cached_property
    def about(self) -> dict[int, frozenset[str]]:
        """What a letter to each may name as its reason: their work, who introduced us, where."""
        found: dict[int, set[str]] = defaultdict(set)
        for person, role in present_roles(self._index, self._people).items():
            found[person] |= {*role}
        for person, name in self._index.db.execute(
            """SELECT ref.note, note.name FROM json_each(?) AS wanted
               JOIN ref ON ref.note = wanted.value AND ref.field = 'introduced_by'
               JOIN note ON note.id = ref.target
               UNION SELECT ref.target, note.name FROM json_each(?) AS wanted
               JOIN ref ON ref.target = wanted.value AND ref.field = 'introduced'
               JOIN ref AS by ON by.note = ref.note AND by.field = 'people'
               JOIN note ON note.id = by.target""",
            (self._wanted, self._wanted),
        ):
            found[person] |= {name, name.split()[0]}
        for person, place in self._index.db.execute(
            """SELECT note.id, json_extract(data, '$.met_at') FROM json_each(?) AS wanted
               JOIN note ON note.id = wanted.value""",
            (self._wanted,),
        ):
            found[person].add(place or "")
        return {p: frozenset(simple(w) for w in words if w) for p, words in found.items()}

    @cached_property
    def said(self) -> dict[int, dict[str, str]]:
        """The sentences of the letters to each, simplified, with the day of the latest."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for person, date, body in self._index.db.execute(
            f"""SELECT ref.target, it.date, note.body FROM json_each(?) AS wanted
                JOIN ref ON ref.target = wanted.value AND ref.field = 'people'
                JOIN interaction AS it ON it.id = ref.note JOIN note ON note.id = it.id
                WHERE it.kind IN ({_KINDS}) AND it.direction <> 'in' AND NOT it.draft
                  AND it.date < ? AND note.live ORDER BY it.date""",  # noqa: S608
            (self._wanted, self._index.tomorrow),
        ):
            text = without_promises(body)
            found[person] |= {simple(sentence): date[:10] for _, sentence in sentences(text)}
        return found
