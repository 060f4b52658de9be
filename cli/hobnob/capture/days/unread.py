"""Dates that were not understood: "Easter: lunch with Grace".

The one rule: text in the place of a date that was not understood is reported and never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hobnob.capture.days.datewords import DateWords, date_words
from hobnob.capture.days.when import When
from hobnob.capture.line.clauses import split_clauses
from hobnob.capture.words.language import Language, TokenRow
from hobnob.capture.words.tokens import Span, hide, split_tokens

LONGEST = 5
"""Words before a colon that could have been meant as a date."""
_ALIKE = 0.8
"""How much of a word is spelled as a word of dates where that was meant (`difflib` counts it)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """What was meant as a date.

    Attributes:
        role: of what it would have been the date.
        typed: as it was typed.
    """

    role: Literal["date", "follow_up"]
    typed: str


def find_unread(
    text: str, language: Language, whens: Sequence[When], names: Sequence[Span] = ()
) -> tuple[Unread, ...]:
    """Return what was meant as a date and was not understood.

    Args:
        text: the line as typed.
        language: the words of the user's language.
        whens: the dates that were read.
        names: what names somebody, or looks as if it did.
    """
    tokens = split_tokens(hide(text), names, whens)
    row = TokenRow(tokens, language)
    words = date_words(language, None)
    found = []
    if tokens and not any(when.role == "date" for when in whens):
        after = _vague(row, words) or _heading(row, words)
        if after:
            typed = text[tokens[0].start : tokens[after - 1].end]
            found.append(Unread(role="date", typed=" ".join(typed.split())))
    if not any(when.role == "follow_up" for when in whens):
        found += _follow_ups(text, row, words)
    return tuple(found)


def _vague(row: TokenRow, words: DateWords) -> int:
    """Return the token behind a date that can be no day; 0 for none."""
    match = row.language.phrases("dates", "unread").find(row.tokens, words.readers, 0)
    return match.after if match else 0


def _heading(row: TokenRow, words: DateWords) -> int:
    """Return the colon behind a heading that was meant as a date, else 0."""
    colon = next((at for at, token in enumerate(row.tokens) if token.kind == "break"), 0)
    if not 0 < colon <= LONGEST or ":" not in row.key(colon):
        return 0
    if any(token.kind != "word" for token in row.tokens[:colon]):
        return 0
    before = TokenRow(row.tokens[:colon], row.language)
    meant = _is_datelike(before, words) or _is_misspelled(before, words)
    return colon if meant else 0


def _follow_ups(text: str, row: TokenRow, words: DateWords) -> list[Unread]:
    """Return what is to follow, where it says when and was not understood."""
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
    """Say whether a word is nearly one of dates, and none that is known: "yestreday"."""
    from difflib import get_close_matches

    days = {word for word in row.language.section("dates")["days"] if " " not in word}
    return any(
        token.key not in row.language.vocabulary
        and get_close_matches(token.key, words.full | days, 1, _ALIKE)
        for token in row.tokens
    )


def _is_datelike(row: TokenRow, words: DateWords) -> bool:
    """Say whether a word tells that a date was meant."""
    datelike = words.full | row.language.words("dates", "datelike")
    return any(token.key in datelike for token in row.tokens)
