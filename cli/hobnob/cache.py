"""The files in a journal's `.hobnob`, which may come from a stranger together with the journal.

The one rule: only plain files and folders are used. hobnob never follows, opens or writes a link, a
pipe or a device. It removes them if they have the name of a file to write. If `.hobnob` itself is a
link, hobnob refuses to use it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from io import BufferedWriter
from pathlib import Path

CACHE = ".hobnob"
_DATABASE = ("", "-wal", "-shm", "-journal")
"""The endings of the files of an SQLite database."""
_LARGEST = 256_000_000
"""The most bytes that are read from a file; hobnob's own files are far smaller."""
_JUNCTION = 0xA0000003
"""The tag of a junction, a linked folder of Windows; for `lstat` it is not a link."""


def is_folder(path: Path) -> bool:
    """Return whether there is a folder; a link to one does not count."""
    status = _look(path)
    return status is not None and stat.S_ISDIR(status.st_mode) and not _leads_away(status)


def is_link(path: Path) -> bool:
    """Return whether there is a link, with any target."""
    status = _look(path)
    return status is not None and _leads_away(status)


def is_file(path: Path) -> bool:
    """Return whether there is a plain file: no link, pipe or device."""
    status = _look(path)
    return status is not None and stat.S_ISREG(status.st_mode)


def may_be_file(path: Path) -> bool:
    """Return whether there is a plain file, or nothing, so that a plain file can be made."""
    status = _look(path)
    return status is None or stat.S_ISREG(status.st_mode)


def make_cache(cache: Path) -> None:
    """Make the folder if it is missing, with a .gitignore that makes git ignore it.

    Raises:
        OSError: it cannot be made, or something else has its name.
    """
    if not is_folder(cache):
        _refuse_link(cache)
        cache.mkdir(exist_ok=True)
    ignore = cache / ".gitignore"
    if not is_file(ignore):
        clear(ignore)
        with contextlib.suppress(FileExistsError), open_new(ignore) as file:
            file.write(b"*\n")


def make_folder(cache: Path, name: str) -> Path:
    """Make a folder in the cache if it is missing; return it.

    Args:
        cache: the journal's cache, which exists.
        name: the name of the folder, or a path such as `trash/notes`.

    Raises:
        OSError: it cannot be made.
    """
    _check_folder(cache)
    folder = cache
    for part in Path(name).parts:
        folder = folder / part
        if not is_folder(folder):
            _remove_name(folder)
            folder.mkdir(exist_ok=True)
    return folder


def clear(path: Path) -> None:
    """Remove anything with this path that is not a plain file; a link's target stays.

    Raises:
        OSError: it cannot be removed, or it is a folder, which is never removed.
    """
    status = _look(path)
    if status is None or stat.S_ISREG(status.st_mode):
        return
    if stat.S_ISDIR(status.st_mode) and not _leads_away(status):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    path.unlink(missing_ok=True)


def prepare_file(cache: Path, name: str) -> Path:
    """Return the path of a file in the cache, after it is a plain file or missing.

    Raises:
        OSError: the cache is no folder, or something with this name cannot be removed.
    """
    _check_folder(cache)
    path = cache / name
    clear(path)
    return path


def prepare_database(cache: Path, name: str) -> Path:
    """Return the path of a database in the cache, after all its files are plain or missing.

    Raises:
        OSError: the cache is no folder, or something with such a name cannot be removed.
    """
    for suffix in _DATABASE:
        prepare_file(cache, name + suffix)
    return cache / name


def find_database(cache: Path, name: str) -> Path:
    """Return the path of an existing database in the cache, for reading.

    Raises:
        OSError: it is missing, or one of its files is not a plain file.
    """
    _check_folder(cache)
    for suffix in _DATABASE:
        path = cache / (name + suffix)
        if not is_file(path) and (not suffix or os.path.lexists(path)):
            raise FileNotFoundError(errno.ENOENT, "there is no such file", str(path))
    return cache / name


def remove_database(cache: Path, name: str) -> None:
    """Remove all files of a database, as far as possible."""
    for suffix in _DATABASE:
        with contextlib.suppress(OSError):
            _check_folder(cache)
            (cache / (name + suffix)).unlink(missing_ok=True)


def read_file(cache: Path, name: str) -> bytes:
    """Return the content of a file in the cache.

    Args:
        cache: the journal's cache.
        name: the name of the file, or a path such as `undo/00000001-0123456789ab/manifest`.

    Raises:
        OSError: it is missing, cannot be read, or is not a plain file in plain folders.
    """
    folder = cache
    _check_folder(folder)
    for part in Path(name).parent.parts:
        folder = folder / part
        _check_folder(folder)
    return read_plain(cache / name)


def read_plain(path: Path) -> bytes:
    """Return the content of a plain file; its folder must be plain.

    Raises:
        OSError: it is missing, cannot be read, or is not a plain file.
    """
    # Without O_NONBLOCK, opening a pipe would wait for ever.
    descriptor = os.open(path, os.O_RDONLY | _flags("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or not is_file(path):
            raise OSError(errno.EINVAL, "it is not a plain file", str(path))
        if status.st_size > _LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return file.read()


def write_file(cache: Path, name: str, text: str) -> None:
    """Write a file in the cache, completely or not at all; it replaces anything with its name.

    Raises:
        OSError: it cannot be written.
    """
    _check_folder(cache)
    beside = cache / f".{name}.{os.urandom(6).hex()}.new"
    try:
        with open_new(beside) as file:
            file.write(text.encode("utf-8"))
        # A rename replaces a link and does not follow it.
        beside.replace(cache / name)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def open_new(path: Path | str) -> BufferedWriter:
    """Open a new file for writing bytes.

    Raises:
        OSError: the name is taken, or the file cannot be made.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flags("O_NOFOLLOW", "O_BINARY")
    return os.fdopen(os.open(path, flags, 0o666), "wb")


def replace_file(path: Path, data: bytes) -> None:
    """Write a file that others may look at: it is there as a whole, or as it was.

    Raises:
        OSError: the disk does not take it.
    """
    # Programs that share the folder pass over hidden files.
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open_new(beside) as file:
            file.write(data)
        beside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _remove_name(path: Path) -> None:
    """Remove a file, a link or a pipe that has the name of a folder to make."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def _flags(*names: str) -> int:
    """Return the flags of `os.open` that this system has, as one number."""
    return sum(getattr(os, name, 0) for name in names)


def _look(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except (OSError, ValueError):
        return None


def _leads_away(status: os.stat_result) -> bool:
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def _check_folder(folder: Path) -> None:
    if not is_folder(folder):
        _refuse_link(folder)
        number = errno.ENOTDIR if os.path.lexists(folder) else errno.ENOENT
        raise OSError(number, os.strerror(number), str(folder))


def _refuse_link(folder: Path) -> None:
    if is_link(folder):
        raise OSError(errno.ELOOP, "it is a link, and hobnob does not follow links", str(folder))
