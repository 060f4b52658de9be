"""Tokens in a row, and what a language says of them.

The one rule: every look-up of a word or a phrase in a line goes through here; behind either end of
the row there is nothing, which is no error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hobnob.capture.words.language import Language
from hobnob.capture.words.phrases import Match
from hobnob.capture.words.tokens import Token


@dataclass(frozen=True)
class TokenRow:
    """The tokens of a line, or of a part of it, and the language in which they are read."""

    tokens: Sequence[Token]
    language: Language

    def key(self, at: int) -> str:
        """Return the word at a token, "" beyond either end."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def is_word(self, at: int, section: str, *lists: str) -> bool:
        """Say whether a token is in one of some lists of words."""
        key = self.key(at)
        return any(key in self.language.words(section, name) for name in lists)

    def find(self, at: int, section: str, *lists: str) -> Match | None:
        """Return the longest phrase of some lists that begins at a token."""
        if at >= len(self.tokens):
            return None
        return self.language.find(self.tokens, at, section, *lists)

    def group(self, at: int) -> tuple[tuple[int, ...], int]:
        """Return the names that stand together from a name on, and the token behind them."""
        return self.language.group(self.tokens, at)
