"""Updating a built site after changes in the journal.

The one rule: a refreshed site equals a full build, byte for byte. If that is not certain, the
answer is None, and everything must be built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from hobnob.parallel import WorkerPool
from hobnob.site.links import page_url
from hobnob.site.load import Site
from hobnob.site.pages import DERIVED, NETWORK_TEMPLATE, Page, list_pages, some_pages
from hobnob.site.search_update import Look
from hobnob.site.update import Retold, retold_site, update_site
from hobnob.site.writing import MissingFrameError, PageWriter


@dataclass(frozen=True, kw_only=True)
class Refresh:
    """An update of a site: the pages, which workers may have begun to write, and the search.

    Attributes:
        pages: writes some pages at a time; the numbers of those that have changed.
        before: the journal at the state of the search.
        entries: the slugs of the interactions that may have changed.
        retold: whether nothing but the text of these interactions has changed.
    """

    pages: WorkerPool[int]
    before: Look
    entries: frozenset[str]
    retold: bool = False

    def write_pages(self) -> int | None:
        """Write the pages; return how many have changed, None if one has no frame."""
        try:
            return sum(self.pages.finish())
        except MissingFrameError:
            return None

    def write_search(self, writer: PageWriter) -> None:
        """Update the search, the rows and the cards."""
        build, folder = writer.build, writer.folder
        build.update_search(folder, self.before, self.entries, retold=self.retold)
        if self.retold:
            build.write_appointments(folder)
        else:
            build.write_beside(folder)


def refresh(
    writer: PageWriter, new: Site, *, directory_urls: bool, workers: int = 0
) -> Refresh | None:
    """Begin to update a site, and delete the pages that are gone.

    Args:
        writer: the writer of the build that made the site; afterwards it has the new state.
        new: the new state of the journal.
        directory_urls: MkDocs' `use_directory_urls`.
        workers: how many processes help with the pages.

    Returns:
        What is to be written; None if everything must be built.
    """
    build = writer.build
    if retold := retold_site(build.site, new):
        return _retell(writer, new, retold, workers)
    pages = list_pages(new)
    update = update_site(build.site, build.pages, new, pages)
    if update is None:
        return None
    for uri in update.gone:
        writer.remove(uri)
    urls = {uri: page_url(uri, directory_urls=directory_urls) for uri in pages}
    before = build.look()
    build.renew(new, pages, update.entries, update.gone, urls)
    stale = [pages[uri] for uri in update.stale]
    return Refresh(
        pages=_begin(writer, stale, network=update.network, workers=workers),
        before=before, entries=update.entries,
    )  # fmt: skip


def _retell(writer: PageWriter, new: Site, retold: Retold, workers: int) -> Refresh:
    before = writer.build.look()
    writer.build.retell(new, retold.entries)
    stale = some_pages(new, retold.stale).values()
    return Refresh(
        pages=_begin(writer, stale, cards=False, workers=workers),
        before=before, entries=retold.entries, retold=True,
    )  # fmt: skip


def _begin(
    writer: PageWriter,
    pages: Iterable[Page],
    *,
    cards: bool = True,
    network: bool = False,
    workers: int,
) -> WorkerPool[int]:
    """Begin to write some pages, Home, and the map if the network may have changed."""
    # After saving a note you wait for its page, so pages about everybody come last.
    stale = sorted(pages, key=lambda page: (page.uri in DERIVED, page.uri))
    pieces: list[Callable[[], int]] = [
        partial(writer.write, page, card=cards)
        for page in stale if page.template != NETWORK_TEMPLATE
    ]  # fmt: skip
    # One process makes all that shows the whole network, which takes longest to find.
    of_network = [page for page in stale if page.template == NETWORK_TEMPLATE]
    if of_network or network:
        pieces.append(partial(_write_network, writer, of_network, network))
    pieces.append(writer.write_home)
    if workers:
        # The longest pieces are the first that are taken.
        pieces.reverse()
    return WorkerPool(
        len(pieces), lambda piece: pieces[piece](), workers=workers,
        prepare=writer.build.site.index.reopen,
    )  # fmt: skip


def _write_network(writer: PageWriter, pages: Iterable[Page], network: bool) -> int:
    if network:
        writer.build.write_map(writer.folder)
    return sum(map(writer.write, pages))
