"""Updating a built site after changes in the journal.

The one rule: a refreshed site equals a full build, byte for byte. If that is not certain, the
answer is None, and everything must be built.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hobnob.site.links import page_url
from hobnob.site.load import Site
from hobnob.site.pages import DERIVED, Page, list_pages, some_pages
from hobnob.site.search_update import Look
from hobnob.site.update import Retold, retold_site, update_site
from hobnob.site.writing import MissingFrameError, PageWriter


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """A site with updated pages, and a search that is still to be updated.

    Attributes:
        written: how many pages have changed.
        before: the journal at the state of the search.
        entries: the slugs of the interactions that may have changed.
        network: whether the map of the network may have changed.
        retold: whether nothing but the text of these interactions has changed.
    """

    written: int
    before: Look
    entries: frozenset[str]
    network: bool = False
    retold: bool = False

    def write_search(self, writer: PageWriter) -> None:
        """Update the search, the map and the cards."""
        build, folder = writer.build, writer.folder
        build.update_search(folder, self.before, self.entries, retold=self.retold)
        if self.retold:
            build.write_appointments(folder)
        else:
            build.write_beside(folder, network=self.network)


def refresh_pages(writer: PageWriter, new: Site, *, directory_urls: bool) -> Refreshed | None:
    """Write the outdated pages, and delete the removed ones.

    Args:
        writer: the writer of the build that made the site; afterwards it has the new state.
        new: the new state of the journal.
        directory_urls: MkDocs' `use_directory_urls`.

    Returns:
        The refreshed site; None if everything must be built.
    """
    build = writer.build
    if retold := retold_site(build.site, new):
        return _retell(writer, new, retold)
    pages = list_pages(new)
    update = update_site(build.site, build.pages, new, pages)
    if update is None:
        return None
    for uri in update.gone:
        writer.remove(uri)
    urls = {uri: page_url(uri, directory_urls=directory_urls) for uri in pages}
    before = build.look()
    build.renew(new, pages, update.entries, update.gone, urls)
    written = _write(writer, [pages[uri] for uri in update.stale])
    if written is None:
        return None
    return Refreshed(written=written, before=before, entries=update.entries, network=update.network)


def _retell(writer: PageWriter, new: Site, retold: Retold) -> Refreshed | None:
    before = writer.build.look()
    writer.build.retell(new, retold.entries)
    written = _write(writer, some_pages(new, retold.stale).values(), cards=False)
    if written is None:
        return None
    return Refreshed(written=written, before=before, entries=retold.entries, retold=True)


def _write(writer: PageWriter, pages: Iterable[Page], *, cards: bool = True) -> int | None:
    """Write some pages and Home; return how many have changed, None if one has no frame."""
    try:
        # After saving a note you wait for its page, so pages about everybody come last.
        stale = sorted(pages, key=lambda page: (page.uri in DERIVED, page.uri))
        return sum(writer.write(page, card=cards) for page in stale) + writer.write_home()
    except MissingFrameError:
        return None
