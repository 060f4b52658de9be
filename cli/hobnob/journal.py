"""The folder that is a journal: finding it, its paths, and writing notes into it safely.

The one rule: this is the only module that writes notes, and every write is atomic. After a crash
at any instant there is the old note or the new one.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hobnob.errors import ChangedError, ExistsError, NoJournalError, UsageError, WriteError
from hobnob.model import FOLDER_OF, FOLDERS, Kind
from hobnob.names import slugify
from hobnob.settings import Settings, load_site_file, read_settings

SITE_FILE = "mkdocs.yml"
CACHE = ".hobnob"
INDEX_FILE = "index.sqlite"
LONGEST_SLUG = 80
"""Characters; file systems allow 255 bytes, and names should stay readable."""


@dataclass(frozen=True, kw_only=True)
class Journal:
    """A journal's folder and what its `mkdocs.yml` says."""

    root: Path
    notes: Path
    settings: Settings

    @property
    def cache(self) -> Path:
        """The folder of all that is derived and disposable."""
        return self.root / CACHE

    def relative(self, path: Path) -> str:
        """Return a path as it is shown: relative to the journal, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def folder(self, kind: Kind) -> Path:
        """Return the folder in which notes of a kind stand."""
        return self.notes / FOLDER_OF[kind]


def find_journal(named: str | None, environment: Mapping[str, str], start: Path) -> Journal:
    """Find the journal: as named, as `$HOBNOB_JOURNAL` says, else upward of a folder.

    Raises:
        NoJournalError: there is none.
        SettingsError: its `mkdocs.yml` cannot be used.
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
    """Open the journal that is this folder; None when it is none."""
    path = folder / SITE_FILE
    if not path.is_file():
        return None
    site = load_site_file(path)
    if site is None:
        return None
    notes = folder / site.docs_dir
    return Journal(root=folder, notes=notes, settings=read_settings(site.options))


def kind_of(relative: str) -> Kind:
    """Return the kind of a Markdown file by its path under the notes."""
    first, slash, _ = relative.partition("/")
    return FOLDERS.get(first, "page") if slash else "page"


def slug_of(name: str) -> str:
    """Return the slug of a file by its name."""
    stem = name[:-3] if name.lower().endswith(".md") else name
    return slugify(stem)


def note_path(journal: Journal, kind: Kind, slug: str) -> Path:
    """Return where a new note belongs; interactions go into a folder a year.

    Raises:
        UsageError: no file can have that name.
    """
    if not slug:
        raise UsageError("a name needs at least one letter or digit to make a file of")
    folder = journal.folder(kind)
    if kind == "interaction":
        folder = folder / slug[:4]
    return folder / f"{slug}.md"


def short_slug(text: str) -> str:
    """Return a slug cut at a word, short enough to be a file's name."""
    slug = slugify(text)
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rsplit("-", 1)[0]
    while len(slug.encode()) > 200:
        slug = slug[:-1]
    return slug.strip("-")


def digest(data: bytes) -> bytes:
    """Return the hash by which a file's content is known again."""
    return hashlib.blake2b(data, digest_size=16).digest()


def create_note(journal: Journal, path: Path, text: str) -> None:
    """Write a note that must not be there yet.

    Raises:
        ExistsError: it is there.
        WriteError: the disk would not take it.
    """
    _guard(journal, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = _write_beside(path, text.encode())
        try:
            _put_new(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except FileExistsError:
        raise ExistsError(journal.relative(path)) from None
    except OSError as error:
        raise WriteError(f"cannot write {journal.relative(path)}: {error.strerror}") from None


def _put_new(temporary: Path, path: Path) -> None:
    """Give a file its name, unless that is taken: nothing is ever overwritten."""
    try:
        # A link, unlike a rename, fails when the name is taken.
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK):
            raise
        # A file system without links (FAT, some shares): claim the name first.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        temporary.replace(path)


def replace_note(journal: Journal, path: Path, read: bytes, data: bytes) -> None:
    """Replace a note, if it still is what was read; mode and owner stay.

    Raises:
        ChangedError: someone else wrote it meanwhile, or it is gone.
        WriteError: the disk would not take it.
    """
    _guard(journal, path)
    try:
        status = path.stat()
        temporary = _write_beside(path, data)
        try:
            temporary.chmod(status.st_mode & 0o7777)
            if (status.st_uid, status.st_gid) != (os.getuid(), os.getgid()):
                os.chown(temporary, status.st_uid, status.st_gid)
            if path.read_bytes() != read:
                raise ChangedError(journal.relative(path))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except FileNotFoundError:
        raise ChangedError(journal.relative(path)) from None
    except OSError as error:
        raise WriteError(f"cannot write {journal.relative(path)}: {error.strerror}") from None


def _guard(journal: Journal, path: Path) -> None:
    """Refuse to write outside the journal, also through a link."""
    inside = path.parent.resolve().is_relative_to(journal.notes.resolve())
    if not inside or path.is_symlink():
        raise UsageError(f"{path} is outside the journal's notes; nothing was written")


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a durable temporary file in the folder of a path; its name begins with a dot."""
    temporary = path.with_name(f".{secrets.token_hex(8)}.hobnob-new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder durable, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
