"""Which kind of source a file is, and what the files of an import hold.

The one rule: the content decides, not the name of the file. A mistake in one file stops all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hobnob.errors import BadValueError, UsageError
from hobnob.importers.found import Found, Wanted
from hobnob.importers.sources import SOURCES, Source

_START = 65_536
"""Bytes by which a kind is recognized."""


def choose(paths: Sequence[Path], kind: str) -> list[tuple[Source, list[Path]]]:
    """Return the sources of some files, with the files of each, in the order they were named.

    Args:
        paths: files and folders.
        kind: the kind that the user says; "" to find it.

    Raises:
        UsageError: a file is missing, or of no known kind.
    """
    found: dict[str, tuple[Source, list[Path]]] = {}
    for path in dict.fromkeys(paths):
        source = _named(kind) if kind else _recognize(path, _start_of(path))
        if kind:
            _start_of(path)
        found.setdefault(source.kind, (source, []))[1].append(path)
    return list(found.values())


def read_all(chosen: Sequence[tuple[Source, Sequence[Path]]], wanted: Wanted) -> list[Found]:
    """Read the files of some sources.

    Raises:
        UsageError: a file is not what it was taken for.
    """
    return [source.read(paths, wanted) for source, paths in chosen]


def _named(kind: str) -> Source:
    for source in SOURCES:
        if source.kind == kind.lower():
            return source
    kinds = [source.kind for source in SOURCES]
    raise BadValueError(f"--from: '{kind}' is no kind of source; there are {', '.join(kinds)}",
                        typed=kind, candidates=kinds)  # fmt: skip


def _recognize(path: Path, start: bytes) -> Source:
    for source in SOURCES:
        if source.recognizes(path, start):
            return source
    kinds = "; ".join(f"{source.kind}: {source.means}" for source in SOURCES)
    raise UsageError(
        f"{path} is none of the files that hobnob knows ({kinds}); if it is one, say which with "
        "--from",
        candidates=[source.kind for source in SOURCES],
    )


def _start_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            return b""
        if not path.exists():
            raise UsageError(f"there is no file {path}")
        if not path.is_file():
            raise UsageError(f"{path} is neither a file nor a folder")
        with path.open("rb") as file:
            return file.read(_START)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it has no valid name"
        raise UsageError(f"{path} cannot be read: {why}") from None
