"""Where the messages of a file or a folder are, and the header of each.

The one rule: a line "From " begins a message only if it looks like one that a mail program writes
and a header follows; in a text it is a sentence. Contents are passed by, not kept.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hobnob.errors import UsageError

MOST_HEADER = 262_144
"""The most bytes of a header; what is beyond is not read as one."""
MOST_MESSAGE = 8_000_000
"""Bytes of a message that are read at once; of a longer one, the contents of attachments are
passed by."""
_LONGEST_LINE = 1 << 16
_MOST_FILES = 500_000
_FROM = re.compile(
    rb"From (?:\S.{0,200}? )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? "
    rb".{0,40}\d\d:\d\d.{0,25}\d{4}\b.{0,9}$"
)
_LONGEST_FROM = 300
_BARE_FROM = re.compile(rb"From(?: -?)?\s*$")
_HEADER = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")
_KNOWN = re.compile(
    rb"(?:From|To|Date|Subject|Message-ID|Received|Return-Path|MIME-Version|Delivered-To|X-[\w-]+|"
    rb"DKIM-Signature|Content-Type|Reply-To|Envelope-To|Sender|Status|Authentication-Results|Cc|"
    rb"References|In-Reply-To|Organization|User-Agent|ARC-[\w-]+)[ \t]*:",
    re.IGNORECASE,
)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]{60,100}\r?\n?\Z")
_MOST_BASE64 = 500
"""Lines of base64 in a row that are kept of a very long message."""
_EMLX = re.compile(rb"\d{1,12}[ \t]*\r?\n")
_FOLDERS = ("cur", "new")
_MARK = b"\xef\xbb\xbf"

Tell = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a message stands.

    Attributes:
        start, length: in bytes; a length of -1 means to the end.
        line: the line with which it begins, from 1.
        flags: of a Maildir: `S` for seen, `T` for trashed, `D` for a draft.
    """

    path: Path
    start: int = 0
    length: int = -1
    line: int = 1
    flags: str = ""


def is_mail(start: bytes) -> bool:
    """Say whether a file begins like a message or a mailbox."""
    lines = start.removeprefix(_MARK).lstrip(b"\r\n").splitlines()[:200]
    if lines and _EMLX.fullmatch(lines[0] + b"\n"):
        lines = lines[1:]
    elif lines and (_FROM.match(lines[0]) or _BARE_FROM.match(lines[0])):
        return any(_HEADER.match(line) for line in lines[1:3])
    names: set[bytes] = set()
    for line in lines:
        if line[:1] in (b" ", b"\t") and names:
            continue
        if not _HEADER.match(line):
            break
        if _KNOWN.match(line):
            names.add(line.partition(b":")[0].strip().lower())
    return len(names) > 1 and bool(names & {b"from", b"received", b"return-path", b"message-id"})


def has_mail(folder: Path) -> bool:
    """Say whether a folder is a Maildir, or has files of mail in it."""
    return next(_files(folder), None) is not None


def find_messages(path: Path, tell: Tell) -> Iterator[tuple[Place, bytes]]:
    """Yield the messages of a file or a folder, each with its header.

    Args:
        path: the file or the folder.
        tell: is told how many bytes or files of how many are done.

    Raises:
        UsageError: it cannot be read, or there is no message in it.
    """
    if not path.is_dir():
        yield from _in_file(path, "", tell)
        return
    files = list(_files(path))
    if not files:
        raise UsageError(f"{path}: there are no messages in this folder")
    for done, (file, flags) in enumerate(files):
        tell(done, len(files))
        yield from _in_file(file, flags, lambda _done, _all: None)


def read_message(place: Place) -> bytes:
    """Return the bytes of a message; "" if the file is not there any more."""
    try:
        with place.path.open("rb") as file:
            file.seek(place.start)
            size = place.length if place.length >= 0 else place.path.stat().st_size - place.start
            if size <= MOST_MESSAGE:
                return file.read(size)
            return _thinned(file, size)
    except OSError:
        return b""


