"""The changes that can be undone: the folders in `.hobnob/undo`.

The one rule: the name of a folder begins with the number of its change, which gives their order.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from hobnob.cache import is_folder, make_folder, read_file
from hobnob.journal import Journal
from hobnob.transaction.applying import MANIFEST
from hobnob.transaction.files import names_in
from hobnob.transaction.manifest import KEPT, Manifest, parse_manifest

_UNDO = "undo"
MOST_KEPT = 100
"""How many changes can be undone; older ones are deleted."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """A change that can be undone.

    Attributes:
        folder: the folder with its files.
        what: the change in words.
        when: ISO date and time, UTC.
        paths: its notes, relative to the journal.
    """

    folder: Path
    what: str
    when: str
    paths: tuple[str, ...]


def keep(cache: Path, folder: Path) -> None:
    """Move a complete change to those that can be undone."""
    kept = kept_folders(cache)
    last = max((_number(path) for path in kept), default=0)
    folder.rename(make_folder(cache, _UNDO) / f"{last + 1:08}-{folder.name}")
    for old in kept[: max(0, len(kept) + 1 - MOST_KEPT)]:
        shutil.rmtree(old, ignore_errors=True)


def drop(cache: Path, folder: Path, undone: str, steps: int) -> None:
    """Remove a complete change for good, and the kept change that it has undone.

    The manifest goes last. If the process is killed before, the next command continues here.

    Args:
        cache: the journal's cache.
        folder: the folder of the change.
        undone: the name of the kept folder of the other change; "" for none.
        steps: the number of files of the change.
    """
    if undone and is_folder(cache / _UNDO):
        kept = cache / _UNDO / undone
        if is_folder(kept):
            shutil.rmtree(kept, ignore_errors=True)
    for number in range(steps):
        with contextlib.suppress(OSError):
            (folder / f"{number}.old").unlink(missing_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def kept_folders(cache: Path) -> list[Path]:
    """Return the folders of the complete changes, the oldest first."""
    if not is_folder(cache) or not is_folder(cache / _UNDO):
        return []
    found = [cache / _UNDO / name for name in names_in(cache / _UNDO) if KEPT.fullmatch(name)]
    return sorted((path for path in found if is_folder(path)), key=_number)


def _number(kept: Path) -> int:
    return int(kept.name.partition("-")[0])


def load_kept(journal: Journal, folder: Path) -> Manifest:
    """Return the manifest of a complete change.

    Raises:
        ForeignError: it was not made on this machine.
        OSError: it cannot be read.
    """
    data = read_file(journal.cache, f"{_UNDO}/{folder.name}/{MANIFEST}")
    return parse_manifest(data, folder.name.partition("-")[2], journal)
