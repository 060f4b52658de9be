"""What the pages of letters and of asks show, as plain values.

The one rule: that of `views`, of which this is a part.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.network.plans.rates import Rate
from hobnob.site.views import Ref, Stub


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateRow:
    """A template of a letter, and what became of the letters made from it."""

    slug: str
    subject: str = ""
    drafts: int = 0
    sent: int = 0
    answered: Rate
    last: str = ""
    plans: tuple[Ref, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A letter that was sent to somebody, and the day of what answered it, or ""."""

    person: Ref
    entry: Stub
    answer: Stub | None = None


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
