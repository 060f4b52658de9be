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
from hobnob.capture.words.language import Language
from hobnob.capture.words.masking import hide
from hobnob.capture.words.tokens import Span, Token, split_tokens

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
    language = language
    tokens = split_tokens(hide(text), names, whens)
    words = date_words(language, None)
    found = []
    if tokens and not any(when.role == "date" for when in whens):
        after = _vague(tokens, language, words) or _heading(tokens, language, words)
        if after:
            typed = text[tokens[0].start : tokens[after - 1].end]
            found.append(Unread(role="date", typed=" ".join(typed.split())))
    if not any(when.role == "follow_up" for when in whens):
        found += _follow_ups(text, tokens, language, words)
    return tuple(found)


def _vague(tokens: Sequence[Token], language: Language, words: DateWords) -> int:
    """Return the token behind a date that can be no day; 0 for none."""
    match = language.phrases("dates", "unread").find(tokens, words.readers, 0)
    return match.after if match else 0


def _heading(tokens: Sequence[Token], language: Language, words: DateWords) -> int:
    """Return the colon behind a heading that was meant as a date, else 0."""
    colon = next((at for at, token in enumerate(tokens) if token.kind == "break"), 0)
    before = tokens[:colon]
    if not before or len(before) > LONGEST or ":" not in tokens[colon].key:
        return 0
    if any(token.kind != "word" for token in before):
        return 0
    meant = _is_datelike(before, language, words) or _is_misspelled(before, language, words)
    return colon if meant else 0


def _follow_ups(
    text: str, tokens: Sequence[Token], language: Language, words: DateWords
) -> list[Unread]:
    """Return what is to follow, where it says when and was not understood."""
    found = []
    for clause in split_clauses(tokens, language):
        body = tokens[clause.body : clause.after]
        if clause.role != "follow_up" or not body or body[0].kind == "when":
            continue
        opens = any(language.find(body, 0, "dates", key) for key in ("in", "after", "before", "by"))
        units = any(words.readers["UNIT"](body, at) for at in range(len(body)))
        if opens or units or _is_datelike(body, language, words):
            typed = text[tokens[clause.first].start : body[-1].end]
            found.append(Unread(role="follow_up", typed=" ".join(typed.split())))
    return found[:1]


def _is_misspelled(tokens: Sequence[Token], language: Language, words: DateWords) -> bool:
    """Say whether a word is nearly one of dates, and none that is known: "yestreday"."""
    from difflib import get_close_matches

    known = words.full | {word for word in language.sections["dates"]["days"] if " " not in word}
    return any(
        token.key not in language.vocabulary and get_close_matches(token.key, known, 1, _ALIKE)
        for token in tokens
    )


def _is_datelike(tokens: Sequence[Token], language: Language, words: DateWords) -> bool:
    """Say whether a word tells that a date was meant."""
    return any(token.key in words.full | language.words("dates", "datelike") for token in tokens)
