"""What stands around a word of a line, as far as it tells whether the word is a name.

The one rule: questions about words and their neighbours only; nobody is known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from hobnob.capture.names.text import HOLE, View, Word
from hobnob.capture.words.wordlists import WordLists
from hobnob.names import fold

_BLANK = re.compile(r"[*_]*[^\S\r\n]+[*_]*")
_IN_NAME = re.compile(r"[^\S\r\n]+|[^\S\r\n]?[-‐‑・·][^\S\r\n]?")
_AFTER_SHORT = re.compile(r"\.[^\S\r\n]?|\.-")
MOST_WORDS = 8
MOST_CHARACTERS = 12
LONGEST = 200
"""Letters of the longest row of words that could be a name."""
_SIGHT = 40
"""Letters before a word that tell what it is."""
_NEAR = 3
"""Words from the end of a name to the beginning of one that it is joined to."""


class Span(NamedTuple):
    """Words in a row that could be a name.

    Attributes:
        first: the number of its first word.
        last: the number of its last word.
        start: where it begins in the view.
        end: where it ends in the view, without a possessive ending.
        text: as it reads.
    """

    first: int
    last: int
    start: int
    end: int
    text: str


class Context:
    """A text, and the lists with which it is read.

    Attributes:
        words: of the text.
        keys: the words as the lists have them.
    """

    def __init__(self, view: View, lists: WordLists) -> None:
        """Take the text."""
        self.view = view
        self.lists = lists
        self.words: tuple[Word, ...] = view.words
        self.keys = tuple(fold(word.text) for word in view.words)

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
        """Whether a name may reach from the word before to this one."""
        word, before = self.words[at], self.words[at - 1]
        if before.possessive or word.fixed != before.fixed:
            return False
        if not word.before:
            return True
        if _IN_NAME.fullmatch(word.before):
            return True
        short = len(before.text) == 1 or self.keys[at - 1] in self.lists.titles
        return short and _AFTER_SHORT.fullmatch(word.before) is not None

    def touches(self, at: int) -> bool:
        """Whether nothing but blanks stands between the word before and this one."""
        return 0 < at < len(self.words) and _BLANK.fullmatch(self.words[at].before) is not None

    def key_before(self, at: int) -> str:
        """Return the word right before a word, "" where none is."""
        return self.keys[at - 1] if self.touches(at) else ""

    def key_after(self, at: int) -> str:
        """Return the word right behind a word, "" where none is."""
        return self.keys[at + 1] if self.touches(at + 1) and not self.words[at].possessive else ""

    def opens(self, at: int) -> bool:
        """Whether a sentence may begin with a word, so that a capital says nothing."""
        word = self.words[at]
        return word.opens and not (at and self.has_title(at))

    def has_title(self, at: int) -> bool:
        """Whether a title stands before a word: `Dr. Hopper`."""
        return (
            at > 0
            and self.keys[at - 1] in self.lists.titles
            and self.words[at].before.lstrip(".").strip(" \t\xa0") == ""
            and len(self.words[at].before) in (1, 2)
        )

    def shows(self, at: int) -> bool:
        """Whether a word has a capital that means something."""
        word = self.words[at]
        return word.capital and not self.view.loud and not self.opens(at)

    def is_ordinary(self, span: Span) -> bool:
        """Whether each of the words is an ordinary one too."""
        lists = self.lists
        return all(
            key in lists.ordinary or key in lists.calendar or key in lists.letters
            for key in self.keys[span.first : span.last + 1]
        )

    def expects_person(self, at: int) -> bool:
        """Whether a person is expected behind the words before: `met`, `heard from`."""
        start = self.words[at].start
        view = self.view.text[max(0, start - _SIGHT) : start].rstrip(" ").lower()
        if view.endswith(self.lists.signs):
            return True
        if not self.touches(at):
            return False
        for phrase in self.lists.before.get(self.keys[at - 1], ()):
            first = at - len(phrase)
            if first >= 0 and self.keys[first:at] == phrase and self._is_row(first, at):
                return True
        return False

    def _is_row(self, first: int, behind: int) -> bool:
        return all(self.goes_on(at) for at in range(first + 1, behind))

    def does_something(self, at: int, *, capital: bool) -> bool:
        """Whether what follows a word is what a person does: `called`, also `just called`."""
        if not self.touches(at + 1) or self.words[at].possessive:
            return False
        step = 1
        while self.keys[at + step] in self.lists.adverbs and self.touches(at + step + 1):
            step += 1
        key = self.keys[at + step]
        return key in self.lists.after or (capital and key in self.lists.after_capital)

    def has_partner(self, span: Span) -> bool:
        """Whether the words are named in a row with oneself: `Mark and I`, `me and grace`."""
        behind, before = span.last + 1, span.first - 1
        if self.key_after(span.last) in self.lists.joins:
            return self.key_after(behind) in self.lists.partners
        if self.key_before(span.first) in self.lists.joins:
            partner = self.key_before(before) in self.lists.partners
            return partner and self.is_followed_by_end(span.last)
        return False

    def begins_clause(self, at: int) -> bool:
        """Whether somebody who does something may be named here."""
        if not self.touches(at):
            return True
        return self.words[at].opens or self.keys[at - 1] in self.lists.clauses

    def is_followed_by_end(self, at: int) -> bool:
        """Whether a row of names may end with a word."""
        if at + 1 >= len(self.words) or not self.touches(at + 1):
            return True
        return self.words[at].possessive or self.keys[at + 1] in self.lists.closes

    def joint(self, left: Span, right: Span) -> bool:
        """Whether two names stand in a row: `Grace and George`, `Grace, George`."""
        between = self.view.text[self.words[left.last].end : right.start]
        if HOLE in between or "\n" in between:
            return False
        words = between.replace(",", " ").casefold().split()
        listed = not words and "," in between
        return listed or (len(words) == 1 and words[0] in self.lists.joins)


class Spans:
    """Rows of words, to be asked which of them stand near a word."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        """Take some to begin with."""
        self._by_word: dict[int, list[Span]] = {}
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Take one more."""
        for at in range(span.first, span.last + 1):
            self._by_word.setdefault(at, []).append(span)

    def at(self, word: int) -> list[Span]:
        """Return those with a word in them."""
        return self._by_word.get(word, [])

    def across(self, span: Span) -> Iterator[Span]:
        """Yield those that share a word with another row, some more than once."""
        for at in range(span.first, span.last + 1):
            yield from self.at(at)

    def before(self, span: Span) -> Iterator[Span]:
        """Yield those that end so near before another that both may stand in a row."""
        for at in range(max(0, span.first - _NEAR), span.first):
            yield from (other for other in self.at(at) if other.last == at)

    def behind(self, span: Span) -> Iterator[Span]:
        """Yield those that begin as near behind another."""
        for at in range(span.last + 1, span.last + 1 + _NEAR):
            yield from (other for other in self.at(at) if other.first == at)
