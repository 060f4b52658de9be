"""Which kind of source a file is, what the files of an import hold, and who is meant by whom.

The one rule: the content decides, not the name of the file. A mistake in one file stops all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hobnob.cli.asking import choose_one
from hobnob.errors import BadValueError, UsageError
from hobnob.importers.found import Found, FoundPerson, Wanted
from hobnob.importers.planning import Ask
from hobnob.importers.roles import spell_role
from hobnob.importers.same_person import KnownPerson
from hobnob.importers.sources import SOURCES, Source
from hobnob.index.documents import texts_of
from hobnob.notes.role_rows import roles_of

_MOST_ASKED = 20
"""The most questions of one import."""
_MOST_OFFERED = 8
"""The most people whom a question offers."""
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


def asker() -> Ask:
    """Return what asks who somebody unclear is, for the first few; the others are listed."""
    left = iter(range(_MOST_ASKED))

    def ask(person: FoundPerson, maybe: Sequence[KnownPerson]) -> KnownPerson | bool:
        if next(left, None) is None:
            return False
        some = maybe[:_MOST_OFFERED]
        described = [f"{known.slug}  {_spell(known.name, known.values)}" for known in some]
        described.append("somebody else, who gets a note")
        number = choose_one(_spell(person.name, person.values), described)
        if number is None:
            return False
        return some[number] if number < len(some) else True

    return ask


def _spell(name: str, values: Mapping[str, Any]) -> str:
    """Return somebody with what tells them from others: the role, the addresses."""
    role = next((role for role in roles_of(values) if not role.get("until")), {})
    addresses = (*texts_of(values.get("emails"))[:1], *texts_of(values.get("links"))[:1])
    return ", ".join(filter(None, (name, spell_role(role), *addresses)))


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
