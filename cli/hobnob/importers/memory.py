"""What a source said at the last import, so that later changes by hand are told from its own.

The one rule: it holds no names and no values, only hashes of them, so that nothing of anybody is
left in it after `forget`. It can be deleted: then a source is compared with the notes alone. What
an import that was undone has remembered does not count.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from hobnob.cache import make_cache, read_file, write_file
from hobnob.index.documents import texts_of
from hobnob.journal import Journal
from hobnob.names import name_key
from hobnob.network.identity import link_key
from hobnob.transaction import History
from hobnob.transaction.done import id_of, kept_names

_FILE = "imported"
"""The file in the cache: one line of JSON an import."""

Said = dict[str, str | list[str]]
"""What a source said of a person: a hash of the value of each key, or a list of those of its
items."""


def mark(value: Any) -> str:
    """Return the hash of a value, in which case and blanks make no difference."""
    if isinstance(value, Mapping):
        text = "\n".join(f"{key}={value[key]}" for key in sorted(value) if value[key])
    else:
        text = " ".join(str(value).split()).casefold()
    return blake2b(text.encode("utf-8", "replace"), digest_size=9).hexdigest()


@dataclass
class Memory:
    """What one kind of source said before.

    Attributes:
        as_of: the month of the latest export that was imported, "" for none.
        people: what it said of each person, by the hash of what identifies them.
        happened: the hashes of the interactions that were imported.
    """

    journal: Journal
    kind: str
    as_of: str = ""
    people: dict[str, Said] = field(default_factory=dict)
    happened: set[str] = field(default_factory=set)
    _now: dict[str, Said] = field(default_factory=dict)
    _new_happened: list[str] = field(default_factory=list)

    def load(self) -> None:
        """Read what is remembered of the imports that still stand."""
        lines = _read(self.journal)
        if not any(line.get("kind") == self.kind for line in lines):
            return
        history = History(self.journal)
        undone = {done.id for done in history.entries if not history.stands(done)}
        for line in lines:
            if line.get("kind") != self.kind or line.get("change") in undone:
                continue
            self.as_of = max(self.as_of, str(line.get("as_of") or ""))
            self.people.update(line.get("people") or {})
            self.happened.update(line.get("happened") or ())

    def said(self, who: str) -> Said | None:
        """Return what the source said of somebody at the last import, None for nothing."""
        return self.people.get(who)

    def remember(self, who: str, values: Mapping[str, Any], text: str) -> None:
        """Note what the source says of somebody now; `keep` writes it.

        A file may have somebody twice. Then lists are united, and the first value counts.
        """
        said = self._now.setdefault(who, {})
        for key, value in values.items():
            if isinstance(value, list):
                before = said.get(key, [])
                marks = dict.fromkeys((*texts_of(before), *map(mark, value)))
                said[key] = list(marks)
            else:
                said.setdefault(key, mark(value))
        if text:
            said.setdefault("", mark(text))

    def had_happened(self, source: str) -> bool:
        """Say whether an interaction was imported before."""
        return mark(source) in self.happened

    def remember_happened(self, source: str) -> None:
        """Note that an interaction was imported; `keep` writes it."""
        if (made := mark(source)) not in self.happened:
            self._new_happened.append(made)

    def keep(self, change: str, as_of: str) -> None:
        """Write what was noted, behind what was kept before.

        Args:
            change: the first letters of the id of the change that the import made, "" for none.
            as_of: the month of the export.
        """
        people = {who: said for who, said in self._now.items() if self.people.get(who) != said}
        if not people and not self._new_happened and as_of <= self.as_of:
            return
        ids = (id_of(name) for name in kept_names(self.journal.cache))
        line = {
            "kind": self.kind,
            "change": next((full for full in ids if change and full.startswith(change)), ""),
            "as_of": as_of,
            "people": people,
            "happened": self._new_happened,
        }
        # Without it, the next import compares with the notes alone.
        with contextlib.suppress(OSError):
            make_cache(self.journal.cache)
            lines = [*_read(self.journal), line]
            text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
            write_file(self.journal.cache, _FILE, text)


def person_mark(source: str, name: str, values: Mapping[str, Any]) -> str:
    """Return the hash of what identifies a person in a source, from one export to the next."""
    keys = filter(None, map(link_key, texts_of(values.get("links"))))
    profiles = [key for kind, key in keys if kind == "profile"]
    known: Iterable[str] = (source, *profiles[:1], *texts_of(values.get("emails"))[:1])
    first = next(filter(None, known), "")
    return mark(first or f"{name_key(name)} {values.get('phones', '')}")


def _read(journal: Journal) -> list[dict[str, Any]]:
    try:
        data = read_file(journal.cache, _FILE)
        found = [json.loads(line) for line in data.splitlines()]
    except (OSError, ValueError, RecursionError):
        return []
    return [line for line in found if isinstance(line, dict) and _is_sound(line)]


def _is_sound(line: Mapping[str, Any]) -> bool:
    people, happened = line.get("people", {}), line.get("happened", [])
    return (
        isinstance(people, dict)
        and all(isinstance(said, dict) for said in people.values())
        and isinstance(happened, list)
        and all(isinstance(item, str) for item in happened)
    )
