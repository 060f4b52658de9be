"""Ladders: the stages of plans, and what is hoped for of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from hobnob.checks.table import Finding, check
from hobnob.index.check_queries import plans_with
from hobnob.index.index import Index
from hobnob.names import nearest
from hobnob.network.plans.ladder import LISTED, Rung, Step, read_ladder
from hobnob.notes.values import DIRECTIONS, KINDS, OUTCOMES


@check("error")
def ladder(index: Index) -> Iterator[Finding]:
    """A plan whose stages cannot be climbed one after the other.

    **Why it matters.** How far somebody has come is the furthest stage that anything they did
    reaches. Where all that reaches one stage reaches a later one too, nobody ever stands on it, and
    its rate says nothing; where two have one name, nobody can tell which is meant, and
    `declined` is what those are called who said no, wherever they stand.

    **Put it right** by saying in `kinds`, `directions` or `outcomes` what only the later stage
    takes, by changing the order, or by giving each stage a name of its own. `listed` comes of
    itself and need not be named; a stage that has the name of the usual ladder and says nothing
    else means what it means there.

    ```
    stages:
      - {name: phoned, kinds: [call]}
      - {name: spoken}                 # any contact, so a call as well: kinds: [meeting, meal]
      - {name: won, outcomes: [won]}
    ```
    """
    for path, values in _plans(index, "stages"):
        stages = [stage for stage in values["stages"] if isinstance(stage, dict)]
        wrong = list(_names(path, stages))
        yield from wrong or _passed_over(path, stages)


@check("error")
def expect_stage(index: Index) -> Iterator[Finding]:
    """A hoped-for rate of a stage that the plan does not have.

    **Why it matters.** The forecast passes it over.

    **Put it right** by the name of a stage: of the plan's own `stages`, or else `written`,
    `reached`, `met`, `referred`, `won`. Nothing leads to `listed`, so there is no rate of it.

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
            message = f"expect: no stage that leads anywhere is called '{stage}'; {hint}"
            yield Finding(path=path, at=("expect", stage), message=message)


def _plans(index: Index, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the path and the front matter of each plan that has a key."""
    for path, values in plans_with(index, key):
        if isinstance(values[key], dict if key == "expect" else list):
            yield path, values


def _stages(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    said = values.get("stages")
    return [stage for stage in said if isinstance(stage, dict)] if isinstance(said, list) else []


_REACHED_BY = ("kinds", "directions", "outcomes")
_DECLINED = "declined"


def _names(path: str, stages: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    names = [str(stage.get("name", "")) for stage in stages]
    if (
        names
        and names[0] == LISTED
        and (says := [key for key in _REACHED_BY if stages[0].get(key)])
    ):
        message = f"stages: '{LISTED}' is where everybody begins; nothing need reach it"
        yield Finding(path=path, at=("stages", 0, says[0]), message=message)
    for at, name in enumerate(names):
        if name in names[:at]:
            message = f"stages: '{name}' stands here again; each stage has a name of its own"
            yield Finding(path=path, at=("stages", at, "name"), message=message)
        elif name.lower() == _DECLINED:
            message = (
                f"stages: '{name}' is what whoever said no is called, on any stage; say it with an "
                "outcome, and give the stage another name"
            )
            yield Finding(path=path, at=("stages", at, "name"), message=message)
        elif name.lower() == LISTED and (at or name != LISTED):
            message = f"stages: '{LISTED}' is where everybody begins, so it stands first or not"
            yield Finding(path=path, at=("stages", at, "name"), message=message)
    if names == [LISTED]:
        message = f"stages: there is none above '{LISTED}', so there is nothing to climb to"
        yield Finding(path=path, at=("stages", 0, "name"), message=message)


def _passed_over(path: str, stages: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Yield the stages that nobody stands on."""
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
            f"stages: nobody can stand on '{rungs[at].name}', as whatever reaches it reaches "
            f"{other} too; say in kinds, directions or outcomes what only {other} takes"
        )
        yield Finding(path=path, at=("stages", at - shift, "name"), message=message)


_STEPS = tuple(
    Step(kind=kind, direction=direction, outcome=outcome, introduced=introduced)
    for kind, direction, outcome, introduced in product(
        ("", *KINDS), DIRECTIONS, ("", *OUTCOMES), (False, True)
    )
)
"""All that can be logged of how far somebody has come."""


def _reached_by(rung: Rung) -> frozenset[Step]:
    return frozenset(step for step in _STEPS if rung.reached_by(step))
