"""A ladder that cannot be climbed is explained, and one that can be is let alone."""

from __future__ import annotations

import pytest

from tests.checks.test_checks import at, found, one
from tests.conftest import World


def plan(world: World, keys: str) -> None:
    world.write("plans/job.md", f"---\nname: A job\n{keys}---\n".encode())


@pytest.mark.parametrize(
    "stages",
    [
        "[{name: phoned, kinds: call}, {name: met, kinds: [meeting, meal]}, {name: won, outcomes: won}]",
        "[{name: written}, {name: reached}, {name: met}, {name: referred}, {name: won}]",
        "[{name: listed}, {name: written}, {name: won}]",
        "[{name: written, directions: out}, {name: answered, directions: [in]}]",
        "[{name: thanked, kinds: letter}]",
        "[{name: any}, {name: refused, outcomes: declined}]",
    ],
)
def test_what_can_be_climbed(world: World, stages: str) -> None:
    plan(world, f"stages: {stages}\n")
    assert found(world) == []


@pytest.mark.parametrize(
    ("stages", "place", "says"),
    [
        ("[{name: phoned, kinds: call}, {name: spoken}]", "3:17",
         "nobody can be on 'phoned', because everything that reaches it also reaches 'spoken'"),
        ("[{name: met}, {name: written}, {name: any}]", "3:17", "nobody can be on 'met'"),
        ("[{name: a}, {name: in, directions: [in]}, {name: rest, directions: [out, both]}]", "3:17",
         "everything that reaches it also reaches a later stage"),
        ("[{name: written}, {name: met}, {name: met, outcomes: won}]", "3:47",
         "there are two stages 'met'"),
        ("[{name: written}, {name: listed}]", "3:34", "everybody begins at 'listed'"),
        ("[{name: Listed}, {name: won}]", "3:17", "everybody begins at 'listed'"),
        ("[{name: listed, kinds: call}, {name: won}]", "3:32", "so it needs no kinds"),
        ("[{name: met}, {name: declined, outcomes: declined}]", "3:30", "reserved for people who said no"),
        ("[{name: listed}]", "3:17", "there is no stage after 'listed'"),
    ],
)  # fmt: skip
def test_what_cannot(world: World, stages: str, place: str, says: str) -> None:
    plan(world, f"stages: {stages}\n")
    first = found(world)[0]
    assert first.code == "ladder"
    assert says in first.message
    assert at(first) == f"plans/job.md:{place}"


@pytest.mark.parametrize(
    ("keys", "place", "says"),
    [
        ("expect: {reached: 40%, mett: 0.2}\n", "3:30", "'mett'; did you mean met?"),
        ("expect: {listed: 0.5}\n", "3:18",
         "'listed'; there are written, reached, met, referred, won"),
        ("stages: [{name: sold, outcomes: won}]\nexpect:\n  met: 1 of 3\n", "5:8",
         "'met'; there are sold"),
    ],
)  # fmt: skip
def test_a_hope_of_no_stage(world: World, keys: str, place: str, says: str) -> None:
    plan(world, keys)
    problem = one(world, "expect-stage")
    assert says in problem.message
    assert at(problem) == f"plans/job.md:{place}"


def test_hopes_of_the_usual_stages_and_of_ones_own(world: World) -> None:
    plan(world, "expect: {written: 1, reached: 40%, met: 0.2, referred: 1 of 2, won: 1/2}\n")
    assert found(world) == []
    plan(world, "stages: [{name: sold, outcomes: won}]\nexpect: {sold: 1 of 3}\n")
    assert found(world) == []
