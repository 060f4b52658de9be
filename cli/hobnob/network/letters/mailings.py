"""Letters sent, plan by plan, and their answers.

The one rule: a letter to several people is listed once for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.answers import Entry, Who
from hobnob.index.index import Index
from hobnob.index.notes import IN_WRITING
from hobnob.names import link_target
from hobnob.network.asks.replies import answers_to
from hobnob.network.letters.drafts import list_drafts
from hobnob.network.letters.templates import Template, list_templates


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A letter to one person, and its answer."""

    person: Who
    entry: Entry
    answer: Entry | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailing:
    """The letters of a plan, the earliest first."""

    plan: Who
    letters: tuple[Sent, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Letters:
    """The templates, the drafts, and the letters sent, plan by plan."""

    templates: tuple[Template, ...]
    drafts: tuple[Sent, ...]
    mailings: tuple[Mailing, ...]


_SENT = f"""
SELECT plan.id, plan.slug, plan.name, note.id, note.slug, it.date, who.target,
  coalesce(target.slug, who.raw), coalesce(target.name, who.raw)
FROM ref AS whose JOIN note AS plan ON plan.id = whose.target AND plan.live
  JOIN interaction AS it ON it.id = whose.note JOIN note ON note.id = it.id
  JOIN ref AS who ON who.note = it.id AND who.field = 'people'
  LEFT JOIN note AS target ON target.id = who.target
WHERE whose.field = 'plan' AND note.live AND NOT it.draft AND it.date < :tomorrow
  AND it.direction <> 'in' AND it.kind {IN_WRITING}
ORDER BY it.date, note.slug, who.pos
"""


def load_letters(index: Index) -> Letters:
    """Return the templates, the drafts, and the letters sent in plans."""
    drafts = (
        Sent(person=person, entry=Entry(draft.slug, draft.date))
        for draft in list_drafts(index)
        if draft.is_letter
        for person in draft.people
    )
    return Letters(templates=list_templates(index), drafts=tuple(drafts), mailings=_mailings(index))


def _mailings(index: Index) -> tuple[Mailing, ...]:
    """Return the letters sent in plans, the plan with the latest letter first."""
    rows = index.rows(_SENT)
    answers = answers_to(
        index, ((note, who, date, plan) for plan, _, _, note, _, date, who, *_ in rows if who)
    )
    found: dict[Who, list[Sent]] = {}
    for plan, plan_slug, plan_name, note, slug, date, who, person, name in rows:
        reply = answers.get(note)
        found.setdefault(Who(plan, plan_slug, plan_name), []).append(
            Sent(
                person=Who(who, person, link_target(name)), entry=Entry(slug, date),
                answer=Entry(reply.slug, reply.date) if reply else None,
            )
        )  # fmt: skip
    latest = sorted(found, key=lambda p: (found[p][-1].entry.date, p.slug), reverse=True)
    return tuple(Mailing(plan=plan, letters=tuple(found[plan])) for plan in latest)
