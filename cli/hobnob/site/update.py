"""What a build must make again after notes were saved.

The one rule: what is made again, together with what is left, is what a new build would make.
Where that is not certain, the answer is `None`: make everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hobnob.index.dependants import identity, referrers, with_file_links
from hobnob.index.history import state_of, touched_since
from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.site.affected import notes_named_otherwise, pages_of
from hobnob.site.load import Site
from hobnob.site.pages import DERIVED, INDEXES, Page

Pages = Mapping[str, Page]


@dataclass(frozen=True, kw_only=True)
class Update:
    """What has changed since a build.

    Attributes:
        stale: sources of the pages to make again; pages that are new are among them.
        gone: sources of the pages that are no more.
        entries: slugs of the interactions to render again.
    """

    stale: frozenset[str]
    gone: frozenset[str]
    entries: frozenset[str]


def update_site(old: Site, old_pages: Pages, new: Site, pages: Pages) -> Update | None:
    """Say what has changed on a site.

    Args:
        old: the journal as it was when the site was built; not one that is shared (see `sharing`).
        old_pages: all pages that it had, by source.
        new: the journal as it is now.
        pages: all pages that it has.
    """
    touched = touched_since(new.index.db, state_of(old.index.db))
    if touched is None:
        return None
    shown = touched | _others(touched, old.index, new.index)
    shown |= notes_named_otherwise(new.index, old.directory, new.directory)
    if pages.keys() != old_pages.keys():
        shown |= with_file_links(new.index)
    notes = [(site, note) for site in (old, new) for note in heads(site.index, shown).values()]
    if any(note.kind == "page" for _, note in notes):
        # A page of MkDocs' own making is concerned.
        return None
    stale = {uri for site, note in notes for uri in pages_of(site.index, site.directory, note)}
    stale |= _sections(old, new, same_pages=pages.keys() == old_pages.keys())
    if touched:
        stale.update(DERIVED)
    if _months(pages) != _months(old_pages):
        stale |= _months(pages)
    stale |= {uri for uri, page in pages.items() if _title(old_pages.get(uri)) != page.title}
    return Update(
        stale=frozenset(stale & pages.keys()),
        gone=frozenset(old_pages.keys() - pages.keys()),
        entries=frozenset(note.slug for _, note in notes),
    )


def _sections(old: Site, new: Site, *, same_pages: bool) -> set[str]:
    """Return the pages of the sections: lists and counts, which any change may change."""
    return {
        f"{row.folder}/index.md"
        for row in INDEXES
        if row.compared and (not same_pages or row.load(old) != row.load(new))
    }


def _others(touched: set[int], before: Index, after: Index) -> set[int]:
    """Return the notes that did not change but show something of one that did."""
    others: set[int] = set()
    for note in touched:
        # A name, a date or a page that is as it was is shown as it was.
        if identity(before, note) != identity(after, note):
            others |= referrers(before, note) | referrers(after, note)
    return others


def _months(pages: Pages) -> set[str]:
    return {uri for uri in pages if uri.startswith("journal/")}


def _title(page: Page | None) -> str | None:
    return page.title if page else None
