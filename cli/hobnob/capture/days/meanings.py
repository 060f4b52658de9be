"""Which day a phrase means, counted from today.

The one rule: a phrase means exactly one day. A day that does not exist is an error. A day without a
year is the nearest one in the direction that the caller asks for.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hobnob import dates
from hobnob.capture.words.phrases import PhraseMatch
from hobnob.errors import UsageError

_UNIT_DAYS: Mapping[str, int] = {"day": 1, "week": 7, "fortnight": 14}
_UNIT_MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "year": 12}
UNITS = (*_UNIT_DAYS, *_UNIT_MONTHS)

FRIDAY, SATURDAY = 4, 5


@dataclass(frozen=True)
class Anchor:
    """What the meaning of a phrase depends on.

    Attributes:
        today: the day from which it is counted.
        future: whether a phrase that could be past or future is a day to come.
        label: whether the phrase is a heading ("Monday: …"), which may mean today.
        window: days within which a day without a year that could be past is the next one.
        past: whether the line tells of the past, so that "this Friday" was.
        weekday: the day of the week that is named beside a day without a year, or None.
    """

    today: date
    future: bool = False
    label: bool = False
    window: int = 0
    past: bool = False
    weekday: int | None = None


Resolver = Callable[[PhraseMatch, Anchor], date | str]
"""Returns a day, or the ISO text of a month or year."""


def make_day(phrase: str, year: int, month: int, day: int, *, any_year: bool = False) -> date:
    """Return a day of the calendar; `any_year` where the phrase itself has no year.

    Raises:
        UsageError: there is no such day.
    """
    if not 1 <= month <= 12:
        raise UsageError(f"'{phrase}' is no date: there is no month {month} in a year")
    if not 1 <= year <= 9999:
        raise UsageError(f"'{phrase}' is no date: there is no year {year}")
    try:
        return date(year, month, day)
    except ValueError:
        # For a February, the year matters; "Nov 31" is in no year.
        name, days = calendar.month_name[month], dates.last_day(year, month)
        name = name if any_year and month != 2 else f"{name} {year}"
        raise UsageError(f"'{phrase}' is no date: {name} has {days} days") from None


def nearest_day(phrase: str, month: int, day: int, anchor: Anchor) -> date:
    """Return the last or the next such day of a year; today is both.

    The year is chosen before the day: 29 February may not exist in it, which is an error. A day of
    the week beside it that only the nearer of the two has says that this one is meant.
    """
    meant = _nearest(phrase, month, day, anchor)
    if anchor.weekday in (None, meant.weekday()):
        return meant
    future = replace(anchor, future=meant <= anchor.today, window=0)
    with suppress(UsageError):
        other = _nearest(phrase, month, day, future)
        nearer = abs(other - anchor.today) < abs(meant - anchor.today)
        if nearer and other.weekday() == anchor.weekday:
            return other
    return meant


def _nearest(phrase: str, month: int, day: int, anchor: Anchor) -> date:
    """Return the day without a look at the day of the week."""
    today = anchor.today
    year = today.year
    if anchor.window and not anchor.future:
        coming = _coming(phrase, month, day, anchor)
        if coming and (coming - today).days <= anchor.window:
            return coming
    if anchor.future and (month, day) < (today.month, today.day):
        year += 1
    if not anchor.future and (month, day) > (today.month, today.day):
        year -= 1
    return make_day(phrase, year, month, day, any_year=True)


def _coming(phrase: str, month: int, day: int, anchor: Anchor) -> date | None:
    """Return the next such day; None if the year that it would be in does not have it."""
    try:
        return _nearest(phrase, month, day, replace(anchor, future=True))
    except UsageError:
        return None


def move(day: date, unit: str, count: int) -> date:
    """Return the day that is so many units later, or earlier if the count is negative.

    Raises:
        UsageError: the calendar has no such day.
    """
    try:
        if unit in _UNIT_DAYS:
            return day + timedelta(days=count * _UNIT_DAYS[unit])
        months = day.year * 12 + day.month - 1 + count * _UNIT_MONTHS[unit]
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, dates.last_day(year, month)))
    except (OverflowError, ValueError):
        raise UsageError(f"{abs(count)} {unit}s are more than the calendar has") from None


def weekday_before(day: date, weekday: int) -> date:
    """Return the last such day of the week before a day."""
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def weekday_after(day: date, weekday: int) -> date:
    """Return the first such day of the week after a day."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def _number(match: PhraseMatch, name: str) -> int:
    return int(str(match.value(name)))


def _unit(match: PhraseMatch) -> str:
    return str(match.value("UNIT"))


