"""Setting keys of a note: `key=value`, `key+=item`, `key-=item`, `key=`.

The one rule: a value is checked against the declaration before anything changes. `set` takes the
same values as `add`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hobnob.errors import UsageError
from hobnob.journal import slug_of
from hobnob.model import Kind
from hobnob.names import name_key
from hobnob.notes.edit import NoteText
from hobnob.notes.schema import Field
from hobnob.notes.write import find_field, note_name, parse_assignments, split_list

_ASSIGNMENT = re.compile(r"([^=+-][^=]*?|)\s*([+-]?)=(.*)\Z", re.DOTALL)

Settle = Callable[[Field, str], str]
"""Returns the slug of the note that a reference means, or raises."""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A change of one key.

    Attributes:
        sign: "" to set, `+` to add to a list, `-` to remove from it.
        text: the value as it was typed; "" without a sign removes the key.
        field: its declaration; None for your own keys.
    """

    key: str
    sign: str
    text: str
    field: Field | None


def read_assignments(kind: Kind, typed: Sequence[str]) -> list[Assignment]:
    """Read assignments as they were typed.

    Raises:
        UsageError: an argument is no assignment, or does not fit its key.
    """
    found = []
    for text in typed:
        match = _ASSIGNMENT.match(text)
        if match is None or not match[1].strip():
            raise UsageError(
                f"'{text}' is not key=value, key+=item, key-=item or key=; put a value of "
                'several words in quotes: location="New York"'
            )
        key, sign, value = match[1].strip(), match[2], match[3].strip()
        field = find_field(kind, key)
        key = field.name if field else key
        assignment = Assignment(key=key, sign=sign, text=value, field=field)
        _refuse(kind, assignment)
        found.append(assignment)
    return found


def _refuse(kind: Kind, assignment: Assignment) -> None:
    field = assignment.field
    if assignment.sign and not assignment.text:
        raise UsageError(f"{assignment.key}{assignment.sign}= needs a value")
    if field is None:
        if assignment.text:
            # This refuses an invalid key.
            parse_assignments(kind, [f"{assignment.key}={assignment.text}"])
        return
    if field.parts and not field.reference and (assignment.text or assignment.sign):
        hint = "'hobnob move' gives a new role" if field.name == "roles" else "see 'hobnob edit'"
        raise UsageError(f"{field.name}: this is a list for an editor; {hint}")
    if (field.required or field.name == "name") and not assignment.text:
        raise UsageError(f"{field.name}: a {kind} needs one; give it another value instead")
    if field.name == "name":
        note_name(assignment.text)
    if assignment.sign and not (field.many or field.pairs):
        raise UsageError(f"{field.name}: a {kind} has one of it, not a list; write {field.name}=…")


def assign(
    note: NoteText, assignment: Assignment, settle: Settle, same: Callable[[str], Any]
) -> list[str]:
    """Apply one assignment to a note.

    An item that is to be removed and is not there changes nothing, so that a script may run twice.

    Args:
        note: the note.
        assignment: the assignment.
        settle: finds the note that a reference means.
        same: returns what a reference means, for comparison: any form of a reference removes any
            other form.

    Returns:
        A sentence for each item that was to be removed and is not there.

    Raises:
        UsageError: the value is invalid.
        UnusualNoteError: the note cannot be changed safely.
    """
    if not assignment.sign and not assignment.text:
        note.remove(assignment.key)
    elif assignment.field is not None and assignment.field.parts:
        return _assign_rows(note, assignment, assignment.field, settle, same)
    elif assignment.field is not None and assignment.field.pairs:
        return _assign_pairs(note, assignment)
    elif assignment.sign:
        return _assign_items(note, assignment, settle, same)
    else:
        value = _parsed(note.kind, assignment, settle)
        if isinstance(value, list) and assignment.field is None and len(value) == 1:
            value = value[0]
        note.set(assignment.key, value)
    return []


