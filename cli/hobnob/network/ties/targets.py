"""Who is close to the people that a plan is about.

The one rule: only plans that are active, and only what was logged: somebody is close to a target
when they know them, or know somebody who does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hobnob.index.index import Index
from hobnob.network.ties.ties import load_acquaintances

_TARGETS = """
SELECT DISTINCT ref.target FROM ref JOIN note ON note.id = ref.note
WHERE note.kind = 'plan' AND note.live AND ref.field = 'people' AND ref.target IS NOT NULL
  AND coalesce(json_extract(note.data, '$.status'), 'active') = 'active'
"""


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What somebody shares with the targets of plans.

    Attributes:
        known: targets whom they know themselves, by id.
        between: those through whom they are close to a target, by id: the known targets, and
            acquaintances of targets.
    """

    known: frozenset[int]
    between: frozenset[int]


class Targets:
    """The targets of all active plans, and those around them."""

    def __init__(self, index: Index) -> None:
        self.people = frozenset(index.column(_TARGETS))
        around = load_acquaintances(index, self.people)
        self._near = self.people.union(*around.values())

    def shared_by(self, person: int, acquaintances: Mapping[int, set[int]]) -> Shared | None:
        """Return what somebody shares with the targets; None with nothing, or for a target.

        A target is in the plan already, which says itself what comes next.
        """
        if person in self.people:
            return None
        between = frozenset(acquaintances.get(person, set()) & self._near)
        return Shared(known=between & self.people, between=between) if between else None
