"""Live updates of a served site while you write notes.

The one rule: after you save a note, only the pages that show it are made again. If anything else
changed (an ordinary page, a picture, the configuration, the day), MkDocs builds everything.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from hobnob.clock import clock_today
from hobnob.errors import HobnobError
from hobnob.index.check_queries import reading_problems
from hobnob.index.index import Index
from hobnob.site.acting.gate import Gate
from hobnob.site.build import Build
from hobnob.site.build_cache import OtherFiles, other_files
from hobnob.site.door import Door, is_this_machine
from hobnob.site.frames import Frames
from hobnob.site.load import open_site
from hobnob.site.notices import find_notices
from hobnob.site.refresh import Refresh, refresh
from hobnob.site.sitepage import shares_frames
from hobnob.site.writing import PageWriter
from hobnob.trust import require_trust

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

log = logging.getLogger("mkdocs.plugins.hobnob")

Builder = Callable[[], None]

_PATIENCE = 1.0
"""Seconds to wait for a `mkdocs.yml` that is being saved."""
_QUIET = 0.05
"""Seconds without a change after which the site is updated."""
_ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Live:
    """A built site, with what is needed to make parts of it again."""

    def __init__(
        self, build: Build, frames: Frames, config: MkDocsConfig, others: OtherFiles
    ) -> None:
        """Take a new build, and the state of the other files before it."""
        self.build = build
        self.writer = PageWriter(build, frames, Path(config.site_dir))
        self.config = config
        self.day = clock_today()
        self.others = others
        self._searching = Lock()
        self._done: Refresh | None = None

    def refresh(self) -> int | None:
        """Make the pages again that saved notes changed.

        Returns:
            The number of pages written; None if everything must be built.
        """
        # A build of everything moves the folder away, in which the search may still be written.
        self.write_search()
        if self.day != clock_today() or self.others != other_files_of(self.config):
            return None
        old = self.build.site
        if self.build.shared or not old.index.is_on_disk or not shares_frames(self.config):
            return None
        new = open_site(old.index.journal.root, today=old.index.today, say=log.info)
        done = refresh(self.writer, new, directory_urls=bool(self.config.use_directory_urls))
        written = done.write_pages() if done else None
        if written is None:
            # Close the index that the site does not show.
            (old if self.build.site is new else new).index.db.close()
        else:
            self._done = done
        return written

    def write_search(self) -> None:
        """Update the search. The next refresh waits for it."""
        with self._searching:
            if self._done is not None:
                self._done.write_search(self.writer)
                self._done.before.site.index.db.close()
                self._done = None

    def close(self) -> None:
        """Close the index."""
        # If the search cannot be written, the next build makes it anew.
        with suppress(OSError):
            self.write_search()
        self.build.site.index.db.close()


class ProblemReporter:
    """Prints the problems of saved notes, each once when it appears.

    Attributes:
        first: the problems that were there from the beginning.
    """

    def __init__(self, index: Index | None) -> None:
        """Take the journal. Problems it has already are left to `hobnob check`."""
        self.first = self._known = frozenset(reading_problems(index)) if index else frozenset()

    def report(self, index: Index | None) -> None:
        """Print the problems that are new since the last call.

        Args:
            index: the index of the journal; None if the site could not be built.
        """
        if index is None:
            return
        problems = frozenset(reading_problems(index))
        for line in sorted(str(problem) for problem in problems - self._known):
            # Text from a note must not reach the terminal as a control sequence.
            log.warning("%s", _printable(line))
        self._known = problems


def other_files_of(config: MkDocsConfig) -> OtherFiles:
    """Return all files that make the site except the notes, with times and sizes."""
    return other_files(Path(config.docs_dir), Path(config.config_file_path))


def serve_live(
    server: LiveReloadServer, config: MkDocsConfig, full: Builder, live: Callable[[], Live | None]
) -> None:
    """Make a server of MkDocs refresh its site instead of building everything.

    Args:
        server: the server.
        config: the configuration of its site.
        full: a function that builds everything.
        live: a function that returns the last build.
    """
    host, _ = config.dev_addr
    if not is_this_machine(host):
        log.warning(
            "Everybody who can reach this machine at '%s' can read the journal. "
            "Without --host, only this machine can",
            host,
        )
    updates = _Updates(server, config, full, live)
    updates.show()
    server.builder = updates.make
    server.build_delay = _QUIET
    observer = _native_observer()
    if observer is not None:
        # MkDocs polls every note twice a second, which would keep the machine busy.
        for path in list(server._watched_paths):
            server.unwatch(path)
        server.observer = observer  # type: ignore[assignment]
        server.watch(config.docs_dir)
        if config.config_file_path:
            server.watch(str(Path(config.config_file_path).parent), recursive=False)


class _Updates:
    """The updates of a served site, and what its pages tell of them."""

    def __init__(
        self,
        server: LiveReloadServer,
        config: MkDocsConfig,
        full: Builder,
        live: Callable[[], Live | None],
    ) -> None:
        self._config_file, self._folder = Path(config.config_file_path), Path(config.site_dir)
        self._full, self._live = full, live
        today = os.environ.get("HOBNOB_TODAY", "")
        gate = Gate(self._config_file.parent, today, self._closed)
        self._door = Door(server, *config.dev_addr, gate)
        self._reporter = ProblemReporter(self._index())

    def show(self, failure: str = "") -> None:
        """Show on the pages what is wrong with notes, or why the site could not be built."""
        site = self._live()
        self._door.notices = (
            replace(self._door.notices, failure=failure)
            if site is None or failure
            else find_notices(
                site.build,
                known=self._reporter.first,
                directory_urls=bool(site.config.use_directory_urls),
            )
        )

    def make(self) -> None:
        """Update the site, and raise nothing: MkDocs' server would let each request wait."""
        try:
            self._update()
        except Exception as error:
            log.error("The site may not be up to date: %s", _why(error))

    def _update(self) -> None:
        if not _is_there(self._config_file):
            log.warning("%s is gone; the site stays as it is", self._config_file)
            self.show(failure="there is no mkdocs.yml")
            return
        site = self._live()
        refreshed = False
        try:
            refreshed = site is not None and site.refresh() is not None
        except Exception as error:  # such as a file that vanishes while it is looked at
            log.info("everything is built: %s", _why(error))
        failure = "" if refreshed else _build_or_say_why(self._build, self._folder)
        self._reporter.report(self._index())
        self.show(failure)
        if site is not None and refreshed:
            # The page comes first, then the search.
            Thread(target=_write_search, args=(site,)).start()

    def _build(self) -> None:
        # MkDocs reads `mkdocs.yml` again, and would run what is new in it.
        require_trust(self._config_file)
        self._full()

    def _index(self) -> Index | None:
        site = self._live()
        return site.build.site.index if site else None

    def _closed(self) -> str:
        """Return why nothing can be done from a page now, "" if it can."""
        # What is shared is shown to others, and is not to act upon. It may become so at any time.
        site = self._live()
        if site is None:
            return "the site is just being built; try again in a moment"
        return "the site is shared" if site.build.shared else ""


