"""The word lists of a language, made ready for looking things up in a line.

The one rule: lists become books once in a run, and only those that a line needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property

from hobnob.capture.words.lexicon import Lexicon
from hobnob.capture.words.patterns import Match, PhraseBook, Reader
from hobnob.capture.words.tokens import Token
from hobnob.names import fold

MOST_TOGETHER = 40
"""Names that are read as one group; a list of hundreds is looked at in pieces."""


class Grammar:
    """The phrases of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @cache  # noqa: B019 - there is one grammar a language, kept for the run
    def words(self, section: str, key: str) -> frozenset[str]:
        """Return a list of single words."""
        return self.lexicon.words(section, key)

    @cache  # noqa: B019
    def book(self, section: str, *keys: str) -> PhraseBook:
        """Return lists of phrases as a book."""
        return self.lexicon.book(section, *keys)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return every word that stands in any list."""
        return frozenset(_words_in(self.lexicon.sections))

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """The classes of words that stand in all phrases."""
        return {"WHO": self._who}

    def find_all(self, tokens: Sequence[Token], section: str, *keys: str) -> list[Match]:
        """Return the phrases of some lists that are in a line."""
        return list(self.book(section, *keys).find_all(tokens, self.readers))

    def find(self, tokens: Sequence[Token], first: int, section: str, *keys: str) -> Match | None:
        """Return the longest phrase of some lists that begins at a token."""
        return self.book(section, *keys).find(tokens, self.readers, first)

    def _who(self, tokens: Sequence[Token], at: int) -> tuple[tuple[int, ...], int] | None:
        """Read somebody: names joined by commas and an "and", or a word such as "she"."""
        token = tokens[at]
        if token.kind == "word" and token.key in self.words("words", "they"):
            return (), at + 1
        if token.kind != "who":
            return None
        return self.group(tokens, at)

    def group(self, tokens: Sequence[Token], at: int) -> tuple[tuple[int, ...], int]:
        """Return the names that stand together from a name on, and the token behind them.

        A comma joins only where an "and" follows: "Grace, George and Ada", but not
        "lunch with Grace, George paid".
        """
        named, after = [tokens[at].at], at + 1
        pending: list[int] = []
        reached, end = after, min(len(tokens), at + 2 * MOST_TOGETHER)
        while reached + 1 < end and tokens[reached + 1].kind == "who":
            between = tokens[reached]
            pending.append(tokens[reached + 1].at)
            reached += 2
            if between.key in self.words("words", "and"):
                named += pending
                after, pending = reached, []
            elif between.key != ",":
                break
        return tuple(named), after


def _words_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from fold(value).split()
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _words_in(key)
            yield from _words_in(below)
    elif isinstance(value, list):
        for below in value:
            yield from _words_in(below)


@cache
def grammar_of(lexicon: Lexicon) -> Grammar:
    """Return the grammar of a language."""
    return Grammar(lexicon)
