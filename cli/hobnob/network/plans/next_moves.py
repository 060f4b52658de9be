"""The next move with somebody in a plan: what to do, from which day on, and why.

The one rule: nobody is asked twice for what they did not give: one nudge after silence, once, and
thanks after a no. A move is a matter of the notes alone; the day only says whether its time has
come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from hobnob import dates
from hobnob.answers import DayOrNone, Slug, TextOrNone, Who, hidden
from hobnob.network.plans.call_promises import promises_call
from hobnob.network.plans.ladder import MET, WRITTEN, Rung, Step, furthest
from hobnob.network.plans.move_commands import command_for, done
from hobnob.network.plans.plan_contacts import Contacts, first_since, heard_from_me, last_day
from hobnob.network.plans.plan_log import Event

Do = Literal[
    "send", "thank", "call", "follow-up", "promise", "ask-after", "introduction", "write", "meet",
    "ask", "step", "nudge",
]  # fmt: skip
"""What a move is: send a draft, thank, call as promised, come back to something, keep a promise,
ask after theirs, act on an introduction, write first, propose a meeting, ask whom else to talk to,
take the next step of a ladder of one's own, or nudge."""

NUDGE_AFTER = "2 weeks"
"""How long silence lasts before the one nudge, when a plan does not say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """Something to do in a plan, the most promising first.

    Attributes:
        do: what it is: `send`, `thank`, `call`, `follow-up`, `promise`, `ask-after`,
            `introduction`, `write`, `meet`, `ask`, `step`, `nudge`.
        person: with whom.
        date: from when on; null is any time.
        due: by when it was promised.
        text: what to do and why.
        command: what to type for it.
        beside: what ticks off a promise that it keeps.
        height: how far up the ladder it is; see `by_promise`.
    """

    do: Do
    person: Who
    date: DayOrNone
    due: DayOrNone
    text: str
    command: TextOrNone
    beside: TextOrNone = ""
    height: int = hidden(0)

    @property
    def words(self) -> str:
        """The text, with the day by which it was promised."""
        return f"{self.text} (by {dates.spell_date(self.due)})" if self.due else self.text

    def is_due(self, today: str) -> bool:
        """Say whether its time has come."""
        return self.date <= today


@dataclass(frozen=True, kw_only=True, slots=True)
class Pledge:
    """An open promise that was made in a plan.

    Attributes:
        mine: whether it is my own.
        since: the day on which it was made.
        note: the id of the interaction it was made in.
    """

    ref: str
    text: str
    due: str
    mine: bool
    since: str
    note: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Introduction:
    """Somebody that an interaction of a plan introduced me to.

    Attributes:
        contacts: with the person who was introduced.
    """

    by: tuple[Who, ...]
    to: Who
    event: Event
    contacts: Contacts = ()

    @property
    def acted_on(self) -> str:
        """The day of the first contact with the one introduced since then, or ""."""
        return first_since(self.contacts, self.event.day, but=self.event.id)

    @property
    def news(self) -> str:
        """What there is to tell the one who introduced me: how it went, where it went anywhere."""
        since = [
            contact for contact in self.contacts
            if contact.day >= self.event.day and contact.note != self.event.id
        ]  # fmt: skip
        if any(contact.is_exchange for contact in since):
            return f"tell them how it went with {self.to.name}"
        if all(contact.kind in WRITTEN for contact in since):
            return f"tell them that you wrote to {self.to.name}"
        return f"tell them that you were in touch with {self.to.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """All that the next move with somebody depends on.

    Attributes:
        plan, letter: slugs of the plan and of the template it sends.
        events: what happened with them in the plan, the earliest first.
        contacts: every contact with them, whatever it was for.
        brought: whom they introduced me to in this plan.
        through: the introduction by which they came to the plan, if by one.
        wait: days of silence before a nudge; None never nudges.
        active: whether the plan is under way; one that is not has only thanks to give.
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
    pledges: Sequence[Pledge] = ()
    brought: Sequence[Introduction] = ()
    through: Introduction | None = None
    wait: int | None = None
    active: bool = True
    start: str = ""

    @property
    def won(self) -> bool:
        """Whether they stand on the last rung."""
        return self.height == len(self.rungs) - 1 > 0


def next_move(of: Standing) -> Move | None:
    """Return the next move with somebody; None lets them rest."""
    return next(_moves(of), None)


