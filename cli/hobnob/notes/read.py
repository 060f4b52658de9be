"""A note from the bytes of its file.

The one rule: nothing that stands in a file raises. Whatever is wrong becomes a problem with its
line and with what would be right; what can be read is read all the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from hobnob.model import Kind, Note
from hobnob.names import WIKILINK, link_target
from hobnob.notes.body import read_body, text_lines
from hobnob.notes.copies import copied_from
from hobnob.notes.frontmatter import read_head, split_note
from hobnob.notes.keys import keys_meant, word_meant
from hobnob.notes.limits import MOST_SIGNS, cut_of
from hobnob.notes.loose import bare_link, lost_texts, quote_head, split_value
from hobnob.notes.naming import NAMED, date_beside, name_beside, propose_name
from hobnob.notes.nodes import FrontMatterError, Mapping, Node, Scalar, Sequence, plain_value
from hobnob.notes.private import KEY as PRIVATE
from hobnob.notes.private import read_private, read_private_lines
from hobnob.notes.schema import PAGE_TEXTS, SCHEMAS, Field
from hobnob.notes.values import EMAIL, TAG, TEXT, URL

MAX_BYTES = 1_000_000
"""A note longer than this (a megabyte) is no note; it is left out."""

_BOM = "\ufeff"
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")


def read_note(kind: Kind, slug: str, path: str, data: bytes) -> Note:
    """Read a note of a kind; what is wrong with it is in its `problems`."""
    note = Note(kind=kind, slug=slug, path=path)
    if copied := copied_from(path):
        note.complain(
            "conflict-copy",
            f"a program that synchronizes files made this copy of {copied}, so it is left out; "
            f"move what you need into {copied}, then remove the copy",
            fatal=True,
        )
        note.private = True
        return note
    text = _decode(note, data)
    if text is None:
        note.private = True
        return note
    try:
        split = split_note(text)
        note.body, note.body_line = split.body, split.body_line
        _measure(note)
        if split.head is None and _CONFLICT.match(text) and _FENCE_BELOW.search(text):
            raise FrontMatterError(_IN_HEAD, 1)
        if split.head is None:
            _read_headless(note, text)
            _tell_conflict(note)
            return note
        head = _read_head(note, split.head)
    except FrontMatterError as error:
        note.complain("front-matter", str(error), line=error.line, column=error.column, fatal=True)
        # What cannot be read may say that it is private.
        note.private = True
        return note
    read_private(note, head)
    if kind != "page":
        _read_keys(note, head)
        _tell_conflict(note)
    else:
        _read_page(note, head)
        _tell_conflict(note)
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


def _read_head(note: Note, text: str) -> Mapping:
    """Read front matter, also where only its wikilinks and tags lack their quotes.

    Raises:
        FrontMatterError: it cannot be read.
    """
    try:
        head = read_head(text)
    except FrontMatterError as error:
        if conflict := _CONFLICT.search(text):
            at = text.count("\n", 0, conflict.start()) + 2
            raise FrontMatterError(_IN_HEAD, at) from None
        mended, lines = quote_head(text, note.kind)
        if not lines:
            raise
        try:
            head = read_head(mended)
        except FrontMatterError:
            raise error from None
        for quoted in lines:
            note.complain(
                "unquoted",
                f"other programs cannot read this front matter; write {quoted.after.strip()}",
                line=quoted.line + 2, severity="warning",
            )  # fmt: skip
        text = mended
    for lost in lost_texts(text, note.kind):
        note.complain(
            "lost-text",
            f"the text from '#' on is a comment in YAML, so it is lost; write "
            f"{lost.better.strip()}",
            line=lost.line + 2, column=lost.column,
        )  # fmt: skip
    return head


_CONFLICT = re.compile(r"^<{7}(?: |\r?$)", re.M)
_MARKS = tuple(re.compile(rf"^{mark}{{7}}(?: |\r?$)", re.M) for mark in "<=>")
_FENCE_BELOW = re.compile(r"^---[ \t]*\r?$", re.M)
_IN_HEAD = (
    "git left a conflict here; keep one of the two sides, and remove the lines that begin with "
    "<<<<<<<, ======= and >>>>>>>"
)


def _tell_conflict(note: Note) -> None:
    """Complain of the first conflict of git in a body; in code, it is only an example."""
    begin, middle, end = (mark.search(note.body) for mark in _MARKS)
    # One of the marks may be gone already; a line of `=` alone is a heading.
    if not (begin or end) or len([mark for mark in (begin, middle, end) if mark]) < 2:
        return
    for number, _, line in text_lines(note.body):
        if _MARKS[0].match(line) or _MARKS[2].match(line):
            note.complain(
                "conflict",
                "git left a conflict here; keep what is right of the two sides, and remove the "
                "lines that begin with <<<<<<<, ======= and >>>>>>>",
                line=note.body_line + number,
            )
            return


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
    has_name = False
    if not text.strip():
        message = "the file is empty"
        has_name = note.kind in NAMED
    elif "\r" in text and "\n" not in text:
        message = "the lines of this file end in CR alone; save it with LF or CRLF"
    elif text.lstrip().startswith("---"):
        message = "front matter must begin on the first line; remove what is above it"
    else:
        message = "there is no front matter"
        # A person can do without: the name is the first heading or that of the file.
        has_name = note.kind in NAMED
    if note.kind == "interaction":
        example = f"date: {date_beside(note.path) or '2026-11-22'}"
    else:
        title = read_body(text).title if has_name else ""
        example = f"name: {name_beside(note.path, title) or propose_name(note.path)}"
    note.complain(
        "front-matter",
        f"{message}; the note begins with a line '---', '{example}', and a line '---'",
        fatal=not has_name, severity="warning" if has_name else "error",
    )  # fmt: skip


def _read_keys(note: Note, head: Mapping) -> None:
    """Read each key by its declaration, and miss those that must be there."""
    _read_entries(note, head)
    for field in SCHEMAS[note.kind].fields:
        # A name is found elsewhere: see `hobnob.notes.naming`.
        if field.required and not note.values.get(field.name) and field.name != "name":
            _miss(note, field)


def _read_entries(note: Note, head: Mapping) -> None:
    schema = SCHEMAS[note.kind]
    first: dict[str, Node] = {}
    meant = keys_meant(note.kind, [key.text for key, _ in head.entries])
    for key, node in head.entries:
        name = meant.get(key.text, key.text)
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
            note.extra[name] = _in_two_pairs(node) or plain_value(node)
            _doubt_key(note, key, tuple(schema.by_name), head)
            continue
        if name != key.text:
            note.complain(
                "unknown-key", f"'{key.text}' is read as '{name}'; write '{name}'",
                line=key.line, column=key.column, severity="warning",
            )  # fmt: skip
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
    beside = date_beside(note.path) if field.name == "date" else ""
    if place is None:
        note.complain(
            "missing-key",
            f"{_a(note.kind)} needs a {field.name}; add '{field.name}: "
            f"{beside or field.example or 'Grace Hopper'}'",
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


def _doubt_key(
    note: Note, key: Scalar, known: tuple[str, ...], head: Mapping | None = None
) -> None:
    """Complain of a key that is not known, but nearly, or by another word."""
    meant = word_meant(note.kind, key.text) if head else ""
    if head and meant in (other.text for other, _ in head.entries):
        # Both are there, so the second word is the user's own.
        return
    meant = meant or _near_miss(key.text, known)
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
        if target := _in_two_pairs(node):
            node = Scalar(target, node.line, node.column, True)
        items = node.items if isinstance(node, Sequence) else (node,)
        parts = [part for item in items for part in self._parts(item, alone=item is node)]
        found = [value for part in parts if (value := self._one(part)) is not None]
        return list(dict.fromkeys(found)) or None

    def _parts(self, node: Node, *, alone: bool) -> tuple[Node, ...]:
        """Return the items that a text of a list key means; see `split_value`."""
        if not isinstance(node, Scalar):
            return (node,)
        texts = split_value(self.field, node.text, quoted=node.quoted or not alone)
        return tuple(node._replace(text=text) for text in texts) if len(texts) > 1 else (node,)

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
        text = self._unlinked(node.text.strip())
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
        is_item = self.field.many and self.field.type.refers
        target = _bare_wikilink(node) if is_item else _in_two_pairs(node)
        if target:
            return self._one(Scalar(target, node.line, node.column, True))
        if len(node.items) == 1 and isinstance(node.items[0], Scalar) and not self.field.many:
            self._complain(node, "shape", "this is a list, but the key takes a single value")
            return self._one(node.items[0])
        what = "an item of this list" if self.field.many else "this"
        takes = "each item is" if self.field.many else "the key takes"
        if node.items:
            self._complain(node, "shape", f"{what} is a list, but {takes} a single value")
        return None

    def _unlinked(self, text: str) -> str:
        """Return what a link says that stands where no link belongs: `date: "[[2026-11-22]]"`."""
        # The index reads links in texts and tags: they follow the name of what they lead to.
        if self.field.type.refers or self.field.type in (TEXT, TAG) or text[:1] != "[":
            return text
        if WIKILINK.fullmatch(text):
            return link_target(text)
        # An address is behind its text, a day is the text itself.
        is_url = self.field.type in (URL, EMAIL)
        link = _MARKDOWN_LINK.fullmatch(text)
        return link[2 if is_url else 1] if link else text

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


def _in_two_pairs(node: Node) -> str:
    """Return the wikilink that a value between two pairs of brackets means, "" for none."""
    items = node.items if isinstance(node, Sequence) else ()
    double = len(items) == 1 and isinstance(items[0], Sequence)
    return _bare_wikilink(node) if double and isinstance(node, Sequence) else ""


def _bare_wikilink(node: Sequence) -> str:
    """Return the wikilink that `[[slug]]` without quotes was meant to be, or "".

    Inside a list key, the outer brackets may be the list, and `node` the inner pair.
    """
    only = node.items[0] if len(node.items) == 1 else None
    if isinstance(only, Sequence):
        return _bare_wikilink(only)
    return bare_link(only.text) if isinstance(only, Scalar) else ""