def _count(match: PhraseMatch) -> tuple[str, int]:
    """Return a unit and how many: "3 weeks", or "3w" in one word."""
    span = match.value("SPAN")
    if span is None:
        return _unit(match), _number(match, "NUMBER")
    number, _, unit = str(span).partition(" ")
    return unit, int(number)


def _ago(match: PhraseMatch, anchor: Anchor) -> date:
    unit, count = _count(match)
    return move(anchor.today, unit, -count)


def _last_unit(match: PhraseMatch, anchor: Anchor) -> str:
    """Last week is its Monday; "last month" and "last year" do not name a day."""
    unit = _unit(match)
    if unit == "week":
        return _weekday_of_week_at(anchor.today, 0, -1).isoformat()
    day = move(anchor.today, unit, -1).isoformat()
    return {"month": day[:7], "year": day[:4]}.get(unit, day)


def _end_unit(match: PhraseMatch, anchor: Anchor) -> date:
    """The end of a week is its Friday."""
    unit, today = _unit(match), anchor.today
    if unit == "day":
        return today
    if unit in ("week", "fortnight"):
        return _weekday_from(today, FRIDAY)
    month = {"month": today.month, "quarter": (today.month + 2) // 3 * 3}.get(unit, 12)
    return date(today.year, month, dates.last_day(today.year, month))


def _quarter(match: PhraseMatch, anchor: Anchor) -> str:
    """Return the last month of a quarter of a year; of the next one, if it is to come."""
    month, today = 3 * _number(match, "QUARTER"), anchor.today
    year = match.value("YEAR") or today.year + (anchor.future and month < today.month)
    return f"{year:04}-{month:02}"


def _end_month(match: PhraseMatch, anchor: Anchor) -> date:
    month = _number(match, "MONTH")
    year = _year_of_month(match, anchor)
    return date(year, month, dates.last_day(year, month))


def _year_of_month(match: PhraseMatch, anchor: Anchor) -> int:
    """Return the year of the nearest such month; this month is of this year."""
    month = _number(match, "MONTH")
    if month == anchor.today.month:
        return anchor.today.year
    return nearest_day(match.phrase, month, 1, anchor).year


def _weekday_from(day: date, weekday: int) -> date:
    """Return the first such day of the week from a day on."""
    return weekday_after(day - timedelta(days=1), weekday)


def _weekday(match: PhraseMatch, anchor: Anchor) -> date:
    weekday = _number(match, "WEEKDAY")
    if anchor.future:
        return weekday_after(anchor.today, weekday)
    return weekday_before(anchor.today + timedelta(days=anchor.label), weekday)


def _weekday_of_week(match: PhraseMatch, anchor: Anchor, weeks: int) -> date:
    """Return a day of the week that is so many weeks from this one."""
    return _weekday_of_week_at(anchor.today, _number(match, "WEEKDAY"), weeks)


def _weekday_of_week_at(today: date, weekday: int, weeks: int) -> date:
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def _weekend(match: PhraseMatch, anchor: Anchor) -> date:
    """Return the Saturday of the weekend; said of the past, the last one, which may be today."""
    if anchor.future or match.phrase.casefold().startswith("this"):
        return _weekday_from(anchor.today, SATURDAY)
    return weekday_before(anchor.today + timedelta(days=1), SATURDAY)


def _day_last_month(match: PhraseMatch, anchor: Anchor) -> date:
    """Return a day of the month before this one; of another unit there is no such day."""
    month = move(anchor.today.replace(day=1), "month", -1)
    day = match.value("ORDINAL") or match.value("DAY")
    if _unit(match) != "month" or not isinstance(day, int):
        raise UsageError(f"'{match.phrase}' is no day of a month")
    return make_day(match.phrase, month.year, month.month, day)


def _this_weekday(match: PhraseMatch, anchor: Anchor) -> date:
    """Return the next such day, today among them; said of the past, the last one."""
    if anchor.past and not anchor.future:
        return weekday_before(anchor.today + timedelta(days=1), _number(match, "WEEKDAY"))
    return _weekday_from(anchor.today, _number(match, "WEEKDAY"))


def _weekday_before_last(match: PhraseMatch, anchor: Anchor) -> date:
    return weekday_before(anchor.today, _number(match, "WEEKDAY")) - timedelta(days=7)


def _next_weekday(match: PhraseMatch, anchor: Anchor) -> date:
    """On a Wednesday, "next Friday" is not the day after tomorrow."""
    return _weekday_of_week(match, anchor, 1)


def _weekday_week(match: PhraseMatch, anchor: Anchor) -> date:
    return weekday_after(anchor.today, _number(match, "WEEKDAY")) + timedelta(days=7)


def _date(match: PhraseMatch, anchor: Anchor) -> date:
    month, day, year = _number(match, "MONTH"), _number(match, "DAY"), match.value("YEAR")
    if isinstance(year, int):
        return make_day(match.phrase, year, month, day)
    return nearest_day(match.phrase, month, day, anchor)


def _date_last_year(match: PhraseMatch, anchor: Anchor) -> date:
    year = anchor.today.year - 1
    return make_day(match.phrase, year, _number(match, "MONTH"), _number(match, "DAY"))


def _day_of_month(match: PhraseMatch, anchor: Anchor) -> date:
    """Return the last or the next such day; of the two, that on which a day of the week fits."""
    day = _ordinal_day(match, anchor)
    if anchor.weekday not in (None, day.weekday()):
        other = _ordinal_day(match, replace(anchor, future=not anchor.future))
        return other if other.weekday() == anchor.weekday else day
    return day


def _ordinal_day(match: PhraseMatch, anchor: Anchor) -> date:
    """Return the last or the next such day; months that do not have it are passed over."""
    wanted, step = _number(match, "ORDINAL"), 1 if anchor.future else -1
    first = anchor.today.replace(day=1)
    for months in range(12):
        month = move(first, "month", step * months)
        if wanted > dates.last_day(month.year, month.month):
            continue
        day = month.replace(day=wanted)
        if (day >= anchor.today) if anchor.future else (day <= anchor.today):
            return day
    raise UsageError(f"'{match.phrase}' is no day of a month")


def _month(match: PhraseMatch, anchor: Anchor) -> str:
    year = match.value("YEAR") or _year_of_month(match, anchor)
    return f"{year:04}-{_number(match, 'MONTH'):02}"


def _last_month(match: PhraseMatch, anchor: Anchor) -> str:
    month, today = _number(match, "MONTH"), anchor.today
    return f"{today.year - (month >= today.month):04}-{month:02}"


def _next_month(match: PhraseMatch, anchor: Anchor) -> str:
    month, today = _number(match, "MONTH"), anchor.today
    return f"{today.year + (month <= today.month):04}-{month:02}"


def _feast(match: PhraseMatch, anchor: Anchor) -> date:
    month, day = (int(part) for part in str(match.value("FEAST")).split("-"))
    year = match.value("YEAR")
    if isinstance(year, int):
        return make_day(match.phrase, year, month, day)
    return nearest_day(match.phrase, month, day, anchor)


_RESOLVERS: Mapping[str, Resolver] = {
    "ago": _ago,
    "before_now": _ago,
    "ahead": lambda match, anchor: move(anchor.today, *_count(match)),
    "within": lambda match, anchor: move(anchor.today, *_count(match)),
    "last_unit": _last_unit,
    "next_unit": lambda match, anchor: move(anchor.today, _unit(match), 1),
    "end_unit": _end_unit,
    "end_month": _end_month,
    "end_week": lambda _, anchor: _weekday_from(anchor.today, FRIDAY),
    "end_this_month": lambda _, anchor: anchor.today.replace(
        day=dates.last_day(anchor.today.year, anchor.today.month)
    ),
    "quarter": _quarter,
    "weekend": _weekend,
    "day_last_month": _day_last_month,
    "last_weekday": lambda match, anchor: weekday_before(anchor.today, _number(match, "WEEKDAY")),
    "next_weekday": _next_weekday,
    "this_weekday": _this_weekday,
    "weekday_before_last": _weekday_before_last,
    "weekday": _weekday,
    "weekday_last_week": lambda match, anchor: _weekday_of_week(match, anchor, -1),
    "weekday_next_week": lambda match, anchor: _weekday_of_week(match, anchor, 1),
    "weekday_week": _weekday_week,
    "date": _date,
    "date_last_year": _date_last_year,
    "day_of_month": _day_of_month,
    "month": _month,
    "last_month": _last_month,
    "next_month": _next_month,
    "year": lambda match, _: str(match.value("YEAR")),
    "feast_year": _feast,
    "feasts": _feast,
    "days": lambda match, anchor: move(anchor.today, "day", _number(match, "DAYS")),
}
"""What each list of `[dates.phrases]` means, and the tables of days and feasts."""

PHRASES = frozenset(_RESOLVERS) - {"feasts", "days"}


def resolve(match: PhraseMatch, anchor: Anchor) -> str:
    """Return the meaning of a phrase: an ISO date, or a month or year alone.

    Raises:
        UsageError: the day does not exist.
    """
    if isinstance(weekday := match.value("WEEKDAY"), int):
        anchor = replace(anchor, weekday=weekday)
    try:
        day = _RESOLVERS[match.meaning](match, anchor)
    except (OverflowError, ValueError):
        raise UsageError(f"'{match.phrase}' is out of the calendar") from None
    return day if isinstance(day, str) else day.isoformat()
