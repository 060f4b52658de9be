"""Taking a note away.

The one rule: what others refer to is not taken away unless that was asked for.
"""

from __future__ import annotations

from hobnob.change.files import Draft
from hobnob.change.references import References
from hobnob.errors import HobnobError
from hobnob.index.index import Index
from hobnob.index.notes import head

_MOST = 12
"""Notes that are listed."""


class ReferredToError(HobnobError):
    """Other notes refer to a note that should be removed."""

    exit_code = 2

    def __init__(self, path: str, paths: list[str]) -> None:
        self.paths = paths
        lines = "".join(f"\n  {one}" for one in paths[:_MOST])
        more = f"\n  … and {len(paths) - _MOST} more" if len(paths) > _MOST else ""
        count = "1 note refers" if len(paths) == 1 else f"{len(paths)} notes refer"
        super().__init__(
            f"{count} to {path}, so it stays; --force makes plain text of the references:"
            f"{lines}{more}"
        )


def remove_note(index: Index, note: int, *, force: bool) -> Draft:
    """Draft the removal of a note.

    Args:
        index: the index.
        note: its id.
        force: turn the references of others into plain text.

    Raises:
        ReferredToError: there are such references, and no force.
        UnusualNoteError: a note cannot be changed safely.
    """
    draft = Draft(index.journal)
    path = head(index, note).path
    references = References(index, draft, note)
    others = [referrer.path for referrer in references.found if referrer.path != path]
    if others and not force:
        raise ReferredToError(path, others)
    references.let_go()
    draft.remove(path)
    return draft
