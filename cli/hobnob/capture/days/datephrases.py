"""Dates with what belongs to them: a preposition before, a time of day beside.

The one rule: here a date is only put together; whether it dates anything, its place in the line
says (`hobnob.capture.days.position`, `hobnob.capture.days.position`, `hobnob.capture.days.when`).
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob import dates
from hobnob.capture.days.datewords import DatePhrase, DateWords
from hobnob.capture.days.days import Anchor
from hobnob.capture.words.language import TokenRow
from hobnob.capture.words.tokens import Token

_OF_THE_CALENDAR = frozenset({"date", "numbers", "day_of_month", "month", "end_month", "feasts"})
"""Phrases that have a place in each year or month, whatever the day on which they are said."""


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Tokens that are a date, with their preposition and their time.

    Attributes:
        preposition: the list of the word before it: `on`, `in`, `by`, `before`, `after`, or "".
        time: `15:00`, or "".
    """

    first: int
    after: int
    phrase: DatePhrase
    preposition: str = ""
    time: str = ""

    @property
    def meaning(self) -> str:
        """The list of which the phrase is, see `DatePhrase`."""
        return self.phrase.meaning

    @property
    def looks_back(self) -> bool:
        """Whether it looks back of itself: "yesterday", "last Monday"."""
        if self.meaning == "days":
            return self.phrase.days <= 0
        return self.meaning in ("ago", "last_weekday", "weekday_last_week")


@dataclass(frozen=True)
class DatePhrases(TokenRow):
    """The dates that stand in some tokens."""

    words: DateWords
    anchor: Anchor

    def at(self, first: int) -> Dated | None:
        """Return the date that begins at a token, with the preposition that begins there."""
        preposition, start = self._preposition(first)
        phrase = self._phrase(start)
        if phrase is None and start > first:
            preposition, phrase = "", self._phrase(first)
        if phrase is None:
            return self._time_first(first)
        after = self._part_of_day(phrase.after)
        time, after = self.time(after)
        return Dated(first=first, after=after, phrase=phrase, preposition=preposition, time=time)

    def time(self, at: int) -> tuple[str, int]:
        """Return a time of day at a token, and the token behind it; "" for none.

        Raises:
            UsageError: it looks like one, and is none.
        """
        start = at + 1 if self.key(at) == "," else at
        preposition = self.find(start, "dates", "at")
        found = self.words.times.find(self.tokens, preposition.after if preposition else start)
        return found or ("", at)

    def value(
        self, dated: Dated, *, future: bool = False, label: bool = False, since: str = ""
    ) -> str:
        """Return the ISO date, or the moment where there is a time.

        Args:
            dated: the date.
            future: whether a day to come is meant, where the phrase does not say.
            label: whether the phrase stands as a heading.
            since: the day after which a day of the calendar comes, where that is not today.

        Raises:
            UsageError: there is no such day.
        """
        calendar = since and dated.meaning in _OF_THE_CALENDAR
        start = dates.first_day(since) if calendar else self.anchor.today
        anchor = Anchor(start, future, label)
        value = self.words.resolve(dated.phrase, anchor)
        if dated.preposition == "before":
            value = dates.add_days(value, -1)
        if dated.preposition == "after":
            value = _day_after(value)
        return f"{value}T{dated.time}" if dated.time and len(value) == 10 else value

    def whole(self) -> str:
        """Return what all tokens together say, or "" where they are no date."""
        tokens = self.tokens
        if not tokens:
            return ""
        # The period of "3.11." or of "3 p.m." says nothing more.
        end = len(tokens) - (tokens[-1].key == ".")
        if dated := self.at(0):
            label = not dated.preposition
            value = self.value(dated, future=self.anchor.future, label=label)
            return value if dated.after >= end else ""
        time, after = self.time(0)
        at_once = time and after >= end and not self.anchor.future
        return f"{self.anchor.today.isoformat()}T{time}" if at_once else ""

    def token(self, at: int) -> Token | None:
        """Return a token, None behind the last."""
        return self.tokens[at] if at < len(self.tokens) else None

    def is_named(self, at: int) -> bool:
        """Say whether a token could be somebody's last name: a capital, and no "I"."""
        token = self.token(at)
        known = self.is_word(at, "people", "pronouns", "capitals")
        return token is not None and token.capital and not known

    def happens(self, at: int) -> bool:
        """Say whether a word at a token says what happened: "20/11 coffee with Ana"."""
        return bool(self.find(at, "kinds") or self.find(at, "loose_kinds"))

    def ends(self, at: int) -> bool:
        """Say whether a phrase ends at a token, and nothing belongs to it: "the 3rd floor"."""
        token = self.token(at)
        return token is None or token.kind != "word" or self.is_word(at, "words", "stops")

    def _phrase(self, at: int) -> DatePhrase | None:
        return self.words.find(self.tokens, at) if at < len(self.tokens) else None

    def _preposition(self, first: int) -> tuple[str, int]:
        found = self.find(first, "dates", "by", "before", "after", "on", "in")
        return (found.meaning, found.after) if found else ("", first)

    def _part_of_day(self, at: int) -> int:
        return at + 1 if self.is_word(at, "dates", "parts") else at

    def _time_first(self, first: int) -> Dated | None:
        """Return a date with its time before it: "12:30 yesterday", "at 3pm on Monday"."""
        time, start = self.time(first)
        if not time:
            return None
        preposition, begin = self._preposition(start)
        phrase = self._phrase(begin)
        if phrase is None or preposition not in ("", "on"):
            return None
        after = self._part_of_day(phrase.after)
        return Dated(first=first, after=after, phrase=phrase, preposition=preposition, time=time)


def _day_after(value: str) -> str:
    """Return the day after a day, or after a whole month or year."""
    year, month = int(value[:4]), int(value[5:7] or 12)
    if len(value) < 10:
        value = f"{value[:4]}-{month:02}-{dates.last_day(year, month)}"
    return dates.add_days(value, 1)
