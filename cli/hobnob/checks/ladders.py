"""Checks of ladders: the stages of plans, and the rates that plans expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from hobnob.checks.table import Finding, check
from hobnob.index.check_queries import plans_with
from hobnob.index.index import Index
from hobnob.names import nearest
from hobnob.network.plans.ladder import LISTED, Rung, StageEvidence, read_ladder
from hobnob.notes.values import DIRECTIONS, KINDS, OUTCOMES


@check("error")
def ladder(index: Index) -> Iterator[Finding]:
    """A plan whose stages cannot be reached one after the other.

    **Why it matters.** A person is on the furthest stage that their interactions reach. If all
    interactions that reach a stage also reach a later one, nobody is ever on it, and its rate means
    nothing. Two stages with the same name cannot be told apart. `declined` is reserved: it means
    people who said no, on any stage.

    **How to fix it.** Limit the later stage with `kinds`, `directions` or `outcomes`, change the
    order, or give each stage its own name. You do not need to name `listed`. A stage with a name
    of the usual ladder and no other keys means the same as there.

    ```
    stages:
      - {name: phoned, kinds: [call]}
      - {name: spoken}                 # any contact, also a call: kinds: [meeting, meal]
      - {name: won, outcomes: [won]}
    ```
    """
    for path, values in _plans(index, "stages"):
        stages = [stage for stage in values["stages"] if isinstance(stage, dict)]
        wrong = list(_names(path, stages))
        yield from wrong or _passed_over(path, stages)


@check("error")
def expect_stage(index: Index) -> Iterator[Finding]:
    """An expected rate of a stage that the plan does not have.

    **Why it matters.** The forecast ignores it.

    **How to fix it.** Use the name of a stage: one of the plan's own `stages`, or else `written`,
    `reached`, `met`, `referred`, `won`. There is no rate for `listed`, because everybody begins
    there.

    ```
    expect: {reached: 40%, meet: 25%}        # met
    ```
    """
    for path, values in _plans(index, "expect"):
        names = [rung.name for rung in read_ladder(_stages(values))][1:]
        for stage in values["expect"]:
            if stage in names:
                continue
            close = nearest(stage, names, 1)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}"
            message = f"expect: there is no stage with a rate called '{stage}'; {hint}"
            yield Finding(path=path, at=("expect", stage), message=message)


def _plans(index: Index, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the path and the front matter of each plan that has a key."""
    for path, values in plans_with(index, key):
        if isinstance(values[key], dict if key == "expect" else list):
            yield path, values


def _stages(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    stages = values.get("stages")
    if not isinstance(stages, list):
        return []
    return [stage for stage in stages if isinstance(stage, dict)]


_REACHED_BY = ("kinds", "directions", "outcomes")
_DECLINED = "declined"


def _names(path: str, stages: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    names = [str(stage.get("name", "")) for stage in stages]
    if (
        names
        and names[0] == LISTED
        and (says := [key for key in _REACHED_BY if stages[0].get(key)])
    ):
        message = f"stages: everybody begins at '{LISTED}', so it needs no {says[0]}"
        yield Finding(path=path, at=("stages", 0, says[0]), message=message)
    for at, name in enumerate(names):
        if name in names[:at]:
            message = f"stages: there are two stages '{name}'; give each stage its own name"
            yield Finding(path=path, at=("stages", at, "name"), message=message)
        elif name.lower() == _DECLINED:
            message = (
                f"stages: '{name}' is reserved for people who said no, on any stage; use an "
                "outcome, and give the stage another name"
            )
            yield Finding(path=path, at=("stages", at, "name"), message=message)
        elif name.lower() == LISTED and (at or name != LISTED):
            message = f"stages: everybody begins at '{LISTED}', so put it first or leave it out"
            yield Finding(path=path, at=("stages", at, "name"), message=message)
    if names == [LISTED]:
        message = f"stages: there is no stage after '{LISTED}'; add one"
        yield Finding(path=path, at=("stages", 0, "name"), message=message)


def _passed_over(path: str, stages: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Yield a finding for each stage that nobody can be on."""
    rungs = read_ladder(stages)
    shift = len(rungs) - len(stages)
    reached = [_reached_by(rung) for rung in rungs]
    for at in range(1, len(rungs) - 1):
        later = reached[at + 1 :]
        if not reached[at] <= frozenset().union(*later):
            continue
        same = next((n for n, steps in enumerate(later, at + 1) if reached[at] <= steps), None)
        other = f"'{rungs[same].name}'" if same else "a later stage"
        message = (
            f"stages: nobody can be on '{rungs[at].name}', because everything that reaches it "
            f"also reaches {other}; limit {other} with kinds, directions or outcomes"
        )
        yield Finding(path=path, at=("stages", at - shift, "name"), message=message)


_STEPS = tuple(
    StageEvidence(kind=kind, direction=direction, outcome=outcome, introduced=introduced)
    for kind, direction, outcome, introduced in product(
        ("", *KINDS), DIRECTIONS, ("", *OUTCOMES), (False, True)
    )
)
"""All combinations that an interaction can have."""


def _reached_by(rung: Rung) -> frozenset[StageEvidence]:
    return frozenset(step for step in _STEPS if rung.reached_by(step))
