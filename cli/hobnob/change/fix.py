"""Automatic repairs of problems that have exactly one right repair.

The one rule: a repair changes how a value is written, never its meaning: the same person, the same
day, the same value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hobnob.change.files import ChangeSet
from hobnob.change.fix_text import may_need_quotes, repair_text
from hobnob.dates import repair_birthday, repair_date
from hobnob.index.check_queries import with_problems
from hobnob.index.index import Index
from hobnob.index.notes import all_notes, head
from hobnob.index.refs import without_slug
from hobnob.index.resolve import TARGETS
from hobnob.model import Kind
from hobnob.notes import values as v
from hobnob.notes.body import read_body
from hobnob.notes.copies import copied_from
from hobnob.notes.edit import NoteText, UnusualNoteError
from hobnob.notes.naming import NAMED, date_beside, name_beside, propose_name
from hobnob.notes.schema import SCHEMAS

_SCALARS = {
    kind: re.compile(
        rf"^({'|'.join(f.name for f in schema.fields if f.many and not f.parts) or '(?!)'})"
        r":[ \t]+[^\[{\s#&*!|>~-]".encode(),
        re.MULTILINE,
    )
    for kind, schema in SCHEMAS.items()
}
"""Matches the keys of a kind that take a list but have a single value on their line."""


@dataclass(frozen=True, kw_only=True)
class Fix:
    """One repair: the note, the key, and the text before and after."""

    path: str
    key: str
    before: str
    after: str


def fix_notes(
    index: Index, wanted: Callable[[str], bool]
) -> tuple[ChangeSet, list[Fix], list[str]]:
    """Draft all repairs.

    Args:
        index: the index.
        wanted: says whether to repair the note at a path.

    Returns:
        The draft, the repairs, and the reasons why other notes cannot be changed safely.
    """
    draft = ChangeSet(index.journal)
    fixes: list[Fix] = []
    refused: list[str] = []
    for path, keys in sorted(_candidates(index, wanted).items()):
        try:
            data, repairs = repair_text(index.journal.kind(path), path, draft.data(path))
            draft.rewrite(path, data)
            fixes += [
                Fix(path=path, key=key, before=_value(key, before), after=_value(key, after))
                for key, before, after in repairs
            ]
            note = draft.note(path)
            for key in _by_declaration(note.kind, keys):
                fixes += _fix_key(index, note, key)
            draft.put(note)
        except UnusualNoteError as error:
            refused.append(str(error))
    return draft, fixes, refused


def _candidates(index: Index, wanted: Callable[[str], bool]) -> dict[str, set[str]]:
    """Return the keys that may need a repair, by the path of the note."""
    found: dict[str, set[str]] = {}
    for path, field in without_slug(index):
        if wanted(path):
            found.setdefault(path, set()).add(field)
    # The index does not have unreadable values, and not how a list is written.
    broken = with_problems(
        index, "value", "missing-key", "shape", "unquoted", "lost-text", "unknown-key"
    )
    headless = with_problems(index, "front-matter")
    for _, kind, _, _, path, live in all_notes(index):
        if kind == "page" or not wanted(path) or copied_from(path):
            continue
        front = _head(index, path)
        keys = _SCALARS[kind].findall(front)
        if keys or may_need_quotes(front):
            found.setdefault(path, set()).update(key.decode() for key in keys)
        if path in broken or (live and path in headless):
            found.setdefault(path, set()).update(SCHEMAS[kind].by_name)
    return found


def _head(index: Index, path: str) -> bytes:
    """Return the beginning of a note, which nearly always holds all its front matter."""
    try:
        with (index.journal.root / path).open("rb") as file:
            return file.read(4096).partition(b"\n---")[0]
    except OSError:
        return b""


def _fix_key(index: Index, note: NoteText, key: str) -> Iterator[Fix]:
    field = SCHEMAS[note.kind].by_name[key]
    if key == "name" and not note.values().get(key):
        yield from _add_name(note)
        return
    if key == "date" and note.kind == "interaction" and note.written_key(key) == "":
        if day := date_beside(note.path):
            note.set(key, day)
            yield Fix(path=note.path, key=key, before="", after=day)
        return
    written = note.written_key(key)
    if written not in ("", key):
        note.spell_key(key)
        yield Fix(path=note.path, key=key, before=written, after=key)
    before = note.value_as_written(key)
    if field.parts:
        for part in field.parts:
            if part.type is v.DATE:
                note.replace_items(key, _other_date, part=part.name)
            elif part.type is v.BIRTHDAY:
                note.replace_items(key, _other_birthday, part=part.name)
            elif part.type.refers:
                note.replace_items(key, _slugs(index, key), part=part.name)
    elif field.type in (v.DATE, v.DAY, v.MOMENT):
        note.replace_items(key, _other_date)
    elif field.type is v.BIRTHDAY:
        note.replace_items(key, _other_birthday)
    elif field.type.refers:
        note.replace_items(key, _slugs(index, key))
    now = note.values().get(key)
    lines = note.lines_of(key)
    if field.many and not field.parts and now and note.is_text(key):
        note.make_list(key)
    after = note.values().get(key)
    if after != before or note.lines_of(key) != lines:
        yield Fix(path=note.path, key=key, before=_shown(before), after=_shown(after))


def _add_name(note: NoteText) -> Iterator[Fix]:
    """Write the name that the file has, unless the note has one elsewhere."""
    if note.kind not in NAMED or name_beside(note.path, read_body(note.body).title):
        return
    if name := propose_name(note.path):
        note.set("name", name)
        yield Fix(path=note.path, key="name", before="", after=name)


def _by_declaration(kind: Kind, keys: set[str]) -> list[str]:
    return [field.name for field in SCHEMAS[kind].fields if field.name in keys]


def _other_birthday(text: str) -> str | None:
    better = repair_birthday(text)
    # 1604 is read as no year, and stays as a phone wrote it.
    is_right = len(text) == 4 or re.fullmatch(r"(?:\d{4}-|--)\d\d-\d\d", text)
    return better if better and not is_right else None


def _slugs(index: Index, key: str) -> Callable[[str], str | None]:
    def swap(text: str) -> str | None:
        if text.startswith("[["):
            return None
        found = index.resolver.find(text, TARGETS[key]).one
        if found is None:
            return None
        slug = head(index, found).slug
        return slug if slug != text else None

    return swap


def _other_date(text: str) -> str | None:
    better = repair_date(text)
    return better if better != text else None


def _value(key: str, line: str) -> str:
    return line.strip().removeprefix(f"{key}:").strip()


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_shown(item) for item in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {item}" for key, item in value.items())
    return str(value or "")
