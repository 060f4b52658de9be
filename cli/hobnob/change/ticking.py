"""Ticking promises that were kept, and opening them again.

The one rule: nothing in a note changes but the box, and all the promises change or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hobnob.change.files import ChangeSet
from hobnob.errors import AmbiguousError, NotFoundError
from hobnob.index.index import Index
from hobnob.index.promises import Promise, list_promises
from hobnob.model import TaskState


@dataclass(frozen=True, kw_only=True)
class Ticking:
    """A change of promises that can be made.

    Attributes:
        draft: the change.
        what: the change in words, for `undo --list`.
        promises: all that were named, as they are after it.
        changed: those of them that it changes; the others are like that already.
    """

    draft: ChangeSet
    what: str
    promises: tuple[Promise, ...]
    changed: tuple[Promise, ...]


def plan_ticking(index: Index, refs: Sequence[str], *, done: bool) -> Ticking:
    """Return the change that ticks promises, or opens them again.

    Args:
        index: the index.
        refs: their references, or how these begin.
        done: whether they were kept.

    Raises:
        NotFoundError: there is no such promise.
        AmbiguousError: several references begin like one of these.
    """
    rows = find_promises(index, refs)
    draft = ChangeSet(index.journal)
    state: TaskState = "kept" if done else "open"
    changed = []
    for row in rows:
        if row.state != state:
            note = draft.note(row.path)
            note.tick(row.line, row.mark, done)
            draft.put(note)
            changed.append(replace(row, state=state, done=done))
    verb = "done" if done else "undone"
    return Ticking(
        draft=draft,
        what=" ".join((verb, *(row.ref for row in rows))),
        promises=tuple(replace(row, state=state, done=done) for row in rows),
        changed=tuple(changed),
    )


def find_promises(index: Index, refs: Sequence[str]) -> list[Promise]:
    """Return the promises of some references, each once; also what is only asked.

    Raises:
        NotFoundError: there is no such promise.
        AmbiguousError: several references begin like one of these.
    """
    rows = list_promises(index, done=None, asked=None)
    return list(dict.fromkeys(_find_one(rows, ref) for ref in refs))


def _find_one(rows: Sequence[Promise], ref: str) -> Promise:
    wanted = ref.lower()
    found = [row for row in rows if row.ref == wanted]
    found = found or [row for row in rows if len(wanted) > 1 and row.ref.startswith(wanted)]
    if not found:
        raise NotFoundError("promise", ref, hint="'hobnob list promises' shows them all")
    if len(found) > 1:
        raise AmbiguousError(ref, [f"{row.ref}  {row.text}" for row in found])
    return found[0]
