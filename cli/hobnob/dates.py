"""Dates, intervals and birthdays, as text and as days.

The one rule: a date stays the ISO text of the note (`2026-11-22`, `2026-11`, `2026`,
`2026-11-22T12:30`), so a month or a year keeps its precision; ISO text sorts by time. No function
here reads the clock.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_TIMED = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?\Z"
)
_OTHER = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})\Z")
_DOTTED = re.compile(r"(\d{1,2})\.[ ]?(\d{1,2})\.[ ]?(\d{4})")
_SPOKEN = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ ]([A-Za-z]{3,9})|([A-Za-z]{3,9})\.?[ ]"
    r"(\d{1,2})(?:st|nd|rd|th)?)[.,]?[ ](\d{4})"
)
_INTERVAL = re.compile(r"(?:every\s+)?(\d+|an?|one)?\s*(day|week|month|quarter|year)s?\Z", re.I)
_BIRTHDAY = re.compile(r"(?:(\d{4})-|--)(\d{2})-(\d{2})\Z")
_OTHER_BIRTHDAY = re.compile(
    r"(?:(\d{4})(?P<a>[-/.]?)|--)(\d{1,2})(?:(?(a)(?P=a)|-?))(\d{1,2})(?:[T ][\d:.]*Z?)?\Z"
)
NO_YEAR = "1604"
"""The year that phones write for a birthday without one; a leap year, so every day is in it."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

DAYS_PER_YEAR = 365.25
_DAYS = {"day": 1.0, "week": 7.0, "month": DAYS_PER_YEAR / 12, "quarter": DAYS_PER_YEAR / 4,
         "year": DAYS_PER_YEAR}  # fmt: skip


def parse_date(text: str) -> str:
    """Read an ISO date, month or year; return it unchanged.

    Raises:
        ValueError: it is no date; the message says how to write one.
    """
    match = _DATE.match(text)
    if match is None:
        other = _OTHER.match(text)
        better = _spoken_day(text)
        hint = f"write {better or 'a date as 2026-11-22, 2026-11 or 2026'}"
        if other and (
            better := real_day("-".join((other[1], other[2].zfill(2), other[3].zfill(2))))
        ):
            hint = f"write {better}"
        raise ValueError(f"'{text}' is not an ISO date; {hint}")
    year, month, day = match.groups()
    if int(year) < 1 or (month and not 1 <= int(month) <= 12):
        raise ValueError(f"'{text}' is no date: there is no month {month}")
    if day and not real_day(text):
        last = last_day(int(year), int(month))
        raise ValueError(f"'{text}' is no date: {year}-{month} has {last} days")
    return text


def parse_moment(text: str) -> str:
    """Read a date, or a date and time; return it with a `T` between the two.

    Seconds and a time zone are dropped: a journal uses the local time of its owner.

    Raises:
        ValueError: it is neither; the message says how to write one.
    """
    match = _TIMED.match(text)
    if match is None:
        return parse_date(text)
    day, hour, minute = parse_date(match[1]), int(match[2]), int(match[3])
    if hour > 23 or minute > 59:
        raise ValueError(f"'{text}' is not a time of day; write a time as {day} 12:30")
    return f"{day}T{hour:02}:{minute:02}"


def repair_date(text: str) -> str | None:
    """Return a date in the form of notes from another ISO form; None if it is no date.

    Other forms are a date without hyphens (`20261122`), without zeros or with other separators
    (`2026-1-5`, `2026/01/05`; the year comes first, so they are clear), a day of a week
    (`2026-W47-7`) or of a year (`2026-326`). Each may have a time.

    >>> repair_date("20261122"), repair_date("2026-W47-7"), repair_date("2026-1-5")
    ('2026-11-22', '2026-11-22', '2026-01-05')
    """
    day, mark, time = re.sub(r"(?<=\d)[tT](?=\d)", " ", text.strip()).partition(" ")
    if found := _spoken_day(text, dotted=False):
        return found
    found = _repair_day(day)
    if not found:
        return None
    try:
        return parse_moment(f"{found}{mark}{time}").replace("T", " ")
    except ValueError:
        return None


def _spoken_day(text: str, *, dotted: bool = True) -> str:
    """Return an ISO date from `4 July 1976`, `July 4th, 1976` or `4.7.1976`, "" for another text.

    Args:
        text: any text.
        dotted: read the last form too; somebody may mean 7 April by it.
    """
    if match := _DOTTED.fullmatch(text.strip()):
        return real_day(f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}") if dotted else ""
    match = _SPOKEN.fullmatch(text.strip())
    if match is None:
        return ""
    name = (match[2] or match[3]).lower()
    months = [at for at, month in enumerate(MONTHS, 1) if month.lower().startswith(name)]
    return real_day(f"{match[5]}-{months[0]:02}-{match[1] or match[4]:0>2}") if months else ""


