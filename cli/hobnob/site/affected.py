"""Which pages of the site show a note.

The one rule: too many pages do no harm, too few do. A page without a change is not written again; a
forgotten page would be out of date.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hobnob.index import dependants
from hobnob.index.index import Index
from hobnob.index.notes import Head
from hobnob.index.topics import outer_place
from hobnob.network.graph.edges import Edge, load_edges
from hobnob.site.directory import SECTIONS, Directory
from hobnob.site.links import month_uri, page_uri, part_uris
from hobnob.site.timeline import year_uri


def pages_of(index: Index, directory: Directory, note: Head) -> set[str]:
    """Return the sources of the pages that show a note or something of it."""
    pages = {
        page_uri(SECTIONS[kind], slug)
        for kind, slug in dependants.pages_referred_to(index, note.id)
    }
    pages |= _pages_of_topics(index, directory, note.id)
    pages |= _pages_of_keys(directory, dependants.loose_links(index, note.id))
    if note.kind in SECTIONS:
        pages.add(page_uri(SECTIONS[note.kind], note.slug))
    if note.kind == "interaction":
        if date := dependants.date_of(index, note.id):
            # There may be a page of the year, the month or the day; no other one shows the entry.
            pages |= {year_uri(uri, date[:length]) for uri in pages for length in (4, 7, 10)}
            # The journal's own page has the latest entries.
            pages |= {month_uri(date), *part_uris(date), "journal/index.md"}
        # It may be thanks or an answer, so it counts in the plans of its people.
        people = dependants.people_of(index, note.id)
        pages |= _plans_with(index, people)
        # The page of an organization has the last contact with anybody there.
        for person in people:
            pages |= _pages_of_roles(index, directory, person)
    elif note.kind == "person":
        pages |= _pages_of_roles(index, directory, note.id) | _plans_with(index, {note.id})
    elif note.kind == "plan":
        targets, keys = dependants.targets_of(index, note.id)
        for person in targets:
            pages |= _pages_of_roles(index, directory, person)
        pages |= _pages_of_keys(directory, keys)
    elif note.kind == "org":
        pages |= {page_uri("people", slug) for slug in dependants.people_at(index, note.id)}
    return pages


def ties_near(index: Index, notes: Collection[Head]) -> frozenset[Edge]:
    """Return the ties that some notes may have changed.

    They are those of the people whom the notes name, and of all who were at the same organizations.
    """
    named = dependants.people_named(index, [note.id for note in notes])
    return frozenset(load_edges(index, named).edges)


def people_around(index: Index, ties: Collection[Edge]) -> set[int]:
    """Return the people on whose maps some ties count.

    A map also shows the ties of those who are tied to the person in its middle, and counts whom
    both know.
    """
    ends = {who.id for tie in ties for who in (tie.one, tie.other) if who.id is not None}
    around = load_edges(index, ends).edges if ends else ()
    return ends | {who.id for tie in around for who in (tie.one, tie.other) if who.id is not None}


def _pages_of_topics(index: Index, directory: Directory, note: int) -> set[str]:
    refs = [directory.tags.get(tag) for tag in dependants.tags_of(index, note)]
    for place in dependants.places_of(index, note):
        refs += [directory.place(place), directory.place(outer_place(place))]
    return {page_uri(ref.section, ref.slug) for ref in refs if ref}


def _pages_of_roles(index: Index, directory: Directory, person: int) -> set[str]:
    orgs = [directory.org(org) for org in dependants.orgs_of(index, person)]
    return {page_uri("orgs", org.slug) for org in orgs if org}


def _pages_of_keys(directory: Directory, keys: set[str]) -> set[str]:
    found = (directory.org_refs.get(key) for key in keys)
    return {page_uri("orgs", org.slug) for org in found if org}


def _plans_with(index: Index, people: set[int]) -> set[str]:
    return {page_uri("plans", slug) for slug in dependants.plans_with(index, people)}


def notes_named_otherwise(index: Index, old: Directory, new: Directory) -> set[int]:
    """Return the notes with a tag, a place or an organization whose name or page changed."""
    return (
        dependants.with_tags(index, _different(old.tags, new.tags))
        | dependants.at_places(index, _different(old.places, new.places))
        | dependants.naming_orgs(index, _different(old.org_refs, new.org_refs))
    )


def _different(old: Any, new: Any) -> set[str]:
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def places_around(old: Directory, new: Directory) -> set[str]:
    """Return the pages of the places within a place whose name or page changed."""
    changed = _different(old.places, new.places)
    inner = (row for key in changed for row in new.inner_places.get(key, ()))
    gone = (row for key in changed for row in old.inner_places.get(key, ()))
    return {page_uri("places", slug) for rows in (inner, gone) for slug, _ in rows}
