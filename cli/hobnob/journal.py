"""The journal: finding its folder, and where its notes belong.

The one rule: all paths made here are inside the journal, whatever characters a name has.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from hobnob.cache import CACHE
from hobnob.errors import NoJournalError, SettingsError, UsageError
from hobnob.model import FOLDER_OF, FOLDERS, Kind
from hobnob.names import NOTE_SUFFIX, slugify
from hobnob.settings import Settings, SiteFile, read_settings
from hobnob.site_values import site_values

SITE_FILE = "mkdocs.yml"
INDEX_FILE = "index.sqlite"
PENDING = "pending"
"""The folder of unfinished changes in the cache; it exists only while there are any."""
PAST = "past"
"""The folder of earlier notes in the cache; see `hobnob.git.past`."""
LONGEST_SLUG = 80
"""Characters; file systems allow 255 bytes, and names should stay readable."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
"""The names of devices, which no file of Windows can have, with any ending.

Source: learn.microsoft.com, "Naming Files, Paths, and Namespaces".
"""


@dataclass(frozen=True, kw_only=True)
class Journal:
    """A journal's folder and what its `mkdocs.yml` says.

    Attributes:
        past: whether these are earlier notes, which cannot be changed; see `hobnob.git.past`.
    """

    root: Path
    notes: Path
    settings: Settings
    past: bool = False

    @property
    def cache(self) -> Path:
        """The folder of derived files, which can be deleted."""
        return self.root / CACHE

    def relative(self, path: Path) -> str:
        """Return a path relative to the journal, with forward slashes, for messages."""
        text, start = str(path), f"{self.root}{os.sep}"
        if text.startswith(start):
            # Of many paths, this takes a tenth of the time.
            return text[len(start) :].replace(os.sep, "/")
        return path.relative_to(self.root).as_posix()

    def holds_no_notes(self, folder: str) -> bool:
        """Return whether a folder, relative to the notes, or one above it is left out."""
        parts = folder.split("/") if folder else []
        return any(
            is_left_out("/".join(parts[: at + 1]), self.settings.exclude)
            for at in range(len(parts))
        )

    def notes_path(self, path: str) -> str:
        """Turn a path relative to the journal into one relative to the notes."""
        return (self.root / path).relative_to(self.notes).as_posix()

    def kind(self, path: str) -> Kind:
        """Return the kind of the Markdown file at a path relative to the journal."""
        return kind_of(self.notes_path(path))

    def folder(self, kind: Kind) -> Path:
        """Return the folder of the notes of a kind."""
        return self.notes / FOLDER_OF[kind]


def find_journal(named: str | None, environment: Mapping[str, str], start: Path) -> Journal:
    """Find the journal: by name, by `$HOBNOB_JOURNAL`, or in a folder and those above it.

    Raises:
        NoJournalError: there is none.
        SettingsError: its `mkdocs.yml` cannot be used.
        UntrustedError: its notes are behind a link out of the journal, and nobody agreed to it.
    """
    chosen = named or environment.get("HOBNOB_JOURNAL")
    if chosen:
        folder = Path(chosen).expanduser()
        journal = open_journal(folder.absolute())
        if journal is None:
            raise NoJournalError(str(folder))
        return journal
    here = start.absolute()
    for folder in (here, *here.parents):
        journal = open_journal(folder)
        if journal is not None:
            return journal
    raise NoJournalError(f"{start} or above it")


def open_journal(folder: Path) -> Journal | None:
    """Open the journal in this folder; None if the folder is not a journal.

    Raises:
        SettingsError, UntrustedError: see `find_journal`.
    """
    path = folder / SITE_FILE
    if not path.is_file():
        return None
    site = site_values(path)
    if site is None:
        return None
    notes = _notes_folder(folder, site)
    return Journal(root=folder, notes=notes, settings=read_settings(site.options))


def _notes_folder(root: Path, site: SiteFile) -> Path:
    """Return the folder of the notes, which is inside the journal.

    It may be a link out of it, to a folder that is synchronized, but a stranger's may not.
    """
    notes = Path(os.path.normpath(root / site.docs_dir))
    if not notes.is_relative_to(os.path.normpath(root)):
        raise SettingsError(
            f"{root / SITE_FILE}:{site.docs_line}: docs_dir: '{site.docs_dir}' is not in the "
            "journal; write the name of a folder beside mkdocs.yml, such as notes"
        )
    notes = root / notes.relative_to(os.path.normpath(root))
    if not Path(os.path.realpath(notes)).is_relative_to(os.path.realpath(root)):
        # Few journals need this, and it takes longer than the rest.
        from hobnob.trust import require_trust_in_notes

        require_trust_in_notes(root / SITE_FILE, notes, site.docs_line)
    return notes


_NO_NOTES = frozenset({"Templates", "templates", "node_modules", "__pycache__"})


def is_left_out(folder: str, exclude: Collection[str]) -> bool:
    """Return whether a folder holds no notes and no pages.

    Args:
        folder: its path relative to the notes.
        exclude: names of folders, and paths relative to the notes.
    """
    name = folder.rpartition("/")[2]
    return name[:1] == "_" or name in _NO_NOTES or name in exclude or folder in exclude


def kind_of(relative: str) -> Kind:
    """Return the kind of a Markdown file from its path in the notes folder."""
    first, slash, _ = relative.partition("/")
    # In a vault it may be `People`.
    return FOLDERS.get(first.lower(), "page") if slash else "page"


def slug_of(name: str) -> str:
    """Return the slug of a file from its name."""
    return slugify(name[:-3] if name.endswith(".md") else NOTE_SUFFIX.sub("", name))


def note_path(journal: Journal, kind: Kind, slug: str) -> Path:
    """Return the path of a new note; interactions have a folder for each year.

    Raises:
        UsageError: no file can have that name.
    """
    if not slug:
        raise UsageError("a name needs at least one letter or digit, because it names a file")
    folder = _as_on_disk(journal.folder(kind))
    if kind == "interaction":
        folder = folder / slug[:4]
    return folder / f"{slug}.md"


def _as_on_disk(folder: Path) -> Path:
    """Return a folder with its name as the disk has it.

    A disk that ignores case finds `People` as `people`; the index knows it by its own name.
    """
    if not folder.is_dir():
        return folder
    names = [path.name for path in folder.parent.iterdir()]
    if folder.name in names:
        return folder
    same = (name for name in names if name.casefold() == folder.name.casefold())
    return folder.with_name(next(same, folder.name))


def short_slug(text: str) -> str:
    """Return a slug that a file can have on every system: short, and no name of a device.

    A long one is cut after a word; `con` becomes `con-1`.
    """
    slug = slugify(text)
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rsplit("-", 1)[0]
    while len(slug.encode()) > 200:
        slug = slug[:-1]
    slug = slug.strip("-")
    return f"{slug}-1" if is_device(slug) else slug


def is_device(name: str) -> bool:
    """Return whether Windows takes the name of a file for a device, such as `con` or `nul.md`."""
    return bool(_DEVICE.fullmatch(name.partition(".")[0].rstrip(" ")))


def digest(data: bytes) -> bytes:
    """Return a hash of a file's content."""
    return hashlib.blake2b(data, digest_size=16).digest()
