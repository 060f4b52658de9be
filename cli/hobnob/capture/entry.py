"""An interaction that will be written, and the new people who get a note with it.

The one rule: the name of the file follows from the content, so that two copies of a journal can log
on the same day and still be merged. One name is one new person. This module writes nothing.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hobnob.answers import Slug, TextOrNone, hidden
from hobnob.capture.days.unread import Unread
from hobnob.capture.unknown import UnknownName
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.index.slugs import free_slug
from hobnob.journal import Journal, note_path, short_slug
from hobnob.model import is_appointment
from hobnob.name_forms import split_titles
from hobnob.names import name_key
from hobnob.notes.write import plain_name, refuse_unwritable, render_note
from hobnob.transaction import FileChange
from hobnob.wording import join_words

# Blanks and line ends are text; what else steers a terminal is not.
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """A person who has no note yet."""

    slug: str
    name: str
    prefix: str = ""
    suffix: str = ""

    def change(self, journal: Journal) -> FileChange:
        """Return the change that writes the note."""
        keys = {"name": self.name, "prefix": self.prefix, "suffix": self.suffix}
        note = render_note("person", {key: text for key, text in keys.items() if text}).encode()
        return FileChange(path=note_path(journal, "person", self.slug), before=None, after=note)


class NewPeople:
    """The new people of one run: one for each name, each with a slug of its own."""

    def __init__(self, index: Index) -> None:
        """Begin with nobody."""
        self._index = index
        self._by_key: dict[str, NewPerson] = {}

    def make(self, name: str) -> NewPerson:
        """Return the new person of a name; a name that came before gives the same person.

        Raises:
            UsageError: it is no name, or none that a file can have.
        """
        prefix, name, suffix = split_titles(plain_name(name))
        known = self._by_key.get(name_key(name))
        if known is None:
            taken = {person.slug for person in self._by_key.values()}
            slug = free_slug(self._index, "person", short_slug(name), taken)
            known = NewPerson(slug=slug, name=name, prefix=prefix, suffix=suffix)
            self._by_key[name_key(name)] = known
        return known

    def among(self, slugs: Iterable[str]) -> tuple[NewPerson, ...]:
        """Return the new people who have one of these slugs."""
        wanted = set(slugs)
        return tuple(person for person in self._by_key.values() if person.slug in wanted)


@dataclass(frozen=True, kw_only=True)
class Guess:
    """An item of the `guesses` of `hobnob log` and `hobnob note`.

    Attributes:
        typed: a name that fits several people, as it was typed; or a pronoun or verb that says
            who promised something
        person: whom it was taken to mean
        reason: why, in words
        others: the others whom it could mean, the likeliest first
        fix: the command for the likeliest of the others; see `correction`
        name: the name of the person
        key: the key of the front matter that names the person; "" if the text alone does
        linkable: whether a link around `typed` would say who is meant
    """

    typed: str
    person: Slug
    reason: str
    others: tuple[Slug, ...] = ()
    fix: TextOrNone = ""
    name: str = hidden()
    key: str = hidden("")
    linkable: bool = hidden(True)

    def correction(self, note: str) -> str:
        """Return the command that replaces the person by the next likely one, or takes them out.

        Args:
            note: the slug of the note, or `last`.
        """
        if not self.key:
            return f"hobnob edit {note}"
        if not self.others:
            return f"hobnob set {note} {self.key}-={self.person}"
        return f"hobnob set {note} {self.key}-={self.person} {self.key}+={self.others[0]}"


@dataclass(frozen=True, kw_only=True)
class Unused:
    """Text that looked like a date, a name, a promise or a follow-up, and was not used.

    Attributes:
        typed: as it was typed.
        change: what `hobnob set` would change to use it; "" if only an editor can.
        of: the slug of the note that it would change, if that is another than the logged one.
        near: slug and name of the people whose name is spelled nearly so.
    """

    typed: str
    change: str = ""
    of: str = ""
    near: tuple[tuple[str, str], ...] = ()

    @property
    def says(self) -> str:
        """What is said before the command."""
        said = f"'{self.typed}' was not used"
        names = join_words([name for _, name in self.near], "or")
        return f"{said}; did you mean {names}?" if names else f"{said}:"

    def command(self, note: str) -> str:
        """Return the command that uses it, in a note."""
        note = self.of or note
        return f"hobnob set {note} {self.change}" if self.change else f"hobnob edit {note}"


@dataclass(frozen=True, kw_only=True)
class Promised:
    """A promise that was read from a line.

    Attributes:
        text: what was promised.
        linked: the same with links around the names in it.
        owner: the slug of who promised it, "" for me.
        due: an ISO date, or "".
    """

    text: str
    linked: str
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """An interaction that will be written, and what to print about it.

    Attributes:
        values: its front matter, references as slugs.
        text: its body.
        word: a word for what it was, for the file's name; else its kind will do.
        names: the name of each slug in it.
        new_people: the people who get a note together with it.
        mentioned: the slugs of the people who are linked in the text but were not there.
        promises: those that were read from the line; they are written below it.
        tasks: promises of mine that were typed as tasks.
        unknown_names: text that looks like a name, but does not say who is meant.
        unread: dates that were not understood.
        unused: what looked like something and was passed over.
        unknown_plan: the text behind a `+` that names no plan.
        ahead: the appointment that was made in it; it becomes a note of its own.
        written: the whole note if the user wrote it in an editor; else it is made.
    """

    values: Mapping[str, Any]
    text: str
    word: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    new_people: tuple[NewPerson, ...] = ()
    mentioned: tuple[str, ...] = ()
    promises: tuple[Promised, ...] = ()
    tasks: tuple[Promised, ...] = ()
    guesses: tuple[Guess, ...] = ()
    unknown_names: tuple[UnknownName, ...] = ()
    unread: tuple[Unread, ...] = ()
    unused: tuple[Unused, ...] = ()
    unknown_plan: str = ""
    ahead: NewEntry | None = None
    written: str = ""

    @property
    def day(self) -> str:
        """The day (or month, or year) of it."""
        return str(self.values["date"])[:10]

    @property
    def is_appointment(self) -> bool:
        """Whether it is an appointment."""
        get = self.values.get
        return is_appointment(get("kind", ""), draft=bool(get("draft")), outcome=get("outcome", ""))

    @property
    def note(self) -> str:
        """The note as it will stand in its file."""
        return self.written or render_note("interaction", self.values, {}, self.text)

    def path(self, journal: Journal, letters: int = 4) -> Path:
        """Return where it belongs; see `stem_of`."""
        return note_path(
            journal, "interaction", stem_of(self.values, self.text, letters, word=self.word)
        )

    def names_of(self, key: str) -> Sequence[str]:
        """Return the names of the people under a key."""
        return [self.names.get(slug) or slug for slug in self.values.get(key, ())]


def clean_text(text: str) -> str:
    """Return a text as it was typed, without blank lines before it and blanks behind it.

    Raises:
        UsageError: a note cannot hold it.
    """
    try:
        refuse_unwritable(text)
    except ValueError as error:
        raise UsageError(f"the text cannot be written: {error}") from None
    if odd := _CONTROL.search(text):
        escape = "an escape character, for example from an arrow key"
        what = escape if odd[0] in "\x1b\x9b" else "a control character"
        before = " ".join(text[max(0, odd.start() - _SHOWN) : odd.start()].split())
        where = f" after '{before}'" if before else ""
        raise UsageError(f"the text contains {what} (U+{ord(odd[0]):04X}){where}; remove it")
    text = text.replace("\r\n", "\n").rstrip()
    return text.lstrip("\n") if text.strip() else ""


def stem_of(values: Mapping[str, Any], text: str, letters: int = 4, *, word: str = "") -> str:
    """Return the stem of a new interaction's file: the day, what it was, with whom, and a hash.

    The hash, of all that is logged, keeps apart what two copies of a journal log on one day with
    the same person; four letters of base 32 meet by chance once in a million.
    """
    people = values.get("people", ())
    note = render_note("interaction", values, {}, text).encode()
    mark = b32encode(blake2b(note, digest_size=20).digest()).decode().lower()[:letters]
    word = short_slug(word) or _word(values, text)
    parts = (str(values["date"])[:10], word if word not in people[:1] else "", *people[:1])
    return f"{short_slug(' '.join(filter(None, parts)))}-{mark}"


def _word(values: Mapping[str, Any], text: str) -> str:
    """Return a word for what it was: the kind, or the word with which the text begins."""
    if kind := values.get("kind"):
        return str(kind)
    first = re.match(r"[a-z]{3,16}\b", text.lower())
    return first[0] if first and first[0] not in values.get("people", [""])[0].split("-") else ""
