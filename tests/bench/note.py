"""A note to be written and the text of it, in the plain style of the tool or an odd, valid one.

Rule: whatever the style, a YAML parser gives back the fields; only the look differs.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

Role = tuple[tuple[str, str], ...]
"""One entry of `roles`, as pairs of key and text, in the order to write."""


@dataclass(frozen=True)
class Roles:
    """The value of `roles`, the one key that is not flat."""

    entries: tuple[Role, ...]


Value = str | bool | tuple[str, ...] | Roles
"""What a key may hold; dates are texts in ISO form and are written bare."""


class Style(Enum):
    """How a note looks: nearly all are plain, the others are what other hands and editors leave."""

    PLAIN = "plain"
    BLOCK = "block"
    QUOTED = "quoted"
    COMMENTED = "commented"
    CRLF = "crlf"


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """One file: where it goes (relative to `notes/`), its front matter, its body, its look."""

    path: str
    fields: tuple[tuple[str, Value], ...]
    body: str
    style: Style = Style.PLAIN


MAX_FLOW = 100
"""A flow list that would make a longer line than this is written as a block, as a person would."""

_BARE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?|--\d\d-\d\d|\d+ [a-z]+|https://[\w./-]+")
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"})


def render_note(note: Note) -> bytes:
    """The bytes of the file."""
    lines = ["---"]
    if note.style is Style.COMMENTED:
        lines.append("# typed on the train")
    for key, value in note.fields:
        lines.extend(_render_field(key, value, note.style))
    text = "\n".join([*lines, "---"]) + ("\n\n" + note.body if note.body else "") + "\n"
    if note.style is Style.CRLF:
        text = text.replace("\n", "\r\n")
    return text.encode()


def _render_field(key: str, value: Value, style: Style) -> list[str]:
    match value:
        case bool():
            return [f"{key}: {str(value).lower()}"]
        case str():
            remark = "  # as I remember it" if style is Style.COMMENTED and key == "kind" else ""
            return [f"{key}: {_scalar(value, style)}{remark}"]
        case Roles():
            return [f"{key}:", *(line for role in value.entries for line in _role(role, style))]
        case tuple():
            return _render_list(
                key, [_scalar(entry, style, in_flow=True) for entry in value], style
            )


def _render_list(key: str, entries: list[str], style: Style) -> list[str]:
    if style is Style.QUOTED and len(entries) == 1:
        return [f"{key}: {entries[0]}"]  # a list key also takes a single scalar
    flow = f"{key}: [{', '.join(entries)}]"
    if style is Style.BLOCK or len(flow) > MAX_FLOW:
        return [f"{key}:", *(f"  - {entry}" for entry in entries)]
    return [flow]


def _role(role: Role, style: Style) -> list[str]:
    marks = ("  - ", *("    " for _ in role[1:]))
    return [
        f"{mark}{key}: {_scalar(text, style)}"
        for mark, (key, text) in zip(marks, role, strict=True)
    ]


def _scalar(text: str, style: Style, *, in_flow: bool = False) -> str:
    if style is Style.QUOTED or not _is_plain(text, in_flow):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


@lru_cache(maxsize=1 << 16)
def _is_plain(text: str, in_flow: bool) -> bool:
    """Whether YAML reads the bare text as that text (or that date), in the cautious sense.

    Letters of any script with their marks, digits and a few harmless signs; a text that begins
    with a digit only in the forms that are meant (a date, `6 weeks`).
    """
    if text.lower() in _WORDS_OF_YAML:
        return False
    if _BARE.fullmatch(text):
        return not in_flow or not text.startswith("-")
    signs = " @./&'’()_-" if not in_flow else " @./&'’_-"
    return unicodedata.category(text[0])[0] == "L" and all(
        unicodedata.category(char)[0] in "LMN" or char in signs for char in text
    )
