"""Which people have a letter already, sent or as a draft.

The one rule: nobody gets a letter twice, even if the first one was written by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hobnob.answers import DayOrNone, SlugOrNone, Who
from hobnob.index.index import Index
from hobnob.index.notes import IN_WRITING
from hobnob.network.letters.templates import letters_made


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """A person who gets no draft.

    Attributes:
        reason: `draft` if a draft of it waits to be sent, `sent` if they have it already, `empty`
            if its text is empty for them.
        note: the letter they have.
    """

    person: Who
    reason: str
    note: SlugOrNone = ""
    date: DayOrNone = ""


def already_written(
    index: Index, people: Mapping[int, Who], *, letter: int, plan: int | None, again: bool
) -> dict[int, Skipped]:
    """Return the people who were sent a letter or have a draft of it.

    A handwritten draft in the same plan counts too.

    Args:
        index: the index.
        people: the people to look at, by their ids.
        letter: the id of the template.
        plan: the id of the plan, if any.
        again: only the people who have a draft.
    """
    found: dict[int, Skipped] = {}
    for made in letters_made(index):
        is_it = made.template == letter and made.person in people
        if is_it and (made.draft or not again):
            found[made.person] = Skipped(
                person=people[made.person], reason="draft" if made.draft else "sent",
                note=made.slug, date=made.date[:10],
            )  # fmt: skip
    for person, slug, date in index.rows(
        f"""SELECT who.target, note.slug, it.date FROM ref AS whose
           JOIN interaction AS it ON it.id = whose.note JOIN note ON note.id = it.id
           JOIN ref AS who ON who.note = it.id AND who.field = 'people'
           WHERE whose.field = 'plan' AND whose.target = :plan AND it.draft AND note.live
             AND it.kind {IN_WRITING} AND it.direction <> 'in'
             AND NOT EXISTS (SELECT 1 FROM ref AS own WHERE own.note = it.id
               AND own.field = 'letter')""",
        plan=plan,
    ):
        if person in people:
            found[person] = Skipped(
                person=people[person], reason="draft", note=slug, date=date[:10]
            )
    return found
