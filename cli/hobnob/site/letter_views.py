"""What the pages of letters and of asks show, as plain values.

The one rule: that of `views`, of which this is a part.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.answers import Entry
from hobnob.site.views import Ref


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A rate, and the ends of its 95 % interval, of 1; `words` says all of it."""

    share: float
    low: float
    high: float
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateRow:
    """A template of a letter, and what became of the letters made from it."""

    slug: str
    subject: str = ""
    drafts: int = 0
    sent: int = 0
    answered: Measure | None = None
    last: str = ""
    plans: tuple[Ref, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A letter that was sent to somebody, and the day of what answered it, or ""."""

    person: Ref
    entry: Entry
    answer: Entry | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailing:
    """The letters of a plan, or those of none."""

    plan: Ref | None
    letters: tuple[Sent, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LettersPage:
    """The templates, what waits to be sent, and what was sent, plan by plan."""

    templates: tuple[TemplateRow, ...] = ()
    drafts: tuple[Sent, ...] = ()
    mailings: tuple[Mailing, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AskRow:
    """Asks that are counted together; what they have in common has a page, or is a word."""

    ref: Ref | None = None
    name: str = ""
    asked: int = 0
    answered: Measure | None = None
    agreed: Measure | None = None
    declined: Measure | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ToAndFro:
    """What somebody and I did for each other: words, never sums."""

    person: Ref
    got: str = ""
    gave: str = ""
    introduced: tuple[Ref, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AsksPage:
    """What was asked, direct and oblique, by kind, by plan and by year; favours to and fro."""

    manners: tuple[AskRow, ...] = ()
    kinds: tuple[AskRow, ...] = ()
    plans: tuple[AskRow, ...] = ()
    years: tuple[AskRow, ...] = ()
    favours: tuple[ToAndFro, ...] = ()
