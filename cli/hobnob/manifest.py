"""What is written of a change before it is made, and what of that is believed afterwards.

The one rule: a manifest is carried out only if this machine signed it and every path in it is one
that hobnob itself would write. A journal may come from a stranger, with manifests in it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from hobnob.cache import is_file, is_link
from hobnob.errors import UsageError
from hobnob.journal import Journal
from hobnob.machine import is_signed, sign, why_unsigned

_SUFFIXES = (".md", ".markdown")
_HASH = re.compile(r"(?:[0-9a-f]{32})?")
_ID = re.compile(r"[0-9a-f]{12}")
_RESERVED = re.compile(r"[\\:]" if os.name == "nt" else "\0")
"""What makes a name on this system lead somewhere else."""


class ForeignError(Exception):
    """A manifest that was not written on this machine, or that hobnob would not have written."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One file of a change.

    Attributes:
        path: of the file, relative to the journal.
        before: a hash of what it says before; "" when it is not there.
        after: a hash of what it says afterwards; "" when it is taken away.
        beside: where its new text is written first, relative to the journal; "" without one.
        trash: whether what is taken away goes to the trash.
    """

    path: str
    before: str
    after: str
    beside: str
    trash: bool


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """A change.

    Attributes:
        what: the change in words.
        when: ISO date and time, UTC.
        link: where the notes folder leads if it is a link of the user's own, else "".
        steps: what becomes of each file.
    """

    what: str
    when: str
    link: str
    steps: tuple[Step, ...]


def is_id(name: str) -> bool:
    """Say whether a name is one that hobnob gives to a change."""
    return bool(_ID.fullmatch(name))


def beside_of(path: str, change: str, number: int) -> str:
    """Return where the new text of a change's file is written before it has its name."""
    return str(PurePosixPath(path).with_name(f".{change}.{number}.hobnob-new"))


def link_of(journal: Journal) -> str:
    """Return where the notes folder leads if anything on the way to it is a link, else ""."""
    way = _way(journal.root, journal.notes.relative_to(journal.root).parts)
    return str(journal.notes.resolve()) if any(is_link(folder) for folder in way) else ""


def guard(journal: Journal, path: Path) -> None:
    """Refuse to write outside the notes, also through a link.

    Raises:
        UsageError: the path leads out of them.
    """
    if not _is_inside(journal, path):
        raise UsageError(f"{path} is outside the journal's notes; nothing was written")


def render_manifest(manifest: Manifest, change: str) -> bytes:
    """Return a manifest as it is written: a line of JSON, and a line with its signature."""
    text = json.dumps(asdict(manifest), ensure_ascii=False).encode()
    return text + b"\n" + sign(_signed(text, change)).encode() + b"\n"


def is_torn(data: bytes) -> bool:
    """Say whether a manifest was cut off while it was written."""
    return not data.endswith(b"\n") or data.count(b"\n") < 2


def parse_manifest(data: bytes, change: str, journal: Journal) -> Manifest:
    """Return the manifest of a change.

    Args:
        data: as it was written.
        change: the id of the change.
        journal: whose notes it is about.

    Raises:
        ForeignError: it is not to be carried out here.
    """
    text, _, signature = data.removesuffix(b"\n").rpartition(b"\n")
    # Nothing of it is even looked at before it is known to be of this machine.
    if not is_id(change) or not is_signed(_signed(text, change), signature.decode("latin-1")):
        raise ForeignError(why_unsigned())
    try:
        found = json.loads(text)
        steps = tuple(Step(**step) for step in found.pop("steps"))
        manifest = Manifest(**found, steps=steps)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        raise ForeignError("it cannot be read") from None
    _check(manifest, change, journal)
    return manifest


def _signed(text: bytes, change: str) -> bytes:
    """Return what is signed: no manifest can be passed off as that of another change."""
    return change.encode() + b"\n" + text


def _check(manifest: Manifest, change: str, journal: Journal) -> None:
    """Refuse what hobnob would not have written.

    Raises:
        ForeignError: there is such a thing.
    """
    words = (manifest.what, manifest.when, manifest.link)
    if not all(isinstance(word, str) for word in words):
        raise ForeignError("it cannot be read")
    if manifest.link != link_of(journal):
        raise ForeignError("the folder of the notes is another than it was")
    for number, step in enumerate(manifest.steps):
        if not _is_sound(step, change, number) or not _is_note(journal, step.path):
            raise ForeignError("it names what is no note of this journal")
    _check_all_differ([step.path for step in manifest.steps])


def _check_all_differ(paths: Sequence[str]) -> None:
    if len(set(paths)) != len(paths):
        raise ForeignError("it names a note twice")


def _is_sound(step: Step, change: str, number: int) -> bool:
    """Say whether a step is of the right types and its new text stands where it must."""
    texts: tuple[Any, ...] = (step.path, step.before, step.after, step.beside)
    if not all(isinstance(text, str) for text in texts) or not isinstance(step.trash, bool):
        return False
    if not (_HASH.fullmatch(step.before) and _HASH.fullmatch(step.after)):
        return False
    if not PurePosixPath(step.path).name:
        return False
    return step.beside == (beside_of(step.path, change, number) if step.after else "")


def _is_note(journal: Journal, path: str) -> bool:
    """Say whether a path, relative to the journal, is one of a note that hobnob may write."""
    if "\0" in path or str(PurePosixPath(path)) != path:
        return False
    return _is_inside(journal, journal.root / path)


def _is_inside(journal: Journal, path: Path) -> bool:
    """Say whether a path is that of a note below the notes folder, with no link on the way."""
    if ".." in path.parts or not path.is_relative_to(journal.notes):
        return False
    parts = path.relative_to(journal.notes).parts
    if not parts or not path.name.lower().endswith(_SUFFIXES):
        return False
    # The index passes over what begins with a dot, so hobnob never writes there: `.git`, `.hobnob`.
    if any(part.startswith(".") or _RESERVED.search(part) for part in parts):
        return False
    folders = _way(journal.notes, parts[:-1])
    if any(is_link(folder) for folder in folders):
        return False
    return is_file(path) or not os.path.lexists(path)


def _way(start: Path, parts: Sequence[str]) -> list[Path]:
    """Return each folder on the way from one that is trusted."""
    return [start.joinpath(*parts[: count + 1]) for count in range(len(parts))]
