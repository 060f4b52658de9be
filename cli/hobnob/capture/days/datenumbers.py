"""Dates in figures: `2026-11-03`, `03.11.2026`, `11/3`.

The one rule: a date that begins with the year is ISO, in every locale. In all others, the locale
decides whether the day or the month comes first. A date that could be two days is an error.
"""

from __future__ import annotations

import re
from datetime import date

from hobnob import dates
from hobnob.capture.days.meanings import Anchor, make_day, nearest_day
from hobnob.errors import UsageError

NUMBERS = frozenset({"iso", "numeric", "numbers", "compact"})
"""The year first; the year last; the year not said, or in two figures; no day, or nothing between
the parts."""

_ISO = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}\Z|\d{4}-\d\d-\d\d[tT]\d\d:\d\d(?::\d\d)?\Z")
_COMPACT = re.compile(
    r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\Z"
)
_FULL = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{4}\Z")
_SHORT = re.compile(r"\d{1,2}([/.])\d{1,2}(?:\1\d{2})?\Z")


def number_meaning(typed: str) -> str:
    """Return which of `NUMBERS` some figures could be, or ""."""
    # "24/7" is always, and never a day.
    if not typed[:1].isdigit() or typed == "24/7":
        return ""
    if _ISO.match(typed):
        return "iso"
    if _COMPACT.match(typed):
        return "compact"
    return "numeric" if _FULL.match(typed) else "numbers" if _SHORT.match(typed) else ""


def resolve_number(typed: str, anchor: Anchor, day_first: bool | None) -> str:
    """Return the ISO date, or the moment, that some figures mean.

    Args:
        typed: one of `NUMBERS`.
        anchor: the day from which the nearest is meant, where they have no year.
        day_first: whether the day comes first; None where nothing says.

    Raises:
        UsageError: there is no such day, or it could be two.
    """
    if _ISO.match(typed):
        return _iso(typed)
    if _COMPACT.match(typed):
        return typed if "-" in typed else _iso(f"{typed[:4]}-{typed[4:6]}-{typed[6:]}")
    first, second, *rest = re.split(r"[-/.]", typed.removesuffix("."))
    year = _year(rest[0], anchor) if rest else None
    orders = [(int(first), int(second)), (int(second), int(first))]
    # Where nothing says, dots are of those who put the day first; a stroke could be of either.
    is_known = day_first is not None or "." in typed
    if day_first is False:
        orders.reverse()
    # A month that no year has is a day: 11/13 is one everywhere.
    meant = [order for order in orders if 1 <= order[1] <= 12] or orders[:1]
    if not is_known and len(set(meant)) > 1:
        both = [_day(typed, year, month, day, anchor).isoformat() for day, month in meant]
        raise UsageError(
            f"'{typed}' could be {both[0]} or {both[1]}; write it that way, or set 'date_order' "
            "in mkdocs.yml"
        )
    day, month = meant[0]
    return _day(typed, year, month, day, anchor).isoformat()


def _year(figures: str, anchor: Anchor) -> int:
    """Return a year; two figures are of this century, or of the last if it is far to come."""
    year = int(figures)
    if len(figures) > 2:
        return year
    return year + (2000 if year <= anchor.today.year % 100 + 20 else 1900)


def _day(typed: str, year: int | None, month: int, day: int, anchor: Anchor) -> date:
    if year is not None or not 1 <= month <= 12:
        return make_day(typed, anchor.today.year if year is None else year, month, day)
    return nearest_day(typed, month, day, anchor)


def _iso(typed: str) -> str:
    day, mark, time = typed.upper().partition("T")
    year, month, day_ = (int(part) for part in re.split(r"[-/.]", day))
    text = f"{make_day(typed, year, month, day_).isoformat()}{mark}{time}"
    try:
        return dates.parse_moment(text)
    except ValueError as error:
        raise UsageError(str(error)) from None
