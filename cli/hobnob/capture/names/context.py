"""The context of a word: the words around it, and whether they make it a name.

The one rule: only words and their neighbours count here; this module knows no people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from hobnob.capture.names.text import HOLE, View, Word
from hobnob.capture.words.language import Language
from hobnob.names import fold

_SIGNED = re.compile(r"[^\w\s'-]")
"""A phrase with a sign is looked for as it stands: "w/o"."""
_BETWEEN = re.compile(r"[\s-]+")
_BLANK = re.compile(r"[*_]*[^\S\r\n]+[*_]*")
_IN_NAME = re.compile(r"[^\S\r\n]+|[^\S\r\n]?[-‐‑・·][^\S\r\n]?")
_AFTER_SHORT = re.compile(r"\.[^\S\r\n]?|\.-")
_MEMBER_SIGNS = frozenset({"(", "[", "@"})
"""Between a name and its organization: "Mark (IBM)", "Mark @ IBM"."""
MOST_WORDS = 8
MOST_CHARACTERS = 12
LONGEST = 200
"""The most letters in a row of words that can be a name."""
_SIGHT = 40
"""The number of letters before a word that are read to judge it."""
_NEAR = 3
"""The most words from the end of a name to the start of a name joined to it."""


class Span(NamedTuple):
    """Consecutive words that could be a name.

    Attributes:
        first: the number of its first word.
        last: the number of its last word.
        start: its start in the view.
        end: its end in the view, without a possessive ending.
        text: the words as the reader sees them.
    """

    first: int
    last: int
    start: int
    end: int
    text: str

    @property
    def words(self) -> range:
        """The numbers of its words."""
        return range(self.first, self.last + 1)


class Context:
    """A text, and its language.

    Attributes:
        words: the words of the text.
    """

    def __init__(self, view: View, language: Language) -> None:
        """Take the text."""
        self.view = view
        self._language = language
        self.words: tuple[Word, ...] = view.words

    def listed(self, key: str, *lists: str) -> bool:
        """Return whether a word, folded, is in one of some lists of the section `people`."""
        return any(key in self._language.words("people", name) for name in lists)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """All rows of words that could be a name."""
        found = []
        for first, word in enumerate(self.words):
            most = MOST_CHARACTERS if word.loose else MOST_WORDS
            for last in range(first, min(first + most, len(self.words))):
                if last > first and not self.goes_on(last):
                    break
                if self.words[last].end - word.start > LONGEST:
                    break
                found += self._spans(first, last)
        return tuple(found)

    def _spans(self, first: int, last: int) -> list[Span]:
        words, view = self.words, self.view.text
        start, word = words[first].start, words[last]
        ends = (word.bare, word.end) if word.possessive else (word.end,)
        return [Span(first, last, start, end, view[start:end]) for end in ends]

    def goes_on(self, at: int) -> bool:
        """Return whether a name may continue from the previous word to this one."""
        word, before = self.words[at], self.words[at - 1]
        if before.possessive or word.fixed != before.fixed:
            return False
        if not word.before:
            return True
        if _IN_NAME.fullmatch(word.before):
            return True
        short = len(before.text) == 1 or self.listed(self.words[at - 1].key, "titles")
        return short and _AFTER_SHORT.fullmatch(word.before) is not None

    def touches(self, at: int) -> bool:
        """Return whether only blanks stand between the previous word and this one."""
        return 0 < at < len(self.words) and _BLANK.fullmatch(self.words[at].before) is not None

    def key_before(self, at: int) -> str:
        """Return the word directly before a word; "" if there is none."""
        return self.words[at - 1].key if self.touches(at) else ""

    def key_after(self, at: int) -> str:
        """Return the word directly after a word; "" if there is none."""
        follows = self.touches(at + 1) and not self.words[at].possessive
        return self.words[at + 1].key if follows else ""

    def opens(self, at: int) -> bool:
        """Return whether a word may begin a sentence. Then its capital means nothing."""
        word = self.words[at]
        return word.opens and not (at and self.has_title(at))

    def has_title(self, at: int) -> bool:
        """Return whether a title stands before a word: `Dr. Hopper`."""
        return (
            at > 0
            and self.listed(self.words[at - 1].key, "titles")
            and self.words[at].before.lstrip(".").strip(" \t\xa0") == ""
            and len(self.words[at].before) in (1, 2)
        )

    def shows(self, at: int) -> bool:
        """Return whether a word has a capital that means something."""
        word = self.words[at]
        return word.capital and not self.view.loud and not self.opens(at)

    def has_capital(self, at: int) -> bool:
        """Return whether a word has a capital, in a text that is not all capitals."""
        return self.words[at].capital and not self.view.loud

    def are_listed(self, span: Span, *lists: str) -> bool:
        """Return whether each of the words is in one of some lists of the section `people`."""
        return all(self.listed(self.words[at].key, *lists) for at in span.words)

    def is_function_word(self, at: int) -> bool:
        """Return whether a word only joins others: "the", "with", "she"."""
        return self.words[at].key in self._language.function_words

    def is_ordinary(self, span: Span) -> bool:
        """Return whether each of the words is also an ordinary word."""
        return self.are_listed(span, "ordinary", "calendar", "letters")

    def expects_person(self, at: int) -> bool:
        """Return whether the words before announce a person: `met`, `heard from`."""
        start = self.words[at].start
        view = self.view.text[max(0, start - _SIGHT) : start].rstrip(" ").lower()
        cues = _cues_of(self._language)
        if view.endswith(cues.signs):
            return True
        if not self.touches(at):
            return False
        for phrase in cues.by_last.get(self.words[at - 1].key, ()):
            first = at - len(phrase)
            keys = [word.key for word in self.words[max(first, 0) : at]]
            if keys == phrase and all(self.goes_on(word) for word in range(first + 1, at)):
                return True
        return False

    def is_cue(self, key: str) -> bool:
        """Return whether some phrases that announce a person end in a word."""
        return key in _cues_of(self._language).by_last

    def does_something(self, at: int, *, capital: bool) -> bool:
        """Return whether a person's action follows a word: `called`, also `just called`."""
        if not self.touches(at + 1) or self.words[at].possessive:
            return False
        step = 1
        while self.listed(self.words[at + step].key, "adverbs") and self.touches(at + step + 1):
            step += 1
        key = self.words[at + step].key
        return self.listed(key, "after") or (capital and self.listed(key, "after_capital"))

    def has_partner(self, span: Span) -> bool:
        """Return whether the words are joined with the writer: `Mark and I`, `me and grace`."""
        behind, before = span.last + 1, span.first - 1
        sign = self.words[behind].before.strip() if behind < len(self.words) else ""
        if sign and self.listed(sign, "joins"):
            return self.listed(self.words[behind].key, "partners")
        if self.listed(self.key_after(span.last), "joins"):
            return self.listed(self.key_after(behind), "partners")
        if self.listed(self.key_before(span.first), "joins"):
            partner = self.listed(self.key_before(before), "partners")
            return partner and self.is_followed_by_end(span.last)
        return False

    def org_starts(self, at: int) -> tuple[int, ...]:
        """Return where an organization may begin that tells whom a name at a word means.

        It stands behind a word ("Grace of Acme", "Mark from the bank"), a bracket or an @.
        """
        behind = at + 1
        if behind >= len(self.words):
            return ()
        if self.words[behind].before.strip() in _MEMBER_SIGNS:
            return (behind,)
        if not self.listed(self.key_after(at), "members") or not self.touches(behind + 1):
            return ()
        first = behind + 1
        article = self.listed(self.words[first].key, "articles") and self.touches(first + 1)
        return (first, first + 1) if article else (first,)

    def begins_clause(self, at: int) -> bool:
        """Return whether a clause with a person as its subject may begin here."""
        if not self.touches(at):
            return True
        return self.words[at].opens or self.listed(self.words[at - 1].key, "clauses")

    def is_followed_by_end(self, at: int) -> bool:
        """Return whether a row of names may end with a word."""
        if at + 1 >= len(self.words) or not self.touches(at + 1):
            return True
        return self.words[at].possessive or self.listed(self.words[at + 1].key, "closes")

    def ends_name(self, at: int) -> bool:
        """Return whether a name alone may end with a word: "met ben.", "ben called"."""
        return (
            self.is_followed_by_end(at)
            or self.listed(self.key_after(at), "clauses")
            or self.does_something(at, capital=False)
        )

    def is_within(self, span: Span) -> bool:
        """Return whether words may be the place where something is: "in Florence"."""
        before = self.key_before(span.first)
        inside = self.listed(before, "within") or (
            self.listed(before, "infinitives")
            and self.listed(self.key_before(span.first - 1), "going")
        )
        owner = self.words[span.last].possessive
        return inside and not owner and not self.expects_person(span.first)

    def is_relation(self, key: str) -> bool:
        """Return whether a word says what somebody is, and is no name: "Kollegen" in German."""
        return self.listed(key, "relations") and not self.listed(key, "ordinary")

    def is_new(self, at: int) -> bool:
        """Return whether the words before say that somebody is new: "the new guy Piotr"."""
        relation = self.listed(self.key_before(at), "relations")
        return relation and self.listed(self.key_before(at - 1), "new")

    def joint(self, left: Span, right: Span) -> bool:
        """Return whether two names are joined in a row: `Grace and George`, `Grace, George`."""
        between = self.view.text[self.words[left.last].end : right.start]
        if HOLE in between or "\n" in between:
            return False
        words = between.replace(",", " ").casefold().split()
        listed = not words and "," in between
        return listed or (len(words) == 1 and self.listed(words[0], "joins"))


