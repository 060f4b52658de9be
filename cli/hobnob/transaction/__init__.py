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
5. The folder moves to `.hobnob/undo`. `hobnob undo` restores `0.old` from there. If the change is
   itself an undo, both folders are removed instead. If it forgets somebody, so is all that hobnob
   has kept of them.

A change that began on another machine is not finished here: its folder moves to `.hobnob/aside`,
and hobnob does nothing else with it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hobnob.cache import is_folder, is_link, make_cache, make_folder, prepare_file
from hobnob.errors import ChangedError, UsageError, WriteError
from hobnob.journal import PENDING, Journal
from hobnob.locking import locked
from hobnob.transaction.done import Done, kept_folders, load_kept
from hobnob.transaction.files import digest_of, names_in, read, read_old
from hobnob.transaction.forgetting import settle, traces_of
from hobnob.transaction.manifest import ForeignError, is_removable
from hobnob.transaction.recovery import finish_all
from hobnob.transaction.staging import Commit, FileChange

__all__ = [
    "Done",
    "FileChange",
    "commit",
    "count_foreign",
    "is_removable",
    "list_done",
    "recover",
    "traces_of",
    "undo",
    "undoing",
]

_LOCK = "lock"


def commit(
    journal: Journal,
    changes: Sequence[FileChange],
    what: str,
    *,
    forget: Sequence[str] = (),
    files: Sequence[str] = (),
) -> None:
    """Make a change that can be undone, unless it forgets somebody.

    Args:
        journal: the journal.
        changes: the changes of files; each file occurs once.
        what: the change in words, for `undo --list`.
        forget: the names and addresses of somebody. Afterwards hobnob's own files have none of
            them, and the change cannot be undone.
        files: files that only they used, relative to the journal; they are removed for good.

    Raises:
        ChangedError: a file differs from what the change was made from; nothing was written.
        ExistsError: a new file exists already; nothing was written.
        UsageError: a file is outside the notes.
        WriteError: a file cannot be written; nothing was written.
    """
    if changes:
        with _writing(journal) as cache:
            folder, made = Commit(journal, cache).run(changes, what, forget=forget, files=files)
            settle(journal, cache, folder, made)
            _commit_to_git(journal, changes, made.what)


def list_done(journal: Journal) -> list[Done]:
    """Return the changes of this machine that can be undone, the latest first."""
    found = []
    for folder in reversed(kept_folders(journal.cache)):
        with contextlib.suppress(OSError, ForeignError):
            made = load_kept(journal, folder)
            paths = tuple(step.path for step in made.steps)
            found.append(Done(folder=folder, what=made.what, when=made.when, paths=paths))
    return found


def count_foreign(journal: Journal) -> int:
    """Return how many of the kept changes were not made on this machine."""
    return len(kept_folders(journal.cache)) - len(list_done(journal))


def undoing(journal: Journal, done: Done) -> list[FileChange]:
    """Return the changes of files that would undo a change.

    Raises:
        ChangedError: files were edited after the change; the error names them.
        WriteError: the kept files of the change are damaged.
    """
    changes, other = [], []
    try:
        steps = load_kept(journal, done.folder).steps
    except (OSError, ForeignError) as error:
        raise WriteError(f"'{done.what}' cannot be undone: {error}") from None
    for number, step in enumerate(steps):
        path = journal.root / step.path
        now = read(path)
        if digest_of(now) != step.after:
            other.append(step.path)
            continue
        old, like = None, None
        if step.before:
            like = done.folder / f"{number}.old"
            old = read_old(like)
            if digest_of(old) != step.before:
                raise WriteError(
                    f"the kept copy of {step.path} was changed or removed; nothing was written"
                )
        changes.append(FileChange(path=path, before=now, after=old, like=like, trash=old is None))
    if other:
        raise ChangedError(", ".join(other))
    return changes


def undo(journal: Journal, done: Done) -> None:
    """Undo a change.

    Raises:
        ChangedError: files were edited after the change; nothing was written.
        WriteError: a file cannot be written; nothing was written.
    """
    with _writing(journal) as cache:
        changes = undoing(journal, done)
        folder, made = Commit(journal, cache).run(
            changes, f"undo {done.what}", undoes=done.folder.name
        )
        settle(journal, cache, folder, made)
        _commit_to_git(journal, changes, made.what)


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
