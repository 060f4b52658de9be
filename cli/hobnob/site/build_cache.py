"""The build cache: what a build keeps, so that the next build can go on from it.

The one rule: the cache is used only if everything else that makes the site is unchanged, file by
file. In doubt, everything is built. The cache can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hobnob.cache import (
    find_database,
    prepare_database,
    prepare_file,
    read_file,
    remove_database,
    write_file,
)
from hobnob.clock import clock_today
from hobnob.index.index import Index
from hobnob.index.ownership import claim, is_ours, refuse_foreign_code
from hobnob.journal import SITE_FILE, Journal
from hobnob.machine import is_signed, sign
from hobnob.model import FOLDERS
from hobnob.names import is_note_name
from hobnob.site.resources import template_dir

_STATE, _INDEX = "site.json", "site.sqlite"
_ELSEWHERE = (b"INHERIT", b"!ENV", b"!relative")
"""Signs in a `mkdocs.yml` of dependencies that are not checked here. For other dependencies see
`theme.is_made_of_known_parts`."""

OtherFiles = dict[str, tuple[int, int, int]]
"""Times and size of each file, by its path."""


@dataclass(frozen=True, kw_only=True)
class CachedBuild:
    """The cached state of a built site.

    Attributes:
        site_dir: the folder of the site.
        named: the same, if the command line named it; "" for the folder in `mkdocs.yml`.
        inputs: a hash of everything that makes the site except the notes.
        files: a hash of the files of the site after the build.
        frames: the frames of its pages; see `frames.Frames`.
        urls: the addresses by source.
        ordinary: the search texts of your own pages.
        directory_urls: MkDocs' `use_directory_urls`.
        needs: why to turn to whom, as data: to find it takes as long as several pages.
    """

    site_dir: str
    named: str
    inputs: str
    files: str
    frames: dict[str, Any]
    urls: dict[str, str]
    ordinary: list[dict[str, str]]
    directory_urls: bool
    needs: Any


def other_files(notes: Path, config: Path) -> OtherFiles:
    """Return the files of a journal that are no notes: your own pages, pictures, styles.

    Args:
        notes: the folder of the notes.
        config: the journal's `mkdocs.yml`, which is included.
    """
    return {str(config): state_of_file(config.stat()), **dict(_other_files(str(notes)))}


def _other_files(notes: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    of_notes = tuple(f"{notes}{os.sep}{folder}{os.sep}" for folder in FOLDERS)
    pending = [notes]
    while pending:
        folder = pending.pop()
        # A folder that is gone or cannot be read has no files; the build says so.
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif not (is_note_name(entry.name) and f"{folder}{os.sep}".startswith(of_notes)):
                    yield from _states(entry)


def _states(entry: os.DirEntry[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield the state of a file; of a link its own, and that of its target if there is one."""
    with contextlib.suppress(OSError):
        yield entry.path, state_of_file(entry.stat(follow_symlinks=False))
        if entry.is_symlink():
            yield f"{entry.path}{os.sep}", state_of_file(entry.stat())


def state_of_file(status: os.stat_result) -> tuple[int, int, int]:
    """Return times and size of a file. Nobody can set the second time, so a write changes it."""
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size


def inputs_of(journal: Journal, site_dir: Path, *, day: str, share: bool) -> str | None:
    """Return a hash of everything that makes a site except the notes, None if some is not known.

    Args:
        journal: the journal.
        site_dir: the folder of the site.
        day: the day of the build, and whether it is pinned.
        share: whether private notes are left out.
    """
    config = (journal.root / SITE_FILE).read_bytes()
    if not os.access(journal.notes, os.R_OK) or any(word in config for word in _ELSEWHERE):
        return None
    package = Path(__file__).parent.parent
    inputs = (
        config.decode(errors="replace"),
        sorted(other_files(journal.notes, journal.root / SITE_FILE).items()),
        sorted((str(path), state_of_file(path.stat())) for path in package.rglob("*.py")),
        sorted((str(p), state_of_file(p.stat())) for p in template_dir().rglob("*") if p.is_file()),
        _packages(),
        (str(site_dir), day, share),
    )
    return blake2b(repr(inputs).encode(), digest_size=16).hexdigest()


def day_of(journal: Journal, today: str) -> str:
    """Return the day of a build, and the pinned day, if any.

    Args:
        journal: the journal; its settings may pin a day.
        today: the ISO date that the command line pins, or "".
    """
    pinned = today or os.environ.get("HOBNOB_TODAY", "") or journal.settings.today
    return f"{pinned} {pinned or clock_today()}"


def name_of(site_dir: Path | None) -> str:
    """Return the requested folder as the cache stores it; "" for the one in `mkdocs.yml`."""
    return str(site_dir.absolute()) if site_dir else ""


def _packages() -> list[str]:
    """Return the names of the folders that describe the installed packages; versions are in them.

    To ask for the few versions that count takes longer than all else that is checked here.
    """
    found: list[str] = []
    for folder in filter(None, sys.path):
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            found += (entry.name for entry in entries if entry.name.endswith("-info"))
    return sorted(found)


def files_of(site_dir: Path) -> str:
    """Return a hash of the names, times and sizes of the files of a site."""
    state = blake2b(digest_size=16)
    pending = [str(site_dir)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    line = f"{entry.path} {state_of_file(status)}\n"
                    state.update(os.fsencode(line))
    return state.hexdigest()


def load_cached_build(journal: Journal) -> CachedBuild | None:
    """Return the cached state of the last build, if it can be read and was written here.

    It names the folder to write to, and holds HTML for every page.
    """
    try:
        text, _, signature = read_file(journal.cache, _STATE).rpartition(b"\n")
        return CachedBuild(**json.loads(text)) if is_signed(text, signature.decode()) else None
    except (OSError, ValueError, TypeError):
        return None


def cached_index(journal: Journal) -> sqlite3.Connection:
    """Return a read-only connection to the index of the last build.

    Raises:
        OSError: there is no cached index, or it is not from this machine.
        sqlite3.Error: it cannot be read.
    """
    path = find_database(journal.cache, _INDEX).absolute()
    if not is_ours(journal, _INDEX):
        raise FileNotFoundError(path)
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    db.execute("PRAGMA trusted_schema = OFF")
    refuse_foreign_code(db)
    return db


def save(journal: Journal, cached: CachedBuild, index: Index) -> None:
    """Cache a site that was just built. If that fails, the next build makes everything."""
    with contextlib.suppress(OSError, sqlite3.Error):
        # The old state goes first, so that half a cache is no cache.
        prepare_file(journal.cache, _STATE).unlink(missing_ok=True)
        # The copy is never made into a database from elsewhere.
        remove_database(journal.cache, _INDEX)
        path = prepare_database(journal.cache, _INDEX)
        with contextlib.closing(sqlite3.connect(path)) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            index.db.backup(copy)
        # In ASCII, because half of a character in a file name cannot be encoded.
        text = json.dumps(vars(cached))
        if claim(journal, _INDEX):
            write_file(journal.cache, _STATE, f"{text}\n{sign(text.encode())}")


def clear(journal: Journal) -> None:
    """Clear the cache, because the site will change in a way that is not checked here."""
    with contextlib.suppress(OSError):
        prepare_file(journal.cache, _STATE).unlink(missing_ok=True)
