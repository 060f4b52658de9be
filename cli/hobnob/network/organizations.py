"""An organization as a place of people: who was there together, who went where, the last contact.

The one rule: two people were there together only if their dates surely overlap. Whose dates are not
known is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from hobnob.answers import DayOrNone, Who
from hobnob.index.index import Index
from hobnob.index.orgs import OrgRow, Tenure
from hobnob.network.graph.clues import overlap
from hobnob.network.role_changes import RoleChange, load_role_changes

MOST = 50
"""The most people of whom it is looked at who was there with whom."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Together:
    """Two people who were at an organization at the same time; it lasts if `until` is null."""

    people: tuple[Who, ...]
    since: DayOrNone
    until: DayOrNone


@dataclass(frozen=True, kw_only=True, slots=True)
class LastThere:
    """The last contact with anybody at an organization."""

    date: DayOrNone
    person: Who | None


def together_at(tenures: Sequence[Tenure], today: str) -> tuple[Together, ...]:
    """Return who was there with whom, those that last first, then the latest.

    Nothing is returned for more than `MOST` people: few of them know each other.
    """
    by_person: dict[Who, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        if tenure.since <= today:
            by_person[tenure.person].append(tenure)
    if len(by_person) > MOST:
        return ()
    found = []
    for one, other in combinations(by_person, 2):
        spans = [
            span
            for mine in by_person[one]
            for their in by_person[other]
            if (span := overlap((mine.since, mine.until), (their.since, their.until), today))
        ]
        if spans:
            since = min((span[0] for span in spans if span[0]), default="")
            lasts = any(not span[1] for span in spans)
            until = "" if lasts else max(span[1] for span in spans)
            found.append(Together(people=(one, other), since=since, until=until))
    found.sort(key=lambda row: tuple(who.slug for who in row.people))
    return tuple(sorted(found, key=lambda row: (not row.until, row.until, row.since), reverse=True))


def undated_at(tenures: Sequence[Tenure]) -> tuple[Who, ...]:
    """Return the people of whom no note says when they came; they may have met the others."""
    dated = {tenure.person for tenure in tenures if tenure.since}
    return tuple(dict.fromkeys(t.person for t in tenures if t.person not in dated))


def moves_of(index: Index, row: OrgRow) -> tuple[RoleChange, ...]:
    """Return who came from or went to another organization, the latest first."""
    keys = frozenset(row.keys)
    people = [who.id for who in (*row.now, *row.earlier) if who.id is not None]
    return tuple(
        change
        for change in load_role_changes(index, people=people)
        if (change.org_keys[0] in keys) != (change.org_keys[1] in keys)
    )


def last_there(index: Index, row: OrgRow) -> LastThere:
    """Return the last contact with anybody who was there on that day, or is there now."""
    rows = index.rows(
        """SELECT ref.date, note.id, note.slug, note.name
           FROM role JOIN note ON note.id = role.note AND note.live
             JOIN ref ON ref.target = role.note AND ref.field = 'people' AND ref.contact = 1
           WHERE role.org_key IN (SELECT value FROM json_each(:keys)) AND ref.date < :tomorrow
             AND (role.since <= :today AND (role.until = '' OR role.until > :today)
               OR role.since <= substr(ref.date, 1, 10)
                 AND role.until >= substr(ref.date, 1, length(role.until)))
           ORDER BY ref.date DESC, note.slug LIMIT 1""",
        keys=row.keys,
    )
    if not rows:
        return LastThere(date="", person=None)
    date, *who = rows[0]
    return LastThere(date=date[:10], person=Who(*who))


def plans_at(index: Index, row: OrgRow) -> tuple[Who, ...]:
    """Return the plans that have the organization, or somebody who is there now, as a target."""
    people = [who.id for who in row.now]
    rows = index.rows(
        """SELECT DISTINCT note.id, note.slug, note.name
           FROM note JOIN ref ON ref.note = note.id AND ref.field = 'people'
           WHERE note.kind = 'plan' AND note.live AND (
             ref.target = :org OR ref.target IN (SELECT value FROM json_each(:people))
             OR ref.target IS NULL AND ref.key IN (SELECT value FROM json_each(:keys)))
           ORDER BY note.name, note.slug""",
        org=row.id,
        people=people,
        keys=row.keys,
    )
    return tuple(Who(*found) for found in rows)


def parts_of(index: Index, row: OrgRow) -> tuple[Who, ...]:
    """Return the organizations that are a part of this one, by name."""
    rows = index.rows(
        """SELECT note.id, note.slug, note.name FROM ref JOIN note ON note.id = ref.note
           WHERE ref.target = :org AND ref.field = 'parent' AND note.live AND note.id <> :org
           ORDER BY note.name, note.slug""",
        org=row.id,
    )
    return tuple(Who(*found) for found in rows)


def last_contacts_at(index: Index, rows: Collection[OrgRow]) -> dict[str, str]:
    """Return the last contact with anybody who is there now, by the keys of organizations."""
    lasts = dict(
        index.rows(
            """SELECT target, max(date) FROM ref
               WHERE field = 'people' AND contact = 1 AND date < :tomorrow GROUP BY target"""
        )
    )
    return {
        row.key: max((lasts.get(who.id, "") for who in row.now), default="")[:10] for row in rows
    }
