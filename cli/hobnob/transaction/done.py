"""The changes that are kept: the folders in `.hobnob/undo`.

The one rule: the name of a folder begins with the number of its change, which gives their order.
An undo is a kept change too; it names the changes that it has taken back.
"""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hobnob.cache import is_folder, make_folder, read_file
from hobnob.errors import AmbiguousError, NotFoundError, NothingToRedoError
from hobnob.journal import Journal
from hobnob.safety import refuse_to_list_changes
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
        return id_of(self.folder.name)

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
        """Load the changes of a journal.

        Raises:
            ReadOnlyError: only what is public may be shown.
        """
        refuse_to_list_changes()
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

    @cached_property
    def _places(self) -> dict[str, int]:
        """The place of each entry, by the name of its folder."""
        return {done.folder.name: at for at, done in enumerate(self.entries)}

    @cached_property
    def _by_path(self) -> dict[str, list[Done]]:
        """The entries that changed a file, the latest first."""
        found: dict[str, list[Done]] = {}
        for done in reversed(self.entries):
            for path in done.paths:
                found.setdefault(path, []).append(done)
        return found

    @cached_property
    def _beginnings(self) -> Counter[str]:
        return Counter(done.id[:SHORT] for done in self.entries)

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

    def after(self, done: Done) -> tuple[Done, ...]:
        """Return all entries after one."""
        return self.entries[self._places[done.folder.name] + 1 :]

    def later(self, done: Done, path: str) -> list[Done]:
        """Return what has changed a file since a change and still stands, the latest first.

        An undo of a later change is not among them, because the two have changed nothing together.
        """
        start = self._places[done.folder.name]
        return [
            entry
            for entry in self._by_path.get(path, ())
            if self._places[entry.folder.name] > start
            and self.stands(entry)
            and not (entry.undoes and all(self._places.get(n, -1) > start for n in entry.undoes))
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
        start = self._places[first.folder.name]
        return [done for done in self.to_undo() if self._places[done.folder.name] >= start]

    def short(self, done: Done) -> str:
        """Return the first letters of an id that no other kept change has."""
        if self._beginnings[done.id[:SHORT]] == 1:
            return done.id[:SHORT]
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
    kept = kept_names(cache)
    last = _number(kept[-1]) if kept else 0
    folder.rename(make_folder(cache, _UNDO) / f"{last + 1:08}-{folder.name}")
    if len(kept) >= MOST_KEPT + MORE_KEPT:
        for old in kept_folders(cache)[: len(kept) + 1 - MOST_KEPT]:
            shutil.rmtree(old, ignore_errors=True)


def leaving_next(cache: Path) -> int:
    """Return how many of the oldest changes the next one will delete; 0 for most changes."""
    count = len(kept_names(cache))
    return count + 1 - MOST_KEPT if count >= MOST_KEPT + MORE_KEPT else 0


def id_of(name: str) -> str:
    """Return the id of a kept change from the name of its folder."""
    return name.partition("-")[2]


def drop(folder: Path, steps: int) -> None:
    """Remove a complete change for good.

    The manifest goes last. If the process is killed before, the next command continues here.

    Args:
        folder: the folder of the change.
        steps: the number of files of the change.
    """
    for number in range(steps):
        with contextlib.suppress(OSError):
            (folder / f"{number}.old").unlink(missing_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def kept_folders(cache: Path) -> list[Path]:
    """Return the folders of the complete changes, the oldest first."""
    return [path for name in kept_names(cache) if is_folder(path := cache / _UNDO / name)]


def kept_names(cache: Path) -> list[str]:
    """Return the names of these folders, without a look at each: there may be a thousand."""
    if not is_folder(cache) or not is_folder(cache / _UNDO):
        return []
    return sorted(filter(KEPT.fullmatch, names_in(cache / _UNDO)), key=_number)


def _number(name: str) -> int:
    return int(name.partition("-")[0])


def load_kept(journal: Journal, folder: Path) -> Manifest:
    """Return the manifest of a complete change.

    Raises:
        ForeignError: it was not made on this machine.
        OSError: it cannot be read.
    """
    data = read_file(journal.cache, f"{_UNDO}/{folder.name}/{MANIFEST}")
    return parse_manifest(data, id_of(folder.name), journal)
