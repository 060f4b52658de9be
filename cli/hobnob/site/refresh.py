"""Updating a built site after changes in the journal.

The one rule: a refreshed site equals a full build, byte for byte. If that is not certain, the
answer is None, and everything must be built.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.site.links import page_url
from hobnob.site.load import Site
from hobnob.site.pages import DERIVED, list_pages
from hobnob.site.search_update import Look
from hobnob.site.update import update_site
from hobnob.site.writing import MissingFrameError, PageWriter


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """A site with updated pages, and a search that is still to be updated.

    Attributes:
        written: how many pages have changed.
        before: the journal at the state of the search.
        entries: the slugs of the interactions that may have changed.
        network: whether the map of the network may have changed.
    """

    written: int
    before: Look
    entries: frozenset[str]
    network: bool

    def write_search(self, writer: PageWriter) -> None:
        """Update the search, the map and the cards."""
        writer.build.update_search(writer.folder, self.before, self.entries)
        writer.build.write_beside(writer.folder, network=self.network)


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
    pages = list_pages(new)
    update = update_site(build.site, build.pages, new, pages)
    if update is None:
        return None
    for uri in update.gone:
        writer.remove(uri)
    urls = {uri: page_url(uri, directory_urls=directory_urls) for uri in pages}
    before = build.look()
    build.renew(new, pages, update.entries, update.gone, urls)
    new.surroundings.load(update.people)
    try:
        # After saving a note you wait for its page, so pages about everybody come last.
        stale = sorted(update.stale, key=lambda uri: (uri in DERIVED, uri))
        written = sum(writer.write(pages[uri]) for uri in stale)
        written += writer.write_home()
    except MissingFrameError:
        return None
    return Refreshed(written=written, before=before, entries=update.entries, network=update.network)