def _write_search(site: Live) -> None:
    try:
        site.write_search()
    except Exception as error:  # such as a full disk; the next update tries again
        log.error("The search may not be up to date: %s", _why(error))


def _is_there(path: Path) -> bool:
    """Wait for a file that an editor may have moved away to save it; say whether it is there."""
    end = monotonic() + _PATIENCE
    while not path.exists() and monotonic() < end:
        sleep(0.05)
    return path.exists()


def _build_or_say_why(full: Builder, folder: Path) -> str:
    """Build everything; if that fails, keep the last site, and return the reason.

    Args:
        full: builds everything.
        folder: the folder of the site. A build empties it first.
    """
    last = folder.with_name(f"{folder.name}.last")
    shutil.rmtree(last, ignore_errors=True)
    folder.rename(last)
    try:
        folder.mkdir(mode=0o700)
        full()
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        last.rename(folder)
        if isinstance(error, KeyboardInterrupt):
            raise
        why = _why(error)
        log.error("The site is as it was: %s", why)
        return why
    shutil.rmtree(last, ignore_errors=True)
    return ""


def _why(error: BaseException) -> str:
    """Return a sentence about an error; say so if nobody expected it."""
    why = _printable(str(getattr(error, "message", "") or error).strip())
    if not isinstance(error, MkDocsException | HobnobError | SystemExit | OSError):
        log.debug("unexpected", exc_info=error)
        return f"this is a bug in hobnob, not in your notes: {type(error).__name__}: {why}"
    return why or "the reason is in the terminal"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


@contextmanager
def ending_gently() -> Iterator[None]:
    """Until the end of a block, end as `end_gently` says."""
    before = {number: signal.getsignal(number) for number in _ENDING}
    end_gently()
    try:
        yield
    finally:
        for number, handler in before.items():
            # None: it was not set from Python.
            if handler is not None:
                signal.signal(number, handler)


def end_gently() -> None:
    """From now on, end as with Ctrl-C on SIGTERM, and when the terminal is closed.

    Without it, the site would stay in the temporary folder. Signals that have another handler
    already keep it.
    """
    # What `nohup` started goes on when its terminal is closed.
    standard = (signal.SIG_DFL, signal.default_int_handler)
    ours = tuple(number for number in _ENDING if signal.getsignal(number) in standard)

    def end(*_: object) -> None:
        # A second signal must not stop the cleaning.
        for number in ours:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in ours:
        signal.signal(number, end)


def _native_observer() -> BaseObserver | None:
    """Return the observer of file changes of this system, None if it has none."""
    from watchdog import events
    from watchdog.observers import Observer
    from watchdog.observers.polling import PollingObserver

    observer = Observer(timeout=0.2)
    if isinstance(observer, PollingObserver):
        return None
    schedule = observer.schedule
    # A build opens files. If that counted as a change, builds would never end.
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
