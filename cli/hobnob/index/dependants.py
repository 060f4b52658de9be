"""Queries for incremental builds: what shows something of a note.

The one rule: too many notes do no harm, too few do.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hobnob.index.index import Index
from hobnob.model import BODY_LINK, Kind
from hobnob.names import name_key


def identity(index: Index, note: int) -> tuple[Any, ...]:
    """Return what the pages of other notes may show of a note: its name and its place."""
    sql = """SELECT note.kind, slug, name, live, coalesce(date, ''), interaction.kind
        FROM note LEFT JOIN interaction ON interaction.id = note.id WHERE note.id = :note"""
    rows = index.rows(sql, note=note)
    return rows[0] if rows else ()


_SAID = {
    "note": "kind, slug, path, name, live, private, data, linked",
    "interaction": "*",
    "ref": "*",
    "tag": "*",
    "promise": "*",
}
"""What the index has of an interaction beside its text and its words for the search."""


def is_retold(before: Index, after: Index, note: int) -> bool:
    """Return whether all that has changed of an interaction is its text.

    Its date, people and keys are the same, and so are the links, tags and promises in the text.
    """
    for table, columns in _SAID.items():
        key = "id" if table in ("note", "interaction") else "note"
        sql = f"SELECT {columns} FROM {table} WHERE {key} = :note"
        rows = before.rows(sql, note=note)
        if rows != after.rows(sql, note=note) or (table == "interaction" and not rows):
            return False
    return True


def referrers(index: Index, note: int) -> set[int]:
    """Return the notes that refer to a note in front matter or body."""
    return set(index.column("SELECT note FROM ref WHERE target = :note", note=note))


def pages_referred_to(index: Index, note: int) -> list[tuple[Kind, str]]:
    """Return kind and slug of the people, plans and organizations that a note refers to."""
    sql = """SELECT DISTINCT note.kind, note.slug FROM ref JOIN note ON note.id = ref.target
        WHERE ref.note = :note AND note.kind IN ('person', 'plan', 'org')"""
    return index.rows(sql, note=note)


def loose_links(index: Index, note: int) -> set[str]:
    """Return the keys of the links in a body that lead to no note; an organization may have one."""
    sql = "SELECT key FROM ref WHERE note = :note AND field = :body AND target IS NULL"
    return set(index.column(sql, note=note, body=BODY_LINK))


def tags_of(index: Index, note: int) -> set[str]:
    """Return the tags of a note, folded."""
    return set(index.column("SELECT tag FROM tag WHERE note = :note", note=note))


def places_of(index: Index, note: int) -> set[str]:
    """Return the place of an interaction and the home of a person."""
    sql = """SELECT place FROM interaction WHERE id = :note UNION ALL
        SELECT json_extract(data, '$.location') FROM note WHERE id = :note"""
    found = index.column(sql, note=note)
    return {str(place) for place in found if place}


def orgs_of(index: Index, person: int) -> set[str]:
    """Return the organizations of a person's roles, as typed."""
    sql = "SELECT org FROM role WHERE note = :note AND org <> ''"
    return set(index.column(sql, note=person))


def targets_of(index: Index, plan: int) -> tuple[set[int], set[str]]:
    """Return the targets of a plan: the people, and the keys of organizations without a note."""
    rows = index.rows(
        "SELECT target, key FROM ref WHERE note = :note AND field = 'people'", note=plan
    )
    return {note for note, _ in rows if note}, {key for note, key in rows if not note}


def people_at(index: Index, org: int) -> set[str]:
    """Return the slugs of people who have or had a role at an organization."""
    sql = """SELECT note.slug FROM role JOIN note ON note.id = role.note
        WHERE role.org_key IN (SELECT key FROM name WHERE note = :org)"""
    return set(index.column(sql, org=org))


