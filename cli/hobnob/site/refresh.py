"""Bringing a site that was built up to date with the journal.

The one rule: a site that was refreshed is, to the byte, what a new build would be; where that is
not certain, nothing is said to be done and all must be built.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.site.links import page_url
from hobnob.site.load import Site
from hobnob.site.pages import DERIVED, list_pages
from hobnob.site.search_update import Look
from hobnob.site.update import update_site
from hobnob.site.writing import MissingFrameError, Writer


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """A site whose pages are up to date, and its search not yet.

    Attributes:
        written: how many pages say something else than before.
        before: the journal as the site had it; the search still has.
        entries: slugs of the interactions that may say something else.
    """

    written: int
    before: Look
    entries: frozenset[str]

    def write_search(self, writer: Writer) -> None:
        """Bring the search up to date."""
        writer.build.update_search(writer.folder, self.before, self.entries)


def refresh_pages(writer: Writer, new: Site, *, directory_urls: bool) -> Refreshed | None:
    """Write the pages that are no longer true, and take away those that are no more.

    Args:
        writer: of the build that made the site; afterwards it is of the journal as it is now.
        new: the journal as it is now.
        directory_urls: as MkDocs has it.

    Returns:
        What was done; None when all must be built.
    """
    build = writer.build
    pages = list_pages(new)
    update = update_site(build.site, build.pages, new, pages)
    if update is None:
        return None
    for uri in update.gone:
        writer.path(build.address(uri)).unlink(missing_ok=True)
    urls = {uri: page_url(uri, directory_urls=directory_urls) for uri in pages}
    before = build.look()
    build.renew(new, pages, update.entries, update.gone, urls)
    try:
        # Whoever saved a note waits for its page, not for those about everybody.
        stale = sorted(update.stale, key=lambda uri: (uri in DERIVED, uri))
        written = sum(writer.write(pages[uri]) for uri in stale)
        written += writer.write_home()
    except MissingFrameError:
        return None
    return Refreshed(written=written, before=before, entries=update.entries)
