"""Drafts that introduce two people to each other: one to each.

The one rule: each is asked first, and each may say no; nobody's address is given away. So the
letter says who the other person is and why they should meet, and asks for a word.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Who, spread
from hobnob.index.index import Index
from hobnob.index.notes import by_slug, heads
from hobnob.letters.drafting import Batch, fill_in
from hobnob.letters.filling import TemplateFiller, TemplateText, load_template
from hobnob.letters.values import load_introduction
from hobnob.network.introductions.concerns import Concern
from hobnob.network.introductions.written import introductions_written
from hobnob.network.letters.recipients import Skipped

OWN = "introduction"
"""The slug of your own template, which is used instead of the one below."""

FOLLOW_UP = 21
"""Days until the follow-up: three weeks are time enough to answer, and to meet."""

BUILT_IN = TemplateText(
    path="the letter that hobnob brings",
    subject="You and {{ other.name }}",
    body=(
        "{{ greeting }},\n\n"
        "I was thinking of you and of {{ other.link }}: I believe you would like each other."
        "{% if other.org is defined %} {{ other.first_name|default(other.name) }} is "
        "{% if other.title is defined %}{{ other.title }} {% endif %}at {{ other.org }}.{% endif %}"
        "{% if why is defined %} {{ why|capitalize }}{% endif %}\n\n"
        "May I put you in touch? If you both say yes, I will write to you both. If this is not the "
        "time, that is fine too, and I will not ask for the reason.\n"
    ),
)
"""The letter, if you have none of your own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Introduced:
    """The drafts that introduce two people to each other.

    Attributes:
        batch: the drafts, and the people without one.
        concerns: what to think of before you send them.
    """

    batch: Batch = spread()
    concerns: tuple[Concern, ...]


def draft_introduction(
    index: Index, one: int, other: int, *, why: str = "", kind: str = "email",
    letter: int | None = None, again: bool = False,
) -> Batch:  # fmt: skip
    """Return the drafts that introduce two people to each other.

    Args:
        index: the index.
        one: the id of the one.
        other: the id of the other.
        why: why they should meet, or "".
        kind: letter, email or message.
        letter: the id of the template; None for your own `introduction`, else the built-in one.
        again: also draft for whoever has it already.

    Raises:
        LetterError: the template cannot be used.
    """
    notes = heads(index, (one, other))
    both = [Who(note, notes[note].slug, notes[note].name) for note in (one, other)]
    skipped = []
    for mine, theirs in (both, both[::-1]):
        if written := introductions_written(index, mine, theirs):
            note, date, waits = written[-1]
            # A waiting draft is never made twice, as with other letters.
            if waits or not again:
                reason = "draft" if waits else "sent"
                skipped.append(Skipped(person=mine, reason=reason, note=note, date=date))
    own = by_slug(index, "letter", OWN) if letter is None else None
    chosen = letter if letter is not None else own and own.id
    template = BUILT_IN if chosen is None else load_template(index, chosen)
    filler = TemplateFiller(
        index, template, kind=kind, asked=template.asked, introduces=True,
        keys={"gave": ["introduction"], "follow_up": dates.add_days(index.today, FOLLOW_UP)},
    )  # fmt: skip
    known = load_introduction(index, one, other, why)
    have_it = {item.person for item in skipped}
    letters = [
        (mine, values, f"introduction {theirs.slug}")
        for mine, theirs, values in zip(both, both[::-1], known, strict=True)
        if mine not in have_it
    ]
    return fill_in(index, filler, letters, skipped)
