"""Notes of another program, copied into the journal or left where they lie in it.

The one rule: no byte of a note changes but for lines that are added. A note that is in the journal
already, or that somebody has removed from it since, is left alone.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hobnob.change.files import ChangeSet
from hobnob.importers.found import FoundNote
from hobnob.importers.memory import Memory
from hobnob.importers.same_person import KnownPeople, KnownPerson, Traits
from hobnob.index.documents import texts_of
from hobnob.index.imported import slugs_of_interactions
from hobnob.index.index import Index
from hobnob.journal import kind_of, note_path, slug_of
from hobnob.notes.edit import NoteText, UnusualNoteError
from hobnob.notes.write import render_note

SOURCE = "obsidian:"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What becomes of a note.

    Attributes:
        what: `new`, `unchanged`, `removed`, `unclear`, or `unusual`.
        slug: the note in the journal.
        maybe: for what is unclear, the notes that it may be.
        remark: for what is unusual, what is wrong.
    """

    what: str
    slug: str = ""
    maybe: tuple[str, ...] = ()
    remark: str = ""


@dataclass
class WholeNotes:
    """Plans what becomes of notes that are taken as they are."""

    index: Index
    draft: ChangeSet
    people: KnownPeople
    _planned: set[str] = field(default_factory=set)
    _meetings: set[str] | None = None

    def take(self, note: FoundNote, memory: Memory) -> Taken:
        """Plan what becomes of a note; people come before interactions."""
        journal = self.index.journal
        slug = slug_of(note.path.name)
        inside = note.path.resolve().is_relative_to(journal.notes.resolve())
        if inside:
            relative = note.path.resolve().relative_to(journal.notes.resolve()).as_posix()
            if kind_of(relative) == note.kind:
                return self._complete(note, journal.relative(journal.notes / relative), slug)
        source = f"{SOURCE}{note.file}"
        if memory.had_happened(source):
            is_there = slug in self._slugs(note)
            return Taken(what="unchanged" if is_there else "removed", slug=slug)
        if not slug or slug in self._slugs(note) or slug in self._planned:
            same = (self._there(note, slug) if slug else b"") == note.data
            return Taken(what="unchanged" if same else "unclear", slug=slug, maybe=(slug,))
        if note.kind == "person" and (doubt := self._doubt(note, slug)):
            return doubt
        path = journal.relative(self._path(note, slug))
        try:
            data = self._completed(note, path)
        except UnusualNoteError as error:
            return Taken(what="unusual", slug=slug, remark=str(error))
        if inside:
            old = journal.relative(note.path.resolve())
            self.draft.move(old, path)
            self.draft.overwrite(path, data)
        else:
            self.draft.create(path, data)
        self._planned.add(slug)
        if note.kind == "person":
            known = {**note.values, "name": note.name}
            self.people.add(KnownPerson(slug=slug, path=path, values=known))
        memory.remember_happened(source)
        return Taken(what="new", slug=slug)

    def _complete(self, note: FoundNote, path: str, slug: str) -> Taken:
        """Add what a note lacks that lies in its place already."""
        try:
            data = self._completed(note, path)
        except UnusualNoteError as error:
            return Taken(what="unusual", slug=slug, remark=str(error))
        if data == note.data:
            return Taken(what="unchanged", slug=slug)
        self.draft.overwrite(path, data)
        return Taken(what="changed", slug=slug)

    def _completed(self, note: FoundNote, path: str) -> bytes:
        add = self._known_only(note.add)
        if not add:
            return note.data
        bare = note.data.removeprefix(BOM_UTF8)
        if not bare.startswith(b"---"):
            head = render_note(note.kind, add).encode()
            head = head.replace(b"\n", b"\r\n") if b"\r\n" in bare else head
            return note.data[: len(note.data) - len(bare)] + head + bare
        text = NoteText(note.kind, path, note.data)
        for key, value in add.items():
            text.set(key, value)
        return text.data

    def _known_only(self, add: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(add)
        people = [self._link(name) for name in found.pop("people", ())]
        if known := list(dict.fromkeys(filter(None, people))):
            found["people"] = known
        return found

    def _link(self, name: str) -> str:
        """Return a link to the person with a name, as the note writes it; "" for nobody."""
        bare = name.lstrip("@ ")
        fits = self.people.find(bare)
        if len(fits) != 1:
            return ""
        return f"[[{name if name == bare else fits[0].slug}]]"

    def _doubt(self, note: FoundNote, slug: str) -> Taken | None:
        """Return that it is unclear whether a person is one of the journal, None if it is not."""
        traits = Traits(name=note.name, values=note.values,
                        other_names=texts_of(note.values.get("aliases")))  # fmt: skip
        match = self.people.match(traits)
        maybe: Iterable[KnownPerson] = (match.person,) if match.person else match.maybe
        slugs = tuple(person.slug for person in maybe)
        return Taken(what="unclear", slug=slug, maybe=slugs) if slugs else None

    def _slugs(self, note: FoundNote) -> set[str]:
        if note.kind == "person":
            return {person.slug for person in self.people.people.values()}
        if self._meetings is None:
            self._meetings = slugs_of_interactions(self.index)
        return self._meetings

    def _path(self, note: FoundNote, slug: str) -> Path:
        folder = note_path(self.index.journal, note.kind, note.day or slug).parent
        return folder / note.path.name

    def _there(self, note: FoundNote, slug: str) -> bytes:
        path = self._path(note, slug)
        try:
            return path.read_bytes() if path.is_file() else b""
        except OSError:
            return b""
