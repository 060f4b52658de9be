"""Notes of Obsidian, or of another editor of Markdown: people and meetings, taken as they are.

The one rule: a note is copied byte for byte, under its own name, so that links to it hold. Only the
day and the people of a meeting are added, as lines of their own, where no line of the note is what
hobnob reads. Which folder holds what is told, and `--map` says it otherwise.
"""

from __future__ import annotations

import re
import stat
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hobnob.dates import real_day
from hobnob.errors import BadValueError, UsageError
from hobnob.importers.found import Column, Found, FoundNote, Unread, Wanted
from hobnob.model import Kind, Note
from hobnob.names import NOTE_SUFFIX, WIKILINK, fold, link_target
from hobnob.notes.keys import word_meant
from hobnob.notes.read import MAX_BYTES, read_note

_FOLDERS: Mapping[str, Kind] = {
    **dict.fromkeys(
        ("people", "persons", "person", "contacts", "contact", "crm", "network", "menschen",
         "personen", "kontakte", "personas", "contactos", "pessoas", "contatos", "personnes",
         "persone", "contatti", "mensen"), "person"),
    **dict.fromkeys(
        ("meetings", "meeting", "interactions", "calls", "1-1s", "1on1s", "one-on-ones",
         "meeting notes", "conversations", "treffen", "besprechungen", "gesprache", "reuniones",
         "reunioes", "reunions", "riunioni"), "interaction"),
}  # fmt: skip
"""Names of folders, folded, and what they hold."""
_TYPES: Mapping[str, Kind] = {
    **dict.fromkeys(("person", "people", "contact", "human", "friend"), "person"),
    **dict.fromkeys(("meeting", "meetings", "call", "interaction", "1on1", "1-1"), "interaction"),
}
"""Values of `type`, `categories` or `tags`, and what they mean."""
_KIND_OF_KEY: Mapping[str, Kind] = {
    "people": "person", "person": "person", "interactions": "interaction",
    "interaction": "interaction", "meetings": "interaction",
}  # fmt: skip
_LEADING = re.compile(r"^[\d\s._+@\-–—]+|[^\w\s()-]+")
_DATED = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")
_NO_NOTES = ("templates", "node_modules", "attachments")
_MOST_FILES = 100_000


def recognize(path: Path, start: bytes) -> bool:
    """Say whether a folder has notes in it; a single note is not recognized."""
    del start
    return path.is_dir() and next(_notes(path, Counter()), None) is not None


def read(paths: Sequence[Path], wanted: Wanted) -> Found:
    """Read folders of notes, or single notes.

    Raises:
        UsageError: there is no note in a folder.
        BadValueError: `--map` names what no folder can hold.
    """
    chosen = {fold(folder.strip("/")): _kind_of(key) for folder, key in wanted.mapping.items()}
    reading = _Reading(chosen=chosen)
    for path in paths:
        files = list(_notes(path, reading.passed_over)) if path.is_dir() else [path]
        if not files:
            raise UsageError(f"{path}: there are no notes (.md) in this folder")
        for file in files:
            reading.take(path if path.is_dir() else path.parent, file)
    return reading.found()


def _kind_of(key: str) -> Kind | None:
    """Return the kind that `--map FOLDER=KEY` gives a folder; None leaves it out."""
    if not key:
        return None
    if kind := _KIND_OF_KEY.get(key.lower()):
        return kind
    raise BadValueError(
        f"--map: a folder holds people or interactions, not '{key}'; write \"Friends=people\", or "
        '"Friends=" to leave it out'
    )


def _notes(folder: Path, passed_over: Counter[str]) -> Iterator[Path]:
    """Yield the notes in a folder and below; hidden folders belong to programs."""
    folders, left = [folder], _MOST_FILES
    while folders and left > 0:
        here = folders.pop(0)
        try:
            entries = sorted(here.iterdir())
        except OSError as error:
            raise UsageError(f"{here} cannot be read: {error.strerror}") from None
        for path in entries:
            left -= 1
            mode = path.lstat().st_mode
            is_hidden = path.name.startswith((".", "_")) or path.name.lower() in _NO_NOTES
            if is_hidden or stat.S_ISLNK(mode):
                continue
            if stat.S_ISDIR(mode):
                folders.append(path)
            elif NOTE_SUFFIX.search(path.name):
                yield path
            else:
                passed_over["files that are no notes"] += 1


