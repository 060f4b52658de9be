"""Which day a phrase means, and which phrases of a line are days."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.capture.days.when import find_dates, parse_when
from hobnob.capture.words.language import load_language
from hobnob.errors import UsageError
from tests.conftest import TODAY

SUNDAY = TODAY
EN = load_language("en")

WAS = {
    # words
    "today": "2026-11-22", "yesterday": "2026-11-21", "Yesterday": "2026-11-21",
    "the day before yesterday": "2026-11-20", "last night": "2026-11-21",
    "this morning": "2026-11-22", "tonight": "2026-11-22", "yesterday evening": "2026-11-21",
    "tomorrow": "2026-11-23", "the day after tomorrow": "2026-11-24",
    # days of the week: the last one
    "Monday": "2026-11-16", "mon": "2026-11-16", "on Monday": "2026-11-16",
    "last Monday": "2026-11-16", "last Sunday": "2026-11-15", "on Sunday": "2026-11-15",
    "Saturday": "2026-11-21", "Tuesday last week": "2026-11-10", "last week Tuesday": "2026-11-10",
    "next Monday": "2026-11-23", "Monday morning": "2026-11-16", "Monday week": "2026-11-30",
    # so long ago
    "3 days ago": "2026-11-19", "three days ago": "2026-11-19", "a week ago": "2026-11-15",
    "two weeks ago": "2026-11-08", "a fortnight ago": "2026-11-08", "a month ago": "2026-10-22",
    "2 years ago": "2024-11-22", "a couple of weeks ago": "2026-11-08", "last week": "2026-11-09",
    "last month": "2026-10", "last year": "2025",
    # days of a month
    "Nov 3": "2026-11-03", "Nov. 3": "2026-11-03", "November 3": "2026-11-03",
    "November 3rd": "2026-11-03", "3 Nov": "2026-11-03", "3 November": "2026-11-03",
    "3rd of Nov": "2026-11-03", "the 3rd of November": "2026-11-03", "Nov 22": "2026-11-22",
    "Nov 23": "2025-11-23", "Dec 3": "2025-12-03", "31 Dec": "2025-12-31", "1 Jan": "2026-01-01",
    "November 3, 2025": "2025-11-03", "3rd of Nov 2025": "2025-11-03", "Nov 3 2030": "2030-11-03",
    "Monday, Nov 3": "2026-11-03", "the 3rd": "2026-11-03", "the 23rd": "2026-10-23",
    "the 31st": "2026-10-31", "Nov 3 last year": "2025-11-03",
    "29 Feb 2024": "2024-02-29", "Feb 28": "2026-02-28",
    # months and years
    "October": "2026-10", "December": "2025-12", "November": "2026-11", "March 2019": "2019-03",
    "2019": "2019", "2019-03": "2019-03", "last May": "2026-05", "last December": "2025-12",
    # numbers
    "2026-11-03": "2026-11-03", "2026-1-5": "2026-01-05", "2026/11/03": "2026-11-03",
    "03.11.2026": "2026-11-03", "3.11.2026": "2026-11-03", "3.11.": "2026-11-03",
    "3.11": "2026-11-03", "03.11.26": "2026-11-03", "3/11/2026": "2026-11-03",
    "3-11-2026": "2026-11-03", "13.11.2026": "2026-11-13", "11/13/2026": "2026-11-13",
    "3.12.": "2025-12-03", "1.2.88": "1988-02-01",
    # with their times
    "yesterday 12:30": "2026-11-21T12:30", "yesterday at 3pm": "2026-11-21T15:00",
    "3pm yesterday": "2026-11-21T15:00", "at 3 pm yesterday": "2026-11-21T15:00",
    "2026-11-03 12:30": "2026-11-03T12:30", "2026-11-03T12:30": "2026-11-03T12:30",
    "Nov 3, 9:15": "2026-11-03T09:15", "yesterday at noon": "2026-11-21T12:00",
    "12:30": "2026-11-22T12:30", "12am yesterday": "2026-11-21T00:00",
    "12pm yesterday": "2026-11-21T12:00", "yesterday 3 p.m.": "2026-11-21T15:00",
    # as it is written in much of Europe
    "3. November": "2026-11-03", "3. Nov. 2025": "2025-11-03",
}  # fmt: skip

WILL_BE = {
    "3 weeks": "2026-12-13", "in 3 weeks": "2026-12-13", "a month": "2026-12-22",
    "in two months": "2027-01-22", "a year": "2027-11-22", "in a fortnight": "2026-12-06",
    "tomorrow": "2026-11-23", "Friday": "2026-11-27", "on Friday": "2026-11-27",
    "Sunday": "2026-11-29", "next Friday": "2026-11-27", "this Friday": "2026-11-27",
    "next week": "2026-11-29", "next month": "2026-12-22", "next year": "2027-11-22",
    "Friday next week": "2026-11-27", "the 1st": "2026-12-01", "the 22nd": "2026-11-22",
    "the 31st": "2026-12-31", "3 Dec": "2026-12-03", "on 3 Nov": "2027-11-03",
    "Nov 22": "2026-11-22", "by Friday": "2026-11-27", "by the 1st": "2026-12-01",
    "before Friday": "2026-11-26", "before Christmas": "2026-12-24", "Christmas": "2026-12-25",
    "end of the month": "2026-11-30", "the end of the week": "2026-11-27",
    "end of the year": "2026-12-31", "the weekend": "2026-11-28", "3.12.": "2026-12-03",
    "2026-12-13": "2026-12-13", "6 weeks": "2027-01-03", "January": "2027-01",
}  # fmt: skip

NO_DATE = {
    "Feb 30": "February 2026 has 28 days", "30 Feb 2026": "February 2026 has 28 days",
    "2026-02-31": "February 2026 has 28 days", "Feb 29": "February 2026 has 28 days",
    "29 Feb 2025": "February 2025 has 28 days", "Nov 31": "November has 30 days",
    "31.11.2026": "November 2026 has 30 days", "31.11.": "November has 30 days",
    "2026-13-01": "no month 13", "13.13.2026": "no month 13", "June 31st": "June has 30 days",
    "31. November": "November has 30 days", "30 février": "is no date",
    "gestern": "is no date", "yesterday 25:30": "no time of day",
    "yesterday at 13pm": "no time of day", "2026-00-10": "no month 0", "the 32nd": "is no day",
    "blue": "is no date", "": "is no date", "soon": "is no date", "a few": "is no date",
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "day"), WAS.items())
def test_a_day_that_was(phrase: str, day: str) -> None:
    assert parse_when(phrase, SUNDAY, EN, day_first=True) == day


@pytest.mark.parametrize(("phrase", "day"), WILL_BE.items())
def test_a_day_to_come(phrase: str, day: str) -> None:
    assert parse_when(phrase, SUNDAY, EN, day_first=True, future=True) == day


@pytest.mark.parametrize(("phrase", "said"), NO_DATE.items())
def test_a_day_that_does_not_exist_is_an_error(phrase: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_when(phrase, SUNDAY, EN, day_first=True)


@pytest.mark.parametrize(
    ("today", "phrase", "future", "day"),
    [
        ("2026-11-25", "next Friday", True, "2026-12-04"),  # a Wednesday: not the day after next
        ("2026-11-25", "this Friday", True, "2026-11-27"),
        ("2026-11-27", "by Friday", True, "2026-12-04"),
        ("2026-01-01", "yesterday", False, "2025-12-31"),
        ("2026-01-01", "Dec 31", False, "2025-12-31"),
        ("2026-12-31", "tomorrow", True, "2027-01-01"),
        ("2026-12-31", "1 Jan", True, "2027-01-01"),
        ("2024-02-29", "a year ago", False, "2023-02-28"),
        ("2024-02-29", "in a year", True, "2025-02-28"),
        ("2024-02-29", "Feb 29", False, "2024-02-29"),
        ("2024-03-01", "Feb 29", False, "2024-02-29"),
        ("2026-03-31", "a month ago", False, "2026-02-28"),
        ("2026-03-31", "last month", False, "2026-02"),
        ("2026-01-15", "last month", False, "2025-12"),
        ("2026-01-31", "in a month", True, "2026-02-28"),
        ("2026-11-23", "Monday", False, "2026-11-23"),  # a heading may be today's
        ("2026-11-23", "last Monday", False, "2026-11-16"),
        ("2026-11-23", "on Monday", False, "2026-11-16"),
        ("2026-02-10", "the 31st", False, "2026-01-31"),
        ("2026-04-10", "the 31st", True, "2026-05-31"),
    ],
)
def test_at_the_edges_of_months_and_years(today: str, phrase: str, future: bool, day: str) -> None:
    assert parse_when(phrase, today, EN, future=future) == day


# ---------------------------------------------------------------- locales


@pytest.mark.parametrize(
    ("phrase", "day_first", "day"),
    [
        ("03.11.2026", True, "2026-11-03"),
        ("03.11.2026", False, "2026-03-11"),
        ("03.11.2026", None, "2026-11-03"),  # with dots, the day comes first
        ("03/11/2026", True, "2026-11-03"),
        ("03/11/2026", False, "2026-03-11"),
        ("13/11/2026", False, "2026-11-13"),  # there is no month 13
        ("11/13/2026", True, "2026-11-13"),
        ("11/13/2026", None, "2026-11-13"),
        ("11/11/2026", None, "2026-11-11"),
        ("2026-03-11", True, "2026-03-11"),
        ("2026-03-11", False, "2026-03-11"),
    ],
)
def test_numbers_are_read_as_the_locale_writes_them(
    phrase: str, day_first: bool | None, day: str
) -> None:
    assert parse_when(phrase, SUNDAY, EN, day_first=day_first) == day


def test_a_number_that_could_be_two_days_lists_them() -> None:
    with pytest.raises(UsageError, match="could be 2026-11-03 or 2026-03-11"):
        parse_when("03/11/2026", SUNDAY, EN)


@given(
    day=st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    day_first=st.sampled_from([True, False, None]),
)
def test_an_iso_date_is_that_day_whatever_the_locale(day: date, day_first: bool | None) -> None:
    (when,) = find_dates(f"{day}: lunch with Ana", SUNDAY, EN, day_first=day_first)
    assert (when.value, when.start, when.end) == (day.isoformat(), 0, 10)
    assert parse_when(day.isoformat(), SUNDAY, EN, day_first=day_first) == day.isoformat()


@given(today=st.dates(date(1990, 1, 1), date(2090, 12, 31)), days=st.integers(0, 3000))
def test_a_day_is_the_same_however_it_is_said(today: date, days: int) -> None:
    day = today - timedelta(days=days)
    for said in (
        f"{days} days ago",
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%d.%m.%Y}",
    ):
        assert parse_when(said, today.isoformat(), EN, day_first=True) == day.isoformat(), said


# ---------------------------------------------------------------- robustness

PIECES = st.sampled_from(
    ["yesterday", "last", "next", "Monday", "Nov", "3", "31", "Feb", "30", "the", "of", "ago", "days", "in", "weeks", "by", "before", "Christmas", "at", "3pm", "25:61", "12:30", "2026-02-31", "99.99.9999", "03/04/2026", "0.0.0", "follow", "up", "promised", "to", "I'll", ",", ".", ":", ";", "-", "(", ")", "about", "that", "Ana", "with", "lunch", "9999", "years", "0", "months", "a", "couple", "noon", "end", "month", "1/2", "00:00", "T12", "½", "²"]
)  # fmt: skip


@given(text=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join)))
def test_no_line_fails_but_for_a_date_that_does_not_exist(text: str) -> None:
    try:
        whens = find_dates(text, SUNDAY, EN)
    except UsageError:
        return
    for when in whens:
        assert 0 <= when.start < when.end <= len(text)
        date.fromisoformat((when.value[:10] + "-01-01")[:10])


@settings(max_examples=50)
@given(text=st.lists(PIECES, max_size=5).map(" ".join), future=st.booleans())
def test_no_phrase_fails_in_any_other_way(text: str, future: bool) -> None:
    with contextlib.suppress(UsageError):
        date.fromisoformat((parse_when(text, SUNDAY, EN, future=future)[:10] + "-01-01")[:10])
