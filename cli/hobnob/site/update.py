"""What a build must make again after notes were saved.

The one rule: what is made again, together with what is left, is what a new build would make.
Where that is not certain, the answer is `None`: make everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hobnob.index.changes import Changes
from hobnob.index.index import Index
from hobnob.index.sync import sync
from hobnob.site.affected import (
    ALWAYS,
    Affected,
    notes_named_otherwise,
    notes_with_file_links,
)
from hobnob.site.load import Site
from hobnob.site.pages import Page, list_pages


@dataclass(frozen=True, kw_only=True)
class Update:
    """What has changed since a build.

    Attributes:
        site: the journal as it is now.
        pages: every page the site has now, by source.
        stale: sources of the pages to make again; pages that are new are among them.
        gone: sources of the pages that are no more.
        entries: slugs of the interactions to render again.
    """

    site: Site
    pages: dict[str, Page]
    stale: frozenset[str]
    gone: frozenset[str]
    entries: frozenset[str]


class _Before:
    """What the index said of each note that is about to change; told by the sync itself."""

    def __init__(self, affected: Affected) -> None:
        self.affected = affected
        self.pages: set[str] = set()
        self.slugs: set[str] = set()
        self.identities: dict[int, tuple[Any, ...]] = {}
        self.referrers: dict[int, set[int]] = {}

    def __call__(self, note: int) -> None:
        self.pages |= self.affected.pages_of(note)
        self.slugs.add(self.affected.slug(note))
        # A note may be told of twice, when another of its slug comes or goes; the first counts.
        self.identities.setdefault(note, self.affected.identity(note))
        self.referrers.setdefault(note, self.affected.referrers(note))


def update_site(site: Site) -> Update | None:
    """Bring the index of a built site up to date and say what that changes on the site.

    Args:
        site: as it was when the site was built; not one that is shared (see `share`).
    """
    index, old_pages = site.index, {page.uri: page for page in list_pages(site)}
    site.directory.remember()
    before = _Before(Affected(index, site.directory))
    changes = sync(index.db, index.journal, before=before)
    now = Site(Index(db=index.db, journal=index.journal, today=index.today))
    pages = {page.uri: page for page in list_pages(now)}
    affected = Affected(now.index, now.directory)
    others = _others(changes, before, affected)
    others |= notes_named_otherwise(now.index, site.directory, now.directory)
    if pages.keys() != old_pages.keys():
        others |= notes_with_file_links(now.index)
    touched = {*changes.notes, *others}
    if _has_ordinary_pages(now.index, touched | before.identities.keys(), before):
        return None
    stale = before.pages.union(ALWAYS, *(affected.pages_of(note) for note in touched))
    if _months(pages) != _months(old_pages):
        stale |= _months(pages)
    stale |= {uri for uri, page in pages.items() if _title(old_pages.get(uri)) != page.title}
    return Update(
        site=now,
        pages=pages,
        stale=frozenset(stale & pages.keys()),
        gone=frozenset(old_pages.keys() - pages.keys()),
        entries=frozenset(before.slugs.union(affected.slug(note) for note in touched)),
    )


def _others(changes: Changes, before: _Before, affected: Affected) -> set[int]:
    """Return the notes that did not change but show something of one that did."""
    others = set(changes.led)
    for note in (*changes.notes, *changes.removed, *changes.led):
        # A name, a date or a page that is as it was is shown as it was.
        if before.identities.get(note) != affected.identity(note):
            others |= before.referrers.get(note, set()) | affected.referrers(note)
    return others


def _has_ordinary_pages(index: Index, notes: set[int], before: _Before) -> bool:
    """Say whether a page of MkDocs' own making is concerned."""
    if any(identity and identity[0] == "page" for identity in before.identities.values()):
        return True
    pages = {note for (note,) in index.all("SELECT id FROM note WHERE kind = 'page'")}
    return bool(pages & notes)


def _months(pages: dict[str, Page]) -> set[str]:
    return {uri for uri in pages if uri.startswith("journal/")}


def _title(page: Page | None) -> str | None:
    return page.title if page else None