def _thinned(file: BinaryIO, size: int) -> bytes:
    """Return a very long message without most of the lines of its attachments."""
    kept: list[bytes] = []
    room, in_row = MOST_MESSAGE, 0
    while size > 0 and room > 0 and (line := file.readline(min(size, _LONGEST_LINE))):
        size -= len(line)
        in_row = in_row + 1 if _BASE64.match(line) else 0
        if in_row <= _MOST_BASE64:
            kept.append(line)
            room -= len(line)
    return b"".join(kept)


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of messages in a folder and below, with the flags of a Maildir.

    Programs keep indexes beside them, so in other folders only files that begin like mail count.
    """
    left = _MOST_FILES
    folders = [folder]
    while folders and left > 0:
        here = folders.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError as error:
            raise UsageError(f"{here} cannot be read: {error.strerror}") from None
        in_maildir = here.name in _FOLDERS
        for path in entries:
            left -= 1
            try:
                mode = path.lstat().st_mode
            except OSError:
                continue
            if stat.S_ISDIR(mode) and path.name != "tmp":
                folders.append(path)
            elif stat.S_ISREG(mode) and (in_maildir or _is_message(path)):
                yield path, path.name.rpartition(":2,")[2] if ":2," in path.name else ""


def _is_message(path: Path) -> bool:
    ending = path.suffix.lower()
    if path.name.startswith(".") or ending not in ("", ".mbox", ".mbx", ".mail", ".eml", ".emlx"):
        return False
    if ending in (".eml", ".emlx"):
        return True
    try:
        with path.open("rb") as file:
            return is_mail(file.read(8192))
    except OSError:
        return False


def _in_file(path: Path, flags: str, tell: Tell) -> Iterator[tuple[Place, bytes]]:
    try:
        with path.open("rb") as file:
            first = file.readline(_LONGEST_LINE).removeprefix(_MARK)
            if _EMLX.fullmatch(first):
                # Apple Mail: the length in bytes, the message, then a list of properties.
                place = Place(path=path, start=file.tell(), length=int(first), line=2, flags=flags)
                yield place, _header(file)
                return
            if not (_FROM.match(first.rstrip()) or _BARE_FROM.match(first)):
                file.seek(0)
                yield Place(path=path, flags=flags), _header(file).removeprefix(_MARK)
                return
            file.seek(0)
            yield from _in_mailbox(path, file, tell)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no file of messages"
        raise UsageError(f"{path} cannot be read: {why}") from None


def _header(file: BinaryIO) -> bytes:
    """Return the lines up to a blank one."""
    kept: list[bytes] = []
    room = MOST_HEADER
    while room > 0 and (line := file.readline(_LONGEST_LINE)):
        if not line.strip(b"\r\n"):
            break
        kept.append(line)
        room -= len(line)
    return b"".join(kept)


def _in_mailbox(path: Path, file: BinaryIO, tell: Tell) -> Iterator[tuple[Place, bytes]]:
    """Yield the messages of a mailbox."""
    size = path.stat().st_size
    at, start, begun = 0, -1, 0
    header: list[bytes] = []
    in_header, after_blank, room = False, True, 0
    # A line that may begin a message does so only if the next one is of a header.
    maybe: tuple[int, int, bool] | None = None
    lines = iter(lambda: file.readline(_LONGEST_LINE), b"")
    for number, line in enumerate(lines, 1):
        if maybe and (_KNOWN if maybe[2] else _HEADER).match(line):
            if start >= 0:
                yield _place(path, start, maybe[0], begun), b"".join(header)
                tell(maybe[0], size)
            start, begun, header, in_header, room = at, maybe[1], [], True, MOST_HEADER
        maybe = None
        if line.startswith(b"From") and len(line) < _LONGEST_FROM:
            bare = line.rstrip()
            if _FROM.match(bare):
                maybe = (at, number, False)
            elif after_blank and _BARE_FROM.match(bare):
                maybe = (at, number, True)
        if in_header:
            if not line.strip(b"\r\n"):
                in_header = False
            elif room > 0:
                header.append(line)
                room -= len(line)
        after_blank = not line.strip(b"\r\n")
        at += len(line)
    if start >= 0:
        yield _place(path, start, size, begun), b"".join(header)


def _place(path: Path, start: int, end: int, line: int) -> Place:
    return Place(path=path, start=start, length=max(0, end - start), line=line)
