"""Whom nothing makes a suggestion of."""

from __future__ import annotations

import pytest

from tests.conftest import World
from tests.network.worlds import suggested

PLAN = "---\nname: A job\nstatus: {}\npeople: [ada]\n---\n"


@pytest.fixture
def due(world: World) -> World:
    """Somebody who would be suggested."""
    world.person("Ada", circle="close")
    world.met("2026-06-01", "ada")
    assert suggested(world) == ["ada"]
    return world


def test_never_is_never(due: World) -> None:
    due.person("Ada", circle="close", keep_in_touch="never", location="Bath", tags="[x]")
    assert suggested(due) == []
    assert suggested(due, place="Bath") == []
    assert suggested(due, tag="x") == []


@pytest.mark.parametrize(
    ("status", "outcomes", "left"),
    [
        ("active", ("declined",), True),
        ("active", ("agreed", "declined"), True),
        ("active", ("declined", "agreed"), False),
        ("active", ("declined", "won"), False),
        ("active", ("declined", "no-answer"), True),
        ("active", (), False),
        ("paused", ("declined",), False),
        ("dropped", ("declined",), False),
    ],
)
def test_whoever_declined_in_an_active_plan(
    due: World, status: str, outcomes: tuple[str, ...], left: bool
) -> None:
    due.write("plans/job.md", PLAN.format(status))
    for day, outcome in enumerate(outcomes, 1):
        due.met(f"2026-02-0{day}", "ada", kind="call", plan="job", outcome=outcome)
    assert (suggested(due) == []) is left


def test_a_no_in_one_plan_is_one_in_spite_of_a_yes_in_another(due: World) -> None:
    due.write("plans/job.md", PLAN.format("active"))
    due.write("plans/other.md", PLAN.format("active"))
    due.met("2026-02-01", "ada", kind="call", plan="job", outcome="declined")
    due.met("2026-02-02", "ada", kind="call", plan="other", outcome="agreed")
    assert suggested(due) == []


def test_a_no_without_a_plan_is_none(due: World) -> None:
    due.met("2026-02-01", "ada", kind="call", outcome="declined")
    assert suggested(due) == ["ada"]


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        ("2026-11-20", {"kind": "letter", "draft": "true"}),
        ("2026-12-20", {"kind": "letter", "draft": "true"}),
        ("2026-11-25", {"kind": "meal"}),
    ],
)
def test_with_whom_something_is_under_way(due: World, day: str, keys: dict[str, str]) -> None:
    due.met(day, "ada", **keys)
    assert suggested(due) == []


@pytest.mark.parametrize(
    "keys", [{"kind": "news"}, {"kind": "note"}, {"kind": "call", "outcome": "no-answer"}]
)
def test_news_a_note_and_a_missed_call_are_no_contact(due: World, keys: dict[str, str]) -> None:
    due.met("2026-11-21", "ada", **keys)
    assert suggested(due) == ["ada"]


def test_news_that_lie_ahead_are_nothing_under_way(due: World) -> None:
    due.met("2026-11-25", "ada", kind="news")
    assert suggested(due) == ["ada"]


def test_whoever_was_in_touch_in_the_last_days(due: World) -> None:
    due.person("Ada", circle="close", location="Bath")
    due.met("2026-11-16", "ada")
    assert suggested(due, place="Bath") == []
    assert suggested(due, "2026-11-23", place="Bath") == ["ada"]
    due.settle("      suggest: {rest: 3}\n")
    assert suggested(due, place="Bath") == ["ada"]


def test_a_shorter_cadence_is_a_shorter_rest(world: World) -> None:
    world.person("Ada", keep_in_touch="3 days")
    world.met("2026-11-19", "ada")
    assert suggested(world) == ["ada"]
    assert suggested(world, "2026-11-21") == []
