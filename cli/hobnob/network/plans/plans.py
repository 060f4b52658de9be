"""Plans: how far each of their people has come, how many got how far, and what to do next.

The one rule: a plan's numbers count its targets, each once, however often they were written to.
People whom they introduced are shown beside them, and are part of no number.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hobnob import dates
from hobnob.answers import Document, Entry, Who, hidden, spread
from hobnob.errors import NotFoundError
from hobnob.index.documents import load_documents, present_roles
from hobnob.index.index import Index
from hobnob.index.lookup import shown_text
from hobnob.index.resolve import TARGETS
from hobnob.names import link_target
from hobnob.network.plans import ladder
from hobnob.network.plans.chains import Chain, find_chains
from hobnob.network.plans.next_moves import (
    NUDGE_AFTER,
    Introduction,
    Move,
    Pledge,
    Standing,
    by_promise,
    next_move,
)
from hobnob.network.plans.plan_contacts import Contacts, load_contacts
from hobnob.network.plans.plan_log import PlanLog, load_logs
from hobnob.network.plans.rates import wilson


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A step of a plan's ladder, and how many of its targets got at least that far.

    Attributes:
        rate: which part of those who came to the stage before; None of the first, and of nobody.
        low, high: the ends of its 95 % Wilson interval.
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
        stage: the furthest that they reached.
        declined: said no, and did not come round.
        next: what to do now or later; None lets them rest.
        last: what happened last in this plan, if anything did.
        through: who introduced them, if they came to the plan so.
        height: the number of the stage; 0 is being listed.
        last_words: what happened last, in words.
        role: their present title and organization; of the people of one plan alone.
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
    """A letter of a plan that went out, and what came back first."""

    entry: Entry
    kind: str
    people: tuple[Who, ...]
    answer: Entry | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How far a plan has come; these keys take the place of the `stages` of its note.

    Where several plans are loaded at once, `note`, `chains` and `letters` are empty.

    Attributes:
        stages: how many of the targets got at least so far, which part of the stage before that is
            (null of nobody), and its 95 % Wilson interval.
        targets: the furthest stage of each; the next [move](#move) or null; the slug of what
            happened last, or null; who introduced them.
        declined: how many of the targets said no, and did not come round.
        introduced: who came by an introduction.
        chains: of each win: from the first who was written to to the one with whom it was won, and
            the interactions that say so.
        values: the front matter, as it was read.
        letters: what went out, the latest first.
        letter_height: the number of the stage at which a letter stands that has gone out.
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
    def people(self) -> tuple[Target, ...]:
        """Its targets, then those who came to it by an introduction."""
        return (*self.targets, *self.introduced)

    def moves(self, today: str) -> tuple[Move, ...]:
        """Return the next moves with all of its people, the most promising first."""
        found = (target.next for target in self.people)
        return tuple(sorted((move for move in found if move), key=by_promise(today)))

    def _text(self, key: str) -> str:
        return str(self.values.get(key) or "")


def count_stages(names: Iterable[str], heights: Iterable[int]) -> tuple[Stage, ...]:
    """Return the funnel of people who have come so far, for a ladder of such stages."""
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
    """Return all about a plan by the id of its note.

    Raises:
        NotFoundError: there is none, or its note is left out.
    """
    logs = load_logs(index, (note,))
    if note not in logs:
        raise NotFoundError("plan", str(note))
    log, people = logs[note], _everybody(logs.values())
    maker = _Maker(
        log, load_contacts(index, people), _pledges(index, logs),
        present_roles(index, sorted(people)),
    )  # fmt: skip
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
        with_moves: work out the next moves too; where only numbers are shown they are not needed.
    """
    notes = tuple(notes)
    logs = load_logs(index, notes)
    contacts = load_contacts(index, _everybody(logs.values())) if with_moves else None
    pledges = _pledges(index, notes) if with_moves else {}
    return tuple(_Maker(logs[note], contacts, pledges).plan() for note in notes if note in logs)


def active_plans(index: Index) -> tuple[Plan, ...]:
    """Return the plans that are under way, the latest begun first."""
    from hobnob.index.plans import list_plans

    return load_plans(index, (row.id for row in list_plans(index) if row.status == "active"))


