"""The templates of letters, and which letters were made from each.

The one rule: a letter says by its key `letter` what it was made from. One that says nothing, in a
plan that sends a template, is taken for it when it is the first that went to one of its targets:
so a campaign that was written by hand, and logged, counts too. A letter counts once, however many
people it is to; one to several is answered when one of them answers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from hobnob.answers import DayOrNone, Slug, TextOrNone, Who
from hobnob.index.index import Index
from hobnob.network.asks.replies import answers_to
from hobnob.network.plans.rates import Rate


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """A template of letters, and what became of the letters made from it.

    Attributes:
        letter: the template.
        subject: its subject, as it stands in the template.
        drafts: how many letters made from it wait to be sent.
        sent: how many were sent.
        answered: how many of those were [answered](asking.md).
        last: when the latest was sent.
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
        """How many of those that were sent were answered."""
        return Rate(count=self.answered, of=self.sent)


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
    """Return the id of the template that a plan sends, None where it names none."""
    found: int | None = index.value(
        "SELECT target FROM ref WHERE note = :plan AND field = 'letter'", plan=plan
    )
    return found


# ---------------------------------------------------------------- which letters were made from it


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A letter to one person, made from a template.

    Attributes:
        note: id of its interaction, which has the `slug` and the `date`.
        draft: it was not sent yet.
        template: id of the template.
        person: id of the one it is to.
        plan: id of the plan it belongs to, if any.
    """

    note: int
    slug: str
    date: str
    draft: bool
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

_BY_PLAN = """
SELECT note.id, note.slug, it.date, it.draft, sends.target, who.target, whose.target
FROM ref AS sends JOIN note AS plan ON plan.id = sends.note AND plan.kind = 'plan'
  JOIN ref AS whose ON whose.target = plan.id AND whose.field = 'plan'
  JOIN interaction AS it ON it.id = whose.note JOIN note ON note.id = it.id
  JOIN ref AS who ON who.note = it.id AND who.field = 'people'
WHERE sends.field = 'letter' AND sends.target IS NOT NULL AND who.target IS NOT NULL AND note.live
  AND it.kind IN ('letter', 'email', 'message') AND it.direction <> 'in'
  AND EXISTS (SELECT 1 FROM ref AS aim
    WHERE aim.note = plan.id AND aim.field = 'people' AND aim.target = who.target)
  AND NOT EXISTS (SELECT 1 FROM ref AS own WHERE own.note = it.id AND own.field = 'letter')
  AND (it.draft OR it.date < :tomorrow)
ORDER BY it.draft, it.date, note.slug
"""


def letters_made(index: Index) -> tuple[Made, ...]:
    """Return every letter that was made from a template, the earliest first."""
    named = [_made(*row) for row in index.rows(_NAMED)]
    known = {(made.template, made.person) for made in named}
    taken: dict[tuple[int, int], Made] = {}
    for row in index.rows(_BY_PLAN):
        made = _made(*row)
        if (made.template, made.person) not in known:
            taken.setdefault((made.plan or 0, made.person), made)
    return tuple(sorted([*named, *taken.values()], key=lambda made: (made.date, made.slug)))


def _made(
    note: int, slug: str, date: str, draft: int, template: int, person: int, plan: int | None
) -> Made:
    return Made(
        note=note, slug=slug, date=date, draft=bool(draft), template=template, person=person,
        plan=plan,
    )  # fmt: skip
