"""Whole notes, as they come into a journal that has notes already.

The one rule: a note that is there stays as it is, and what differs is listed. A note of somebody
who may be known under another name of a file is not written, so nobody has two notes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import hobnob
from hobnob.change.files import ChangeSet
from hobnob.errors import NotFoundError
from hobnob.importers.found import ExportedNote
from hobnob.importers.same_person import KnownPeople, KnownPerson, Traits
from hobnob.importers.uniting import Difference
from hobnob.index.documents import texts_of
from hobnob.index.index import Index
from hobnob.index.notes import all_notes
from hobnob.model import Kind
from hobnob.names import fold, link_target, name_key
from hobnob.notes.read import read_note

NEW, SAME, DIFFERS, UNCLEAR, LEFT_OUT = "new", "same", "differs", "unclear", "left out"
_SHOWN = 60
_HOME = Path(hobnob.__file__).parent / "starter/notes/index.md"
"""The home page of a new journal."""


class Restored:
    """The notes of an export, one after the other."""

    def __init__(self, index: Index, draft: ChangeSet, people: KnownPeople) -> None:
        """Read which notes are there."""
        self._index = index
        self._draft = draft
        self._people = people
        self._by_slug: dict[tuple[Kind, str], str] = {
            (note.kind, note.slug): note.path for note in all_notes(index) if note.kind != "page"
        }
        self._known = {person.slug: person for person in people.people.values()}
        self._new: list[KnownPerson] = []
        self._unclear: set[str] = set()

    def take(self, found: ExportedNote) -> tuple[str, Sequence[str], list[Difference]]:
        """Plan what becomes of a note.

        Returns:
            What it is (`NEW`, `SAME` and so on), the slugs of people it may be, and what a note
            that is there says otherwise. Take people before interactions.
        """
        journal = self._index.journal
        path = journal.relative(journal.notes / found.path)
        there = self._by_slug.get((found.kind, found.note.slug), "")
        if os.path.lexists(journal.root / path):
            there = path
        if found.kind == "person" and (maybe := self._maybe(found)):
            self._unclear.add(found.note.slug)
            return UNCLEAR, maybe, []
        if there and self._is_untouched(found, there):
            self._draft.rewrite(there, found.data)
            return NEW, (), []
        if there:
            differences = list(self._differences(found, there))
            return (DIFFERS if differences else SAME), (), differences
        if found.kind == "interaction" and self._unclear.intersection(_people_of(found)):
            return LEFT_OUT, (), []
        self._draft.create(path, found.data)
        if found.kind == "person":
            self._new.append(
                KnownPerson(slug=found.note.slug, path=path,
                            values={**found.note.values, **found.note.extra})
            )  # fmt: skip
        return NEW, (), []

    def end(self) -> None:
        """Let others be compared with the people of these notes, after all were taken."""
        for person in self._new:
            self._people.add(person)

    def _is_untouched(self, found: ExportedNote, there: str) -> bool:
        """Say whether a file is the home page of a new journal, which nobody has changed yet."""
        if found.path != _HOME.name or not (self._index.journal.root / there).is_file():
            return False
        return self._draft.data(there) == _HOME.read_bytes() != found.data

    def _maybe(self, found: ExportedNote) -> tuple[str, ...]:
        """Return the slugs of people of the journal that somebody may be; () if that is clear."""
        values = {**found.note.values, **found.note.extra}
        match = self._people.match(
            Traits(name=str(values.get("name") or found.note.slug), values=values,
                   sources=texts_of(values.get("source")),
                   other_names=texts_of(values.get("aliases")))
        )  # fmt: skip
        mine = self._known.get(found.note.slug)
        fits = (match.person,) if match.person else match.maybe
        if mine is None:
            return tuple(person.slug for person in fits)
        # Another of the same name may have the slug in the other journal.
        is_mine = match.person is mine or (not match.person and _agree(values, mine.values))
        return () if is_mine else tuple(dict.fromkeys((mine.slug, *(p.slug for p in fits))))

    def _differences(self, found: ExportedNote, there: str) -> Iterator[Difference]:
        try:
            data = self._draft.data(there)
        except NotFoundError:
            yield Difference(person=found.note.slug, key="file", note=there, source="a note")
            return
        if data == found.data:
            return
        note = read_note(found.kind, found.note.slug, there, data)
        mine, theirs = {**note.values, **note.extra}, {**found.note.values, **found.note.extra}
        for key in dict.fromkeys((*mine, *theirs)):
            if mine.get(key) != theirs.get(key):
                yield Difference(person=found.note.slug, key=key, note=_short(mine.get(key)),
                                 source=_short(theirs.get(key)))  # fmt: skip
        if note.body != found.note.body:
            yield Difference(person=found.note.slug, key="text", note=_short(note.body),
                             source=_short(found.note.body))  # fmt: skip


def in_order(notes: Iterable[ExportedNote]) -> list[ExportedNote]:
    """Return notes with people first: who is unclear settles which interactions are written."""
    kinds: Mapping[Kind, int] = {"person": 0}
    return sorted(notes, key=lambda found: kinds.get(found.kind, 1))


def _people_of(found: ExportedNote) -> set[str]:
    return {link_target(person) for person in texts_of(found.note.values.get("people"))}


def _agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether nothing speaks against two notes of one slug being of the same person."""
    if name_key(str(one.get("name") or "")) != name_key(str(other.get("name") or "")):
        return False
    for key in ("emails", "phones", "birthday"):
        mine, theirs = ({fold(text) for text in texts_of(who.get(key))} for who in (one, other))
        if mine and theirs and mine.isdisjoint(theirs):
            return False
    return True


def _short(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
