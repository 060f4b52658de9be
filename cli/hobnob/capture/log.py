"""Logging: lines become entries, and entries become notes, with the notes of new people.

The one rule: a logged line is never lost and never logged twice. Whatever can go wrong with a line
goes wrong before anything is written, and all lines of one run are one change. The command line
and the site both log with these functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hobnob.answers import Document, SlugOrNone, hidden, spread
from hobnob.capture.entry import Guess, NewEntry, clean_text
from hobnob.capture.moved import moved_commands
from hobnob.capture.parser import LineParser
from hobnob.capture.role_change import role_commands
from hobnob.errors import ExistsError, HobnobError, UsageError
from hobnob.index.documents import load_at
from hobnob.index.index import Index
from hobnob.index.overlay import overlay
from hobnob.index.promises import Promise, list_promises
from hobnob.transaction import Change, FileChange, commit
from hobnob.wording import quoted

EXAMPLE = 'hobnob log "Lunch with Grace about compilers"'


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An entry, and where it stands or will stand.

    Attributes:
        path: of its note, relative to the journal.
        new: whether it must still be written; else this very note is there already.
        beside: the same of the appointment that was made in it.
    """

    entry: NewEntry
    path: str
    new: bool
    beside: Placed | None = None


@dataclass(frozen=True, kw_only=True)
class PassedOver:
    """An item of the `unused` of `hobnob log`.

    Attributes:
        typed: text that looked like a date, a name, a promise or a follow-up, as it was typed
        command: the command that uses it
    """

    typed: str
    command: str


@dataclass(frozen=True, kw_only=True)
class Logged:
    """A note that `hobnob log` or `hobnob note` wrote, and what was guessed for it.

    Attributes:
        note: the note as it is now.
        guesses: the names that fit several people.
        promises: the promises in the note, kept ones too.
        unused: what looked like a date, a name, a promise or a follow-up, and was not used.
        appointment: the appointment that was made in it, and has a note of its own.
        suggestions: commands that the line calls for, ready to run: a `hobnob move` for a new role,
            a `hobnob happened --no` for an appointment that has a new day.
        placed: what was understood, and where it stands.
        change: the change that wrote it.
    """

    note: Document = spread()
    guesses: tuple[Guess, ...] = ()
    promises: tuple[Promise, ...] = ()
    unused: tuple[PassedOver, ...] = ()
    appointment: SlugOrNone = ""
    suggestions: tuple[str, ...] = ()
    placed: Placed = hidden()
    change: Change | None = hidden(None)


class EntryWriter:
    """Writes the entries of one run.

    Attributes:
        beside: changes of files that are no notes; they belong to the same change.
    """

    def __init__(self, index: Index) -> None:
        """Begin with nothing to write."""
        self._index = index
        self._journal = index.journal
        self._changes: dict[Path, FileChange] = {}
        self.placed: list[Placed] = []
        self.beside: list[FileChange] = []

    def add(self, entry: NewEntry) -> Placed:
        """Add an entry to what will be written; return where.

        A note may stand under the name that follows from the content: this very note, logged
        before, or one that was changed since. A longer hash then names the new one.

        Raises:
            ExistsError: no name is left.
        """
        placed = self._place(entry)
        if entry.ahead:
            placed = replace(placed, beside=self._place(entry.ahead))
        self.placed.append(placed)
        return placed

    def _place(self, entry: NewEntry) -> Placed:
        note = entry.note.encode()
        for letters in range(4, 33, 2):
            path = entry.path(self._journal, letters)
            there = self._at(path)
            if there is not None and there != note:
                continue
            placed = Placed(entry=entry, path=self._journal.relative(path), new=there is None)
            if placed.new:
                for change in self._changes_of(entry, path):
                    self._changes.setdefault(change.path, change)
            return placed
        raise ExistsError(self._journal.relative(path))

    def write(self) -> Change | None:
        """Write all entries as one change, and update the index; return the change.

        Raises:
            ExistsError, WriteError, ChangedError: it cannot be written; nothing was.
        """
        change = commit(self._journal, self.changes(), self._what())
        self._index.follow([*self.files(), *(placed.path for placed in self.placed)])
        return change

    def changes(self) -> list[FileChange]:
        """Return the changes of all files."""
        return [*self._changes.values(), *self.beside]

    def logged(self) -> tuple[Logged, ...]:
        """Return what was written, as the index has it now."""
        return tuple(logged(self._index, placed) for placed in self.placed)

    def preview(self) -> tuple[Logged, ...]:
        """Return what `logged` would return after a write."""
        with overlay(self._index) as overlaid:
            for path, data in self.files().items():
                overlaid.add(path, data)
            return self.logged()

    def files(self) -> Mapping[str, bytes]:
        """Return the files that will be written, by their path in the journal."""
        return {
            self._journal.relative(path): change.after or b""
            for path, change in self._changes.items()
        }

    def _at(self, path: Path) -> bytes | None:
        if path in self._changes:
            return self._changes[path].after
        return path.read_bytes() if path.is_file() else None

    def _changes_of(self, entry: NewEntry, path: Path) -> Iterator[FileChange]:
        for person in entry.new_people:
            yield person.change(self._journal)
        yield FileChange(path=path, before=None, after=entry.note.encode())

    def _what(self) -> str:
        new: Sequence[Placed] = [placed for placed in self.placed if placed.new]
        stem = new[0].path.rsplit("/", 1)[-1].removesuffix(".md") if new else ""
        if not new and self.beside:
            return "say what stays in the inbox"
        return f"log {stem}" if len(new) < 2 else f"log {len(new)} interactions"


