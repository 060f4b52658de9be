"""Plans: how far each of their people has come, how many got how far, and what to do next.

The one rule: a plan's numbers count its targets, each once, however often they were written to.
Whoever they introduced is shown beside them and counted by nobody.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hobnob import dates
from hobnob.errors import NotFoundError
from hobnob.index.index import Index
from hobnob.index.lookup import link_names
from hobnob.index.resolve import TARGETS
from hobnob.names import link_target
from hobnob.network.plans import ladder
from hobnob.network.plans.campaigns import Campaign, Event, Who, load_campaigns
from hobnob.network.plans.next_moves import (
    NUDGE_AFTER,
    Introduction,
    Move,
    Pledge,
    Standing,
    by_promise,
    next_move,
)
from hobnob.network.plans.plan_contacts import Touch, load_touches
from hobnob.network.plans.rates import Rate


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A step of a plan's ladder, and how many of its targets got at least that far.

    Attributes:
        rate: how many of those who got as far as the stage before; None of the first.
    """

    name: str
    count: int
    rate: Rate | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A person of a plan.

    Attributes:
        height: the number of the furthest stage; 0 is being listed.
        stage: its name.
        declined: said no, and did not come round.
        last: what happened last in this plan, if anything did.
        next_move: what to do now or later; None lets them rest.
        through: the introduction by which they came to the plan, if by one.
    """

    person: Who
    height: int
    stage: str
    declined: bool
    last: Event | None
    next_move: Move | None = None
    through: Introduction | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A plan, and how far it has come.

    Attributes:
        rungs: its ladder, from being listed to the win.
        campaign: its note, and what was logged for it.
        introduced: those who are no targets but came to it by an introduction.
    """

    campaign: Campaign
    rungs: tuple[ladder.Rung, ...]
    targets: tuple[Target, ...]
    introduced: tuple[Target, ...] = ()

    @property
    def id(self) -> int:
        """The id of its note."""
        return self.campaign.id

    @property
    def slug(self) -> str:
        """The slug of its note."""
        return self.campaign.slug

    @property
    def name(self) -> str:
        """What it is called."""
        return self.campaign.name

    @property
    def goal(self) -> str:
        """What would be a success."""
        return self._text("goal")

    @property
    def status(self) -> str:
        """Active, paused, won or dropped."""
        return self._text("status") or "active"

    @property
    def start(self) -> str:
        """The day from which it runs, "" when it does not say."""
        return self._text("start")

    @property
    def deadline(self) -> str:
        """The day until which it runs, "" when it does not say."""
        return self._text("deadline")

    @property
    def letter(self) -> str:
        """The slug of the template it sends, "" when it names none."""
        return link_target(self._text("letter"))

    @property
    def is_active(self) -> bool:
        """Whether it is under way."""
        return self.status == "active"

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The funnel: how many of the targets got at least as far as each stage."""
        return self.stages_of([target.height for target in self.targets])

    def stages_of(self, heights: Iterable[int]) -> tuple[Stage, ...]:
        """Return the funnel of people who have come so far."""
        heights = tuple(heights)
        found: list[Stage] = []
        for number, rung in enumerate(self.rungs):
            count = sum(height >= number for height in heights)
            rate = Rate(count=count, of=found[-1].count) if found else None
            found.append(Stage(name=rung.name, count=count, rate=rate))
        return tuple(found)

    @property
    def people(self) -> tuple[Target, ...]:
        """Its targets, then those who came to it by an introduction."""
        return (*self.targets, *self.introduced)

    @property
    def declined(self) -> int:
        """How many of the targets said no, and did not come round."""
        return sum(target.declined for target in self.targets)

    def moves(self, today: str) -> tuple[Move, ...]:
        """Return the next moves with all of its people, the most promising first."""
        found = (one.next_move for one in self.people)
        return tuple(sorted((move for move in found if move), key=by_promise(today)))

    def _text(self, key: str) -> str:
        return str(self.campaign.values.get(key) or "")


def load_plan(index: Index, note: int) -> Plan:
    """Return a plan by the id of its note.

    Raises:
        NotFoundError: there is none, or its note is left out.
    """
    plans = load_plans(index, (note,))
    if not plans:
        raise NotFoundError("plan", str(note))
    return plans[0]


def load_plans(index: Index, notes: Iterable[int], *, with_moves: bool = True) -> tuple[Plan, ...]:
    """Return some plans, in the order of the ids.

    Args:
        index: the index.
        notes: their ids.
        with_moves: work out the next moves too; where only numbers are shown they are not needed.
    """
    notes = tuple(notes)
    found = load_campaigns(index, notes)
    if not with_moves:
        return tuple(_Maker(found[note]).plan() for note in notes if note in found)
    touches = load_touches(index, _everybody(found.values()))
    pledges = _pledges(index, notes)
    return tuple(_Maker(found[n], touches, pledges).plan() for n in notes if n in found)


def active_plans(index: Index) -> tuple[Plan, ...]:
    """Return the plans that are under way, the latest begun first."""
    from hobnob.index.plans import list_plans

    return load_plans(index, (row.id for row in list_plans(index) if row.status == "active"))


def _everybody(campaigns: Iterable[Campaign]) -> set[int]:
    """Return the ids of the targets of some plans, and of those they introduced."""
    return {
        who.id
        for plan in campaigns
        for who in (*plan.targets, *(new for event in plan.events for new in event.introduced))
        if who.id is not None
    }


_Owned = tuple[int | None, Pledge]
"""An open promise with the id of who owes it; None is me."""


def _pledges(index: Index, plans: Iterable[int]) -> dict[int, list[_Owned]]:
    """Return the open promises that were made in interactions of some plans, by interaction."""
    found: dict[int, list[_Owned]] = defaultdict(list)
    for note, ref, text, due, owner, date in index.db.execute(
        """SELECT promise.note, promise.ref, text, due, owner, interaction.date
           FROM promise JOIN interaction ON interaction.id = promise.note
           WHERE NOT done AND promise.note IN (
             SELECT note FROM ref WHERE field = 'plan'
               AND target IN (SELECT value FROM json_each(?)))
           ORDER BY promise.note, pos""",
        (json.dumps(list(plans)),),
    ):
        debtor = index.resolver.find(owner, TARGETS["people"]).one if owner else None
        if owner and debtor is None:
            continue
        said = link_names(index, text)
        pledge = Pledge(
            ref=ref, text=said, due=due, mine=not owner, since=date[:10], note=note
        )  # fmt: skip
        found[note].append((debtor, pledge))
    return found


class _Maker:
    """Makes a plan of what was logged for it."""

    def __init__(
        self,
        campaign: Campaign,
        touches: Mapping[int, list[Touch]] | None = None,
        pledges: Mapping[int, list[_Owned]] | None = None,
    ) -> None:
        self._campaign = campaign
        self._rungs = ladder.read_ladder(_mappings(campaign.values.get("stages")))
        self._touches = touches or {}
        self._pledges = pledges or {}
        self._moves = touches is not None
        self._introductions = [
            Introduction(by=event.people, to=new, event=event, touches=self._touched(new))
            for event in campaign.events
            for new in event.introduced
        ]

    def plan(self) -> Plan:
        """Return the plan."""
        known = {_key(who) for who in self._campaign.targets}
        others: dict[Any, Introduction] = {}
        for made in self._introductions:
            if _key(made.to) not in known:
                others.setdefault(_key(made.to), made)
        return Plan(
            campaign=self._campaign,
            rungs=self._rungs,
            targets=tuple(map(self._target, self._campaign.targets)),
            introduced=tuple(self._target(made.to) for made in others.values()),
        )

    def _target(self, who: Who) -> Target:
        events = self._campaign.with_person(who)
        steps = [event.step for event in events]
        height = ladder.furthest(self._rungs, steps)
        declined = ladder.has_declined(steps)
        through = next((m for m in self._introductions if _key(m.to) == _key(who)), None)
        return Target(
            person=who,
            height=height,
            stage=self._rungs[height].name,
            declined=declined,
            last=events[-1] if events else None,
            next_move=self._next(who, height, declined, through) if self._moves else None,
            through=through,
        )

    def _next(
        self, who: Who, height: int, declined: bool, through: Introduction | None
    ) -> Move | None:
        campaign, events = self._campaign, self._campaign.with_person(who)
        values = campaign.values
        owed = (pair for event in events for pair in self._pledges.get(event.id, ()))
        return next_move(
            Standing(
                who=who,
                rungs=self._rungs,
                height=height,
                declined=declined,
                events=events,
                touches=self._touched(who),
                drafts=[draft for draft in campaign.drafts if who in draft.people],
                pledges=[pledge for debtor, pledge in owed if debtor in (None, who.id)],
                brought=[m for m in self._introductions if who in m.by],
                through=through,
                wait=nudge_days(values),
                active=(values.get("status") or "active") == "active",
                start=values.get("start") or "",
            )
        )

    def _touched(self, who: Who) -> list[Touch]:
        return self._touches.get(who.id, []) if who.id is not None else []


def nudge_days(values: Mapping[str, Any]) -> int | None:
    """Return the days of silence before the one nudge of a plan; None when it never nudges."""
    said = str(values.get("nudge_after") or NUDGE_AFTER)
    return None if said.lower() == "never" else dates.parse_interval(said)


def _key(who: Who) -> Any:
    return who.id if who.id is not None else who.name


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
