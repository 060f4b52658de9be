"""Mentions: the people who are named in a line, and the links around their names.

The one rule: no guess is silent. A mention is sure, or it gives the reason for the guess and the
other people whom it could mean. Links add nothing but brackets and slugs, so the text without its
links is the text as typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from hobnob.names import WIKILINK

HowSure = Literal["link", "new", "sure", "guess"]
"""Linked by hand; asked to be made; fits one person only; the likeliest of several."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Somebody who is named in a line.

    Attributes:
        start: where begins what is to be linked: the name, or the whole of a link or of `@new:…`.
        end: where the text goes on; a possessive 's is behind it.
        typed: the name as it was typed.
        slug: of the person; "" for one who is to be made.
        name: of the person, in full.
        reason: why it is thought to be this one, in words; "" where there was nothing to guess.
        others: the slugs of those whom it could be as well, the likeliest first.
    """

    start: int
    end: int
    typed: str
    slug: str
    name: str
    how: HowSure
    reason: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """What looks like somebody's name, and fits nobody."""

    start: int
    end: int
    typed: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Who was found in a line, all in the order of the text.

    Attributes:
        doubtful: words without capitals that stand where a person is expected, and fit nobody.
    """

    mentions: tuple[Mention, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    doubtful: tuple[str, ...] = ()


Choose = Callable[[str, Sequence[str]], str | None]
"""Asked which of several people, given by slug, a name means; the slug, or None for none."""


# ---------------------------------------------------------------- links


def link(text: str, mentions: Iterable[Mention]) -> str:
    """Return a text with each mention as a link; what is linked already stays as it is.

    A mention of somebody who is yet to be made must have been given a slug.
    """
    parts: list[str] = []
    done = 0
    for mention in sorted(mentions, key=lambda m: m.start):
        if mention.how != "link" and mention.slug:
            parts += (text[done : mention.start], _wikilink(mention))
            done = mention.end
    return "".join((*parts, text[done:]))


def unlink(text: str) -> str:
    """Return a text with each link as it reads: its own text, or what it leads to."""
    return WIKILINK.sub(lambda link: link[1] if link[2] is None else link[2], text)


def _wikilink(mention: Mention) -> str:
    if mention.typed == mention.slug:
        return f"[[{mention.slug}]]"
    return f"[[{mention.slug}|{mention.typed}]]"
