"""Merging two notes about the same person or organization.

The one rule: nothing of either note is dropped unless you ask for it. Lists are united, missing
keys are copied from the other note as they are written, and you choose if two values differ.
Comments whose lines cannot be copied stay as comments at the end of the front matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from hobnob.change.apart import KEY as APART
from hobnob.change.apart import are_apart
from hobnob.change.files import ChangeSet, notes_path
from hobnob.change.references import Elsewhere, References, moved_body
from hobnob.errors import HobnobError, NeedsYesError, UsageError
from hobnob.index.index import Index
from hobnob.index.notes import head
from hobnob.model import Kind
from hobnob.names import link_target, name_key
from hobnob.network.identity import fuller_birthday
from hobnob.notes.edit import NoteText, UnusualNoteError
from hobnob.notes.role_rows import roles_of
from hobnob.notes.schema import SCHEMAS

Preference = Literal["keep", "other"]
Row = dict[str, str]

_A: Mapping[Kind, str] = {
    "person": "a person",
    "org": "an organization",
    "plan": "a plan",
    "letter": "a letter",
    "interaction": "an interaction",
    "page": "a page",
}


class DifferingError(HobnobError):
    """Two notes have different values for the same key."""

    exit_code = 2
    code = "differing"

    def __init__(self, differing: Mapping[str, tuple[Any, Any]]) -> None:
        self.differing = dict(differing)
        lines = "".join(
            f"\n  {key}: {kept}  |  {other}" for key, (kept, other) in differing.items()
        )
        super().__init__(
            "the two notes differ; --prefer keep takes the left values, --prefer other the "
            f"right ones:{lines}",
            candidates=list(differing),
        )


@dataclass(frozen=True, kw_only=True)
class Merging:
    """A planned merge.

    Attributes:
        draft: the change.
        moved: whether lines of front matter became comments at the end of the front matter.
    """

    draft: ChangeSet
    moved: bool


class TwoPeopleError(NeedsYesError):
    """A note says that the two people to merge are not the same."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            f"a note says that '{one}' and '{other}' are two people ({APART}); nothing was "
            "written. If they are one after all, say --yes"
        )


def merge_notes(
    index: Index, keep: int, other: int, *, prefer: Preference | None, anyway: bool = False
) -> Merging:
    """ChangeSet the merging of two notes.

    Args:
        index: the index.
        keep: the id of the note that stays.
        other: the id of the note that becomes part of it.
        prefer: whose value wins where they differ.
        anyway: merge them also if a note says that they are two people.

    Raises:
        UsageError: they are the same note, or of different kinds.
        TwoPeopleError: a note says that they are two people, and it is not to be `anyway`.
        DifferingError: they differ, and there is no `prefer`.
        UnusualNoteError: a note cannot be changed safely.
    """
    _, kind, slug, name, path, _ = head(index, keep)
    _, other_kind, other_slug, other_name, other_path, _ = head(index, other)
    if keep == other:
        raise UsageError(f"'{slug}' is one note; name two")
    if kind != other_kind or kind not in {"person", "org"}:
        raise UsageError(
            f"'{slug}' is {_A[kind]} and '{other_slug}' is {_A[other_kind]}; two people can become "
            "one, or two organizations"
        )
    if not anyway and kind == "person" and are_apart(index, keep, other):
        raise TwoPeopleError(slug, other_slug)
    draft = ChangeSet(index.journal)
    to = Elsewhere(slug=slug, path=notes_path(index.journal, path), note=keep)
    References(index, draft, other).lead(to)
    note, source = draft.note(path), draft.note(other_path)
    before = draft.note(path)
    _unite(note, source, kind, prefer)
    _remember_names(note, name, other_name, other_slug)
    _forget_self(index, note, slug, {keep, other})
    moved = [*_left(note, before), *_left(note, source)]
    if moved:
        note.add_comments(moved)
    newline = "\r\n" if b"\r\n" in note.data else "\n"
    more = moved_body(source.body, notes_path(index.journal, other_path), to.path)
    note.set_body(_joined(note.body, more, other_name, newline))
    draft.put(note)
    draft.remove(other_path)
    return Merging(draft=draft, moved=bool(moved))


def _left(note: NoteText, source: NoteText) -> list[str]:
    """Return comment lines for what a note has in its front matter and the merged note has not.

    These are the lines with comments, and the roles that no list of roles can hold.
    """
    known = {comment for comment, _ in note.comments()}
    lost = [lines for comment, lines in source.comments() if comment not in known]
    values = source.values()
    if source.kind == "person" and values.get("roles"):
        now = note.values()
        odd = any(not isinstance(row, dict) for row in values["roles"])
        lost += [
            source.lines_of(key)
            for key in ("org", "title", *(("roles",) if odd else ()))
            if values.get(key) and now.get(key) != values[key]
        ]
    lines = [line for text in dict.fromkeys(lost) for line in text.rstrip().split("\n")]
    if not lines:
        return []
    return [
        f"# From {source.path}:",
        *(line.strip() if line.lstrip()[:1] == "#" else f"# {line}".rstrip() for line in lines),
    ]


