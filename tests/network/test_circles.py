"""Circles: how full they are, and who has drifted by actual contact."""

from __future__ import annotations

import shlex
from datetime import date, timedelta

import pytest

from hobnob import dates
from hobnob.network.ties.circles import fitting_circle, load_circles, usual_gap
from tests.conftest import TODAY, World
from tests.network.worlds import drifts, meet

CADENCE = {"inner": 21, "close": 61, "active": 183, "wide": 365}


def every(days: int, times: int, *, until: int = 0) -> list[str]:
    """Return days that follow each other at a distance, the last of them some days ago."""
    last = date.fromisoformat(TODAY) - timedelta(days=until)
    return [(last - timedelta(days=days * at)).isoformat() for at in range(times)]


# ---------------------------------------------------------------- who is in which


def test_each_circle_counts_those_within(world: World) -> None:
    for name, circle in (("Ada", "inner"), ("Cid", "close"), ("Bea", "close"), ("Dan", "wide")):
        world.person(name, circle=circle)
    world.person("Eve")
    with world.index() as index:
        found = load_circles(index)
    assert [(c.circle, c.within, c.usual) for c in found.circles] == [
        ("inner", 1, 5), ("close", 3, 15), ("active", 3, 50), ("wide", 4, 150),
    ]  # fmt: skip
    assert [who.slug for who in found.circles[1].members] == ["bea", "cid"]
    assert found.without == 1


# ---------------------------------------------------------------- the gap


@pytest.mark.parametrize(
    ("gaps", "silence", "expected"),
    [
        ([10, 20, 30], 5, 20),
        # A silence that is longer than they are is one of them.
        ([10, 20, 30], 35, 23.75),
        # One more than twice as long counts half.
        ([10, 10, 10], 100, 50),
        # Five contacts, of which four in two months, after two years of few.
        ([299, 392, 1, 17, 33], 12, 196),
        ([300, *[1] * 20], 0, 150),
        ([40], 10, 40),
        ([], 90, 90),
        ([], 0, 0),
    ],
)
def test_the_usual_gap(gaps: list[int], silence: int, expected: float) -> None:
    assert usual_gap(gaps, silence) == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (0, "inner"), (21, "inner"), (35, "inner"), (36, "close"), (61, "close"), (105, "close"),
        (106, "active"), (258, "active"), (259, "wide"), (730, "wide"), (731, ""),
    ],
)  # fmt: skip
def test_the_circle_that_fits_is_nearest_as_a_ratio(gap: int, expected: str) -> None:
    assert fitting_circle(gap, CADENCE) == expected


# ---------------------------------------------------------------- drifting


