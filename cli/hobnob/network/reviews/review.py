"""The review of a week, a month or a year, from its notes.

The one rule: a review looks back from the last evening of its period, or from today if the period
is not over. Later notes do not change it. Every number counts notes that are listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Day, Slug, TextOrNone, Who, hidden
from hobnob.index.index import Index
from hobnob.index.interactions import iter_interactions
from hobnob.index.promises import Promise, list_promises
from hobnob.network.plans.plans import Plan, load_plans
from hobnob.network.reviews.periods import Period, Span
from hobnob.network.reviews.thanks_given import Given, thanks_given
from hobnob.network.reviews.warmth import Warmth, quieter, warmed


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """An interaction of a period; no draft."""

    note: Slug
    date: Day
    kind: TextOrNone
    people: tuple[Who, ...]
    is_contact: bool
    direction: str = hidden()
    outcome: str = hidden()
    plain: str = hidden()


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstTime:
    """The first contact ever with somebody."""

    person: Who
    date: Day


@dataclass(frozen=True, kw_only=True, slots=True)
class StageCount:
    """A stage of a plan: the number of people who had reached it before, and who have now."""

    name: str
    before: int
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StageChange:
    """A person who reached a further stage of a plan, or who declined."""

    person: Who
    before: str
    stage: str
    declined: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """A plan in a period: the number of interactions, and who reached a further stage."""

    plan: Who
    happened: int
    stages: tuple[StageCount, ...]
    steps: tuple[StageChange, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A week, a month or a year in review; see [reviewing](reviewing.md).

    Attributes:
        period: `2026-W47`, `2026-11` or `2026`.
        first: its first day.
        last: its last day.
        until: the last day of the review: the last day of the period, or today if that is earlier.
        contacts: the number of contacts.
        kinds: the number of contacts of each kind, the most frequent first.
        people: the people of these contacts.
        happened: all interactions of the period except drafts, the earliest first.
        first_time: the people with their first contact in the period.
        warmed: the people in touch again after a silence, or with many more contacts.
        quieter: the people whose due contact did not happen, or with no contact any more.
        kept: kept promises in notes of the period. The day on which a promise was kept is unknown.
        promised: open promises in notes of the period.
        came_due: open promises in other notes that became due in the period.
        plans: the plans with an interaction in the period. A stage has `name`, `before` and
            `count`; a step has `person`, `before`, `stage` and `declined`.
        thanks: the thanks that you gave.
        path: the path of the page, with `--write`.
        title: the title of the period.
        span: `week`, `month` or `year`.
    """

    period: str
    first: Day
    last: Day
    until: Day
    contacts: int
    kinds: Mapping[str, int]
    people: tuple[Who, ...]
    happened: tuple[Happened, ...]
    first_time: tuple[FirstTime, ...]
    warmed: tuple[Warmth, ...]
    quieter: tuple[Warmth, ...]
    kept: tuple[Promise, ...]
    promised: tuple[Promise, ...]
    came_due: tuple[Promise, ...]
    plans: tuple[Progress, ...]
    thanks: tuple[Given, ...]
    path: TextOrNone = ""
    title: str = hidden()
    span: Span = hidden()

    @property
    def is_over(self) -> bool:
        """Whether the whole period is in the past."""
        return self.until == self.last

    @property
    def months(self) -> dict[str, int]:
        """The number of contacts in each month."""
        return dict(Counter(row.date[:7] for row in self.happened if row.is_contact))


