"""Keeping a served site up to date while notes are being written.

The one rule: after a note was saved, only the pages that show it are made again; when anything
else changed (a page of the user's own, a picture, the configuration, the day), MkDocs builds all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from hobnob.clock import clock_today
from hobnob.index.doubts import reading_problems
from hobnob.index.index import Index
from hobnob.site.build import Build
from hobnob.site.build_cache import OtherFiles, other_files
from hobnob.site.frames import Frames
from hobnob.site.load import open_site
from hobnob.site.refresh import Refreshed, refresh_pages
from hobnob.site.sitepage import shares_frames
from hobnob.site.writing import Writer

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

log = logging.getLogger("mkdocs.plugins.hobnob")

Builder = Callable[[], None]


class Live:
    """A site that was built, and what is needed to make parts of it again."""

    def __init__(
        self, build: Build, frames: Frames, config: MkDocsConfig, others: OtherFiles
    ) -> None:
        """Take a build that has just been made, and the other files as they were before it."""
        self.build = build
        self.writer = Writer(build, frames, Path(config.site_dir))
        self.config = config
        self.day = clock_today()
        self.others = others
        self._searching = Lock()
        self._done: Refreshed | None = None

    def refresh(self) -> int | None:
        """Make again what saved notes changed.

        Returns:
            How many pages were written; None when all must be built.
        """
        if self.day != clock_today() or self.others != other_files_of(self.config):
            return None
        self.write_search()
        old = self.build.site
        if self.build.shared or not old.index.is_on_disk or not shares_frames(self.config):
            return None
        new = open_site(old.index.journal.root, today=old.index.today, say=log.info)
        self._done = refresh_pages(
            self.writer, new, directory_urls=bool(self.config.use_directory_urls)
        )
        if self._done is None:
            # Of two looks at the index the one that the site does not show is let go.
            (old if self.build.site is new else new).index.db.close()
            return None
        return self._done.written

    def write_search(self) -> None:
        """Let the search follow the pages; until that is done there is no further refresh."""
        with self._searching:
            if self._done is not None:
                self._done.write_search(self.writer)
                self._done.before.site.index.db.close()
                self._done = None

    def close(self) -> None:
        """Let the index go."""
        self.write_search()
        self.build.site.index.db.close()


class Teller:
    """Tells what is not right in notes that were saved, once for each time it comes about."""

    def __init__(self, index: Index | None) -> None:
        """Take the journal as it is; what is not right there already is for `hobnob check`."""
        self._known = frozenset(reading_problems(index)) if index else frozenset()

    def tell(self, index: Index | None) -> None:
        """Tell what was right the last time and is not any more.

        Args:
            index: of the journal; None while nothing of it could be built.
        """
        if index is None:
            return
        problems = frozenset(reading_problems(index))
        for line in sorted(str(problem) for problem in problems - self._known):
            # A text from a note must not reach the terminal as a command to it.
            log.warning("%s", "".join(char if char.isprintable() else " " for char in line))
        self._known = problems


def other_files_of(config: MkDocsConfig) -> OtherFiles:
    """Return all files that make the site and are no notes, with their times and sizes."""
    return other_files(Path(config.docs_dir), Path(config.config_file_path))


def serve_live(
    server: LiveReloadServer, config: MkDocsConfig, full: Builder, live: Callable[[], Live | None]
) -> None:
    """Let a server of MkDocs refresh what it serves instead of building all of it.

    Args:
        server: the server.
        config: of the site it serves.
        full: builds everything.
        live: returns the site as it was last built.
    """

    def index() -> Index | None:
        site = live()
        return site.build.site.index if site else None

    teller = Teller(index())

    def rebuild() -> None:
        site = live()
        refreshed = site is not None and site.refresh() is not None
        if not refreshed:
            try:
                full()
            except (MkDocsException, SystemExit) as error:
                # The last good site stays; the next change is the next chance.
                log.error("The site is as it was: %s", getattr(error, "message", "") or error)
        teller.tell(index())
        if site is not None and refreshed:
            # The reader has the page first; the search follows.
            Thread(target=site.write_search).start()

    server.builder = rebuild
    observer = _native_observer()
    if observer is not None:
        # Looking at every note twice a second, as MkDocs does, would keep the machine busy.
        for path in list(server._watched_paths):
            server.unwatch(path)
        server.observer = observer  # type: ignore[assignment]
        server.watch(config.docs_dir)
        if config.config_file_path:
            server.watch(str(Path(config.config_file_path).parent), recursive=False)


def _native_observer() -> BaseObserver | None:
    """Return what hears of changes from the system, or None where there is no such thing."""
    from watchdog import events
    from watchdog.observers import Observer
    from watchdog.observers.polling import PollingObserver

    observer = Observer(timeout=0.2)
    if isinstance(observer, PollingObserver):
        return None
    schedule = observer.schedule
    # A build opens what it is about; if that counted as a change, builds would never end.
    changes: list[type[events.FileSystemEvent]] = [
        events.FileCreatedEvent,
        events.FileModifiedEvent,
        events.FileDeletedEvent,
        events.FileMovedEvent,
    ]

    def schedule_changes(
        handler: events.FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> Any:
        return schedule(handler, path, recursive=recursive, event_filter=changes)

    observer.schedule = schedule_changes  # type: ignore[method-assign, assignment]
    return observer
