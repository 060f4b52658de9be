"""What a build leaves behind for the next, so that it need not begin at nothing.

The one rule: what was kept is used only where everything else that makes a site is as it was, to
the file; whatever is in doubt, all is built. What is kept can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from hobnob.cache import find_database, prepare_database, prepare_file, read_file, write_file
from hobnob.clock import clock_today
from hobnob.index.index import Index
from hobnob.journal import SITE_FILE, Journal
from hobnob.model import FOLDERS
from hobnob.site.resources import template_dir

_STATE, _INDEX = "site.json", "site.sqlite"
_MAKERS = (
    "mkdocs",
    "mkdocs-material",
    "jinja2",
    "markdown",
    "markdown-it-py",
    "pymdown-extensions",
)
_ELSEWHERE = (b"INHERIT", b"!ENV", b"!relative")
"""What in a `mkdocs.yml` says that it depends on something that is not looked at here; for the rest
of what a site may depend on see `theme.is_made_of_known_parts`."""

OtherFiles = dict[str, tuple[int, int]]
"""Time and size of each file, by its path."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A site as it was built.

    Attributes:
        site_dir: the folder of the site.
        named: the same, if the command line named it; "" when it is what `mkdocs.yml` says.
        makers: a hash of all that makes the site but the notes.
        files: a hash of the files of the site, as they were left.
        frames: of its pages; see `frames.Frames`.
        urls: addresses by source.
        ordinary: what the search knows of the user's own pages.
        directory_urls: as MkDocs has it.
    """

    site_dir: str
    named: str
    makers: str
    files: str
    frames: dict[str, Any]
    urls: dict[str, str]
    ordinary: list[dict[str, str]]
    directory_urls: bool


def other_files(notes: Path, config: Path) -> OtherFiles:
    """Return the files of a journal that are no notes: the user's own pages, pictures, styles.

    Args:
        notes: the folder of the notes.
        config: the journal's `mkdocs.yml`, which is one of them.
    """
    return {str(config): state_of_file(config.stat()), **dict(_other_files(str(notes)))}


def _other_files(notes: str) -> Iterator[tuple[str, tuple[int, int]]]:
    of_notes = tuple(f"{notes}{os.sep}{folder}{os.sep}" for folder in FOLDERS)
    pending = [notes]
    while pending:
        folder = pending.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif not (entry.name.endswith(".md") and f"{folder}{os.sep}".startswith(of_notes)):
                    yield entry.path, state_of_file(entry.stat())


def state_of_file(status: os.stat_result) -> tuple[int, int]:
    """Return time and size of a file: what changes when it is written."""
    return status.st_mtime_ns, status.st_size


def makers_of(journal: Journal, site_dir: Path, *, day: str, share: bool) -> str | None:
    """Return a hash of all that makes a site but the notes; None when not all of it is known.

    Args:
        journal: the journal.
        site_dir: the folder of the site.
        day: the day on which it is built, and whether that is pinned.
        share: whether what is private is left out.
    """
    config = (journal.root / SITE_FILE).read_bytes()
    if any(word in config for word in _ELSEWHERE):
        return None
    package = Path(__file__).parent.parent
    told = (
        config.decode(errors="replace"),
        sorted(other_files(journal.notes, journal.root / SITE_FILE).items()),
        sorted((str(path), state_of_file(path.stat())) for path in package.rglob("*.py")),
        sorted((str(p), state_of_file(p.stat())) for p in template_dir().rglob("*") if p.is_file()),
        [_version(name) for name in _MAKERS],
        (str(site_dir), day, share),
    )
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def day_of(journal: Journal, today: str) -> str:
    """Return the day on which a site is built, and the one that is pinned, if any.

    Args:
        journal: the journal, whose settings may pin one.
        today: an ISO date that the command line pins, or "".
    """
    pinned = today or os.environ.get("HOBNOB_TODAY", "") or journal.settings.today
    return f"{pinned} {pinned or clock_today()}"


def name_of(site_dir: Path | None) -> str:
    """Return the folder that was asked for, as it is kept; "" for what `mkdocs.yml` says."""
    return str(site_dir.absolute()) if site_dir else ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def files_of(site_dir: Path) -> str:
    """Return a hash of the files of a site: their names, times and sizes."""
    state = blake2b(digest_size=16)
    pending = [str(site_dir)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    state.update(f"{entry.path} {state_of_file(entry.stat())}\n".encode())
    return state.hexdigest()


def load_kept(journal: Journal) -> Kept | None:
    """Return what the last build has left, if it can still be read."""
    try:
        return Kept(**json.loads(read_file(journal.cache, _STATE)))
    except (OSError, ValueError, TypeError):
        return None


def kept_index(journal: Journal) -> sqlite3.Connection:
    """Return the index as it was at the last build; it only reads.

    Raises:
        OSError: there is none.
        sqlite3.Error: it cannot be read.
    """
    path = find_database(journal.cache, _INDEX).absolute()
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)


def keep(journal: Journal, kept: Kept, index: Index) -> None:
    """Keep a site that was just built; where that is not possible, the next begins at nothing."""
    with contextlib.suppress(OSError, sqlite3.Error):
        path = prepare_database(journal.cache, _INDEX)
        # First the old state goes: what is kept halfway is not kept.
        (journal.cache / _STATE).unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(path)) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            index.db.backup(copy)
        write_file(journal.cache, _STATE, json.dumps(asdict(kept), ensure_ascii=False))


def forget(journal: Journal) -> None:
    """Keep nothing: the site is about to change in a way that is not looked at here."""
    with contextlib.suppress(OSError):
        prepare_file(journal.cache, _STATE).unlink(missing_ok=True)
