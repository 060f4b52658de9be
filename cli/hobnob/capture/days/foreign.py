"""Dates in languages that hobnob has no words for.

The one rule: the library that knows them is loaded only for a phrase that nothing else understood
and that stands where a date stands; and what it finds is believed only if it is the very day that
was said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hobnob.capture.days.days import Anchor, nearest_day
from hobnob.errors import UsageError

LONGEST = 40
"""Characters of a phrase that could be a date."""
SHORTEST = 4
"""Letters of one in the Latin script: shorter ones are initials and abbreviations."""

_FIGURES = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def parse_foreign(phrase: str, anchor: Anchor, day_first: bool | None = None) -> str:
    """Return the ISO date of a phrase in any language that the library knows, or "".

    Raises:
        UsageError: it is a date, but none that exists.
    """
    letters = sum(c.isalpha() for c in phrase)
    if len(phrase) > LONGEST or letters < (SHORTEST if phrase.isascii() else 1):
        return ""
    library = _Library(anchor, day_first)
    figures = list(_FIGURES.finditer(phrase))
    if not figures:
        found = library.parse(phrase) or library.weekday(phrase)
        return found.isoformat() if found else ""
    for figure in figures:
        if found := _day_of_month(phrase, figure, library):
            return found.isoformat()
    return _so_long_ago(phrase, figures, library)


@dataclass(frozen=True)
class _Library:
    anchor: Anchor
    day_first: bool | None

    def parse(self, phrase: str, *, back: int = 0, whole: bool = True) -> date | None:
        """Return the day that the library finds; `back` days before today, if it is asked then."""
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import dateparser

            try:
                base = datetime.combine(self.anchor.today, datetime.min.time())
                settings = {
                    "PREFER_DATES_FROM": "future" if self.anchor.future else "past",
                    "RELATIVE_BASE": base - timedelta(days=back),
                    "REQUIRE_PARTS": ["day"] if whole else [],
                    "DATE_ORDER": "MDY" if self.day_first is False else "DMY",
                    "RETURN_AS_TIMEZONE_AWARE": False,
                }
                found = dateparser.parse(phrase, settings=settings)
            except Exception:
                # Whatever a library makes of it, the line is to be kept.
                return None
        return found.date() if found else None

    def weekday(self, phrase: str) -> date | None:
        """Return the day of a phrase such as "lundi".

        The library does not say whether it read a day of the week or a month; but the first is the
        same asked a day earlier, and of the second it takes today's day.
        """
        found = self.parse(phrase, whole=False)
        if found and found in (self.parse(phrase, back=n, whole=False) for n in (1, 2)):
            return found
        return None


def _day_of_month(phrase: str, figure: re.Match[str], library: _Library) -> date | None:
    """Return the day that a phrase means, if a number in it is a day of a month.

    The library makes a day of a month out of what is none: "31. November" is one in 1931 to it.
    The first of the month is there in every language, and tells whether a day was meant.
    """
    number = int(figure[0])
    first = library.parse(phrase[: figure.start()] + "1" + phrase[figure.end() :])
    if first is None or first.day != 1 or first == library.anchor.today - timedelta(days=1):
        return None
    found = library.parse(phrase)
    if found is None or (found.day, found.month) != (number, first.month):
        raise UsageError(f"'{phrase}' is no date: there is no such day")
    if _YEAR.search(phrase):
        return found
    return nearest_day(phrase, found.month, found.day, library.anchor)


def _so_long_ago(phrase: str, figures: list[re.Match[str]], library: _Library) -> str:
    """Return the day of a phrase such as "vor 3 Tagen": three times as far as "vor 1 Tagen"."""
    number, today = int(figures[0][0]), library.anchor.today
    one = library.parse(_FIGURES.sub("1", phrase, count=1))
    found = library.parse(phrase)
    if not one or not found or len(figures) > 1:
        return ""
    off = abs((today - found).days - number * (today - one).days)
    return found.isoformat() if off <= 2 * number else ""
