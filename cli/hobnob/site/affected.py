"""Which pages of the site show a note.

The one rule: rather a page too many than one too few. A page that is composed again for nothing
is found to be the same and left alone; one that is forgotten would tell of yesterday.
"""

from __future__ import annotations

from typing import Any

from hobnob.index.index import Index
from hobnob.names import name_key
from hobnob.site.directory import Directory
from hobnob.site.links import month_uri, page_uri

_SECTIONS = {"person": "people", "plan": "plans", "org": "orgs"}


class Affected:
    """Answers for one state of the index."""

    def __init__(self, index: Index, directory: Directory) -> None:
        self._index = index
        self._directory = directory

    def identity(self, note: int) -> tuple[Any, ...]:
        """Return what other notes' pages may say of a note: how it is called, and where it is."""
        row = self._index.db.execute(
            """SELECT note.kind, slug, name, live, coalesce(date, ''), interaction.kind
               FROM note LEFT JOIN interaction ON interaction.id = note.id WHERE note.id = ?""",
            (note,),
        ).fetchone()
        return tuple(row or ())

    def kind(self, note: int) -> str:
        """Return the kind of a note, "" when there is none."""
        return self._index.one("SELECT kind FROM note WHERE id = ?", (note,)) or ""

    def slug(self, note: int) -> str:
        """Return the slug of a note, "" when there is none."""
        return self._index.one("SELECT slug FROM note WHERE id = ?", (note,)) or ""

    def referrers(self, note: int) -> set[int]:
        """Return the notes that refer to a note, in front matter or body."""
        rows = self._index.all("SELECT DISTINCT note FROM ref WHERE target = ?", (note,))
        return {referrer for (referrer,) in rows}

    def pages_of(self, note: int) -> set[str]:
        """Return the sources of the pages on which a note, or something of it, is shown."""
        row = self._index.db.execute(
            "SELECT kind, slug, data FROM note WHERE id = ?", (note,)
        ).fetchone()
        if row is None:
            return set()
        kind, slug, _ = row
        pages = self._pages_of_targets(note) | self._pages_of_topics(note)
        if kind in _SECTIONS:
            pages.add(page_uri(_SECTIONS[kind], slug))
        if kind == "interaction":
            # One that is left out, as something is not right there, has no date and no month.
            dates = self._index.all("SELECT date FROM interaction WHERE id = ?", (note,))
            pages |= {month_uri(date) for (date,) in dates} | self._plans_about(note)
        elif kind == "person":
            pages |= self._pages_of_roles(note) | self._plans_with(note)
        elif kind == "org":
            pages |= self._people_at(note)
        return pages

    def _pages_of_targets(self, note: int) -> set[str]:
        """Return the pages of the people and plans that a note refers to."""
        rows = self._index.all(
            """SELECT DISTINCT note.kind, note.slug FROM ref JOIN note ON note.id = ref.target
               WHERE ref.note = ? AND note.kind IN ('person', 'plan', 'org')""",
            (note,),
        )
        return {page_uri(_SECTIONS[kind], slug) for kind, slug in rows}

    def _pages_of_topics(self, note: int) -> set[str]:
        tags = self._index.all("SELECT tag FROM tag WHERE note = ?", (note,))
        refs = [self._directory.tags.get(tag) for (tag,) in tags]
        places = self._index.all(
            """SELECT place FROM interaction WHERE id = :note UNION ALL
               SELECT json_extract(data, '$.location') FROM note WHERE id = :note""",
            {"note": note},
        )
        refs += [self._directory.place(str(place)) for (place,) in places if place]
        return {page_uri(ref.section, ref.slug) for ref in refs if ref}

    def _pages_of_roles(self, person: int) -> set[str]:
        rows = self._index.all("SELECT org FROM role WHERE note = ? AND org <> ''", (person,))
        orgs = [self._directory.org(org) for (org,) in rows]
        return {page_uri("orgs", org.slug) for org in orgs if org}

    def _plans_with(self, person: int) -> set[str]:
        """Return the plans whose people somebody is one of, or that they took part in."""
        rows = self._index.all(
            """SELECT note.slug FROM ref JOIN note ON note.id = ref.note
                 WHERE ref.target = :person AND note.kind = 'plan'
               UNION SELECT note.slug FROM ref JOIN ref AS whose ON whose.note = ref.note
                 JOIN note ON note.id = whose.target
                 WHERE ref.target = :person AND whose.field = 'plan'""",
            {"person": person},
        )
        return {page_uri("plans", slug) for (slug,) in rows}

    def _plans_about(self, interaction: int) -> set[str]:
        """Return the plans of the people of an interaction: it may be thanks, or an answer."""
        people = self._index.all(
            """SELECT DISTINCT target FROM ref
               WHERE note = ? AND field IN ('people', 'introduced') AND target IS NOT NULL""",
            (interaction,),
        )
        return {page for (person,) in people for page in self._plans_with(person)}

    def _people_at(self, org: int) -> set[str]:
        rows = self._index.all(
            """SELECT DISTINCT note.slug FROM role JOIN note ON note.id = role.note
               WHERE role.org_key IN (SELECT key FROM name WHERE note = ?)""",
            (org,),
        )
        return {page_uri("people", slug) for (slug,) in rows}


def notes_named_otherwise(index: Index, old: Directory, new: Directory) -> set[int]:
    """Return the notes that show a tag, a place or an organization whose name or page changed."""
    found: set[int] = set()
    for key in _different(old.tags, new.tags):
        found |= _ids(index, "SELECT note FROM tag WHERE tag = ?", key)
    for key in _different(old.places, new.places):
        found |= _ids(
            index, "SELECT id FROM interaction WHERE place_key = ? AND place_key <> ''", key
        )
    if places := _different(old.places, new.places):
        rows = index.all(
            """SELECT id, json_extract(data, '$.location') FROM note
               WHERE json_extract(data, '$.location') <> ''"""
        )
        found |= {note for note, place in rows if name_key(str(place)) in places}
    for key in _different(old.org_refs, new.org_refs):
        found |= _ids(index, "SELECT note FROM role WHERE org_key = ?", key)
        found |= _ids(index, "SELECT note FROM ref WHERE key = ? AND target IS NULL", key)
    return found


def notes_with_file_links(index: Index) -> set[int]:
    """Return the notes whose bodies link to files by path; such a link may find a new page."""
    return _ids(index, "SELECT id FROM note WHERE body LIKE '%](%'")


def _different(old: Any, new: Any) -> set[str]:
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _ids(index: Index, query: str, *arguments: str) -> set[int]:
    return {note for (note,) in index.all(query, arguments)}
