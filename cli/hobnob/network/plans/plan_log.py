"""The log of each plan: its people and its interactions, in order of time.

The one rule: a few queries for any number of plans, never one query a person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hobnob.answers import Entry, Who
from hobnob.index.index import Index
from hobnob.model import is_appointment
from hobnob.names import link_target
from hobnob.network.plans.ladder import StageEvidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """An interaction of a plan.

    Attributes:
        date: ISO, with a time where one was given.
        people: its people who have a note.
        introduced: the people they introduced me to.
        letter: the slug of the template it was drafted from.
    """

    id: int
    slug: str
    date: str
    kind: str
    direction: str
    outcome: str
    follow_up: str = ""
    people: tuple[Who, ...] = ()
    introduced: tuple[Who, ...] = ()
    letter: str = ""

    @property
    def day(self) -> str:
        """The date without a time."""
        return self.date[:10]

    @property
    def entry(self) -> Entry:
        """Its place in the journal."""
        return Entry(self.slug, self.date)

    @property
    def words(self) -> str:
        """What it was, and how it ended: `call no answer`."""
        return " ".join(filter(None, (self.kind, self.outcome.replace("-", " "))))

    @property
    def step(self) -> StageEvidence:
        """What decides the stage of its people."""
        return self.step_of(None)

    def step_of(self, who: Who | None) -> StageEvidence:
        """Return what decides the stage of one of its people; nobody introduces themselves."""
        return StageEvidence(
            kind=self.kind, direction=self.direction, outcome=self.outcome,
            introduced=any(new != who for new in self.introduced),
        )  # fmt: skip


@dataclass(kw_only=True, slots=True)
class PlanLog:
    """A plan's note, and its interactions until today.

    Attributes:
        values: its front matter, as it was read.
        targets: the people and organizations it lists, each once, in the order of the note.
        orgs: those of them that are organizations.
        events: its interactions, the earliest first; what was cancelled is none.
        drafts: the drafts that wait to be sent.
    """

    id: int
    slug: str
    name: str
    path: str
    private: bool
    values: dict[str, Any]
    body: str
    targets: tuple[Who, ...] = ()
    orgs: frozenset[Who] = frozenset()
    events: tuple[Event, ...] = ()
    drafts: tuple[Event, ...] = ()
    by_person: dict[int, list[Event]] = field(default_factory=dict)

    def with_person(self, who: Who) -> Sequence[Event]:
        """Return the events with a person, the earliest first."""
        return self.by_person.get(who.id, ()) if who.id is not None else ()


def load_logs(index: Index, plans: Iterable[int]) -> dict[int, PlanLog]:
    """Return some plans by their ids, without those whose note is left out."""
    wanted = list(plans)
    sql = """SELECT id, slug, name, path, private, data, body FROM note
        WHERE kind = 'plan' AND live AND id IN (SELECT value FROM json_each(:plans))"""
    rows = index.rows(sql, plans=wanted)
    found = {
        note: PlanLog(
            id=note, slug=slug, name=name, path=path, private=bool(private),
            values=json.loads(data), body=body,
        )
        for note, slug, name, path, private, data, body in rows
    }  # fmt: skip
    for plan, targets in _targets(index, wanted).items():
        if plan in found:
            found[plan].targets = tuple(targets)
            found[plan].orgs = frozenset(who for who, is_org in targets.items() if is_org)
    for plan, events in _events(index, wanted).items():
        if plan in found:
            _share_out(found[plan], events)
    return found


def _share_out(plan: PlanLog, events: list[tuple[Event, bool]]) -> None:
    plan.events = tuple(event for event, draft in events if not draft)
    plan.drafts = tuple(
        event
        for event, draft in events
        if draft and not is_appointment(event.kind, draft=True, outcome=event.outcome)
    )
    for event in plan.events:
        for who in event.people:
            if who.id is not None:
                plan.by_person.setdefault(who.id, []).append(event)


def _targets(index: Index, plans: Sequence[int]) -> dict[int, dict[Who, bool]]:
    """Return the targets of each plan, and whether each is an organization.

    An organization that only roles name is one too; it has no id.
    """
    found: dict[int, dict[int | str, tuple[Who, bool]]] = defaultdict(dict)
    sql = """SELECT ref.note, target.id, target.slug, target.name, ref.raw, ref.key,
          coalesce(target.kind = 'org', EXISTS (
            SELECT 1 FROM role JOIN note ON note.id = role.note
            WHERE note.live AND role.org_key = ref.key AND ref.key <> ''))
        FROM ref LEFT JOIN note AS target ON target.id = ref.target
        WHERE ref.note IN (SELECT value FROM json_each(:plans)) AND field = 'people'
        ORDER BY ref.note, pos"""
    for plan, note, slug, name, raw, key, is_org in index.rows(sql, plans=plans):
        target = _who(note, slug, name, raw), bool(is_org)
        found[plan].setdefault(key if note is None else note, target)
    return {plan: dict(targets.values()) for plan, targets in found.items()}


def _events(index: Index, plans: Sequence[int]) -> dict[int, list[tuple[Event, bool]]]:
    """Return the interactions of each plan in order of time, and whether each is a draft."""
    refs = _people_of_events(index, plans)
    found: dict[int, list[tuple[Event, bool]]] = defaultdict(list)
    for plan, note, slug, date, kind, way, outcome, follow_up, draft in index.rows(
        """SELECT whose.target, note.id, note.slug, it.date, it.kind, direction, outcome, follow_up,
             draft
           FROM ref AS whose JOIN interaction AS it ON it.id = whose.note
             JOIN note ON note.id = it.id
           WHERE whose.field = 'plan' AND whose.target IN (SELECT value FROM json_each(:plans))
             AND note.live AND (draft OR it.date < :tomorrow) AND it.outcome <> 'cancelled'
           ORDER BY it.date, note.slug""",
        plans=plans,
    ):
        people, introduced, letters = refs.get(note, ({}, {}, {}))
        event = Event(
            id=note, slug=slug, date=date, kind=kind, direction=way, outcome=outcome,
            follow_up=follow_up, people=tuple(people), introduced=tuple(introduced),
            letter=next((letter.slug for letter in letters), ""),
        )  # fmt: skip
        found[plan].append((event, bool(draft)))
    return found


def load_introductions(index: Index, people: Iterable[int]) -> dict[int, list[Event]]:
    """Return every introduction to some people until today, in a plan or not, the earliest first.

    Of each it returns who introduced them, and nobody else whom that interaction introduced.
    """
    found: dict[int, dict[int, Event]] = defaultdict(dict)
    for new, note, slug, date, kind, way, outcome, *by in index.rows(
        """SELECT new.target, it.id, note.slug, it.date, it.kind, direction, outcome,
             maker.id, maker.slug, maker.name
           FROM ref AS new JOIN interaction AS it ON it.id = new.note
             JOIN note ON note.id = it.id
             JOIN ref AS by ON by.note = it.id AND by.field = 'people' AND by.target <> new.target
             JOIN note AS maker ON maker.id = by.target
           WHERE new.target IN (SELECT value FROM json_each(:people)) AND new.field = 'introduced'
             AND note.live AND NOT draft AND it.date < :tomorrow
           ORDER BY it.date, note.slug, by.pos""",
        people=list(people),
    ):
        known = found[new].get(note)
        makers = (*(known.people if known else ()), Who(*by))
        found[new][note] = Event(
            id=note, slug=slug, date=date, kind=kind, direction=way, outcome=outcome,
            people=tuple(dict.fromkeys(makers)),
        )  # fmt: skip
    return {new: list(events.values()) for new, events in found.items()}


_Refs = tuple[dict[Who, None], dict[Who, None], dict[Who, None]]
"""The people of an interaction, those they introduced, and its template."""


def _people_of_events(index: Index, plans: Sequence[int]) -> dict[int, _Refs]:
    """Return the people and the template of each interaction of the plans."""
    found: dict[int, _Refs] = defaultdict(lambda: ({}, {}, {}))
    sql = """SELECT ref.note, ref.field, target.id, target.slug, target.name, ref.raw
        FROM ref LEFT JOIN note AS target ON target.id = ref.target
        WHERE ref.field IN ('people', 'introduced', 'letter') AND ref.note IN (
          SELECT note FROM ref WHERE field = 'plan'
            AND target IN (SELECT value FROM json_each(:plans)))
        ORDER BY ref.note, ref.pos"""
    for note, field_, target, slug, name, raw in index.rows(sql, plans=plans):
        who = _who(target, slug, name, raw)
        people, introduced, letters = found[note]
        if field_ != "people":
            (introduced if field_ == "introduced" else letters)[who] = None
        elif target is not None:
            people[who] = None
    return found


def _who(note: int | None, slug: str | None, name: str | None, raw: str) -> Who:
    typed = link_target(raw)
    return Who(note, slug or typed, name or typed)
