"""Weeks, months and years: by name, by a day in them, or by default.

The one rule: the name of a period follows ISO 8601 (`2026-W47`, `2026-11`, `2026`). Weeks begin on
Monday, and the first week of a year has its first Thursday.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hobnob import dates
from hobnob.journal import Journal

Span = Literal["week", "month", "year"]

FOLDER = "reviews"
"""The folder under the notes in which their pages stand."""

_SPANS: dict[int, Span] = {7: "month", 4: "year"}
"""The span of a date, by its length."""
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A week, a month or a year.

    Attributes:
        name: `2026-W47`, `2026-11` or `2026`.
        first, last: ISO dates of its first and its last day.
    """

    name: str
    span: Span
    first: str
    last: str

    @property
    def begin(self) -> str:
        """Its start, for comparing dates: a month alone lies in its month, and in no week.

        A year alone lies in its year.
        """
        return self.first if self.span == "week" else self.name

    def end(self, today: str) -> str:
        """Return its end, for comparing dates; it is never after a given day."""
        return f"{min(self.last, today)}~"

    @property
    def title(self) -> str:
        """Its title: `Week 47, 16 to 22 November 2026`, `The year 2026`."""
        if self.span == "year":
            return f"The year {self.name}"
        if self.span == "month":
            return f"{dates.MONTHS[int(self.name[5:]) - 1]} {self.name[:4]}"
        first, last = dates.first_day(self.first), dates.first_day(self.last)
        year = f" {first.year}" if first.year != last.year else ""
        month = f" {dates.MONTHS[first.month - 1]}" if first.month != last.month else ""
        until = f"{last.day} {dates.MONTHS[last.month - 1]} {last.year}"
        return f"Week {int(self.name[6:])}, {first.day}{month}{year} to {until}"

    @property
    def before(self) -> Period:
        """The previous period."""
        return period_of(self.span, dates.add_days(self.first, -1))


def parse_period(text: str, span: Span | None, today: str) -> Period:
    """Return the period that a text means.

    Args:
        text: its name, or a day in it. "" is the period with the nearest end: on Friday this week,
            on Monday the week before.
        span: the kind of period; None takes it from the name, else a week.
        today: an ISO date.

    Raises:
        ValueError: the period does not exist; the message says what is right.
    """
    if not text:
        return _nearest(span or "week", today)
    if week := _WEEK.match(text):
        found = _week(int(week[1]), int(week[2]), text)
    else:
        try:
            day = dates.parse_date(text)
        except ValueError as error:
            raise ValueError(f"{error}; a week is written 2026-W47") from None
        found = period_of(_SPANS.get(len(day)) or span or "week", day)
    if span and found.span != span:
        raise ValueError(f"'{text}' is a {found.span}, not a {span}")
    return found


def period_of(span: Span, day: str) -> Period:
    """Return the week, month or year of a day."""
    if span == "year":
        year = day[:4]
        return Period(name=year, span=span, first=f"{year}-01-01", last=f"{year}-12-31")
    if span == "month":
        last = dates.last_day(int(day[:4]), int(day[5:7]))
        return Period(name=day[:7], span=span, first=f"{day[:7]}-01", last=f"{day[:7]}-{last:02}")
    iso = dates.first_day(day).isocalendar()
    first = dates.add_days(day, 1 - iso.weekday)
    return Period(
        name=f"{iso.year:04}-W{iso.week:02}", span=span, first=first, last=dates.add_days(first, 6)
    )


def period_named(name: str) -> Period | None:
    """Return the period with exactly this name; None if there is none."""
    try:
        found = parse_period(name, None, "")
    except ValueError:
        return None
    return found if found.name == name else None


def _nearest(span: Span, today: str) -> Period:
    """Return the period with the end nearest to a day."""
    now = period_of(span, today)
    try:
        behind = dates.days_between(now.before.last, today)
    except (OverflowError, ValueError):
        return now
    return now.before if behind <= dates.days_between(today, now.last) else now


def _week(year: int, week: int, text: str) -> Period:
    try:
        return period_of("week", date.fromisocalendar(year, week, 1).isoformat())
    except ValueError:
        if not 1 <= year <= 9999:
            raise ValueError(f"'{text}' is no week of the calendar") from None
        # 28 December is always in the last week of its year.
        weeks = date(year, 12, 28).isocalendar().week
        raise ValueError(f"'{text}' is no week: {year} has {weeks} of them") from None


def page_path(journal: Journal, period: str) -> str:
    """Return where the page of a period stands, relative to the journal."""
    return journal.relative(journal.notes / FOLDER / f"{period}.md")
