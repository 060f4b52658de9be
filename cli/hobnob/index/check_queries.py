"""Queries for `check` and its repairs: places where a note may be wrong.

The one rule: an answer only says where something may be wrong. The check decides whether it is, and
what is right.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from hobnob import dates
from hobnob.index.index import Index
from hobnob.index.notes import APPOINTMENT, IN_WRITING
from hobnob.model import Kind, Problem

# ---------------------------------------------------------------- notes that cannot be used


def reading_problems(index: Index) -> list[Problem]:
    """Return the problems that the index found while it read the files."""
    sql = """SELECT note.path, line, col, code, message, severity
          FROM problem JOIN note ON note.id = problem.file
        UNION ALL SELECT path, 1, 1, code, message, 'error' FROM oddity"""
    rows = index.rows(sql)
    return [
        Problem(path=path, line=line, column=col, code=code, message=message, severity=severity)
        for path, line, col, code, message, severity in rows
    ]


def with_problems(index: Index, *codes: str) -> set[str]:
    """Return the paths of the notes with a reading problem of one of these codes."""
    sql = """SELECT path FROM note JOIN problem ON problem.file = note.id
        WHERE problem.code IN (SELECT value FROM json_each(:codes))"""
    return set(index.column(sql, codes=codes))


def same_slugs(index: Index) -> list[tuple[str, str, str]]:
    """Return path and slug of each note with the slug of another, and the path of the other."""
    sql = """SELECT other.path, other.slug, used.path FROM note AS other
        JOIN note AS used ON used.kind = other.kind AND used.slug = other.slug AND used.live
        WHERE NOT other.live AND other.usable"""
    return index.rows(sql)


def unusable(index: Index, slug: str, kinds: Collection[Kind]) -> str:
    """Return the path of the unreadable note of a slug, "" for none."""
    sql = """SELECT path FROM note WHERE slug = :slug AND NOT usable
          AND kind IN (SELECT value FROM json_each(:kinds))"""
    return index.value(sql, slug=slug, kinds=kinds) or ""


# ---------------------------------------------------------------- references


def loose_references(
    index: Index, field: str | None = None
) -> list[tuple[str, Kind, str, str, int]]:
    """Return the references without a target, of all keys or of one.

    Of each it returns path and kind of its note, key, text and position.
    """
    sql = """SELECT note.path, note.kind, ref.field, ref.raw, ref.pos
        FROM ref JOIN note ON note.id = ref.note
        WHERE ref.target IS NULL AND note.live AND (:field IS NULL OR ref.field = :field)
          -- A relation in a text is a link as well, and is told as a link.
          AND NOT (ref.field = 'relations' AND EXISTS (SELECT 1 FROM ref AS link
            WHERE link.note = ref.note AND link.field = '[[' AND link.raw = ref.raw))
        ORDER BY note.path, ref.field, ref.pos"""
    return index.rows(sql, field=field)


def bodies_with_addresses(index: Index) -> list[tuple[str, Kind, str]]:
    """Return path, kind and body of the notes that may have Markdown links."""
    sql = """SELECT path, kind, body FROM note WHERE live AND kind <> 'letter'
          AND (instr(body, '](') OR instr(body, ']:')) ORDER BY path"""
    return index.rows(sql)


def texts_at(index: Index, path: str) -> tuple[Kind, str] | None:
    """Return kind and body of the note at a path, None if no page shows it."""
    sql = "SELECT kind, body FROM note WHERE path = :path AND live AND kind <> 'letter'"
    return next(iter(index.rows(sql, path=path)), None)


def orgs_of_roles(index: Index) -> set[str]:
    """Return the name keys of the organizations that roles name."""
    return set(index.column("SELECT DISTINCT org_key FROM role"))


# ---------------------------------------------------------------- dates


def future_interactions(index: Index) -> list[tuple[str, str]]:
    """Return path and date of future interactions that are no drafts, and were not cancelled."""
    sql = """SELECT path, date FROM interaction JOIN note USING (id)
        WHERE date >= :tomorrow AND NOT draft AND outcome <> 'cancelled' AND live"""
    return index.rows(sql)


def past_appointments(index: Index, before: str) -> list[tuple[str, str, str]]:
    """Return path, date and slug of appointments that were before an ISO day, by path."""
    sql = f"""SELECT path, date, slug FROM interaction JOIN note ON note.id = interaction.id
        WHERE date < :before AND {APPOINTMENT} AND live ORDER BY path"""
    rows: list[tuple[str, str, str]] = index.rows(sql, before=before)
    return [row for row in rows if dates.last_of(row[1][:10]) < before]


def days_without_a_day(index: Index) -> list[tuple[str, int, str]]:
    """Return path, position and date of yearly dates of people that are only a year."""
    sql = """SELECT note.path, each.key, json_extract(each.value, '$.date') AS day
        FROM note JOIN json_each(note.data, '$.dates') AS each
        WHERE note.live AND note.kind = 'person' AND instr(note.data, '"dates"')
          AND length(day) = 4 ORDER BY note.path"""
    return index.rows(sql)


def early_follow_ups(index: Index) -> list[tuple[str, str, str]]:
    """Return path, date and follow-up of interactions whose follow-up is before their date."""
    sql = """SELECT path, date, follow_up FROM interaction JOIN note USING (id)
        WHERE live AND follow_up <> ''
          AND substr(follow_up, 1, min(length(date), 10)) < substr(date, 1, length(follow_up))"""
    return index.rows(sql)


def future_days_of_people(index: Index) -> list[tuple[str, str, str]]:
    """Return path, key and date of birthdays and first meetings in the future."""
    sql = """SELECT path, key, value FROM (
          SELECT path, 'birthday' AS key, json_extract(data, '$.birthday') AS value FROM note
            WHERE live AND kind = 'person' AND json_extract(data, '$.birthday') >= :tomorrow
          UNION ALL SELECT path, 'met_on', json_extract(data, '$.met_on') FROM note
            WHERE live AND kind = 'person' AND json_extract(data, '$.met_on') >= :tomorrow)"""
    return index.rows(sql)


def early_deadlines(index: Index) -> list[tuple[str, str, str]]:
    """Return path, start and deadline of plans whose deadline is before their start."""
    sql = """SELECT path, start, deadline FROM (
          SELECT path, json_extract(data, '$.start') AS start,
            json_extract(data, '$.deadline') AS deadline
          FROM note WHERE kind = 'plan' AND live)
        WHERE substr(deadline, 1, length(start)) < substr(start, 1, length(deadline))"""
    return index.rows(sql)


# ---------------------------------------------------------------- people


def same_names(index: Index) -> list[tuple[str, str, str, list[str]]]:
    """Return path, slug, name and aliases of people with the name of another person."""
    sql = """SELECT path, slug, name, data FROM note
        WHERE live AND kind = 'person' AND id IN (
          SELECT name.note FROM name WHERE name.rank < 3 AND name.key IN (
            SELECT name.key FROM name JOIN note ON note.id = name.note
            WHERE note.live AND note.kind = 'person' AND name.rank < 3
            GROUP BY name.key HAVING count(*) > 1)) ORDER BY path"""
    rows = index.rows(sql)
    return [
        (path, slug, name, json.loads(data).get("aliases", [])) for path, slug, name, data in rows
    ]


def introducers(index: Index) -> list[tuple[str, str, str]]:
    """Return path and slug of people, with the slug of another who introduced them."""
    return index.rows(
        """SELECT note.path, note.slug, by.slug FROM person
             CROSS JOIN ref ON ref.note = person.id AND ref.field = 'introduced_by'
             CROSS JOIN note ON note.id = person.id AND note.live
             JOIN note AS by ON by.id = ref.target
           WHERE by.id <> note.id ORDER BY note.path, ref.pos DESC"""
    )


def others_for_sure(index: Index) -> set[tuple[str, str]]:
    """Return the pairs of slugs of people of whom a note says that they are not the same."""
    rows = index.rows(
        """SELECT note.slug, target.slug FROM ref JOIN note ON note.id = ref.note
           JOIN note AS target ON target.id = ref.target WHERE ref.field = 'not_same_as'"""
    )
    return {pair for one, other in rows for pair in ((one, other), (other, one))}


def same_addresses(index: Index) -> list[tuple[str, str, str]]:
    """Return address, path and slug of people with the address of another person."""
    sql = """SELECT name.key, note.path, note.slug FROM name JOIN note ON note.id = name.note
        WHERE name.key IN (
          SELECT name.key FROM name JOIN note ON note.id = name.note
          WHERE note.live AND note.kind = 'person' AND name.rank = 3
          GROUP BY name.key HAVING count(*) > 1)
        AND note.live AND note.kind = 'person' AND name.rank = 3 ORDER BY note.path"""
    return index.rows(sql)


def all_roles(index: Index) -> list[tuple[str, int, str, str, str, str]]:
    """Return all roles by path: position, organization, title, beginning and end."""
    sql = """SELECT note.path, pos, org, title, since, until
        FROM role JOIN note ON note.id = role.note WHERE note.live ORDER BY note.path, pos"""
    return index.rows(sql)


def role_twice(index: Index) -> list[tuple[str, bool]]:
    """Return the paths of people with `roles` beside `org` or `title`; whether it is `org`."""
    sql = """SELECT path, json_extract(data, '$.org') IS NOT NULL FROM note
        WHERE live AND kind = 'person' AND json_extract(data, '$.roles') IS NOT NULL
          AND coalesce(json_extract(data, '$.org'), json_extract(data, '$.title')) IS NOT NULL"""
    return index.rows(sql)


# ---------------------------------------------------------------- plans and letters


def never_written(index: Index) -> list[tuple[str, str, str]]:
    """Return path and start of each active plan, with each target who was never written to."""
    sql = f"""WITH plan AS (
          SELECT id, path, coalesce(json_extract(data, '$.start'), '') AS start FROM note
          WHERE kind = 'plan' AND live
            AND coalesce(json_extract(data, '$.status'), 'active') = 'active')
        SELECT plan.path, plan.start, target.raw
        FROM plan JOIN ref AS target ON target.note = plan.id AND target.field = 'people'
          JOIN person ON person.id = target.target
        WHERE plan.start < :tomorrow AND NOT EXISTS (
          SELECT 1 FROM ref AS mine JOIN interaction AS waits ON waits.id = mine.note
          WHERE mine.target = target.target AND mine.field = 'people' AND waits.draft)
        AND NOT EXISTS (
          SELECT 1 FROM ref AS mine JOIN interaction AS went ON went.id = mine.note
            JOIN note ON note.id = went.id
          WHERE mine.target = target.target AND mine.field = 'people' AND note.live
            AND NOT went.draft AND went.date < :tomorrow
            AND substr(went.date, 1, length(plan.start)) >= substr(plan.start, 1, length(went.date))
            AND (went.kind {IN_WRITING} AND went.direction <> 'in'
              OR went.contact AND EXISTS (SELECT 1 FROM ref AS whose WHERE whose.note = went.id
                AND whose.field = 'plan' AND whose.target = plan.id)))
        ORDER BY plan.path, target.pos"""
    return index.rows(sql)


def plans_with(index: Index, key: str) -> list[tuple[str, dict[str, Any]]]:
    """Return path and front matter of plans that have a key."""
    sql = """SELECT path, data FROM note
        WHERE kind = 'plan' AND live AND json_extract(data, '$.' || :key) IS NOT NULL"""
    rows = index.rows(sql, key=key)
    return [(path, json.loads(data)) for path, data in rows]


def letters(index: Index) -> list[tuple[str, str, str]]:
    """Return path, subject and body of all letter templates."""
    sql = """SELECT path, coalesce(json_extract(data, '$.subject'), ''), body FROM note
        WHERE kind = 'letter' AND live ORDER BY path"""
    return index.rows(sql)


# ---------------------------------------------------------------- organizations


def org_parents(index: Index) -> dict[int, int]:
    """Return the parent of each organization that has one, both by the ids of their notes."""
    rows = index.rows(
        """SELECT note.id, ref.target FROM ref JOIN note ON note.id = ref.note
           WHERE note.kind = 'org' AND note.live AND field = 'parent' AND target IS NOT NULL"""
    )
    return dict(rows)


def org_domains(index: Index) -> dict[str, set[str]]:
    """Return the slugs of the organizations that share a domain, by the domain."""
    rows = index.rows(
        """SELECT lower(domain.value), note.slug FROM note,
             json_each(note.data, '$.domains') AS domain
           WHERE note.kind = 'org' AND note.live"""
    )
    found: dict[str, set[str]] = {}
    for domain, slug in rows:
        found.setdefault(str(domain), set()).add(slug)
    return {domain: slugs for domain, slugs in found.items() if len(slugs) > 1}


def roles_at(index: Index, keys: Collection[str]) -> list[tuple[str, int]]:
    """Return path and number of the roles at an organization, by its keys."""
    sql = """SELECT note.path, role.pos FROM role JOIN note ON note.id = role.note
        WHERE note.live AND org_key IN (SELECT value FROM json_each(:keys))
        ORDER BY note.path, role.pos"""
    return index.rows(sql, keys=keys)
