"""A day that was typed for one thing, such as an option.

The one rule: the message of an error begins with the name of that thing.
"""

from __future__ import annotations

from hobnob.capture.days.when import parse_when
from hobnob.capture.words.language import load_language_settings
from hobnob.dates import add_days
from hobnob.errors import BadValueError, UsageError
from hobnob.index.index import Index


def parse_date(index: Index, text: str, option: str, *, future: bool = False) -> str:
    """Read the date of an option: in ISO, or in words.

    Args:
        index: the index.
        text: the date.
        option: the name of the option.
        future: whether a day without a year is in the future.

    Raises:
        UsageError: the text is not a date, or the date does not exist.
    """
    settings = load_language_settings(index.journal.settings)
    try:
        return parse_when(
            text, index.today, settings.of(text), day_first=settings.day_first, future=future
        )
    except UsageError as error:
        raise BadValueError(f"{option}: {error}") from None


def parse_later_day(index: Index, span: str) -> str:
    """Return the day that a span ends on.

    Raises:
        BadValueError: it is none, or not in the future.
    """
    words = span.split()
    if words and words[0].lower() in ("until", "till", "for"):
        words = words[1:]
    if len(words) == 1 and words[0].lower().rstrip("s") in ("day", "week", "month", "year"):
        raise BadValueError(f"for how many {words[0].lower().rstrip('s')}s? Try '2 weeks'")
    # A month begins with its first day.
    day = add_days(parse_date(index, " ".join(words), "SPAN", future=True), 0)
    if day <= index.today:
        raise BadValueError(f"SPAN: {day} is not a day after today")
    return day
