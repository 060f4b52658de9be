"""A parsed line: its tokens, its clauses, and questions about them.

The one rule: it is made once for a line and never changes. Every module of this folder reads one
thing from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hobnob.capture.line.clauses import Clause, split_clauses
from hobnob.capture.words.language import Language, TokenRow
from hobnob.capture.words.tokens import Span, mask, split_tokens


@dataclass(frozen=True)
class ParsedValue:
    """What some tokens say; the value "" is nothing."""

    value: str = ""
    first: int = -1
    after: int = -1


NOTHING = ParsedValue()


@dataclass(frozen=True, kw_only=True)
class ParsedLine(TokenRow):
    """A line, its words and its clauses.

    Attributes:
        text: as typed.
        hidden: the same without code and addresses, see `hobnob.capture.words.tokens`.
    """

    text: str
    hidden: str
    clauses: tuple[Clause, ...]

    @cached_property
    def clause_at(self) -> tuple[Clause | None, ...]:
        """The clause of each token; a break is in none."""
        found: list[Clause | None] = [None] * len(self.tokens)
        for clause in self.clauses:
            found[clause.first : clause.after] = [clause] * (clause.after - clause.first)
        return tuple(found)

    def happened(self, at: int) -> bool:
        """Say whether a token tells of what happened, not of what was said or is to come."""
        clause = self.clause_at[at]
        return clause is not None and clause.role == "main"

    def opens(self, at: int) -> bool:
        """Say whether a token is the first of what was said: of "said no"."""
        clause = self.clause_at[at]
        return clause is not None and clause.role == "said" and clause.first == at

    def unbroken(self, first: int, second: int) -> bool:
        """Say whether no break stands between two tokens."""
        low, high = sorted((first, second))
        return all(
            token.kind != "break" or token.key in ("(", ")") for token in self.tokens[low:high]
        )

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Return the part of the text that some tokens stand in."""
        return self.tokens[first].start, self.tokens[after - 1].end

    def is_ruled_out(self, at: int) -> bool:
        """Say whether the word before says that a thing did not happen: "no call", "our next"."""
        before = at - 1
        while self.is_word(before, "kinds", "articles"):
            before -= 1
        return self.is_word(before, "kinds", "not_after")

    def subject_before(self, at: int) -> int:
        """Return the token of somebody who does what the verb at a token says, or -1.

        "Grace called" and "she called", but not "after lunch with Grace called Ada".
        """
        before = at - 1
        while before > 0 and self.is_word(before, "people", "adverbs"):
            before -= 1
        if before < 0 or self.tokens[before].kind == "break":
            return -1
        they = self.is_word(before, "words", "they") or self.is_word(before, "words", "who")
        if self.tokens[before].kind != "who":
            return before if they else -1
        first = self.group_start(before)
        return -1 if self.is_word(first - 1, "words", "prepositions") else before

    def is_they(self, at: int) -> bool:
        """Say whether a token is a word for another person, with its verb or without: "he's"."""
        they = self.language.words("words", "they")
        return self.key(at).partition("'")[0] in they and self.tokens[at].kind == "word"

    def group_start(self, at: int) -> int:
        """Return the first name of those that a name is joined to: "Grace and George"."""
        first, joined = at, False
        while first >= 2 and self.tokens[first - 2].kind == "who":
            is_and = self.is_word(first - 1, "words", "and")
            joined = joined or is_and
            if not joined or not (is_and or self.key(first - 1) == ","):
                break
            first -= 2
        return first

    def is_mine(self, at: int) -> bool:
        """Say whether it was me who did what the verb at a token says."""
        return self.subject_before(at) < 0


def parse_line(
    text: str, language: Language, mentions: Sequence[Span] = (), whens: Sequence[Span] = ()
) -> ParsedLine:
    """Take a line apart."""
    hidden = mask(text)
    tokens = split_tokens(hidden, mentions, whens)
    return ParsedLine(
        text=text,
        hidden=hidden,
        tokens=tokens,
        clauses=split_clauses(TokenRow(tokens, language)),
        language=language,
    )
