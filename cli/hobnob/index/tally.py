"""Countings: organizations, tags, places, plans, and the journal as a whole.

The one rule: every number counts notes that can be listed with a filter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from hobnob.errors import AmbiguousError, NotFoundError
from hobnob.index.documents import Document, load_documents
from hobnob.index.index import Index
from hobnob.index.lookup import begins, org_keys
from hobnob.index.notes import LIVE
from hobnob.names import fold, link_target, name_key, nearest


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
    """How much there is in a journal up to today.

    Attributes:
        drafts: all of them, whatever their date.
        first, last: dates of the first and the last contact.
        months, years: contacts by ISO month, and by year; one dated by its year only is in no
            month.
        kinds: what happened, by kind, whether it counts as a contact or not; the most first.
    """

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
    years: dict[str, int]
    kinds: dict[str, int]


def list_tags(index: Index) -> list[Tally]:
    """Return all tags, the most used first; each as it is most often typed."""
    rows = index.db.execute(
        f"""SELECT tag, shown, count(*), count(person.id), count(interaction.id),
              coalesce(max(interaction.date), '')
            FROM tag LEFT JOIN person ON person.id = tag.note
            LEFT JOIN interaction ON interaction.id = tag.note
            WHERE tag.note {LIVE} GROUP BY tag, shown ORDER BY 3 DESC, shown"""
    )
    found: dict[str, Tally] = {}
    used: Counter[str] = Counter()
    for key, shown, count, people, happened, last in rows:
        used[key] += count
        so_far = found.get(key, Tally(name=shown, key=key, people=0, interactions=0, last=""))
        found[key] = replace(
            so_far, people=so_far.people + people, interactions=so_far.interactions + happened,
            last=max(so_far.last, last[:10]),
        )  # fmt: skip
    return sorted(found.values(), key=lambda tally: (-used[tally.key], tally.key))


def list_places(index: Index) -> list[Tally]:
    """Return all places of interactions, the most visited first."""
    people = dict(
        index.db.execute(
            f"""SELECT place_key, count(DISTINCT target) FROM interaction
                JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
                WHERE place_key <> '' AND interaction.id {LIVE} GROUP BY place_key"""
        )
    )
    rows = index.all(
        f"""SELECT place_key, max(place), count(*), max(date) FROM interaction
            WHERE place_key <> '' AND id {LIVE} GROUP BY place_key
            ORDER BY 3 DESC, place_key"""
    )
    return [
        Tally(name=name, key=key, people=people.get(key, 0), interactions=happened, last=last[:10])
        for key, name, happened, last in rows
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
               WHERE note.kind = 'org' AND note.live
               ORDER BY name.rank DESC, note.slug DESC"""
        )
    }
    found: dict[str, tuple[str, str, str, dict[str, str], dict[str, str]]] = {
        f"note:{slug}": (name, slug, location, {}, {}) for slug, name, location in notes.values()
    }
    roles = index.db.execute(
        """SELECT role.org_key, role.org, note.slug, note.name,
             role.since <= :today AND (role.until = '' OR role.until > :today)
           FROM role JOIN note ON note.id = role.note
           WHERE note.live AND role.org <> '' ORDER BY note.name, note.slug, role.pos""",
        {"today": index.today},
    )
    for key, org, slug, name, present in roles:
        known = notes.get(key)
        place = f"note:{known[0]}" if known else key
        row = found.setdefault(place, (org, "", "", {}, {}))
        (row[3] if present else row[4])[slug] = name
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


def find_org(index: Index, name: str) -> OrgRow:
    """Return the organization that a name means: a note's, or one that only roles name.

    Raises:
        NotFoundError: nothing answers to it.
        AmbiguousError: several do.
    """
    rows = list_orgs(index)
    keys = org_keys(index, name)
    wanted = name_key(link_target(name))
    found = [row for row in rows if name_key(row.name) in keys or (row.slug or row.key) in keys]
    if not found and len(wanted) > 1:
        found = [r for r in rows if begins(wanted.split(), name_key(r.name).split())]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousError(name, [row.name for row in found])
    close = nearest(name, [row.name for row in rows])
    raise NotFoundError("organization", name, close, "'hobnob list orgs' shows them all")


def org_document(index: Index, org: OrgRow) -> Document:
    """Return the document of an organization; one without a note has no slug and no path."""
    found: Document = {"type": "org", "slug": None, "path": None, "name": org.name}
    if org.slug:
        note = index.one(
            "SELECT id FROM note WHERE kind = 'org' AND live AND slug = ?", (org.slug,)
        )
        found = load_documents(index, [note])[0]
    found["people_now"] = [slug for slug, _ in org.now]
    found["people_earlier"] = [slug for slug, _ in org.earlier]
    return found


def most_met(index: Index, since: str, *, limit: int = 10) -> list[tuple[str, str, int]]:
    """Return slug, name and number of contacts of those met most from a day on until today."""
    rows = index.all(
        """SELECT slug, name, met FROM (
             SELECT target, count(*) AS met FROM ref
             WHERE target IN (SELECT id FROM person) AND field = 'people' AND contact = 1
               AND date >= ? AND date < ? GROUP BY target)
           JOIN note ON note.id = target ORDER BY met DESC, name, slug LIMIT ?""",
        (since, index.tomorrow, limit),
    )
    return [(slug, name, met) for slug, name, met in rows]


def totals(index: Index) -> Totals:
    """Return the totals of a journal up to today."""
    notes = Counter(dict(index.all("SELECT kind, count(*) FROM note GROUP BY kind")))
    notes -= Counter(kind for (kind,) in index.db.execute("SELECT kind FROM note WHERE NOT live"))
    drafts = index.one(f"SELECT count(*) FROM interaction WHERE draft AND id {LIVE}")
    months: Counter[str] = Counter()
    years: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    firsts: list[str] = []
    lasts = [""]
    # The plus keeps SQLite from going through the index of dates, which takes longer.
    for month, kind, contact, count, first, last in index.db.execute(
        f"""SELECT substr(date, 1, 7), kind, contact, count(*), min(date), max(date)
            FROM interaction WHERE +date < ? AND NOT draft AND id {LIVE} GROUP BY 1, 2, 3""",
        (index.tomorrow,),
    ):
        kinds[kind] += count
        if contact:
            firsts.append(first)
            lasts.append(last)
            years[month[:4]] += count
            if len(month) == 7:
                months[month] += count
    still_open, kept = index.db.execute(
        """SELECT coalesce(sum(NOT done), 0), coalesce(sum(done), 0)
           FROM promise WHERE note NOT IN (SELECT id FROM note WHERE NOT live)"""
    ).fetchone()
    return Totals(
        people=notes["person"], interactions=notes["interaction"], contacts=years.total(),
        drafts=drafts, plans=notes["plan"], orgs=len(list_orgs(index)),
        open_promises=still_open, kept_promises=kept, first=min(firsts, default="")[:10],
        last=max(lasts)[:10],
        months=dict(months), years=dict(years), kinds=dict(kinds.most_common()),
    )  # fmt: skip
