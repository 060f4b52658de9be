"""Which day a phrase means, counted from today.

The one rule: a phrase means one day and no other. A day that does not exist is an error that says
so; where a year is not said, the nearest day in the direction asked for is meant.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hobnob import dates
from hobnob.capture.words.phrases import Match
from hobnob.errors import UsageError

_UNIT_DAYS: Mapping[str, int] = {"day": 1, "week": 7, "fortnight": 14}
_UNIT_MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "year": 12}
UNITS = (*_UNIT_DAYS, *_UNIT_MONTHS)

FRIDAY, SATURDAY = 4, 5


@dataclass(frozen=True)
class Anchor:
    """What a phrase is counted from.

    Attributes:
        today: the day on which it is said.
        future: whether a day to come is meant, where the phrase does not say.
        label: whether it stands alone as a heading ("Monday: …"), where today may be meant.
    """

    today: date
    future: bool = False
    label: bool = False


Resolver = Callable[[Match, Anchor], str]


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
        # Of a February it matters which; "Nov 31" is in no year.
        name, days = calendar.month_name[month], dates.last_day(year, month)
        name = name if any_year and month != 2 else f"{name} {year}"
        raise UsageError(f"'{phrase}' is no date: {name} has {days} days") from None


def nearest_day(phrase: str, month: int, day: int, anchor: Anchor) -> date:
    """Return the day of a year that was last, or will be next; today is both.

    Of 29 February, the year is the one in which its turn is, and it may have none: to mean the one
    of years ago, one says the year.
    """
    today = anchor.today
    year = today.year
    if anchor.future and (month, day) < (today.month, today.day):
        year += 1
    if not anchor.future and (month, day) > (today.month, today.day):
        year -= 1
    return make_day(phrase, year, month, day, any_year=True)


def move(day: date, unit: str, count: int) -> date:
    """Return the day that is so many units later (or earlier, if negative).

    Raises:
        UsageError: that is out of the calendar.
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


def _count(match: Match) -> tuple[int, str]:
    return _int(match, "NUMBER"), str(match.value("UNIT"))


def _int(match: Match, name: str) -> int:
    return int(str(match.value(name)))


def _ago(match: Match, anchor: Anchor) -> str:
    count, unit = _count(match)
    return move(anchor.today, unit, -count).isoformat()


def _ahead(match: Match, anchor: Anchor) -> str:
    count, unit = _count(match)
    return move(anchor.today, unit, count).isoformat()


def _last_unit(match: Match, anchor: Anchor) -> str:
    """A week ago is a day; of last month and last year the day is not known."""
    unit = str(match.value("UNIT"))
    day = move(anchor.today, unit, -1).isoformat()
    return {"month": day[:7], "year": day[:4]}.get(unit, day)


def _next_unit(match: Match, anchor: Anchor) -> str:
    return move(anchor.today, str(match.value("UNIT")), 1).isoformat()


def _end_unit(match: Match, anchor: Anchor) -> str:
    """The end of a week is its Friday."""
    unit, today = str(match.value("UNIT")), anchor.today
    if unit in ("month", "quarter"):
        month = today.month if unit == "month" else (today.month + 2) // 3 * 3
        return date(today.year, month, dates.last_day(today.year, month)).isoformat()
    if unit == "year":
        return date(today.year, 12, 31).isoformat()
    if unit == "day":
        return today.isoformat()
    return weekday_after(today - timedelta(days=1), FRIDAY).isoformat()


def _end_month(match: Match, anchor: Anchor) -> str:
    month = _int(match, "MONTH")
    year = nearest_day(match.phrase, month, 1, anchor).year
    if month == anchor.today.month:
        year = anchor.today.year
    return date(year, month, dates.last_day(year, month)).isoformat()


def _weekend(_: Match, anchor: Anchor) -> str:
    return weekday_after(anchor.today - timedelta(days=1), SATURDAY).isoformat()


def _last_weekday(match: Match, anchor: Anchor) -> str:
    return weekday_before(anchor.today, _int(match, "WEEKDAY")).isoformat()


def _this_weekday(match: Match, anchor: Anchor) -> str:
    return weekday_after(anchor.today - timedelta(days=1), _int(match, "WEEKDAY")).isoformat()


def _weekday(match: Match, anchor: Anchor) -> str:
    weekday = _int(match, "WEEKDAY")
    if anchor.future:
        return weekday_after(anchor.today, weekday).isoformat()
    end = anchor.today + timedelta(days=1) if anchor.label else anchor.today
    return weekday_before(end, weekday).isoformat()


def _monday(anchor: Anchor, weeks: int) -> date:
    return anchor.today - timedelta(days=anchor.today.weekday() - 7 * weeks)


