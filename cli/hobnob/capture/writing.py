"""Writing what was logged, and the notes of those who are new.

The one rule: a line that was logged is never lost and never logged twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.capture.entry import Entry
from hobnob.errors import ExistsError
from hobnob.journal import Journal
from hobnob.transaction import FileChange, commit


@dataclass(frozen=True, kw_only=True)
class Written:
    """What became of an entry.

    Attributes:
        path: of its note, relative to the journal.
        new: whether it was written now; else it was there, word for word.
    """

    path: str
    new: bool


def write_entry(journal: Journal, entry: Entry) -> Written:
    """Write an interaction, and the notes of newcomers, as one change.

    Under the name that follows from its content there may be this very note, logged before, or
    one that was changed since: then a longer hash makes a name for the new one.

    Raises:
        ExistsError, WriteError: it cannot be written; nothing was.
    """
    note = entry.note.encode()
    for letters in range(4, 33, 2):
        path = entry.path(journal, letters)
        shown = journal.relative(path)
        if path.is_file():
            if path.read_bytes() == note:
                return Written(path=shown, new=False)
            continue
        newcomers = [one.change(journal) for one in entry.newcomers]
        changes = [*newcomers, FileChange(path=path, before=None, after=note)]
        commit(journal, changes, f"log {path.stem}")
        return Written(path=shown, new=True)
    raise ExistsError(shown)
