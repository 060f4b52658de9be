"""The changes that are kept: the folders in `.hobnob/undo`.

The one rule: the name of a folder begins with the number of its change, which gives their order.
An undo is a kept change too; it names the changes that it has taken back.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hobnob.cache import is_folder, make_folder, read_file
from hobnob.errors import AmbiguousError, NotFoundError, NothingToRedoError
from hobnob.journal import Journal
from hobnob.transaction.applying import MANIFEST
from hobnob.transaction.files import names_in
from hobnob.transaction.manifest import KEPT, FileStep, ForeignError, Manifest, parse_manifest
from hobnob.transaction.staging import SHORT

_UNDO = "undo"
MOST_KEPT = 1000
"""How many changes can always be undone."""
MORE_KEPT = 100
"""How many more are kept before these are deleted at once, the oldest first."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """A change that is kept.

    Attributes:
        folder: the folder with its files.
        what: the change in words.
        when: ISO date and time, UTC.
        steps: the change of each file.
        undoes: the names of the folders of the changes that it has taken back.
    """

    folder: Path
    what: str
    when: str
    steps: tuple[FileStep, ...]
    undoes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The whole id."""
        return id_of(self.folder)

    @property
    def paths(self) -> tuple[str, ...]:
        """Its notes, relative to the journal."""
        return tuple(step.path for step in self.steps)


class History:
    """The changes of this machine that are kept.

    Attributes:
        entries: all of them, the oldest first.
        foreign: how many more are kept that were not made on this machine.
    """

    def __init__(self, journal: Journal) -> None:
        """Load the changes of a journal."""
        folders = kept_folders(journal.cache)
        found = []
        for folder in folders:
            with contextlib.suppress(OSError, ForeignError):
                made = load_kept(journal, folder)
                found.append(
                    Done(
                        folder=folder, what=made.what, when=made.when, steps=made.steps,
                        undoes=made.undoes,
                    )
                )  # fmt: skip
        self.entries = tuple(found)
        self.foreign = len(folders) - len(found)

    @cached_property
    def _taken_back(self) -> frozenset[str]:
        """The names of the folders of the changes that do not stand."""
        found: set[str] = set()
        # A change is newer than all that it takes back.
        for done in reversed(self.entries):
            if done.folder.name not in found:
                found.update(done.undoes)
        return frozenset(found)

    def stands(self, done: Done) -> bool:
        """Return whether a change was made and not taken back, or was made again."""
        return done.folder.name not in self._taken_back

    def changes(self) -> list[Done]:
        """Return the changes that are no undo and no redo, the latest first."""
        return [done for done in reversed(self.entries) if not done.undoes]

    def to_undo(self) -> list[Done]:
        """Return the changes that an undo would take back in turn, the latest first."""
        return [done for done in self.changes() if self.stands(done)]

    def to_redo(self) -> list[Done]:
        """Return the undos that a redo would take back in turn, the latest first.

        An undo before the latest change is not among them.
        """
        found = []
        for done in reversed(self.entries):
            if not done.undoes:
                break
            if done.what.startswith(UNDO) and self.stands(done):
                found.append(done)
        return found

    def later(self, done: Done, path: str) -> list[Done]:
        """Return what has changed a file since a change and still stands, the latest first.

        An undo of a later change is not among them, because the two have changed nothing together.
        """
        start = self.entries.index(done) + 1
        names = {entry.folder.name for entry in self.entries[start:]}
        return [
            entry
            for entry in reversed(self.entries[start:])
            if path in entry.paths
            and self.stands(entry)
            and not (entry.undoes and names.issuperset(entry.undoes))
        ]

    def undo_of(self, done: Done) -> Done:
        """Return the latest undo of a change; an undo is its own.

        Raises:
            NothingToRedoError: it was not taken back.
        """
        if done.undoes:
            return done
        for later in reversed(self.entries):
            if done.folder.name in later.undoes:
                return later
        raise NothingToRedoError(f"'{done.what}' was not taken back")

    def since(self, first: Done) -> list[Done]:
        """Return a change and all later ones that stand, the latest first."""
        start = self.entries.index(first)
        later = {done.folder for done in self.entries[start:]}
        return [done for done in self.to_undo() if done.folder in later]

    def short(self, done: Done) -> str:
        """Return the first letters of an id that no other kept change has."""
        for letters in range(SHORT, len(done.id)):
            if sum(other.id.startswith(done.id[:letters]) for other in self.entries) == 1:
                return done.id[:letters]
        return done.id

    def find(self, typed: str) -> Done:
        """Return the change with an id, or with its first letters.

        Raises:
            NotFoundError: there is none.
            AmbiguousError: there are several.
        """
        wanted = typed.strip().lower()
        found = [done for done in self.entries if wanted and done.id.startswith(wanted)]
        if not found:
            raise NotFoundError("change", typed, hint="'hobnob undo --list' lists them")
        if len(found) > 1:
            raise AmbiguousError(typed, [f"{self.short(done)}  {done.what}" for done in found])
        return found[0]


UNDO, REDO = "undo ", "redo "
"""With these words begins what an undo, or the undo of an undo, is called."""


def keep(cache: Path, folder: Path) -> None:
    """Move a complete change to those that can be undone."""
    kept = kept_folders(cache)
    last = max((_number(path) for path in kept), default=0)
    folder.rename(make_folder(cache, _UNDO) / f"{last + 1:08}-{folder.name}")
    if len(kept) >= MOST_KEPT + MORE_KEPT:
        for old in kept[: len(kept) + 1 - MOST_KEPT]:
            shutil.rmtree(old, ignore_errors=True)


def leaving_next(cache: Path) -> int:
    """Return how many of the oldest changes the next one will delete; 0 for most changes."""
    count = len(kept_folders(cache))
    return count + 1 - MOST_KEPT if count >= MOST_KEPT + MORE_KEPT else 0


def id_of(folder: Path) -> str:
    """Return the id of a kept change."""
    return folder.name.partition("-")[2]


def kept_folders(cache: Path) -> list[Path]:
    """Return the folders of the complete changes, the oldest first."""
    if not is_folder(cache) or not is_folder(cache / _UNDO):
        return []
    found = [cache / _UNDO / name for name in names_in(cache / _UNDO) if KEPT.fullmatch(name)]
    return sorted((path for path in found if is_folder(path)), key=_number)


def _number(kept: Path) -> int:
    return int(kept.name.partition("-")[0])


def load_kept(journal: Journal, folder: Path) -> Manifest:
    """Return the manifest of a complete change.

    Raises:
        ForeignError: it was not made on this machine.
        OSError: it cannot be read.
    """
    data = read_file(journal.cache, f"{_UNDO}/{folder.name}/{MANIFEST}")
    return parse_manifest(data, id_of(folder), journal)
