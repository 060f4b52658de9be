"""Interrupted changes: each is finished, taken back, or moved aside.

The one rule: a change is finished only if it began on this machine.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from hobnob.cache import is_folder, make_folder, read_plain
from hobnob.errors import WriteError
from hobnob.journal import PENDING, Journal
from hobnob.transaction.applying import BACK, MANIFEST, PLAN, Apply, clear
from hobnob.transaction.files import names_in
from hobnob.transaction.forgetting import settle
from hobnob.transaction.manifest import (
    ForeignError,
    Manifest,
    is_id,
    is_torn,
    parse_manifest,
)

_ASIDE = "aside"


def finish_all(journal: Journal, cache: Path) -> list[str]:
    """Finish all interrupted changes, or take them back; return a sentence for each.

    Raises:
        WriteError: a file cannot be written.
    """
    sentences = []
    pending = cache / PENDING
    for folder in [pending / name for name in names_in(pending)]:
        try:
            sentences.append(_finish(journal, cache, folder))
        except OSError as error:
            raise WriteError(
                f"an earlier change was interrupted, and it can neither be finished nor undone: "
                f"{error.filename or folder}: {error.strerror}"
            ) from None
    return sentences


def _finish(journal: Journal, cache: Path, folder: Path) -> str:
    """Finish a change if it was decided, else take it back; return a sentence about it."""
    if not is_folder(folder):
        folder.unlink()
        return f"hobnob removed a file or link that does not belong in {cache.name}/{PENDING}"
    try:
        found = _load_decided(journal, folder)
    except ForeignError as error:
        return _set_aside(cache, folder, str(error))
    if found is None:
        shutil.rmtree(folder, ignore_errors=True)
        return "a change was interrupted before it began; nothing was changed"
    name, made = found
    apply = Apply(journal.root, folder, made.steps)
    if name == BACK:
        apply.back()
        return f"'{made.what}' was interrupted while it was put back; no note is changed"
    if name == PLAN:
        clear(journal.root, folder, made.steps)
        return f"'{made.what}' was interrupted before it began; nothing was changed"
    if apply.finish():
        settle(journal, cache, folder, made)
        return f"'{made.what}' was interrupted; it is finished now"
    return (
        f"'{made.what}' was interrupted, and one of its notes was edited since. The change was "
        "taken back; your edit stays"
    )


def _load_decided(journal: Journal, folder: Path) -> tuple[str, Manifest] | None:
    """Return how far a change came, and its manifest; None if it had not begun.

    Raises:
        ForeignError: it was not begun on this machine, or hobnob did not write it.
    """
    for name in (BACK, MANIFEST, PLAN):
        try:
            data = read_plain(folder / name)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise ForeignError(error.strerror or "it cannot be read") from None
        if name == PLAN and is_torn(data):
            # No text is written next to a note before the plan is complete.
            break
        return name, parse_manifest(data, folder.name, journal)
    if names_in(folder) not in ([], [PLAN]):
        raise ForeignError("it has no manifest")
    return None


def _set_aside(cache: Path, folder: Path, why: str) -> str:
    """Move an unfinished change away, unchanged; return a sentence about it."""
    aside = make_folder(cache, _ASIDE)
    kept = aside / (folder.name if is_id(folder.name) else secrets.token_hex(6))
    while os.path.lexists(kept):
        kept = aside / secrets.token_hex(6)
    folder.rename(kept)
    shown = f"{cache.name}/{_ASIDE}/{kept.name}"
    return (
        f"an interrupted change was not finished: {why}. No note was changed. The change is kept "
        f"in {shown}. If it is yours, its files *.old hold the notes as they were before. If you "
        "do not need them, delete that folder"
    )
