"""Setting keys of a note: `key=value`, `key+=item`, `key-=item`, `key=`.

The one rule: a value is checked against the declaration before anything is changed, and what
`add` takes is what `set` takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hobnob.errors import UsageError
from hobnob.model import Kind
from hobnob.names import name_key
from hobnob.notes.edit import NoteText
from hobnob.notes.schema import Field
from hobnob.notes.write import find_field, parse_assignments, split_list

_ASSIGNMENT = re.compile(r"([^=+-][^=]*?|)\s*([+-]?)=(.*)\Z", re.DOTALL)

Settle = Callable[[Field, str], str]
"""Returns the slug of the note that a reference means; raises when there is none."""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """What shall become of one key.

    Attributes:
        sign: "" to set, `+` to add to a list, `-` to take out of it.
        text: the value as it was typed; "" with no sign takes the key away.
        field: its declaration; None for a key of the user's own.
    """

    key: str
    sign: str
    text: str
    field: Field | None


def read_assignments(kind: Kind, typed: Sequence[str]) -> list[Assignment]:
    """Read assignments as they were typed.

    Raises:
        UsageError: one is none, or cannot be done to its key.
    """
    found = []
    for text in typed:
        match = _ASSIGNMENT.match(text)
        if match is None or not match[1].strip():
            raise UsageError(
                f"'{text}' is not key=value, key+=item, key-=item or key=; a value of several "
                'words stands in quotes: location="New York"'
            )
        key, sign, value = match[1].strip(), match[2], match[3].strip()
        field = find_field(kind, key)
        one = Assignment(key=field.name if field else key, sign=sign, text=value, field=field)
        _refuse(kind, one)
        found.append(one)
    return found


def _refuse(kind: Kind, one: Assignment) -> None:
    field = one.field
    if one.sign and not one.text:
        raise UsageError(f"{one.key}{one.sign}= has nothing behind it")
    if field is None:
        if one.text:
            # Whether it can be a key at all.
            parse_assignments(kind, [f"{one.key}={one.text}"])
        return
    if field.parts and (one.text or one.sign):
        hint = "'hobnob move' gives a new role" if field.name == "roles" else "see 'hobnob edit'"
        raise UsageError(f"{field.name}: this is a list for an editor; {hint}")
    if field.required and not one.text:
        raise UsageError(f"{field.name}: a {kind} needs one; give it another value instead")
    if one.sign and not (field.many or field.pairs):
        raise UsageError(f"{field.name}: a {kind} has one of it, not a list; write {field.name}=…")


def assign(note: NoteText, one: Assignment, settle: Settle, same: Callable[[str], Any]) -> None:
    """Do one assignment.

    Args:
        note: the note.
        one: the assignment.
        settle: finds what references mean.
        same: returns what a reference in the note stands for, to compare by; a reference of any
            form takes out one of any other.

    Raises:
        UsageError: the value cannot be used, or what should be taken out is not there.
        UnusualNoteError: the note cannot be changed safely.
    """
    if not one.sign and not one.text:
        note.remove(one.key)
    elif one.field is not None and one.field.pairs:
        _assign_pairs(note, one)
    elif one.sign:
        _assign_items(note, one, settle, same)
    else:
        value = _parsed(note.kind, one, settle)
        if isinstance(value, list) and one.field is None and len(value) == 1:
            value = value[0]
        note.set(one.key, value)


def _parsed(kind: Kind, one: Assignment, settle: Settle) -> Any:
    values, extra = parse_assignments(kind, [f"{one.key}={one.text}"])
    value = {**values, **extra}[one.key]
    if one.field is None or one.field.type.refers is None:
        return value
    if isinstance(value, list):
        return list(dict.fromkeys(settle(one.field, item) for item in value))
    return settle(one.field, value)


def _assign_items(
    note: NoteText, one: Assignment, settle: Settle, same: Callable[[str], Any]
) -> None:
    now = note.values().get(one.key)
    items = [] if now in (None, "") else [str(i) for i in now] if isinstance(now, list) else [now]
    if one.sign == "+":
        value = _parsed(note.kind, one, settle) if one.field else split_list(one.text)
        more = value if isinstance(value, list) else [value]
        refers = one.field is not None and one.field.type.refers is not None
        there = {same(item) for item in items} if refers else {*items}
        new = [item for item in more if (same(item) if refers else item) not in there]
        note.set(one.key, [*items, *new])
        return
    key: Callable[[str], Any] = name_key
    if one.field is not None and one.field.type.refers:
        key = same
    for text in split_list(one.text):
        wanted = {key(text), text}
        kept = [item for item in items if key(item) not in wanted and item != text]
        if len(kept) == len(items):
            has = ", ".join(items) or "nothing"
            raise UsageError(f"{one.key}: '{text}' does not stand there; there is {has}")
        items = kept
    note.set(one.key, items)


def _assign_pairs(note: NoteText, one: Assignment) -> None:
    now = note.values().get(one.key)
    pairs = {str(k): str(v) for k, v in now.items()} if isinstance(now, dict) else {}
    if one.sign == "-":
        for name in split_list(one.text):
            if pairs.pop(name, None) is None:
                raise UsageError(f"{one.key}: '{name}' does not stand there")
    else:
        # Checked by the declaration, kept as it was typed: `7 of 20` is easier to read than 0.35.
        parse_assignments(note.kind, [f"{one.key}={one.text}"])
        typed = (item.partition(":") for item in split_list(one.text))
        new = {name.strip(): value.strip() for name, _, value in typed}
        pairs = {**pairs, **new} if one.sign else new
    if pairs:
        note.set_pairs(one.key, pairs)
    else:
        note.remove(one.key)
