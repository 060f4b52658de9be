"""What a journal adds to Markdown: wikilinks, tags, promises, and bare addresses.

The one rule: what is read here is what `hobnob.notes.body` reads for the index; only there it is
kept, and here it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from hobnob.dates import parse_date
from hobnob.notes.body import ESCAPE

WIKILINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
"""A wikilink: its target, and its text if it has one."""

_TAG = re.compile(r"#([^\W\d_][\w/-]*|\d+[^\W\d][\w/-]*)")
_NO_TAG_AFTER = frozenset("_&/#\\")
_BARE_LINK = re.compile(r"://[^\s<>\"]+")
_BOX = re.compile(r"\[([ xX])\]\s+")
_DUE = re.compile(r"\s*\((?:by|until|due:?)\s+([^()\s]+)\)|\s*📅\s*(\d{4}-\d{2}-\d{2})")


def wikilink_rule(state: StateInline, silent: bool) -> bool:
    """Read `[[target]]` or `[[target|text]]`."""
    match = WIKILINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("wikilink", "a", 0)
        token.content = (match[2] or "").strip()
        token.meta = {"target": match[1].strip()}
    state.pos = match.end()
    return True


def tag_rule(state: StateInline, silent: bool) -> bool:
    """Read `#tag`."""
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    match = (
        None if before.isalnum() or before in _NO_TAG_AFTER else _TAG.match(state.src, state.pos)
    )
    if match is None:
        return False
    name = match[1]
    if not silent:
        state.push("tag", "a", 0).content = name
    state.pos += 1 + len(name)
    return True


def name_escape_rule(state: StateInline, silent: bool) -> bool:
    """Pass over a backslash that only says of a word that it is no name."""
    del silent
    if ESCAPE.match(state.src, state.pos) is None:
        return False
    state.pos += 1
    return True


def bare_link_rule(state: StateInline, silent: bool) -> bool:
    """Make a link of an address that stands in the text as it is.

    The colon is what stops the parser's plain text, so the scheme is taken back from there.
    """
    scheme = next((s for s in ("https", "http") if state.pending.endswith(s)), "")
    match = _BARE_LINK.match(state.src, state.pos, state.posMax) if scheme else None
    if match is None or state.linkLevel or state.pending[: -len(scheme)][-1:].isalnum():
        return False
    rest = match[0].rstrip("?!.,:*_~'")
    if rest.endswith(")") and rest.count(")") > rest.count("("):
        rest = rest[:-1]
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        address = scheme + rest
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def promise_rule(state: StateCore) -> None:
    """Turn list items that begin with a box into promises, and their due dates into dates."""
    tokens = state.tokens
    for before, item, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.type != "list_item_open" or item.type != "paragraph_open":
            continue
        children = inline.children or []
        box = _BOX.match(children[0].content) if children and children[0].type == "text" else None
        if box is None:
            continue
        done = box[1] != " "
        before.attrJoin("class", "hb-promise hb-promise--kept" if done else "hb-promise")
        children[0].content = children[0].content[box.end() :]
        mark = Token("promise_box", "", 0, meta={"done": done})
        inline.children = [mark, *_with_due_dates(children, done=done)]


def _with_due_dates(children: Sequence[Token], *, done: bool) -> list[Token]:
    result: list[Token] = []
    for child in children:
        found = _DUE.search(child.content) if child.type == "text" else None
        due = _read_date(found[1] or found[2]) if found else ""
        if found is None or not due:
            result.append(child)
            continue
        head, tail = child.content[: found.start()], child.content[found.end() :]
        mark = Token("promise_due", "", 0, content=due, meta={"done": done})
        result += [_text(head), mark, _text(tail)]
    return result


def _read_date(text: str) -> str:
    try:
        return parse_date(text)
    except ValueError:
        return ""


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
