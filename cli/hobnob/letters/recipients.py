"""Who has a letter already: sent, or as a draft.

The one rule: nobody gets a letter twice, whoever wrote the first one, and however.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.letters.origins import Made, letters_made


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """Somebody who has the letter already.

    Attributes:
        why: draft, when it waits to be sent; else sent.
        note: slug of it, and its date.
    """

    person: Who
    why: str
    note: str
    date: str


def who_has_it(
    index: Index, people: Mapping[int, Who], *, letter: int, plan: int | None, again: bool
) -> dict[int, Passed]:
    """Return those to whom a letter was sent, and those who have a draft of it.

    A draft that was written by hand, in the same plan, is one as well.

    Args:
        index: the index.
        people: those who are asked about, by their ids.
        letter: id of the template.
        plan: id of the plan, if any.
        again: only those who have a draft.
    """
    found: dict[int, Passed] = {}
    for made in letters_made(index):
        is_it = made.template == letter and made.person in people
        if is_it and (made.draft or not again):
            found[made.person] = _of(made, people[made.person])
    for person, slug, date in index.db.execute(
        """SELECT who.target, note.slug, it.date FROM ref AS whose
           JOIN interaction AS it ON it.id = whose.note JOIN note ON note.id = it.id
           JOIN ref AS who ON who.note = it.id AND who.field = 'people'
           WHERE whose.field = 'plan' AND whose.target = ? AND it.draft AND note.live
             AND it.kind IN ('letter', 'email', 'message') AND it.direction <> 'in'
             AND NOT EXISTS (SELECT 1 FROM ref AS own WHERE own.note = it.id
               AND own.field = 'letter')""",
        (plan,),
    ):
        if person in people:
            found[person] = Passed(person=people[person], why="draft", note=slug, date=date[:10])
    return found


def _of(made: Made, person: Who) -> Passed:
    why = "draft" if made.draft else "sent"
    return Passed(person=person, why=why, note=made.slug, date=made.date[:10])
