"""The JSON of `hobnob export json`, read.

The one rule: an entry becomes a note inside the notes, under the path that it says, or it is
unread. What hobnob could not read back as it was meant is not written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hobnob.errors import UsageError
from hobnob.importers.found import ExportedNote, Found, Unread, Wanted
from hobnob.importers.hobnob_json.entries import FORMAT, VERSION, render_entry, values_of
from hobnob.importers.hobnob_json.paths import path_in_notes
from hobnob.model import FOLDER_OF, Kind, Note
from hobnob.notes.read import MAX_BYTES, read_note
from hobnob.notes.schema import SCHEMAS

MOST_BYTES = 500_000_000
"""The most bytes of a file; 50,000 interactions need a twentieth of it."""
_SHOWN = 60
_KINDS: Sequence[Kind] = (*FOLDER_OF, "page")


def recognize(_path: Path, start: bytes) -> bool:
    """Say whether a file is an export of hobnob."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") and b'"format"' in text[:500] and b'"hobnob"' in text[:500]


def read(paths: Sequence[Path], _wanted: Wanted) -> Found:
    """Read exports of hobnob.

    Raises:
        UsageError: a file is none, or of a later version.
    """
    notes: list[ExportedNote] = []
    unread: list[Unread] = []
    seen: set[str] = set()
    for path in paths:
        folder, entries = _load(path)
        for number, entry in enumerate(entries, 1):
            try:
                note = _note(entry, folder, path.name)
                if note.path in seen:
                    raise ValueError("another note of the file has the same path")
            except ValueError as error:
                where = f"note {number:,}{_called(entry)}"
                unread.append(Unread(line=0, message=f"{where}: {error}", file=path.name))
            else:
                seen.add(note.path)
                notes.append(note)
    return Found(kind="hobnob", title="an export of hobnob", exported=tuple(notes),
                 unread=tuple(unread))  # fmt: skip


def _load(path: Path) -> tuple[str, Iterator[Any]]:
    """Return the folder of the notes, and the entries."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB")
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}: this is not JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8; save it as UTF-8") from None
    except (RecursionError, ValueError):
        raise UsageError(f"{path} is not JSON that hobnob has written") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise UsageError(f'{path} is no export of hobnob; one begins with {{"format": "{FORMAT}"')
    if found.get("version") != VERSION:
        raise UsageError(
            f"{path} is of version {str(found.get('version'))[:_SHOWN]} of the format, and this "
            f"hobnob reads version {VERSION}; a newer hobnob reads it"
        )
    entries = found.get("notes")
    if not isinstance(entries, list):
        raise UsageError(f"{path} has no list of notes")
    folder = found.get("notes_folder")
    return folder if isinstance(folder, str) else "notes", iter(entries)


def _note(entry: Any, folder: str, file: str) -> ExportedNote:
    """Return the note of an entry.

    Raises:
        ValueError: it cannot become a note.
    """
    if not isinstance(entry, Mapping):
        raise ValueError("this is no object")
    kind = next((kind for kind in _KINDS if kind == entry.get("type")), None)
    if kind is None:
        raise ValueError(f"its type is none of {', '.join(_KINDS)}")
    if not isinstance(entry.get("text", ""), str):
        raise ValueError("its text is no text")
    path = path_in_notes(entry.get("path"), folder, kind)
    try:
        data, is_file = render_entry(entry)
    except (TypeError, AttributeError, RecursionError):
        raise ValueError("it has a value that no note can have") from None
    if len(data) > MAX_BYTES:
        raise ValueError("it is longer than a megabyte")
    slug = str(entry.get("slug") or "")
    note = read_note(kind, slug, path, data)
    if not is_file:
        _refuse_unlike(note, entry)
    return ExportedNote(file=file, kind=kind, path=path, note=note, data=data,
                     is_rewritten=not is_file and "file" in entry)  # fmt: skip


def _refuse_unlike(note: Note, entry: Mapping[str, Any]) -> None:
    """Refuse a note that does not say what its entry says."""
    if note.problems and not note.usable:
        raise ValueError(note.problems[0].message)
    if note.kind not in SCHEMAS:
        return
    known = SCHEMAS[note.kind].by_name
    read = note.values | note.extra
    for key, value in values_of(entry).items():
        if key not in known or value in (None, "", [], False):
            continue
        now = read.get(key)
        if known[key].many and not isinstance(now, list):
            now = [] if now is None else [now]
        if now != value and now != [value]:
            why = next((p.message for p in note.problems), f"{_short(value)} cannot be its value")
            raise ValueError(why if why.startswith(key) else f"{key}: {why}")


def _called(entry: Any) -> str:
    """Return which note an entry is, for a message."""
    path = entry.get("path") if isinstance(entry, Mapping) else None
    return f" ({_short(path)})" if isinstance(path, str) and path else ""


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
