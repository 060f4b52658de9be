"""Plans, from the index to views.

The one rule: what a plan says is asked of `network`; here it only becomes a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from hobnob.answers import Entry
from hobnob.index.documents import extra_keys, present_roles, tags_of
from hobnob.index.index import Index
from hobnob.index.interactions import entries_of
from hobnob.index.plans import list_plans
from hobnob.network.plans import phrases as say
from hobnob.network.plans.campaigns import Event, Who
from hobnob.network.plans.chains import load_chains
from hobnob.network.plans.forecast import make_forecast
from hobnob.network.plans.ladder import WRITTEN
from hobnob.network.plans.plans import Plan, load_plan, load_plans
from hobnob.network.plans.plans import Stage as Reached
from hobnob.network.plans.plans import Target as Person
from hobnob.network.plans.won_through import say_wins_through
from hobnob.site.directory import Directory
from hobnob.site.plan_views import (
    Forecast,
    Link,
    Next,
    PlanPage,
    PlanRow,
    Rung,
    Sent,
    Share,
    Stage,
    Target,
)
from hobnob.site.views import Ref

_NEARLY_ALL = 0.995
"""How much of what may happen the chart of wins shows one by one."""
_MOST_COLUMNS = 12


class Plans:
    """Loads plans."""

    def __init__(self, index: Index, directory: Directory) -> None:
        self._index = index
        self._directory = directory

    @cached_property
    def rows(self) -> tuple[PlanRow, ...]:
        """All plans, those under way first."""
        ids = (row.id for row in list_plans(self._index))
        plans = load_plans(self._index, ids, with_moves=False)
        return tuple(
            PlanRow(
                slug=plan.slug,
                name=plan.name,
                goal=plan.goal,
                status=plan.status,
                start=plan.start,
                deadline=plan.deadline,
                stages=tuple(map(_stage, plan.stages)),
            )
            for plan in plans
        )

    def page(self, slug: str) -> PlanPage:
        """Return everything about one plan."""
        note = self._index.one(
            "SELECT id FROM note WHERE kind = 'plan' AND slug = ? AND live", (slug,)
        )
        plan = load_plan(self._index, note)
        campaign = plan.campaign
        targets = self._people(plan.people)
        return PlanPage(
            slug=slug,
            name=plan.name,
            goal=plan.goal,
            status=plan.status,
            start=plan.start,
            deadline=plan.deadline,
            letter=plan.letter,
            tags=tags_of(self._index, (note,)).get(note, ()),
            private=campaign.private,
            extra=extra_keys("plan", campaign.values),
            body=campaign.body,
            path=campaign.path.removeprefix(self._directory.prefix),
            rungs=tuple(map(_rung, plan.stages)),
            declined=plan.declined,
            beside=tuple(say_wins_through(plan)),
            targets=targets[: len(plan.targets)],
            introduced=targets[len(plan.targets) :],
            chains=self._chains(plan),
            letters=tuple(_sent(plan, event) for event in reversed(_letters(plan))),
            forecast=_forecast(plan) if plan.targets else None,
            timeline=entries_of(self._index, note, "plan"),
        )

    def _people(self, people: Sequence[Person]) -> tuple[Target, ...]:
        ids = [one.person.id for one in people if one.person.id is not None]
        roles = present_roles(self._index, ids)
        found = []
        for one in people:
            org, title = roles.get(one.person.id or 0, ("", ""))
            move = one.next_move
            found.append(
                Target(
                    person=_ref(one.person),
                    role=", ".join(filter(None, (title, org))),
                    stage=one.stage,
                    declined=one.declined,
                    last=_stub(one.last),
                    through=tuple(map(_ref, one.through.by)) if one.through else (),
                    next=Next(text=move.words, date=move.date) if move else None,
                )
            )
        return tuple(found)

    def _chains(self, plan: Plan) -> tuple[tuple[Link, ...], ...]:
        return tuple(
            tuple(Link(text=text, entry=_stub(event)) for text, event in chain.steps)
            for chain in load_chains(self._index, plan)
        )


def _stage(stage: Reached) -> Stage:
    return Stage(name=stage.name, count=stage.count)


def _rung(stage: Reached) -> Rung:
    rate = stage.rate
    if rate is None or rate.share is None:
        return Rung(stage=_stage(stage))
    low, high = rate.interval if rate.is_of_few else (0.0, 1.0)
    share = Share(before=rate.of, rate=rate.share, low=low, high=high)
    return Rung(stage=_stage(stage), share=share)


def _letters(plan: Plan) -> list[Event]:
    """Return what went out in writing, the earliest first."""
    return [e for e in plan.campaign.events if e.kind in WRITTEN and e.direction != "in"]


def _sent(plan: Plan, letter: Event) -> Sent:
    later = (
        event
        for event in plan.campaign.events
        if event.date >= letter.date and event.step.answered and event is not letter
        and {*event.people} & {*letter.people}
    )  # fmt: skip
    return Sent(
        entry=Entry(slug=letter.slug, date=letter.date),
        kind=letter.kind,
        people=tuple(map(_ref, letter.people)),
        answered=_stub(next(later, None)),
    )


def _forecast(plan: Plan) -> Forecast | None:
    if len(plan.rungs) < 2:
        return None
    outlook = make_forecast(plan)
    return Forecast(
        chance=say.say_chance(outlook),
        range=say.say_wins(outlook),
        letter=say.say_letter(outlook),
        weakest=say.say_weakest(outlook),
        wins=_columns(outlook.wins()),
        more=tuple(say.say_more(outlook)),
        titles=say.STEP_TITLES,
        steps=tuple(map(say.say_step, outlook.steps)),
        assumptions=say.assumptions(outlook),
    )


def _columns(chances: Sequence[float]) -> tuple[float, ...]:
    """Return the chances of the numbers of wins that are not all but impossible.

    The last stands for its number and all beyond. They are rounded to what can be seen, so that a
    page does not change by what no one sees.
    """
    sums = list(accumulate(chances))
    last = next((at for at, total in enumerate(sums) if total >= _NEARLY_ALL), len(sums) - 1)
    last = min(last, _MOST_COLUMNS - 1)
    shown = [*chances[:last], 1 - sum(chances[:last])]
    return tuple(round(chance, 4) for chance in shown)


def _ref(who: Who) -> Ref:
    return Ref(section="people", slug=who.slug, name=who.name)


def _stub(event: Event | None) -> Entry | None:
    return Entry(slug=event.slug, date=event.date) if event else None
