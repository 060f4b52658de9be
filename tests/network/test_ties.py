"""How strong a tie is follows from the circle and from what was logged."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob import dates
from hobnob.network.ties.ties import load_acquaintances
from tests.conftest import World
from tests.network.worlds import meet, strengths, ties

THRICE = ("2020-01-10", "2021-03-04")


@pytest.mark.parametrize(
    ("last", "today", "expected"),
    [
        # Three years to the day are three years; the day before they are not.
        ("2023-11-22", "2026-11-22", "dormant"),
        ("2023-11-22", "2026-11-21", "weak"),
        ("2023-11-22 23:30", "2026-11-22", "dormant"),
        # A month or a year alone counts from its first day.
        ("2023-11", "2026-11-01", "dormant"),
        ("2023-11", "2026-10-31", "weak"),
        ("2023", "2026-01-01", "dormant"),
        # From 29 February it is three years on 1 March.
        ("2024-02-29", "2027-02-28", "weak"),
        ("2024-02-29", "2027-03-01", "dormant"),
        ("2025-02-28", "2028-02-28", "dormant"),
        ("2025-03-01", "2028-02-29", "weak"),
    ],
)
def test_three_years_without_a_contact(world: World, last: str, today: str, expected: str) -> None:
    world.person("Ada")
    meet(world, "ada", *THRICE)
    world.met(last, "ada", slug="last")
    assert strengths(world, today)["ada"] == expected


def test_known_well_is_three_contacts(world: World) -> None:
    world.person("Two")
    world.person("Three")
    meet(world, "two", *THRICE)
    meet(world, "three", *THRICE, "2021-05-06")
    assert strengths(world) == {"two": "passing", "three": "dormant"}


@pytest.mark.parametrize(
    "keys",
    [
        {"kind": "call", "outcome": "no-answer"},
        {"kind": "news"},
        {"kind": "note"},
        {"kind": "letter", "draft": "true"},
    ],
)
def test_what_is_no_contact_makes_and_wakes_no_tie(world: World, keys: dict[str, str]) -> None:
    world.person("Ada")
    world.person("Bea")
    meet(world, "ada", *THRICE, "2021-05-06")
    for who in ("ada", "bea"):
        meet(world, who, "2019-01-01", "2026-10-01", "2026-11-20", **keys)
    found = ties(world)
    assert (found["ada"].strength, found["ada"].contacts, found["ada"].last) == (
        "dormant", 3, "2021-05-06",
    )  # fmt: skip
    assert (found["bea"].strength, found["bea"].since) == ("new", None)


def test_what_lies_ahead_is_no_contact_yet(world: World) -> None:
    world.person("Ada")
    world.met("2026-11-23", "ada")
    assert strengths(world)["ada"] == "new"
    assert strengths(world, "2026-11-23")["ada"] == "weak"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, "weak"),
        ({"circle": "wide"}, "weak"),
        ({"circle": "active"}, "strong"),
        ({"circle": "inner"}, "strong"),
        ({"keep_in_touch": "6 weeks"}, "strong"),
        ({"keep_in_touch": "1 year"}, "weak"),
        ({"circle": "wide", "keep_in_touch": "6 weeks"}, "strong"),
        ({"circle": "wide", "keep_in_touch": "never"}, "weak"),
    ],
)
def test_a_weak_tie_is_in_the_wide_circle_or_none(
    world: World, keys: dict[str, str], expected: str
) -> None:
    world.person("Ada", **keys)
    world.met("2026-01-01", "ada")
    assert strengths(world)["ada"] == expected


def test_whoever_is_met_as_often_as_the_active_circle_is_no_weak_tie(world: World) -> None:
    world.person("Ada")
    meet(world, "ada", "2025-01-01", "2025-06-01", "2026-01-01")
    assert strengths(world)["ada"] == "weak"
    world.met("2026-06-01", "ada")
    assert strengths(world)["ada"] == "strong"
    # What was longer than two years ago does not count for that.
    assert strengths(world, "2027-02-01")["ada"] == "weak"


@given(
    day=st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    years=st.integers(1, 30),
    off=st.integers(-2, 2),
)
def test_years_forward_and_back_agree(day: date, years: int, off: int) -> None:
    """A day is so many years ago on the day from which it is so many years old, and no earlier."""
    from_ = dates.add_years(day.isoformat(), years)
    on = (date.fromisoformat(from_) + timedelta(days=off)).isoformat()
    assert (day.isoformat() <= dates.add_years(on, -years)) == (off >= 0)


def test_years_beyond_the_calendar_end_with_it() -> None:
    assert dates.add_years("9998-05-01", 3) == "9999-12-31"
    assert dates.add_years("0002-05-01", -3) == "0001-01-01"


def test_people_know_each_other_from_contacts_and_introductions(world: World) -> None:
    for name in ("Ada", "Bea", "Cid", "Dan", "Eve", "Fay"):
        world.person(name)
    world.person("Gus", introduced_by="ada")
    world.met("2026-01-01", "ada", "bea")
    world.met("2026-01-02", "ada", "cid", kind="letter", draft="true")
    world.met("2026-01-03", "ada", introduced="[dan]", kind="introduction")
    world.met("2026-01-04", "ada", "eve", kind="news")
    world.met("2027-01-01", "ada", "fay")
    with world.index() as index:
        names = dict(index.rows("SELECT id, slug FROM note WHERE kind = 'person'"))
        ada = next(note for note, slug in names.items() if slug == "ada")
        known = load_acquaintances(index, [ada])
    assert {names[note] for note in known[ada]} == {"bea", "dan", "gus"}
