"""Removing a note.

The one rule: a note that others refer to stays, unless you force it.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.change.files import ChangeSet
from hobnob.change.references import References
from hobnob.errors import HobnobError
from hobnob.index.index import Index
from hobnob.index.notes import head

_MOST = 12
"""The most notes that are listed."""


class ReferredToError(HobnobError):
    """Other notes refer to the note to remove."""

    exit_code = 2
    code = "referred-to"

    def __init__(self, path: str, paths: list[str]) -> None:
        self.paths = paths
        lines = "".join(f"\n  {referrer}" for referrer in paths[:_MOST])
        more = f"\n  … and {len(paths) - _MOST} more" if len(paths) > _MOST else ""
        count = "1 note refers" if len(paths) == 1 else f"{len(paths)} notes refer"
        super().__init__(
            f"{count} to {path}, so it stays; --force turns the references into plain text:"
            f"{lines}{more}",
            candidates=paths,
        )


def remove_note(index: Index, note: int, *, force: bool) -> ChangeSet:
    """Draft the removal of a note; see `remove_notes`."""
    draft = ChangeSet(index.journal)
    remove_notes(index, [note], draft, force=force)
    return draft


def remove_notes(index: Index, notes: Sequence[int], draft: ChangeSet, *, force: bool) -> None:
    """Draft the removal of notes. What these notes say of each other does not count.

    Args:
        index: the index.
        notes: their ids.
        draft: takes the change.
        force: turn the references of others into plain text.

    Raises:
        ReferredToError: others refer to one of them, and `force` is not set.
        UnusualNoteError: a note cannot be changed safely.
    """
    paths = [head(index, note).path for note in notes]
    for note, path in zip(notes, paths, strict=True):
        references = References(index, draft, note)
        others = [referrer.path for referrer in references.found if referrer.path not in paths]
        if others and not force:
            raise ReferredToError(path, others)
        references.let_go(besides=paths)
    for path in paths:
        draft.remove(path)
