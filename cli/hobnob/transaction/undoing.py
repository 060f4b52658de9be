"""What an undo would change: all of a change, also if other changes came later.

The one rule: a later change keeps its lines. If both touched the same lines, nothing is undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hobnob.errors import ChangedError, TouchedSinceError, WriteError
from hobnob.journal import Journal
from hobnob.transaction.done import Done, History
from hobnob.transaction.files import digest_of, read, read_old
from hobnob.transaction.line_merge import merge_texts
from hobnob.transaction.manifest import FileStep
from hobnob.transaction.staging import FileChange


def plan_undo(journal: Journal, history: History, dones: Sequence[Done]) -> list[FileChange]:
    """Return the changes of files that would undo some changes.

    Args:
        journal: the journal.
        history: its changes.
        dones: the changes to undo, the latest first.

    Raises:
        ChangedError: files were edited after the changes; the error names them.
        TouchedSinceError: later changes touched the same lines; the error names them.
        WriteError: a kept file is damaged.
    """
    undoing = _Undoing(journal, history)
    for done in dones:
        undoing.add(done)
    return undoing.changes(dones)


class _Undoing:
    def __init__(self, journal: Journal, history: History) -> None:
        self._journal = journal
        self._history = history
        self._read: dict[str, bytes | None] = {}
        self._now: dict[str, bytes | None] = {}
        self._like: dict[str, Path] = {}
        self._undone: set[str] = set()

    def add(self, done: Done) -> None:
        """Undo one more change in memory."""
        refused = []
        self._undone.add(done.folder.name)
        for number, step in enumerate(done.steps):
            if step.path not in self._now:
                self._read[step.path] = self._now[step.path] = read(self._journal.root / step.path)
            now, old = self._now[step.path], None
            if step.before:
                kept = done.folder / f"{number}.old"
                old = _read_kept(kept, step)
                self._like.setdefault(step.path, kept)
            if not self._later(done, step.path):
                if digest_of(now) not in (step.before, step.after):
                    refused.append(step.path)
                self._now[step.path] = old
                continue
            # What the file was after this change is kept by the next one.
            after = self._content_after(done, step)
            merged = merge_texts(after, now, old) if now and old and after else None
            if merged is None:
                refused.append(step.path)
            self._now[step.path] = merged
        if refused:
            self._refuse(done, refused)

    def changes(self, dones: Sequence[Done]) -> list[FileChange]:
        """Return the changes of all files."""
        return [
            FileChange(
                path=self._journal.root / path,
                before=self._read[path],
                after=now,
                like=self._like.get(path),
                trash=now is None,
            )
            for path, now in self._now.items()
            if now != self._read[path]
        ]

    def _content_after(self, done: Done, step: FileStep) -> bytes | None:
        """Return the content of a file just after a change; None if it is not known."""
        now = self._read.get(step.path)
        if now is not None and digest_of(now) == step.after:
            return now
        for later in self._history.after(done):
            for number, other in enumerate(later.steps):
                if other.path == step.path and other.before == step.after:
                    found = read_old(later.folder / f"{number}.old")
                    if found is not None and digest_of(found) == step.after:
                        return found
        return None

    def _later(self, done: Done, path: str) -> list[Done]:
        later = self._history.later(done, path)
        return [other for other in later if other.folder.name not in self._undone]

    def _touching(self, done: Done, path: str) -> list[Done]:
        """Return the later changes of a file that touched the same lines, the latest first.

        If that is not known, all later changes are returned.
        """
        later = self._later(done, path)
        undone = _kept_before(done, path)
        found: list[Done] = []
        for other in reversed(later):
            before, after = (
                _kept_before(other, path),
                self._content_after(other, _step(other, path)),
            )
            merged = merge_texts(before, after, undone) if before and after and undone else None
            if merged is None:
                found.append(other)
            else:
                undone = merged
        return found[::-1] or later

    def _refuse(self, done: Done, paths: Sequence[str]) -> None:
        """Refuse to undo a change, and name the later changes of the same lines."""
        history = self._history
        found = {other.folder.name: other for path in paths for other in self._touching(done, path)}
        if not found:
            raise ChangedError(", ".join(paths))
        later = [(history.short(found[name]), found[name].what) for name in sorted(found)[::-1]]
        raise TouchedSinceError(done.what, history.short(done), paths, later)


def _step(done: Done, path: str) -> FileStep:
    return next(step for step in done.steps if step.path == path)


def _kept_before(done: Done, path: str) -> bytes | None:
    """Return the content of a file before a change; None if there was none."""
    number = next(at for at, step in enumerate(done.steps) if step.path == path)
    return read_old(done.folder / f"{number}.old") if done.steps[number].before else None


def _read_kept(kept: Path, step: FileStep) -> bytes:
    """Return the kept content of a file before a change.

    Raises:
        WriteError: it is damaged.
    """
    old = read_old(kept)
    if old is None or digest_of(old) != step.before:
        raise WriteError(
            f"the kept copy of {step.path} was changed or removed; nothing was written"
        )
    return old
