"""References: the notes that refer to a note, and the keys.

The one rule: answers are paths, with the key that refers. The key `[[` is the body.
"""

from __future__ import annotations

from collections.abc import Collection

from hobnob.index.index import Index
from hobnob.model import BODY_LINK


def referring(index: Index, note: int) -> list[tuple[str, str]]:
    """Return path and key of every reference to a note, in order."""
    sql = """SELECT DISTINCT path, field FROM ref JOIN note ON note.id = ref.note
        WHERE target = :note ORDER BY path, field"""
    return index.rows(sql, note=note)


def linked_values(index: Index) -> list[tuple[str, str]]:
    """Return path and values of the notes that have wikilinks in values that are text, as JSON."""
    return index.rows("SELECT path, linked FROM note WHERE linked IS NOT NULL")


def without_slug(index: Index) -> list[tuple[str, str]]:
    """Return path and key of references by other names than slugs, without links."""
    sql = """SELECT note.path, field FROM ref JOIN note ON note.id = ref.note
        JOIN note AS target ON target.id = ref.target
        WHERE field <> :body AND raw <> target.slug AND raw NOT LIKE '[[%'"""
    return index.rows(sql, body=BODY_LINK)


def with_roles_at(index: Index, orgs: Collection[str]) -> list[str]:
    """Return the paths of people with a role at an organization, by one of its names."""
    sql = """SELECT DISTINCT path FROM role JOIN note ON note.id = role.note
        WHERE org_key IN (SELECT value FROM json_each(:orgs)) ORDER BY path"""
    return index.column(sql, orgs=orgs)


def naming_loosely(index: Index, keys: Collection[str]) -> list[tuple[str, str]]:
    """Return path and key of the references without a target that have one of some keys."""
    sql = """SELECT DISTINCT path, field FROM ref JOIN note ON note.id = ref.note
        WHERE target IS NULL AND key IN (SELECT value FROM json_each(:keys))
        ORDER BY path, field"""
    return index.rows(sql, keys=keys)


def bodies_with(index: Index, text: str, other: str) -> list[tuple[str, str]]:
    """Return path and body of the notes whose body has one of two texts."""
    sql = "SELECT path, body FROM note WHERE instr(body, :text) OR instr(body, :other)"
    return index.rows(sql, text=text, other=other)


def only_with(index: Index, person: int) -> list[str]:
    """Return the paths of the interactions in which nobody but one person took part."""
    sql = """SELECT path FROM note WHERE kind = 'interaction'
        AND id IN (SELECT note FROM ref WHERE field = 'people' AND target = :person)
        AND id NOT IN (SELECT note FROM ref WHERE field = 'people' AND target IS NOT :person)
        ORDER BY path"""
    return index.column(sql, person=person)


def all_paths(index: Index) -> list[str]:
    """Return the paths of all notes and pages, also of those that are left out."""
    return index.column("SELECT path FROM note ORDER BY path")
