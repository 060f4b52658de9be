"""The end of a change: it is kept for `undo`, dropped, or all traces of somebody go with it.

The one rule: each step can be repeated. The manifest of the change goes last, so the next command
continues if the process is killed.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from hobnob.cache import is_file, is_folder, read_plain
from hobnob.journal import PAST, PENDING, Journal
from hobnob.names import fold
from hobnob.transaction.bounds import is_removable
from hobnob.transaction.done import drop, keep, kept_folders, load_kept
from hobnob.transaction.manifest import ForeignError, Manifest

_KEPT = frozenset({".gitignore", "lock", PENDING, "undo"})
"""What in the cache is not searched: it has no text of notes, or it is looked at separately."""
_MADE_AGAIN = re.compile(r".*\.sqlite(?:-wal|-shm|-journal)?\Z|answer-.*\Z")
"""Databases, whose unused pages keep their text, and kept answers; see `hobnob.index.kept`."""
_BETWEEN = r"(?:[\s>_.\\-]|%20|&nbsp;)+"
"""What may stand between the words of a name: blanks, line ends, the signs of file names."""
_IN_PHONE = r"[\s()./-]*"
_FEWEST_DIGITS = 6
"""A shorter number may be a year or a price."""
_OWN_DIGITS = 8
"""The digits at the end of a number that stay, with the code of a country or without it."""


def settle(journal: Journal, cache: Path, folder: Path, made: Manifest) -> None:
    """Bring a complete change to its end."""
    if made.forget:
        _forget(journal, cache, made)
        drop(folder, len(made.steps))
    else:
        keep(cache, folder)


def traces_of(words: Iterable[str], *, loosely: bool = False) -> re.Pattern[str]:
    """Return an expression that finds names, addresses and phone numbers as they may be written.

    Capitals, the signs between the words of a name, and accents do not matter; a name of two words
    is also found as "Hopper, Grace".

    Args:
        words: the names, addresses and numbers.
        loosely: also find the end of a number, which may be another number's in another country.
    """
    forms = {form: None for word in words for form in _forms(word.strip(), loosely) if form}
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile("|".join(longest_first) or r"(?!)", re.IGNORECASE)


def _forms(word: str, loosely: bool) -> Iterable[str]:
    digits = re.sub(r"\D", "", word)
    if re.fullmatch(r"\+?[\d\s()./-]+", word):
        if len(digits) >= _FEWEST_DIGITS:
            yield r"(?<!\d)\+?" + _IN_PHONE.join(digits) + r"(?!\d)"
        if loosely and len(digits) > _OWN_DIGITS:
            yield _IN_PHONE.join(digits[-_OWN_DIGITS:]) + r"(?!\d)"
        return
    if "@" in word or "://" in word:
        yield rf"(?<![\w.+-]){re.escape(word)}(?![\w-])"
        return
    for text in (
        unicodedata.normalize("NFC", word),
        unicodedata.normalize("NFD", word),
        fold(word),
    ):
        parts = [p for p in re.split(r"[\s_-]+", text) if p]
        if parts:
            yield _whole(_BETWEEN.join(map(re.escape, parts)))
        if len(parts) > 1 and " " in text:
            first, last = _BETWEEN.join(map(re.escape, parts[:-1])), re.escape(parts[-1])
            yield _whole(rf"{last},\s+{first}")


def _whole(expression: str) -> str:
    return rf"(?<!\w){expression}(?!\w)"


def _forget(journal: Journal, cache: Path, made: Manifest) -> None:
    """Remove for good what only they used, and what hobnob has kept that names them."""
    traces = traces_of(made.forget, loosely=True)
    for file in made.files:
        if is_removable(journal, file):
            with contextlib.suppress(OSError):
                (journal.root / file).unlink(missing_ok=True)
    for kept in _kept_of(journal, cache, traces):
        shutil.rmtree(kept, ignore_errors=True)
    for entry in list(os.scandir(cache)):
        path = Path(entry.path)
        if entry.name in _KEPT:
            continue
        if entry.name == PAST and is_folder(path):
            shutil.rmtree(path, ignore_errors=True)
            continue
        if _MADE_AGAIN.match(entry.name) and is_file(path):
            path.unlink(missing_ok=True)
        else:
            _remove_traces(path, traces)


def _kept_of(journal: Journal, cache: Path, traces: re.Pattern[str]) -> list[Path]:
    """Return the kept changes that name them, the oldest first.

    A change goes with its undo: without it, the change would seem to stand.
    """
    folders = kept_folders(cache)
    found: set[str] = set()
    for folder in reversed(folders):
        if folder.name not in found and not _names_them(folder, traces):
            continue
        found.add(folder.name)
        with contextlib.suppress(OSError, ForeignError):
            found.update(load_kept(journal, folder).undoes)
    return [folder for folder in folders if folder.name in found]


def _remove_traces(path: Path, traces: re.Pattern[str]) -> None:
    """Remove a file that names them, and such files in a folder."""
    if is_folder(path):
        for entry in list(os.scandir(path)):
            _remove_traces(Path(entry.path), traces)
        if traces.search(path.name):
            with contextlib.suppress(OSError):
                path.rmdir()
    elif is_file(path) and _names_them(path, traces):
        path.unlink(missing_ok=True)


def _names_them(path: Path, traces: re.Pattern[str]) -> bool:
    if traces.search(path.name):
        return True
    if is_folder(path):
        return any(_names_them(Path(entry.path), traces) for entry in os.scandir(path))
    if not is_file(path):
        return False
    try:
        return traces.search(read_plain(path).decode("utf-8", "replace")) is not None
    except OSError:
        # What cannot be read may name them.
        return True