@dataclass(kw_only=True)
class _Reading:
    """What was read until now."""

    chosen: Mapping[str, Kind | None]
    notes: list[FoundNote] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    told: Counter[tuple[str, Kind]] = field(default_factory=Counter)

    def take(self, vault: Path, path: Path) -> None:
        """Take a note, or count it as left out."""
        shown = path.relative_to(vault).as_posix()
        try:
            data = path.read_bytes()
        except OSError as error:
            self._refuse(shown, f"it cannot be read: {error.strerror}")
            return
        folder = path.parent.relative_to(vault).as_posix()
        plain = read_note("page", "x", path.name, data[: MAX_BYTES + 1])
        kind = self._kind(folder, plain)
        if kind is None:
            self.passed_over["notes that are neither people nor meetings"] += 1
            return
        note = read_note(kind, "x", path.name, data[: MAX_BYTES + 1])
        bad = [p for p in note.problems if p.severity == "error" and p.code != "missing-key"]
        has_head = data.removeprefix(BOM_UTF8).startswith(b"---")
        if bad and not note.usable and has_head:
            self._refuse(shown, bad[0].message, bad[0].line)
            return
        add: dict[str, Any] = _added(note) if kind == "interaction" else {}
        day = str(note.values.get("date") or add.get("date") or "")
        if kind == "interaction" and not day:
            self.passed_over["meetings without a day"] += 1
            return
        self.told[("" if folder == "." else f"{folder}/") or "the folder itself", kind] += 1
        self.notes.append(
            FoundNote(
                kind=kind, file=shown, path=path, data=data, add=add, day=day,
                name=str(note.values.get("name") or NOTE_SUFFIX.sub("", path.name).lstrip("@ ")),
                values=note.values,
            )
        )  # fmt: skip

    def _refuse(self, shown: str, message: str, line: int = 1) -> None:
        self.unread.append(Unread(line=line, file=shown, message=message))

    def _kind(self, folder: str, plain: Note) -> Kind | None:
        """Return what a note is: by what you say of its folder, by itself, by the folder's name."""
        parts = [] if folder == "." else folder.split("/")
        for depth in range(len(parts), 0, -1):
            for key in ("/".join(parts[:depth]), parts[depth - 1]):
                if fold(key) in self.chosen:
                    return self.chosen[fold(key)]
        told = {**plain.values, **plain.extra}
        for key, value in told.items():
            if key.lower() in ("type", "categories", "category", "tags", "kind"):
                for word in _words(value):
                    if kind := _TYPES.get(word):
                        return kind
        for part in reversed(parts):
            if kind := _FOLDERS.get(" ".join(_LEADING.sub("", fold(part)).split())):
                return kind
        return None

    def found(self) -> Found:
        """Return all that was read."""
        return Found(
            kind="obsidian",
            title="Notes of Obsidian",
            notes=tuple(self.notes),
            unread=tuple(self.unread),
            columns=tuple(
                Column(title=folder, count=count,
                       becomes="people" if kind == "person" else "interactions")
                for (folder, kind), count in self.told.items()
            ),
            passed_over=dict(self.passed_over),
        )  # fmt: skip


def _words(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else str(value).split(",")
    words = (link_target(str(item)).strip().lstrip("#").lower() for item in items)
    return [part for word in words for part in (word, word.partition("/")[0])]


def _added(note: Note) -> dict[str, Any]:
    """Return the keys that a meeting lacks: its day from the file's name, its people from links."""
    add: dict[str, Any] = {}
    if not note.values.get("date"):
        days = [match[1] for match in _DATED.finditer(note.path) if real_day(match[1])]
        if days:
            add["date"] = days[0]
    if not note.values.get("people"):
        told = [
            link
            for key, value in note.extra.items() if word_meant("interaction", key) == "people"
            for item in (value if isinstance(value, list | tuple) else str(value).split(","))
            for link in [link_target(str(item)).strip()]
        ]  # fmt: skip
        links = told or [link_target(match[0]) for match in WIKILINK.finditer(note.body)]
        add["people"] = list(dict.fromkeys(filter(None, links)))
    return add
