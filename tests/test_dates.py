"""Dates stay the text they are; what is no date is told with what would be right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob import dates
from tests.spelled import SINCE


@pytest.mark.parametrize("text", ["2026-11-22", "2026-11", "2026", "0001-01-01", "2024-02-29"])
def test_a_date_is_returned_as_it_is(text: str) -> None:
    assert dates.parse_date(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-13-45", "no month 13"),
        ("2026-02-31", "2026-02 has 28 days"),
        ("2024-02-30", "2024-02 has 29 days"),
        ("20261122", "write 2026-11-22"),
        ("2026/11/2", "write 2026-11-02"),
        ("2026-1-2", "write 2026-01-02"),
        ("yesterday", "2026-11-22"),
        ("", "2026-11-22"),
    ],
)
def test_what_is_no_date_says_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        dates.parse_date(text)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    for parse in (dates.parse_date, dates.parse_moment, dates.parse_birthday, dates.parse_interval):
        try:
            parse(text)
        except ValueError as error:
            assert str(error)  # noqa: PT017 - that it says something is the point


@given(st.dates(min_value=dates.first_day("0002-01-01")))
def test_every_day_is_a_date(day: object) -> None:
    assert dates.parse_date(str(day)) == str(day)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22 12:30", "2026-11-22T12:30"),
        ("2026-11-22T09:05:59Z", "2026-11-22T09:05"),
        ("2026-11-22 9:05", "2026-11-22T09:05"),
        ("2026-11-22", "2026-11-22"),
    ],
)
def test_a_moment(text: str, moment: str) -> None:
    assert dates.parse_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "days"),
    [("6 weeks", 42), ("3 months", 91), ("1 year", 365), ("12 months", 365), ("a week", 7),
     ("every 2 days", 2), ("quarter", 91)],
)  # fmt: skip
def test_an_interval(text: str, days: int) -> None:
    assert dates.parse_interval(text) == days


@pytest.mark.parametrize(
    ("text", "said"),
    [("99999999 years", "too long"), ("0 weeks", "1 or more"), ("never", "try '4 weeks' or '3 m")],
)
def test_what_is_no_interval_says_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        dates.parse_interval(text)


@pytest.mark.parametrize(
    ("birthday", "today", "following"),
    [
        ("1906-12-09", "2026-11-22", "2026-12-09"),
        ("--11-22", "2026-11-22", "2026-11-22"),
        ("--11-21", "2026-11-22", "2027-11-21"),
        ("--02-29", "2027-02-01", "2027-02-28"),
        ("--02-29", "2028-02-01", "2028-02-29"),
        ("2000-02-29", "2027-02-28", "2027-02-28"),
        ("--12-31", "9999-12-31", "9999-12-31"),
        ("--01-01", "9999-12-25", "9999-12-31"),
    ],
)
def test_the_next_birthday(birthday: str, today: str, following: str) -> None:
    assert dates.next_birthday(birthday, today) == following


def test_an_age() -> None:
    assert dates.age_on("1906-12-09", "2026-12-08") == 119
    assert dates.age_on("1906-12-09", "2026-12-09") == 120
    assert dates.age_on("--12-09", "2026-12-09") is None


@pytest.mark.parametrize(("day", "today", "said"), SINCE)
def test_how_long_ago(day: str, today: str, said: str) -> None:
    assert dates.spell_since(day, today) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 day"), (13, "13 days"), (21, "3 weeks"), (42, "6 weeks"), (61, "2 months"),
     (91, "3 months"), (183, "6 months"), (365, "1 year"), (731, "2 years")],
)  # fmt: skip
def test_a_rhythm_is_said_as_it_was_meant(days: int, said: str) -> None:
    assert dates.spell_days(days) == said


@pytest.mark.parametrize(
    ("year", "month", "days"), [(2026, 2, 28), (2024, 2, 29), (2026, 12, 31), (9999, 12, 31)]
)
def test_the_last_day_of_a_month(year: int, month: int, days: int) -> None:
    assert dates.last_day(year, month) == days


def test_every_month_ends_before_the_next_begins() -> None:
    for year in (1, 1900, 2000, 2023, 2024, 9999):
        for month in range(1, 12):
            after = date(year, month + 1, 1) - timedelta(days=1)
            assert dates.last_day(year, month) == after.day


def test_the_calendar_has_a_first_and_a_last_day() -> None:
    assert dates.add_days("0001-01-01", -1) == "0001-01-01"
    assert dates.add_days("9999-12-31", 1) == "9999-12-31"
    assert dates.add_days("2026-11-22", 10**12) == "9999-12-31"


@pytest.mark.parametrize(
    "written",
    ["1 day", "10 days", "1 week", "4 weeks", "1 month", "45 days", "6 weeks", "100 days",
     "2 months", "3 months", "6 months", "1 year", "18 months", "2 years", "10 years"],
)  # fmt: skip
def test_an_interval_is_said_as_it_was_written(written: str) -> None:
    assert dates.spell_interval(dates.parse_interval(written)) == written


@given(st.integers(1, 40_000))
def test_an_interval_that_is_said_is_the_one_that_was_meant(days: int) -> None:
    said = dates.spell_interval(days)
    assert said == f"{days} days" or dates.parse_interval(said) == days


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 day"), (7, "7 days"), (13, "13 days"), (14, "2 weeks"), (17, "about 2 weeks"),
     (33, "about 5 weeks"), (57, "about 8 weeks"), (61, "2 months"), (148, "about 5 months"),
     (365, "1 year"), (362, "about 1 year"), (548, "18 months"), (1000, "about 3 years")],
)  # fmt: skip
def test_how_long_it_has_been_is_said_to_the_nearest(days: int, said: str) -> None:
    assert dates.spell_about(days) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 day"), (13, "13 days"), (14, "2 weeks"), (33, "5 weeks"), (59, "8 weeks"),
     (60, "2 months"), (76, "2 months"), (77, "3 months"), (355, "1 year"), (390, "13 months"),
     (725, "2 years"), (910, "2 years"), (920, "3 years")],
)  # fmt: skip
def test_what_was_measured_is_said_to_the_nearest(days: int, said: str) -> None:
    assert dates.spell_nearest(days) == said
    assert abs(dates.parse_interval(said) - days) <= days / 4