class _Cues(NamedTuple):
    """The phrases that announce a person: `met`, `heard from`, `w/`.

    Attributes:
        by_last: phrases of words, by their last word.
        signs: phrases that end in a sign.
    """

    by_last: Mapping[str, Sequence[Sequence[str]]]
    signs: tuple[str, ...]


@cache
def _cues_of(language: Language) -> _Cues:
    phrases = [fold(phrase) for phrase in language.section("people").get("before", ())]
    by_last: dict[str, list[Sequence[str]]] = {}
    for phrase in phrases:
        if not _SIGNED.search(phrase):
            words = _BETWEEN.split(phrase)
            by_last.setdefault(words[-1], []).append(words)
    return _Cues(by_last, tuple(phrase for phrase in phrases if _SIGNED.search(phrase)))


class Spans:
    """Rows of words, and a search for those near a word."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        """Take the first rows."""
        self._by_word: dict[int, list[Span]] = {}
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Add one row."""
        for at in span.words:
            self._by_word.setdefault(at, []).append(span)

    def at(self, word: int) -> list[Span]:
        """Return the rows that include a word."""
        return self._by_word.get(word, [])

    def before(self, span: Span) -> Iterator[Span]:
        """Yield the rows that end shortly before another, so that both may be joined."""
        for at in range(max(0, span.first - _NEAR), span.first):
            yield from (other for other in self.at(at) if other.last == at)

    def behind(self, span: Span) -> Iterator[Span]:
        """Yield the rows that begin shortly after another."""
        for at in range(span.last + 1, span.last + 1 + _NEAR):
            yield from (other for other in self.at(at) if other.first == at)
