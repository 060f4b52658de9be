"""Changes of notes: a change is made completely or not at all, and can be undone.

The one rule: only this package writes notes. The process may be killed at any time. The next
command then finishes the change or takes it back. It never overwrites what somebody else wrote in
the meantime.

A change has these steps. Its files are in a folder of its own under `.hobnob/pending`.

1. `plan` lists the files of the change. This machine signs it (`manifest.py`).
2. The new text of each file is written next to it and synced. The name begins with a dot.
3. `plan` is renamed to `manifest`. From now on the change is decided.
4. Each file is linked into the folder, as `0.old`, and then replaced by a rename. Afterwards
   `0.old` is read. If it differs from what the change was made from, somebody saved the file at
   that very moment. Then `manifest` is renamed to `back`, and all files are put back.
5. The folder moves to `.hobnob/undo`. `hobnob undo` restores `0.old` from there. An undo is a
   change itself, which names the changes that it undoes; so `hobnob redo` is the undo of an undo.
   If the change forgets somebody, its folder is removed instead, and so is all that hobnob has
   kept of them.

A change that began on another machine is not finished here: its folder moves to `.hobnob/aside`,
and hobnob does nothing else with it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hobnob.cache import is_folder, is_link, make_cache, make_folder, prepare_file
from hobnob.errors import UsageError, WriteError
from hobnob.journal import PENDING, Journal
from hobnob.locking import locked
from hobnob.safety import refuse_to_write
from hobnob.transaction.bounds import is_removable
from hobnob.transaction.diffs import render_diff
from hobnob.transaction.done import (
    REDO,
    UNDO,
    Done,
    History,
    id_of,
    kept_names,
    leaving_next,
)
from hobnob.transaction.files import names_in
from hobnob.transaction.forgetting import settle, traces_of
from hobnob.transaction.recovery import finish_all
from hobnob.transaction.staging import SHORT, Commit, FileChange, Progress
from hobnob.transaction.undoing import plan_undo

__all__ = [
    "Change",
    "Done",
    "FileChange",
    "History",
    "Progress",
    "commit",
    "is_removable",
    "list_done",
    "plan_undo",
    "recover",
    "render_diff",
    "traces_of",
    "undo",
]

_LOCK = "lock"


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change that was just made.

    Attributes:
        id: the first letters of its id, for `hobnob undo`; no other kept change has them.
        what: the change in words.
        files: the change of each file.
        leaving: how many of the oldest changes the next change will delete; mostly 0.
        journal: the journal.
    """

    id: str
    what: str
    files: tuple[FileChange, ...]
    leaving: int
    journal: Journal

    @property
    def paths(self) -> list[str]:
        """The paths of its files, relative to the journal."""
        return sorted(self.journal.relative(change.path) for change in self.files)

    def diff(self, paths: Collection[str] | None = None) -> str:
        """Return the change as a diff, or that of some of its files."""
        return render_diff(
            self.journal,
            [
                change
                for change in self.files
                if paths is None or self.journal.relative(change.path) in paths
            ],
        )


def commit(
    journal: Journal,
    changes: Sequence[FileChange],
    what: str,
    *,
    forget: Sequence[str] = (),
    files: Sequence[str] = (),
    progress: Progress | None = None,
) -> Change | None:
    """Make a change that can be undone, unless it forgets somebody.

    Args:
        journal: the journal.
        changes: the changes of files; each file occurs once.
        what: the change in words, for `undo --list`.
        forget: the names and addresses of somebody. Afterwards hobnob's own files have none of
            them, and the change cannot be undone.
        files: files that only they used, relative to the journal; they are removed for good.
        progress: is told how many files of how many are written.

    Returns:
        The change; None if there was nothing to change, or if it cannot be undone.

    Raises:
        ChangedError: a file differs from what the change was made from; nothing was written.
        ExistsError: a new file exists already; nothing was written.
        UsageError: a file is outside the notes.
        WriteError: a file cannot be written; nothing was written.
    """
    if not changes:
        return None
    change = _make(journal, changes, what, forget=forget, files=files, progress=progress)
    return None if forget else change


