"""What was in the cards of a shared folder after the last export.

The one rule: it holds hashes and no names, so that nothing of somebody who was forgotten is in it.
It can be deleted; then the later of a card and its note counts.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hobnob import cache
from hobnob.exporters.vcard import Person
from hobnob.importers.vcard.cards import Card, render_params
from hobnob.importers.vcard.lexer import CardError, Line, parse_card, split_cards, unescape
from hobnob.index.index import Index
from hobnob.index.people import names_of_people
from hobnob.journal import Journal
from hobnob.safety import is_read_only

_MEMORY = "vcards.json"

Memory = dict[str, list[str]]
"""For the hash of each file of a folder: the hash of the slug, then those of its lines."""


def short_hash(text: str) -> str:
    """Return a hash of a text, in twelve letters."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _mark(line: Line) -> str:
    return short_hash(f"{line.group}.{line.name}{render_params(line.params)}:{line.value}")


class FolderMemory:
    """What was in the cards of a folder after the last export. It holds hashes and no names."""

    def __init__(self, journal: Journal, folder: Path) -> None:
        self._journal = journal
        self._key = short_hash(str(folder.resolve()))
        self._all: dict[str, Memory] = _load_memory(journal)
        self._before: Mapping[str, list[str]] = self._all.get(self._key, {})
        self._now: Memory = dict(self._before)

    def stays(self, person: Person, path: Path, card: Card) -> Callable[[Line], bool] | None:
        """Return which lines of a card stay though they contradict the note; None for none."""
        before = self._before.get(short_hash(path.name))
        if before is not None:
            known = frozenset(before)
            return lambda line: _mark(line) not in known
        if _same_revision(person, card):
            return None
        try:
            later = path.stat().st_mtime > (self._journal.root / person.path).stat().st_mtime
        except OSError:
            later = True
        return (lambda line: True) if later else None  # noqa: ARG005

    def note(self, name: str, slug: str, data: bytes, differing: Iterable[Line]) -> None:
        """Note what is in a card now; lines that were written elsewhere are still not known."""
        others = {_mark(line) for line in differing}
        marks = [mark for mark in _marks(data) if mark not in others]
        self._now[short_hash(name)] = [short_hash(slug), *marks]

    def left(self, index: Index, files: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the cards that hobnob wrote of somebody who is no longer in the notes."""
        if is_read_only():
            # Whoever is only hidden is not gone.
            return ()
        slugs = {short_hash(slug) for slug in names_of_people(index)}
        return tuple(
            name
            for name in files
            if (known := self._before.get(short_hash(name)))
            and known[0] not in slugs
            and self._now.get(short_hash(name)) is known
        )

    def write(self) -> None:
        """Keep it, unless nothing may be written; without it the next export is only careful."""
        if is_read_only():
            return
        self._all[self._key] = self._now
        with contextlib.suppress(OSError):
            cache.make_cache(self._journal.cache)
            text = json.dumps(self._all, separators=(",", ":"))
            cache.write_file(self._journal.cache, _MEMORY, text)


def _load_memory(journal: Journal) -> dict[str, Memory]:
    try:
        loaded = json.loads(cache.read_file(journal.cache, _MEMORY))
    except (OSError, ValueError, RecursionError):
        return {}
    return loaded if _is_memory(loaded) else {}


def _is_memory(loaded: Any) -> bool:
    return isinstance(loaded, dict) and all(
        isinstance(files, dict)
        and all(isinstance(marks, list) and marks for marks in files.values())
        for files in loaded.values()
    )


def _marks(data: bytes) -> Iterator[str]:
    for raw in split_cards(data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)):
        with contextlib.suppress(CardError):
            yield from map(_mark, parse_card(raw, _no_charset))


def _same_revision(person: Person, card: Card) -> bool:
    """Return whether a card is as it was imported, by its date of revision."""
    theirs = card.first("REV")
    mine = next((unescape(line.value) for line in person.kept if line.name == "REV"), "")
    return bool(theirs) and theirs == mine


def _no_charset(data: bytes, charset: str) -> str:
    return data.decode(charset or "utf-8", "replace")
