"""Phrases and numbers that are dates, wherever they stand.

The one rule: this tells what could be a date and what it would mean; whether it is the date of
something, what stands around it decides (`hobnob.capture.days.when`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from hobnob.capture.days.datenumbers import NUMBERS, number_meaning, resolve_number
from hobnob.capture.days.days import Anchor, resolve
from hobnob.capture.days.timewords import TimeWords
from hobnob.capture.words.language import Language
from hobnob.capture.words.phrases import Match, PhraseBook, Reader, make_book
from hobnob.capture.words.tokens import Token
from hobnob.names import fold

_NUMBER = re.compile(r"(\d{1,2})([^\W\d_]*)\Z")
_FIGURES = re.compile(r"[1-9]\d{3}\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


@dataclass(frozen=True)
class DatePhrase:
    """Some tokens that could be a date.

    Attributes:
        first: its first token.
        after: the token behind it.
        typed: as it was typed.
        meaning: the list it is of, or one of `datenumbers.NUMBERS`.
        match: what its words stand for.
        alone: whether it is a month or a day of the week alone, in a word that is also a name,
            or short for one.
    """

    first: int
    after: int
    typed: str
    meaning: str
    match: Match
    alone: bool = False

    @property
    def days(self) -> int:
        """How many days from today, where the words say just that."""
        return int(self.match.meaning.split()[1])


@cache
def date_words(language: Language, day_first: bool | None) -> DateWords:
    """Return the dates that a language can say, made ready once in a run."""
    return DateWords(language, day_first)


class DateWords:
    """The dates that a language can say."""

    def __init__(self, language: Language, day_first: bool | None) -> None:
        self.language = language
        self.day_first = day_first
        self.section = language.section("dates")
        self.times = TimeWords(self.section)

    def find(self, tokens: Sequence[Token], first: int) -> DatePhrase | None:
        """Return the longest phrase that begins at a token."""
        token = tokens[first]
        if token.kind != "word":
            return None
        if meaning := number_meaning(token.key):
            found = Match(first, first + 1, meaning, token.text)
            return DatePhrase(first, first + 1, token.text, meaning, found)
        match = self._book.find(tokens, self.readers, first)
        if match is None:
            return None
        typed = " ".join(t.text for t in tokens[first : match.after])
        typed = re.sub(r" (?=[,.])", "", typed)
        return DatePhrase(
            first, match.after, typed, match.meaning.split()[0], replace(match, phrase=typed),
            match.after == first + 1 and self._doubtful(token),
        )  # fmt: skip

    def resolve(self, phrase: DatePhrase, anchor: Anchor) -> str:
        """Return the day that a phrase means.

        Raises:
            UsageError: there is no such day.
        """
        if phrase.meaning in NUMBERS:
            return resolve_number(phrase.typed, anchor, self.day_first)
        return resolve(phrase.match, anchor)

    # ------------------------------------------------------------ words

    @cached_property
    def _book(self) -> PhraseBook:
        lists = dict(self.section.get("phrases", {}))
        for table in ("days", "feasts"):
            lists |= _by_value(self.section.get(table, {}), f"{table} ")
        return make_book(lists)

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """What the classes of words in phrases stand for."""
        return {
            "NUMBER": self._number,
            "UNIT": self._unit,
            "WEEKDAY": self._weekday,
            "MONTH": self._month,
            "DAY": self._day,
            "ORDINAL": self._ordinal,
            "YEAR": self._year,
            "FEAST": self._feast,
        }

    @cached_property
    def _numbers(self) -> PhraseBook:
        return make_book(_by_value(self.section.get("numbers", {})))

    @cached_property
    def _feasts(self) -> PhraseBook:
        return make_book(_by_value(self.section.get("feasts", {})))

    @cached_property
    def _units(self) -> Mapping[str, str]:
        units = self.section.get("units", {})
        return {fold(word): unit for unit, words in units.items() for word in words}

    @cached_property
    def _months(self) -> Mapping[str, int]:
        return _numbered(self.section.get("months", ()), 1)

    @cached_property
    def _weekdays(self) -> Mapping[str, int]:
        return _numbered(self.section.get("weekdays", ()), 0)

    @cached_property
    def full(self) -> frozenset[str]:
        """Return the months and days of the week that are not abbreviated."""
        lists = (*self.section.get("months", ()), *self.section.get("weekdays", ()))
        return frozenset(fold(words[0]) for words in lists)

    def _doubtful(self, token: Token) -> bool:
        if token.key in self._months or token.key in self._weekdays:
            doubtful = self.language.words("dates", "doubtful")
            return token.key not in self.full or token.key in doubtful
        return False

    def _number(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        if at < len(tokens) and re.fullmatch(r"\d{1,4}", tokens[at].key):
            return int(tokens[at].key), at + 1
        match = self._numbers.find(tokens, {}, at) if at < len(tokens) else None
        return (int(match.meaning), match.after) if match else None

    def _unit(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        unit = self._units.get(tokens[at].key)
        return (unit, at + 1) if unit else None

    def _weekday(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        weekday = self._weekdays.get(tokens[at].key)
        return None if weekday is None else (weekday, _past_period(tokens, at, self.full))

    def _month(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        month = self._months.get(tokens[at].key)
        return None if month is None else (month, _past_period(tokens, at, self.full))

    def _year(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Read a year: of these days, or any in four figures behind a day and a month."""
        if not _FIGURES.match(tokens[at].key):
            return None
        before = [token.key for token in tokens[max(at - 3, 0) : at]]
        months = [self._months.get(key) for key in before]
        whole = any(months) and any(_NUMBER.match(key) for key in before)
        return (int(tokens[at].key), at + 1) if whole or _YEAR.match(tokens[at].key) else None

    def _feast(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        match = self._feasts.find(tokens, {}, at)
        return (match.meaning, match.after) if match else None

    def _day(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Read a day of the month; not a number of something: "met May 3 times"."""
        return self._ordinal(tokens, at, plain=True)

    def _ordinal(
        self, tokens: Sequence[Token], at: int, plain: bool = False
    ) -> tuple[int, int] | None:
        match = _NUMBER.match(tokens[at].key)
        if match is None or not 1 <= int(match[1]) <= 99:
            return None
        ending, after = match[2], at + 1
        ordinals = self.language.words("dates", "ordinals")
        if ending in ordinals and ending:
            return int(match[1]), after
        following = tokens[after].key if after < len(tokens) else ""
        if ending:
            return None
        if following[:1] == "." and "." in ordinals and len(tokens) > after + 1:
            return int(match[1]), after + 1
        counted = self.language.words("dates", "counted")
        if (
            not plain
            or following in counted
            or following in self._units
            or following in self.times.hours
        ):
            return None
        return int(match[1]), after


def _past_period(tokens: Sequence[Token], at: int, full: frozenset[str]) -> int:
    """Return the token behind a word; the period of an abbreviation goes with it, before a day."""
    period = (
        tokens[at].key not in full
        and at + 2 < len(tokens)
        and tokens[at + 1].key == "."
        and tokens[at + 2].key[:1].isdigit()
    )
    return at + 2 if period else at + 1


def _by_value(table: Mapping[str, Any], before: str = "") -> dict[str, list[str]]:
    """Return the phrases of a table by their value, which becomes what they mean."""
    found: dict[str, list[str]] = {}
    for phrase, value in table.items():
        found.setdefault(f"{before}{value}", []).append(phrase)
    return found


def _numbered(lists: Sequence[Sequence[str]], first: int) -> dict[str, int]:
    return {fold(word): at for at, words in enumerate(lists, first) for word in words}
