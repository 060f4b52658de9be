"""How far the people of a plan have come.

The one rule: a stage is reached by what was logged, never ticked; the furthest one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LISTED = "listed"
_WRITTEN = frozenset({"letter", "email", "message"})
_MET = frozenset({"meeting", "meal", "event"})
_SILENT = frozenset({"news", "note"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What an interaction in a plan says of how far somebody has come."""

    kind: str
    direction: str
    outcome: str
    introduced: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """A stage, and what reaches it."""

    name: str
    reached_by: Callable[[Step], bool]


DEFAULT: tuple[Rung, ...] = (
    Rung(name=LISTED, reached_by=bool),
    Rung(
        name="written",
        reached_by=lambda step: step.kind in _WRITTEN and step.direction in {"out", "both"},
    ),
    Rung(
        name="reached",
        reached_by=lambda step: (
            step.kind not in _SILENT
            and (step.direction == "in" or (step.kind == "call" and step.outcome != "no-answer"))
        ),
    ),
    Rung(
        name="met",
        reached_by=lambda step: step.kind in _MET and step.outcome != "no-answer",
    ),
    Rung(name="referred", reached_by=lambda step: step.introduced),
    Rung(name="won", reached_by=lambda step: step.outcome == "won"),
)
"""The ladder of a plan that declares none."""


def read_ladder(stages: Iterable[Mapping[str, Any]]) -> tuple[Rung, ...]:
    """Return a plan's own ladder, or the default one when it declares none."""
    own = tuple(_rung(stage) for stage in stages)
    if not own:
        return DEFAULT
    return own if own[0].name == LISTED else (DEFAULT[0], *own)


def furthest(ladder: Sequence[Rung], steps: Iterable[Step]) -> int:
    """Return the number of the furthest rung that any step has reached; 0 is being listed."""
    taken = list(steps)
    for number in range(len(ladder) - 1, 0, -1):
        if any(ladder[number].reached_by(step) for step in taken):
            return number
    return 0


def has_declined(steps: Sequence[Step]) -> bool:
    """Say whether somebody declined and did not come round; steps are in order of time."""
    outcomes = [step.outcome for step in steps if step.outcome in {"declined", "agreed", "won"}]
    return bool(outcomes) and outcomes[-1] == "declined"


def _rung(stage: Mapping[str, Any]) -> Rung:
    kinds, directions, outcomes = (
        frozenset(_many(stage.get(key))) for key in ("kinds", "directions", "outcomes")
    )

    def reached_by(step: Step) -> bool:
        return (
            (not kinds or step.kind in kinds)
            and (not directions or step.direction in directions)
            and (step.outcome in outcomes if outcomes else step.outcome != "no-answer")
        )

    return Rung(name=str(stage.get("name") or ""), reached_by=reached_by)


def _many(value: Any) -> list[str]:
    return (
        [str(item) for item in value] if isinstance(value, list) else [str(value)] if value else []
    )
