"""Reading changed files: from bytes to rows, in several processes if there are many.

The one rule: nothing here touches the index, so files can be read in any process and order.
"""

from __future__ import annotations

import marshal
import os
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from hobnob.index.rows import Rows, join_rows, make_rows
from hobnob.journal import digest, kind_of, slug_of
from hobnob.notes.read import MAX_BYTES, read_note
from hobnob.parallel import available_workers

if TYPE_CHECKING:
    from concurrent.futures import Future

CHUNK = 400
"""Files to read, and to write into the index, at a time."""
_MANY = 3_000
"""The number of files from which a second process saves time."""
_MOST_WORKERS = 7
_MOST_WAITING = 12
"""Chunks that are read ahead of what is written into the index."""


UNREAD = b"unread"
"""What stands in the place of a digest, before the reason, if a file could not be read. The trouble
may pass without a trace in the times of the file, so each command tries again."""


class Wanted(NamedTuple):
    """A file to read.

    Attributes:
        id: the id of its row in the index.
        folder: its folder relative to the journal; `notes_path` is relative to the notes.
        state: mtime, ctime and size of the file.
        known: the digest of the content in the index, b"" for none.
    """

    id: int
    folder: str
    name: str
    notes_path: str
    state: tuple[int, int, int]
    known: bytes


class Read(NamedTuple):
    """Some files, in plain types that another process can send.

    Attributes:
        digests: of the content of each file.
        rows: of those with another content than the index has.
    """

    digests: list[bytes]
    rows: Rows


def read_files(root: str, parts: Sequence[Sequence[Wanted]]) -> Iterator[Read]:
    """Yield the results, some files of one part at a time, in order."""
    chunks = [part[at : at + CHUNK] for part in parts for at in range(0, len(part), CHUNK)]
    workers = available_workers(_MOST_WORKERS) if sum(map(len, parts)) >= _MANY else 0
    if not workers:
        for chunk in chunks:
            yield _read_chunk(root, chunk)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Forked processes import nothing twice, and know the files.
    with ProcessPoolExecutor(
        workers + 1, get_context("fork"), initializer=_take_chunks, initargs=(root, chunks)
    ) as pool:
        # The index is written more slowly than notes are read; what waits would fill the memory.
        waiting: deque[Future[bytes]] = deque()
        for number in range(len(chunks)):
            waiting.append(pool.submit(_read_to_bytes, number))
            if len(waiting) > _MOST_WAITING:
                yield _unpacked(waiting.popleft().result())
        for future in waiting:
            yield _unpacked(future.result())


_taken: list[tuple[str, Sequence[Wanted]]] = []
"""In another process, the chunks of files and their journal."""


def _take_chunks(root: str, chunks: Sequence[Sequence[Wanted]]) -> None:
    _taken[:] = ((root, chunk) for chunk in chunks)


def _unpacked(data: bytes) -> Read:
    digests, rows = marshal.loads(data)  # noqa: S302 - our own
    return Read(digests, Rows(*rows))


def _read_to_bytes(number: int) -> bytes:
    """Read files in another process, and marshal the results: three times as fast as pickle."""
    digests, rows = _read_chunk(*_taken[number])
    return marshal.dumps((digests, tuple(rows)))


def _read_chunk(root: str, wanted: Sequence[Wanted]) -> Read:
    digests: list[bytes] = []
    rows = [made for file in wanted if (made := _read(root, file, digests))]
    return Read(digests, join_rows(rows))


def _read(root: str, file: Wanted, digests: list[bytes]) -> Rows | None:
    """Return the rows of a file, None if the index has its content; its digest is added."""
    path = f"{file.folder}/{file.name}"
    data, trouble = _load(f"{root}/{path}", file.state[2])
    content = UNREAD + trouble.encode() if trouble else digest(data)
    digests.append(content)
    if content == file.known:
        return None
    slug = slug_of(file.name)
    note = read_note(kind_of(file.notes_path), slug, path, data)
    if trouble:
        note.problems.clear()
        note.complain("unreadable", trouble, fatal=True)
        note.private = True
    elif not slug and note.kind != "page":
        message = "this name has no letter or digit, so nothing can refer to the note; rename it"
        note.problems.clear()
        note.complain("file", message, fatal=True)
        note.private = True
    return make_rows(note, file.id)


_READING = os.O_RDONLY
for _name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"):
    # The file may have become a link or a pipe since it was seen.
    _READING |= getattr(os, _name, 0)


def _load(path: str, size: int) -> tuple[bytes, str]:
    """Return the content of a file and "", or b"" and the error."""
    try:
        # For many small files, plain system calls take half the time of file objects.
        descriptor = os.open(path, _READING)
        try:
            # A file that is too long for a note is not read completely. One byte more than it has
            # was asked for, so a file of the expected length has been read to its end.
            data = os.read(descriptor, min(size, MAX_BYTES) + 1)
            if len(data) != size:
                while len(data) <= MAX_BYTES and (more := os.read(descriptor, MAX_BYTES)):
                    data += more
            return data, ""
        finally:
            os.close(descriptor)
    except OSError as error:
        return b"", f"the file cannot be read: {error.strerror}"