def by_promise(today: str) -> Callable[[Move], tuple[Any, ...]]:
    """Return the key by which moves are sorted, the most promising first.

    What can be done today comes before what is for later; then the nearest to the win, an
    introduction standing as high as who gave it; then what has waited longest.
    """
    return lambda move: (
        not move.is_due(today),
        move.date if not move.is_due(today) else "",
        -move.height,
        move.due or "9999",
        move.date,
        move.person.name,
    )


def _moves(of: Standing) -> Iterator[Move]:
    """Yield what could be done, the first thing first."""
    if of.active:
        yield from _drafts(of)
    if of.declined:
        yield from _thanks_for_a_no(of)
        return
    yield from _thanks(of)
    if not of.active or of.won:
        return
    yield from _follow_ups(of)
    kept = [pledge for pledge in of.pledges if _is_call(of, pledge) and _rang(of, pledge)]
    yield from _pledges(of, but=kept)
    if not of.through or of.events:
        beside = done(kept[0].ref) if kept else ""
        yield from (replace(move, beside=beside) for move in _ladder(of))
    elif not of.through.acted_on:
        yield _introduction(of, of.through)
    for pledge in kept:
        text = f"you spoke since; tick off what you promised: {pledge.text}"
        yield _move(of, "promise", pledge.since, text, ref=pledge.ref)


def _drafts(of: Standing) -> Iterator[Move]:
    for draft in of.drafts:
        text = f"send the {draft.kind or 'note'} that waits as a draft"
        yield _move(of, "send", draft.day, text, ref=draft.slug)


# ---------------------------------------------------------------- thanks


def _thanks_for_a_no(of: Standing) -> Iterator[Move]:
    no = next(event for event in reversed(of.events) if event.outcome == "declined")
    if not heard_from_me(of.contacts, no.day, but=no.id):
        text = f"thank them for the no of {dates.spell_date(no.day)}, and leave them in peace"
        # It is kind, and leads nowhere: the least of all moves.
        yield _move(of, "thank", no.day, text, height=-1)


def _thanks(of: Standing) -> Iterator[Move]:
    for introduction in of.brought:
        met = introduction.acted_on
        if met and not heard_from_me(of.contacts, met):
            yield _move(of, "thank", met, introduction.news)
    given = [event for event in of.events if _gave_time(event)]
    if given and not heard_from_me(of.contacts, given[-1].day, but=given[-1].id):
        what = ": it came off" if given[-1].outcome == "won" else " for their time"
        day = dates.spell_date(given[-1].day)
        yield _move(of, "thank", given[-1].day, f"thank them{what} on {day}")


def _gave_time(event: Event) -> bool:
    return event.outcome == "won" or (event.kind in MET and event.outcome != "no-answer")


# ---------------------------------------------------------------- what was said


def _follow_ups(of: Standing) -> Iterator[Move]:
    """Yield what I meant to come back to; a later contact has done that."""
    for event in of.events:
        if not event.follow_up or any(c.day > event.day for c in of.contacts):
            continue
        day = dates.spell_date(event.day)
        if event.kind in WRITTEN and event.direction != "in":
            text = f"ring, as your {event.kind} of {day} said"
            yield from _promised_call(of, event.id, _move(of, "call", event.follow_up, text))
        else:
            yield _move(of, "follow-up", event.follow_up, f"come back to them, as noted on {day}")


def _pledges(of: Standing, *, but: Sequence[Pledge]) -> Iterator[Move]:
    for pledge in of.pledges:
        if pledge in but:
            continue
        if _is_call(of, pledge):
            # One rings on the day that was named, and does other things by it.
            text = f"you promised: {pledge.text}"
            move = _move(
                of, "call", pledge.due or pledge.since, text, due=pledge.due, ref=pledge.ref
            )
            yield from _promised_call(of, pledge.note, replace(move, beside=done(pledge.ref)))
        elif pledge.mine:
            text = f"you promised: {pledge.text}"
            yield _move(of, "promise", pledge.since, text, due=pledge.due, ref=pledge.ref)
        elif not heard_from_me(of.contacts, day := _overdue(pledge, of.wait)):
            yield _move(of, "ask-after", day, f"ask after their promise: {pledge.text}")


