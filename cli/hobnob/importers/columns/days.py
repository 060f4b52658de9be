"""Dates in the cells of a table, in whatever order the program wrote day and month.

The one rule: a date that could be two days is told, never guessed. The order is what other dates of
the file prove, else the setting `date_order`; dots are of those who put the day first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hobnob import dates
from hobnob.importers.columns.own_table import undo
from hobnob.importers.columns.words import MONTHS
from hobnob.names import fold

_TIME = re.compile(
    r"(?<=[\d.])(?:[T ]\s*0?0:00(?::00(?:\.0+)?)?(?: ?[ap]m)?Z?| ?12:00:00 AM)\Z", re.I
)
_EMPTY = re.compile(r"[0/.\-: ]*|1/1/4501|01[./]01[./]4501|4501-01-01|1/1/1601")
"""How programs write that there is no date."""
_FIGURES = re.compile(r"(\d{1,2})([./\- ])\s?(\d{1,2})(?:\2\s?(\d{4}|\d{2}))?\.?")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_SPOKEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """What a cell says.

    Attributes:
        iso: the date as in notes (`1985-12-31`, `--12-31`, `1985-12`, `1985`), "" if it cannot be
            read.
        is_empty: whether it says that there is none.
        could_be: two dates that it could be, if nothing says which.
    """

    iso: str = ""
    is_empty: bool = False
    could_be: tuple[str, ...] = ()


def order_shown(cells: Iterable[str]) -> str:
    """Return which order some dates prove: `day`, `month`, or "" if none or both."""
    shown = set()
    for cell in cells:
        if match := _FIGURES.fullmatch(_bare(cell)):
            first, second = int(match[1]), int(match[3])
            if 12 < first <= 31 and 1 <= second <= 12:
                shown.add("day")
            elif 12 < second <= 31 and 1 <= first <= 12:
                shown.add("month")
    return shown.pop() if len(shown) == 1 else ""


def read_day(cell: str, order: str, today: str) -> Day:
    """Read a date.

    Args:
        cell: the text.
        order: whether `day` or `month` comes first, "" if nothing says.
        today: an ISO date; a year of two figures is not after it.
    """
    text = _bare(cell)
    if _EMPTY.fullmatch(text):
        return Day(is_empty=True)
    try:
        return Day(iso=dates.parse_birthday(dates.repair_birthday(text) or text))
    except ValueError:
        pass
    if match := _MONTH.fullmatch(text):
        return Day(iso=_month(match[1] or match[4], match[2] or match[3]))
    if match := _FIGURES.fullmatch(text):
        return _of_figures(match, order, today)
    return Day(iso=_spoken(text, today))


def _bare(cell: str) -> str:
    return _TIME.sub("", " ".join(undo(cell).split())).strip()


def _of_figures(match: re.Match[str], order: str, today: str) -> Day:
    first, mark, second, figures = match.groups()
    year = _year(figures, today) if figures else ""
    by_day, by_month = _iso(year, second, first), _iso(year, first, second)
    if by_day and by_month and by_day != by_month:
        if not order and mark != ".":
            return Day(could_be=(by_day, by_month))
        return Day(iso=by_month if order == "month" else by_day)
    return Day(iso=by_day or by_month)


def _year(figures: str, today: str) -> str:
    if len(figures) == 4:
        return figures
    century = int(today[:2]) - (int(figures) > int(today[2:4]))
    return f"{century:02}{figures}"


def _iso(year: str, month: str, day: str) -> str:
    """Return a date of a note, or "" if there is no such day."""
    try:
        return dates.parse_birthday(f"{year or '-'}-{month:0>2}-{day:0>2}")
    except ValueError:
        return ""


def _month(year: str, month: str) -> str:
    return f"{year}-{month:0>2}" if 1 <= int(month) <= 12 and year != dates.NO_YEAR else ""


def _spoken(text: str, today: str) -> str:
    """Read `31. Dezember 1985`, `Dec 31`, `31 de dezembro de 1985`."""
    month, numbers = "", []
    for word in _SPOKEN.split(fold(text)):
        if word[:1].isdigit():
            numbers.append(re.sub(r"(?:st|nd|rd|th|er|o)\Z", "", word))
        elif at := MONTHS.get(word):
            if month:
                return ""
            month = str(at)
        elif word and word not in ("de", "of", "den", "le", "el", "del"):
            return ""
    if month and len(numbers) == 1 and len(numbers[0]) == 4 and numbers[0].isdecimal():
        return _month(numbers[0], month)
    if not month or not 1 <= len(numbers) <= 2 or not all(n.isdecimal() for n in numbers):
        return ""
    if len(numbers) == 2 and len(numbers[0]) == 4:
        numbers.reverse()
    year = _year(numbers[1], today) if len(numbers) == 2 and len(numbers[1]) in (2, 4) else ""
    if len(numbers) == 2 and not year:
        return ""
    return _iso(year, month, numbers[0]) if len(numbers[0]) <= 2 else ""
