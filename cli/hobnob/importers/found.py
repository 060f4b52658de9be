"""What an importer found in a file: people and interactions, as values of the notes.

The one rule: an importer only reads. It knows no journal: who is known already, what is new and
what is written is decided in one place for all kinds of files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hobnob.model import Kind, Note

Row = Mapping[str, str]
"""A mapping in a list, such as one of `roles`: its parts as text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundPerson:
    """A person in a file.

    Attributes:
        line: where it begins in the file, from 1; 0 if the file has no lines.
        file: the name of the file, where an import has several.
        source: what identifies the person in the source for good, as `KIND:ID` (the UID of a card,
            the address of a profile); "" if nothing does.
        slug: of the note that the row comes from, for a table that hobnob wrote; of several people
            who may be meant, it is that one.
        name: without title and suffix, which are `prefix` and `suffix` of `values`.
        values: keys of a person's note that hobnob declares, such as `emails`, `roles`, `birthday`,
            with values of the declared types. What could not be read as its type is in `extra`.
        relations: others by name, and what they are to this person. They become `relations` where
            the name means somebody, and else a line of the text.
        extra: keys of the user's own, kept as they are: columns and properties without a place.
        text: what belongs into the body, as Markdown that shows just what the source says.
        photo: the bytes of a picture.
        photo_type: its file ending, such as `jpg`.
    """

    line: int = 0
    file: str = ""
    source: str = ""
    slug: str = ""
    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    relations: tuple[tuple[str, str], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    photo: bytes = b""
    photo_type: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """Somebody in an interaction, as the source names them.

    Attributes:
        emails, phones, links: addresses by which they may be known.
        source: as for `FoundPerson`.
        only_known: no note is made of them, even if the interaction makes people.
    """

    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    source: str = ""
    only_known: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundInteraction:
    """Something that happened, in a file.

    Attributes:
        source: what identifies it for good, as `KIND:ID` (a Message-ID, a UID with its recurrence).
            It is written into the note as `source`, so that it is never imported twice.
        people: all but me.
        values: keys of an interaction's note, without `people`: at least `date`.
        text: the body, as Markdown that shows just what the source says.
        makes_people: whether unknown people are made; else only those known are named, and an
            interaction with nobody known is passed over, and counted.
        read_text: in place of `text`, what reads it; it is asked only for what gets a note.
        answers: sources of earlier interactions that it answers, the nearest first. The note links
            to the first of them that has a note.
        named_in: a title in which people of the journal may be named by their full names.
        alone: whether it is written with nobody in it, because the source has nobody there.
        may_move: whether the source may change its day; then a note with another day is told.
    """

    line: int = 0
    file: str = ""
    source: str
    people: tuple[Party, ...]
    values: Mapping[str, Any]
    text: str = ""
    makes_people: bool = False
    read_text: Callable[[], str] | None = None
    answers: tuple[str, ...] = ()
    named_in: str = ""
    alone: bool = False
    may_move: bool = False

    def body(self) -> str:
        """Return the text, read now if it was left to read."""
        return self.read_text() if self.read_text else self.text

    def with_people(self, people: tuple[Party, ...]) -> FoundInteraction:
        """Return it with other people."""
        return replace(self, people=people)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundNote:
    """A note of another program that is taken as it is.

    Attributes:
        kind: the kind of note that it becomes.
        file: its path in the folder that is imported.
        path: where it is now.
        data: its bytes.
        name: of a person.
        values: its keys, as hobnob reads them.
        day: of an interaction, as an ISO date.
        add: keys that it lacks. Of `people`, only those are added who are people of the journal, or
            of this import.
    """

    kind: Kind
    file: str
    path: Path
    data: bytes
    name: str
    values: Mapping[str, Any]
    day: str = ""
    add: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportedNote:
    """A whole note, as an export of hobnob has it.

    Attributes:
        path: where it belongs, relative to the notes.
        note: what it says.
        data: the bytes of its file.
        is_rewritten: whether its values were changed in the source, so that its file is written
            anew.
    """

    file: str = ""
    kind: Kind
    path: str
    note: Note
    data: bytes
    is_rewritten: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A line, a card or a message that could not be read.

    Attributes:
        message: what is wrong, and what would be right.
    """

    line: int
    message: str
    file: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column or a property of the source, and what becomes of it.

    Attributes:
        title: as the source writes it.
        becomes: the key of the note it goes to, "" if it is left out.
        how: in words, where the key alone does not say it: "kept as a key of your own".
        count: how many have it.
    """

    title: str
    becomes: str
    how: str = ""
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the user and the journal say about an import.

    Attributes:
        me: the user's own addresses, folded.
        region: two letters, for phone numbers without a country; "" if none is set.
        day: today, as an ISO date.
        mapping: for tables, the key for each title of a column that the user chose.
        date_order: whether the `day` or the `month` comes first in 03/11/2026; "" if it is not set.
        remembered: for tables, what was chosen before, by the mark of a set of titles.
        every: make people of all correspondents that I answered (`--all`).
        progress: is told how much of how much is read.
    """

    me: frozenset[str] = frozenset()
    region: str = ""
    day: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    every: bool = False
    progress: Callable[[int, int], None] = lambda _done, _all: None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a file holds.

    Attributes:
        kind: the kind of the source, as `--from` names it.
        title: what it is, in words: "LinkedIn's connections".
        as_of: the month of the export (`2026-11`), for a source whose later exports are compared
            with what is known: a present role that changed is a promotion or a move. "" for all
            others.
        notes: notes that are taken as they are.
        unread: what could not be read.
        columns: what becomes of columns and properties, in the order of the source.
        passed_over: what was left out on purpose, by reason, with how many: newsletters, blank
            rows, people without a name.
        passed_lines: the lines of such rows, where somebody would look for them in the file.
        chosen: for tables, the user's choices, to be remembered by the mark of the titles.
        remarks: what else there is to say, in sentences.
    """

    kind: str
    title: str
    as_of: str = ""
    people: tuple[FoundPerson, ...] = ()
    interactions: tuple[FoundInteraction, ...] = ()
    exported: tuple[ExportedNote, ...] = ()
    notes: tuple[FoundNote, ...] = ()
    unread: tuple[Unread, ...] = ()
    columns: tuple[Column, ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)
    passed_lines: tuple[int, ...] = ()
    chosen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
