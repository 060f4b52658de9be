"""Bridges: ties to look after, each with a small next step.

The one rule: no wording here blames. The text says what happened, and is true on any day. The next
step is small and demands nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hobnob import dates
from hobnob.answers import Day, DayOrNone, Entry, SlugOrNone, Who, hidden
from hobnob.dates import spell_date
from hobnob.index.documents import present_roles
from hobnob.index.index import Index
from hobnob.index.notes import TO_SEND
from hobnob.index.promises import list_promises
from hobnob.network.ties.dormant import Past, load_past
from hobnob.network.ties.exclusions import who_declined
from hobnob.network.ties.occasions import list_moves, load_endings, spell_role
from hobnob.network.ties.ties import Tie, load_ties

OVERDUE = 30
"""Days after its due day before my promise appears here."""
WAITING = 7
"""Days before a letter of theirs appears here: a week is no delay."""

AHEAD = 92
"""The number of days for which a built page knows the bridges to come."""

FORMER = ("former-colleague", "former-manager", "former-report")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bridge:
    """A tie to look after; see [ties](ties.md).

    Attributes:
        kind: `promise`, `unanswered`, `declined`, `moved`, `dormant`, `former`.
        person: the person of the tie.
        since: the first day on which the bridge is shown.
        text: what happened; the text is true on any day. For a `promise`, one line of Markdown.
        next: a possible next step.
        also: other kinds that fit.
        note: the note that says so: of a promise, a letter or an answer.
        last_contact: the date of the last contact.
        contacts: the number of contacts.
        opens: the first ISO day on which the bridge is shown, if it is in the future, else "".
        until: the ISO day on which another bridge replaces this one, or "".
        entry: the interaction that the bridge is about, or None.
        order: the sort key within a kind; the lowest comes first.
    """

    kind: str
    person: Who
    since: Day
    text: str
    next: str
    also: tuple[str, ...] = ()
    note: SlugOrNone = ""
    last_contact: DayOrNone
    contacts: int
    opens: str = hidden("")
    until: str = hidden("")
    entry: Entry | None = hidden(None)
    order: tuple[int | str, ...] = hidden(())


def load_bridges(index: Index, *, ahead: int = 0) -> tuple[Bridge, ...]:
    """Return the ties to look after, by kind.

    On any day each person appears once, under the first kind that fits.

    Args:
        index: the index.
        ahead: a number of days; bridges that begin within them are included, with a later `since`.
    """
    look = _Look(index, ahead)
    found: dict[Who, list[Bridge]] = {}
    for find in _FINDERS.values():
        for bridge in sorted(find(look), key=lambda b: (b.order, b.person.slug)):
            if bridge.since <= look.last_day:
                found.setdefault(bridge.person, []).append(bridge)
    kinds = list(_FINDERS)
    shown = (bridge for of_person in found.values() for bridge in _each_day_once(of_person, look))
    return tuple(sorted(shown, key=lambda b: (kinds.index(b.kind), b.order, b.person.slug)))


class _Look:
    """The data in which the kinds are searched."""

    def __init__(self, index: Index, ahead: int) -> None:
        self.index = index
        self.last_day = dates.add_days(index.today, ahead)
        self.ties = [tie for tie in load_ties(index) if not tie.is_let_be]
        self.endings = load_endings(index, self.ties)

    @cached_property
    def next_contacts(self) -> dict[int | None, str]:
        """The day of the next contact in the future, by person."""
        rows = self.index.rows(
            """SELECT ref.target, min(interaction.date) FROM interaction
               CROSS JOIN ref ON ref.note = interaction.id
               WHERE interaction.date >= :tomorrow AND ref.field = 'people' AND ref.contact
                 AND ref.target IS NOT NULL GROUP BY 1"""
        )
        return {person: dates.add_days(day, 0) for person, day in rows}


def _each_day_once(found: Sequence[Bridge], look: _Look) -> Iterator[Bridge]:
    """Yield the bridges of a person, each until another replaces it.

    Args:
        found: the possible bridges of one person, by kind.
        look: the data in which they were found.
    """
    until, today = "", look.index.today
    for at, bridge in enumerate(found):
        met = look.next_contacts.get(bridge.person.id, "") if bridge.kind != "promise" else ""
        end = min(filter(None, (until, met)), default="")
        start = max(bridge.since, today)
        if not end or start < end:
            others = (o.kind for o in (*found[:at], *found[at + 1 :]) if o.since <= start)
            opens = bridge.since if bridge.since > today else ""
            yield replace(bridge, opens=opens, until=end, also=tuple(others))
        until = min(filter(None, (until, bridge.since)))


# ---------------------------------------------------------------- the kinds


def _promises(look: _Look) -> Iterator[Bridge]:
    by_slug = {tie.slug: tie for tie in look.ties}
    seen: set[str] = set()
    for row in list_promises(look.index, mine=True):
        if not row.due or row.kind == "plan":
            continue
        since = dates.add_days(row.due, OVERDUE)
        for _, slug, _ in row.people:
            if slug in by_slug and slug not in seen:
                seen.add(slug)
                yield _bridge(
                    "promise", by_slug[slug], since, note=row.note,
                    text=f"you promised by {spell_date(row.due)}: {row.text}",
                    step="keep it late, or say that it will not be: either is a kindness",
                    entry=Entry(row.note, row.date) if row.kind == "interaction" else None,
                    order=(row.due,),
                )  # fmt: skip


def _unanswered(look: _Look) -> Iterator[Bridge]:
    waiting = _draft_waiting(look.index)
    for end in look.endings:
        if end.is_no:
            continue
        yield _bridge(
            "unanswered", end.tie, dates.add_days(end.date, WAITING),
            entry=Entry(end.slug, end.date), text=end.text,
            step="your draft is waiting: send it as it is" if end.tie.id in waiting
            else "two lines will do, and need no excuse",
            order=(-dates.first_day(end.date).toordinal(),),
        )  # fmt: skip


def _declined(look: _Look) -> Iterator[Bridge]:
    in_plan = who_declined(look.index)
    for end in look.endings:
        if not end.is_no:
            continue
        yield _bridge(
            "declined", end.tie, dates.add_days(end.date, 0),
            entry=Entry(end.slug, end.date), text=end.text,
            step="thank them for the answer if you have not, and leave it there: the plan does"
            if end.tie.id in in_plan else "thank them for having answered, and ask for nothing",
            order=(-dates.first_day(end.date).toordinal(),),
        )  # fmt: skip


def _moved(look: _Look) -> Iterator[Bridge]:
    for move in list_moves(look.index, look.ties):
        yield _bridge(
            "moved", move.tie, dates.add_days(move.since, 0),
            text=f"{move.text}; you last spoke {_in(move.tie.last)}",
            step="say well done, and ask how they find it",
            order=(-dates.first_day(move.since).toordinal(),),
        )  # fmt: skip


def _dormant(look: _Look) -> Iterator[Bridge]:
    asleep = [tie for tie in look.ties if "" < tie.asleep_from <= look.last_day]
    for past in load_past(look.index, asleep):
        yield _bridge(
            "dormant",
            past.tie,
            past.tie.asleep_from,
            text=past.text,
            step=_wake(past),
            order=(-past.weight,),
        )


def _former(look: _Look) -> Iterator[Bridge]:
    index = look.index
    ids = index.column(
        """SELECT DISTINCT note.id FROM note, json_each(note.data, '$.relation') AS word
            WHERE note.kind = 'person' AND note.live
              AND replace(lower(word.value), ' ', '-') IN (SELECT value FROM json_each(:former))""",
        former=FORMER,
    )
    former = frozenset(ids)
    found = [tie for tie in look.ties if tie.id in former]
    roles = present_roles(index, [tie.id for tie in found])
    quiet = index.journal.settings.cadence["wide"]
    for tie in found:
        org, title = roles.get(tie.id, ("", ""))
        now = f"now {spell_role(title, org)}" if org or title else "where they are now is not noted"
        spoke = f"you last spoke {_in(tie.last)}" if tie.last else "no contact is written down"
        yield _bridge(
            "former", tie, dates.add_days(tie.last, quiet) if tie.last else index.today,
            text=f"{now}; {spoke}",
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


def _bridge(
    kind: str, tie: Tie, since: str, *, text: str, step: str, order: tuple[int | str, ...],
    entry: Entry | None = None, note: str = "",
) -> Bridge:  # fmt: skip
    return Bridge(
        kind=kind, person=tie.who, since=since, text=text, next=step,
        note=entry.slug if entry else note, last_contact=tie.last, contacts=tie.contacts,
        entry=entry, order=order,
    )  # fmt: skip


def _wake(past: Past) -> str:
    """Return how to begin again with a dormant tie: by their help in the past, if any."""
    if past.brought:
        return f"tell them what came of meeting {past.brought[0][1]}"
    if past.helped:
        return f"tell them what became of {past.best_help}; the gap needs no word"
    return "say what made you think of them; the gap needs no word"


def _in(date: str) -> str:
    """Return a date as part of a sentence: "on 3 May 2026", "in May 2026"."""
    return f"{'on' if len(date) == 10 else 'in'} {spell_date(date)}"


def _draft_waiting(index: Index) -> frozenset[int]:
    """Return the people with a draft that waits."""
    people = index.column(
        f"""SELECT ref.target FROM interaction
            CROSS JOIN ref ON ref.note = interaction.id
            JOIN note ON note.id = interaction.id
            WHERE {TO_SEND} AND note.live AND ref.field = 'people'"""
    )
    return frozenset(person for person in people if person is not None)