def _repair_day(day: str) -> str:
    if match := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", day):
        day = f"{match[1]}-{int(match[3]):02}-{int(match[4]):02}"
    try:
        if match := re.fullmatch(r"(\d{4})-(\d{3})", day):
            found = date(int(match[1]), 1, 1) + timedelta(days=int(match[2]) - 1)
            return found.isoformat() if found.year == int(match[1]) else ""
    except ValueError:
        return ""
    return real_day(day)


def parse_birthday(text: str) -> str:
    """Read a birthday: with its year (`1906-12-09`), without (`--12-09`), or a year alone.

    The year 1604 is no year: phones write it when they know none.

    Raises:
        ValueError: it is no birthday; the message says how to write one.
    """
    # `0704` may be a day of July.
    if re.fullmatch(r"[1-9]\d{3}", text) and text != NO_YEAR:
        return text
    match = _BIRTHDAY.match(text)
    if match is None:
        better = (
            repair_birthday(text)
            or _spoken_day(text)
            or _spoken_day(f"{text} 2000").replace("2000", "-", 1)
            or "1906-12-09, --12-09 without a year, or 1906"
        )
        raise ValueError(f"'{text}' is not a birthday; write {better}")
    year, month, day = match.groups()
    # For an unknown year a leap year is used, so --02-29 is valid.
    if not real_day(f"{year or 2000}-{month}-{day}"):
        raise ValueError(f"'{text}' is not a day in the calendar")
    return f"--{month}-{day}" if year == NO_YEAR else text


def repair_birthday(text: str) -> str:
    """Return a birthday in the form of notes from another ISO form; "" if it is none.

    >>> repair_birthday("19731221"), repair_birthday("--0414"), repair_birthday("1604-04-14")
    ('1973-12-21', '--04-14', '--04-14')
    """
    match = _OTHER_BIRTHDAY.match(text.strip())
    if match is None:
        return _spoken_day(text, dotted=False)
    year, _, month, day = match.groups()
    if not (len(month) == len(day) == 2) and not (match["a"] or "-" in text[2:]):
        # `1973111` could be the 1st of November or the 11th of January.
        return ""
    month, day = month.zfill(2), day.zfill(2)
    if not real_day(f"{year or 2000}-{month}-{day}"):
        return ""
    return f"--{month}-{day}" if year in (None, NO_YEAR) else f"{year}-{month}-{day}"


def has_day(birthday: str) -> bool:
    """Return whether a birthday is more than a year."""
    return len(birthday) > 4


def parse_interval(text: str) -> int:
    """Read `6 weeks`, `3 months`, `a year`, `month`; return days, rounded.

    A month is a twelfth of 365.25 days, so twelve months are a year.

    Raises:
        ValueError: it is no interval; the message says how to write one.
    """
    match = _INTERVAL.match(text.strip())
    if match is None:
        raise ValueError(f"'{text}' is not an interval; try '4 weeks' or '3 months'")
    count = int(match[1]) if match[1] and match[1].isdigit() else 1
    if count > 36500:
        raise ValueError(f"'{text}' is too long for an interval; try '1 year' or '10 years'")
    if count < 1:
        raise ValueError(f"'{text}' is not an interval; it needs a number of 1 or more")
    return round(count * _DAYS[match[2].lower()])


@lru_cache(maxsize=1 << 14)
def first_day(text: str) -> date:
    """Return the first day that an ISO date, month, year or moment covers."""
    parts = [int(part) for part in text[:10].split("-")]
    return date(parts[0], *(parts[1:2] or [1]), *(parts[2:3] or [1]))


def parse_past(text: str, today: str) -> str:
    """Return a date, a month or a year as ISO: as it is written, or counted back from today.

    Raises:
        ValueError: it is none; the message says what to write.
    """
    typed = " ".join(text.lower().split())
    if typed[:4].isdigit() and " " not in typed:
        return parse_date(typed)
    days = {"today": 0, "yesterday": 1}.get(typed)
    try:
        back = parse_interval(typed.removesuffix(" ago")) if days is None else days
    except ValueError as error:
        right = "write 2026-11-22, 2026-11, 2026, yesterday, or '6 weeks' for so long ago"
        known = str(error) if typed[:4].isdigit() else f"'{text}' is no time; {right}"
        raise ValueError(known) from None
    return add_days(today, -back)


def last_of(text: str) -> str:
    """Return the last day of a day, a month or a year as an ISO date.

    Raises:
        ValueError: it is none of these.
    """
    found = parse_date(text)
    year, month = int(found[:4]), int(found[5:7] or 12)
    return found if len(found) == 10 else f"{found[:4]}-{month:02}-{last_day(year, month):02}"


@lru_cache(maxsize=1 << 14)
def add_days(text: str, days: int) -> str:
    """Return the ISO date a number of days after the first day of another.

    Outside of the calendar (the years 1 to 9999) it is the first or last day of the calendar.
    """
    try:
        return (first_day(text) + timedelta(days=days)).isoformat()
    except OverflowError:
        return (date.max if days > 0 else date.min).isoformat()


