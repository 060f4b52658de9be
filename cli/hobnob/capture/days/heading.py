"""The date with which a line begins.

The one rule: a colon behind it makes a heading of any date; without one, it must be a day that
cannot be taken for a name, a number or the subject of the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.capture.days.datephrases import Dated, DatePhrases
from hobnob.capture.words.tokens import Token

CLEAR = frozenset({
    "iso", "numeric", "days", "ago", "last_weekday", "next_weekday", "date", "date_last_year",
    "weekday_last_week", "weekday_next_week", "feast_year",
})  # fmt: skip
"""Phrases that are a day wherever they stand."""
_DOTTED = frozenset({"numbers", "numeric", "date"})
"""Phrases whose period is their own: "03.11.: lunch"."""
_VAGUE = frozenset({"end_unit", "end_month", "weekend", "day_of_month", "numbers"})
"""Phrases that are a day only as a heading, or behind "on"."""


@dataclass(frozen=True)
class Heading:
    """The date of a line, and the token behind it."""

    after: int
    value: str


def read_heading(phrases: DatePhrases) -> Heading | None:
    """Return the date with which a line begins.

    Raises:
        UsageError: it does not exist.
    """
    dated = phrases.at(0)
    if dated is None or dated.preposition in ("by", "before", "after"):
        return None
    behind = phrases.token(dated.after)
    labelled = _is_labelled(dated, behind)
    if not (_stands_alone(dated, behind) if labelled else _begins(phrases, dated)):
        return None
    label = not dated.preposition and dated.meaning == "weekday"
    return Heading(dated.after, phrases.value(dated, label=label))


def _is_labelled(dated: Dated, behind: Token | None) -> bool:
    """Say whether a break stands behind a date: "yesterday: …", "3 Nov, …"."""
    if behind is None:
        return True
    if behind.key == ".":
        return dated.meaning in _DOTTED
    return behind.kind == "break" and behind.key[:1] in ":,-–—."


def _stands_alone(dated: Dated, behind: Token | None) -> bool:
    """Say whether a date with a break behind it is a heading."""
    colon = behind is not None and ":" in behind.key
    if dated.meaning in ("month", "year"):
        # "May: lunch" is about May, and "in May: lunch" about the month.
        return dated.preposition == "in" or (colon and not dated.phrase.alone)
    if dated.meaning in _VAGUE:
        return colon or dated.preposition == "on"
    return colon or not dated.phrase.alone


def _begins(phrases: DatePhrases, dated: Dated) -> bool:
    """Say whether a date with words behind it is the date of the line."""
    phrase = dated.phrase
    # "Sunday Adeyemi called", but "Monday Ana called" and "Sunday I called"
    named = phrase.alone and not dated.preposition and phrases.is_named(dated.after)
    if dated.meaning == "weekday":
        full = phrases.key(phrase.first) in phrases.words.full
        return not named and (full or dated.preposition == "on")
    if dated.meaning in ("month", "year"):
        whole = dated.meaning == "month" and phrase.match.value("YEAR") is not None
        return dated.preposition == "in" or whole
    if dated.meaning == "day_of_month":
        goes_on = phrases.ends(dated.after) or phrases.happens(dated.after)
        return dated.preposition == "on" and goes_on
    if dated.meaning in ("numbers", "ahead"):
        return phrases.happens(dated.after)
    return dated.meaning in CLEAR or dated.meaning in ("last_unit", "compact")
