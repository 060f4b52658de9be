"""What a note says of being private.

The one rule: in doubt it is private. A note is public only if it says nothing of it, or if every
`private` in it, in any spelling, clearly says no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from hobnob.model import Note
from hobnob.notes.nodes import Mapping, Node, Scalar, Sequence
from hobnob.notes.values import FLAG

KEY = "private"

_LETTERS = re.compile(r"[^a-z]")
_MISSPELLED = frozenset(
    KEY[:at] + other + KEY[at + skip :]
    for at in range(len(KEY) + 1)
    for skip, others in (
        (0, "abcdefghijklmnopqrstuvwxyz"),
        (1, ("", *"abcdefghijklmnopqrstuvwxyz")),
    )
    for other in others
) | {KEY[:at] + KEY[at : at + 2][::-1] + KEY[at + 2 :] for at in range(len(KEY) - 1)}
_LINE = re.compile(r"[ \t]*[\"']?([^\s:\"']{5,12})[\"']?[ \t]*:[ \t]*(.*?)[ \t]*\Z")
_BREAK = re.compile(r"\r\n?|\n")
_NOTHING_YET = re.compile(rf"\A(?:[ \t]*(?:{_BREAK.pattern}))*")


def read_private(note: Note, head: Mapping) -> None:
    """Read whether a note is private, and complain of each `private` that cannot be read."""
    for key, node in _with_merged(head):
        if is_private_key(key.text):
            said = says_no(node)
            note.private |= not said
            if said is None:
                note.complain(
                    "value",
                    f"{key.text}: {_words(node)} is neither true nor false; a shared site leaves "
                    "this note out until it says 'private: false'",
                    line=node.line, column=node.column,
                )  # fmt: skip


def _with_merged(node: Node) -> Iterator[tuple[Scalar, Node]]:
    """Yield the entries of a mapping, with those that YAML's key `<<` brings in."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _with_merged(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key, value
            if key.text == "<<":
                yield from _with_merged(value)


def read_private_lines(note: Note, text: str) -> None:
    """Read whether a note without front matter is private.

    MkDocs also reads keys without a line `---` above them, and somebody may have left a blank line
    above it. So the first lines count as front matter, if only for this.
    """
    text = text[_NOTHING_YET.match(text).end() :]  # type: ignore[union-attr]
    fenced = text.startswith("---")
    for number, line in enumerate(_BREAK.split(text)):
        if number and ((not line.strip() and not fenced) or line.startswith(("---", "..."))):
            return
        match = _LINE.match(line)
        if match and is_private_key(match[1]):
            note.private |= not says_no(Scalar(match[2].strip("\"' "), 1, 1))


@lru_cache(maxsize=1000)
def is_private_key(key: str) -> bool:
    """Return whether a key is `private`, in any case, or with one slip of the pen in it."""
    plain = _LETTERS.sub("", key.lower())
    return plain == KEY or plain in _MISSPELLED


def says_no(node: Node) -> bool | None:
    """Return True for a clear no, False for a clear yes, and None for all else."""
    if not isinstance(node, Scalar):
        return None
    try:
        return not FLAG.parse(node.text.strip())
    except ValueError:
        return None


def _words(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"'{node.text}'" if node.text.strip() else "nothing"
    return "a list or a mapping"