def people_of(index: Index, interaction: int) -> set[int]:
    """Return the people who took part in an interaction or were introduced in it."""
    sql = """SELECT target FROM ref WHERE note = :note
          AND field IN ('people', 'introduced') AND target IS NOT NULL"""
    return set(index.column(sql, note=interaction))


def people_named(index: Index, notes: Collection[int]) -> set[int]:
    """Return the people among some notes, those whom they name, and who shared an organization.

    Whoever was at an organization of one of the people, or at an organization among the notes.
    """
    sql = """WITH near(id) AS (
            SELECT value FROM json_each(:notes)
            UNION SELECT target FROM ref WHERE note IN (SELECT value FROM json_each(:notes))),
          own(key) AS (
            SELECT org_key FROM role WHERE note IN (SELECT id FROM near) AND org_key <> ''
            UNION SELECT key FROM name WHERE note IN (SELECT id FROM near)),
          every(key) AS (
            SELECT key FROM own
            UNION SELECT others.key FROM own JOIN name ON name.key = own.key
              JOIN name AS others ON others.note = name.note)
        SELECT person.id FROM near JOIN person ON person.id = near.id
        UNION SELECT role.note FROM every JOIN role ON role.org_key = every.key"""
    return set(index.column(sql, notes=notes))


def plans_with(index: Index, people: Collection[int]) -> set[str]:
    """Return the slugs of the plans that a person, or their organization, is on or took part in."""
    sql = """SELECT note.slug FROM json_each(:people) AS person
          CROSS JOIN ref ON ref.target = person.value
          CROSS JOIN note ON note.id = ref.note WHERE note.kind = 'plan'
        UNION SELECT note.slug FROM json_each(:people) AS person
          CROSS JOIN ref ON ref.target = person.value
          CROSS JOIN ref AS whose ON whose.note = ref.note AND whose.field = 'plan'
          CROSS JOIN note ON note.id = whose.target
        UNION SELECT note.slug FROM json_each(:people) AS person
          CROSS JOIN role ON role.note = person.value
          CROSS JOIN note ON note.kind = 'plan'
          CROSS JOIN ref ON ref.note = note.id AND ref.field = 'people' AND (
            ref.target IS NULL AND ref.key = role.org_key
            OR ref.target IN (SELECT name.note FROM name WHERE name.key = role.org_key))"""
    return set(index.column(sql, people=people))


def date_of(index: Index, interaction: int) -> str:
    """Return the date of an interaction, "" if it is left out: then no month page shows it."""
    date = index.value("SELECT date FROM interaction WHERE id = :note", note=interaction)
    return str(date or "")


def with_tags(index: Index, tags: Collection[str]) -> set[int]:
    """Return the notes with one of some tags."""
    sql = "SELECT note FROM tag WHERE tag IN (SELECT value FROM json_each(:tags))"
    return set(index.column(sql, tags=tags))


def at_places(index: Index, places: Collection[str]) -> set[int]:
    """Return the interactions at some places, and the people who live there."""
    if not places:
        return set()
    sql = """SELECT id, json_extract(data, '$.location') FROM note
        WHERE json_extract(data, '$.location') <> ''"""
    found = {note for note, place in index.rows(sql) if name_key(str(place)) in places}
    sql = """SELECT id FROM interaction
        WHERE place_key IN (SELECT value FROM json_each(:places)) AND place_key <> ''"""
    return found.union(index.column(sql, places=places))


def naming_orgs(index: Index, orgs: Collection[str]) -> set[int]:
    """Return the notes that name an organization: in a role, or in a reference without a target."""
    sql = """SELECT note FROM role WHERE org_key IN (SELECT value FROM json_each(:orgs))
        UNION SELECT note FROM ref
          WHERE key IN (SELECT value FROM json_each(:orgs)) AND target IS NULL"""
    return set(index.column(sql, orgs=orgs))


def with_file_links(index: Index) -> set[int]:
    """Return the notes whose bodies link to files by path. Such a link may find a new page."""
    return set(index.column("SELECT id FROM note WHERE body LIKE '%](%'"))
