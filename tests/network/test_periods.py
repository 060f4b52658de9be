"""Weeks, months and years by their names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.network.reviews.periods import Span, parse_period, period_named, period_of

SPANS: tuple[Span, ...] = ("week", "month", "year")


@pytest.mark.parametrize(
    ("text", "span", "name", "first", "last", "title"),
    [
        ("2026-W47", None, "2026-W47", "2026-11-16", "2026-11-22",
         "Week 47, 16 to 22 November 2026"),
        ("2026-w7", None, "2026-W07", "2026-02-09", "2026-02-15", "Week 7, 9 to 15 February 2026"),
        ("2026-W01", None, "2026-W01", "2025-12-29", "2026-01-04",
         "Week 1, 29 December 2025 to 4 January 2026"),
        ("2026-11-30", None, "2026-W49", "2026-11-30", "2026-12-06",
         "Week 49, 30 November to 6 December 2026"),
        ("2026-02", None, "2026-02", "2026-02-01", "2026-02-28", "February 2026"),
        ("2028-02-29", "month", "2028-02", "2028-02-01", "2028-02-29", "February 2028"),
        ("2026", None, "2026", "2026-01-01", "2026-12-31", "The year 2026"),
        ("2026-11-22", "year", "2026", "2026-01-01", "2026-12-31", "The year 2026"),
    ],
)  # fmt: skip
def test_a_period(
    text: str, span: Span | None, name: str, first: str, last: str, title: str
) -> None:
    found = parse_period(text, span, "2026-11-22")
    assert (found.name, found.first, found.last, found.title) == (name, first, last, title)


@pytest.mark.parametrize(
    ("today", "week", "month", "year"),
    [
        ("2026-11-23", "2026-W47", "2026-11", "2026"),  # a Monday
        ("2026-11-25", "2026-W47", "2026-11", "2026"),
        ("2026-11-26", "2026-W48", "2026-11", "2026"),
        ("2026-11-29", "2026-W48", "2026-11", "2026"),
        ("2026-12-01", "2026-W48", "2026-11", "2026"),
        ("2026-06-30", "2026-W26", "2026-06", "2025"),
        ("2026-07-03", "2026-W27", "2026-06", "2026"),
        ("2026-01-01", "2026-W01", "2025-12", "2025"),
    ],
)
def test_without_a_name_it_is_the_one_whose_end_is_nearest(
    today: str, week: str, month: str, year: str
) -> None:
    assert [parse_period("", span, today).name for span in SPANS] == [week, month, year]
    assert parse_period("", None, today).name == week


@pytest.mark.parametrize(
    ("text", "span", "says"),
    [
        ("2027-W53", None, "2027 has 52 of them"),
        ("2026-W00", None, "2026 has 53 of them"),
        ("2026-13", None, "no month 13"),
        ("2026-02-30", None, "28 days"),
        ("last week", None, "2026-W47"),
        ("2026-11", "week", "is a month, not a week"),
        ("2026-W47", "year", "is a week, not a year"),
        ("0000-W01", None, "no week of the calendar"),
    ],
)
def test_what_is_no_period_is_told_why(text: str, span: Span | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_period(text, span, "2026-11-22")


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.sampled_from(SPANS))
def test_a_day_lies_in_its_period_and_not_in_the_one_before(day: date, span: Span) -> None:
    text = day.isoformat()
    found = period_of(span, text)
    assert found.first <= text <= found.last
    assert found.before.last < found.first
    assert period_named(found.name) == found


@pytest.mark.parametrize("name", ["index", "2026-w47", "2026-W99", "2026-11-22", "", "x"])
def test_other_names_are_no_periods(name: str) -> None:
    assert period_named(name) is None
