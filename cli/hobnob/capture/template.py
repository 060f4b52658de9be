"""An interaction as a template for an editor, and the entry that comes back from the editor.

The one rule: what the user wrote there stays. Keys stay as they were written, and only keys that
were left out are read from the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hobnob.capture.entry import NewEntry, clean_text
from hobnob.capture.parser import LineParser
from hobnob.errors import UsageError
from hobnob.notes.edit import NoteText
from hobnob.notes.frontmatter import split_note
from hobnob.notes.nodes import FrontMatterError
from hobnob.notes.read import read_note
from hobnob.notes.schema import INTERACTION, Field
from hobnob.notes.write import render_note

_WELCOME = (
    "# What happened goes below the last of these lines. Lines that begin with # are only hints."
)
_ALWAYS = frozenset({"date", "people"})
_BOM = "\ufeff"

Resolve = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Returns front matter with its references as slugs; raises where one does not say who is meant."""


@dataclass(frozen=True, kw_only=True)
class EntryTemplate:
    """The text with which an editor opens.

    Attributes:
        text: all of it.
        entry: the entry from which it was made.
    """

    text: str
    entry: NewEntry


class UnreadableError(UsageError):
    """The text from the editor cannot be read as an interaction."""


def make_template(entry: NewEntry) -> EntryTemplate:
    """Return an entry as a note, with a hint for each key that it does not have."""
    note = render_note("interaction", entry.values, {}, entry.text)
    _, head, body = note.split("---\n", 2)
    hints = (line for field, line in _hints() if field.name not in entry.values)
    lines = [_WELCOME, *head.splitlines(), *hints]
    return EntryTemplate(text="\n".join(["---", *lines, "---", body]), entry=entry)


def _hints() -> Iterator[tuple[Field, str]]:
    """Yield each key with its hint: a line that is right without the sign before it."""
    for field in INTERACTION.fields:
        yield field, f"# {field.name}: {field.example}{_remark(field)}"


def _remark(field: Field) -> str:
    return f"  # {', '.join(field.type.words) or field.means}"


def without_hints(text: str) -> str:
    """Return the text from an editor without the hints of the template."""
    ours = {_WELCOME, *(line for _, line in _hints())}
    remarks = tuple(_remark(field) for field in INTERACTION.fields)
    kept = []
    ends = 0
    for line in text.split("\n"):
        ends += line.rstrip() == "---"
        if ends == 1:
            if line.rstrip() in ours:
                continue
            line = next((line.removesuffix(r) for r in remarks if line.endswith(r)), line)
        kept.append(line)
    return "\n".join(kept)


def says_nothing(text: str, template: EntryTemplate | None) -> bool:
    """Say whether there is nothing to write: no text, and no key that was not there before."""
    try:
        now = split_note(without_hints(text.removeprefix(_BOM)))
    except FrontMatterError:
        return False
    before = split_note(without_hints(template.text)).head if template else now.head
    return not now.body.strip() and (now.head or "").strip() in ("", (before or "").strip())


def parse_note(
    parser: LineParser, text: str, path: str, template: EntryTemplate | None, resolve: Resolve
) -> NewEntry:
    """Return the entry that the user wrote in an editor.

    Args:
        parser: reads the text below the front matter if it was not read before.
        text: from the editor.
        path: of the file, for messages.
        template: the one that the editor opened with; None if that is not known any more.
        resolve: finds the slugs that references mean.

    Raises:
        UnreadableError: it is no interaction, with each line that is not right.
        HobnobError: a reference does not say who is meant, or nobody was there.
    """
    text = text.removeprefix(_BOM).replace("\r\n", "\n")
    if not text.lstrip().startswith("---"):
        return parser.parse(clean_text(text), {})
    _refuse_problems(text, path)
    plain = without_hints(text)
    read = read_note("interaction", "new", path, plain.encode())
    own, body = resolve(read.values), clean_text(split_note(plain).body)
    before = template.entry if template else None
    if before and body == clean_text(before.text):
        # This was read before it went into the editor.
        entry = parser.revise(body, own, before)
    else:
        entry = parser.parse(body, own)
    left_out = set(before.values) - set(own) - _ALWAYS if before else set()
    values = {key: value for key, value in entry.values.items() if key not in left_out}
    note = NoteText("interaction", path, plain.encode())
    for key, value in values.items():
        if read.values.get(key) != value:
            note.set(key, value)
    note.set_body(entry.text)
    written = note.data.decode()
    return replace(
        entry, values=values, written=written if written.endswith("\n") else written + "\n"
    )


def _refuse_problems(text: str, path: str) -> None:
    problems = read_note("interaction", "new", path, text.encode()).problems
    # A key that is missing, the date, may yet be read from the text.
    wrong = [
        f"line {p.line}: {p.message}"
        for p in problems
        if p.severity == "error" and p.code != "missing-key"
    ]
    if wrong:
        raise UnreadableError("; ".join(wrong))