def logged(index: Index, placed: Placed) -> Logged:
    """Return what was written, as the index has it now."""
    note = load_at(index, placed.path)
    guesses = placed.entry.guesses
    return Logged(
        note=note,
        # `last` would soon mean another note.
        guesses=tuple(replace(guess, fix=guess.correction(note["slug"])) for guess in guesses),
        promises=tuple(list_promises(index, done=None, path=placed.path)),
        unused=_passed_over(placed),
        appointment=Path(placed.beside.path).stem if placed.beside else "",
        suggestions=(*role_commands(index, placed.entry), *moved_commands(index, placed.entry)),
        placed=placed,
    )


def _passed_over(placed: Placed) -> tuple[PassedOver, ...]:
    """Return all that was not used of a line: dates, names, promises and follow-ups."""
    entry, note = placed.entry, Path(placed.path).stem
    found = [PassedOver(typed=one.typed, command=one.command(note)) for one in entry.unused]
    found += [PassedOver(typed=one.typed, command=f"hobnob edit {note}") for one in entry.unread]
    found += [
        PassedOver(typed=name.typed, command=f"hobnob edit {note}" if name.namesakes
                   else f"hobnob add person {quoted(name.typed)}")
        for name in entry.unknown_names
    ]  # fmt: skip
    return tuple(found)


def parse_entry(parser: LineParser, text: str, given: Mapping[str, Any]) -> NewEntry:
    """Return the entry that one line says.

    Args:
        parser: understands the line.
        text: as typed.
        given: the front matter that is known beside it, references as slugs.

    Raises:
        UsageError: it says nothing, or names nobody.
    """
    text = clean_text(text)
    if not text:
        raise UsageError(f"what happened? A line of text, in quotes: {EXAMPLE}")
    return parser.parse(text, given)


def log_entry(index: Index, entry: NewEntry) -> Logged:
    """Write one entry, and return its note.

    Raises:
        ExistsError, WriteError: it cannot be written; nothing was.
    """
    writer = EntryWriter(index)
    writer.add(entry)
    change = writer.write()
    return replace(writer.logged()[0], change=change)


def add_lines(
    writer: EntryWriter, parser: LineParser, text: str, given: Mapping[str, Any]
) -> Iterator[tuple[int, Placed | HobnobError]]:
    """Add the entry of every line to what will be written; a bad line stops no other.

    Yields:
        The number of each line, and where its note will stand or why there is none.
    """
    known: set[str] = set()
    # A person who is new in one line is known in the next.
    with overlay(parser.index) as overlaid:
        for number, line in lines_of(text):
            try:
                placed = writer.add(parser.parse(clean_text(line), given))
            except HobnobError as error:
                yield number, error
                continue
            yield number, placed
            for path in writer.files().keys() - known:
                overlaid.add(path, writer.files()[path])
                known.add(path)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that say something, each with its number.

    Blank lines are left out, and so are lines that begin with `#` and a blank.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("# ") and line.strip() != "#":
            yield number, line.strip()
