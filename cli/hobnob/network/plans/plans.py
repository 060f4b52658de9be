"""Plans: the stage of each person, the funnel, and what to do next.

The one rule: a plan's numbers count each target once, for any number of letters. People that
targets introduced are shown too, but no number counts them. An organization counts until somebody
who is there is a target too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hobnob import dates
from hobnob.answers import Document, Entry, TextOrNone, Who, hidden, spread
from hobnob.errors import NotFoundError
from hobnob.index.appointments import Appointment, list_appointments
from hobnob.index.documents import load_documents, present_roles
from hobnob.index.index import Index
from hobnob.index.lookup import shown_text
from hobnob.index.people import resting as people_resting
from hobnob.index.resolve import TARGETS
from hobnob.names import link_target
from hobnob.network.plans import ladder
from hobnob.network.plans.chains import Chain, find_chains
from hobnob.network.plans.introductions import Introduction
from hobnob.network.plans.next_moves import (
    LEADS_ON,
    NUDGE_AFTER,
    Carried,
    Move,
    PlanPromise,
    TargetState,
    carried,
    move_order,
    next_move,
)
from hobnob.network.plans.org_targets import Insider, load_insiders, way_in
from hobnob.network.plans.plan_contacts import Contacts, load_contacts
from hobnob.network.plans.plan_letters import (
    SentLetter,
    TemplateCount,
    count_templates,
    sent_letters,
)
from hobnob.network.plans.plan_log import Event, PlanLog, load_introductions, load_logs
from hobnob.network.plans.postings import Posting, posting_moves, read_postings
from hobnob.network.plans.rates import wilson
from hobnob.wording import join_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A stage of a plan, and how many of its targets got at least that far.

    Attributes:
        rate: the share of those who came to the stage before; None for the first stage and for
            nobody.
        low, high: the ends of the rate's 95% Wilson interval.
        before: how many came to the stage before.
        mine: whether writing alone reaches it: then its share is no rate of anybody else's.
    """

    name: str
    count: int
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    before: int = hidden(0)
    mine: bool = hidden(False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A person of a plan, or an organization: then `person` is null.

    An organization is where the furthest person stands who is there now, takes part in the plan and
    did not decline.

    Attributes:
        org: the organization; null for a person.
        stage: the furthest stage they reached.
        declined: whether they said no and did not come round.
        next: what to do now or later; None for nothing.
        last: the last interaction in this plan, if any.
        through: who introduced them, if they came to the plan that way.
        letter: the template of the last letter to them; only if a single plan is loaded.
        ways_in: for an organization, who is or was there, takes part in the plan and did not
            decline: the next moves are with them.
        height: the number of the stage; 0 is being listed.
        last_words: the last interaction in words.
        role: their present title and organization; only if a single plan is loaded.
        counts: whether the numbers of the plan count it: an organization only until somebody who
            is there is a target too.
    """

    person: Who | None
    org: Who | None = None
    stage: str
    declined: bool
    next: Move | None
    last: Entry | None
    through: tuple[Who, ...]
    letter: TextOrNone = ""
    ways_in: tuple[Who, ...] = ()
    height: int = hidden()
    last_words: str = hidden("")
    role: str = hidden("")
    counts: bool = hidden(True)
    carried: tuple[Carried, ...] = hidden(())
    waited: float = hidden(1.0)
    shut: bool = hidden(False)

    @property
    def who(self) -> Who:
        """The person or the organization."""
        found = self.person or self.org
        assert found is not None  # noqa: S101 - one of them is always there
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How far a plan has come. Its `stages` replace the key `stages` of the note.

    If several plans are loaded at once, `note`, `chains`, `letters` and `templates` are empty.

    Attributes:
        stages: how many targets got at least that far, the share of the stage before (null for
            nobody), and its 95% Wilson interval.
        targets: each person or organization: the furthest stage, the next [move](#move) or null,
            the slug of the last interaction or null, who introduced them, and for an organization
            who leads into it.
        declined: how many targets said no and did not come round.
        introduced: the people who came through an introduction.
        postings: the positions to apply for, in the order of their deadlines; those applied for
            come last.
        chains: for each win, the people from the first one written to, to the person with the win,
            and the interactions that show it.
        templates: of each template that its letters came from, how many were sent and answered.
        values: the front matter, as it was read.
        letters: the letters sent, the latest first.
        letter_height: the number of the stage that a sent letter reaches: the first step above it
            is the first that others decide.
        since: the day of the first interaction, "" for none.
    """

    note: Document = spread()
    stages: tuple[Stage, ...]
    targets: tuple[Target, ...]
    declined: int
    introduced: tuple[Target, ...]
    postings: tuple[Posting, ...] = ()
    chains: tuple[Chain, ...] = ()
    templates: tuple[TemplateCount, ...] = ()
    id: int = hidden()
    slug: str = hidden()
    name: str = hidden()
    path: str = hidden()
    body: str = hidden()
    private: bool = hidden()
    values: Mapping[str, Any] = hidden()
    letters: tuple[SentLetter, ...] = hidden(())
    letter_height: int = hidden()
    since: str = hidden("")

    @property
    def goal(self) -> str:
        """What the plan is to achieve."""
        return self._text("goal")

    @property
    def status(self) -> str:
        """Active, paused, won or dropped."""
        return self._text("status") or "active"

    @property
    def start(self) -> str:
        """The day on which it starts, "" for none."""
        return self._text("start")

    @property
    def deadline(self) -> str:
        """The day by which it ends, "" for none."""
        return self._text("deadline")

    @property
    def ended(self) -> str:
        """The day on which it ended: its deadline, or that of its last step; "" if it goes on."""
        if self.status not in {"won", "dropped"}:
            return ""
        steps = [target.last.date for target in self.people if target.last]
        last = max(steps, default="")
        return min(filter(None, (self.deadline, last)), default="")

    @property
    def letter(self) -> str:
        """The slug of the template it sends, "" for none."""
        return link_target(self._text("letter"))

    @property
    def is_active(self) -> bool:
        """Whether it is under way."""
        return self.status == "active"

    @property
    def has_outlook(self) -> bool:
        """Whether others decide any step, so that there is something to forecast."""
        return self.letter_height < len(self.stages) - 1

    @property
    def counted(self) -> tuple[Target, ...]:
        """The targets that its numbers count."""
        return tuple(target for target in self.targets if target.counts)

    @property
    def carried(self) -> tuple[Carried, ...]:
        """What its next moves go on from; see `next_moves.carried`."""
        return tuple(one for target in self.people for one in target.carried)

    @property
    def people(self) -> tuple[Target, ...]:
        """Its targets, then the people who came through an introduction."""
        return (*self.targets, *self.introduced)

    def moves(self, today: str) -> tuple[Move, ...]:
        """Return the next moves in time, the most promising first."""
        found = (move for move in self.every_move if not move.is_over(today))
        return tuple(sorted(found, key=move_order(today)))

    @property
    def every_move(self) -> tuple[Move, ...]:
        """The next moves, in the order they keep once they are due.

        There is one for each person, organization and posting at most.
        """
        found = [target.next for target in self.people if target.next]
        if self.is_active:
            top = len(self.stages)
            found += posting_moves(self.postings, plan=self.slug, top=top)
        return tuple(sorted(found, key=move_order("9999-12-31")))

    def _text(self, key: str) -> str:
        return str(self.values.get(key) or "")


def count_stages(
    names: Iterable[str], heights: Iterable[int], *, mine: int = 0
) -> tuple[Stage, ...]:
    """Return the funnel of people at these heights, for a ladder of these stages.

    Args:
        names: the names of the stages.
        heights: how far each of the people has come.
        mine: the number of the stage that a sent letter reaches.
    """
    heights = tuple(heights)
    found: list[Stage] = []
    for number, name in enumerate(names):
        count = sum(height >= number for height in heights)
        stage = Stage(name=name, count=count, mine=number <= mine)
        if found and found[-1].count:
            before = found[-1].count
            low, high = wilson(count, before)
            stage = replace(stage, rate=count / before, low=low, high=high, before=before)
        found.append(stage)
    return tuple(found)


def load_plan(index: Index, note: int) -> Plan:
    """Return everything about a plan by the id of its note.

    Raises:
        NotFoundError: there is no such plan, or its note is left out.
    """
    logs = load_logs(index, (note,))
    if note not in logs:
        raise NotFoundError("plan", str(note))
    log = logs[note]
    known = _Known.load(index, logs, with_roles=True)
    maker = _Maker(log, known)
    plan = maker.plan()
    letters = tuple(sent_letters(log))
    last = {who: one.template for one in reversed(letters) if one.template for who in one.people}
    return replace(
        plan,
        targets=tuple(replace(each, letter=last.get(each.who, "")) for each in plan.targets),
        introduced=tuple(replace(each, letter=last.get(each.who, "")) for each in plan.introduced),
        note={**load_documents(index, [note])[0], "status": plan.status},
        chains=find_chains(index, log, maker.rungs),
        letters=letters,
        templates=count_templates(letters),
    )


def load_plans(
    index: Index, notes: Iterable[int], *, with_moves: bool = True,
    resting: Mapping[int, tuple[Who, str]] | None = None,
) -> tuple[Plan, ...]:  # fmt: skip
    """Return some plans, in the order of the ids.

    Args:
        index: the index.
        notes: their ids.
        with_moves: also compute the next moves.
        resting: who rests, if the caller knows it.
    """
    notes = tuple(notes)
    logs = load_logs(index, notes)
    known = _Known.load(index, logs, resting=resting) if with_moves else _Known.of_orgs(index, logs)
    return tuple(
        _Maker(logs[note], known, with_moves=with_moves).plan() for note in notes if note in logs
    )


def active_plans(index: Index) -> tuple[Plan, ...]:
    """Return the active plans, the latest begun first."""
    from hobnob.index.plans import list_plans

    return load_plans(index, (row.id for row in list_plans(index) if row.status == "active"))


def _everybody(logs: Iterable[PlanLog]) -> set[int]:
    """Return the ids of the people who are targets of some plans, and of those introduced."""
    return {
        who.id
        for log in logs
        for who in (*log.targets, *(new for event in log.events for new in event.introduced))
        if who.id is not None and who not in log.orgs
    }


_Owned = tuple[int | None, PlanPromise]
"""An open promise with the id of its owner; None is me."""


def _promises(index: Index, plans: Iterable[int]) -> dict[int, list[_Owned]]:
    """Return the open promises of the interactions of some plans, by interaction."""
    found: dict[int, list[_Owned]] = defaultdict(list)
    for note, ref, plain, due, owner, date in index.rows(
        """SELECT promise.note, promise.ref, coalesce(promise.plain, text), due, owner,
             interaction.date
           FROM promise JOIN interaction ON interaction.id = promise.note
           WHERE NOT done AND (NOT asked OR owner <> '' AND 1 = (
             SELECT count(*) FROM ref WHERE ref.note = promise.note AND field = 'people'))
           AND promise.note IN (
             SELECT note FROM ref WHERE field = 'plan'
               AND target IN (SELECT value FROM json_each(:plans)))
           ORDER BY promise.note, pos""",
        plans=list(plans),
    ):
        debtor = index.resolver.find(owner, TARGETS["people"]).one if owner else None
        if owner and debtor is None:
            continue
        promise = PlanPromise(
            ref=ref, text=shown_text(index, plain), due=due, mine=not owner, since=date[:10],
            note=note,
        )  # fmt: skip
        found[note].append((debtor, promise))
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """What the next moves need to know besides the logs, by the ids of people or interactions."""

    contacts: Mapping[int, Contacts] = field(default_factory=dict)
    promises: Mapping[int, Sequence[_Owned]] = field(default_factory=dict)
    introductions: Mapping[int, Sequence[Event]] = field(default_factory=dict)
    roles: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    appointments: Sequence[Appointment] = ()
    insiders: Mapping[Who, Sequence[Insider]] = field(default_factory=dict)
    wakes: Mapping[int, str] = field(default_factory=dict)
    today: str = ""

    @classmethod
    def of_orgs(cls, index: Index, logs: Mapping[int, PlanLog]) -> _Known:
        """Return what also the numbers of a plan depend on: who is at the organizations."""
        orgs = {org for log in logs.values() for org in log.orgs}
        return cls(insiders=load_insiders(index, orgs))

    @classmethod
    def load(
        cls, index: Index, logs: Mapping[int, PlanLog], *, with_roles: bool = False,
        resting: Mapping[int, tuple[Who, str]] | None = None,
    ) -> _Known:  # fmt: skip
        people = sorted(_everybody(logs.values()))
        resting = people_resting(index) if resting is None else resting
        return cls(
            contacts=load_contacts(index, people),
            promises=_promises(index, logs),
            introductions=load_introductions(index, people),
            roles=present_roles(index, people) if with_roles else {},
            # Also those that are over: whether they took place is the next thing to say.
            appointments=list_appointments(index),
            insiders=cls.of_orgs(index, logs).insiders,
            wakes={note: day for note, (_, day) in resting.items()},
            today=index.today,
        )


class _Maker:
    """Builds a plan from its log."""

    def __init__(self, log: PlanLog, known: _Known, *, with_moves: bool = True) -> None:
        """Take the log, what else is known, and whether to compute the next moves."""
        self.rungs = ladder.read_ladder(_mappings(log.values.get("stages")))
        self._log = log
        self._with_moves = with_moves
        self._known = known
        self._own = {event.id for event in log.events}
        self._start = str(log.values.get("start") or "")
        self._wait = nudge_days(log.values)
        self._introductions = [
            Introduction(
                by=tuple(who for who in event.people if who != new),
                to=new,
                event=event,
                contacts=self._contacts_with(new),
                ends=self._ends(new),
            )
            for event in log.events
            for new in event.introduced
        ]

    def plan(self) -> Plan:
        """Return the plan."""
        log = self._log
        targets = tuple(
            self._org(who) if who in log.orgs else self._target(who, place)
            for place, who in enumerate(log.targets)
        )
        targets = tuple(self._leading_in(target, targets) for target in targets)
        others = {made.to: None for made in self._introductions if made.to not in log.targets}
        return Plan(
            note={},
            stages=count_stages(
                (rung.name for rung in self.rungs), (t.height for t in targets if t.counts),
                mine=ladder.letter_height(self.rungs),
            ),
            targets=targets,
            declined=sum(target.declined for target in targets),
            introduced=tuple(
                self._target(who, place) for place, who in enumerate(others, len(targets))
            ),
            postings=read_postings(log.values),
            id=log.id, slug=log.slug, name=log.name, path=log.path, body=log.body,
            private=log.private, values=log.values,
            letter_height=ladder.letter_height(self.rungs),
            since=log.events[0].day if log.events else "",
        )  # fmt: skip

    def _target(self, who: Who, place: int) -> Target:
        events = self._log.with_person(who)
        steps = [event.step_of(who) for event in events]
        height = ladder.furthest(self.rungs, steps)
        declined = ladder.has_declined(steps)
        through = next((made for made in self._introductions if made.to == who), None)
        last = events[-1] if events else None
        org, title = self._known.roles.get(who.id or 0, ("", ""))
        state = self._state(who, height, declined) if self._with_moves else None
        return Target(
            person=who,
            stage=self.rungs[height].name,
            declined=declined,
            next=self._next(state, place) if state else None,
            last=last.entry if last else None,
            through=through.by if through else (),
            height=height,
            last_words=last.words if last else "",
            role=", ".join(filter(None, (title, org))),
            carried=tuple(carried(state)) if state else (),
            waited=self._waited(state) if state else 1.0,
            shut=state is not None and self._is_shut(state),
        )

    def _waited(self, state: TargetState) -> float:
        """Return how much of the wait has passed since somebody came to their stage."""
        today = self._known.today
        if state.declined or state.won or self._is_shut(state):
            return 1.0
        if any(one.last >= today for one in state.appointments):
            return 0.0
        steps = ((event.day, event.step_of(state.who)) for event in state.events)
        came = next(
            (day for day, step in steps if ladder.furthest(self.rungs, [step]) == state.height), ""
        )
        if not came:
            # Nobody turned to them.
            return 0.0
        days = dates.days_between(dates.add_days(came, 0), today)
        return min(1.0, days / (state.wait or dates.parse_interval(NUDGE_AFTER)))

    def _is_shut(self, state: TargetState) -> bool:
        """Say whether somebody introduced people, and all of these declined."""
        return bool(state.brought) and all(
            ladder.has_declined([event.step for event in self._log.with_person(made.to)])
            for made in state.brought
        )

    def _org(self, who: Who) -> Target:
        """Return an organization, through its people who take part and did not decline."""
        log = self._log
        insiders = self._known.insiders.get(who, ())
        taking_part = {*log.targets, *(new for event in log.events for new in event.introduced)}
        ways_in = [
            insider for insider in insiders
            if (insider.person in taking_part or log.with_person(insider.person))
            and not ladder.has_declined([e.step for e in log.with_person(insider.person)])
        ]  # fmt: skip
        there = [insider.person for insider in ways_in if insider.is_there]
        events = {event.id: event for person in there for event in log.with_person(person)}
        last = max(events.values(), key=lambda event: event.date, default=None)
        height = ladder.furthest(self.rungs, (event.step for event in events.values()))
        is_open = self._with_moves and _is_active(log.values) and not ways_in
        return Target(
            person=None,
            org=who,
            stage=self.rungs[height].name,
            declined=False,
            next=way_in(who, insiders, plan=log.slug, start=self._start) if is_open else None,
            last=last.entry if last else None,
            through=(),
            ways_in=tuple(insider.person for insider in ways_in),
            height=height,
            last_words=last.words if last else "",
            counts=not {*there} & {*log.targets},
        )

    def _leading_in(self, target: Target, targets: Sequence[Target]) -> Target:
        """Return a target; where it is the way into an organization, its next move says so."""
        into = [one.who.name for one in targets if one.ways_in and target.who in one.ways_in]
        move = target.next
        if not into or move is None or move.do not in LEADS_ON:
            return target
        text = f"{move.text}; they are your way into {join_words(into)}"
        return replace(target, next=replace(move, text=text))

    def _next(self, state: TargetState, place: int) -> Move | None:
        """Return the next move with a person, None if it is too late for it."""
        move = next_move(state)
        if move is None or move.is_over(self._known.today):
            return None
        wakes = self._known.wakes.get(state.who.id or 0, "")
        if move.date < wakes and not move.has_day:
            move = replace(move, date=wakes)
        return replace(move, place=place)

    def _state(self, who: Who, height: int, declined: bool) -> TargetState:
        log, events = self._log, self._log.with_person(who)
        values = log.values
        owed = (pair for event in events for pair in self._known.promises.get(event.id, ()))
        return TargetState(
            who=who,
            plan=log.slug,
            letter=link_target(str(values.get("letter") or "")),
            rungs=self.rungs,
            height=height,
            declined=declined,
            events=events,
            contacts=self._contacts_with(who),
            drafts=[draft for draft in log.drafts if who in draft.people],
            appointments=[one for one in self._known.appointments if who in one.people],
            promises=[promise for debtor, promise in owed if debtor in (None, who.id)],
            brought=[made for made in self._introductions if who in made.by],
            through=self._warm(who),
            wait=self._wait,
            active=_is_active(values),
            start=self._start,
        )

    def _ends(self, who: Who) -> list[str]:
        """Return the days on which somebody said yes or no."""
        events = self._log.with_person(who)
        return [event.day for event in events if event.outcome in ("declined", "won")]

    def _warm(self, who: Who) -> Introduction | None:
        """Return the last introduction to somebody, also one that was logged without the plan.

        Without the plan it counts if it came after the plan began, or if I was not in touch since.
        """
        found = [made for made in self._introductions if made.to == who]
        days = [self._start, *(event.day for event in self._log.events[:1])]
        begins = min(filter(None, days), default="9999")
        for event in self._known.introductions.get(who.id or 0, ()):
            made = Introduction(
                by=event.people, to=who, event=event, contacts=self._contacts_with(who)
            )
            if event.id not in self._own and (event.day >= begins or not made.acted_on):
                found.append(made)
        return max(found, key=lambda made: made.event.date, default=None)

    def _contacts_with(self, who: Who) -> Contacts:
        return self._known.contacts.get(who.id, ()) if who.id is not None else ()


def _is_active(values: Mapping[str, Any]) -> bool:
    return (values.get("status") or "active") == "active"


def nudge_days(values: Mapping[str, Any]) -> int | None:
    """Return the days of silence before a plan's nudge; None if it has no nudge."""
    span = str(values.get("nudge_after") or NUDGE_AFTER)
    return None if span.lower() == "never" else dates.parse_interval(span)


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
