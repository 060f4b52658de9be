"""Commits that hobnob makes by itself: of each change, with the setting `commit`.

The one rule: a change that was written stays written. If git cannot commit it, you are told why.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from hobnob.git.commit import Edit, commit_edits
from hobnob.git.message import message_of
from hobnob.git.repository import Repository, find_repository
from hobnob.git.run import GitError
from hobnob.journal import Journal

_MOST_NAMED = 3

_listeners: list[Callable[[str], None]] = []


class Changed(Protocol):
    """The change of one file; see `FileChange` of the transaction."""

    @property
    def path(self) -> Path:
        """The path of the file."""

    @property
    def before(self) -> bytes | None:
        """Its content before; None for a new file."""

    @property
    def after(self) -> bytes | None:
        """Its content afterwards; None if it is gone."""

    @property
    def like(self) -> Path | None:
        """The file that it was renamed from."""


def listen(say: Callable[[str], None]) -> None:
    """Let a function take the sentences about commits, in place of an earlier one."""
    _listeners[:] = [say]


@contextmanager
def heard() -> Iterator[list[str]]:
    """Give the sentences that are said until the end of a block, which others hear too."""
    said: list[str] = []
    _listeners.append(said.append)
    try:
        yield said
    finally:
        _listeners.remove(said.append)


def commit_change(journal: Journal, changes: Sequence[Changed], what: str) -> None:
    """Commit a change that was just written; if that is not possible, say why.

    Args:
        journal: the journal.
        changes: the change of each file.
        what: the change as `hobnob undo --list` shows it.
    """
    try:
        repository = find_repository(journal)
        edits = edits_of(repository, changes)
        message = message_of(journal, what, _texts(journal, changes))
        made = commit_edits(repository, edits, f"{message}\n")
    except (GitError, OSError) as error:
        _say(f"the change is written, but not committed: {error}")
        return
    for path, reason in made.left[:_MOST_NAMED]:
        _say(f"{repository.shown(journal, path)} is written, but not committed: {reason}")
    if len(made.left) > _MOST_NAMED:
        _say(f"{len(made.left) - _MOST_NAMED} more files are not committed, for such reasons")


def edits_of(repository: Repository, changes: Sequence[Changed]) -> list[Edit]:
    """Return changes as a commit needs them.

    Raises:
        GitError: a file is outside of the repository.
    """
    gone = {change.path for change in changes if change.after is None}
    return [
        Edit(
            path=repository.path_of(change.path),
            before=change.before,
            after=change.after,
            origin=repository.path_of(change.like) if change.like and change.like in gone else "",
        )
        for change in changes
    ]


def _texts(journal: Journal, changes: Sequence[Changed]) -> dict[str, bytes]:
    return {
        os.path.relpath(change.path, journal.root).replace(os.sep, "/"): data
        for change in changes
        if (data := change.after if change.after is not None else change.before) is not None
    }


def _say(sentence: str) -> None:
    for say in _listeners:
        say(sentence)
