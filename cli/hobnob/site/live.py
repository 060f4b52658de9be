"""Keeping a served site up to date while notes are being written.

The one rule: after a note was saved, only the pages that show it are made again; when anything
else changed (a page of the user's own, a picture, the configuration, the day), MkDocs builds all.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from hobnob.clock import clock_today
from hobnob.index.index import Index
from hobnob.index.store import read_index
from hobnob.model import FOLDERS
from hobnob.site.build import Build
from hobnob.site.frames import Frames
from hobnob.site.links import page_url
from hobnob.site.load import Site
from hobnob.site.sitepage import shares_frames
from hobnob.site.update import Update, update_site
from hobnob.site.writing import MissingFrameError, Writer

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

log = logging.getLogger("mkdocs.plugins.hobnob")

Builder = Callable[[], None]
OtherFiles = Mapping[str, tuple[int, int]]
"""Time and size of each file, by its path."""


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

    def refresh(self) -> int | None:
        """Make again what saved notes changed.

        Returns:
            How many pages were written; None when all must be built.
        """
        if self.day != clock_today() or self.others != other_files(self.config):
            return None
        if self.build.shared or not shares_frames(self.config):
            return None
        if self.build.version != self.build.site.version():
            # Another command brought the index up to date: what it replaced is not known here.
            return None
        update = update_site(self.build.site)
        return None if update is None else self._write(update)

    def _write(self, update: Update) -> int | None:
        for uri in update.gone:
            self.writer.path(self.build.address(uri)).unlink(missing_ok=True)
        whole = bool(self.config.use_directory_urls)
        urls = {uri: page_url(uri, directory_urls=whole) for uri in update.pages}
        self.build.renew(update.site, update.entries, urls)
        try:
            written = sum(self.writer.write(update.pages[uri]) for uri in sorted(update.stale))
            return written + self.writer.write_home()
        except MissingFrameError:
            return None

    def write_search(self) -> None:
        """Bring the files of the search up to date, on a connection of its own that only reads."""
        index = self.build.site.index
        with self._searching, closing(read_index(index.journal)) as db:
            site = Site(Index(db=db, journal=index.journal, today=index.today))
            self.build.write_search(Path(self.config.site_dir), site)


def other_files(config: MkDocsConfig) -> OtherFiles:
    """Return all files that make the site and are no notes, with their times and sizes."""
    return dict(_other_files(config))


def _other_files(config: MkDocsConfig) -> Iterator[tuple[str, tuple[int, int]]]:
    if config.config_file_path:
        yield config.config_file_path, _state(Path(config.config_file_path).stat())
    notes = tuple(os.path.join(config.docs_dir, folder) for folder in FOLDERS)  # noqa: PTH118
    pending = [config.docs_dir]
    while pending:
        folder = pending.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif not (entry.name.endswith(".md") and folder.startswith(notes)):
                    yield entry.path, _state(entry.stat())


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size


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

    def rebuild() -> None:
        site = live()
        if site is None or site.refresh() is None:
            try:
                full()
            except (MkDocsException, SystemExit) as error:
                # The last good site stays; the next change is the next chance.
                log.error("The site is as it was: %s", getattr(error, "message", "") or error)
        else:
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
