"""The pages and entries to make again after notes were saved.

The one rule: the new and the old pages together equal a full build. If that is not certain, the
answer is None: make everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hobnob.index.dependants import identity, is_retold, referrers, with_file_links
from hobnob.index.history import state_of, touched_since
from hobnob.index.index import Index
from hobnob.index.notes import Head, heads
from hobnob.network.graph.edges import Edge
from hobnob.network.graph.years import known_since
from hobnob.network.today.of_people import people_in_other_need
from hobnob.site import network_page, people_pages
from hobnob.site.affected import (
    notes_named_otherwise,
    pages_of,
    people_around,
    places_around,
    ties_near,
)
from hobnob.site.links import page_uri
from hobnob.site.load import Site
from hobnob.site.pages import DERIVED, INDEXES, NETWORK, Page

Pages = Mapping[str, Page]


@dataclass(frozen=True, kw_only=True)
class Update:
    """What has changed since a build.

    Attributes:
        stale: the sources of the pages to make, including new ones.
        gone: the sources of the removed pages.
        entries: the slugs of the interactions to render again.
        network: whether the page and the map of the network may have changed.
    """

    stale: frozenset[str]
    gone: frozenset[str]
    entries: frozenset[str]
    network: bool = True


@dataclass(frozen=True, kw_only=True)
class Retold:
    """What has changed if it is only the text of some interactions.

    Attributes:
        stale: the sources of the pages to make; some may not exist.
        entries: the slugs of the interactions to render again.
    """

    stale: frozenset[str]
    entries: frozenset[str]


def retold_site(old: Site, new: Site) -> Retold | None:
    """Return what has changed on a site, None if it is more than the text of interactions.

    The pages, their names and all that is counted are as before, so nothing of that is looked at.
    Home is not among the stale pages; it tells something of every note.

    Args:
        old: the journal at the last build; it must not be a shared one (see `sharing`).
        new: the new state of the journal; it takes over what the old one has found.
    """
    touched = touched_since(new.index.db, state_of(old.index.db))
    if touched is None or not all(is_retold(old.index, new.index, note) for note in touched):
        return None
    notes = heads(new.index, touched).values()
    slugs = frozenset(note.slug for note in notes)
    new.take_over(old, slugs)
    return Retold(stale=frozenset(pages_telling(new, notes)), entries=slugs)


def pages_telling(site: Site, notes: Collection[Head]) -> set[str]:
    """Return the sources of the pages, except Home, that may tell the text of some interactions.

    Where the needs of a person tell one, it is of a note that names them.
    """
    pages = {uri for note in notes for uri in pages_of(site.index, site.directory, note)}
    return pages | {row.uri for row in INDEXES if row.tells}


def update_site(old: Site, old_pages: Pages, new: Site, pages: Pages) -> Update | None:
    """Return what has changed on a site.

    Args:
        old: the journal at the last build; it must not be a shared one (see `sharing`).
        old_pages: all pages it had, by source.
        new: the new state of the journal.
        pages: all pages it has now.
    """
    touched = touched_since(new.index.db, state_of(old.index.db))
    if touched is None:
        return None
    if _parts(pages) != _parts(old_pages):
        # All that links to an entry of a month that is crowded now, or was, leads elsewhere.
        return None
    shown = touched | _others(touched, old.index, new.index)
    shown |= notes_named_otherwise(new.index, old.directory, new.directory)
    if pages.keys() != old_pages.keys():
        shown |= with_file_links(new.index)
    notes = [(site, note) for site in (old, new) for note in heads(site.index, shown).values()]
    if any(note.kind == "page" for _, note in notes):
        # MkDocs made this page itself.
        return None
    stale = {uri for site, note in notes for uri in pages_of(site.index, site.directory, note)}
    before, after = (
        ties_near(site.index, [note for owner, note in notes if owner is site])
        for site in (old, new)
    )
    near = _in_other_surroundings(old, new, before ^ after)
    stale |= {page_uri("people", note.slug) for note in heads(new.index, near).values()}
    stale |= _pages_in_other_need(old, new)
    stale |= _sections(old, new, same_pages=pages.keys() == old_pages.keys())
    stale |= {
        uri for uri, page in pages.items()
        if uri.startswith(f"{people_pages.FOLDER}/")
        and (uri not in old_pages or page.load() != old_pages[uri].load())
    }  # fmt: skip
    stale |= places_around(old.directory, new.directory)
    # Pages of years link to each other.
    around = {uri.rpartition("/")[0] for uri in pages.keys() ^ old_pages.keys() if _is_year(uri)}
    stale |= {uri for uri in pages if _is_year(uri) and uri.rpartition("/")[0] in around}
    network = (
        pages.keys() != old_pages.keys()
        or any(note.kind != "interaction" for _, note in notes)
        or _is_other_network(old, new)
    )
    if touched:
        stale.update(DERIVED if network else DERIVED - {NETWORK})
        stale |= {uri for uri in pages if network and uri.startswith(f"{network_page.FOLDER}/")}
    if _months(pages) != _months(old_pages):
        stale |= _months(pages)
    stale |= {uri for uri, page in pages.items() if _title(old_pages.get(uri)) != page.title}
    return Update(
        stale=frozenset(stale & pages.keys()),
        gone=frozenset(old_pages.keys() - pages.keys()),
        entries=frozenset(note.slug for _, note in notes),
        network=network,
    )


def _in_other_surroundings(old: Site, new: Site, ties: Collection[Edge]) -> set[int]:
    """Return the people whose small maps differ, if no other ties than these do.

    To make a page takes ten times as long as to compare what its map shows.
    """
    near = people_around(old.index, ties) | people_around(new.index, ties)
    for site in (old, new):
        site.surroundings.load(near)
    return {one for one in near if old.surroundings.of(one) != new.surroundings.of(one)}


def _pages_in_other_need(old: Site, new: Site) -> set[str]:
    """Return the pages of the people of whom the list of today now says something else.

    Whose turn it is may depend on everybody.
    """
    people = people_in_other_need(old.needs_of, new.needs_of)
    return {page_uri("people", note.slug) for note in heads(new.index, people).values()}


def _is_other_network(old: Site, new: Site) -> bool:
    """Return whether the network of two states may differ, if only interactions have changed.

    To compare what it is made of takes a tenth of the time of making it.
    """
    return (
        old.people != new.people
        or known_since(old.index) != known_since(new.index)
        or old.surroundings.all != new.surroundings.all
    )


def _sections(old: Site, new: Site, *, same_pages: bool) -> set[str]:
    """Return the pages of the sections: any change may change their lists and counts."""
    return {
        f"{row.folder}/index.md"
        for row in INDEXES
        if row.compared and (not same_pages or row.load(old) != row.load(new))
    }


def _others(touched: set[int], before: Index, after: Index) -> set[int]:
    """Return the unchanged notes that show something of a changed one."""
    others: set[int] = set()
    for note in touched:
        # If name, date and page are unchanged, other notes show the same.
        if identity(before, note) != identity(after, note):
            others |= referrers(before, note) | referrers(after, note)
    return others


def _months(pages: Pages) -> set[str]:
    return {uri for uri in pages if uri.startswith("journal/")}


def _parts(pages: Pages) -> set[str]:
    return {uri for uri in _months(pages) if _is_year(uri)}


def _is_year(uri: str) -> bool:
    return uri.count("/") == 2


def _title(page: Page | None) -> str | None:
    return page.title if page else None
