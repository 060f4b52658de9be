"""Where in a journal hobnob may write and remove.

The one rule: a path leads to a note, to the inbox or to a photo of this journal, and through no
link.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from hobnob.cache import is_file, is_link, may_be_file
from hobnob.errors import UsageError
from hobnob.inbox_paths import is_inbox_file
from hobnob.journal import Journal
from hobnob.names import is_note_name, is_photo

_RESERVED = re.compile(r"[\\:]" if os.name == "nt" else "\0")
"""Characters in a name that would lead to another folder on this system."""


class Bounds:
    """The paths that a change may write; each folder is looked at once for all of them."""

    def __init__(self, journal: Journal) -> None:
        """Begin with no folder looked at."""
        self._notes = journal.notes
        self._start = journal.notes.parts
        self._folders: dict[tuple[str, ...], bool] = {}

    def holds(self, path: Path) -> bool:
        """Return whether a path is that of a note, of the inbox or of a photo, without links."""
        parts = path.parts
        if ".." in parts or parts[: len(self._start)] != self._start:
            return False
        parts = parts[len(self._start) :]
        below = "/".join(parts)
        if not (parts and (is_note_name(path.name) or is_inbox_file(below) or is_photo(below))):
            return False
        return _is_allowed(parts[-1]) and self._is_plain(parts[:-1]) and may_be_file(path)

    def guard(self, path: Path) -> None:
        """Refuse to write outside the notes folder, also through a link.

        Raises:
            UsageError: the path leads out of the notes folder.
        """
        if not self.holds(path):
            raise UsageError(f"{path} is outside the journal's notes; nothing was written")

    def _is_plain(self, folder: tuple[str, ...]) -> bool:
        """Return whether a folder below the notes may hold notes, and is reached without links."""
        if folder not in self._folders:
            self._folders[folder] = all(map(_is_allowed, folder)) and not any(
                map(is_link, way_to(self._notes, folder))
            )
        return self._folders[folder]


def is_removable(journal: Journal, path: str) -> bool:
    """Return whether hobnob may remove a file that is no note, by its path in the journal.

    It is a plain file below the notes folder, reached without links, or gone already.
    """
    file = journal.root / path
    if "\0" in path or ".." in file.parts or not file.is_relative_to(journal.notes):
        return False
    parts = file.relative_to(journal.notes).parts
    if not parts or not all(map(_is_allowed, parts)):
        return False
    if any(is_link(folder) for folder in way_to(journal.notes, parts[:-1])):
        return False
    return is_file(file) or not os.path.lexists(file)


def way_to(start: Path, parts: Sequence[str]) -> list[Path]:
    """Return each folder on the path below a trusted one."""
    return [start.joinpath(*parts[: count + 1]) for count in range(len(parts))]


def _is_allowed(name: str) -> bool:
    """Return whether a file or a folder of notes may have a name.

    The index skips names that begin with a dot (`.git`), so hobnob never writes there.
    """
    return not name.startswith(".") and _RESERVED.search(name) is None
