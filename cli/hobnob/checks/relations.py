"""Checks of `relations`: those that contradict each other, and relations to oneself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hobnob.checks.table import Finding, check
from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.network.relation_words import Side, side_of
from hobnob.network.relations import Told, all_told


@check("warning")
def contradiction(index: Index) -> Iterator[Finding]:
    """Two relations of two people that cannot both be true.

    **Why it matters.** If each is the manager of the other, one of the notes is wrong.

    **How to fix it.** Correct one of them. `how` says what `who` is to the person of the note. What
    is over may be both: `former manager` and `report` do not contradict each other.

    ```
    relations:                  # in people/ada.md
      - {who: bob, how: manager}
    relations:                  # in people/bob.md
      - {who: ada, how: manager}    # report
    ```
    """
    own = index.journal.settings.counterparts
    # By the pair of people, with the lower id first, and by the pair of words.
    said: dict[tuple[int, int, str], dict[tuple[int, int], Told]] = defaultdict(dict)
    for told in all_told(index):
        one, other = told.note.id, told.who.id
        side = side_of(told.how, own)
        if side is None or side.is_mutual or side.former or not one or not other or one == other:
            continue
        key = (min(one, other), max(one, other), side.pair)
        # Who of the two is on the first side; a note tells it of the other person.
        first = other if side.side == 0 else one
        for (before, _), earlier in said[key].items():
            if before != first:
                yield _contradicting(index, told, earlier, side)
                break
        said[key].setdefault((first, one), told)


def _contradicting(index: Index, told: Told, earlier: Told, side: Side) -> Finding:
    paths = {note: found.path for note, found in heads(index, _ids(told, earlier)).items()}
    path, other = paths[_id(told)], paths[_id(earlier)]
    where = "above" if path == other else f"in {other}"
    message = (
        f"relations: {told.who.name} is '{told.how}' to {told.note.name}, but {where} "
        f"{earlier.who.name} is '{earlier.how}' to {earlier.note.name}; correct one, such as "
        f"'{side.counterpart}'"
    )
    return Finding(path=path, at=("relations", told.at, "how"), message=message)


def _ids(*told: Told) -> list[int]:
    return [_id(one) for one in told]


def _id(told: Told) -> int:
    return told.note.id or 0


@check("warning")
def own_relation(index: Index) -> Iterator[Finding]:
    """A person who is in their own `relations`.

    **Why it matters.** It says nothing, so it is not shown. Somebody else may be meant.

    **How to fix it.** Name the other person, or remove the row.

    ```
    relations:                  # in people/ada.md
      - {who: ada, how: sister}     # whose sister?
    ```
    """
    for told in all_told(index):
        if told.who.id == told.note.id:
            path = heads(index, _ids(told))[_id(told)].path
            message = f"relations: {told.who.name} is in their own note; name somebody else"
            yield Finding(path=path, at=("relations", told.at, "who"), message=message)
