"""The files among the notes that are no notes: pictures, documents, and what is no file at all.

The one rule: a link out of the folder of the notes is never followed, and nothing but a plain file
is opened. A link to a picture among the notes is followed.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from hobnob.names import is_note_name


class LeftOut(NamedTuple):
    """A file or a link to a folder that is not on the site, and why."""

    path: str
    why: str


class Walk:
    """The files below the folder of the notes, as a build may read them.

    Attributes:
        folders: each folder that is no link, with the names of its plain files, sorted.
        left_out: the other files, and the links to folders.
    """

    def __init__(self, notes: Path) -> None:
        self.folders: list[tuple[str, list[str]]] = []
        found: list[LeftOut] = []
        self._real = Path(os.path.realpath(notes))
        for folder, below, names in os.walk(notes):
            below.sort()
            for name in below:
                path = os.path.join(folder, name)  # noqa: PTH118
                if os.path.islink(path):  # noqa: PTH114
                    found.append(LeftOut(path, _LINKED_FOLDER))
            plain = []
            for name in sorted(names):
                path = os.path.join(folder, name)  # noqa: PTH118
                if why := self._why_not(path):
                    found.append(LeftOut(path, why))
                else:
                    plain.append(name)
            self.folders.append((folder, plain))
        # Editors keep links of their own in hidden folders, which no site shows.
        self.left_out = [one for one in found if f"{os.sep}." not in one.path[len(str(notes)) :]]

    def _why_not(self, path: str) -> str:
        """Return why a file is left out, "" if it is not."""
        try:
            status = os.lstat(path)
            if stat.S_ISLNK(status.st_mode):
                if why := self._why_not_followed(path):
                    return why
                status = os.stat(path)  # noqa: PTH116
        except FileNotFoundError:
            return "this link leads nowhere; remove it"
        except OSError as error:
            return f"this file cannot be read: {error.strerror}"
        if not stat.S_ISREG(status.st_mode):
            return "this is not an ordinary file; remove it"
        if not os.access(path, os.R_OK):
            return "this file cannot be read: permission denied; change its rights or remove it"
        return ""

    def _why_not_followed(self, path: str) -> str:
        target = Path(os.path.realpath(path))
        if not target.is_relative_to(self._real):
            return (
                "this is a link out of the folder of the notes; hobnob does not follow it, "
                "so put the file itself here"
            )
        hidden = any(part[0] == "." for part in target.relative_to(self._real).parts)
        if hidden or is_note_name(path) or is_note_name(str(target)):
            return "hobnob does not follow this link; put the file itself here"
        return ""


_LINKED_FOLDER = "this is a link to a folder; hobnob does not follow it, so put the folder here"


class Finder:
    """Finds a file among the notes as a wikilink names it: by a path, or by its name alone."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Take the paths of all files, relative to the notes."""
        self._paths = frozenset(paths)
        self._by_name: dict[str, list[str]] = {}
        for path in sorted(self._paths, key=lambda path: (path.count("/"), path)):
            self._by_name.setdefault(path.rpartition("/")[2].casefold(), []).append(path)

    def find(self, target: str, folder: str) -> str:
        """Return the path of a file, "" for none.

        Args:
            target: what the link says, as Obsidian writes it: a path from the note's folder or
                from the notes, the end of a path, or a name. The file nearest to the top wins.
            folder: the folder of the note.
        """
        wanted = posixpath.normpath(target.strip())
        for path in (posixpath.normpath(posixpath.join(folder, wanted)), wanted):
            if path in self._paths:
                return path
        end = f"/{wanted}".casefold()
        named = self._by_name.get(wanted.rpartition("/")[2].casefold(), ())
        return next((path for path in named if f"/{path}".casefold().endswith(end)), "")


def find_files(notes: Path) -> Finder:
    """Return what finds the files among the notes that a site may show."""
    walk = Walk(notes)
    return Finder(
        os.path.relpath(os.path.join(folder, name), notes).replace(os.sep, "/")  # noqa: PTH118
        for folder, names in walk.folders
        for name in names
    )


def odd_attachments(notes: Path) -> Iterator[LeftOut]:
    """Yield what is left out of the site and is not in the index as an odd note."""
    for found in Walk(notes).left_out:
        if not is_note_name(found.path) and found.why != _LINKED_FOLDER:
            yield found
