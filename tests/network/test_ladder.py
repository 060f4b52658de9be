"""A stage is reached by what was logged, and the furthest one counts."""

from __future__ import annotations

import pytest

from hobnob.network.plans.ladder import DEFAULT, StageEvidence, furthest, has_declined, read_ladder


def step(
    kind: str = "letter", direction: str = "out", outcome: str = "", **more: bool
) -> StageEvidence:
    return StageEvidence(kind=kind, direction=direction, outcome=outcome, **more)


def stage(*steps: StageEvidence) -> str:
    return DEFAULT[furthest(DEFAULT, steps)].name


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], "listed"),
        ([step("news", "out")], "listed"),
        ([step("gift")], "listed"),
        ([step("letter")], "written"),
        ([step("email"), step("message")], "written"),
        ([step("call", "out", "no-answer")], "listed"),
        ([step("call", "out")], "reached"),
        ([step("call", "both", "declined")], "reached"),
        ([step("letter", "in")], "reached"),
        ([step("news", "in")], "listed"),
        ([step("meeting", "both")], "met"),
        ([step("meal", "both", "no-answer")], "listed"),
        ([step("event", "both", "declined")], "met"),
        ([step("call", "in", introduced=True)], "referred"),
        ([step("letter", "out", "won")], "won"),
        ([step("meeting", "both"), step("letter")], "met"),
    ],
)
def test_the_furthest_stage_of_the_ladder(taken: list[StageEvidence], expected: str) -> None:
    assert stage(*taken) == expected
    assert stage(*reversed(taken)) == expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ("", False),
        ("declined", True),
        ("declined agreed", False),
        ("agreed declined", True),
        ("declined no-answer", True),
        ("declined won", False),
    ],
)
def test_whoever_came_round_has_not_declined(outcomes: str, expected: bool) -> None:
    steps = [step("call", "out", outcome) for outcome in outcomes.split()]
    assert has_declined(steps) is expected


def test_a_ladder_of_its_own_begins_with_being_listed() -> None:
    rungs = read_ladder(
        [
            {"name": "phoned", "kinds": ["call"]},
            {"name": "agreed", "outcomes": ["agreed", "won"]},
            {"name": "hired", "outcomes": "won", "directions": ["in", "both"]},
        ]
    )
    assert [rung.name for rung in rungs] == ["listed", "phoned", "agreed", "hired"]
    assert furthest(rungs, [step("call", "out", "no-answer")]) == 0
    assert furthest(rungs, [step("call", "out")]) == 1
    assert furthest(rungs, [step("letter", "in", "agreed")]) == 2
    assert furthest(rungs, [step("letter", "out", "won")]) == 2
    assert furthest(rungs, [step("meeting", "both", "won")]) == 3


def test_a_plan_that_declares_no_ladder_has_the_usual_one() -> None:
    assert read_ladder([]) is DEFAULT
    assert [rung.name for rung in read_ladder([{"name": "listed"}, {"name": "phoned"}])] == [
        "listed", "phoned",
    ]  # fmt: skip
