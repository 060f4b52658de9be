"""The phrases of a language, and finding them in a line.

The one rule: a phrase is data. A word in it stands for itself; case and diacritics do not matter. A
word in capitals stands for a class of words (`WHO` a person, `WEEKDAY` a day of the week), and `..`
for up to three words of any kind. A phrase does not reach over a break unless it contains one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from hobnob.capture.words.tokens import Token
from hobnob.names import fold

Values = tuple[tuple[str, object], ...]
"""What the classes of a phrase stand for, in their order."""

Reader = Callable[[Sequence[Token], int], tuple[object, int] | None]
"""Reads a class of words at a token; returns its value, and the token behind it."""

LONGEST_GAP = 3
_NOT, _NOT_IN_HASTE = "n't", "nt"


class Phrase(NamedTuple):
    """A phrase of a list, and what it means there."""

    text: str
    parts: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase that was found: its first token, the token behind it, the values of its classes."""

    first: int
    after: int
    meaning: str
    phrase: str
    values: Values = ()

    def value(self, name: str) -> object | None:
        """Return the value of a class of the phrase."""
        return next((value for key, value in self.values if key == name), None)

    def groups(self) -> list[tuple[int, ...]]:
        """Return the people that each `WHO` stands for, by their number in the line."""
        return [value for key, value in self.values if key == "WHO" and isinstance(value, tuple)]


def is_class(part: str) -> bool:
    """Say whether a part of a phrase is the name of a class of words."""
    return part.isalpha() and part.isascii() and part.isupper() and len(part) > 1


@dataclass(frozen=True)
class PhraseBook:
    """Phrases by their first word, or by the class of it."""

    by_first: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    classes: tuple[str, ...] = ()

    def find(
        self, tokens: Sequence[Token], readers: Mapping[str, Reader], first: int
    ) -> PhraseMatch | None:
        """Return the longest phrase that begins at a token."""
        best: PhraseMatch | None = None
        for phrase, at, values in self._candidates(tokens, readers, first):
            found = _match(phrase.parts[1:], tokens, at, readers, values)
            if found and (best is None or found[0] > best.after):
                best = PhraseMatch(first, found[0], phrase.meaning, phrase.text, found[1])
        return best

    def find_all(
        self, tokens: Sequence[Token], readers: Mapping[str, Reader]
    ) -> Iterator[PhraseMatch]:
        """Yield the phrases of a line; where several begin at a word, the longest."""
        for first in range(len(tokens)):
            if match := self.find(tokens, readers, first):
                yield match

    def _candidates(
        self, tokens: Sequence[Token], readers: Mapping[str, Reader], first: int
    ) -> Iterator[tuple[Phrase, int, Values]]:
        """Yield the phrases whose first part fits a token, with what follows from that part."""
        token = tokens[first]
        if token.kind not in ("who", "when"):
            for phrase in self.by_first.get(token.key, ()):
                yield phrase, first + 1, ()
        for name in self.classes:
            # Read once for all phrases that begin with it.
            if read := readers[name](tokens, first):
                yield from ((phrase, read[1], ((name, read[0]),)) for phrase in self.by_first[name])


@lru_cache(maxsize=20_000)
def _parts_of(text: str) -> tuple[str, ...]:
    """Return the parts of a phrase, folded; the same phrase is in several books."""
    return tuple(part if is_class(part) else fold(part) for part in text.split())


def make_book(phrases: Iterable[tuple[str, str]]) -> PhraseBook:
    """Make a book of phrases, each given as what it means and its text."""
    by_first: dict[str, list[Phrase]] = {}
    for meaning, text in phrases:
        parts = _parts_of(text)
        by_first.setdefault(parts[0], []).append(Phrase(text, parts, meaning))
        if _NOT in text:
            # Without its apostrophe, as a thumb types it: "didnt".
            parts = tuple(part.replace(_NOT, _NOT_IN_HASTE) for part in parts)
            by_first.setdefault(parts[0], []).append(Phrase(text, parts, meaning))
    return PhraseBook(
        {first: tuple(found) for first, found in by_first.items()},
        tuple(first for first in by_first if is_class(first)),
    )


def _match(
    parts: tuple[str, ...],
    tokens: Sequence[Token],
    at: int,
    readers: Mapping[str, Reader],
    values: Values,
) -> tuple[int, Values] | None:
    if not parts:
        return at, values
    part, rest = parts[0], parts[1:]
    if part == "..":
        for end in range(at, min(at + LONGEST_GAP, len(tokens)) + 1):
            if end > at and tokens[end - 1].kind == "break":
                return None
            if found := _match(rest, tokens, end, readers, values):
                return found
        return None
    if at >= len(tokens):
        return None
    if is_class(part):
        read = readers[part](tokens, at)
        return read and _match(rest, tokens, read[1], readers, (*values, (part, read[0])))
    if tokens[at].key != part or tokens[at].kind in ("who", "when"):
        return None
    return _match(rest, tokens, at + 1, readers, values)
