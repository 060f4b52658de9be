"""The files of an export of LinkedIn: in a folder, in an archive, or one alone.

The one rule: only the tables that hobnob reads are opened, by their names. No name of an archive
becomes a path, and no more bytes are unpacked than a table may have.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from hobnob.errors import UsageError
from hobnob.importers.tables import Table, parse_table, read_table
from hobnob.importers.tables.reading import MOST_BYTES

NAMES = re.compile(r"(?:connections|messages|invitations|profile)\.csv\Z", re.IGNORECASE)
"""The files of an export that are read."""
_HEADS = (
    re.compile(r"first name.*last name.*connected on", re.IGNORECASE),
    re.compile(r"conversation id.*content", re.IGNORECASE),
    re.compile(r"inviterprofileurl", re.IGNORECASE),
)
_PROFILES = re.compile(r"linkedin\.com/(?:in|pub)/", re.IGNORECASE)
_ZIP = b"PK\x03\x04"
_MOST_FILES = 20_000
_IN_MEMORY = 4_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class ExportFile:
    """A table of an export.

    Attributes:
        path: the file, or the archive it is in.
        member: its name in the archive, "" outside of one.
        packed: the month in which it was put into the archive, "" if that is not known.
    """

    path: Path
    member: str = ""
    packed: str = ""

    @property
    def name(self) -> str:
        """The name of the file alone, in lower case."""
        return PurePosixPath(self.member or self.path.name).name.lower()

    def read(self) -> Table:
        """Read the table.

        Raises:
            UsageError: it cannot be read, or is too large.
        """
        if not self.member:
            return read_table(self.path)
        with _opened(self.path) as archive, tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
            try:
                _unpack(archive, self.member, cast(BinaryIO, file), self.name)
            except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError,
                    ValueError, zlib.error) as error:  # fmt: skip
                raise UsageError(
                    f"{self.path.name}: {self.name} in it cannot be read: {error}"
                ) from None
            return parse_table(cast(BinaryIO, file), PurePosixPath(self.member).name)


def is_export(path: Path, start: bytes) -> bool:
    """Say whether a file or a folder is an export, or a table of one."""
    if path.is_dir() or start.startswith(_ZIP):
        try:
            names = {file.name for file in export_files(path)}
        except UsageError:
            return False
        return bool(names & {"connections.csv", "messages.csv"})
    text = start.decode("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    lines = [line for line in text.splitlines()[:400] if line.strip()]
    if any(head.search(line) for head in _HEADS for line in lines[:6]):
        return True
    # In a language that is not known, nearly each row has a profile.
    rows = [line for line in lines if line.count(",") >= 5 or line.count(";") >= 5][1:]
    narrow = max((line.count(",") for line in lines[:8]), default=0) < 12
    return narrow and len(rows) > 0 and sum(map(_has_profile, rows)) * 2 > len(rows)


def export_files(path: Path) -> list[ExportFile]:
    """Return the tables of an export.

    Raises:
        UsageError: it is an archive that cannot be read.
    """
    if path.is_dir():
        return [
            ExportFile(path=file)
            for folder in (path, *sorted(sub for sub in path.iterdir() if _is_folder(sub)))
            for file in sorted(folder.iterdir())
            if NAMES.match(file.name) and file.is_file() and not file.is_symlink()
        ]
    with path.open("rb") as file:
        is_archive = file.read(4) == _ZIP
    return list(_members(path)) if is_archive else [ExportFile(path=path)]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not path.name.startswith(".")


def _members(path: Path) -> Iterator[ExportFile]:
    with _opened(path) as archive:
        members = archive.infolist()
        if len(members) > _MOST_FILES:
            raise UsageError(f"{path.name} has {len(members):,} files; no export has so many")
        for member in members:
            if NAMES.match(PurePosixPath(member.filename).name) and not member.is_dir():
                year, month = member.date_time[:2]
                packed = f"{year}-{month:02}" if year > 2002 and 0 < month < 13 else ""
                yield ExportFile(path=path, member=member.filename, packed=packed)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UsageError(f"{path.name} is no archive that can be read: {error}") from None


def _unpack(archive: zipfile.ZipFile, member: str, to: BinaryIO, name: str) -> None:
    """Copy a member, up to the size that a table may have."""
    size = 0
    with archive.open(member) as source:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                raise UsageError(
                    f"{name} in the archive is larger than {MOST_BYTES // 1_000_000} MB, which is "
                    "too much for a table"
                )
            to.write(chunk)
    to.seek(0)


def _has_profile(line: str) -> bool:
    return _PROFILES.search(line) is not None
