"""Taking on what a letter asks: its front matter then says that it is promised.

The one rule: the sender wrote the body, so nothing in it counts. Only the key `accepted` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hobnob.change.files import ChangeSet
from hobnob.change.ticking import find_promises
from hobnob.index.documents import texts_of
from hobnob.index.index import Index
from hobnob.index.promises import Promise


@dataclass(frozen=True, kw_only=True)
class Accepting:
    """A change of letters that can be made.

    Attributes:
        draft: the change.
        what: the change in words, for `undo --list`.
        promises: all that were named, as promises.
        changed: those of them that were only asked until now.
    """

    draft: ChangeSet
    what: str
    promises: tuple[Promise, ...]
    changed: tuple[Promise, ...]


def plan_accepting(index: Index, refs: Sequence[str]) -> Accepting:
    """Return the change that makes promises of what was asked.

    Args:
        index: the index.
        refs: the references, or how these begin.

    Raises:
        NotFoundError, AmbiguousError: see `find_promises`.
    """
    rows = find_promises(index, refs)
    draft = ChangeSet(index.journal)
    for row in rows:
        if row.asked:
            note = draft.note(row.path)
            note.set("accepted", [*texts_of(note.values().get("accepted")), row.text])
            draft.put(note)
    return Accepting(
        draft=draft,
        what=" ".join(("accept", *(row.ref for row in rows))),
        promises=tuple(replace(row, asked=False) for row in rows),
        changed=tuple(replace(row, asked=False) for row in rows if row.asked),
    )