def _promised_call(of: Standing, note: int, call: Move) -> Iterator[Move]:
    """Yield a call that was promised in an interaction; when nobody took it, one more try."""
    at = next((at for at, event in enumerate(of.events) if event.id == note), -1)
    tries = [event for event in of.events[at + 1 :] if event.step.knocks]
    if not tries:
        yield call
    elif len(tries) == 1 and of.wait is not None and tries[0].kind == "call":
        text = f"one more try: nobody took the call of {dates.spell_date(tries[0].day)}"
        yield _move(of, "nudge", dates.add_days(tries[0].day, of.wait), text)


_SPOKEN = MET | {"call"}


def _is_call(of: Standing, pledge: Pledge) -> bool:
    return pledge.mine and promises_call(pledge.text, of.who.name)


def _rang(of: Standing, pledge: Pledge) -> bool:
    """Say whether we spoke since a promise to ring was made."""
    return any(
        contact.note != pledge.note and contact.day >= pledge.since and contact.kind in _SPOKEN
        for contact in of.contacts
    )


def _overdue(pledge: Pledge, wait: int | None) -> str:
    """Return the day from which on one may ask after a promise."""
    if pledge.due:
        return dates.add_days(pledge.due, 1)
    return dates.add_days(pledge.since, wait or dates.parse_interval(NUDGE_AFTER))


def _introduction(of: Standing, made: Introduction) -> Move:
    by = " and ".join(who.name for who in made.by) or "somebody"
    text = f"write: {by} introduced you on {dates.spell_date(made.event.day)}"
    # It stands as high as the one who gave it.
    height = max(of.height, furthest(of.rungs, _INTRODUCTIONS))
    return _move(of, "introduction", made.event.day, text, height=height)


# ---------------------------------------------------------------- the ladder


def _ladder(of: Standing) -> Iterator[Move]:
    """Yield the next step up, or the one nudge when nothing came back of the last."""
    if of.height + 1 == len(of.rungs):
        # While its stages are being written, a plan may have none but the first.
        return
    heard = max((at for at, e in enumerate(of.events) if e.step.answered), default=-1)
    knocks = [event for event in of.events[heard + 1 :] if event.step.knocks]
    do, text = _toward(of.rungs, of.height)
    if len(knocks) > 1 or (do == "step" and of.brought):
        return
    if not knocks and do != "ask":
        day = of.events[heard].day if heard >= 0 else of.start
        if do == "meet" and heard >= 0:
            text = f"they answered on {dates.spell_date(day)}: {text}"
        yield _move(of, do, day, text)
        return
    if of.wait is None or not of.events:
        return
    silent = max(last_day(of.contacts), of.events[-1].day)
    day = dates.add_days(silent, of.wait)
    if do == "ask":
        yield _move(of, "ask", day, text)
    else:
        kind, sent = knocks[0].kind or "note", dates.spell_date(knocks[0].day)
        yield _move(of, "nudge", day, f"one nudge: nothing came of the {kind} of {sent}")


_LETTERS = [Step(kind=kind, direction="out", outcome="") for kind in sorted(WRITTEN)]
_MEETINGS = [Step(kind=kind, direction="both", outcome="") for kind in sorted(MET)]
_INTRODUCTIONS = [Step(kind="call", direction="in", outcome="", introduced=True)]
_TOWARD: tuple[tuple[Do, str, Sequence[Step]], ...] = (
    ("write", "a first letter", _LETTERS),
    ("call", "ring them", [Step(kind="call", direction="out", outcome="")]),
    ("meet", "propose a meeting", _MEETINGS),
    ("ask", "ask whom else you should talk to", _INTRODUCTIONS),
)
"""What leads to a stage: the first of these by which it is reached."""


def _toward(rungs: Sequence[Rung], height: int) -> tuple[Do, str]:
    """Return what leads one stage up from a height, and in which words."""
    above = rungs[height + 1]
    for do, text, steps in _TOWARD:
        if any(above.reached_by(step) for step in steps):
            return do, text
    return "step", f"the next step is “{above.name}”"


def _move(
    of: Standing, do: Do, date: str, text: str, *, due: str = "", ref: str = "",
    height: int | None = None,
) -> Move:  # fmt: skip
    return Move(
        do=do, person=of.who, date=date, due=due, text=text,
        command=command_for(do, of.who, ref, plan=of.plan, letter=of.letter),
        height=of.height if height is None else height,
    )  # fmt: skip
