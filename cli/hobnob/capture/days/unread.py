"""Dates that were not understood: "Easter: lunch with Grace".

The one rule: hobnob reports text that was meant as a date and cannot be read. It never guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hobnob.capture.days.datewords import DateWords, date_words
from hobnob.capture.days.when import When
from hobnob.capture.line.clauses import split_clauses
from hobnob.capture.words.language import Language, TokenRow
from hobnob.capture.words.tokens import Span, mask, split_tokens

LONGEST = 5
"""Words before a colon that could have been meant as a date."""
_ALIKE = 0.8
"""How similar a misspelled word is to a word of dates, at least (ratio of `difflib`)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """Text that was meant as a date.

    Attributes:
        role: whether it would be the date of the interaction, or of the follow-up.
        typed: as it was typed.
    """

    role: Literal["date", "follow_up"]
    typed: str


def find_unread(
    text: str, language: Language, whens: Sequence[When], names: Sequence[Span] = ()
) -> tuple[Unread, ...]:
    """Return the text that was meant as a date and was not understood.

    Args:
        text: the line as typed.
        language: the words of the user's language.
        whens: the dates that were read.
        names: the names in the line, known or not.
    """
    tokens = split_tokens(mask(text), names, whens)
    row = TokenRow(tokens, language)
    words = date_words(language, None)
    found = []
    if tokens and not any(when.role == "date" for when in whens):
        vague = language.phrases("dates", "unread").find(tokens, words.readers, 0)
        if after := vague.after if vague else _heading(row, words):
            typed = text[tokens[0].start : tokens[after - 1].end]
            found.append(Unread(role="date", typed=" ".join(typed.split())))
    if not any(when.role == "follow_up" for when in whens):
        found += _follow_ups(text, row, words)
    return tuple(found)


def _heading(row: TokenRow, words: DateWords) -> int:
    """Return the token of the colon behind a heading that was meant as a date, or 0."""
    colon = next((at for at, token in enumerate(row.tokens) if token.kind == "break"), 0)
    if not 0 < colon <= LONGEST or ":" not in row.key(colon):
        return 0
    if any(token.kind != "word" for token in row.tokens[:colon]):
        return 0
    before = TokenRow(row.tokens[:colon], row.language)
    meant = _is_datelike(before, words) or _is_misspelled(before, words)
    return colon if meant else 0


def _follow_ups(text: str, row: TokenRow, words: DateWords) -> list[Unread]:
    """Return the follow-up clause that contains an unknown date, if there is one."""
    found = []
    for clause in split_clauses(row):
        body = TokenRow(row.tokens[clause.body : clause.after], row.language)
        if clause.role != "follow_up" or not body.tokens or body.tokens[0].kind == "when":
            continue
        opens = body.find(0, "dates", "in", "after", "before", "by")
        units = any(words.readers["UNIT"](body.tokens, at) for at in range(len(body.tokens)))
        if opens or units or _is_datelike(body, words):
            typed = text[row.tokens[clause.first].start : body.tokens[-1].end]
            found.append(Unread(role="follow_up", typed=" ".join(typed.split())))
    return found[:1]


def _is_misspelled(row: TokenRow, words: DateWords) -> bool:
    """Say whether an unknown word is similar to a word of dates: "yestreday"."""
    from difflib import get_close_matches

    days = {word for word in row.language.section("dates")["days"] if " " not in word}
    return any(
        token.key not in row.language.vocabulary
        and get_close_matches(token.key, words.full | days, 1, _ALIKE)
        for token in row.tokens
    )


def _is_datelike(row: TokenRow, words: DateWords) -> bool:
    """Say whether one of the words shows that a date was meant."""
    datelike = words.full | row.language.words("dates", "datelike")
    return any(token.key in datelike for token in row.tokens)
