"""Lists of interactions, filtered and sorted.

The one rule: dates are compared as ISO text; `until` includes the whole day, month or year.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hobnob.answers import Document, Entry, Who, hidden, spread
from hobnob.index.beside import extra_keys
from hobnob.index.documents import iter_documents, refs_of, tags_of, texts_of
from hobnob.index.index import Index
from hobnob.index.lookup import org_keys
from hobnob.index.notes import TO_SEND
from hobnob.model import WRITTEN_KINDS, is_appointment
from hobnob.names import fold, name_key

_CHUNK = 500

_SELECT = """
SELECT note.id, slug, path, private, data, body, coalesce(plain, body), date, interaction.kind,
  direction, outcome, place, follow_up, draft
FROM note JOIN interaction ON interaction.id = note.id
WHERE note.id IN (SELECT value FROM json_each(:ids))
"""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """The number of interactions in a month; a year alone counts those without a month."""

    month: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Interaction:
    """An interaction, in full.

    Attributes:
        note: the document of its note; empty if it was not requested.
        date: a day, a month, a year, or a moment (`2026-11-22T12:30`).
        people, introduced: without an id for a person who has no note.
        asked, gave: what I asked for and what I did for them, in the format's words.
        tags: folded, including those in the body.
        extra: keys that hobnob does not know, with their values as text.
        plain: the plain text of the body, with its links as typed and with signs before tasks and
            headings; `hobnob.network.excerpts` makes it readable.
        path: relative to the journal.
    """

    note: Document = spread()
    id: int = hidden()
    slug: str = hidden()
    date: str = hidden()
    kind: str = hidden()
    direction: str = hidden()
    outcome: str = hidden()
    place: str = hidden()
    follow_up: str = hidden()
    draft: bool = hidden()
    private: bool = hidden()
    subject: str = hidden()
    people: tuple[Who, ...] = hidden()
    introduced: tuple[Who, ...] = hidden()
    plan: Who | None = hidden()
    asked: tuple[str, ...] = hidden()
    gave: tuple[str, ...] = hidden()
    tags: tuple[str, ...] = hidden()
    extra: tuple[tuple[str, str], ...] = hidden()
    body: str = hidden()
    plain: str = hidden()
    path: str = hidden()

    @property
    def is_appointment(self) -> bool:
        """Whether it is an appointment, whose day may have come or not."""
        return is_appointment(self.kind, draft=self.draft, outcome=self.outcome)

    @property
    def text(self) -> str:
        """The body, without the empty lines around it."""
        return self.body.strip()


@dataclass(frozen=True, kw_only=True)
class InteractionFilter:
    """Which interactions to list; every condition that is set must hold.

    Attributes:
        people: ids; all of them must have taken part.
        org: the organization of one of the people at the time.
        place: its name, or a part of it if no place has exactly this name.
        since, until: ISO dates, months or years.
        text: words anywhere in it.
        draft: only drafts (true), only others (false), or both (None).
    """

    people: tuple[int, ...] = ()
    tag: str = ""
    org: str = ""
    place: str = ""
    kind: str = ""
    direction: str = ""
    outcome: str = ""
    asked: str = ""
    plan: int | None = None
    since: str = ""
    until: str = ""
    text: str = ""
    draft: bool | None = None


SORTS = {
    "date": "interaction.date DESC, note.slug DESC",
    "kind": "interaction.kind ASC, interaction.date DESC, note.slug DESC",
    "place": "place_key = '' ASC, place_key ASC, interaction.date DESC, note.slug DESC",
}
"""The orders of a list of interactions; within a kind or a place, the latest comes first."""

_OTHER = {"ASC": "DESC", "DESC": "ASC"}


def list_interactions(
    index: Index,
    wanted: InteractionFilter,
    *,
    sort: str = "date",
    reverse: bool = False,
    limit: int | None = None,
) -> list[int]:
    """Return the ids of the matching interactions, newest first (`reverse`: newest last)."""
    where, arguments = _conditions(index, wanted)
    order = SORTS[sort]
    if reverse:
        order = re.sub("ASC|DESC", lambda match: _OTHER[match[0]], order)
    query = f"""SELECT note.id FROM interaction JOIN note ON note.id = interaction.id
        WHERE note.live{"".join(f" AND {part}" for part in where)} ORDER BY {order}"""
    if limit is not None:
        query += " LIMIT :limit"
        arguments["limit"] = limit
    return index.column(query, **arguments)


def load_interactions(index: Index, ids: Sequence[int]) -> list[Interaction]:
    """Return some interactions with their documents, in the order of the ids."""
    documents = iter_documents(index, ids)
    return [
        replace(found, note=document)
        for found, document in zip(iter_interactions(index, ids), documents, strict=True)
    ]


def iter_interactions(index: Index, ids: Sequence[int]) -> Iterator[Interaction]:
    """Yield some interactions in the order of the ids, in batches."""
    for start in range(0, len(ids), _CHUNK):
        yield from _chunk(index, ids[start : start + _CHUNK])


def _chunk(index: Index, ids: Sequence[int]) -> Iterator[Interaction]:
    refs, tags = refs_of(index, ids), tags_of(index, ids)
    rows = index.rows(_SELECT, ids=ids)
    found = {row[0]: row for row in rows}
    for note in ids:
        _, slug, path, private, data, body, plain, date, kind, *rest = found[note]
        way, outcome, place, follow, draft = rest
        values, named = json.loads(data), refs.get(note, {})
        yield Interaction(
            note={}, id=note, slug=slug, date=date, kind=kind, direction=way, outcome=outcome,
            place=place, follow_up=follow, draft=bool(draft), private=bool(private),
            subject=_without_comments(str(values.get("subject") or "")),
            people=named.get("people", ()),
            introduced=named.get("introduced", ()), plan=next(iter(named.get("plan", ())), None),
            asked=texts_of(values.get("asked")), gave=texts_of(values.get("gave")),
            tags=tags.get(note, ()), extra=extra_keys("interaction", values), body=body,
            plain=plain, path=path,
        )  # fmt: skip


def _without_comments(subject: str) -> str:
    if "<!--" not in subject and "%%" not in subject:
        return subject
    from hobnob.notes.body import without_comments

    return without_comments(subject).strip()


def _conditions(index: Index, wanted: InteractionFilter) -> tuple[list[str], dict[str, Any]]:
    where: list[str] = []
    arguments: dict[str, Any] = {}
    for at, person in enumerate(wanted.people):
        where.append(
            f"note.id IN (SELECT note FROM ref WHERE target = :person{at} AND field = 'people')"
        )
        arguments[f"person{at}"] = person
    if wanted.tag:
        where.append("note.id IN (SELECT note FROM tag WHERE tag = :tag)")
        arguments["tag"] = fold(wanted.tag.removeprefix("#"))
    if wanted.org:
        # With a person who was at that organization on the day.
        where.append(
            """EXISTS (SELECT 1 FROM ref JOIN role ON role.note = ref.target
               WHERE ref.note = note.id AND ref.field = 'people'
                 AND role.org_key IN (SELECT value FROM json_each(:orgs))
                 AND role.since <= substr(interaction.date, 1, 10)
                 AND (role.until = '' OR role.until >= substr(interaction.date, 1, 7)))"""
        )
        arguments["orgs"] = org_keys(index, wanted.org)
    if wanted.place:
        key = name_key(wanted.place)
        exact = index.value(
            "SELECT 1 FROM interaction WHERE place_key = :key AND place_key <> '' LIMIT 1", key=key
        )
        where.append("place_key = :place" if exact else "instr(place_key, :place)")
        arguments["place"] = key
    for column in ("kind", "direction", "outcome"):
        if value := getattr(wanted, column):
            where.append(f"interaction.{column} = :{column}")
            arguments[column] = value
    if wanted.asked:
        where.append("EXISTS (SELECT 1 FROM json_each(note.data, '$.asked') WHERE value = :asked)")
        arguments["asked"] = wanted.asked
    if wanted.plan is not None:
        where.append("note.id IN (SELECT note FROM ref WHERE target = :plan AND field = 'plan')")
        arguments["plan"] = wanted.plan
    if wanted.since:
        # A date that is only a month or a year may mean any of its days.
        where.append("(interaction.date >= :since OR interaction.date IN (:month, :year))")
        arguments |= {"since": wanted.since, "month": wanted.since[:7], "year": wanted.since[:4]}
    if wanted.until:
        where.append("(interaction.date <= :until OR interaction.date GLOB :until || '[-T]*')")
        arguments["until"] = wanted.until
    if wanted.draft is not None:
        where.append("interaction.draft = :draft")
        arguments["draft"] = int(wanted.draft)
    if wanted.text:
        from hobnob.index.search import match_expression

        where.append("note.id IN (SELECT rowid FROM words WHERE words MATCH :text)")
        arguments["text"] = match_expression(wanted.text)
    return where, arguments


def timeline_of(index: Index, person: int) -> list[int]:
    """Return the ids of the interactions of a person, newest first.

    These are the interactions they took part in, and those in which a person introduced them to me.
    """
    sql = """SELECT DISTINCT note.id FROM ref JOIN note ON note.id = ref.note
        WHERE ref.target = :person AND ref.field IN ('people', 'introduced')
          AND note.kind = 'interaction' AND note.live
        ORDER BY ref.date DESC, note.slug DESC"""
    return index.column(sql, person=person)


# ---------------------------------------------------------------- entries: slugs and dates


def entries_of(index: Index, note: int, *fields: str) -> tuple[Entry, ...]:
    """Return the interactions that refer to a note in some of their keys, newest first."""
    return _entries(
        index,
        """note.id IN (SELECT note FROM ref WHERE target = :note
             AND field IN (SELECT value FROM json_each(:fields)))""",
        note=note,
        fields=fields,
    )


def entries_with(index: Index, people: Collection[int], limit: int) -> tuple[Entry, ...]:
    """Return the latest interactions with any of some people, newest first."""
    return _entries(
        index,
        """note.id IN (SELECT note FROM ref WHERE field = 'people'
             AND target IN (SELECT value FROM json_each(:people)))""",
        people=people,
        limit=limit,
    )


def entries_tagged(index: Index, tag: str) -> tuple[Entry, ...]:
    """Return the interactions that have a tag (folded), newest first."""
    return _entries(index, "note.id IN (SELECT note FROM tag WHERE tag = :tag)", tag=tag)


def entries_at(index: Index, places: Collection[str]) -> tuple[Entry, ...]:
    """Return the interactions at some places (their keys), newest first."""
    where = "place_key <> '' AND place_key IN (SELECT value FROM json_each(:places))"
    return _entries(index, where, places=places)


def entries_in(index: Index, month: str) -> tuple[Entry, ...]:
    """Return the interactions of a month, or those of a year without a month, newest first."""
    # A month includes its days; a year here means the interactions without a month.
    end = month + ("~" if len(month) == 7 else "-")
    return _entries(index, "date >= :month AND date < :end", month=month, end=end)


def latest_entries(index: Index, limit: int) -> tuple[Entry, ...]:
    """Return the latest interactions, without drafts, newest first."""
    return _entries(index, "NOT draft AND date < :tomorrow", limit=limit)


def _entries(
    index: Index, where: str, *, limit: int | None = None, **named: Any
) -> tuple[Entry, ...]:
    rows = index.rows(
        f"""SELECT note.slug, date, interaction.kind
            FROM interaction JOIN note ON note.id = interaction.id
            WHERE note.live AND {where} ORDER BY date DESC, note.slug DESC
            LIMIT coalesce(:limit, -1)""",
        limit=limit,
        **named,
    )
    return tuple(map(Entry._make, rows))


def years_with(index: Index) -> dict[int, list[tuple[str, int]]]:
    """Return the years of each person's and each plan's interactions, with their numbers.

    They are counted as `entries_of` lists them.
    """
    rows = index.rows(
        """SELECT target, substr(ref.date, 1, 4), count(DISTINCT note.id)
           FROM ref JOIN note ON note.id = ref.note
           WHERE field IN ('people', 'introduced', 'plan') AND target IS NOT NULL
             AND note.kind = 'interaction' AND note.live
           GROUP BY 1, 2"""
    )
    return _by_first(rows)


def years_tagged(index: Index) -> dict[str, list[tuple[str, int]]]:
    """Return the years of the interactions with each tag (folded), with their numbers."""
    rows = index.rows(
        """SELECT tag, substr(date, 1, 4), count(DISTINCT note.id)
           FROM tag JOIN interaction ON interaction.id = tag.note JOIN note USING (id)
           WHERE live GROUP BY 1, 2"""
    )
    return _by_first(rows)


def years_at(index: Index) -> dict[str, list[tuple[str, int]]]:
    """Return the years of the interactions at each place (its key), with their numbers."""
    rows = index.rows(
        """SELECT place_key, substr(date, 1, 4), count(*) FROM interaction JOIN note USING (id)
           WHERE live AND place_key <> '' GROUP BY 1, 2"""
    )
    return _by_first(rows)


def _by_first(rows: list[tuple[Any, str, int]]) -> dict[Any, list[tuple[str, int]]]:
    found: dict[Any, list[tuple[str, int]]] = {}
    for key, year, count in rows:
        found.setdefault(key, []).append((year, count))
    return found


def months(index: Index) -> tuple[MonthCount, ...]:
    """Return the months, and the years alone, that have interactions, oldest first."""
    rows = index.rows(
        """SELECT substr(date, 1, 7), count(*) FROM interaction JOIN note USING (id)
           WHERE live GROUP BY 1 ORDER BY 1"""
    )
    return tuple(MonthCount(month, count) for month, count in rows)


def ids_by_day(index: Index, slugs: Collection[str] | None = None) -> dict[str, int]:
    """Return the ids of all interactions, or of those with some slugs, by slug; earliest first."""
    # Without the kind, SQLite would not use the index of slugs.
    some = (
        ""
        if slugs is None
        else """AND note.kind = 'interaction'
             AND slug IN (SELECT value FROM json_each(:slugs))"""
    )
    rows = index.rows(
        f"""SELECT slug, note.id FROM note JOIN interaction ON interaction.id = note.id
            WHERE live {some} ORDER BY substr(date, 1, 10), slug""",
        slugs=slugs,
    )
    return dict(rows)


def texts_of_days(index: Index, first: str, last: str) -> list[tuple[str, str, str]]:
    """Return path, date and body of the interactions of some days, also of those left out.

    Args:
        index: the index.
        first: an ISO day.
        last: another one, or the same; for the interactions of a month alone, both are the month.
    """
    rows = index.rows(
        """SELECT path, date, body FROM interaction JOIN note ON note.id = interaction.id
           WHERE date >= :first AND date < :after AND substr(date, 1, 10) BETWEEN :first AND :last
           ORDER BY date DESC, path""",
        first=first,
        last=last,
        after=f"{last}~",
    )
    return [(path, date, body) for path, date, body in rows]


def latest(index: Index, person: int | None = None) -> int | None:
    """Return the latest interaction that is not in the future, with one person or with anybody.

    If all are in the future, return the last of these; if there are none, return None.
    """
    with_them = "note.id IN (SELECT note FROM ref WHERE target = :person AND field = 'people')"
    sql = f"""SELECT note.id FROM interaction JOIN note ON note.id = interaction.id
        WHERE note.live AND {"TRUE" if person is None else with_them}
        ORDER BY interaction.date < :tomorrow DESC, interaction.date DESC, note.slug DESC
        LIMIT 1"""
    found: int | None = index.value(sql, person=person)
    return found


def letters_to_me(index: Index, slugs: Collection[str]) -> set[str]:
    """Return which of some interactions are letters to me, whose text others wrote."""
    # Without CROSS, SQLite may go through all letters first, and look up each among the slugs.
    sql = """SELECT slug FROM json_each(:slugs) AS wanted
        CROSS JOIN note ON note.kind = 'interaction' AND note.slug = wanted.value AND note.live
        CROSS JOIN interaction ON interaction.id = note.id
        WHERE direction = 'in' AND interaction.kind IN (SELECT value FROM json_each(:written))"""
    return set(index.column(sql, slugs=slugs, written=WRITTEN_KINDS))


def drafts_to(index: Index, person: int) -> list[int]:
    """Return the drafts to a person, by date; an appointment is nothing to send."""
    sql = f"""SELECT DISTINCT note.id FROM ref JOIN interaction ON interaction.id = ref.note
        JOIN note ON note.id = interaction.id
        WHERE ref.target = :person AND ref.field = 'people' AND {TO_SEND} AND note.live
        ORDER BY interaction.date, note.slug"""
    return index.column(sql, person=person)


def contact_dates(index: Index, person: int) -> list[str]:
    """Return the dates of the contacts with a person until today, the first one first."""
    sql = """SELECT date FROM ref WHERE target = :person AND field = 'people' AND contact = 1
          AND date < :tomorrow ORDER BY date"""
    return index.column(sql, person=person)