def _parsed(kind: Kind, assignment: Assignment, settle: Settle) -> Any:
    values, extra = parse_assignments(kind, [f"{assignment.key}={assignment.text}"])
    value = {**values, **extra}[assignment.key]
    if assignment.field is None or not assignment.field.type.refers:
        return value
    if isinstance(value, list):
        return list(dict.fromkeys(settle(assignment.field, item) for item in value))
    return settle(assignment.field, value)


def _assign_items(
    note: NoteText, assignment: Assignment, settle: Settle, same: Callable[[str], Any]
) -> list[str]:
    now = note.values().get(assignment.key)
    items = [] if now in (None, "") else [str(i) for i in now] if isinstance(now, list) else [now]
    if assignment.sign == "+":
        text = assignment.text
        value = _parsed(note.kind, assignment, settle) if assignment.field else split_list(text)
        more = value if isinstance(value, list) else [value]
        refers = assignment.field is not None and bool(assignment.field.type.refers)
        there = {same(item) for item in items} if refers else {*items}
        new = [item for item in more if (same(item) if refers else item) not in there]
        if new:
            note.set(assignment.key, [*items, *new])
        return []
    key: Callable[[str], Any] = name_key
    if assignment.field is not None and assignment.field.type.refers:
        key = same
    remarks = []
    for text in split_list(assignment.text):
        wanted = {key(text), text}
        kept = [item for item in items if key(item) not in wanted and item != text]
        if len(kept) == len(items):
            has = ", ".join(items) or "nothing"
            remarks.append(f"{assignment.key}: '{text}' is not there; it has {has}")
        items = kept
    if len(remarks) < len(split_list(assignment.text)):
        note.set(assignment.key, items)
    return remarks


def _assign_rows(
    note: NoteText,
    assignment: Assignment,
    field: Field,
    settle: Settle,
    same: Callable[[str], Any],
) -> list[str]:
    """Apply an assignment to a list of mappings that refer, such as `relations`: "bob: sister"."""
    who, words = field.parts[0], field.parts[1].name
    name, _, said = assignment.text.partition(":")
    name, said = name.strip(), " ".join(said.split())
    if not name:
        raise UsageError(f'{field.name}: write a name and what they are: "bob: sister"')
    now = note.values().get(field.name)
    rows = [row for row in now if isinstance(row, dict)] if isinstance(now, list) else []
    there = [
        at
        for at, row in enumerate(rows)
        if row.get(who.name) and same(str(row[who.name])) == same(name)
        and (not said or name_key(str(row.get(words) or "")) == name_key(said))
    ]  # fmt: skip
    if assignment.sign == "-":
        if not there:
            return [f"{field.name}: '{assignment.text}' is not there"]
        note.change_rows(field.name, removed=there)
        return []
    slug = settle(who, name)
    row = {who.name: slug, **({words: said} if said else {})}
    if slug == slug_of(note.path.rpartition("/")[2]):
        raise UsageError(f"{field.name}: {slug} cannot be in their own note; name somebody else")
    if assignment.sign == "+":
        if not there:
            note.change_rows(field.name, added=[row])
        return []
    note.set_rows(field.name, [row])
    return []


def _assign_pairs(note: NoteText, assignment: Assignment) -> list[str]:
    now = note.values().get(assignment.key)
    pairs = {str(k): str(v) for k, v in now.items()} if isinstance(now, dict) else {}
    remarks = []
    if assignment.sign == "-":
        names = split_list(assignment.text)
        remarks = [f"{assignment.key}: '{name}' is not there" for name in names
                   if pairs.pop(name, None) is None]  # fmt: skip
        if len(remarks) == len(names):
            return remarks
    else:
        # The value is checked but stays as typed: `7 of 20` is easier to read than 0.35.
        parse_assignments(note.kind, [f"{assignment.key}={assignment.text}"])
        typed = (item.partition(":") for item in split_list(assignment.text))
        new = {name.strip(): value.strip() for name, _, value in typed}
        pairs = {**pairs, **new} if assignment.sign else new
    if pairs:
        note.set_pairs(assignment.key, pairs)
    else:
        note.remove(assignment.key)
    return remarks
