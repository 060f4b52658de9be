"""A person: what `show` and their page say of them.

The one rule: whatever is derived is asked of the index; only what was written comes from the note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hobnob.answers import Day, DayOrNone, Document, Entry, Who, hidden, spread
from hobnob.index.appointments import Appointment, list_appointments
from hobnob.index.beside import extra_keys
from hobnob.index.documents import load_documents, tags_of
from hobnob.index.index import Index
from hobnob.index.interactions import Interaction, entries_of, load_interactions, timeline_of
from hobnob.index.notes import values
from hobnob.index.plans import plans_of
from hobnob.index.promises import ME, Asked, Promise, list_promises
from hobnob.index.ties import MetTogether, introductions_of, ties_of
from hobnob.network.mentions import Mention, mentions_of
from hobnob.network.relations import Relation, relations_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """What somebody was, where and when; one that lasts has no `until`."""

    title: str
    org: str
    since: str
    until: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A person's note, and what there is beside it.

    Attributes:
        appointments: those that lie ahead, the next one first.
        promises: those that concern them, kept ones too.
        asked_of_me: what their letters ask of you in tasks that you have not taken on.
        ties: who was there too, how often, and when last.
        through: who introduced you.
        brought: whom they introduced you to.
        relations: what others are to them, from both sides.
        mentions: what other notes say of them, the latest first.
        timeline: the latest first; no more than was asked for.
        entries: all of the timeline.
        first_contact: when the first contact was.
        introduced_by: what their note says, then all others who introduced you.
        roles: all of them, as their note has them.
        plans: those of which they are a target.
        tags: folded, those of the body too.
        extra: keys that hobnob does not know, with their values as text.
    """

    note: Document = spread()
    appointments: tuple[Appointment, ...]
    promises: tuple[Promise, ...]
    asked_of_me: tuple[Asked, ...]
    ties: tuple[MetTogether, ...]
    through: tuple[Who, ...]
    brought: tuple[Who, ...]
    relations: tuple[Relation, ...]
    mentions: tuple[Mention, ...]
    timeline: tuple[Interaction, ...]
    entries: tuple[Entry, ...] = hidden()
    first_contact: DayOrNone = hidden()
    introduced_by: tuple[Who, ...] = hidden()
    roles: tuple[Role, ...] = hidden()
    plans: tuple[Who, ...] = hidden()
    tags: tuple[str, ...] = hidden()
    extra: tuple[tuple[str, str], ...] = hidden()

    @property
    def mine(self) -> tuple[Promise, ...]:
        """My open promises, without those to a plan."""
        return tuple(self._open(ME))

    @property
    def theirs(self) -> tuple[Promise, ...]:
        """Their own open promises, without those to a plan."""
        return tuple(self._open(self.note["slug"]))

    def _open(self, owner: str) -> Iterator[Promise]:
        return (p for p in self.promises if not p.done and p.kind != "plan" and p.owner == owner)


def load_person(
    index: Index, note: int, *, limit: int | None = 0, promises: Sequence[Promise] | None = None
) -> Person:
    """Return a person.

    Args:
        index: the index.
        note: the id of their note.
        limit: how many interactions the timeline has; None is all.
        promises: those that concern them, where they are known already.
    """
    (document,) = load_documents(index, (note,))
    if promises is None:
        promises = list_promises(index, done=None, person=note, asked=None)
    met = introductions_of(index, note)
    ids = timeline_of(index, note)[:limit] if limit != 0 else []
    return Person(
        note=document,
        appointments=list_appointments(index, since=index.today, person=note),
        promises=tuple(row for row in promises if not row.asked),
        asked_of_me=tuple(Asked.of(row) for row in promises if row.asked and not row.done),
        ties=tuple(ties_of(index, note)),
        through=met.through,
        brought=met.brought,
        relations=relations_of(index, note),
        mentions=mentions_of(index, note),
        timeline=tuple(load_interactions(index, ids)),
        entries=entries_of(index, note, "people", "introduced"),
        first_contact=first_contact(index, note),
        introduced_by=tuple(dict.fromkeys(met.by + met.through)),
        roles=_roles(index, note),
        plans=plans_of(index, note),
        tags=tags_of(index, (note,)).get(note, ()),
        extra=extra_keys("person", values(index, note)),
    )


def first_contact(index: Index, note: int) -> Day:
    """Return the day of the first contact with somebody, "" before there was one."""
    found = index.value(
        """SELECT min(date) FROM ref WHERE target = :note AND field = 'people' AND contact = 1
             AND date < :tomorrow""",
        note=note,
    )
    return (found or "")[:10]


def contacts_by_year(index: Index, note: int) -> tuple[tuple[str, int], ...]:
    """Return the number of contacts in each year from the first to the last, the empty ones too."""
    rows = index.rows(
        """SELECT substr(date, 1, 4), count(DISTINCT note) FROM ref
           WHERE target = :note AND field = 'people' AND contact = 1 AND date < :tomorrow
           GROUP BY 1""",
        note=note,
    )
    counts = dict(rows)
    if not counts:
        return ()
    years = range(int(min(counts)), int(index.today[:4]) + 1)
    return tuple((f"{year:04}", counts.get(f"{year:04}", 0)) for year in years)


def _roles(index: Index, note: int) -> tuple[Role, ...]:
    rows = index.rows(
        "SELECT title, org, since, until FROM role WHERE note = :note ORDER BY pos", note=note
    )
    return tuple(
        Role(title=title, org=org, since=since, until=until) for title, org, since, until in rows
    )
