"""Bridges: ties to look after, each with a gentle next step.

The one rule: no wording here blames. What is told is what happened, in words that hold on any day;
what could come next is small, and asks for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hobnob import dates
from hobnob.dates import spell_date
from hobnob.index.documents import present_roles
from hobnob.index.index import Index
from hobnob.index.promises import list_promises
from hobnob.network.ties.dormant import Past, load_past
from hobnob.network.ties.endings import load_endings
from hobnob.network.ties.exclusions import who_declined
from hobnob.network.ties.moves import list_moves, spell_role
from hobnob.network.ties.ties import Tie, load_ties

OVERDUE = 30
"""Days after its day from which a promise of mine is told of here."""
WAITING = 7
"""Days after which a letter of theirs is told of here: a week is no delay."""

FORMER = ("former-colleague", "former-manager", "former-report")


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """A tie to look after.

    Attributes:
        kind: a key of `KINDS`.
        since: the day from which it is told of; an ISO date.
        until: the day on which something that is dated ahead takes its place, or "".
        text: why, in words that hold on any day.
        step: what could come next.
        also: other kinds that it is of.
        note: slug of the interaction or the note that it is about, or "".
        order: what comes first in its kind has the lowest; of no other use.
    """

    kind: str
    tie: Tie
    since: str
    text: str
    step: str
    until: str = ""
    also: tuple[str, ...] = ()
    note: str = ""
    order: tuple[int | str, ...] = ()


def load_bridges(index: Index, *, ahead: int = 0) -> tuple[Bridge, ...]:
    """Return the ties to look after, by kind.

    On any day everybody is told of once, under the first kind that fits.

    Args:
        index: the index.
        ahead: days; what is told of within them is there too, with its `since` to come.
    """
    look = _Look(index, ahead)
    found: dict[int, list[Bridge]] = {}
    for find in _FINDERS.values():
        for one in sorted(find(look), key=lambda one: (one.order, one.tie.slug)):
            if one.since <= look.last_day:
                found.setdefault(one.tie.id, []).append(one)
    kinds = list(_FINDERS)
    told = (one for of_one in found.values() for one in _each_day_once(of_one, look))
    return tuple(sorted(told, key=lambda one: (kinds.index(one.kind), one.order, one.tie.slug)))


class _Look:
    """What the kinds are found in."""

    def __init__(self, index: Index, ahead: int) -> None:
        self.index = index
        self.last_day = dates.add_days(index.today, ahead)
        self.ties = [tie for tie in load_ties(index) if not tie.is_let_be]
        self.endings = load_endings(index, self.ties)

    @cached_property
    def next_contacts(self) -> dict[int, str]:
        """The day of the next contact that is dated ahead, by person."""
        rows = self.index.db.execute(
            """SELECT ref.target, min(interaction.date) FROM interaction
               JOIN ref ON ref.note = interaction.id
               WHERE interaction.date >= ? AND ref.field = 'people' AND ref.contact
                 AND ref.target IS NOT NULL GROUP BY 1""",
            (self.index.tomorrow,),
        )
        return {person: dates.add_days(day, 0) for person, day in rows}


def _each_day_once(found: Sequence[Bridge], look: _Look) -> Iterator[Bridge]:
    """Yield what is told of somebody, each until another takes its place.

    Args:
        found: what there is to tell of one person, by kind.
        look: what it was found in.
    """
    until = ""
    for at, one in enumerate(found):
        met = look.next_contacts.get(one.tie.id, "") if one.kind != "promise" else ""
        end = min(filter(None, (until, met)), default="")
        start = max(one.since, look.index.today)
        if not end or start < end:
            others = (o.kind for o in (*found[:at], *found[at + 1 :]) if o.since <= start)
            yield replace(one, until=end, also=tuple(others))
        until = min(filter(None, (until, one.since)))


# ---------------------------------------------------------------- the kinds


def _promises(look: _Look) -> Iterator[Bridge]:
    by_slug = {tie.slug: tie for tie in look.ties}
    told: set[str] = set()
    for row in list_promises(look.index, mine=True):
        if not row.due or row.kind == "plan":
            continue
        since = dates.add_days(row.due, OVERDUE)
        for _, slug, _ in row.people:
            if slug in by_slug and slug not in told:
                told.add(slug)
                yield Bridge(
                    kind="promise", tie=by_slug[slug], since=since, note=row.note,
                    text=f"you promised by {spell_date(row.due)}: {row.text}",
                    step="keep it late, or say that it will not be: either is a kindness",
                    order=(row.due,),
                )  # fmt: skip


def _unanswered(look: _Look) -> Iterator[Bridge]:
    waiting = _draft_waiting(look.index)
    for end in look.endings:
        if end.is_no:
            continue
        yield Bridge(
            kind="unanswered", tie=end.tie, since=dates.add_days(end.date, WAITING), note=end.slug,
            text=end.text,
            step="your draft is waiting: send it as it is" if end.tie.id in waiting
            else "two lines will do, and need no excuse",
            order=(-dates.first_day(end.date).toordinal(),),
        )  # fmt: skip


def _declined(look: _Look) -> Iterator[Bridge]:
    in_plan = who_declined(look.index)
    for end in look.endings:
        if not end.is_no:
            continue
        yield Bridge(
            kind="declined", tie=end.tie, since=dates.add_days(end.date, 0), note=end.slug,
            text=end.text,
            step="thank them for the answer if you have not, and leave it there: the plan does"
            if end.tie.id in in_plan else "thank them for having answered, and ask for nothing",
            order=(-dates.first_day(end.date).toordinal(),),
        )  # fmt: skip


def _moved(look: _Look) -> Iterator[Bridge]:
    for move in list_moves(look.index, look.ties):
        yield Bridge(
            kind="moved", tie=move.tie, since=dates.add_days(move.since, 0),
            text=f"{move.text}; you last spoke {_in(move.tie.last)}",
            step="say well done, and ask how they find it",
            order=(-dates.first_day(move.since).toordinal(),),
        )  # fmt: skip


def _dormant(look: _Look) -> Iterator[Bridge]:
    asleep = [tie for tie in look.ties if "" < tie.asleep_from <= look.last_day]
    for past in load_past(look.index, asleep):
        yield Bridge(
            kind="dormant", tie=past.tie, since=past.tie.asleep_from, text=past.text,
            step=_wake(past),
            order=(-past.weight,),
        )  # fmt: skip


def _former(look: _Look) -> Iterator[Bridge]:
    index = look.index
    rows = index.all(
        """SELECT DISTINCT note.id FROM note, json_each(note.data, '$.relation') AS word
            WHERE note.kind = 'person' AND note.live
              AND replace(lower(word.value), ' ', '-') IN (SELECT value FROM json_each(?))""",
        (json.dumps(FORMER),),
    )
    former = {person for (person,) in rows}
    found = [tie for tie in look.ties if tie.id in former]
    roles = present_roles(index, [tie.id for tie in found])
    quiet = index.journal.settings.cadence["wide"]
    for tie in found:
        org, title = roles.get(tie.id, ("", ""))
        now = f"now {spell_role(title, org)}" if org or title else "where they are now is not noted"
        spoke = f"you last spoke {_in(tie.last)}" if tie.last else "no contact is written down"
        yield Bridge(
            kind="former", tie=tie, text=f"{now}; {spoke}",
            since=dates.add_days(tie.last, quiet) if tie.last else index.today,
            step="ask what they are working on now",
            order=(-dates.first_day(tie.last).toordinal() if tie.last else 0,),
        )  # fmt: skip


_FINDERS: Mapping[str, Callable[[_Look], Iterator[Bridge]]] = {
    "promise": _promises,
    "unanswered": _unanswered,
    "declined": _declined,
    "moved": _moved,
    "dormant": _dormant,
    "former": _former,
}

KINDS: Mapping[str, str] = {
    "promise": "Promises of yours that have waited",
    "unanswered": "Letters of theirs to answer",
    "declined": "Conversations that ended with a no",
    "moved": "Moved since you last spoke",
    "dormant": "Dormant ties, and why they mattered",
    "former": "Former colleagues, and where they are now",
}
"""The kinds in their order, and what each is called."""


def _wake(past: Past) -> str:
    """Return how to begin again with somebody who is dormant: by what they did, if they did."""
    if past.brought:
        return f"tell them what came of meeting {past.brought[0][1]}"
    if past.helped:
        return f"tell them what became of {past.best_help}; the gap needs no word"
    return "say what made you think of them; the gap needs no word"


def _in(date: str) -> str:
    """Return when something was, in a sentence: "on 3 May 2026", "in May 2026"."""
    return f"{'on' if len(date) == 10 else 'in'} {spell_date(date)}"


def _draft_waiting(index: Index) -> frozenset[int]:
    """Return to whom a draft waits to be sent."""
    rows = index.db.execute(
        """SELECT ref.target FROM interaction JOIN ref ON ref.note = interaction.id
           JOIN note ON note.id = interaction.id
           WHERE interaction.draft AND note.live AND ref.field = 'people'"""
    )
    return frozenset(person for (person,) in rows if person is not None)
