"""Who brought whom into your life, as a tree.

The one rule: everybody stands in the tree once, below the person whom their own note names, else
below whoever introduced them first; all others who introduced them stand beside that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hobnob.answers import DayOrNone, Who, hidden
from hobnob.index.index import Index
from hobnob.index.notes import LIVE
from hobnob.names import fold, link_target
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.thanks import Thanks, thanks_owed
from hobnob.network.today.who import who_are

_LATER = "9999-12-31"
"""Sorts what has no date behind what has one."""

_MADE = f"""
SELECT ref.note, note.slug, '', ref.target, ref.raw,
  coalesce(json_extract(note.data, '$.met_on'), '')
FROM person CROSS JOIN ref ON ref.note = person.id AND ref.field = 'introduced_by'
  CROSS JOIN note ON note.id = person.id AND note.live
UNION ALL
SELECT new.target, new.raw, new.date, maker.target, maker.raw, ''
FROM ref AS new JOIN interaction ON interaction.id = new.note
  JOIN ref AS maker ON maker.note = new.note AND maker.field = 'people'
WHERE (new.target IN (SELECT id FROM person) OR new.target IS NULL) AND new.field = 'introduced'
  AND NOT interaction.draft AND interaction.outcome <> 'cancelled' AND interaction.id {LIVE}
"""

_FIRST_CONTACTS = """
SELECT target, substr(min(date), 1, 10) FROM ref
WHERE field = 'people' AND contact = 1 AND date < :tomorrow
  AND target IN (SELECT value FROM json_each(:people))
GROUP BY target
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Introduction:
    """A person whom somebody brought into your life. The rows are in the order of the tree.

    Attributes:
        person: the introduced person.
        by: who introduced them.
        date: when: the day of the interaction, else `met_on`, else the day of your first contact.
        also: all others who introduced them.
        depth: by how many introductions they came; 1 if nobody introduced the introducer.
        brought: how many people they introduced to you in turn.
        reach: how many people came through them, also further down.
        thanks: the people up the chain to whom you owe word of what became of this introduction.
        circle: whether the introductions go round in a circle: the person stands further up too.
        owed: `thanks`, each with the days on which it is owed.
    """

    person: Who
    by: Who
    date: DayOrNone
    also: tuple[Who, ...]
    depth: int
    brought: int
    reach: int
    thanks: tuple[Who, ...]
    circle: bool
    owed: tuple[Thanks, ...] = hidden(())


def list_introductions(index: Index, *, ahead: int = 0) -> tuple[Introduction, ...]:
    """Return the introductions; the branch of the person who brought most people comes first.

    Args:
        index: the index.
        ahead: `owed` has the thanks that will be owed within so many days too.
    """
    ways = _load(index)
    above = {new: _first(made) for new, made in ways.items()}
    below: dict[Who, list[Who]] = defaultdict(list)
    for new in sorted(above, key=lambda new: (above[new].date or _LATER, new.slug)):
        below[above[new].by].append(new)
    branches = [_branch(root, below) for root in _roots(above, below)]
    branches.sort(key=lambda branch: (-len(branch), fold(branch[0].by.name), branch[0].by.slug))
    owed: dict[Who, list[Thanks]] = defaultdict(list)
    for item in thanks_owed(index, Clocks(index, days=ahead)):
        owed[item.introduced].append(item)
    return tuple(
        Introduction(
            person=step.new, by=step.by, date=above[step.new].date,
            also=tuple(way.by for way in ways[step.new] if way.by != step.by),
            depth=step.depth, brought=len(below.get(step.new, ())), reach=reach,
            thanks=tuple(o.introducer for o in owed[step.new] if o.opens <= index.today),
            circle=step.circle, owed=tuple(owed[step.new]),
        )
        for branch in branches
        for step, reach in zip(branch, _reaches(branch), strict=True)
    )  # fmt: skip


