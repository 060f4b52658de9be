"""Repairs of front matter as text: quotes that YAML needs, and front matter where there is none.

The one rule: a line changes only if the whole note then reads as before, but for the tags that
were lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hobnob.model import Kind
from hobnob.notes.body import read_body
from hobnob.notes.frontmatter import read_yaml, split_note
from hobnob.notes.loose import lost_texts, quote_head
from hobnob.notes.naming import NAMED, name_beside, propose_name
from hobnob.notes.nodes import FrontMatterError
from hobnob.notes.read import read_note
from hobnob.notes.write import render_scalar

_BOM = "\ufeff"
_MAY_NEED_QUOTES = re.compile(rb"""(?<!["'])\[\[|[ \t\[,]#[^\s#]""")

Repair = tuple[str, str, str]
"""The key, and the line before and after."""


def may_need_quotes(head: bytes) -> bool:
    """Return whether front matter has a wikilink or a tag that may lack its quotes."""
    return bool(_MAY_NEED_QUOTES.search(head))


def repair_text(kind: Kind, path: str, data: bytes) -> tuple[bytes, list[Repair]]:
    """Return a note with the quotes or the front matter that it lacks, and what was repaired."""
    try:
        text = data.decode("utf-8")
        bom = _BOM if text.startswith(_BOM) else ""
        text = text.removeprefix(_BOM)
        head = split_note(text).head
    except (UnicodeDecodeError, FrontMatterError):
        return data, []
    if head is None:
        begun = _begin(kind, path, text, read_note(kind, "", path, data).usable)
        return (f"{bom}{begun}{text}".encode(), [("name", "", _name(path, text))]) if begun else (
            data, [],
        )  # fmt: skip
    start = text.index("\n") + 1
    rest = text[start + len(head) :]
    better, repairs = _quote(kind, path, head)
    return f"{bom}{text[:start]}{better}{rest}".encode(), repairs


def _begin(kind: Kind, path: str, text: str, usable: bool) -> str:
    """Return front matter for a note without any; "" if it needs none or cannot have one."""
    if kind not in NAMED or not usable:
        return ""
    newline = "\r\n" if "\r\n" in text else "\n"
    return newline.join(("---", f"name: {render_scalar(_name(path, text), flow=False)}", "---", ""))


def _name(path: str, text: str) -> str:
    return name_beside(path, read_body(text).title) or propose_name(path)


def _quote(kind: Kind, path: str, head: str) -> tuple[str, list[Repair]]:
    lost = {found.line for found in lost_texts(head, kind)}
    all_quoted, lines = quote_head(head, kind)
    if not _is_yaml(head):
        # Other programs read nothing of it, so all lines change at once, or none.
        return (all_quoted, [line[1:] for line in lines]) if _is_yaml(all_quoted) else (head, [])
    repairs: list[Repair] = []
    for number, key, before, after in lines:
        if "[[" not in before and number not in lost:
            continue
        rows = head.split("\n")
        rows[number] = after + rows[number][len(before) :]
        changed = "\n".join(rows)
        if dict(_said(kind, path, changed, key)) == dict(_said(kind, path, head, key)):
            head = changed
            repairs.append((key, before, after))
    return head, repairs


def _is_yaml(head: str) -> bool:
    try:
        read_yaml(head)
    except FrontMatterError:
        return False
    return True


def _said(kind: Kind, path: str, head: str, key: str) -> Iterator[tuple[str, Any]]:
    """Yield the keys of a note; tags are gained where they are repaired."""
    note = read_note(kind, "", path, f"---\n{head}---\n".encode())
    for name, value in {**note.values, **note.extra, "": note.usable}.items():
        if key.lower() != "tags" or name != "tags":
            yield name, value
