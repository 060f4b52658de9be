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
_CLOCK = re.compile(r"(\d{1,2})(?:([:.]|h(?=\d))(\d\d))?([^\W\d_]*)\Z")
_RANGE = re.compile(r"([\d:.h]+?)([^\W\d_]*)[-–]([\d:.h]+?)([^\W\d_]*)\Z")
_JOINED = re.compile(r"([^\W\d_]+)-(\d{1,2})\Z")
_DAYS = re.compile(r"(\d{1,2})-(\d{1,2})\Z")
_QUARTER = re.compile(r"q([1-4])\Z")
_HALVES = ("am", "pm")
_LONG = 5
"""Letters of a word that can be told from others when it is misspelled."""
_EARLIEST = 7
"""Hours before this one are meant after noon, if a range names no half of the day."""


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
        if match := self._joined(token, first):
            return match
        match = self._book.find(tokens, self.readers, first)
        if match is None:
            return None
        if (
            match.after > first + 1
            and match.meaning in ("next_weekday", "last_weekday")
            and (self.is_doubtful(token.key))
        ):
            # "sat next to her", "wed last year"
            return None
        if match.meaning == "weekday" and (number := self._number_behind(tokens, match.after)):
            # "Tue 17/11": the number says which.
            return replace(number, first=first, meaning="numeric", values=match.values)
        typed = " ".join(token.text for token in tokens[first : match.after])
        return replace(match, phrase=re.sub(r" (?=[,.])", "", typed))

    def _number_behind(self, tokens: Sequence[Token], at: int) -> PhraseMatch | None:
        meaning = number_meaning(tokens[at].key) if at < len(tokens) else ""
        return PhraseMatch(at, at + 1, meaning, tokens[at].text) if meaning else None

    def _joined(self, token: Token, at: int) -> PhraseMatch | None:
        """Return a month and a day in one word: "Oct-23"."""
        match = _JOINED.match(token.key)
        month = self._months.get(match[1]) if match else None
        if match is None or month is None or not 1 <= int(match[2]) <= 31:
            return None
        values = (("MONTH", month), ("DAY", int(match[2])))
        return PhraseMatch(at, at + 1, "date", token.text, values)

    def resolve(self, match: PhraseMatch, anchor: Anchor) -> str:
        """Return the day that a date means.

        Raises:
            UsageError: there is no such day.
        """
        if match.meaning in NUMBERS:
            if isinstance(weekday := match.value("WEEKDAY"), int):
                anchor = replace(anchor, weekday=weekday)
            return resolve_number(match.phrase, anchor, self.day_first)
        return resolve(match, anchor)

    def is_doubtful(self, key: str) -> bool:
        """Say whether a month or day of the week is also another word, or is abbreviated."""
        if key in self._weekday_words:
            return key in self.language.words("dates", "doubtful")
        return key in self.short or key in self.language.words("dates", "doubtful")

    @cached_property
    def _weekday_words(self) -> frozenset[str]:
        return frozenset(_numbered(self.section.get("weekdays", ()), 0))

    @cached_property
    def distinct(self) -> frozenset[str]:
        """The words for a day that are long enough to be known when they are misspelled."""
        days = {*self.full, *map(fold, self.section.get("days", ()))}
        days -= self.language.words("dates", "doubtful")
        return frozenset(day for day in days if len(day) >= _LONG and day.isalpha())

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
        after = first + 1
        behind = tokens[after].key if after < len(tokens) else ""
        if found := self._range(token, behind):
            return found, after + (behind in self._hours)
        match = _CLOCK.match(token.key)
        if match is None:
            return None
        mark = match[4]
        if not mark and behind in self._hours:
            mark, after = behind, after + 1
        if mark not in self._hours and (mark or not match[3]):
            return None
        if match[2] == "." and mark not in self._hours:
            # "3.11" is a number, or a date.
            return None
        half = self._hours.get(mark, "")
        if match[4] and half not in _HALVES and int(match[1]) < _EARLIEST:
            # "2h" is how long it took.
            return None
        return _make_time(token.text, int(match[1]), int(match[3] or 0), half), after

    def _range(self, token: Token, behind: str) -> str:
        """Return the beginning of a stretch of time: "3-4pm", "14:00-15:00", "10-11"."""
        match = _RANGE.match(token.key)
        if match is None:
            return ""
        begin, end = _CLOCK.match(match[1]), _CLOCK.match(match[3])
        mark = match[2] or match[4] or behind
        if begin is None or end is None or int(begin[1]) > 23 or int(end[1]) > 24:
            return ""
        half = self._hours.get(mark, "")
        if (match[2] or match[4]) and not half:
            return ""
        hour = int(begin[1])
        if half == "pm" and not match[2] and hour > int(end[1]):
            # "11-1pm" begins before noon.
            half = ""
        if not half and not begin[3] and hour < _EARLIEST:
            hour += 12
        return _make_time(token.text, hour, int(begin[3] or 0), half if hour <= 12 else "")

    def is_time(self, token: Token) -> bool:
        """Say whether a token can only be a time: `3pm`, `14:00`, but not `2:1`."""
        match, stretch = _CLOCK.match(token.key), _RANGE.match(token.key)
        if stretch and (":" in token.key or stretch[4] in self._hours):
            return bool(self._range(token, ""))
        if match is None or int(match[1]) > 23:
            return False
        exact = match[2] in (":", "h") and len(match[3]) == 2 and int(match[3]) < 60
        return self._hours.get(match[4]) in _HALVES or (exact and not match[4])

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
            "SPAN": self._span,
            "QUARTER": _read_quarter,
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

    def _span(self, tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
        """Read a number and a unit in one word: "2w"."""
        match = _DAY.match(tokens[at].key)
        unit = self._units.get(match[2]) if match else None
        return (f"{match[1]} {unit}", at + 1) if match and unit else None

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
        if days := _DAYS.match(tokens[at].key):
            # "Nov 5-6" is dated by its first day.
            return (int(days[1]), at + 1) if 0 < int(days[1]) < int(days[2]) <= 31 else None
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


def _read_quarter(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
    match = _QUARTER.match(tokens[at].key)
    return (int(match[1]), at + 1) if match else None


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
    halved = half in _HALVES
    if hour > 23 or minute > 59 or (halved and not 1 <= hour <= 12):
        raise UsageError(f"'{typed}' is no time of day; a time is written 15:30 or 3pm")
    if halved:
        hour = hour % 12 + 12 * (half == "pm")
    return f"{hour:02}:{minute:02}"
