"""Tokens: the words, names, dates and breaks of a line.

The one rule: every token knows its place in the text as typed, so that whatever hobnob reads from
it can be shown, linked or left out exactly. Code, addresses and typed tasks are masked with blanks
before, so all other text keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from hobnob.names import fold
from hobnob.notes.body import tasks_of, text_lines

TokenKind = Literal["word", "break", "who", "when"]

# A word keeps its apostrophes and hyphens, a number its colon, dots and slashes. A day and a month
# keep the period behind them, "met Ana 3.11. in town", unless a new sentence may begin there.
_TOKEN = re.compile(
    r"(?P<number>(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?=[,;:)!?]|\s+[^A-Z\s]|\s*\Z)"
    r"|\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(?::\d\d)?(?![^\W_])"
    r"|\d++(?:[:./\-]\d++)+(?![^\W_])|\d{1,2}(?:[:.]\d\d)?(?:[^\W\d_]{0,2}[-–]\d{1,2}(?:[:.]\d\d)?)?"
    r"[^\W\d_]{1,2}(?![^\W_])|\d++[^\W_]*)"
    r"|(?P<word>\b[^\W\d_](?:\.[^\W\d_])+\b(?:\.(?=\s+[^\W\d_A-Z]))?|[^\W_]+(?:['’ʼ\-][^\W_]+)*)"
    r"|(?P<sign>[@+&](?=\s)|[\u2600-\u27bf\U0001f300-\U0001faff])"
    r"|(?P<possessive>['’ʼ]s\b)"
    r"|(?P<break>[,;.:!?()–—…\n]+|(?<=\s)-+(?=\s))"
)
_SENTENCE = frozenset(".;!?\n…")
# Looked for only where an address may begin, so that a long word takes linear time.
_ADDRESS = re.compile(
    r"\b[a-z][a-z+.-]{1,30}://\S+|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+|\]\([^\s()]*\)",
    re.I,
)


class Span(Protocol):
    """Anything that has a place in the text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where the text goes on."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, name, date or break of a line.

    Attributes:
        text: as typed.
        key: as it is compared, see `hobnob.names.fold`.
        at: of a name or a date, which one it is.
    """

    start: int
    end: int
    text: str
    key: str
    kind: TokenKind = "word"
    at: int = -1

    @property
    def capital(self) -> bool:
        """Whether it begins as a name does: with a capital, or in a script that has none."""
        return self.text[:1].isalpha() and not self.text[:1].islower()

    @property
    def is_emoji(self) -> bool:
        """Whether it has neither a letter nor a figure, as 🍕 has none."""
        return self.kind == "word" and not any(c.isalnum() for c in self.text)

    @property
    def ends_sentence(self) -> bool:
        """Whether a new sentence may begin behind it."""
        return self.kind == "break" and not _SENTENCE.isdisjoint(self.key)


def split_tokens(
    text: str, mentions: Sequence[Span] = (), whens: Sequence[Span] = ()
) -> tuple[Token, ...]:
    """Split a text; each mention and each date is one token, whatever it is made of."""
    spans: list[tuple[int, int, TokenKind, int]] = [
        *((m.start, m.end, "who", at) for at, m in enumerate(mentions)),
        *((w.start, w.end, "when", at) for at, w in enumerate(whens)),
    ]
    tokens: list[Token] = []
    done = 0
    for start, end, kind, at in sorted(spans):
        if start < done:
            continue
        tokens += _words(text, done, start)
        typed = text[start:end]
        tokens.append(Token(start, end, typed, fold(typed), kind, at))
        done = end
    tokens += _words(text, done, len(text))
    return tuple(tokens)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        typed = match[0]
        if match["break"]:
            yield Token(match.start(), match.end(), typed, typed.replace("…", "."), "break")
        else:
            yield Token(match.start(), match.end(), typed, fold(typed).rstrip("."))


# ---------------------------------------------------------------- what is not read


def mask(text: str) -> str:
    """Return a text of the same length, with blanks for code, addresses and tasks.

    Tasks are masked because the promises of a note are read from the note (`hobnob.notes.body`).
    """
    parts: list[str] = []
    done = 0
    tasks = {number for task in tasks_of(text) for number in range(task.line, task.end)}
    for number, begin, line in text_lines(text):
        parts.append(_blank(text[done:begin]))
        is_task = number in tasks
        parts.append(_blank(line) if is_task else _ADDRESS.sub(lambda m: _blank(m[0]), line))
        done = begin + len(line)
    parts.append(_blank(text[done:]))
    return "".join(parts)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
