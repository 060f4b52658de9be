"""All notes as JSON, with their texts, for the way back and for other programs.

The one rule: nothing of a note gets lost. `hobnob import` makes the same notes of it, byte for
byte; see `hobnob.importers.hobnob_json.entries` for the form of a note.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hobnob.answers import Slug
from hobnob.exporters.exported import Exported, Progress
from hobnob.importers.hobnob_json.entries import FORMAT, VERSION, make_entry
from hobnob.index.attachments import Walk
from hobnob.index.documents import iter_front_matter
from hobnob.index.index import Index
from hobnob.index.notes import ids_by_path, with_interactions
from hobnob.model import Kind
from hobnob.names import is_note_name
from hobnob.notes.schema import SCHEMAS, json_schema
from hobnob.safety import is_shared

BEGINS = b'{"format": "hobnob"'
"""How every such file begins; another file is never overwritten by one."""
WHAT = ("note", "notes")
_OFTEN = 100
"""Notes between two reports of progress."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JsonNote:
    """A note in the file.

    Attributes:
        type: person, interaction, plan, org, letter, or page.
        slug: of the note.
        path: relative to the journal.
    """

    type: str
    slug: Slug
    path: str


def export(
    index: Index, people: Collection[int] | None = None, progress: Progress | None = None
) -> Exported:
    """Return notes as one JSON file, a line each.

    Args:
        index: the index.
        people: the ids of those who are wanted, whose interactions come with them; None for all
            notes and pages.
        progress: is told how far it is.
    """
    if people is None:
        # What cannot be read may say that it is private.
        ids = ids_by_path(index, usable=is_shared())
    else:
        ids = with_interactions(index, people)
    journal = index.journal
    head = json.dumps(
        {"format": FORMAT, "version": VERSION, "notes_folder": journal.relative(journal.notes)},
        ensure_ascii=False,
    )
    entries: list[JsonNote] = []
    # As bytes: one sign of another script would make all of a long text twice as large in memory.
    lines: list[bytes] = []
    for entry in _entries(index, ids):
        entries.append(JsonNote(type=entry["type"], slug=entry["slug"], path=entry["path"]))
        lines.append(_encode(json.dumps(entry, ensure_ascii=False)))
        if progress and len(lines) % _OFTEN == 0:
            progress(len(lines), len(ids))
    data = _encode(f'{head[:-1]}, "notes": [\n') + b",\n".join(lines) + b"\n]}\n"
    return Exported(format="json", entries=tuple(entries), data=data, what=WHAT)


def _entries(index: Index, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    shared = is_shared()
    for note in iter_front_matter(index, ids):
        data = None if shared else (index.journal.root / note.path).read_bytes()
        yield make_entry(note.kind, note.slug, note.path, note.values, note.body, data)


def _encode(text: str) -> bytes:
    """Return JSON as UTF-8; half a character, which no file can have, stays an escape."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return "".join(
            f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text
        ).encode()


def files_beside(index: Index) -> int:
    """Return how many files lie among the notes that are no notes, such as pictures."""
    walk = Walk(index.journal.notes)
    hidden = f"{index.journal.notes}/."
    return sum(
        not is_note_name(name) and not name.startswith(".")
        for folder, names in walk.folders
        if not f"{folder}/".startswith(hidden)
        for name in names
    )


def export_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "hobnob: an export of notes",
        "type": "object",
        "required": ["format", "version", "notes_folder", "notes"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "notes_folder": {"type": "string", "description": "the folder of the notes"},
            "notes": {"type": "array", "items": {"oneOf": [_of_kind(kind) for kind in SCHEMAS]
                                                 + [_of_kind("page")]}},
        },
    }  # fmt: skip


def _of_kind(kind: Kind) -> dict[str, Any]:
    keys = json_schema(kind, lists=True)["properties"] if kind != "page" else {}
    assert isinstance(keys, dict)  # noqa: S101
    text = {"type": "string"}
    return {
        "title": kind,
        "type": "object",
        "required": ["type", "slug", "path", "text"],
        "properties": {
            "type": {"const": kind},
            "slug": text,
            "path": {**text, "description": "relative to the journal"},
            **keys,
            "text": {**text, "description": "what stands below the front matter"},
            "other_keys": {
                "type": "object",
                "description": "keys of the note that are called as one of these: type, slug, "
                "path, text, other_keys, file",
            },
            "file": {
                "type": "object",
                "description": "the file, where hobnob would write the note otherwise; `of` marks "
                "the values that it says, so that values you change win",
                "required": ["of"],
                "properties": {"of": text, "text": text, "base64": text},
            },
        },
    }