def _unite(note: NoteText, source: NoteText, kind: Kind, prefer: Preference | None) -> None:
    mine, theirs = note.values(), source.values()
    differing: dict[str, tuple[Any, Any]] = {}
    wanted: dict[str, Any] = {}
    copied: list[str] = []
    fuller: list[str] = []
    for key, value in theirs.items():
        if key == "name" or value in (None, "", []):
            continue
        if kind == "person" and key in {"roles", "org", "title"}:
            continue
        field = SCHEMAS[kind].by_name.get(key)
        own = mine.get(key)
        if own in (None, "", []):
            copied.append(key)
        elif field is not None and field.many:
            wanted[key] = _rows(own, value) if field.parts else _united(own, value)
        elif key == "birthday" and (full := fuller_birthday(str(own), str(value))):
            if full != str(own):
                fuller.append(key)
        elif own != value:
            differing[key] = (own, value)
    if differing and prefer is None:
        raise DifferingError(differing)
    if prefer == "other":
        copied += differing
    _copy(note, source, [*copied, *fuller])
    for key, value in wanted.items():
        if value != mine.get(key) and value != _texts(mine.get(key)):
            _set(note, key, value)
    if kind == "person":
        _unite_roles(note, source)


def _united(own: Any, value: Any) -> list[str]:
    return list(dict.fromkeys((*_texts(own), *_texts(value))))


def _rows(own: Any, value: Any) -> list[Any]:
    """Return the mappings of two lists, each once."""
    found: list[Any] = []
    for rows in (own, value):
        for row in rows if isinstance(rows, list) else [rows]:
            if row not in found:
                found.append(row)
    return found


def _copy(note: NoteText, source: NoteText, keys: Iterable[str]) -> None:
    """Copy keys as they are written, or only their values if the lines cannot be copied."""
    for key in keys:
        try:
            note.take_key(source, key)
        except UnusualNoteError:
            _set(note, key, source.values()[key])


def _set(note: NoteText, key: str, value: Any) -> None:
    if isinstance(value, dict):
        note.set_pairs(key, value)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        note.set_rows(key, value)
    elif key == "private":
        note.set(key, str(value).lower() in {"true", "yes", "on"})
    else:
        note.set(key, value)


def _unite_roles(note: NoteText, source: NoteText) -> None:
    mine, theirs = note.values(), source.values()
    own, more = roles_of(mine), roles_of(theirs)
    added = [row for row in more if not any(_is_said_by(row, known) for known in own)]
    if not added:
        return
    kept = [row for row in own if not any(_is_said_by(row, new) for new in added)]
    if not kept:
        for key in ("roles", "org", "title"):
            note.remove(key)
        keys = ("roles",) if theirs.get("roles") else ("org", "title")
        _copy(note, source, (key for key in keys if theirs.get(key)))
        return
    if not mine.get("roles"):
        for key in ("org", "title"):
            note.remove(key)
    # Newest first; present roles come before past ones.
    rows = sorted(
        [*kept, *added],
        key=lambda row: (row.get("until", "~") or "~", row.get("since", "")),
        reverse=True,
    )
    note.set_rows("roles", rows)


def _is_said_by(role: Row, other: Row) -> bool:
    """Say whether the second role says all of the first: organization, title, dates, other keys.

    An organization alone is said by a role there that has a title, if both last or both have ended.
    """
    title = name_key(role.get("title", ""))
    return (
        name_key(role.get("org", "")) == name_key(other.get("org", ""))
        and (not title or name_key(other.get("title", "")) == title)
        and role.get("until", "") == other.get("until", "")
        and all(role[key] == other.get(key) for key in role if key not in ("org", "title"))
    )


def _remember_names(note: NoteText, name: str, other_name: str, other_slug: str) -> None:
    aliases = _texts(note.values().get("aliases"))
    known = {name_key(name), *(name_key(alias) for alias in aliases)}
    for text in (other_name, other_slug):
        if name_key(text) not in known:
            known.add(name_key(text))
            aliases.append(text)
    if aliases != _texts(note.values().get("aliases")):
        note.set("aliases", aliases)


def _forget_self(index: Index, note: NoteText, slug: str, both: set[int]) -> None:
    """Remove what now names the person of the note."""

    def is_self(text: object) -> bool:
        return isinstance(text, str) and (
            link_target(text) == slug or index.resolver.find(text, ("person",)).one in both
        )

    values = note.values()
    rows = values.get("relations")
    if isinstance(rows, list):
        own = [at for at, r in enumerate(rows) if isinstance(r, dict) and is_self(r.get("who"))]
        if own:
            note.change_rows("relations", removed=own)
    if is_self(values.get("introduced_by")):
        note.remove("introduced_by")
    apart = values.get(APART)
    others = [item for item in _texts(apart) if not is_self(item)]
    if len(others) < len(_texts(apart)):
        note.set(APART, others or None)


def _joined(body: str, more: str, name: str, newline: str) -> str:
    if not more.strip():
        return body
    if not body.strip():
        return more.replace("\r\n", "\n").replace("\n", newline)
    text = more.strip("\r\n").replace("\r\n", "\n").replace("\n", newline)
    return f"{body.rstrip()}{newline}{newline}## From {name}{newline}{newline}{text}{newline}"


def _texts(value: Any) -> list[str]:
    if value in (None, ""):
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