def _weekday_last_week(match: Match, anchor: Anchor) -> str:
    return (_monday(anchor, -1) + timedelta(days=_int(match, "WEEKDAY"))).isoformat()


def _weekday_next_week(match: Match, anchor: Anchor) -> str:
    return (_monday(anchor, 1) + timedelta(days=_int(match, "WEEKDAY"))).isoformat()


def _weekday_week(match: Match, anchor: Anchor) -> str:
    return (weekday_after(anchor.today, _int(match, "WEEKDAY")) + timedelta(days=7)).isoformat()


def _date(match: Match, anchor: Anchor) -> str:
    month, day = _int(match, "MONTH"), _int(match, "DAY")
    year = match.value("YEAR")
    if isinstance(year, int):
        return make_day(match.phrase, year, month, day).isoformat()
    return nearest_day(match.phrase, month, day, anchor).isoformat()


def _date_last_year(match: Match, anchor: Anchor) -> str:
    year = anchor.today.year - 1
    return make_day(match.phrase, year, _int(match, "MONTH"), _int(match, "DAY")).isoformat()


def _day_of_month(match: Match, anchor: Anchor) -> str:
    """Return the last or the next such day; months that do not have it are passed over."""
    wanted, step = _int(match, "ORDINAL"), 1 if anchor.future else -1
    first = anchor.today.replace(day=1)
    for months in range(12):
        month = move(first, "month", step * months)
        if wanted > dates.last_day(month.year, month.month):
            continue
        day = month.replace(day=wanted)
        if (day >= anchor.today) if anchor.future else (day <= anchor.today):
            return day.isoformat()
    raise UsageError(f"'{match.phrase}' is no day of a month")


def _month(match: Match, anchor: Anchor) -> str:
    month, year = _int(match, "MONTH"), match.value("YEAR")
    if isinstance(year, int):
        return f"{year}-{month:02}"
    if month == anchor.today.month:
        return anchor.today.isoformat()[:7]
    return nearest_day(match.phrase, month, 1, anchor).isoformat()[:7]


def _last_month(match: Match, anchor: Anchor) -> str:
    month, today = _int(match, "MONTH"), anchor.today
    year = today.year - (month >= today.month)
    return f"{year}-{month:02}"


def _next_month(match: Match, anchor: Anchor) -> str:
    month, today = _int(match, "MONTH"), anchor.today
    return f"{today.year + (month <= today.month)}-{month:02}"


def _year(match: Match, _: Anchor) -> str:
    return str(match.value("YEAR"))


def _feast_year(match: Match, _: Anchor) -> str:
    month, day = (int(part) for part in str(match.value("FEAST")).split("-"))
    return make_day(match.phrase, _int(match, "YEAR"), month, day).isoformat()


def _feast(match: Match, anchor: Anchor) -> str:
    month, day = (int(part) for part in match.meaning.split()[1].split("-"))
    return nearest_day(match.phrase, month, day, anchor).isoformat()


def _days(match: Match, anchor: Anchor) -> str:
    return move(anchor.today, "day", int(match.meaning.split()[1])).isoformat()


_RESOLVERS: Mapping[str, Resolver] = {
    "ago": _ago,
    "ahead": _ahead,
    "last_unit": _last_unit,
    "next_unit": _next_unit,
    "end_unit": _end_unit,
    "end_month": _end_month,
    "weekend": _weekend,
    "last_weekday": _last_weekday,
    # On a Wednesday, "next Friday" is not the day after tomorrow.
    "next_weekday": _weekday_next_week,
    "this_weekday": _this_weekday,
    "weekday": _weekday,
    "weekday_last_week": _weekday_last_week,
    "weekday_next_week": _weekday_next_week,
    "weekday_week": _weekday_week,
    "date": _date,
    "date_last_year": _date_last_year,
    "day_of_month": _day_of_month,
    "month": _month,
    "last_month": _last_month,
    "next_month": _next_month,
    "year": _year,
    "feast_year": _feast_year,
    "feasts": _feast,
    "days": _days,
}
"""What each list of `[dates.phrases]` means, and the tables of days and feasts."""

PHRASES = frozenset(_RESOLVERS) - {"feasts", "days"}


def resolve(match: Match, anchor: Anchor) -> str:
    """Return what a phrase means: an ISO date, or a month or year alone.

    Raises:
        UsageError: the day does not exist.
    """
    try:
        return _RESOLVERS[match.meaning.split()[0]](match, anchor)
    except (OverflowError, ValueError):
        raise UsageError(f"'{match.phrase}' is out of the calendar") from None
