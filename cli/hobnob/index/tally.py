"""Countings: organizations, tags, places, plans, and the journal as a whole.

The one rule: every number counts notes that can be listed with a filter.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.index.index import Index
from hobnob.names import fold


@dataclass(frozen=True, kw_only=True)
class Tally:
    """A tag or a place, and how many notes have it; `last` is the latest interaction's date."""

    name: str
    key: str
    people: int
    interactions: int
    last: str


@dataclass(frozen=True, kw_only=True)
class OrgRow:
    """An organization: its note's slug, if it has one, and the people there now and earlier."""

    name: str
    key: str
    slug: str
    location: str
    now: tuple[tuple[str, str], ...]
    earlier: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """A plan in one line."""

    id: int
    slug: str
    name: str
    goal: str
    status: str
    start: str
    deadline: str
    people: int
    interactions: int


@dataclass(frozen=True, kw_only=True)
class Totals:
    """How much there is in a journal. `months` counts contacts by ISO month."""

    people: int
    interactions: int
    contacts: int
    drafts: int
    plans: int
    orgs: int
    open_promises: int
    kept_promises: int
    first: str
    last: str
    months: dict[str, int]
    kinds: dict[str, int]


def list_tags(index: Index) -> list[Tally]:
    """Return all tags, the most used first."""
    rows = index.all(
        """SELECT tag, min(shown), sum(note.kind = 'person'), sum(note.kind = 'interaction'),
             coalesce(max(interaction.date), '')
           FROM tag JOIN note ON note.id = tag.note
           LEFT JOIN interaction ON interaction.id = note.id
           WHERE note.live GROUP BY tag ORDER BY count(*) DESC, tag"""
    )
    return [
        Tally(name=shown, key=key, people=people, interactions=happened, last=last[:10])
        for key, shown, people, happened, last in rows
    ]


def list_places(index: Index) -> list[Tally]:
    """Return all places of interactions, the most visited first."""
    rows = index.all(
        """SELECT place_key, max(place), count(DISTINCT interaction.id), max(interaction.date),
             count(DISTINCT ref.target)
           FROM interaction JOIN note ON note.id = interaction.id
           LEFT JOIN ref ON ref.note = note.id AND ref.field = 'people'
           WHERE note.live AND place_key <> '' GROUP BY place_key
           ORDER BY 3 DESC, place_key"""
    )
    return [
        Tally(name=shown, key=key, people=people, interactions=happened, last=last[:10])
        for key, shown, happened, last, people in rows
    ]


def list_orgs(index: Index) -> list[OrgRow]:
    """Return all organizations that have a note or that a role names, by name.

    A role names an organization by its note's name or alias; the note's name is then shown.
    """
    notes = {
        key: (slug, name, location)
        for key, slug, name, location in index.db.execute(
            """SELECT name.key, note.slug, note.name,
                 coalesce(json_extract(note.data, '$.location'), '')
               FROM note JOIN name ON name.note = note.id
               WHERE note.kind = 'org' AND note.live ORDER BY name.rank DESC"""
        )
    }
    found: dict[str, tuple[str, str, str, dict[str, str], dict[str, str]]] = {
        f"note:{slug}": (name, slug, location, {}, {}) for slug, name, location in notes.values()
    }
    roles = index.db.execute(
        """SELECT role.org_key, role.org, note.slug, note.name,
             role.since <= :today AND (role.until = '' OR role.until > :today)
           FROM role JOIN note ON note.id = role.note
           WHERE note.live AND role.org <> '' ORDER BY note.name""",
        {"today": index.today},
    )
    for key, org, slug, name, present in roles:
        known = notes.get(key)
        place = f"note:{known[0]}" if known else key
        row = found.setdefault(place, (org, "", "", {}, {}))
        row[3 if present else 4][slug] = name
    rows = [
        OrgRow(
            name=name, key=key.removeprefix("note:"), slug=slug, location=location,
            now=tuple(now.items()),
            earlier=tuple((s, n) for s, n in earlier.items() if s not in now),
        )
        for key, (name, slug, location, now, earlier) in found.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (fold(row.name), row.slug))


def list_plans(index: Index) -> list[PlanRow]:
    """Return all plans, active ones first, then the latest begun."""
    rows = index.all(
        """SELECT note.id, slug, name, coalesce(json_extract(data, '$.goal'), ''),
             coalesce(json_extract(data, '$.status'), 'active'),
             coalesce(json_extract(data, '$.start'), ''),
             coalesce(json_extract(data, '$.deadline'), ''),
             (SELECT count(DISTINCT coalesce(target, raw)) FROM ref WHERE ref.note = note.id
                AND field = 'people'),
             (SELECT count(DISTINCT ref.note) FROM ref WHERE target = note.id AND field = 'plan')
           FROM note WHERE kind = 'plan' AND live
           ORDER BY coalesce(json_extract(data, '$.status'), 'active') <> 'active', 6 DESC, slug"""
    )
    return [
        PlanRow(
            id=note, slug=slug, name=name, goal=goal, status=status, start=start,
            deadline=deadline, people=people, interactions=happened,
        )
        for note, slug, name, goal, status, start, deadline, people, happened in rows
    ]  # fmt: skip


def totals(index: Index) -> Totals:
    """Return the totals of a journal up to today."""
    kinds = dict(index.all("SELECT kind, count(*) FROM note WHERE live GROUP BY kind"))
    tomorrow = index.tomorrow
    months = dict(
        index.all(
            """SELECT substr(date, 1, 7), count(*) FROM interaction JOIN note USING (id)
               WHERE live AND contact AND date < ? AND length(date) >= 7 GROUP BY 1 ORDER BY 1""",
            (tomorrow,),
        )
    )
    by_kind = dict(
        index.all(
            """SELECT interaction.kind, count(*) FROM interaction JOIN note USING (id)
               WHERE live AND NOT draft AND date < ? GROUP BY 1 ORDER BY 2 DESC, 1""",
            (tomorrow,),
        )
    )
    contacts, drafts, first, last = index.db.execute(
        """SELECT coalesce(sum(contact AND date < :tomorrow), 0), coalesce(sum(draft), 0),
             coalesce(min(CASE WHEN contact AND date < :tomorrow THEN date END), ''),
             coalesce(max(CASE WHEN contact AND date < :tomorrow THEN date END), '')
           FROM interaction JOIN note USING (id) WHERE live""",
        {"tomorrow": tomorrow},
    ).fetchone()
    still_open, kept = index.db.execute(
        """SELECT coalesce(sum(NOT done), 0), coalesce(sum(done), 0)
           FROM promise JOIN note ON note.id = promise.note WHERE live"""
    ).fetchone()
    return Totals(
        people=kinds.get("person", 0), interactions=kinds.get("interaction", 0),
        contacts=contacts, drafts=drafts, plans=kinds.get("plan", 0), orgs=len(list_orgs(index)),
        open_promises=still_open, kept_promises=kept, first=first[:10], last=last[:10],
        months=months, kinds=by_kind,
    )  # fmt: skip