def _make(
    journal: Journal,
    changes: Sequence[FileChange],
    what: str,
    *,
    undoes: Sequence[str] = (),
    forget: Sequence[str] = (),
    files: Sequence[str] = (),
    progress: Progress | None = None,
) -> Change:
    with _writing(journal) as cache:
        taken = [id_of(name) for name in kept_names(cache)]
        making = Commit(journal, cache, taken, progress)
        folder, made = making.run(changes, what, undoes=undoes, forget=forget, files=files)
        settle(journal, cache, folder, made)
        _commit_to_git(journal, changes, made.what)
        return Change(
            id=making.id[:SHORT],
            what=made.what,
            files=tuple(changes),
            leaving=leaving_next(cache),
            journal=journal,
        )


def list_done(journal: Journal) -> list[Done]:
    """Return the changes of this machine that can be undone, the latest first.

    Raises:
        ReadOnlyError: only what is public may be shown.
    """
    return History(journal).to_undo()


def undo(journal: Journal, *dones: Done, planned: Sequence[FileChange] | None = None) -> Change:
    """Undo some changes, or undos, as one change that can be undone itself.

    Args:
        journal: the journal.
        dones: the changes, the latest first.
        planned: what `plan_undo` has returned for them; None to plan it here.

    Raises:
        ChangedError: files were edited after the change; nothing was written.
        TouchedSinceError: later changes touched the same lines; nothing was written.
        WriteError: a file cannot be written; nothing was written.
    """
    if planned is None:
        planned = plan_undo(journal, History(journal), dones)
    return _make(journal, planned, _called(dones), undoes=[done.folder.name for done in dones])


def _called(dones: Sequence[Done]) -> str:
    """Return what the undo of some changes is called."""
    if len(dones) > 1:
        return f"{UNDO}{len(dones)} changes: {'; '.join(done.what for done in dones)}"
    (done,) = dones
    if done.undoes and done.what.startswith(UNDO):
        return REDO + done.what.removeprefix(UNDO)
    return UNDO + (done.what.removeprefix(REDO) if done.undoes else done.what)


def _commit_to_git(journal: Journal, changes: Sequence[FileChange], what: str) -> None:
    """Commit a change that was written, if the settings say so; this never fails."""
    if journal.settings.commit:
        from hobnob.git.auto import commit_change

        commit_change(journal, changes, what)


def recover(journal: Journal) -> list[str]:
    """Finish changes that were interrupted, or take them back; return a sentence for each.

    Raises:
        WriteError: a file cannot be written.
    """
    if not is_folder(journal.cache) or not is_folder(journal.cache / PENDING):
        return []
    if not names_in(journal.cache / PENDING):
        # A process was killed before it made anything, or after it had finished.
        with contextlib.suppress(OSError):
            (journal.cache / PENDING).rmdir()
        return []
    with _locked(journal) as cache:
        return finish_all(journal, cache)


@contextmanager
def _writing(journal: Journal) -> Iterator[Path]:
    """Hold the lock, after all interrupted changes are finished or taken back."""
    with _locked(journal) as cache:
        finish_all(journal, cache)
        yield cache


@contextmanager
def _locked(journal: Journal) -> Iterator[Path]:
    refuse_to_write()
    cache = journal.cache
    if journal.past:
        raise UsageError(
            "with --as-of you see the notes as they were, so nothing can be written; leave it out "
            "to change the notes as they are"
        )
    if is_link(cache):
        raise WriteError(
            f"{cache} is a link, and hobnob does not follow links; nothing was written"
        )
    try:
        make_cache(cache)
        make_folder(cache, PENDING)
        lock = locked(prepare_file(cache, _LOCK))
        lock.__enter__()
    except OSError as error:
        raise WriteError(
            f"cannot write in {cache}: {error.strerror}; hobnob needs this folder to change notes "
            "safely, so nothing was written"
        ) from None
    try:
        yield cache
    finally:
        # Without this folder, the next command has nothing to look for.
        with contextlib.suppress(OSError):
            (cache / PENDING).rmdir()
        lock.__exit__(None, None, None)
