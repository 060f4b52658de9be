"""Letters, from the index to views.

The one rule: a template is counted and never shown; a letter stands where its entry does, and is
linked from here.
"""

from __future__ import annotations

import json

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.letters.origins import WRITTEN, letters_made
from hobnob.letters.tally import list_templates
from hobnob.network.asks.phrases import spell_rate
from hobnob.network.asks.replies import Reply, answers_to
from hobnob.network.plans.rates import Rate
from hobnob.site.letter_views import LettersPage, Mailing, Measure, Sent, TemplateRow
from hobnob.site.views import Ref, Stub

_KINDS = json.dumps(WRITTEN)


def load_letters(index: Index) -> LettersPage:
    """Return the templates, what waits to be sent, and what was sent in each plan."""
    plans = {
        slug: Ref(section="plans", slug=slug, name=name)
        for slug, name in index.db.execute(
            "SELECT slug, name FROM note WHERE kind = 'plan' AND live"
        )
    }
    made = letters_made(index)
    templates = tuple(
        TemplateRow(
            slug=one.slug,
            subject=one.subject,
            drafts=one.drafts,
            sent=one.sent,
            answered=measure(Rate(count=one.answered, of=one.sent)),
            last=one.last,
            plans=tuple(plans[slug] for slug in one.plans if slug in plans),
        )
        for one in list_templates(index, made)
    )
    return LettersPage(templates=templates, drafts=_drafts(index), mailings=_mailings(index, plans))


def measure(rate: Rate) -> Measure | None:
    """Return a rate with its interval, None where there is nothing to be counted."""
    if rate.share is None:
        return None
    low, high = rate.interval
    return Measure(
        share=round(rate.share, 4), low=round(low, 4), high=round(high, 4), words=spell_rate(rate)
    )


def _drafts(index: Index) -> tuple[Sent, ...]:
    rows = index.db.execute(
        """SELECT note.slug, it.date, who.target, target.slug, coalesce(target.name, who.raw)
           FROM interaction AS it JOIN note ON note.id = it.id
           JOIN ref AS who ON who.note = it.id AND who.field = 'people'
           LEFT JOIN note AS target ON target.id = who.target
           WHERE note.live AND it.draft AND it.direction <> 'in'
             AND it.kind IN (SELECT value FROM json_each(?))
           ORDER BY it.date, note.slug, who.pos""",
        (_KINDS,),
    )
    return tuple(
        Sent(person=_person(Who(who, slug or "", name)), entry=Stub(slug=note, date=date))
        for note, date, who, slug, name in rows
    )


def _mailings(index: Index, plans: dict[str, Ref]) -> tuple[Mailing, ...]:
    """Return the letters that were sent in plans, those of the latest plan first."""
    rows = index.all(
        """SELECT plan.id, plan.slug, note.id, note.slug, it.date, who.target, target.slug,
             coalesce(target.name, who.raw)
           FROM ref AS whose JOIN note AS plan ON plan.id = whose.target AND plan.live
           JOIN interaction AS it ON it.id = whose.note JOIN note ON note.id = it.id
           JOIN ref AS who ON who.note = it.id AND who.field = 'people'
           LEFT JOIN note AS target ON target.id = who.target
           WHERE whose.field = 'plan' AND note.live AND NOT it.draft AND it.date < ?
             AND it.direction <> 'in' AND it.kind IN (SELECT value FROM json_each(?))
           ORDER BY it.date, note.slug, who.pos""",
        (index.tomorrow, _KINDS),
    )
    answers = answers_to(index, ((row[2], row[5], row[4], row[0]) for row in rows if row[5]))
    found: dict[str, list[Sent]] = {}
    for _, plan, note, slug, date, who, person, name in rows:
        found.setdefault(plan, []).append(
            Sent(
                person=_person(Who(who, person or "", name)), entry=Stub(slug=slug, date=date),
                answer=_stub(answers.get(note)),
            )
        )  # fmt: skip
    latest = sorted(found, key=lambda plan: (found[plan][-1].entry.date, plan), reverse=True)
    return tuple(Mailing(plan=plans[plan], letters=tuple(found[plan])) for plan in latest)


def _stub(reply: Reply | None) -> Stub | None:
    return Stub(slug=reply.slug, date=reply.date) if reply else None


def _person(who: Who) -> Ref:
    return Ref(section="people", slug=who.slug, name=who.name.strip("[]"))
