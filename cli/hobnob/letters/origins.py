"""Which letters were made from which template.

The one rule: a letter says so by its key `letter`. One that says nothing, in a plan that sends a
template, is taken for it when it is the first that went to one of its targets: so a campaign
that was written by hand, and logged, counts too.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.index.index import Index

WRITTEN = ("letter", "email", "message")
"""The kinds of interaction that are letters."""


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
    day = {"tomorrow": index.tomorrow}
    named = [_made(*row) for row in index.db.execute(_NAMED, day)]
    known = {(made.template, made.person) for made in named}
    taken: dict[tuple[int, int], Made] = {}
    for row in index.db.execute(_BY_PLAN, day):
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