def load_review(index: Index, period: Period) -> Review:
    """Return the review of a period that has begun."""
    until = min(period.last, index.today)
    then = Index(db=index.db, journal=index.journal, today=until)
    ids = _ids(then, period)
    happened = _happened(then, ids)
    kinds = Counter(row.kind for row in happened if row.is_contact)
    theirs = list_promises(then, done=None, notes=ids)
    return Review(
        period=period.name,
        title=period.title,
        span=period.span,
        first=period.first,
        last=period.last,
        until=until,
        contacts=kinds.total(),
        kinds=dict(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        people=_people(then, period),
        happened=happened,
        first_time=_first_time(then, period),
        warmed=warmed(then, period),
        quieter=quieter(then, period),
        kept=tuple(row for row in theirs if row.done),
        promised=tuple(row for row in theirs if not row.done),
        came_due=tuple(
            row for row in list_promises(then)
            if row.due and row.note_id not in ids and row.date <= f"{until}~"
            and period.first <= dates.first_day(row.due).isoformat() <= until
        ),
        plans=_plans(then, period),
        thanks=thanks_given(then, period.begin, period.end(until)),
    )  # fmt: skip


def _ids(index: Index, period: Period) -> dict[int, bool]:
    """Return the interactions of a period in order of time, and the contacts among them."""
    return {
        note: bool(contact)
        for note, contact in index.rows(
            """SELECT note.id, interaction.contact
               FROM interaction JOIN note ON note.id = interaction.id
               WHERE note.live AND NOT draft AND date >= :begin AND date < :end
               ORDER BY date, slug""",
            begin=period.begin,
            end=period.end(index.today),
        )
    }


def _happened(index: Index, ids: Mapping[int, bool]) -> tuple[Happened, ...]:
    return tuple(
        Happened(
            note=row.slug, date=row.date, kind=row.kind, people=row.people,
            is_contact=ids[row.id], direction=row.direction, outcome=row.outcome, plain=row.plain,
        )
        for row in iter_interactions(index, list(ids))
    )  # fmt: skip


def _people(index: Index, period: Period) -> tuple[Who, ...]:
    rows = index.rows(
        """SELECT DISTINCT note.id, note.slug, note.name
           FROM interaction CROSS JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
             JOIN note ON note.id = ref.target
           WHERE interaction.date >= :begin AND interaction.date < :end AND ref.contact = 1
           ORDER BY note.name, note.slug""",
        begin=period.begin,
        end=period.end(index.today),
    )
    return tuple(Who(*row) for row in rows)


def _first_time(index: Index, period: Period) -> tuple[FirstTime, ...]:
    """Return the people whose first contact ever was in a period.

    A person is not new if their note says that I met them before the first logged contact.
    """
    rows = index.rows(
        """SELECT note.id, note.slug, note.name, min(ref.date)
           FROM interaction CROSS JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
             JOIN note ON note.id = ref.target
           WHERE interaction.date >= :begin AND interaction.date < :end AND ref.contact = 1
             AND NOT EXISTS (SELECT 1 FROM ref AS old WHERE old.target = note.id
               AND old.field = 'people' AND old.contact = 1 AND old.date < :begin)
             AND coalesce(json_extract(note.data, '$.met_on'), :begin) >=
               substr(:begin, 1, length(coalesce(json_extract(note.data, '$.met_on'), :begin)))
           GROUP BY note.id ORDER BY 4, note.slug""",
        begin=period.begin,
        end=period.end(index.today),
    )
    return tuple(FirstTime(person=Who(*who), date=date) for *who, date in rows)


def _plans(index: Index, period: Period) -> tuple[Progress, ...]:
    """Return the plans with logged interactions in a period."""
    counts = dict(
        index.rows(
            """SELECT ref.target, count(DISTINCT ref.note)
               FROM interaction JOIN note ON note.id = interaction.id AND note.live
                 JOIN ref ON ref.note = interaction.id AND ref.field = 'plan'
               WHERE interaction.date >= :begin AND interaction.date < :end AND NOT draft
                 AND ref.target IS NOT NULL GROUP BY ref.target""",
            begin=period.begin,
            end=period.end(index.today),
        )
    )
    eve = Index(db=index.db, journal=index.journal, today=dates.add_days(period.first, -1))
    now = load_plans(index, counts, with_moves=False)
    before = {plan.id: plan for plan in load_plans(eve, counts, with_moves=False)}
    return tuple(
        _progress(before[plan.id], plan, counts[plan.id])
        for plan in sorted(now, key=lambda plan: (plan.start, plan.slug))
    )


def _progress(before: Plan, now: Plan, happened: int) -> Progress:
    steps = [
        StageChange(
            # A person without a note appears as typed.
            person=Who(new.person.id, new.person.slug or new.person.name, new.person.name),
            before=old.stage, stage=new.stage, declined=new.declined and not old.declined,
        )
        for old, new in zip(before.targets, now.targets, strict=True)
        # An organization goes as far as its people do, who are told of themselves.
        if new.person
        and (new.height > old.height or (new.declined and not old.declined))
    ]  # fmt: skip
    stages = zip(before.stages, now.stages, strict=True)
    return Progress(
        plan=Who(now.id, now.slug, now.name),
        happened=happened,
        stages=tuple(
            StageCount(name=new.name, before=old.count, count=new.count) for old, new in stages
        ),
        steps=tuple(steps),
    )
