"""Lists of interactions: what happened, filtered and sorted.

The one rule: dates are compared as ISO text; `until` takes in the whole of its day, month or
year.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hobnob.index.index import Index
from hobnob.index.lookup import org_keys
from hobnob.names import fold, link_target, name_key

_CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class InteractionRow:
    """One line of a list of interactions.

    Attributes:
        people: (slug, name) of each that is known; what was typed stands for both otherwise.
        text: the whole body.
    """

    id: int
    slug: str
    date: str
    kind: str
    direction: str
    outcome: str
    draft: bool
    place: str
    people: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class InteractionFilter:
    """Which interactions; every condition that is set must hold.

    Attributes:
        people: ids; all of them must have taken part.
        org: where one of the people was at the time.
        place: its name, or a part of it where no place has just this name.
        since, until: ISO dates, months or years.
        text: words that stand anywhere in it.
        draft: only drafts, only what is none, or both (None).
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
"""The orders in which interactions may be listed; of one kind or place, the latest comes first."""

_OTHER = {"ASC": "DESC", "DESC": "ASC"}


def list_interactions(
    index: Index,
    wanted: InteractionFilter,
    *,
    sort: str = "date",
    reverse: bool = False,
    limit: int | None = None,
) -> list[int]:
    """Return the ids of the interactions that fit, newest first (`reverse`: newest last)."""
    where, arguments = _conditions(index, wanted)
    order = SORTS[sort]
    if reverse:
        order = re.sub("ASC|DESC", lambda match: _OTHER[match[0]], order)
    query = f"""SELECT note.id FROM interaction JOIN note ON note.id = interaction.id
        WHERE note.live{"".join(f" AND {part}" for part in where)} ORDER BY {order}"""
    if limit is not None:
        query += " LIMIT :limit"
        arguments["limit"] = limit
    return [row[0] for row in index.db.execute(query, arguments)]


def interaction_rows(index: Index, ids: Sequence[int]) -> list[InteractionRow]:
    """Return what a list shows of some interactions, in the order of the ids."""
    return list(iter_interaction_rows(index, ids))


def iter_interaction_rows(index: Index, ids: Sequence[int]) -> Iterator[InteractionRow]:
    """Yield what a list shows of some interactions, in the order of the ids, some at a time."""
    for start in range(0, len(ids), _CHUNK):
        yield from _rows(index, ids[start : start + _CHUNK])


def _rows(index: Index, ids: Sequence[int]) -> Iterator[InteractionRow]:
    marks = ",".join("?" * len(ids))
    people: dict[int, list[tuple[str, str]]] = {}
    for note, slug, name, raw in index.db.execute(
        f"""SELECT ref.note, target.slug, target.name, ref.raw
            FROM ref LEFT JOIN note AS target ON target.id = ref.target
            WHERE ref.note IN ({marks}) AND ref.field = 'people' ORDER BY ref.note, ref.pos""",
        ids,
    ):
        people.setdefault(note, []).append((slug or raw, name or link_target(raw)))
    found = {
        row[0]: row
        for row in index.db.execute(
            f"""SELECT note.id, note.slug, date, interaction.kind, direction, outcome, draft,
                   place, body
                FROM interaction JOIN note ON note.id = interaction.id
                WHERE note.id IN ({marks})""",
            ids,
        )
    }
    for note in ids:
        _, slug, date, kind, direction, outcome, draft, place, body = found[note]
        yield InteractionRow(
            id=note, slug=slug, date=date, kind=kind, direction=direction, outcome=outcome,
            draft=bool(draft), place=place, people=tuple(dict.fromkeys(people.get(note, ()))),
            text=body.strip(),
        )  # fmt: skip


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
        # With somebody who was at that organization on the day.
        where.append(
            """EXISTS (SELECT 1 FROM ref JOIN role ON role.note = ref.target
               WHERE ref.note = note.id AND ref.field = 'people'
                 AND role.org_key IN (SELECT value FROM json_each(:orgs))
                 AND role.since <= substr(interaction.date, 1, 10)
                 AND (role.until = '' OR role.until >= substr(interaction.date, 1, 7)))"""
        )
        arguments["orgs"] = json.dumps(org_keys(index, wanted.org))
    if wanted.place:
        key = name_key(wanted.place)
        exact = index.one(
            "SELECT 1 FROM interaction WHERE place_key = ? AND place_key <> '' LIMIT 1", (key,)
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
        # What is dated by its month or year only may have been on any of its days.
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

    Those in which they took part, and those in which somebody introduced them to me.
    """
    return [
        note
        for (note,) in index.db.execute(
            """SELECT DISTINCT note.id FROM ref JOIN note ON note.id = ref.note
               WHERE ref.target = ? AND ref.field IN ('people', 'introduced')
                 AND note.kind = 'interaction' AND note.live
               ORDER BY ref.date DESC, note.slug DESC""",
            (person,),
        )
    ]


def latest(index: Index, person: int | None = None) -> int | None:
    """Return the latest interaction whose day has come, with somebody or at all.

    Where all of them lie ahead, it is the last of these; None where there is none.
    """
    with_them = "note.id IN (SELECT note FROM ref WHERE target = :person AND field = 'people')"
    sql = f"""SELECT note.id FROM interaction JOIN note ON note.id = interaction.id
        WHERE note.live AND {"TRUE" if person is None else with_them}
        ORDER BY interaction.date < :tomorrow DESC, interaction.date DESC, note.slug DESC
        LIMIT 1"""
    found: int | None = index.value(sql, person=person)
    return found


def drafts_to(index: Index, person: int) -> list[int]:
    """Return the drafts to somebody, by date."""
    sql = """SELECT DISTINCT note.id FROM ref JOIN interaction AS it ON it.id = ref.note
        JOIN note ON note.id = it.id
        WHERE ref.target = :person AND ref.field = 'people' AND it.draft AND note.live
        ORDER BY it.date, note.slug"""
    return index.column(sql, person=person)


def contact_dates(index: Index, person: int) -> list[str]:
    """Return the dates of the contacts with somebody until today, the first one first."""
    sql = """SELECT date FROM ref WHERE target = :person AND field = 'people' AND contact = 1
          AND date < :tomorrow ORDER BY date"""
    return index.column(sql, person=person)
