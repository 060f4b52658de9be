"""The keys of front matter, each read by its declaration.

The one rule: what is wrong with a key is a problem of the note, and the other keys are read all the
same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from hobnob.model import Kind, Note
from hobnob.names import WIKILINK, link_target
from hobnob.notes.frontmatter import KEY, read_plain
from hobnob.notes.keys import keys_meant, word_meant
from hobnob.notes.loose import NO_COMMENT, bare_link, split_value
from hobnob.notes.nodes import Mapping, Node, Scalar, Sequence, plain_value
from hobnob.notes.private import KEY as PRIVATE
from hobnob.notes.private import is_private_key
from hobnob.notes.schema import SCHEMAS, Field
from hobnob.notes.values import EMAIL, TAG, TEXT, URL

_MARKDOWN_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")


class Entry(NamedTuple):
    """A key and its value, as they are in every note that has these lines.

    Attributes:
        is_known: whether hobnob knows the key; else it is the user's own.
        value: None if there is none.
        lines: how many there are.
    """

    key: str
    is_known: bool
    value: Any
    lines: int


@lru_cache(maxsize=20_000)
def read_entry(kind: Kind, text: str) -> Entry | None:
    """Read the lines of one key; None if there is a problem, or another key may matter.

    Notes have the same lines again and again, so each is read once.
    """
    if (entry := read_line(kind, text)) is not None:
        return entry
    head = read_plain(text)
    if head is None or len(head.entries) != 1 or NO_COMMENT.search(text):
        return None
    key = head.entries[0][0].text
    note = Note(kind=kind, slug="", path="")
    read_entries(note, head)
    if note.problems or is_private_key(key):
        return None
    is_known = key in SCHEMAS[kind].by_name
    value = (note.values if is_known else note.extra).get(key)
    return Entry(key, is_known, value, text.count("\n") + 1)


# A text in which no sign means anything to YAML. It begins with a letter, a digit, the plus of a
# telephone number, or the semicolon of a line of a card; a colon stands in an address.
_ALONE = r"(?=[^\W_]|[+;])[^:#]++(?::(?=[\w/+])[^:#]*+)*+"
_LISTED = r"""(?=[^\W_]|\+)[^][{},:#"']++(?::(?=[\w/+])[^][{},:#"']*+)*+"""
_LINE = re.compile(rf"({KEY}):[ ]+(?:({_ALONE})|\[[ ]*({_LISTED}(?:,[ ]*{_LISTED})*+)\][ ]*)")


def read_line(kind: Kind, text: str) -> Entry | None:
    """Read the line of a key with a plain text or a list of them; None for anything else.

    Most lines are of this kind, and `read_plain` with `read_entries` takes twice as long.
    """
    match = _LINE.fullmatch(text) if text.isprintable() else None
    if not match or is_private_key(match[1]):
        return None
    key, alone, listed = match.groups()
    texts = [part.strip() for part in ([alone] if alone else listed.split(","))]
    field = SCHEMAS[kind].by_name.get(key)
    if "null" in texts:
        # It means nothing.
        return None
    if field is None:
        return None if listed or _is_doubtful(kind, key) else Entry(key, False, texts[0], 1)
    # A text alone may mean several items, and a list may stand at the wrong key.
    if (field.many and "," in (alone or "")) or (listed and not field.many):
        return None
    if field.parts or field.pairs:
        return None
    try:
        values = [field.type.parse(part) for part in texts]
    except ValueError:
        return None
    return Entry(key, True, list(dict.fromkeys(values)) if field.many else values[0], 1)


@lru_cache(maxsize=1000)
def _is_doubtful(kind: Kind, key: str) -> bool:
    """Return whether a key that is not known may be meant for one that is."""
    return bool(word_meant(kind, key) or _near_miss(key, tuple(SCHEMAS[kind].by_name)))


def read_entries(note: Note, head: Mapping) -> None:
    """Read the keys of front matter into a note."""
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


def _again(key: Scalar, node: Node, line: int, first: Node) -> str:
    """Return what is wrong with a key that stands there twice."""
    if not (isinstance(node, Scalar) and isinstance(first, Scalar)) or node.text == first.text:
        return f"'{key.text}' stands here again (first on line {line}); keep one of the two"
    return (
        f"'{key.text}' stands here again: '{first.text}' on line {line}, '{node.text}' here; keep "
        "one of the two. If git has just merged two machines, both changed it, and ours is first"
    )


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
        for key, value in self._once(node):
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
        for key, value in self._once(node):
            found = self._one(value)
            if found is not None:
                pairs[key.text] = found
        return pairs or None

    def _once(self, node: Mapping) -> Iterator[tuple[Scalar, Node]]:
        """Yield the entries of a mapping, of a key written twice the first."""
        seen: dict[str, tuple[int, Node]] = {}
        for key, value in node.entries:
            if key.text in seen:
                self._complain(key, "duplicate-key", _again(key, value, *seen[key.text]))
                continue
            seen[key.text] = key.line, value
            yield key, value

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
