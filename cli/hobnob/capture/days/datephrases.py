"""Dates with what belongs to them: a preposition before, a time of day beside.

The one rule: this module only puts a date together. Its place in the line decides whether it is the
date of something (`hobnob.capture.days.position`, `hobnob.capture.days.when`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from hobnob import dates
from hobnob.capture.days.datewords import DateWords
from hobnob.capture.days.meanings import Anchor
from hobnob.capture.words.language import TokenRow
from hobnob.capture.words.phrases import PhraseMatch
from hobnob.capture.words.tokens import Token

_NO_KINDS = ("none", "not_after", "articles", "denied")
"""Lists of `[kinds]` that hold no words for a kind."""
_OF_THE_CALENDAR = frozenset({"date", "numbers", "day_of_month", "month", "end_month", "feasts"})
"""Phrases that name a day of any year or month, wherever you count from."""


DOTTED_TIME = re.compile(r"(?:1?\d|2[0-3])\.[0-5]\d\Z")
_PAST = frozenset({
    "ago", "before_now", "last_weekday", "weekday_last_week", "weekday_before_last", "last_unit",
    "day_last_month", "last_month",
})  # fmt: skip
"""Phrases of the past."""


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A date in a line, with its preposition and its time.

    Attributes:
        preposition: the list of the word before it: `on`, `in`, `by`, `before`, `after`, or "".
        time: `15:00`, or "".
        alone: whether the date is only a month or a day of the week, in a word that is also a
            name, or is abbreviated.
        ahead: whether it is the day of an appointment.
    """

    first: int
    after: int
    match: PhraseMatch
    preposition: str
    time: str
    alone: bool
    ahead: bool = False

    @property
    def meaning(self) -> str:
        """What the phrase means, see `DateWords.find`."""
        return self.match.meaning

    @property
    def days(self) -> int:
        """How many days it is from today, for a word such as "yesterday"."""
        return int(str(self.match.value("DAYS")))

    @property
    def looks_back(self) -> bool:
        """Whether the phrase itself is of the past: "yesterday", "last Monday"."""
        if self.meaning == "days":
            return self.days <= 0
        return self.meaning in _PAST