@pytest.mark.parametrize(
    ("circle", "gap", "expected"),
    [
        ("close", 61, None),
        ("close", 122, None),
        ("close", 123, ("active", False)),
        ("close", 31, None),
        ("close", 30, ("inner", True)),
        ("inner", 7, None),
        ("inner", 50, ("close", False)),
        ("wide", 90, ("close", True)),
        ("active", 100, None),
        ("active", 91, ("close", True)),
    ],
)
def test_twice_or_half_the_cadence_is_drifting(
    world: World, circle: str, gap: int, expected: tuple[str, bool] | None
) -> None:
    world.person("Ada", circle=circle)
    meet(world, "ada", *every(gap, 730 // gap, until=min(gap, 20)))
    found = drifts(world)
    got = (found["ada"].fits, found["ada"].closer) if found else None
    assert got == expected
    if expected:
        assert found["ada"].gap_days == gap
        assert found["ada"].command == f"hobnob set ada circle={expected[0]}"


def test_silence_alone_is_no_habit_until_it_has_lasted(world: World) -> None:
    """In touch every three weeks for half a year, then not at all."""
    world.person("Ada", circle="inner")
    meet(world, "ada", *every(21, 9, until=84))
    assert drifts(world) == {}
    assert drifts(world, dates.add_days(TODAY, 1))["ada"].fits == "close"
    # Three weeks on paper, and nothing for a year and a half.
    later = drifts(world, dates.add_days(TODAY, 450))["ada"]
    assert (later.fits, later.gap_days) == ("wide", 267)


def test_one_long_gap_is_no_habit_unless_it_lasts(world: World) -> None:
    world.person("Ada", circle="close")
    meet(world, "ada", "2024-01-01", dates.add_days(TODAY, -3))
    assert drifts(world) == {}
    # The second time it takes as long, it is told of.
    assert drifts(world, dates.add_days(TODAY, 119)) == {}
    found = drifts(world, dates.add_days(TODAY, 120))["ada"]
    # Of the first gap two years less the silence count.
    assert (found.gap_days, found.fits) == (730 - 123, "wide")
    assert found.command == "hobnob set ada circle=wide"


def test_who_was_in_touch_once_and_not_for_long(world: World) -> None:
    world.person("Ada", circle="close")
    world.person("Bea", circle="close")
    world.person("Cid", circle="close")
    meet(world, "ada", "2020-01-01")
    meet(world, "bea", dates.add_days(TODAY, -122))
    assert {who: one.fits for who, one in drifts(world).items()} == {"ada": ""}


def test_a_burst_is_no_habit(world: World) -> None:
    world.person("Ada", circle="active")
    meet(world, "ada", *every(10, 15, until=2))
    assert drifts(world) == {}
    meet(world, "ada", *every(10, 20, until=2))
    assert drifts(world)["ada"].fits == "inner"


@pytest.mark.parametrize(("gap", "told"), [(10, False), (45, False), (46, True)])
def test_who_is_in_no_circle_fits_one_after_half_a_year(world: World, gap: int, told: bool) -> None:
    world.person("Ada")
    meet(world, "ada", *every(gap, 5, until=5))
    assert ("ada" in drifts(world)) is told


@pytest.mark.parametrize(("times", "told"), [(3, False), (4, True)])
def test_three_gaps_show_a_habit(world: World, times: int, told: bool) -> None:
    world.person("Ada")
    meet(world, "ada", *every(150, times, until=10))
    assert ("ada" in drifts(world)) is told


def test_who_is_in_no_circle_may_fit_one(world: World) -> None:
    world.person("Ada")
    world.person("Bea", keep_in_touch="6 weeks")
    for who in ("ada", "bea"):
        meet(world, who, *every(60, 10, until=10))
    assert {who: one.fits for who, one in drifts(world).items()} == {"ada": "close"}


def test_ones_own_cadence_is_compared_with(world: World) -> None:
    world.person("Ada", circle="close", keep_in_touch="6 months")
    world.person("Bea", circle="close", keep_in_touch="never")
    world.person("Cid", circle="close")
    for who in ("ada", "bea", "cid"):
        meet(world, who, *every(180, 5, until=10))
    assert {who: one.fits for who, one in drifts(world).items()} == {"cid": "active"}


@pytest.mark.parametrize(
    ("circle", "own", "gap", "expected"),
    [
        # The circle is the right one, and yet the pace is not.
        ("active", "3 weeks", 180, 'keep_in_touch="6 months"'),
        ("active", "1 year", 60, 'keep_in_touch="2 months"'),
        ("", "1 year", 30, 'keep_in_touch="4 weeks"'),
        ("close", "8 months", 180, None),
        ("active", "2 months", 60, None),
    ],
)
def test_who_has_a_pace_of_their_own_is_offered_another(
    world: World, circle: str, own: str, gap: int, expected: str | None
) -> None:
    world.person("Ada", keep_in_touch=own, **({"circle": circle} if circle else {}))
    meet(world, "ada", *every(gap, 730 // gap + 1, until=10))
    found = drifts(world)
    if expected is None:
        assert found == {}
        return
    assert found["ada"].command == f"hobnob set ada {expected}"
    world.run(shlex.split(found["ada"].command)[1:])
    assert drifts(world) == {}, "the command is one that helps"


def test_a_silence_beyond_all_circles_ends_ones_own_pace_too(world: World) -> None:
    world.person("Ada", circle="active", keep_in_touch="3 weeks")
    world.met("2020-01-01", "ada")
    assert drifts(world)["ada"].command == "hobnob set ada keep_in_touch= circle="
    world.run(["set", "ada", "keep_in_touch=", "circle="])
    assert drifts(world) == {}


def test_a_burst_after_years_of_little_is_not_how_it_is_of_late(world: World) -> None:
    """Gaps of 299, 392, 1, 17 and 33 days."""
    world.person("Ada", circle="active")
    world.person("Bea")
    for who in ("ada", "bea"):
        meet(world, who, *(dates.add_days(TODAY, -days) for days in (754, 455, 63, 62, 45, 12)))
    found = drifts(world)
    assert {who: (one.fits, one.often) for who, one in found.items()} == {
        "bea": ("active", "about every 6 months")
    }


def test_who_writes_again_after_a_long_silence_has_come_back(world: World) -> None:
    """Twelve years of nothing, then a year, then every month."""
    world.person("Ada", circle="close")
    meet(world, "ada", "2012-01-01", *(dates.add_days(TODAY, -d) for d in (500, 135, 86, 51, 16)))
    assert drifts(world) == {}


def test_a_long_silence_of_before_is_not_of_late(world: World) -> None:
    """Twenty-five years of nothing, then about every half a year."""
    world.person("Ada", circle="wide")
    meet(world, "ada", "2000-01-01", *(dates.add_days(TODAY, -d) for d in (660, 655, 300, 48)))
    assert drifts(world) == {}


def test_a_pace_of_ones_own_is_told_apart_in_the_circle(world: World) -> None:
    world.person("Ada", circle="active")
    world.person("Bea", circle="active", keep_in_touch="3 weeks")
    world.person("Cid", circle="active", keep_in_touch="never")
    with world.index() as index:
        active = load_circles(index).circles[2]
    its, own, more = active.first(None)
    assert [who.slug for who in its] == ["ada"]
    assert [who.slug for who in own] == ["bea", "cid"]
    assert more == 0
    assert active.first(2) == (its, own[:1], 1)
    said = world.run("circles").out
    assert (
        "active, every 6 months\n  Ada\n  at their own pace:\n    Bea (every 3 weeks), Cid (never)"
        in said
    )
    assert world.run("circles --json").json["circles"][2]["own_pace"] == ["bea", "cid"]


@pytest.mark.parametrize(
    "keys",
    [
        {"kind": "call", "outcome": "no-answer"},
        {"kind": "news"},
        {"kind": "note"},
        {"kind": "letter", "draft": "true"},
    ],
)
def test_what_is_no_contact_is_no_gap(world: World, keys: dict[str, str]) -> None:
    world.person("Ada", circle="wide")
    meet(world, "ada", *every(20, 30, until=1), **keys)
    assert drifts(world) == {}


def test_two_contacts_on_one_day_are_one(world: World) -> None:
    world.person("Ada", circle="close")
    for day in every(60, 12, until=10):
        world.met(day, "ada")
        world.met(f"{day}T18:00", "ada", kind="call")
    assert drifts(world) == {}


def test_what_was_longer_ago_than_two_years_is_past(world: World) -> None:
    world.person("Ada", circle="close")
    meet(world, "ada", *every(5, 100, until=731), *every(60, 12, until=10))
    assert drifts(world) == {}


def test_cadences_of_ones_own(world: World) -> None:
    world.settle("      cadence: {close: 6 months, active: 1 year}\n")
    world.person("Ada", circle="close")
    meet(world, "ada", *every(180, 5, until=10))
    assert drifts(world) == {}


def test_those_who_came_closer_come_first(world: World) -> None:
    for name, gap in (("Ada", 200), ("Bea", 20), ("Cid", 20)):
        world.person(name, circle="close")
        meet(world, name.lower(), *every(gap, 700 // gap, until=10))
    with world.index() as index:
        found = load_circles(index).drifts
    assert [(one.person.slug, one.closer) for one in found] == [
        ("bea", True), ("cid", True), ("ada", False),
    ]  # fmt: skip
