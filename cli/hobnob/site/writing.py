"""Writing the pages of a site: all, with one process for each processor, or some.

The one rule: an unchanged file is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from hobnob.parallel import WorkerPool, available_workers
from hobnob.site.build import Build
from hobnob.site.frames import Frames
from hobnob.site.links import card_url, place
from hobnob.site.pages import NETWORK_TEMPLATE, Page

_MANY = 300
"""The number of pages from which another process saves time."""
_AT_ONCE = 20
"""Pages for one process at a time."""


class MissingFrameError(Exception):
    """A page has no frame, and none can be made."""


class PageWriter:
    """Writes pages of one build into one folder."""

    def __init__(self, build: Build, frames: Frames, folder: Path) -> None:
        """Take the build, the frames to put its pages in, and the folder of the site."""
        self.build = build
        self.frames = frames
        self.folder = folder

    def write(self, page: Page, *, card: bool = True) -> bool:
        """Compose, frame and write a page; return whether it has changed.

        Args:
            page: the page.
            card: whether the card beside it may have changed too.

        Raises:
            MissingFrameError: it has no frame.
        """
        url = self.build.address(page.uri)
        answer = page.load()
        html = self.frames.around(page, url, self.build.page_html(page, answer))
        if html is None:
            raise MissingFrameError(page.uri)
        if card:
            self.write_card(page, answer)
        return self._put(self.path(url), html.encode("utf-8", errors="xmlcharrefreplace"))

    def write_card(self, page: Page, answer: Any) -> None:
        """Write the card of the person whose page it is."""
        if card := self.build.card(page, answer):
            self._put(self.folder / unquote(card[0]), card[1])

    def remove(self, uri: str) -> None:
        """Remove a page that is gone, and the card beside it."""
        url = self.build.address(uri)
        self.path(url).unlink(missing_ok=True)
        if uri.startswith("people/"):
            (self.folder / unquote(card_url(url))).unlink(missing_ok=True)

    def write_home(self) -> bool:
        """Write the home page, with your own text as it was.

        Raises:
            MissingFrameError: it has no frame.
        """
        parts = (place(part, "index.html") for part in self.build.home_html())
        html = self.frames.around_home(*parts)
        if html is None:
            raise MissingFrameError("index.md")
        return self._put(
            self.folder / "index.html", html.encode("utf-8", errors="xmlcharrefreplace")
        )

    def path(self, url: str) -> Path:
        """Return the file of an address."""
        path = unquote(url)
        return self.folder / (path if path.endswith(".html") else f"{path}index.html")

    def _put(self, path: Path, data: bytes) -> bool:
        try:
            if path.read_bytes() == data:
                return False
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return True


class SiteWriting:
    """Writes all framed pages of a site and its search; it begins at once."""

    def __init__(
        self, writer: PageWriter, pages: Iterable[Page], render_frame: Callable[[Page], str]
    ) -> None:
        """Begin.

        Args:
            writer: writes one page.
            pages: the pages to write.
            render_frame: renders the frame of a page.
        """
        self.writer = writer
        build, pages = writer.build, list(pages)
        for page in pages:
            writer.frames.draw(page, build.address(page.uri), render_frame)
        workers = available_workers() if len(pages) >= _MANY else 0
        # Before the workers start, so that it is read once and they share it.
        build.site.read_for_everybody()
        if workers:
            build.render_entries(workers=workers)
        # One process makes all that shows the whole network, which takes longest to find. That and
        # the search are the longest pieces, so they are the first that are taken.
        of_network = [page for page in pages if page.template == NETWORK_TEMPLATE]
        others = [page for page in pages if page.template != NETWORK_TEMPLATE]
        self._chunks = [
            of_network, *(others[at : at + _AT_ONCE] for at in range(0, len(others), _AT_ONCE))
        ]  # fmt: skip
        self._work = WorkerPool(
            1 + len(self._chunks), self._piece, workers=workers, prepare=build.site.index.reopen
        )

    def finish(self) -> None:
        """Write the rest."""
        self._work.finish()

    def stop(self) -> None:
        """Write nothing more."""
        self._work.stop()

    def _piece(self, number: int) -> None:
        build, folder = self.writer.build, self.writer.folder
        if number == 0:
            build.write_search(folder)
            return
        if number == 1:
            build.write_beside(folder)
            build.write_map(folder)
        for page in self._chunks[number - 1]:
            self.writer.write(page)
