"""What a week, a month or a year was, by the notes of it.

The one rule: a review looks from the last evening of its period, or from today where that is not
over yet; what was logged since changes nothing of it. Every number counts notes that are listed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.interactions import Interaction, iter_interactions
from hobnob.index.promises import Promise, list_promises
from hobnob.model import NO_CONTACT_KINDS
from hobnob.network.plans.plans import Plan, load_plans
from hobnob.network.reviews.periods import Period
from hobnob.network.reviews.thanks_given import Given, thanks_given
from hobnob.network.reviews.warmth import Warmth, quieter, warmed


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """Somebody who came further in a plan: from which stage to which, or who said no."""

    name: str
    slug: str
    before: str
    now: str
    declined: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """A plan in a period.

    Attributes:
        stages: name, how many had got that far before, and how many have now.
        steps: who came further.
        happened: how many interactions there were for it.
    """

    slug: str
    name: str
    stages: tuple[tuple[str, int, int], ...]
    steps: tuple[Step, ...]
    happened: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A period.

    Attributes:
        until: the last day that it looks at.
        happened: all that was logged of it, the earliest first; no drafts.
        contacts: slugs of those that were contacts.
        people: with whom, by name.
        first_time: with whom there was contact for the first time ever, and when.
        kept, promised: promises in the notes of the period: kept ones, and open ones. A promise
            that is kept says no date, so this is where it stands, not when it was kept.
        came_due: open promises that became due in the period and stand elsewhere.
    """

    period: Period
    until: str
    happened: tuple[Interaction, ...]
    contacts: frozenset[str]
    people: tuple[Who, ...]
    first_time: tuple[tuple[Who, str], ...]
    warmed: tuple[Warmth, ...]
    quieter: tuple[Warmth, ...]
    kept: tuple[Promise, ...]
    promised: tuple[Promise, ...]
    came_due: tuple[Promise, ...]
    plans: tuple[Progress, ...]
    thanks: tuple[Given, ...]

    @property
    def is_over(self) -> bool:
        """Whether the whole of the period is behind."""
        return self.until == self.period.last

    @property
    def kinds(self) -> dict[str, int]:
        """How many contacts there were of each kind, the most first."""
        kinds = Counter(row.kind for row in self.happened if row.slug in self.contacts)
        return dict(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))

    @property
    def months(self) -> dict[str, int]:
        """How many contacts there were in each month."""
        return dict(Counter(row.date[:7] for row in self.happened if row.slug in self.contacts))

    @property
    def unanswered(self) -> tuple[Interaction, ...]:
        """What was tried and not answered."""
        return tuple(
            row for row in self.happened
            if row.slug not in self.contacts and row.kind not in NO_CONTACT_KINDS
        )  # fmt: skip


def load_review(index: Index, period: Period) -> Review:
    """Return the review of a period that has begun."""
    until = min(period.last, index.today)
    then = Index(db=index.db, journal=index.journal, today=until)
    ids = _happened(then, period)
    rows = list(iter_interactions(then, list(ids)))
    promises = list_promises(then, done=None)
    theirs = [row for row in promises if row.note_id in ids]
    return Review(
        period=period,
        until=until,
        happened=tuple(rows),
        contacts=frozenset(row.slug for row in rows if ids[row.id]),
        people=_people(then, period),
        first_time=_first_time(then, period),
        warmed=warmed(then, period),
        quieter=quieter(then, period),
        kept=tuple(row for row in theirs if row.done),
        promised=tuple(row for row in theirs if not row.done),
        came_due=tuple(
            row for row in promises
            if row.due and not row.done and row.note_id not in ids and row.date <= f"{until}~"
            and period.first <= dates.first_day(row.due).isoformat() <= until
        ),
        plans=_plans(then, period),
        thanks=thanks_given(then, period.begin, period.end(until)),
    )  # fmt: skip


def _happened(index: Index, period: Period) -> dict[int, bool]:
    """Return the interactions of a period in order of time, and which of them are contacts."""
    return {
        note: bool(contact)
        for note, contact in index.db.execute(
            """SELECT note.id, interaction.contact
               FROM interaction JOIN note ON note.id = interaction.id
               WHERE note.live AND NOT draft AND date >= ? AND date < ? ORDER BY date, slug""",
            (period.begin, period.end(index.today)),
        )
    }


def _people(index: Index, period: Period) -> tuple[Who, ...]:
    rows = index.all(
        """SELECT DISTINCT note.id, note.slug, note.name
           FROM interaction JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
             JOIN note ON note.id = ref.target
           WHERE interaction.date >= ? AND interaction.date < ? AND ref.contact = 1
           ORDER BY note.name, note.slug""",
        (period.begin, period.end(index.today)),
    )
    return tuple(Who(*row) for row in rows)


def _first_time(index: Index, period: Period) -> tuple[tuple[Who, str], ...]:
    """Return with whom the first contact ever was in a period.

    Whoever was met before the first contact that was logged, as their note says, is not new.
    """
    rows = index.all(
        """SELECT note.id, note.slug, note.name, min(ref.date)
           FROM interaction JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
             JOIN note ON note.id = ref.target
           WHERE interaction.date >= :begin AND interaction.date < :end AND ref.contact = 1
             AND NOT EXISTS (SELECT 1 FROM ref AS old WHERE old.target = note.id
               AND old.field = 'people' AND old.contact = 1 AND old.date < :begin)
             AND coalesce(json_extract(note.data, '$.met_on'), :begin) >=
               substr(:begin, 1, length(coalesce(json_extract(note.data, '$.met_on'), :begin)))
           GROUP BY note.id ORDER BY 4, note.slug""",
        {"begin": period.begin, "end": period.end(index.today)},
    )
    return tuple((Who(*who), date) for *who, date in rows)


def _plans(index: Index, period: Period) -> tuple[Progress, ...]:
    """Return the plans for which anything was logged in a period."""
    counts = dict(
        index.all(
            """SELECT ref.target, count(DISTINCT ref.note)
               FROM interaction JOIN note ON note.id = interaction.id AND note.live
                 JOIN ref ON ref.note = interaction.id AND ref.field = 'plan'
               WHERE interaction.date >= ? AND interaction.date < ? AND NOT draft
                 AND ref.target IS NOT NULL GROUP BY ref.target""",
            (period.begin, period.end(index.today)),
        )
    )
    eve = Index(db=index.db, journal=index.journal, today=dates.add_days(period.first, -1))
    before = {plan.id: plan for plan in load_plans(eve, counts)}
    return tuple(
        _progress(before[plan.id], plan, counts[plan.id])
        for plan in sorted(load_plans(index, counts), key=lambda plan: (plan.start, plan.slug))
    )


def _progress(before: Plan, now: Plan, happened: int) -> Progress:
    steps = [
        Step(
            name=new.person.name, slug=new.person.slug, before=old.stage, now=new.stage,
            declined=new.declined and not old.declined,
        )
        for old, new in zip(before.targets, now.targets, strict=True)
        if new.height > old.height or (new.declined and not old.declined)
    ]  # fmt: skip
    stages = zip(before.stages, now.stages, strict=True)
    return Progress(
        slug=now.slug,
        name=now.name,
        stages=tuple((new.name, old.count, new.count) for old, new in stages),
        steps=tuple(steps),
        happened=happened,
    )
