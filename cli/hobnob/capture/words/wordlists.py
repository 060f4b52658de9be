"""The words by which a line says that a word is somebody's name, or that it is not.

The one rule: every list stands in the section `people` of a language's file, where a comment says
what it is for; here they only become quick to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hobnob.capture.words.lexicon import Lexicon
from hobnob.names import fold

Phrase = tuple[str, ...]

_BETWEEN = re.compile(r"[\s-]+")
_OTHERWISE = frozenset(("before", "signs", "possessives", "elisions"))


class WordLists(NamedTuple):
    """The lists of a language, as `languages/en.toml` describes them.

    Attributes:
        before: phrases by their last word.
        signs: those of them that end in a sign, such as `w/`.
    """

    adverbs: frozenset[str]
    after: frozenset[str]
    after_capital: frozenset[str]
    articles: frozenset[str]
    calendar: frozenset[str]
    calendar_before: frozenset[str]
    capitals: frozenset[str]
    clauses: frozenset[str]
    closes: frozenset[str]
    helpers: frozenset[str]
    joins: frozenset[str]
    letters: frozenset[str]
    ordinary: frozenset[str]
    owners: frozenset[str]
    particles: frozenset[str]
    partners: frozenset[str]
    places: frozenset[str]
    pronouns: frozenset[str]
    starters: frozenset[str]
    things: frozenset[str]
    titles: frozenset[str]
    before: dict[str, tuple[Phrase, ...]]
    signs: tuple[str, ...]
    members: frozenset[str]
    possessives: tuple[str, ...]
    elisions: tuple[str, ...]


def word_lists_of(lexicon: Lexicon) -> WordLists:
    """Return the lists of a language."""
    before: dict[str, list[Phrase]] = {}
    signs = []
    for phrase in _list(lexicon, "before"):
        if not phrase[-1].isalnum():
            signs.append(phrase)
            continue
        words = tuple(_BETWEEN.split(phrase))
        before.setdefault(words[-1], []).append(words)
    return WordLists(
        **{
            name: frozenset(_list(lexicon, name))
            for name in WordLists._fields
            if name not in _OTHERWISE
        },
        before={last: tuple(phrases) for last, phrases in before.items()},
        signs=tuple(signs),
        possessives=tuple(_list(lexicon, "possessives")),
        elisions=tuple(_list(lexicon, "elisions")),
    )


def _list(lexicon: Lexicon, name: str) -> Iterable[str]:
    """Return a list; a long one may be a text, which is quicker to read."""
    words = lexicon.section("people").get(name, ())
    return [fold(word) for word in (words.split() if isinstance(words, str) else words)]