@dataclass(frozen=True)
class DatePhrases(TokenRow):
    """The dates that stand in some tokens."""

    words: DateWords
    anchor: Anchor

    def at(self, first: int) -> Dated | None:
        """Return the date that begins at a token, with the preposition that begins there."""
        preposition, start = self._preposition(first)
        match = self._match(start)
        if match is None and start > first:
            preposition, match = "", self._match(first)
        if match is None:
            return self._time_first(first)
        return self._dated(first, match, preposition)

    def time(self, at: int) -> tuple[str, int]:
        """Return a time of day at a token, and the token behind it; "" for none.

        Raises:
            UsageError: it looks like a time, but there is no such time.
        """
        start = at + 1 if self.key(at) == "," else at
        preposition = self.find(start, "dates", "at")
        first = preposition.after if preposition else start
        if stretch := self._stretch(first):
            return stretch
        found = self.words.find_time(self.tokens, first)
        if found is None and preposition and (hour := self._bare_time(first)):
            return hour, first + 1
        return found or ("", at)

    def _stretch(self, first: int) -> tuple[str, int] | None:
        """Return the beginning of a stretch in three words: "from 3 to 4pm"."""
        if not self.key(first).isdigit() or not self.is_word(first + 1, "dates", "through"):
            return None
        end = self.words.find_time(self.tokens, first + 2)
        if end is None:
            return None
        token = self.tokens[first]
        hour, last = int(token.key), int(end[0][:2])
        hour += 12 * (hour <= last - 12)
        return (f"{hour:02}:00", end[1]) if hour <= last else None

    def _bare_time(self, at: int) -> str:
        """Return the time of "at 19.30", of "at 15", and of "at 7" where a meal says which half."""
        key = self.key(at)
        if not self.ends(at + 1):
            return ""
        if DOTTED_TIME.match(key):
            return key.replace(".", ":").zfill(5)
        if not key.isdigit() or not 5 <= int(key) <= 23:
            return ""
        if int(key) > 11:
            return f"{key}:00"
        for token in self.tokens:
            for half, add in (("mornings", 0), ("evenings", 12)):
                if token.key in self.language.words("dates", half):
                    return f"{int(key) + add:02}:00"
        return ""

    def value(
        self,
        dated: Dated,
        *,
        future: bool = False,
        label: bool = False,
        since: str = "",
        window: int = 0,
        past: bool = False,
    ) -> str:
        """Return the ISO date, or the moment where there is a time.

        Args:
            dated: the date.
            future: whether a phrase that could be past or future is a day to come.
            label: whether the phrase is a heading.
            window: days within which a day without a year is the next one.
            since: the day from which a day of the calendar is counted, if that is not today.
            past: whether the line tells of the past.

        Raises:
            UsageError: there is no such day.
        """
        calendar = since and dated.meaning in _OF_THE_CALENDAR
        start = dates.first_day(since) if calendar else self.anchor.today
        anchor = Anchor(start, future, label, window, past)
        value = self.words.resolve(dated.match, anchor)
        if dated.preposition == "before":
            value = dates.add_days(value, -1)
        if dated.preposition == "after":
            value = _day_after(value)
        return f"{value}T{dated.time}" if dated.time and len(value) == 10 else value

    def whole(self) -> str:
        """Return the date or moment that all tokens together mean, or "" if they are no date."""
        tokens = self.tokens
        if not tokens:
            return ""
        # The period of "3.11." or of "3 p.m." belongs to the date.
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
        """Say whether a token could be a last name: it has a capital and is not "I"."""
        token = self.token(at)
        known = self.is_word(at, "people", "pronouns", "capitals")
        return token is not None and token.capital and not known

    def happens(self, at: int) -> bool:
        """Say whether a token tells what happened: "20/11 coffee with Ana"."""
        lists = [key for key in self.language.section("kinds") if key not in _NO_KINDS]
        return bool(self.find(at, "kinds", *lists) or self.find(at, "loose_kinds"))

    def happens_between(self, first: int, after: int) -> bool:
        """Say whether one of some tokens tells what happened."""
        at = bisect_left(self._happening, first)
        return at < len(self._happening) and self._happening[at] < after

    @cached_property
    def _happening(self) -> list[int]:
        """The places of all such tokens: clause after clause asks for those before it."""
        return [at for at in range(len(self.tokens)) if self.happens(at)]

    def ends(self, at: int) -> bool:
        """Say whether a phrase is complete before a token, unlike "the 3rd" in "the 3rd floor"."""
        token = self.token(at)
        return token is None or token.kind != "word" or self.is_word(at, "words", "stops")

    def _match(self, at: int) -> PhraseMatch | None:
        return self.words.find(self.tokens, at) if at < len(self.tokens) else None

    def _preposition(self, first: int) -> tuple[str, int]:
        found = self.find(first, "dates", "by", "before", "after", "on", "in")
        return (found.meaning, found.after) if found else ("", first)

    def _dated(self, first: int, match: PhraseMatch, preposition: str, time: str = "") -> Dated:
        after = match.after
        if not time:
            time, after = self.time(after)
        if after == match.after and self.is_word(after, "dates", "parts"):
            after += 1
            if not time:
                time, after = self.time(after)
        is_single = match.after == match.first + 1
        return Dated(
            first=first,
            after=after,
            match=match,
            preposition=preposition,
            time=time,
            alone=is_single and self.words.is_doubtful(self.key(match.first)),
        )

    def _time_first(self, first: int) -> Dated | None:
        """Return a date with its time before it: "12:30 yesterday", "at 3pm on Monday"."""
        time, start = self.time(first)
        if not time:
            return None
        preposition, begin = self._preposition(start)
        match = self._match(begin)
        if match is None or preposition not in ("", "on"):
            return None
        return self._dated(first, match, preposition, time)


def _day_after(value: str) -> str:
    """Return the day after a day, or after a whole month or year."""
    year, month = int(value[:4]), int(value[5:7] or 12)
    if len(value) < 10:
        value = f"{value[:4]}-{month:02}-{dates.last_day(year, month)}"
    return dates.add_days(value, 1)
