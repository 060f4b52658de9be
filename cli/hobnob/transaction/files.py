"""What a change does with files: reading, writing, naming, linking, and the trash.

The one rule: no existing file is overwritten.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from hobnob.cache import is_file, make_folder, open_new, read_plain
from hobnob.errors import ChangedError
from hobnob.journal import digest

_TRASH = "trash"
_NO_LINKS = (
    errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV,
    errno.EINVAL, errno.ENOSYS, errno.EACCES,
)  # fmt: skip
"""The errors of a file system that has no links. Windows says EINVAL on FAT, FUSE says ENOSYS, and
Android allows nobody to make a link and says EACCES."""


def names_in(folder: Path) -> list[str]:
    """Return the sorted names in a folder; none if it cannot be read."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def read(path: Path) -> bytes | None:
    """Return the content of a note; None if there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def read_old(path: Path) -> bytes | None:
    """Return the content of a file that hobnob wrote; None if it is missing or a link."""
    return read_plain(path) if is_file(path) else None


def digest_of(data: bytes | None) -> str:
    """Return a hash of a file's content; "" if there is no file."""
    return "" if data is None else digest(data).hex()


def write_new(path: Path | str, data: bytes, *, sync: bool = True) -> None:
    """Write a new file and sync it to the disk, or leave that to `sync_all`."""
    with open_new(path) as file:
        file.write(data)
        if sync:
            file.flush()
            os.fsync(file.fileno())


MANY = 200
"""From this number of files on, one sync of all disks takes less time than one a file."""


def can_sync_all() -> bool:
    """Say whether this system can sync all at once and wait for it, as only Linux promises."""
    return sys.platform == "linux"


def sync_all() -> None:
    """Sync all that was written to the disks; see sync(2)."""
    os.sync()


def put_new(beside: Path | str, path: Path | str) -> None:
    """Give a new file its name; fail if a file has that name already."""
    try:
        # Unlike a rename, a link fails if the name is taken.
        os.link(beside, path)
    except FileExistsError:
        raise ChangedError(Path(path).name) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without links (FAT, some shared folders): reserve the name first.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        os.replace(beside, path)  # noqa: PTH105
        return
    os.unlink(beside)  # noqa: PTH108


def link_or_copy(path: Path, to: Path) -> None:
    """Give a file a second name; copy it if the file system has no links."""
    to.unlink(missing_ok=True)
    try:
        os.link(path, to)
    except FileNotFoundError:
        raise ChangedError(path.name) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        write_new(to, path.read_bytes())


def put_in_trash(cache: Path, old: Path, shown: str) -> None:
    """Keep a removed file in the trash, with its path, and a number if the path is taken."""
    name = Path(shown)
    folder = make_folder(cache, f"{_TRASH}/{name.parent.as_posix()}")
    target, count = folder / name.name, 1
    while os.path.lexists(target):
        count += 1
        target = folder / f"{name.stem}-{count}{name.suffix}"
    link_or_copy(old, target)


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to the disk, if the system can."""
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
