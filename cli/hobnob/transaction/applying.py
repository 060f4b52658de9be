"""The second half of a change: replacing all notes, or putting all of them back.

The one rule: what somebody else wrote is never overwritten.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from hobnob.cache import is_file
from hobnob.errors import ChangedError, WriteError
from hobnob.transaction.files import (
    digest_of,
    link_or_copy,
    put_in_trash,
    put_new,
    read,
    read_old,
    sync_folder,
)
from hobnob.transaction.manifest import FileStep

PLAN, MANIFEST, BACK = "plan", "manifest", "back"
"""The file's name before the change is decided, after that, and while notes are put back."""


class Apply:
    """A change that is decided: it has its manifest."""

    def __init__(self, root: Path, folder: Path, steps: Sequence[FileStep]) -> None:
        self.root = root
        self.folder = folder
        self.steps = steps

    def forward(self) -> None:
        """Change all files, or none.

        Raises:
            ChangedError: a file differs from what the change was made from; nothing changed.
            WriteError: a file cannot be written; nothing changed.
        """
        try:
            for number in range(len(self.steps)):
                self._change(number)
            for folder in {step.path.rpartition("/")[0] for step in self.steps}:
                sync_folder(self.root / folder)
        except (OSError, ChangedError) as error:
            self.back()
            if isinstance(error, OSError):
                raise WriteError(
                    f"cannot write {error.filename or 'a note'}: {error.strerror}; nothing was "
                    "changed"
                ) from None
            raise

    def _change(self, number: int) -> None:
        step = self.steps[number]
        if not step.before:
            # An import makes thousands of notes; of each, a `Path` takes as long as the rest.
            put_new(f"{self.root}/{step.beside}", f"{self.root}/{step.path}")
            return
        path, old = self.root / step.path, self.folder / f"{number}.old"
        if not step.after:
            self._take_away(path, old, step)
        else:
            link_or_copy(path, old)
            (self.root / step.beside).replace(path)
            if digest_of(read_old(old)) != step.before:
                # Somebody saved the file after it was last read. Their text stays.
                old.replace(path)
                raise ChangedError(step.path)

    def _take_away(self, path: Path, old: Path, step: FileStep) -> None:
        link_or_copy(path, old)
        if digest_of(read_old(old)) != step.before:
            raise ChangedError(step.path)
        if step.trash:
            put_in_trash(self.folder.parent.parent, old, step.path)
        path.unlink()

    def finish(self) -> bool:
        """Continue an interrupted change; return False if it was put back.

        It is put back if somebody edited one of its files in the meantime. If all files were
        replaced before that edit, the change is complete and stays.
        """
        theirs = [self._give_back(number) for number in range(len(self.steps))]
        states = {self._state(number) for number in range(len(self.steps))}
        if any(theirs) or ("other" in states and "before" in states):
            self.back()
            return False
        for number, step in enumerate(self.steps):
            try:
                if self._state(number) == "before":
                    self._check_new(step)
                    self._change(number)
            except ChangedError:
                self.back()
                return False
            if step.beside:
                (self.root / step.beside).unlink(missing_ok=True)
        return True

    def _check_new(self, step: FileStep) -> None:
        """Refuse a new text that differs from the one written next to the note."""
        if step.beside and digest_of(read_old(self.root / step.beside)) != step.after:
            raise ChangedError(step.path)

    def _give_back(self, number: int) -> bool:
        """Put back what somebody saved at the moment of the replacement."""
        step, old = self.steps[number], self.folder / f"{number}.old"
        if not (step.before and step.after) or self._state(number) != "after":
            return False
        if digest_of(read_old(old)) in ("", step.before):
            return False
        old.replace(self.root / step.path)
        return True

    def _state(self, number: int) -> str:
        step = self.steps[number]
        now = digest_of(read(self.root / step.path))
        return "after" if now == step.after else "before" if now == step.before else "other"

    def back(self) -> None:
        """Put back each file that nobody edited after the change, and drop the change."""
        with contextlib.suppress(FileNotFoundError):
            (self.folder / MANIFEST).rename(self.folder / BACK)
        for number, step in reversed(list(enumerate(self.steps))):
            path, old = self.root / step.path, self.folder / f"{number}.old"
            if self._state(number) != "after" or step.before == step.after:
                continue
            if not step.before:
                path.unlink(missing_ok=True)
            elif is_file(old):
                old.replace(path)
        clear(self.root, self.folder, self.steps)


def clear(root: Path, folder: Path, steps: Sequence[FileStep]) -> None:
    """Remove all files of a change; the one that says that it was decided goes last."""
    for step in steps:
        if step.beside:
            with contextlib.suppress(OSError):
                (root / step.beside).unlink(missing_ok=True)
    for number in range(len(steps)):
        with contextlib.suppress(OSError):
            (folder / f"{number}.old").unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
