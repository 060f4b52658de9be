"""The first half of a change: writing each new text next to its note.

The one rule: no note is touched here. Until `plan` is renamed to `manifest`, the change can be
dropped without a trace.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten

from hobnob.errors import ChangedError, ExistsError, WriteError
from hobnob.journal import PENDING, Journal
from hobnob.transaction.applying import MANIFEST, PLAN, Apply, clear
from hobnob.transaction.bounds import Bounds
from hobnob.transaction.files import (
    MANY,
    can_sync_all,
    digest_of,
    read,
    sync_all,
    sync_folder,
    write_new,
)
from hobnob.transaction.manifest import (
    FileStep,
    Manifest,
    beside_of,
    link_of,
    render_manifest,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FileChange:
    """The change of one file.

    Attributes:
        path: the path of the file.
        before: its content, which must be unchanged until it is written; None for a new file.
        after: its new content; None if the file is removed.
        like: a new file gets the mode of this file.
        trash: keep a removed file in the journal's trash.
    """

    path: Path
    before: bytes | None
    after: bytes | None
    like: Path | None = None
    trash: bool = False


Progress = Callable[[int, int], None]
_TOLD = 100
"""Files after which the progress is told."""
SHORT = 4
"""The letters of an id that are printed; among the kept changes they are unique."""


def _new_id(taken: Collection[str]) -> str:
    """Return a new id that begins with none of some letters."""
    while (new := secrets.token_hex(6))[:SHORT] in taken:
        pass
    return new


class Commit:
    """One change while it is made."""

    def __init__(
        self, journal: Journal, cache: Path, taken: Collection[str] = (),
        progress: Progress | None = None,
    ) -> None:  # fmt: skip
        """Begin a change.

        Args:
            journal: the journal.
            cache: its cache.
            taken: the ids of the kept changes; none of them begins as the new one does.
            progress: is told how many files of how many are written.
        """
        self.progress = progress or (lambda _done, _all: None)
        self.journal = journal
        self.id = _new_id({other[:SHORT] for other in taken})
        self.folder = cache / PENDING / self.id

    def run(
        self,
        changes: Sequence[FileChange],
        what: str,
        *,
        undoes: Sequence[str] = (),
        forget: Sequence[str] = (),
        files: Sequence[str] = (),
    ) -> tuple[Path, Manifest]:
        """Make the change; return the folder with its files, and its manifest.

        For the other arguments, see `Manifest`.
        """
        # New files are written before others are removed, so no text is missing at any time.
        what = shorten(" ".join(what.split()), 100, placeholder=" …")
        changes = sorted(changes, key=lambda c: (c.before is not None, c.after is None))
        bounds = Bounds(self.journal)
        for change in changes:
            bounds.guard(change.path)
            self._refuse_other(change)
        try:
            return self._run(
                changes,
                Manifest(
                    what=what,
                    when=datetime.now(UTC).isoformat(timespec="seconds"),
                    link=link_of(self.journal),
                    steps=tuple(self._step(n, change) for n, change in enumerate(changes)),
                    undoes=tuple(undoes),
                    forget=tuple(forget),
                    files=tuple(files),
                ),
            )
        except OSError as error:
            where = self._note_of(error, changes)
            raise WriteError(
                f"cannot write {where}: {error.strerror or error}; nothing was written"
            ) from None

    def _note_of(self, error: OSError, changes: Sequence[FileChange]) -> str:
        """Return the note that could not be written, also if its new text was being written."""
        name = str(error.filename or "")
        for number, change in enumerate(changes):
            if name.endswith(f".{self.id}.{number}.hobnob-new"):
                return self.journal.relative(change.path)
        return name or (changes[0].path.name if changes else "the change")

    def _run(self, changes: Sequence[FileChange], manifest: Manifest) -> tuple[Path, Manifest]:
        self.folder.mkdir(parents=True)
        steps = manifest.steps
        try:
            write_new(self.folder / PLAN, render_manifest(manifest, self.id))
            at_once = len(steps) >= MANY and can_sync_all()
            for folder in {change.path.parent for change in changes if change.after is not None}:
                folder.mkdir(parents=True, exist_ok=True)
            for done, (change, step) in enumerate(zip(changes, steps, strict=True)):
                self._stage(change, step, sync=not at_once)
                if done % _TOLD == 0:
                    self.progress(done, len(steps))
            if at_once:
                sync_all()
            (self.folder / PLAN).rename(self.folder / MANIFEST)
            sync_folder(self.folder)
        except BaseException:
            clear(self.journal.root, self.folder, steps)
            raise
        Apply(self.journal.root, self.folder, steps).forward()
        return self.folder, manifest

    def _step(self, number: int, change: FileChange) -> FileStep:
        path = self.journal.relative(change.path)
        return FileStep(
            path=path,
            before=digest_of(change.before),
            after=digest_of(change.after),
            beside="" if change.after is None else beside_of(path, self.id, number),
            trash=change.trash,
        )

    def _stage(self, change: FileChange, step: FileStep, *, sync: bool) -> None:
        """Write the new text next to the file, with the file's mode and owner."""
        if change.after is None:
            return
        write_new(f"{self.journal.root}/{step.beside}", change.after, sync=sync)
        like = self._mode_of(change)
        if like is not None:
            status, beside = like.stat(), self.journal.root / step.beside
            beside.chmod(status.st_mode & 0o7777)
            owner = status.st_uid, status.st_gid
            if hasattr(os, "getuid") and owner != (os.getuid(), os.getgid()):
                os.chown(beside, *owner)

    @staticmethod
    def _mode_of(change: FileChange) -> Path | None:
        return change.path if change.before is not None else change.like

    def _refuse_other(self, change: FileChange) -> None:
        now, shown = read(change.path), self.journal.relative(change.path)
        if now == change.before:
            if now is not None and not change.path.stat().st_mode & 0o222:
                raise WriteError(f"{shown} is read-only; nothing was written")
            return
        if change.before is None:
            raise ExistsError(shown)
        raise ChangedError(shown)
