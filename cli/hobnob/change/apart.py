"""Two people who only look like one: a note says so, with `not_same_as`.

The one rule: one of the two notes says it, and it counts for both. If one of them is private, it is
that one, so that the other does not tell of it.
"""

from __future__ import annotations

from hobnob.change.files import ChangeSet
from hobnob.index.check_queries import others_for_sure
from hobnob.index.index import Index
from hobnob.index.notes import head, private_slugs

KEY = "not_same_as"


def are_apart(index: Index, one: int, other: int) -> bool:
    """Return whether a note says that two people are not the same."""
    return (head(index, one).slug, head(index, other).slug) in others_for_sure(index)


def keep_apart(index: Index, one: int, other: int) -> ChangeSet:
    """Draft the remark that two people are not the same; nothing if a note says it already.

    Raises:
        UnusualNoteError: the note cannot be changed safely.
    """
    draft = ChangeSet(index.journal)
    if are_apart(index, one, other):
        return draft
    says, named = head(index, one), head(index, other)
    private = private_slugs(index)
    if named.slug in private and says.slug not in private:
        says, named = named, says
    note = draft.note(says.path)
    now = note.values().get(KEY)
    items = [] if now in (None, "") else [str(item) for item in now] if isinstance(now, list) else [
        str(now)
    ]  # fmt: skip
    note.set(KEY, [*items, named.slug])
    draft.put(note)
    return draft
