"""How far the people of a plan have come.

The one rule: stages follow from what was logged, nobody ticks them. The furthest stage counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hobnob.index.documents import texts_of
from hobnob.model import NO_CONTACT_KINDS, NO_CONTACT_OUTCOMES, WRITTEN_KINDS

LISTED = "listed"
MET = frozenset({"meeting", "meal", "event"})
"""Kinds of interaction where people meet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StageEvidence:
    """The parts of an interaction that decide which stage its people reached."""

    kind: str
    direction: str
    outcome: str
    introduced: bool = False

    @property
    def answered(self) -> bool:
        """Whether the other side took part: they wrote, picked up, or came."""
        if self.kind in NO_CONTACT_KINDS:
            return False
        if self.direction == "in":
            return True
        if self.outcome in NO_CONTACT_OUTCOMES:
            return False
        return (
            self.kind in MET
            or self.kind == "call"
            or (self.kind in WRITTEN_KINDS and self.direction == "both")
        )

    @property
    def is_attempt(self) -> bool:
        """Whether I reached out and they did not answer in the same interaction."""
        return self.kind not in NO_CONTACT_KINDS and self.direction != "in" and not self.answered


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """A stage, and the interactions that reach it."""

    name: str
    reached_by: Callable[[StageEvidence], bool]


DEFAULT: tuple[Rung, ...] = (
    Rung(name=LISTED, reached_by=bool),
    Rung(
        name="written",
        reached_by=lambda step: step.kind in WRITTEN_KINDS and step.direction in {"out", "both"},
    ),
    Rung(name="reached", reached_by=lambda step: step.answered),
    Rung(
        name="met",
        reached_by=lambda step: step.kind in MET and step.outcome not in NO_CONTACT_OUTCOMES,
    ),
    Rung(name="referred", reached_by=lambda step: step.introduced),
    Rung(name="won", reached_by=lambda step: step.outcome == "won"),
)
"""The ladder of a plan that declares no stages."""


def read_ladder(stages: Iterable[Mapping[str, Any]]) -> tuple[Rung, ...]:
    """Return a plan's own ladder, or the default one."""
    own = tuple(_rung(stage) for stage in stages)
    if not own:
        return DEFAULT
    return own if own[0].name == LISTED else (DEFAULT[0], *own)


def furthest(ladder: Sequence[Rung], steps: Iterable[StageEvidence]) -> int:
    """Return the number of the furthest rung that the steps reached; 0 is being listed."""
    taken = list(steps)
    for number in range(len(ladder) - 1, 0, -1):
        if any(ladder[number].reached_by(step) for step in taken):
            return number
    return 0


def letter_height(rungs: Sequence[Rung]) -> int:
    """Return the number of the rung that a sent letter reaches by itself."""
    return max(
        furthest(rungs, [StageEvidence(kind=kind, direction="out", outcome="")])
        for kind in sorted(WRITTEN_KINDS)
    )


def has_declined(steps: Sequence[StageEvidence]) -> bool:
    """Say whether somebody declined and did not come round. Steps are in order of time."""
    outcomes = [step.outcome for step in steps if step.outcome in {"declined", "agreed", "won"}]
    return bool(outcomes) and outcomes[-1] == "declined"


def _rung(stage: Mapping[str, Any]) -> Rung:
    """Return a stage that a plan declares. Conditions it leaves out are always met.

    A stage with only the name of a default stage means the default stage.
    """
    name = str(stage.get("name") or "")
    kinds, directions, outcomes = (
        frozenset(texts_of(stage.get(key))) for key in ("kinds", "directions", "outcomes")
    )
    usual = next((rung for rung in DEFAULT if rung.name == name), None)
    if usual is not None and not (kinds or directions or outcomes):
        return usual

    def reached_by(step: StageEvidence) -> bool:
        return (
            (step.kind in kinds if kinds else step.kind not in NO_CONTACT_KINDS)
            and (not directions or step.direction in directions)
            and (step.outcome in outcomes if outcomes else step.outcome not in NO_CONTACT_OUTCOMES)
        )

    return Rung(name=name, reached_by=reached_by)