def _everybody(logs: Iterable[PlanLog]) -> set[int]:
    """Return the ids of the targets of some plans, and of those they introduced."""
    return {
        who.id
        for log in logs
        for who in (*log.targets, *(new for event in log.events for new in event.introduced))
        if who.id is not None
    }


_Owned = tuple[int | None, Pledge]
"""An open promise with the id of who owes it; None is me."""


def _pledges(index: Index, plans: Iterable[int]) -> dict[int, list[_Owned]]:
    """Return the open promises that were made in interactions of some plans, by interaction."""
    found: dict[int, list[_Owned]] = defaultdict(list)
    for note, ref, plain, due, owner, date in index.db.execute(
        """SELECT promise.note, promise.ref, coalesce(promise.plain, text), due, owner, interaction.date
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
        pledge = Pledge(
            ref=ref, text=shown_text(index, plain), due=due, mine=not owner, since=date[:10],
            note=note,
        )  # fmt: skip
        found[note].append((debtor, pledge))
    return found


def _letters(log: PlanLog) -> Iterator[SentLetter]:
    """Yield what went out in writing, the latest first, and who answered it in the plan."""
    for letter in reversed(log.events):
        if letter.kind not in ladder.WRITTEN or letter.direction == "in":
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


class _Maker:
    """Makes a plan of what was logged for it."""

    def __init__(
        self,
        log: PlanLog,
        contacts: Mapping[int, Contacts] | None = None,
        pledges: Mapping[int, Sequence[_Owned]] | None = None,
        roles: Mapping[int, tuple[str, str]] | None = None,
    ) -> None:
        """Take what was logged; without contacts no next moves are worked out."""
        self.rungs = ladder.read_ladder(_mappings(log.values.get("stages")))
        self._log = log
        self._with_moves = contacts is not None
        self._contacts = contacts or {}
        self._pledges = pledges or {}
        self._roles = roles or {}
        self._introductions = [
            Introduction(by=event.people, to=new, event=event, contacts=self._contacts_with(new))
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
        )  # fmt: skip

    def _target(self, who: Who) -> Target:
        events = self._log.with_person(who)
        steps = [event.step for event in events]
        height = ladder.furthest(self.rungs, steps)
        declined = ladder.has_declined(steps)
        through = next((made for made in self._introductions if made.to == who), None)
        last = events[-1] if events else None
        org, title = self._roles.get(who.id or 0, ("", ""))
        return Target(
            person=who,
            stage=self.rungs[height].name,
            declined=declined,
            next=self._next(who, height, declined, through) if self._with_moves else None,
            last=last.entry if last else None,
            through=through.by if through else (),
            height=height,
            last_words=last.words if last else "",
            role=", ".join(filter(None, (title, org))),
        )

    def _next(
        self, who: Who, height: int, declined: bool, through: Introduction | None
    ) -> Move | None:
        log, events = self._log, self._log.with_person(who)
        values = log.values
        owed = (pair for event in events for pair in self._pledges.get(event.id, ()))
        return next_move(
            Standing(
                who=who,
                plan=log.slug,
                letter=link_target(str(values.get("letter") or "")),
                rungs=self.rungs,
                height=height,
                declined=declined,
                events=events,
                contacts=self._contacts_with(who),
                drafts=[draft for draft in log.drafts if who in draft.people],
                pledges=[pledge for debtor, pledge in owed if debtor in (None, who.id)],
                brought=[made for made in self._introductions if who in made.by],
                through=through,
                wait=nudge_days(values),
                active=(values.get("status") or "active") == "active",
                start=values.get("start") or "",
            )
        )

    def _contacts_with(self, who: Who) -> Contacts:
        return self._contacts.get(who.id, ()) if who.id is not None else ()


def nudge_days(values: Mapping[str, Any]) -> int | None:
    """Return the days of silence before the one nudge of a plan; None when it never nudges."""
    span = str(values.get("nudge_after") or NUDGE_AFTER)
    return None if span.lower() == "never" else dates.parse_interval(span)


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
