"""Mentions: the people named in a line, and the links around their names.

The one rule: no guess is silent. A mention is certain, or it has the reason for the guess and the
other possible people. Links add only brackets and slugs, so the text without its links is the text
as typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from hobnob.names import WIKILINK

HowSure = Literal["link", "new", "sure", "guess"]
"""Linked by hand; marked as new; fits one person only; the likeliest of several."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A person named in a line.

    Attributes:
        start: the start of the text to link: the name, or the whole of a link or of `@new:…`.
        end: the end of that text; a possessive 's comes after it.
        typed: the name as it was typed.
        slug: of the person; "" for a person without a note yet.
        name: the full name of the person.
        reason: why hobnob chose this person, in words; "" if it did not guess.
        others: the slugs of the other possible people, the likeliest first.
    """

    start: int
    end: int
    typed: str
    slug: str
    name: str
    how: HowSure
    reason: str = ""
    others: tuple[str, ...] = ()


def identity(mention: Mention) -> str:
    """Return what two mentions of one person have in common."""
    return mention.slug or f"?{mention.typed.casefold()}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """Words that look like a person's name, but fit nobody."""

    start: int
    end: int
    typed: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubtful(Unknown):
    """A word without a capital in the place of a person's name, but that fits nobody.

    Attributes:
        alone: whether it ends there, as a name does: "with tomaz", but not "with pizza dough".
    """

    alone: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundPeople:
    """The people found in a line, all in the order of the text.

    Attributes:
        orgs: where the employers of the people before them are named: "Tom at Stripeline".
        possible: if nobody is named, words that may be a name: "with my friend's mum Zofia".
    """

    mentions: tuple[Mention, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()
    possible: tuple[Unknown, ...] = ()
    orgs: tuple[tuple[int, int], ...] = ()


Choose = Callable[[str, Sequence[str]], str | None]
"""Asks which of several people (slugs) a name means; returns the slug, or None for nobody."""


# ---------------------------------------------------------------- links


def link(text: str, mentions: Iterable[Mention]) -> str:
    """Return a text with each mention as a link; existing links stay as they are.

    A mention of a new person must already have a slug.
    """
    parts: list[str] = []
    done = 0
    for mention in sorted(mentions, key=lambda m: m.start):
        if mention.how != "link" and mention.slug:
            parts += (text[done : mention.start], _wikilink(mention))
            done = mention.end
    return "".join((*parts, text[done:]))


def unlink(text: str) -> str:
    """Return a text with each link as plain words: its own text, or its target."""
    return WIKILINK.sub(lambda link: link[1] if link[2] is None else link[2], text)


def _wikilink(mention: Mention) -> str:
    if mention.typed == mention.slug:
        return f"[[{mention.slug}]]"
    return f"[[{mention.slug}|{mention.typed}]]"
