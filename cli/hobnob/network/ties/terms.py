"""The terms by which `suggest` chooses: what speaks for being in touch with somebody today.

The one rule: each term is from 0 to 1, has a name, a source, and its own line in the
documentation (`docs/pages/ties.md`); how much it weighs is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from hobnob.index.index import Index
from hobnob.network.ties.occasions import load_occasions
from hobnob.network.ties.ties import Tie, load_acquaintances

TERMS = ("due", "dormant", "weak", "close", "plan", "place", "occasion")
"""Their names, which are those of their weights."""

CLOSENESS: Mapping[str, float] = {"inner": 1.0, "close": 0.75, "active": 0.5, "wide": 0.25}

SOON = 0.75
"""The part of a cadence after which it is soon time again."""

HALF_KNOWN = 5
"""Contacts by which a dormant tie counts half of what the oldest friend does."""

QUIET = 1 / 3
"""The part of the wide circle's cadence for which a weak tie is left alone."""

APART = ("dormant", "weak")
"""Strengths of the ties of which the others think less often than they are worth."""

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


class Terms:
    """The terms of some people, and what they are made of."""

    def __init__(self, index: Index, ties: Sequence[Tie], near: Mapping[int, float]) -> None:
        """Look up what is needed, of these people only.

        Args:
            index: the index.
            ties: the people.
            near: how near they are to where I am, from 0 to 1, by id; empty when I did not say.
        """
        self._index = index
        self._best: float = index.journal.settings.suggest["mutual"]
        apart = [tie.id for tie in ties if tie.strength in APART]
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
        if tie.strength != "weak":
            return 0.0
        # One more than the journal knows of: no journal knows them all.
        known = len(self.mutual[tie.id]) + 1
        return moderate(known, self._best + 1) * quiet_part(tie, self._index)


def due_term(tie: Tie) -> float:
    """Return 0 until three quarters of the cadence, ½ on its day, 1 from twice the cadence on."""
    if tie.cadence is None:
        return 0.0
    if tie.since is None:
        return 0.5
    part = tie.since / tie.cadence
    return min(1.0, part / 2) if part >= 1 else max(0.0, (part - SOON) / (1 - SOON) / 2)


def dormant_term(tie: Tie) -> float:
    """Return n / (n + 5) of the n contacts with somebody who is dormant, else 0."""
    return tie.contacts / (tie.contacts + HALF_KNOWN) if tie.strength == "dormant" else 0.0


def quiet_part(tie: Tie, index: Index) -> float:
    """Return how much of the wide circle's cadence has passed since the last contact, up to 1."""
    return min(1.0, (tie.since or 0) / index.journal.settings.cadence["wide"])


def moderate(many: float, best: float) -> float:
    """Return x·e^(1-x) of x = many / best: from 0 up to 1 at the best, and down again.

    The inverted U that Rajkumar et al. (2022) found of the number of mutual acquaintances; its
    formula is ours.
    """
    x = many / best
    return x * exp(1 - x)