def around(rows: Sequence[Introduction], person: int) -> tuple[Introduction, ...]:
    """Return the way to a person, and everybody who came through them."""
    found: list[Introduction] = []
    way: list[Introduction] = []
    behind = 0
    for row in rows:
        del way[row.depth - 1 :]
        way.append(row)
        if behind and row.depth > behind:
            found.append(row)
            continue
        behind = 0
        if row.person.id == person and not row.circle:
            found += way
            behind = row.depth
        elif row.by.id == person and row.depth == 1:
            found.append(row)
            behind = 1
    return tuple(found)


class _Way(NamedTuple):
    """Who introduced somebody, and when; `own` where the person's own note says so."""

    by: Who
    date: str
    own: bool


class _Step(NamedTuple):
    new: Who
    by: Who
    depth: int
    circle: bool


def _load(index: Index) -> dict[Who, tuple[_Way, ...]]:
    """Return the ways by which each person was introduced."""
    rows = index.rows(_MADE)
    ids = {note for new, _, _, by, *_ in rows for note in (new, by) if note is not None}
    known = who_are(index, ids)
    first = dict(index.rows(_FIRST_CONTACTS, people=ids))
    days: dict[Who, dict[Who, list[str]]] = defaultdict(lambda: defaultdict(list))
    own: set[tuple[Who, Who]] = set()
    other: dict[Who, str] = {}
    for new_id, typed, date, by_id, raw, met_on in rows:
        new, by = _who(known, new_id, typed), _who(known, by_id, raw)
        if new == by:
            continue
        # The day of the introduction itself says more than any other.
        days[new][by] += [date[:10]] if date else []
        other[new] = other.get(new) or met_on or first.get(new_id, "")
        if not date:
            own.add((new, by))
    return {
        new: tuple(_Way(by, min(dated, default=other[new]), (new, by) in own)
                   for by, dated in made.items())
        for new, made in days.items()
    }  # fmt: skip


def _who(known: Mapping[int, Who], note: int | None, typed: str) -> Who:
    """Return a person; one without a note appears as typed."""
    name = link_target(typed)
    return known.get(note or 0) or Who(None, name, name)


def _first(made: Iterable[_Way]) -> _Way:
    return min(made, key=lambda way: (not way.own, way.date or _LATER, way.by.slug))


def _roots(above: Mapping[Who, _Way], below: Mapping[Who, Sequence[Who]]) -> list[Who]:
    """Return who begins a branch: whom nobody introduced, and one of each circle."""
    roots = [by for by in below if by not in above]
    reached = {step.new for root in roots for step in _branch(root, below)}
    for start in sorted(above, key=lambda new: (above[new].date or _LATER, new.slug)):
        if start in reached:
            continue
        new = start
        # Whoever stands behind a circle leads up to it, and then round it.
        seen = {new: 0}
        while (by := above[new].by) not in seen:
            seen[by] = len(seen)
            new = by
        ring = [*seen][seen[by] :]
        root = min(ring, key=lambda who: (above[who].date or _LATER, who.slug))
        roots.append(root)
        reached.update(step.new for step in _branch(root, below))
    return roots


def _branch(root: Who, below: Mapping[Who, Sequence[Who]]) -> list[_Step]:
    """Return everybody below somebody, each behind whoever introduced them."""
    found: list[_Step] = []
    pending = [_Step(new, root, 1, circle=False) for new in reversed(below.get(root, ()))]
    while pending:
        step = pending.pop()
        found.append(step)
        if not step.circle:
            pending += [
                _Step(new, step.new, step.depth + 1, circle=new == root)
                for new in reversed(below.get(step.new, ()))
            ]
    return found


def _reaches(branch: Sequence[_Step]) -> list[int]:
    """Return how many people stand below each step of a branch."""
    reach = [0] * len(branch)
    way: list[tuple[int, int]] = []
    people = 0
    for at, step in enumerate(branch):
        while len(way) >= step.depth:
            before, then = way.pop()
            reach[before] = people - then
        people += not step.circle
        way.append((at, people))
    for before, then in way:
        reach[before] = people - then
    return reach
