"""Plans: the stage of each person, the funnel, and what to do next.

The one rule: a plan's numbers count each target once, for any number of letters. People that
targets introduced are shown too, but no number counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hobnob import dates
from hobnob.answers import Document, Entry, Who, hidden, spread
from hobnob.errors import NotFoundError
from hobnob.index.appointments import Appointment, list_appointments
from hobnob.index.documents import load_documents, present_roles
from hobnob.index.index import Index
from hobnob.index.lookup import shown_text
from hobnob.index.resolve import TARGETS
from hobnob.model import WRITTEN_KINDS
from hobnob.names import link_target
from hobnob.network.plans import ladder
from hobnob.network.plans.chains import Chain, find_chains
from hobnob.network.plans.next_moves import (
    NUDGE_AFTER,
    Introduction,
    Move,
    PlanPromise,
    TargetState,
    move_order,
    next_move,
)
from hobnob.network.plans.plan_contacts import Contacts, load_contacts
from hobnob.network.plans.plan_log import Event, PlanLog, load_introductions, load_logs
from hobnob.network.plans.rates import wilson
from hobnob.network.today.order import FRESH


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A stage of a plan, and how many of its targets got at least that far.

    Attributes:
        rate: the share of those who came to the stage before; None for the first stage and for
            nobody.
        low, high: the ends of the rate's 95 % Wilson interval.
        before: how many came to the stage before.
    """

    name: str
    count: int
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    before: int = hidden(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A person of a plan.

    Attributes:
        stage: the furthest stage they reached.
        declined: whether they said no and did not come round.
        next: what to do now or later; None for nothing.
        last: the last interaction in this plan, if any.
        through: who introduced them, if they came to the plan that way.
        height: the number of the stage; 0 is being listed.
        last_words: the last interaction in words.
        role: their present title and organization; only if a single plan is loaded.
    """

    person: Who
    stage: str
    declined: bool
    next: Move | None
    last: Entry | None
    through: tuple[Who, ...]
    height: int = hidden()
    last_words: str = hidden("")
    role: str = hidden("")


@dataclass(frozen=True, kw_only=True, slots=True)
class SentLetter:
    """A letter that a plan sent, and its first answer."""

    entry: Entry
    kind: str
    people: tuple[Who, ...]
    answer: Entry | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How far a plan has come. Its `stages` replace the key `stages` of the note.

    If several plans are loaded at once, `note`, `chains` and `letters` are empty.

    Attributes:
        stages: how many targets got at least that far, the share of the stage before (null for
            nobody), and its 95 % Wilson interval.
        targets: the furthest stage of each person, the next [move](#move) or null, the slug of the
            last interaction or null, and who introduced them.
        declined: how many targets said no and did not come round.
        introduced: the people who came through an introduction.
        chains: for each win, the people from the first one written to, to the person with the win,
            and the interactions that show it.
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
    chains: tuple[Chain, ...] = ()
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
    def people(self) -> tuple[Target, ...]:
        """Its targets, then the people who came through an introduction."""
        return (*self.targets, *self.introduced)

    def moves(self, today: str) -> tuple[Move, ...]:
        """Return the next move with each of its people, the most promising first."""
        found = (target.next for target in self.people)
        return tuple(sorted((move for move in found if move), key=move_order(today)))

    def _text(self, key: str) -> str:
        return str(self.values.get(key) or "")


def count_stages(names: Iterable[str], heights: Iterable[int]) -> tuple[Stage, ...]:
    """Return the funnel of people at these heights, for a ladder of these stages."""
    heights = tuple(heights)
    found: list[Stage] = []
    for number, name in enumerate(names):
        count = sum(height >= number for height in heights)
        stage = Stage(name=name, count=count)
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
    return replace(
        plan,
        note={**load_documents(index, [note])[0], "status": plan.status},
        chains=find_chains(index, log, maker.rungs),
        letters=tuple(_letters(log)),
    )


def load_plans(index: Index, notes: Iterable[int], *, with_moves: bool = True) -> tuple[Plan, ...]:
    """Return some plans, in the order of the ids.

    Args:
        index: the index.
        notes: their ids.
        with_moves: also compute the next moves.
    """
    notes = tuple(notes)
    logs = load_logs(index, notes)
    known = _Known.load(index, logs) if with_moves else None
    return tuple(_Maker(logs[note], known).plan() for note in notes if note in logs)


def active_plans(index: Index, only: Collection[int] | None = None) -> tuple[Plan, ...]:
    """Return the active plans, the latest begun first.

    Args:
        index: the index.
        only: the ids of the plans that may be of interest; None is all.
    """
    from hobnob.index.plans import list_plans

    if only is not None and not only:
        return ()
    wanted = (row.id for row in list_plans(index) if row.status == "active")
    return load_plans(index, (note for note in wanted if only is None or note in only))


def _everybody(logs: Iterable[PlanLog]) -> set[int]:
    """Return the ids of the targets of some plans, and of the people they introduced."""
    return {
        who.id
        for log in logs
        for who in (*log.targets, *(new for event in log.events for new in event.introduced))
        if who.id is not None
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


def _letters(log: PlanLog) -> Iterator[SentLetter]:
    """Yield the letters of a plan with their answers in the plan, the latest first."""
    for letter in reversed(log.events):
        if letter.kind not in WRITTEN_KINDS or letter.direction == "in":
            continue
        answers = (
            event.entry
            for event in log.events
            if event.date >= letter.date and event.step.answered and event is not letter
            and {*event.people} & {*letter.people}
        )  # fmt: skip
        yield SentLetter(
            entry=letter.entry, kind=letter.kind, people=letter.people, answer=next(answers, None)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """What the next moves need to know besides the logs, by the ids of people or interactions."""

    contacts: Mapping[int, Contacts] = field(default_factory=dict)
    promises: Mapping[int, Sequence[_Owned]] = field(default_factory=dict)
    introductions: Mapping[int, Sequence[Event]] = field(default_factory=dict)
    roles: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    appointments: Sequence[Appointment] = ()

    @classmethod
    def load(cls, index: Index, logs: Mapping[int, PlanLog], *, with_roles: bool = False) -> _Known:
        people = sorted(_everybody(logs.values()))
        return cls(
            contacts=load_contacts(index, people),
            promises=_promises(index, logs),
            introductions=load_introductions(index, people),
            roles=present_roles(index, people) if with_roles else {},
            # One that is long past may have been forgotten; it stops nothing.
            appointments=list_appointments(
                index, since=dates.add_days(index.today, -FRESH["happened"])
            ),
        )


class _Maker:
    """Builds a plan from its log."""

    def __init__(self, log: PlanLog, known: _Known | None = None) -> None:
        """Take the log, and what else is known; without it, no next moves are computed."""
        self.rungs = ladder.read_ladder(_mappings(log.values.get("stages")))
        self._log = log
        self._with_moves = known is not None
        self._known = known or _Known()
        self._introductions = [
            Introduction(
                by=tuple(who for who in event.people if who != new),
                to=new,
                event=event,
                contacts=self._contacts_with(new),
            )
            for event in log.events
            for new in event.introduced
        ]

    def plan(self) -> Plan:
        """Return the plan."""
        log = self._log
        targets = tuple(map(self._target, log.targets))
        others = {made.to: None for made in self._introductions if made.to not in log.targets}
        return Plan(
            note={},
            stages=count_stages((rung.name for rung in self.rungs), (t.height for t in targets)),
            targets=targets,
            declined=sum(target.declined for target in targets),
            introduced=tuple(map(self._target, others)),
            id=log.id, slug=log.slug, name=log.name, path=log.path, body=log.body,
            private=log.private, values=log.values,
            letter_height=ladder.letter_height(self.rungs),
            since=log.events[0].day if log.events else "",
        )  # fmt: skip

    def _target(self, who: Who) -> Target:
        events = self._log.with_person(who)
        steps = [event.step_of(who) for event in events]
        height = ladder.furthest(self.rungs, steps)
        declined = ladder.has_declined(steps)
        through = next((made for made in self._introductions if made.to == who), None)
        last = events[-1] if events else None
        org, title = self._known.roles.get(who.id or 0, ("", ""))
        return Target(
            person=who,
            stage=self.rungs[height].name,
            declined=declined,
            next=self._next(who, height, declined) if self._with_moves else None,
            last=last.entry if last else None,
            through=through.by if through else (),
            height=height,
            last_words=last.words if last else "",
            role=", ".join(filter(None, (title, org))),
        )

    def _next(self, who: Who, height: int, declined: bool) -> Move | None:
        log, events = self._log, self._log.with_person(who)
        values = log.values
        owed = (pair for event in events for pair in self._known.promises.get(event.id, ()))
        return next_move(
            TargetState(
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
                wait=nudge_days(values),
                active=(values.get("status") or "active") == "active",
                start=values.get("start") or "",
            )
        )

    def _warm(self, who: Who) -> Introduction | None:
        """Return the last introduction to somebody, also one that was logged without the plan.

        Without the plan it counts if it came after the plan began, or if I was not in touch since.
        """
        found = [made for made in self._introductions if made.to == who]
        mine = {event.id for event in self._log.events}
        begins = str(self._log.values.get("start") or "")
        for event in self._known.introductions.get(who.id or 0, ()):
            made = Introduction(
                by=event.people, to=who, event=event, contacts=self._contacts_with(who)
            )
            if event.id not in mine and ((begins and event.day >= begins) or not made.acted_on):
                found.append(made)
        return max(found, key=lambda made: made.event.date, default=None)

    def _contacts_with(self, who: Who) -> Contacts:
        return self._known.contacts.get(who.id, ()) if who.id is not None else ()


def nudge_days(values: Mapping[str, Any]) -> int | None:
    """Return the days of silence before a plan's nudge; None if it has no nudge."""
    span = str(values.get("nudge_after") or NUDGE_AFTER)
    return None if span.lower() == "never" else dates.parse_interval(span)


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
