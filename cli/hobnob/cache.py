"""The files of a journal's `.hobnob`, which may come from a stranger together with the journal.

The one rule: all in it is a plain file or a folder. A link, a pipe or a device is never followed,
opened or written: what stands in the way of a file that hobnob writes is taken away, and `.hobnob`
itself, if it is a link, is refused.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from io import BufferedWriter
from pathlib import Path

CACHE = ".hobnob"
_DATABASE = ("", "-wal", "-shm", "-journal")
"""The files of an SQLite database: its name with each of these behind it."""
_LARGEST = 256_000_000
"""Bytes of a file that is read as a whole; hobnob writes none that comes near."""
_JUNCTION = 0xA0000003
"""The tag of a folder that leads elsewhere on Windows; `lstat` does not call it a link."""


def is_folder(path: Path) -> bool:
    """Say whether there is a folder, and no link to one."""
    status = _look(path)
    return status is not None and stat.S_ISDIR(status.st_mode) and not _leads_away(status)


def is_link(path: Path) -> bool:
    """Say whether there is a link, to whatever it leads."""
    status = _look(path)
    return status is not None and _leads_away(status)


def is_file(path: Path) -> bool:
    """Say whether there is a plain file: no link, pipe or device."""
    status = _look(path)
    return status is not None and stat.S_ISREG(status.st_mode)


def make_cache(cache: Path) -> None:
    """Let there be the folder, ignored by git whatever the journal's own .gitignore says.

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
    """Let there be a folder in the cache; return it.

    Args:
        cache: the journal's cache, which is there.
        name: of the folder; may be a path such as `trash/notes`.

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
    """Take away what has the name of a file and is none; a link goes, not what it leads to.

    Raises:
        OSError: it cannot be taken away; a folder never is.
    """
    status = _look(path)
    if status is None or stat.S_ISREG(status.st_mode):
        return
    if stat.S_ISDIR(status.st_mode) and not _leads_away(status):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    path.unlink(missing_ok=True)


def prepare_file(cache: Path, name: str) -> Path:
    """Return a file of the cache that can be opened by its path: it is a plain one, or not there.

    Raises:
        OSError: the cache is no folder, or what has the name cannot be taken away.
    """
    _check_folder(cache)
    path = cache / name
    clear(path)
    return path


def prepare_database(cache: Path, name: str) -> Path:
    """Return a database of the cache that SQLite can open, with the files it keeps beside it.

    Raises:
        OSError: the cache is no folder, or what has such a name cannot be taken away.
    """
    for suffix in _DATABASE:
        prepare_file(cache, name + suffix)
    return cache / name


def find_database(cache: Path, name: str) -> Path:
    """Return a database of the cache that is only read.

    Raises:
        OSError: it is not there, or it or a file beside it is no plain file.
    """
    _check_folder(cache)
    for suffix in _DATABASE:
        path = cache / (name + suffix)
        if not is_file(path) and (not suffix or os.path.lexists(path)):
            raise FileNotFoundError(errno.ENOENT, "there is no such file", str(path))
    return cache / name


def remove_database(cache: Path, name: str) -> None:
    """Take away a database and the files beside it, as far as that can be done."""
    for suffix in _DATABASE:
        with contextlib.suppress(OSError):
            _check_folder(cache)
            (cache / (name + suffix)).unlink(missing_ok=True)


def read_file(cache: Path, name: str) -> bytes:
    """Return what a file of the cache says.

    Args:
        cache: the journal's cache.
        name: of the file; may be a path such as `undo/00000001-0123456789ab/manifest`.

    Raises:
        OSError: it is not there, cannot be read, or is no plain file in plain folders.
    """
    folder = cache
    _check_folder(folder)
    for part in Path(name).parent.parts:
        folder = folder / part
        _check_folder(folder)
    return read_plain(cache / name)


def read_plain(path: Path) -> bytes:
    """Return what a plain file says; its folder is known to be plain.

    Raises:
        OSError: it is not there, cannot be read, or is no plain file.
    """
    # Without O_NONBLOCK a pipe would be waited for, without end.
    descriptor = os.open(path, os.O_RDONLY | _flags("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or not is_file(path):
            raise OSError(errno.EINVAL, "it is no plain file", str(path))
        if status.st_size > _LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return file.read()


def write_file(cache: Path, name: str, text: str) -> None:
    """Write a file of the cache, all of it or nothing, in place of whatever has its name.

    Raises:
        OSError: it cannot be written.
    """
    _check_folder(cache)
    beside = cache / f".{name}.{secrets.token_hex(6)}.new"
    try:
        with open_new(beside) as file:
            file.write(text.encode("utf-8"))
        # A rename puts the file in the place of a link, and does not follow it.
        beside.replace(cache / name)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def open_new(path: Path) -> BufferedWriter:
    """Open a file that is not there, to write bytes.

    Raises:
        OSError: something has that name, or it cannot be made.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flags("O_NOFOLLOW", "O_BINARY")
    return os.fdopen(os.open(path, flags, 0o666), "wb")


def _remove_name(path: Path) -> None:
    """Take away what stands where a folder belongs: a file, a link, a pipe."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def _flags(*names: str) -> int:
    """Return flags of `os.open` together; a system that lacks one does without."""
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
