"""The terms of `suggest`: the reasons to be in touch with a person today.

The one rule: each term is from 0 to 1 and has a name, a source, and its own line in the
documentation (`docs/pages/ties.md`). This module does not know the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from hobnob.index.index import Index
from hobnob.network.ties.occasions import load_occasions
from hobnob.network.ties.ties import Tie, load_acquaintances

TERMS = ("due", "dormant", "weak", "close", "plan", "place", "occasion")
"""Their names, also the names of their weights."""

CLOSENESS: Mapping[str, float] = {"inner": 1.0, "close": 0.75, "active": 0.5, "wide": 0.25}

SOON = 0.75
"""The part of a cadence after which the next contact is near."""

HALF_KNOWN = 5
"""The number of contacts at which a dormant tie counts half as much as the oldest friend."""

QUIET = 1 / 3
"""The part of the wide circle's cadence in which a weak tie is not suggested."""

NOT_MET = 0.5
"""The value of a weak tie with no contact yet, as a part of one that was quiet for a year."""

_TARGETS = """
SELECT DISTINCT ref.target FROM ref JOIN note ON note.id = ref.note
WHERE note.kind = 'plan' AND note.live AND ref.field = 'people' AND ref.target IS NOT NULL
  AND coalesce(json_extract(note.data, '$.status'), 'active') = 'active'
"""


@dataclass(frozen=True, kw_only=True)
class Shared:
    """The targets of plans that a person knows, or is close to.

    Attributes:
        known: targets whom they know directly, by id.
        between: the people who connect them to a target, by id: the known targets, and
            acquaintances of targets.
    """

    known: frozenset[int]
    between: frozenset[int]


class Targets:
    """The targets of all active plans, and the people around them."""

    def __init__(self, index: Index) -> None:
        self.people = frozenset(index.column(_TARGETS))
        around = load_acquaintances(index, self.people)
        self._near = self.people.union(*around.values())

    def shared_by(self, person: int, acquaintances: Mapping[int, set[int]]) -> Shared | None:
        """Return the link from a person to the targets; None if there is none, or for a target.

        A target is in the plan already, and the plan itself has the next step.
        """
        if person in self.people:
            return None
        between = frozenset(acquaintances.get(person, set()) & self._near)
        return Shared(known=between & self.people, between=between) if between else None


class Terms:
    """The terms of some people, and the facts behind them."""

    def __init__(self, index: Index, ties: Sequence[Tie], near: Mapping[int, float]) -> None:
        """Look up the facts about these people only.

        Args:
            index: the index.
            ties: the people.
            near: how near they are to my place, from 0 to 1, by id; empty if I gave no place.
        """
        self._index = index
        self._best: float = index.journal.settings.suggest["mutual"]
        apart = [tie.id for tie in ties if tie.is_apart]
        targets = Targets(index)
        self.near = near
        self.occasions = load_occasions(index, ties)
        self.mutual = load_acquaintances(index, apart)
        self.shared: dict[int, Shared] = {
            person: shared
            for person in apart
            if (shared := targets.shared_by(person, self.mutual)) is not None
        }

    def of(self, tie: Tie) -> dict[str, float]:
        """Return the terms of one of the people."""
        shared = self.shared.get(tie.id)
        return {
            "due": due_term(tie),
            "dormant": dormant_term(tie),
            "weak": self._weak(tie),
            "close": CLOSENESS.get(tie.circle, 0.0),
            "plan": moderate(len(shared.between), self._best) if shared else 0.0,
            "place": self.near.get(tie.id, 0.0),
            "occasion": float(tie.id in self.occasions),
        }

    def _weak(self, tie: Tie) -> float:
        if not tie.is_apart or tie.strength == "dormant":
            return 0.0
        # Add one to the known number: no journal knows all.
        known = len(self.mutual[tie.id]) + 1
        return moderate(known, self._best + 1) * quiet_part(tie, self._index)


def due_term(tie: Tie) -> float:
    """Return 0 until three quarters of the cadence, ½ on its day, 1 from twice the cadence."""
    if tie.cadence is None:
        return 0.0
    if tie.since is None:
        return 0.5
    part = tie.since / tie.cadence
    return min(1.0, part / 2) if part >= 1 else max(0.0, (part - SOON) / (1 - SOON) / 2)


def dormant_term(tie: Tie) -> float:
    """Return n / (n + 5), for n contacts with a person who is dormant; else 0."""
    return tie.contacts / (tie.contacts + HALF_KNOWN) if tie.strength == "dormant" else 0.0


def quiet_part(tie: Tie, index: Index) -> float:
    """Return the part of the wide circle's cadence since the last contact, up to 1."""
    if tie.since is None:
        return NOT_MET
    return min(1.0, tie.since / index.journal.settings.cadence["wide"])


def moderate(many: float, best: float) -> float:
    """Return x·e^(1-x) for x = many / best: it rises from 0 to 1 at the best, then falls.

    Rajkumar et al. (2022) found an inverted U for the number of mutual acquaintances; the formula
    is ours.
    """
    x = many / best
    return x * exp(1 - x)
