"""The manifest of a change: it lists the files of the change before they are written.

The one rule: a manifest is used only if this machine signed it and hobnob itself would write each
of its paths. A journal may come from a stranger, with manifests in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hobnob.cache import is_link
from hobnob.journal import Journal
from hobnob.machine import is_signed, sign, why_unsigned
from hobnob.transaction.bounds import Bounds, is_removable, way_to

_HASH = re.compile(r"(?:[0-9a-f]{32})?")
_ID = re.compile(r"[0-9a-f]{12}")
KEPT = re.compile(r"(\d{8,18})-([0-9a-f]{12})")
"""The name of the folder of a complete change: its number and its id."""


class ForeignError(Exception):
    """A manifest from another machine, or one that hobnob would not have written."""


@dataclass(frozen=True, kw_only=True)
class FileStep:
    """One file of a change.

    Attributes:
        path: the path of the file, relative to the journal.
        before: a hash of its content before; "" for a new file.
        after: a hash of its content afterwards; "" if the file is removed.
        beside: where the new text is written first, relative to the journal; "" for none.
        trash: whether the removed file goes to the trash.
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
        link: the target of the notes folder if the user made it a link, else "".
        steps: the change of each file.
        undoes: the names of the kept folders of the changes that this one undoes.
        forget: the names and addresses of somebody to forget; see `forgetting`.
        files: files that nobody else uses, removed for good with them, relative to the journal.
    """

    what: str
    when: str
    link: str
    steps: tuple[FileStep, ...]
    undoes: tuple[str, ...] = ()
    forget: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def is_id(name: str) -> bool:
    """Return whether a name can be the id of a change."""
    return bool(_ID.fullmatch(name))


def beside_of(path: str, change: str, number: int) -> str:
    """Return where the new text of a file is written first."""
    folder, slash, _ = path.rpartition("/")
    return f"{folder}{slash}.{change}.{number}.hobnob-new"


def link_of(journal: Journal) -> str:
    """Return the real notes folder if its path contains a link, else ""."""
    way = way_to(journal.root, journal.notes.relative_to(journal.root).parts)
    return str(journal.notes.resolve()) if any(is_link(folder) for folder in way) else ""


def render_manifest(manifest: Manifest, change: str) -> bytes:
    """Return a manifest as bytes: a line of JSON and a line with its signature."""
    steps = [vars(step) for step in manifest.steps]
    text = json.dumps({**vars(manifest), "steps": steps}, ensure_ascii=False).encode()
    return text + b"\n" + sign(_signed(text, change)).encode() + b"\n"


def is_torn(data: bytes) -> bool:
    """Return whether a manifest is incomplete because its writing was interrupted."""
    return not data.endswith(b"\n") or data.count(b"\n") < 2


def parse_manifest(data: bytes, change: str, journal: Journal) -> Manifest:
    """Return the manifest of a change.

    Args:
        data: the bytes of the file.
        change: the id of the change.
        journal: the journal of the change.

    Raises:
        ForeignError: it must not be used here.
    """
    text, _, signature = data.removesuffix(b"\n").rpartition(b"\n")
    # The signature comes first: text of strangers is not even parsed.
    if not is_id(change) or not is_signed(_signed(text, change), signature.decode("latin-1")):
        raise ForeignError(why_unsigned())
    try:
        found = json.loads(text)
        steps = tuple(FileStep(**step) for step in found.pop("steps"))
        for name in ("undoes", "forget", "files"):
            found[name] = tuple(found.get(name, ()))
        manifest = Manifest(**found, steps=steps)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        raise ForeignError("it cannot be read") from None
    _check(manifest, change, journal)
    return manifest


def _signed(text: bytes, change: str) -> bytes:
    """Return the text to sign; with the id in it, a manifest is valid for its own change only."""
    return change.encode() + b"\n" + text


def _check(manifest: Manifest, change: str, journal: Journal) -> None:
    """Refuse a manifest that hobnob would not have written.

    Raises:
        ForeignError: it is such a manifest.
    """
    texts = (manifest.what, manifest.when, manifest.link)
    words = (*texts, *manifest.undoes, *manifest.forget, *manifest.files)
    if not all(isinstance(word, str) for word in words):
        raise ForeignError("it cannot be read")
    if manifest.link != link_of(journal):
        raise ForeignError("the notes folder was replaced since")
    bounds = Bounds(journal)
    for number, step in enumerate(manifest.steps):
        if not _is_sound(step, change, number) or not _is_note(journal, bounds, step.path):
            raise ForeignError("it names a file that is not a note of this journal")
    if not all(KEPT.fullmatch(name) for name in manifest.undoes):
        raise ForeignError("it undoes something that is no change")
    if not all(is_removable(journal, path) for path in manifest.files):
        raise ForeignError("it names a file that is not in the notes folder")
    _check_all_differ([step.path for step in manifest.steps])


def _check_all_differ(paths: Sequence[str]) -> None:
    if len(set(paths)) != len(paths):
        raise ForeignError("it names a note twice")


def _is_sound(step: FileStep, change: str, number: int) -> bool:
    """Return whether a step has the right types, and its new text the right place."""
    texts: tuple[Any, ...] = (step.path, step.before, step.after, step.beside)
    if not all(isinstance(text, str) for text in texts) or not isinstance(step.trash, bool):
        return False
    if not (_HASH.fullmatch(step.before) and _HASH.fullmatch(step.after)):
        return False
    return step.beside == (beside_of(step.path, change, number) if step.after else "")


def _is_note(journal: Journal, bounds: Bounds, path: str) -> bool:
    """Return whether hobnob may write a note at this path, relative to the journal."""
    if "\0" in path or any(name in ("", ".") for name in path.split("/")):
        return False
    return bounds.holds(journal.root / path)
