"""Whom to reach out to in the time you have.

The one rule: the same day gives the same answer; see `ranking` for the order, and `reasons` for the
words.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hobnob.answers import DayOrNone, Who, hidden
from hobnob.index.documents import present_roles
from hobnob.index.index import Index
from hobnob.network.ties.ranking import Question, rank, reasons_of, weights_of
from hobnob.network.ties.reasons import Reasons
from hobnob.network.ties.ties import Strength


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """Somebody to reach out to; see [ties](ties.md).

    Attributes:
        person: the person.
        reasons: the names of the terms behind the suggestion, the heaviest first.
        text: the reasons, in one or two sentences.
        tie: `strong`, `weak`, `dormant`, `passing` or `new`.
        last_contact: the date of the last contact.
        contacts: the number of contacts.
        role: the present role as a phrase, or "".
    """

    person: Who
    reasons: tuple[str, ...]
    text: str
    tie: Strength
    last_contact: DayOrNone
    contacts: int
    role: str = hidden()


def suggest(
    index: Index, asked: Question, *, count: int = 5, without: Collection[str] = ()
) -> list[Suggestion]:
    """Return whom to reach out to today.

    Args:
        index: the index.
        asked: the time, the place and the tag.
        count: the number of people.
        without: slugs of the people who were suggested already.
    """
    ranked = rank(index, asked)
    chosen = [candidate for candidate in ranked if candidate.tie.slug not in without][:count]
    words = Reasons(index, asked, chosen)
    roles = present_roles(index, [candidate.tie.id for candidate in chosen])
    weights = weights_of(index, asked)
    found = []
    for candidate in chosen:
        tie, reasons = candidate.tie, reasons_of(candidate, weights)
        org, title = roles.get(tie.id, ("", ""))
        found.append(
            Suggestion(
                person=tie.who, reasons=reasons, text=words.text(candidate, reasons),
                tie=tie.strength, last_contact=tie.last, contacts=tie.contacts,
                role=", ".join(filter(None, (title, org))),
            )
        )  # fmt: skip
    return found