def add_years(text: str, years: int) -> str:
    """Return the ISO date a number of years after, or before, the first day of another.

    In a year without 29 February, the date after a 29 February is 1 March.
    """
    first = first_day(text)
    year = first.year + years
    if not date.min.year <= year <= date.max.year:
        return (date.max if years > 0 else date.min).isoformat()
    day = min(first.day, last_day(year, first.month))
    moved = date(year, first.month, day)
    # Backwards it is the 28th: from there to 29 February it is that number of years and a day.
    return (moved + timedelta(days=years > 0 and day < first.day)).isoformat()


def days_between(earlier: str, later: str) -> int:
    """Return the number of days from one ISO date to another."""
    return (first_day(later) - first_day(earlier)).days


def last_day(year: int, month: int) -> int:
    """Return how many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 + (month + month // 8) % 2


def next_birthday(birthday: str, today: str) -> str:
    """Return the ISO date of the next birthday, today included.

    A birthday on 29 February is on 28 February in other years, so congratulations are not late.
    After the last birthday of the calendar (the years 1 to 9999) it is the calendar's last day.
    """
    month, day = int(birthday[-5:-3]), int(birthday[-2:])
    start = first_day(today)
    for year in range(start.year, min(start.year + 1, date.max.year) + 1):
        here = date(year, month, min(day, last_day(year, month)))
        if here >= start:
            return here.isoformat()
    return date.max.isoformat()


def age_on(birthday: str, day: str) -> int | None:
    """Return the age in years on a day, or None for a birthday without a year."""
    if birthday.startswith("--"):
        return None
    born, then = birthday, day[:10]
    return int(then[:4]) - int(born[:4]) - (then[5:] < born[5:])


def spell_since(day: str, today: str) -> str:
    """Return in words how long ago a day was, or how far ahead it is: "3 weeks ago"."""
    days = days_between(day, today)
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "yesterday" if days > 0 else "tomorrow"
    earlier, later = sorted((first_day(day), first_day(today)))
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    months -= later.day < earlier.day
    text = f"{months // 12} years" if months >= 24 else f"{months} months"
    if months < 2:
        text = spell_days(abs(days))
    return f"{text} ago" if days > 0 else f"in {text}"


def spell_days(days: int) -> str:
    """Return a number of days in the largest unit with a count of 2 or more, or as "1 year"."""
    if 365 <= days <= 366:
        return "1 year"
    for unit, size in (("year", _DAYS["year"]), ("month", _DAYS["month"]), ("week", 7.0)):
        # Three months are 91 days, slightly less than three times a month.
        count = int(days / size + 0.02)
        if count >= 2:
            return f"{count} {unit}s"
    return f"{days} day{'' if days == 1 else 's'}"


def spell_interval(days: int) -> str:
    """Return an interval in the largest unit that gives exactly this number of days.

    >>> spell_interval(30), spell_interval(42), spell_interval(100)
    ('1 month', '6 weeks', '100 days')
    """
    for unit in ("year", "month", "week"):
        count = round(days / _DAYS[unit])
        if count and round(count * _DAYS[unit]) == days:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{days} day{'' if days == 1 else 's'}"


def spell_every(days: int) -> str:
    """Say how often something is meant to be.

    >>> spell_every(21), spell_every(100), spell_every(365)
    ('every 3 weeks', 'every 100 days', 'every year')
    """
    return f"every {spell_interval(days).removeprefix('1 ')}"


def spell_about(days: int) -> str:
    """Return about how long it has been, in the nearest whole unit with a count of 2 or more.

    >>> spell_about(33), spell_about(148), spell_about(42), spell_about(9)
    ('about 5 weeks', 'about 5 months', '6 weeks', '9 days')
    """
    months = round(days / _DAYS["month"])
    if days < 14:
        return spell_interval(days) if days != _DAYS["week"] else "7 days"
    if days < 1.9 * _DAYS["month"]:
        size, count, unit = 7.0, round(days / 7), "week"
    elif months < 24 and months != 12:
        size, count, unit = _DAYS["month"], months, "month"
    else:
        size, count, unit = _DAYS["year"], round(days / _DAYS["year"]), "year"
    # Months differ in length, so a few days count as exact.
    exact = abs(days - count * size) <= (0 if unit == "week" else 3)
    return f"{'' if exact else 'about '}{count} {unit}{'' if count == 1 else 's'}"


def spell_nearest(days: int) -> str:
    """Return about how many days there are, rounded to the largest unit with a count of 2 or more.

    This is for measured numbers. A cadence is exact; `spell_days` does not round it.
    """
    years, months = days / _DAYS["year"], round(days / _DAYS["month"])
    if months >= 24:
        return f"{round(years)} years"
    if months == 12:
        return "1 year"
    if days >= 60:
        return f"{months} months"
    return f"{round(days / 7)} weeks" if days >= 14 else f"{days} day{'' if days == 1 else 's'}"


def spell_date(text: str) -> str:
    """Return an ISO date, month or year in full: "22 November 2026", "November 2026", "2026"."""
    parts = text[:10].split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{int(parts[2])} {month} {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}"


def real_day(text: str) -> str:
    """Return an ISO date if it is a day in the calendar, else ""."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
