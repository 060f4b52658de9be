"""Reading changed files: from their bytes to their rows, by several processes when there are many.

The one rule: nothing here touches the index, so that it may be done anywhere and in any order.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hobnob.index.rows import Row, Rows, make_rows
from hobnob.journal import digest, kind_of, slug_of
from hobnob.notes.read import MAX_BYTES, read_note
from hobnob.parallel import available_workers

CHUNK = 400
"""Files that are read, and written into the index, at a time."""
_MANY = 3_000
"""From so many files on, starting a second process costs less than it saves."""
_MOST_WORKERS = 7


class Wanted(NamedTuple):
    """A file to be read.

    Attributes:
        id: of its row in the index.
        path: relative to the journal; `notes_path` to the notes.
        known: the digest of the content that the index knows, b"" of none.
    """

    id: int
    path: str
    notes_path: str
    size: int
    known: bytes


class Read(NamedTuple):
    """What was read of a file: rows of the index, plain enough for another process to hand over.

    Attributes:
        rows: None when the content is what the index knows.
        problems: rows too.
    """

    id: int
    digest: bytes
    rows: Rows | None
    problems: list[Row]


def read_files(root: str, wanted: Sequence[Wanted]) -> Iterator[list[Read]]:
    """Yield what was read, some files at a time, in their order."""
    chunks = [(root, wanted[at : at + CHUNK]) for at in range(0, len(wanted), CHUNK)]
    workers = available_workers(_MOST_WORKERS) if len(wanted) >= _MANY else 0
    if not workers:
        yield from map(_read_chunk, chunks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Forked, so that nothing is imported twice.
    with ProcessPoolExecutor(workers + 1, mp_context=get_context("fork")) as pool:
        for told in pool.map(_tell_chunk, chunks):
            yield [
                Read(one, content, rows and Rows(*rows), problems)
                for one, content, rows, problems in marshal.loads(told)  # noqa: S302 - our own
            ]


def _tell_chunk(task: tuple[str, Sequence[Wanted]]) -> bytes:
    """Read some files in another process; what was read is told in a third of pickle's time."""
    return marshal.dumps(
        [
            (one.id, one.digest, one.rows and tuple(one.rows), one.problems)
            for one in _read_chunk(task)
        ]
    )


def _read_chunk(task: tuple[str, Sequence[Wanted]]) -> list[Read]:
    root, wanted = task
    return [_read(root, file) for file in wanted]


def _read(root: str, file: Wanted) -> Read:
    data, trouble = _load(f"{root}/{file.path}", file.size)
    content = digest(data)
    if content == file.known and not trouble:
        return Read(file.id, content, None, [])
    slug = slug_of(file.path.rsplit("/", 1)[-1])
    note = read_note(kind_of(file.notes_path), slug, file.path, data)
    if trouble:
        note.problems.clear()
        note.complain("unreadable", trouble, fatal=True)
    rows = make_rows(note, file.id)
    problems = [(file.id, p.line, p.column, p.code, p.message, p.severity) for p in note.problems]
    return Read(file.id, content, rows, problems)


def _load(path: str, size: int) -> tuple[bytes, str]:
    """Return the content of a file and "", or nothing and why."""
    try:
        # Many small files: the plain system calls take half the time of a file object.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            # A file that is too long for a note is not read to its end.
            data = os.read(descriptor, min(size, MAX_BYTES) + 1)
            while len(data) <= MAX_BYTES and (more := os.read(descriptor, MAX_BYTES)):
                data += more
            return data, ""
        finally:
            os.close(descriptor)
    except OSError as error:
        return b"", f"the file cannot be read: {error.strerror}"
