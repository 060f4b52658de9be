"""The notes of a change: each is read once and changed in memory until all are ready.

The one rule: the text that was read is kept until everything is written at once. So writing can be
refused if a note has changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

from hobnob import dates
from hobnob.errors import NotFoundError, WriteError
from hobnob.index.index import Index
from hobnob.journal import Journal, kind_of
from hobnob.notes.edit import NoteText, UnusualNoteError
from hobnob.notes.frontmatter import split_note
from hobnob.notes.nodes import FrontMatterError
from hobnob.transaction import Change, FileChange, Progress, commit, render_diff

_BOM = "\ufeff"


class ChangeSet:
    """A planned change of the notes of a journal."""

    def __init__(self, journal: Journal) -> None:
        """Begin with nothing changed."""
        self.journal = journal
        self._read: dict[str, bytes] = {}
        self._now: dict[str, bytes | None] = {}
        self._moved: dict[str, str] = {}
        self._trashed: set[str] = set()

    def data(self, path: str) -> bytes:
        """Return the bytes of a note with the changes so far.

        Args:
            path: the path of the note, relative to the journal.

        Raises:
            NotFoundError: the note is gone.
        """
        if path not in self._now:
            try:
                self._read[path] = (self.journal.root / path).read_bytes()
            except FileNotFoundError:
                raise NotFoundError("note", path) from None
            except OSError as error:
                raise WriteError(f"{path} cannot be read: {error.strerror}") from None
            self._now[path] = self._read[path]
        now = self._now[path]
        if now is None:
            raise NotFoundError("note", path)
        return now

    def note(self, path: str) -> NoteText:
        """Return a note to change; hand it back with `put`.

        Raises:
            UnusualNoteError: it cannot be changed safely.
        """
        relative = self.journal.root / path
        kind = kind_of(relative.relative_to(self.journal.notes).as_posix())
        return NoteText(kind, path, self.data(path))

    def put(self, note: NoteText) -> None:
        """Take back a changed note."""
        self._now[note.path] = note.data

    def rewrite(self, path: str, data: bytes) -> None:
        """Give a note that was read other bytes."""
        self.data(path)
        self._now[path] = data

    def create(self, path: str, data: bytes) -> None:
        """Create a note."""
        self._now[path] = data

    def edit_body(self, path: str, change: Callable[[str], str]) -> None:
        """Change the text below the front matter of a note or of an ordinary page.

        Raises:
            UnusualNoteError: it is not text.
        """
        data = self.data(path)
        try:
            text = data.decode("utf-8")
            split = split_note(text.removeprefix(_BOM))
        except (UnicodeDecodeError, FrontMatterError) as error:
            raise UnusualNoteError(path, f"it cannot be read: {error}") from None
        head = text[: len(text) - len(split.body)]
        self._now[path] = (head + change(split.body)).encode()

    def move(self, old: str, new: str) -> None:
        """Give a note another path."""
        self._now[new] = self.data(old)
        self._now[old] = None
        self._moved[new] = old

    def now_at(self, path: str) -> str:
        """Return where a note stands after the change."""
        return next((new for new, old in self._moved.items() if old == path), path)

    def remove(self, path: str) -> None:
        """Remove a note; it goes to the trash."""
        self.data(path)
        self._now[path] = None
        self._trashed.add(path)

    def erase(self, path: str) -> None:
        """Remove a note for good."""
        self.data(path)
        self._now[path] = None

    def overwrite(self, path: str, data: bytes) -> None:
        """Give a note another text."""
        self.data(path)
        self._now[path] = data

    def take(self, changes: Iterable[FileChange]) -> None:
        """Add changes that were planned elsewhere."""
        for change in changes:
            path = self.journal.relative(change.path)
            if change.before is not None:
                self._read[path] = change.before
            self._now[path] = change.after

    def changes(self) -> list[FileChange]:
        """Return the change of each file that changes."""
        return [
            FileChange(
                path=self.journal.root / path,
                before=self._read.get(path),
                after=after,
                like=self.journal.root / self._moved[path] if path in self._moved else None,
                trash=path in self._trashed,
            )
            for path, after in self._now.items()
            if after != self._read.get(path)
        ]

    def paths(self) -> list[str]:
        """Return the paths of the notes that change."""
        return sorted(path for path, after in self._now.items() if after != self._read.get(path))

    def end_rests(self, today: str) -> None:
        """Take `snooze` out of the people who change anyway, where its day has come.

        Args:
            today: an ISO date.
        """
        for path, before in self._read.items():
            after = self._now[path]
            if after is None or after == before or b"snooze" not in before:
                continue
            with suppress(UnusualNoteError, ValueError):
                old, note = NoteText("person", path, before), self.note(path)
                until = note.values().get("snooze")
                was = old.values().get("snooze")
                if note.kind == "person" and until == was and dates.parse_date(str(was)) <= today:
                    note.remove("snooze")
                    self.put(note)

    def write(
        self, index: Index, what: str, progress: Progress | None = None, *, forget: bool = False
    ) -> Change | None:
        """Make the change, and let the index follow; see `commit` for what it returns and raises.

        Args:
            index: the index.
            what: the change in words, for `undo --list`.
            progress: is told how many files of how many are done, twice: written, then read.
            forget: once written, drop the texts, which may fill the memory: what is returned has no
                files, so no diff can be made of it.
        """
        self.end_rests(index.today)
        paths = self.paths()
        change = commit(self.journal, self.changes(), what, progress=progress)
        if change and forget:
            self._read, self._now = {}, {}
            change = replace(change, files=())
        index.follow(paths, progress)
        return change

    def diff(self) -> str:
        """Return the change as `git diff` would show it."""
        return render_diff(self.journal, self.changes())


def notes_path(journal: Journal, path: str) -> str:
    """Turn a path relative to the journal into one relative to the notes."""
    return (journal.root / path).relative_to(journal.notes).as_posix()
