"""The words of dates and times in a language, and finding them in a line.

The one rule: this module says what could be a date and what it would mean. What stands around it
decides whether it is the date of something (`hobnob.capture.days.when`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property

from hobnob.capture.days.datenumbers import NUMBERS, number_meaning, resolve_number
from hobnob.capture.days.meanings import Anchor, resolve
from hobnob.capture.words.language import Language
from hobnob.capture.words.phrases import PhraseBook, PhraseMatch, Reader, make_book
from hobnob.capture.words.tokens import Token
from hobnob.errors import UsageError
from hobnob.names import fold

_DAY = re.compile(r"(\d{1,2})([^\W\d_]*)\Z")
_FIGURES = re.compile(r"[1-9]\d{3}\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d))?([^\W\d_]*)\Z")


@cache
def date_words(language: Language, day_first: bool | None) -> DateWords:
    """Return the words of dates in a language, prepared once in a run."""
    return DateWords(language, day_first)


class DateWords:
    """The dates and times that a language can express.

    Attributes:
        full: the months and days of the week that are not abbreviated.
        short: their abbreviations.
    """

    def __init__(self, language: Language, day_first: bool | None) -> None:
        self.language = language
        self.day_first = day_first
        self.section = language.section("dates")
        named = (*self.section.get("months", ()), *self.section.get("weekdays", ()))
        self.full = frozenset(fold(words[0]) for words in named)
        self.short = frozenset(fold(word) for words in named for word in words[1:])

    def find(self, tokens: Sequence[Token], first: int) -> PhraseMatch | None:
        """Return the longest date that begins at a token.

        The match has the date as it was typed; it means a list of `[dates.phrases]`, `days`,
        `feasts`, or one of `datenumbers.NUMBERS`.
        """
        token = tokens[first]
        if token.kind != "word":
            return None
        if meaning := number_meaning(token.key):
            return PhraseMatch(first, first + 1, meaning, token.text)
        match = self._book.find(tokens, self.readers, first)
        if match is None:
            return None
        typed = " ".join(token.text for token in tokens[first : match.after])
        return replace(match, phrase=re.sub(r" (?=[,.])", "", typed))

    def resolve(self, match: PhraseMatch, anchor: Anchor) -> str:
        """Return the day that a date means.

        Raises:
            UsageError: there is no such day.
        """
        if match.meaning in NUMBERS:
            return resolve_number(match.phrase, anchor, self.day_first)
        return resolve(match, anchor)

    def is_doubtful(self, key: str) -> bool:
        """Say whether a month or day of the week is also another word, or is abbreviated."""
        return key in self.short or key in self.language.words("dates", "doubtful")

    # ------------------------------------------------------------ times of day

    def find_time(self, tokens: Sequence[Token], first: int) -> tuple[str, int] | None:
        """Return the time of day at a token, and the token behind it.

        A number is a time only with its minutes, or with a word such as "pm".

        Raises:
            UsageError: it looks like a time, but there is no such time.
        """
        if first >= len(tokens) or tokens[first].kind != "word":
            return None
        token = tokens[first]
        if time := self._times.get(token.key):
            return time, first + 1
        match = _CLOCK.match(token.key)
        if match is None:
            return None
        after, mark = first + 1, match[3]
        if not mark and after < len(tokens) and tokens[after].key in self._hours:
            mark, after = tokens[after].key, after + 1
        if mark not in self._hours and (mark or not match[2]):
            return None
        half = self._hours.get(mark, "")
        return _make_time(token.text, int(match[1]), int(match[2] or 0), half), after

    def is_time(self, token: Token) -> bool:
        """Say whether a token can only be a time: `3pm`, but not `2:1`."""
        match = _CLOCK.match(token.key)
        return match is not None and match[3] in self._hours and int(match[1]) < 24

    @cached_property
    def _times(self) -> Mapping[str, str]:
        return {fold(word): time for word, time in self.section.get("times", {}).items()}

    @cached_property
    def _hours(self) -> Mapping[str, str]:
        """The words behind an hour: `am`, `pm`, or `clock` for those that change nothing."""
        return _by_word(self.section.get("hours", {}))

    # ------------------------------------------------------------ classes of words

    @cached_property
    def _book(self) -> PhraseBook:
        lists = {**self.section.get("phrases", {}), "days": ["DAYS"], "feasts": ["FEAST"]}
        return make_book((meaning, text) for meaning, texts in lists.items() for text in texts)

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """The classes of words in the phrases of dates."""
        return {
            "NUMBER": self._number,
            "UNIT": _read_word(self._units),
            "WEEKDAY": _read_word(_numbered(self.section.get("weekdays", ()), 0), self.short),
            "MONTH": _read_word(self._months, self.short),
            "DAY": self._day,
            "ORDINAL": self._ordinal,
            "YEAR": self._year,
            "FEAST": _read_phrase(self.section.get("feasts", {})),
            "DAYS": _read_phrase(self.section.get("days", {})),
        }

    @cached_property
    def _units(self) -> Mapping[str, str]:
        return _by_word(self.section.get("units", {}))

    @cached_property
    def _months(self) -> Mapping[str, int]:
        return _numbered(self.section.get("months", ()), 1)

    @cached_property
    def _number_words(self) -> Reader:
        return _read_phrase(self.section.get("numbers", {}))

    def _number(self, tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
        if re.fullmatch(r"\d{1,4}", tokens[at].key):
            return int(tokens[at].key), at + 1
        return self._number_words(tokens, at)

    def _year(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Read a year of these days, or any four figures behind a day and a month."""
        if not _FIGURES.match(tokens[at].key):
            return None
        before = [token.key for token in tokens[max(at - 3, 0) : at]]
        is_full = any(key in self._months for key in before) and any(map(_DAY.match, before))
        return (int(tokens[at].key), at + 1) if is_full or _YEAR.match(tokens[at].key) else None

    def _day(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Read a day of the month, but not the number of something: "met May 3 times"."""
        if day := self._ordinal(tokens, at):
            return day
        following = tokens[at + 1].key if at + 1 < len(tokens) else ""
        counted = self.language.words("dates", "counted")
        if following in counted or following in self._units or following in self._hours:
            return None
        match = _DAY.match(tokens[at].key)
        return (int(match[1]), at + 1) if match and not match[2] and int(match[1]) else None

    def _ordinal(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        match = _DAY.match(tokens[at].key)
        if match is None or not int(match[1]):
            return None
        ordinals = self.language.words("dates", "ordinals")
        if match[2]:
            return (int(match[1]), at + 1) if match[2] in ordinals else None
        dotted = "." in ordinals and len(tokens) > at + 2 and tokens[at + 1].key[:1] == "."
        return (int(match[1]), at + 2) if dotted else None


def _read_word(words: Mapping[str, object], short: Collection[str] = ()) -> Reader:
    """Return a reader of single words; before a day, an abbreviation includes its period."""

    def read(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
        key = tokens[at].key
        if key not in words:
            return None
        dotted = key in short and at + 2 < len(tokens) and tokens[at + 1].key == "."
        return words[key], at + 2 if dotted and tokens[at + 2].key[:1].isdigit() else at + 1

    return read


def _read_phrase(values: Mapping[str, object]) -> Reader:
    """Return a reader of the phrases of a table, each of which stands for its value."""
    book = make_book((str(value), phrase) for phrase, value in values.items())

    def read(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
        match = book.find(tokens, {}, at)
        return (match.meaning, match.after) if match else None

    return read


def _by_word(lists: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    return {fold(word): key for key, words in lists.items() for word in words}


def _numbered(lists: Sequence[Sequence[str]], first: int) -> Mapping[str, int]:
    return {fold(word): at for at, words in enumerate(lists, first) for word in words}


def _make_time(typed: str, hour: int, minute: int, half: str) -> str:
    halved = half in ("am", "pm")
    if hour > 23 or minute > 59 or (halved and not 1 <= hour <= 12):
        raise UsageError(f"'{typed}' is no time of day; a time is written 15:30 or 3pm")
    if halved:
        hour = hour % 12 + 12 * (half == "pm")
    return f"{hour:02}:{minute:02}"
