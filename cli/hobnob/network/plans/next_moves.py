"""The next move with somebody in a plan: what to do, from which day on, and why.

The one rule: never ask twice for what a person did not give. Silence gets one nudge, a no gets
thanks. An introduction begins the count anew: what was tried before it is no longer counted. Moves
follow from the notes alone; the day only decides which of them are due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from hobnob import dates
from hobnob.answers import DayOrNone, Slug, TextOrNone, Who, hidden
from hobnob.index.appointments import Appointment
from hobnob.model import WRITTEN_KINDS
from hobnob.network.plans.introductions import SPOKEN, Introduction
from hobnob.network.plans.ladder import MET, Rung, StageEvidence, furthest
from hobnob.network.plans.move_commands import done, preparation_for, rang_again, record_for
from hobnob.network.plans.plan_contacts import Contacts, heard_from_me, last_day
from hobnob.network.plans.plan_log import Event
from hobnob.network.plans.promised_calls import is_promise_to_call

Do = Literal[
    "send", "thank", "call", "follow-up", "promise", "ask-after", "introduction", "write", "meet",
    "ask", "step", "nudge", "appointment", "way-in", "apply",
]  # fmt: skip
"""What to do: send a draft, thank, call as promised, come back to something, keep a promise, ask
after theirs, act on an introduction, write first, propose a meeting, ask whom else to talk to, take
the next step of the plan's own ladder, nudge, meet as agreed, find somebody at an organization, or
apply to a posting."""

NUDGE_AFTER = "2 weeks"
"""The silence before the nudge, if the plan does not set it."""
NO_FADES = 14
"""Days after which the list of today no longer reminds you to thank for a no."""
LEADS_ON = frozenset({"introduction", "write", "meet", "ask", "nudge", "ask-after"})
"""The moves that can also ask for a way into an organization."""
LAST_PLACE = 1_000_000
"""The place of what is no person of the plan."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """Something to do in a plan, the most promising first.

    Attributes:
        do: what to do: `send`, `thank`, `call`, `follow-up`, `promise`, `ask-after`,
            `introduction`, `write`, `meet`, `ask`, `step`, `nudge`, `appointment`,
            `way-in`, `apply`.
        person: the person to do it with; null for `way-in` and `apply`.
        org: the organization, for `way-in`.
        posting: the position, for `apply`.
        date: the first day for it; null is any time.
        due: the day by which it was promised, or the last day to apply.
        text: what to do and why.
        prepare: the command that helps with it, such as one that drafts the letter.
        record_when_done: the command that records it. Run it only after you did it: it writes that
            it happened.
        tick_when_done: the command that ticks off the promise it keeps, also only then.
        height: the number of the stage it is at; see `move_order`.
        place: the place of the person in the plan.
        until: the ISO day from which it is too late for it; "" for never.
        fades: the ISO day from which the list of today no longer has it; "" for never.
        since: the first day for it, if the person did not rest.
        said_as: the reason under which the list of today says the same by itself, or "".
    """

    do: Do
    person: Who | None
    org: Who | None = None
    posting: TextOrNone = ""
    date: DayOrNone
    due: DayOrNone
    text: str
    prepare: TextOrNone
    record_when_done: TextOrNone
    tick_when_done: TextOrNone = ""
    height: int = hidden(0)
    place: int = hidden(LAST_PLACE)
    until: str = hidden("")
    fades: str = hidden("")
    since: str = hidden("")
    said_as: str = hidden("")

    @property
    def people(self) -> tuple[Who, ...]:
        """The person to do it with, or nobody."""
        return (self.person,) if self.person else ()

    @property
    def subject(self) -> str:
        """The name of the person, the organization or the posting."""
        who = self.person or self.org
        return who.name if who else self.posting

    @property
    def words(self) -> str:
        """The text, with the due day of the promise."""
        return f"{self.text} (by {dates.spell_date(self.due)})" if self.due else self.text

    @property
    def has_day(self) -> bool:
        """Whether its day was set or promised, so that it does not rest with the person."""
        return (
            self.do in ("appointment", "send")
            or self.said_as in ("promise", "follow_up")
            or (self.said_as == "theirs" and bool(self.due))
        )

    def is_due(self, today: str) -> bool:
        """Say whether it can be done by today."""
        return self.date <= today

    def is_over(self, today: str) -> bool:
        """Say whether it is too late for it."""
        return bool(self.until) and self.until <= today


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanPromise:
    """An open promise that was made in a plan.

    Attributes:
        mine: whether I made it.
        since: the day I or they made it.
        note: the id of the interaction it was made in.
    """

    ref: str
    text: str
    due: str
    mine: bool
    since: str
    note: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetState:
    """Everything that the next move with a person depends on.

    Attributes:
        plan, letter: the slugs of the plan and of the template it sends.
        events: what happened with them in the plan, the earliest first.
        contacts: every contact with them, for this plan or not.
        brought: whom they introduced me to in this plan.
        through: the last introduction to them, if any.
        drafts: those that wait to be sent.
        appointments: those with them, for this plan or not, the earliest first.
        wait: days of silence before a nudge; None is no nudge.
        active: whether the plan is under way. Otherwise only thanks are left to do.
        start: the day on which the plan begins, or "".
    """

    who: Who
    plan: Slug
    letter: str = ""
    rungs: Sequence[Rung]
    height: int
    declined: bool
    events: Sequence[Event] = ()
    contacts: Contacts = ()
    drafts: Sequence[Event] = ()
    appointments: Sequence[Appointment] = ()
    promises: Sequence[PlanPromise] = ()
    brought: Sequence[Introduction] = ()
    through: Introduction | None = None
    wait: int | None = None
    active: bool = True
    start: str = ""

    @property
    def won(self) -> bool:
        """Whether they are on the last rung."""
        return self.height == len(self.rungs) - 1 > 0


def next_move(state: TargetState) -> Move | None:
    """Return the next move with a person, None if there is nothing to do."""
    return next(_moves(state), None)


_FIRST_OF_EQUALS: Mapping[str, int] = {"introduction": 0, "thank": 1, "send": 2}


def move_order(today: str) -> Callable[[Move], tuple[Any, ...]]:
    """Return the sort key of moves, the most promising first.

    Moves for today come before later ones. Then the nearest to the win comes first; an introduction
    is as near as its introducer, and is warm while it is fresh; so are thanks. Then a letter that
    only has to be sent, and the move that has waited longest. Between equals, the order is that of
    the plan.
    """
    return lambda move: (
        not move.is_due(today),
        move.date if not move.is_due(today) else "",
        -move.height,
        _FIRST_OF_EQUALS.get(move.do, 3),
        move.due or "9999",
        move.since,
        move.place,
        move.subject,
    )


def _moves(state: TargetState) -> Iterator[Move]:
    """Yield all possible moves, the most important first."""
    if state.active:
        yield from _drafts(state)
        yield from _appointments(state)
    if state.declined:
        yield from _thanks_for_introductions(state)
        yield from _thanks_for_a_no(state)
        return
    yield from _thanks(state)
    if not state.active or state.won:
        return
    tried = _tried(state)
    if state.through and tried.is_nothing:
        # It comes before what was to follow a letter that had no answer.
        yield _introduction(state, state.through)
    yield from _follow_ups(state)
    kept = [promise for promise in state.promises if _is_kept(state, promise)]
    later = [promise for promise in state.promises if not promise.mine and not promise.due]
    yield from _promises(state, [each for each in state.promises if each not in (*kept, *later)])
    tick = done(kept[0].ref) if kept else ""
    yield from (replace(move, tick_when_done=tick) for move in _ladder(state, tried))
    # What they promised for no day keeps nothing else waiting.
    yield from _promises(state, later)
    for promise in kept:
        text = f"you spoke since; tick off what you promised: {promise.text}"
        yield _move(state, "promise", promise.since, text, ref=promise.ref)


def _drafts(state: TargetState) -> Iterator[Move]:
    for draft in state.drafts:
        text = f"send the {draft.kind or 'note'} that waits as a draft"
        move = _move(state, "send", draft.day, text, ref=draft.slug)
        yield replace(move, said_as="draft")


def _appointments(state: TargetState) -> Iterator[Move]:
    """Yield the appointments: until such a day is over, nothing else is to be done."""
    for one in state.appointments:
        text = f"meet as agreed: {one.words}"
        move = _move(state, "appointment", one.first, text, ref=one.note)
        yield replace(move, said_as="appointment")


# ---------------------------------------------------------------- thanks


def _thanks_for_a_no(state: TargetState) -> Iterator[Move]:
    no = next(event for event in reversed(state.events) if event.outcome == "declined")
    if not heard_from_me(state.contacts, no.day, ignore=no.id):
        text = f"thank them for the no of {dates.spell_date(no.day)}, and leave them in peace"
        # It is kind and leads nowhere, so it comes after all other moves.
        move = _move(state, "thank", no.day, text, height=-1)
        yield replace(move, fades=dates.add_days(no.day, NO_FADES))


def _thanks_for_introductions(state: TargetState) -> Iterator[Move]:
    for introduction in state.brought:
        since, text = introduction.owed
        if since and not heard_from_me(state.contacts, since):
            move = _move(state, "thank", since, text)
            # The list of today knows nothing of what came after the first contact.
            yield replace(move, said_as="thanks" if since == introduction.acted_on else "")


def _thanks(state: TargetState) -> Iterator[Move]:
    yield from _thanks_for_introductions(state)
    given = [event for event in state.events if _gave_time(event)]
    if given and not heard_from_me(state.contacts, given[-1].day, ignore=given[-1].id):
        what = ": it came off" if given[-1].outcome == "won" else " for their time"
        day = dates.spell_date(given[-1].day)
        yield _move(state, "thank", given[-1].day, f"thank them{what} on {day}")


def _gave_time(event: Event) -> bool:
    return event.outcome == "won" or (event.kind in MET and event.outcome != "no-answer")


# ---------------------------------------------------------------- what was said


def _follow_ups(state: TargetState) -> Iterator[Move]:
    """Yield the follow-ups without a later contact."""
    for event in state.events:
        if not event.follow_up or any(c.day > event.day for c in state.contacts):
            continue
        day = dates.spell_date(event.day)
        if event.kind in WRITTEN_KINDS and event.direction != "in":
            text = f"ring, as your {event.kind} of {day} said"
            move = _move(state, "call", event.follow_up, text)
            yield from _promised_call(state, event.id, replace(move, said_as="follow_up"))
        else:
            text = f"come back to them, as noted on {day}"
            move = _move(state, "follow-up", event.follow_up, text)
            yield replace(move, said_as="follow_up")


def _promises(state: TargetState, promises: Iterable[PlanPromise]) -> Iterator[Move]:
    for promise in promises:
        if _is_call(state, promise):
            # A promised call has its day; other promises have a deadline.
            text = f"you promised: {promise.text}"
            move = _move(
                state, "call", promise.due or promise.since, text, due=promise.due, ref=promise.ref
            )
            yield from _promised_call(
                state, promise.note,
                replace(move, tick_when_done=done(promise.ref), said_as="promise"),
            )  # fmt: skip
        elif promise.mine:
            text = f"you promised: {promise.text}"
            move = _move(state, "promise", promise.since, text, due=promise.due, ref=promise.ref)
            yield replace(move, said_as="promise")
        elif not heard_from_me(state.contacts, day := _overdue(promise, state.wait)):
            move = _move(state, "ask-after", day, f"ask after their promise: {promise.text}")
            yield replace(move, said_as="theirs")


def _promised_call(state: TargetState, note: int, call: Move) -> Iterator[Move]:
    """Yield the call that an interaction promised, or one more try if nobody took it."""
    tries = _tries_since(state, note)
    if not tries:
        yield call
    elif len(tries) == 1 and state.wait is not None and tries[0].kind == "call":
        text = f"one more try: nobody took the call of {dates.spell_date(tries[0].day)}"
        move = _move(state, "nudge", dates.add_days(tries[0].day, state.wait), text)
        yield replace(move, record_when_done=rang_again(state.who, plan=state.plan))


def _events_since(state: TargetState, note: int) -> Sequence[Event]:
    at = next((at for at, event in enumerate(state.events) if event.id == note), -1)
    return state.events[at + 1 :]


def _tries_since(state: TargetState, note: int) -> list[Event]:
    return [event for event in _events_since(state, note) if event.step.is_attempt]


def _is_call(state: TargetState, promise: PlanPromise) -> bool:
    return promise.mine and is_promise_to_call(promise.text, state.who.name)


def _is_kept(state: TargetState, promise: PlanPromise) -> bool:
    """Say whether a promise to call has had its use: we spoke since, or they answered the letter.

    A letter that announces a call wants an answer; once it is there, the answer says what is next.
    """
    return _is_call(state, promise) and (
        (_is_in_letter(state, promise)
         and any(event.step.answered for event in _events_since(state, promise.note)))
        or any(
            contact.note != promise.note and contact.day >= promise.since
            and contact.kind in SPOKEN
            for contact in state.contacts
        )
    )  # fmt: skip


def _is_in_letter(state: TargetState, promise: PlanPromise) -> bool:
    return any(e.id == promise.note and e.kind in WRITTEN_KINDS for e in state.events)


class Carried(NamedTuple):
    """What the next moves go on from, so that the list of today need not say it.

    Attributes:
        reason: the reason under which the list of today has it.
        which: the reference of the promise, or the slug of the note that has the follow-up.
        until: the day until which it is carried; "" for ever.
    """

    reason: str
    which: str
    until: str = ""


def carried(state: TargetState) -> Iterator[Carried]:
    """Yield what the next moves go on from.

    That is a promise to call that was tried or has had its use, a follow-up that was tried, and
    what they promised if I asked for it; that I wait for again.
    """
    for promise in state.promises:
        if _is_call(state, promise):
            if _is_kept(state, promise) or _tries_since(state, promise.note):
                yield Carried("promise", promise.ref)
        elif not promise.mine:
            day = _overdue(promise, state.wait)
            asked = [e.day for e in state.events if e.direction != "in" and e.day >= day]
            if asked:
                until = dates.add_days(asked[-1], _patience(state.wait))
                yield Carried("theirs", promise.ref, until)
    for event in state.events:
        if event.follow_up and _tries_since(state, event.id):
            yield Carried("follow_up", event.slug)


def _patience(wait: int | None) -> int:
    """Return the days after which to ask for what somebody promised without a date."""
    return wait or dates.parse_interval(NUDGE_AFTER)


def _overdue(promise: PlanPromise, wait: int | None) -> str:
    """Return the first day to ask after a promise."""
    if promise.due:
        return dates.add_days(promise.due, 1)
    return dates.add_days(promise.since, _patience(wait))


def _introduction(state: TargetState, made: Introduction) -> Move:
    text = f"write, and name {made.names}, who introduced you on {dates.spell_date(made.event.day)}"
    return _move(state, "introduction", made.event.day, text, height=_warm_height(state))


def _warm_height(state: TargetState) -> int:
    """Return the height of an introduced person: as high as the introducer."""
    return max(state.height, furthest(state.rungs, _INTRODUCTIONS))


# ---------------------------------------------------------------- the ladder


@dataclass(frozen=True, kw_only=True, slots=True)
class _Tried:
    """What was tried with a person since they last answered, or since somebody introduced us.

    Attributes:
        heard: the day they last answered since then, "" if they did not.
        attempts: the kind and the day of each attempt since, the earliest first.
        is_warm: whether we count from an introduction.
    """

    heard: str
    attempts: Sequence[tuple[str, str]]
    is_warm: bool

    @property
    def is_nothing(self) -> bool:
        """Whether nothing has happened since."""
        return not self.heard and not self.attempts


def _tried(state: TargetState) -> _Tried:
    """Return what was tried.

    Without an introduction only the plan's own interactions count: a chat about something else is
    no attempt. After one, every contact does.
    """
    made = state.through
    steps = [
        (e.day, e.kind, e.step.answered, e.step.is_attempt)
        for e in state.events
        # If we met at the introduction, they took part; an e-mail to both of us is no answer.
        if not made or (e.day >= made.event.day and (e.id != made.event.id or e.kind in SPOKEN))
    ]
    if made:
        logged = {made.event.id, *(event.id for event in state.events)}
        steps += [
            (c.day, c.kind, c.is_exchange, not c.is_exchange)
            for c in state.contacts
            if c.day >= made.event.day and c.note not in logged
        ]
        steps.sort(key=lambda step: step[0])
    heard = max((at for at, (_, _, answered, _) in enumerate(steps) if answered), default=-1)
    return _Tried(
        heard=steps[heard][0] if heard >= 0 else "",
        attempts=[(kind, day) for day, kind, _, attempt in steps[heard + 1 :] if attempt],
        is_warm=made is not None,
    )


def _ladder(state: TargetState, tried: _Tried) -> Iterator[Move]:
    """Yield the next step up, or the nudge if the last step got no answer."""
    if state.height + 1 == len(state.rungs):
        # A plan that is still being written may have only its first stage.
        return
    do, text = _toward(state.rungs, state.height)
    if len(tried.attempts) > 1 or (do == "step" and state.brought):
        return
    if not tried.attempts and do != "ask":
        if do == "meet" and tried.heard:
            text = f"they answered on {dates.spell_date(tried.heard)}: {text}"
        yield _move(state, do, tried.heard or state.start, text)
        return
    days = [event.day for event in state.events[-1:]] + [day for _, day in tried.attempts[-1:]]
    if state.wait is None or not days:
        return
    day = dates.add_days(max(last_day(state.contacts), *days), state.wait)
    if do == "ask":
        yield _move(state, "ask", day, text)
        return
    (kind, sent) = tried.attempts[0]
    text = f"one nudge: nothing came of the {kind or 'note'} of {dates.spell_date(sent)}"
    if tried.is_warm and not tried.heard and state.through:
        text = f"{text}; name {state.through.names} again"
        yield _move(state, "nudge", day, text, height=_warm_height(state))
    else:
        yield _move(state, "nudge", day, text)


_LETTERS = [StageEvidence(kind=kind, direction="out", outcome="") for kind in sorted(WRITTEN_KINDS)]
_MEETINGS = [StageEvidence(kind=kind, direction="both", outcome="") for kind in sorted(MET)]
_INTRODUCTIONS = [StageEvidence(kind="call", direction="in", outcome="", introduced=True)]
_TOWARD: tuple[tuple[Do, str, Sequence[StageEvidence]], ...] = (
    ("write", "a first letter", _LETTERS),
    ("call", "ring them", [StageEvidence(kind="call", direction="out", outcome="")]),
    ("meet", "propose a meeting", _MEETINGS),
    ("ask", "ask whom else you should talk to", _INTRODUCTIONS),
)
"""The ways to reach a stage; the first that reaches it is used."""


def _toward(rungs: Sequence[Rung], height: int) -> tuple[Do, str]:
    """Return what leads one stage up from a height, and its text."""
    above = rungs[height + 1]
    for do, text, steps in _TOWARD:
        if any(above.reached_by(step) for step in steps):
            return do, text
    return "step", f"the next step is “{above.name}”"


def _move(
    state: TargetState, do: Do, date: str, text: str, *, due: str = "", ref: str = "",
    height: int | None = None,
) -> Move:  # fmt: skip
    return Move(
        do=do, person=state.who, date=date, since=date, due=due, text=text,
        prepare=preparation_for(do, state.who, plan=state.plan, letter=state.letter),
        record_when_done=record_for(do, state.who, ref, plan=state.plan, letter=state.letter),
        height=state.height if height is None else height,
    )  # fmt: skip
