"""A note from the bytes of its file.

The one rule: nothing that stands in a file raises. Whatever is wrong becomes a problem with its
line and with what would be right; what can be read is read all the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from hobnob.model import Kind, Note
from hobnob.notes.frontmatter import read_head, split_note
from hobnob.notes.limits import MOST_SIGNS, cut_of
from hobnob.notes.nodes import FrontMatterError, Mapping, Node, Scalar, Sequence, plain_value
from hobnob.notes.private import KEY as PRIVATE
from hobnob.notes.private import read_private, read_private_lines
from hobnob.notes.schema import PAGE_TEXTS, SCHEMAS, Field

MAX_BYTES = 1_000_000
"""A note longer than this (a megabyte) is no note; it is left out."""

_BOM = "\ufeff"


def read_note(kind: Kind, slug: str, path: str, data: bytes) -> Note:
    """Read a note of a kind; what is wrong with it is in its `problems`."""
    note = Note(kind=kind, slug=slug, path=path)
    text = _decode(note, data)
    if text is None:
        note.private = True
        return note
    try:
        split = split_note(text)
        note.body, note.body_line = split.body, split.body_line
        _measure(note)
        if split.head is None:
            _read_headless(note, text)
            return note
        head = read_head(split.head)
    except FrontMatterError as error:
        note.complain("front-matter", str(error), line=error.line, column=error.column, fatal=True)
        # What cannot be read may say that it is private.
        note.private = True
        return note
    read_private(note, head)
    if kind != "page":
        _read_keys(note, head)
    else:
        _read_page(note, head)
    return note


def _measure(note: Note) -> None:
    """Complain of a text with more markup than is read."""
    cut = cut_of(note.body)
    if cut >= 0:
        note.complain(
            "long-text",
            f"this text has more than {MOST_SIGNS:,} signs of Markdown, such as list items, "
            "brackets and cells; from here on it is not read. Divide it into several notes",
            line=note.body_line + note.body.count("\n", 0, cut + 1),
            severity="warning",
        )


def _read_page(note: Note, head: Mapping) -> None:
    """Take the keys of an ordinary page as they are; only those of the theme have a type."""
    note.values = {key.text: plain_value(node) for key, node in head.entries}
    for key, node in head.entries:
        if key.text in PAGE_TEXTS and not isinstance(node, Scalar):
            what = "list" if isinstance(node, Sequence) else "mapping"
            note.complain(
                "shape",
                f"{key.text}: here stands a {what}, so the site ignores it; a text belongs here",
                line=node.line, column=node.column,
            )  # fmt: skip


def _decode(note: Note, data: bytes) -> str | None:
    """Return the text of a file, or None after complaining."""
    if len(data) > MAX_BYTES:
        note.complain(
            "too-long",
            f"this file has {len(data):,} bytes; a note has at most {MAX_BYTES:,}. "
            "Keep long documents elsewhere and link to them",
            fatal=True,
        )
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        note.complain(
            "encoding",
            f"the byte 0x{data[error.start]:02x} is not UTF-8; save the note as UTF-8",
            line=line, column=column, fatal=True,
        )  # fmt: skip
        return None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        note.complain("encoding", "there is a NUL byte here; a note is text", line=line, fatal=True)
        return None
    return text.removeprefix(_BOM)


def _read_headless(note: Note, text: str) -> None:
    read_private_lines(note, text)
    if note.kind in ("letter", "page"):
        return
    if not text.strip():
        message = "the file is empty"
    elif "\r" in text and "\n" not in text:
        message = "the lines of this file end in CR alone; save it with LF or CRLF"
    elif text.lstrip().startswith("---"):
        message = "front matter must begin on the first line; remove what is above it"
    else:
        message = "there is no front matter"
    example = "date: 2026-11-22" if note.kind == "interaction" else "name: Grace Hopper"
    note.complain(
        "front-matter",
        f"{message}; the note begins with a line '---', '{example}', and a line '---'",
        fatal=True,
    )


def _read_keys(note: Note, head: Mapping) -> None:
    """Read each key by its declaration, and miss those that must be there."""
    _read_entries(note, head)
    for field in SCHEMAS[note.kind].fields:
        if field.required and not note.values.get(field.name):
            _miss(note, field)


def _read_entries(note: Note, head: Mapping) -> None:
    schema = SCHEMAS[note.kind]
    first: dict[str, Node] = {}
    for key, node in head.entries:
        name = key.text
        if name in note.places:
            note.complain(
                "duplicate-key", _again(key, node, note.places[name][0], first[name]),
                line=key.line, column=key.column,
            )  # fmt: skip
            continue
        first[name] = node
        note.places[name] = (key.line, key.column)
        field = schema.by_name.get(name)
        if field and name == PRIVATE:
            note.values[name] = note.private
            continue
        if field is None:
            note.extra[name] = plain_value(node)
            _doubt_key(note, key, tuple(schema.by_name))
            continue
        value = _FieldReader(note, field).read(node)
        if value is not None:
            note.values[name] = value
    if note.private and PRIVATE in schema.by_name:
        # It may be written `Private`.
        note.values[PRIVATE] = True


def _miss(note: Note, field: Field) -> None:
    """Complain of a key that must be there, and leave the note out."""
    note.usable = False
    place = note.places.get(field.name)
    if place is None:
        note.complain(
            "missing-key",
            f"{_a(note.kind)} needs a {field.name}; add '{field.name}: "
            f"{field.example or 'Grace Hopper'}'",
        )
    elif not any(p.line == place[0] for p in note.problems):
        note.complain(
            "missing-key",
            f"{_a(note.kind)} needs a {field.name}, and this one is empty",
            line=place[0], column=place[1],
        )  # fmt: skip


def _again(key: Scalar, node: Node, line: int, first: Node) -> str:
    """Return what is wrong with a key that stands there twice."""
    if not (isinstance(node, Scalar) and isinstance(first, Scalar)) or node.text == first.text:
        return f"'{key.text}' stands here again (first on line {line}); keep one of the two"
    return (
        f"'{key.text}' stands here again: '{first.text}' on line {line}, '{node.text}' here; keep "
        "one of the two. If git has just merged two machines, both changed it, and ours is first"
    )


def _a(kind: Kind) -> str:
    return f"{'an' if kind in ('org', 'interaction') else 'a'} {kind}"


def _doubt_key(note: Note, key: Scalar, known: tuple[str, ...]) -> None:
    """Complain of a key that is not known, but nearly."""
    meant = _near_miss(key.text, known)
    if meant:
        note.complain(
            "unknown-key",
            f"hobnob does not know '{key.text}'; did you mean {meant}?",
            line=key.line, column=key.column, severity="warning",
        )  # fmt: skip


@lru_cache(maxsize=1000)
def _near_miss(name: str, known: tuple[str, ...]) -> str:
    """Return the known key that a name is one slip of the pen away from, or "".

    A slip is a letter too many, missing, wrong, or changed for its neighbour; capitals, hyphens,
    blanks and a plural do not count. Other keys are the user's own, and none of our business.
    """
    plain = _plain_key(name)
    for key in known:
        if plain.rstrip("s") == _plain_key(key).rstrip("s"):
            return key
    if not 4 <= len(plain) <= 40:
        return ""
    return next((k for k in known for form in _forms(k) if len(k) > 3 and _slip(plain, form)), "")


def _plain_key(key: str) -> str:
    return "".join(c for c in key.lower() if c not in "_- ")


def _forms(key: str) -> tuple[str, str]:
    plain = _plain_key(key)
    return plain, plain[:-1] if plain.endswith("s") else plain + "s"


def _slip(a: str, b: str) -> bool:
    """Whether one text is at most one slip away from another (Damerau 1964)."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if start is None:
        return True
    rest, other = a[start:], b[start:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other


class _FieldReader:
    """Reads the value of one key of one note, and complains where it is not right."""

    def __init__(self, note: Note, field: Field) -> None:
        self.note = note
        self.field = field

    def read(self, node: Node) -> Any:
        """Return the value, or None when there is none or it is not right."""
        if isinstance(node, Scalar) and node.empty:
            return None
        if self.field.pairs:
            return self._pairs(node)
        if self.field.parts:
            return self._mappings(node)
        if not self.field.many:
            return self._one(node)
        items = node.items if isinstance(node, Sequence) else (node,)
        found = [value for item in items if (value := self._one(item)) is not None]
        return list(dict.fromkeys(found)) or None

    def _one(self, node: Node) -> Any:
        if isinstance(node, Sequence):
            return self._unwrap(node)
        if isinstance(node, Mapping):
            self._complain(
                node, "shape", "this is a mapping, but the key takes a single value; put a value "
                "with a colon in quotes",
            )  # fmt: skip
            return None
        if node.empty:
            return None
        text = node.text.strip()
        if not text and self.field.type.refers:
            # A reference to nothing, in quotes, is none.
            return None
        try:
            return self.field.type.parse(text)
        except ValueError as error:
            self._complain(node, "value", str(error))
            return None

    def _unwrap(self, node: Sequence) -> Any:
        """Take the one item of a list that stands where one value belongs.

        A wikilink without quotes is, to YAML, a list in a list; it is read as what was meant.
        """
        if self.field.type.refers and (target := _bare_wikilink(node, self.field.many)):
            return target
        if len(node.items) == 1 and isinstance(node.items[0], Scalar) and not self.field.many:
            self._complain(node, "shape", "this is a list, but the key takes a single value")
            return self._one(node.items[0])
        what = "an item of this list" if self.field.many else "this"
        takes = "each item is" if self.field.many else "the key takes"
        if node.items:
            self._complain(node, "shape", f"{what} is a list, but {takes} a single value")
        return None

    def _mappings(self, node: Node) -> Any:
        items = node.items if isinstance(node, Sequence) else (node,)
        rows = []
        for item in items:
            if not isinstance(item, Mapping):
                parts = ", ".join(part.name for part in self.field.parts)
                self._complain(item, "shape", f"each item has keys of its own: {parts}")
                continue
            row = self._row(item)
            if row:
                rows.append(row)
        return rows or None

    def _row(self, node: Mapping) -> dict[str, Any]:
        parts = {part.name: part for part in self.field.parts}
        row: dict[str, Any] = {}
        seen: dict[str, tuple[int, Node]] = {}
        for key, value in node.entries:
            if key.text in seen:
                self._complain(key, "duplicate-key", _again(key, value, *seen[key.text]))
                continue
            seen[key.text] = key.line, value
            part = parts.get(key.text)
            if part is None:
                row[key.text] = plain_value(value)
                _doubt_key(self.note, key, tuple(parts))
                continue
            found = _FieldReader(self.note, part).read(value)
            if found is not None:
                row[key.text] = found
        for part in self.field.parts:
            if part.required and part.name not in row:
                self._complain(node, "missing-key", f"this item needs a {part.name}")
                return {}
        return row

    def _pairs(self, node: Node) -> Any:
        if not isinstance(node, Mapping):
            self._complain(node, "shape", f"write a mapping here, such as {self.field.example}")
            return None
        pairs = {}
        seen: dict[str, tuple[int, Node]] = {}
        for key, value in node.entries:
            if key.text in seen:
                self._complain(key, "duplicate-key", _again(key, value, *seen[key.text]))
                continue
            seen[key.text] = key.line, value
            found = self._one(value)
            if found is not None:
                pairs[key.text] = found
        return pairs or None

    def _complain(self, node: Node, code: str, message: str) -> None:
        self.note.complain(
            code, f"{self.field.name}: {message}", line=node.line, column=node.column
        )


def _bare_wikilink(node: Sequence, inside: bool) -> str:
    """Return the wikilink that `[[slug]]` without quotes was meant to be, or "".

    Inside a list key, the outer brackets are the list and `node` is the inner pair.
    """
    if not inside:
        inner = node.items[0] if len(node.items) == 1 else None
        return _bare_wikilink(inner, True) if isinstance(inner, Sequence) else ""
    if len(node.items) == 1 and isinstance(node.items[0], Scalar) and node.items[0].text:
        return f"[[{node.items[0].text}]]"
    return ""
