"""The templates of letters, and the letters made from each.

The one rule: the key `letter` of a letter names its template. In a plan with a template, the first
letter to a target counts as made from it even without the key: so a campaign written by hand counts
too. A letter to several people counts once, and one answer is enough.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NamedTuple

from hobnob.answers import DayOrNone, Slug, TextOrNone, Who
from hobnob.index.index import Index
from hobnob.index.notes import IN_WRITING
from hobnob.network.asks.replies import answers_to
from hobnob.network.plans.rates import Rate


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """A template of letters, with counts of the letters made from it.

    Attributes:
        letter: the template.
        subject: its subject, as in the template.
        drafts: how many of its letters wait to be sent.
        sent: how many were sent.
        answered: how many of the sent letters were [answered](asking.md).
        last: the day the latest was sent.
        plans: the plans that send it.
    """

    letter: Slug
    subject: TextOrNone
    drafts: int
    sent: int
    answered: int
    last: DayOrNone
    plans: tuple[Who, ...]

    @property
    def rate(self) -> Rate:
        """How many of the sent letters were answered."""
        return Rate(count=self.answered, of=self.sent)


def letter_of_congratulation(index: Index) -> str:
    """Return the template that speaks of news, the likeliest first; "" for none."""
    found = index.column(
        """SELECT slug FROM note WHERE kind = 'letter' AND live AND instr(body || data, 'news')
           ORDER BY slug NOT LIKE '%congrat%', slug"""
    )
    return next(iter(found), "")


def list_templates(index: Index) -> tuple[Template, ...]:
    """Return all templates, by name."""
    made = letters_made(index)
    sent = [letter for letter in made if not letter.draft]
    answered = answers_to(
        index, ((letter.note, letter.person, letter.date, letter.plan) for letter in sent)
    )
    plans = _plans(index)
    found = []
    for note, slug, data in index.rows(
        "SELECT id, slug, data FROM note WHERE kind = 'letter' AND live ORDER BY slug"
    ):
        gone = {letter.note: letter.date for letter in sent if letter.template == note}
        waiting = {letter.note for letter in made if letter.draft and letter.template == note}
        found.append(
            Template(
                letter=slug, subject=str(json.loads(data).get("subject") or ""),
                drafts=len(waiting), sent=len(gone), answered=len(gone.keys() & answered.keys()),
                last=max(gone.values(), default="")[:10], plans=plans.get(note, ()),
            )
        )  # fmt: skip
    return tuple(found)


def _plans(index: Index) -> dict[int, tuple[Who, ...]]:
    found: dict[int, tuple[Who, ...]] = {}
    for letter, *plan in index.rows(
        """SELECT ref.target, note.id, note.slug, note.name FROM ref JOIN note ON note.id = ref.note
           WHERE ref.field = 'letter' AND note.kind = 'plan' AND note.live ORDER BY note.slug"""
    ):
        found[letter] = (*found.get(letter, ()), Who(*plan))
    return found


def template_of(index: Index, plan: int) -> int | None:
    """Return the id of the template that a plan sends, None if it has none."""
    found: int | None = index.value(
        "SELECT target FROM ref WHERE note = :plan AND field = 'letter'", plan=plan
    )
    return found


# ---------------------------------------------------------------- which letters were made from it


class Made(NamedTuple):
    """A letter to one person, made from a template.

    Attributes:
        note: the id of its interaction; `slug` and `date` are from it too.
        draft: 1 if it is still to be sent, else 0.
        template: the id of the template.
        person: the id of the recipient.
        plan: the id of its plan, if any.
    """

    note: int
    slug: str
    date: str
    draft: int
    template: int
    person: int
    plan: int | None


_NAMED = """
SELECT note.id, note.slug, it.date, it.draft, own.target, who.target, whose.target
FROM ref AS own JOIN interaction AS it ON it.id = own.note JOIN note ON note.id = it.id
  JOIN ref AS who ON who.note = it.id AND who.field = 'people'
  LEFT JOIN ref AS whose ON whose.note = it.id AND whose.field = 'plan'
WHERE own.field = 'letter' AND own.target IS NOT NULL AND who.target IS NOT NULL AND note.live
  AND (it.draft OR it.date < :tomorrow)
ORDER BY it.date, note.slug
"""

_BY_PLAN = f"""
SELECT note.id, note.slug, it.date, it.draft, sends.target, who.target, whose.target
FROM ref AS sends JOIN note AS plan ON plan.id = sends.note AND plan.kind = 'plan'
  JOIN ref AS whose ON whose.target = plan.id AND whose.field = 'plan'
  JOIN interaction AS it ON it.id = whose.note JOIN note ON note.id = it.id
  JOIN ref AS who ON who.note = it.id AND who.field = 'people'
WHERE sends.field = 'letter' AND sends.target IS NOT NULL AND who.target IS NOT NULL AND note.live
  AND it.kind {IN_WRITING} AND it.direction <> 'in'
  AND EXISTS (SELECT 1 FROM ref AS aim
    WHERE aim.note = plan.id AND aim.field = 'people' AND aim.target = who.target)
  AND NOT EXISTS (SELECT 1 FROM ref AS own WHERE own.note = it.id AND own.field = 'letter')
  AND (it.draft OR it.date < :tomorrow)
ORDER BY it.draft, it.date, note.slug
"""


def letters_made(index: Index) -> tuple[Made, ...]:
    """Return every letter that was made from a template, the earliest first."""
    named = [Made(*row) for row in index.rows(_NAMED)]
    known = {(made.template, made.person) for made in named}
    taken: dict[tuple[int, int], Made] = {}
    for row in index.rows(_BY_PLAN):
        made = Made(*row)
        if (made.template, made.person) not in known:
            taken.setdefault((made.plan or 0, made.person), made)
    return tuple(sorted([*named, *taken.values()], key=lambda made: (made.date, made.slug)))
