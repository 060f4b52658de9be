"""Front matter as a person means it, where YAML reads something else.

Obsidian and hurried hands write `people: [[ada]], [[bob]]`, `tags: #mentor` and `people: Ada, Bob`.

The one rule: a text is read otherwise than YAML reads it only if it has one sensible meaning.
`quote_head` gives the form in which YAML reads the same meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from hobnob.names import NOTE_SUFFIX, WIKILINK
from hobnob.notes.schema import SCHEMAS, Field
from hobnob.notes.values import TEXT

if TYPE_CHECKING:
    from hobnob.notes.edit_head import FrontMatter

_LINK = r"\[\[[^\[\]\"'\n]+\]\]"
_BEGIN = re.compile(r"([ ]*(?:-[ ]+)*)(?:([^\W\d][\w -]*):(?:[ ]+|$))?")
_LINKS = re.compile(rf"{_LINK}(?:[ ]*,[ ]*{_LINK})*,?")
_ONE_LINK = re.compile(_LINK)
_LINKS_ONLY = re.compile(r"[ ]*(?:\[\[[^\[\]]+\]\])(?:[ ]*(?:,|;|&|\band\b)?[ ]*\[\[[^\[\]]+\]\])+")
_IN_BRACKETS = re.compile(r"\[([^\[\]{}\"']*#[^\[\]{}\"']*)\]")
_IN_ITEM = r"""[^\[\]{}"'#,:]"""
# An item ends in a sign that is no blank, so each text has one reading at most.
_ITEM = rf"""(?:{_LINK}|"[^"\\]*"|'[^']*'|(?![\s&*!|>@`%]){_IN_ITEM}+(?<!\s))"""
_LIST_WITH_LINKS = re.compile(rf"\[[ ]*{_ITEM}(?:[ ]*,[ ]*{_ITEM})*[ ]*,?[ ]*\](?=\Z|[ ]+#)")
_ITEM_OR_LINK = re.compile(rf"""(?P<link>{_LINK})|"[^"]*"|'[^']*'""")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]|\"\\]+)\]\(([^()|\s\"\\]+)\)")
_TAG = r"#[^\s,#\"'\[\]{}]+"
_TAGS = re.compile(rf"{_TAG}(?:[ ]*,?[ ]*{_TAG})*")
_SIGN_FIRST = re.compile(r"[@`%](?:(?!: | #)[^\"\\])*(?<!:)")
"""A text that begins with a sign with which no text can begin in YAML: `@ada`."""
_BLOCK_TEXT = re.compile(r"(?:^|[:\-][ ]+)[|>][-+0-9]*[ ]*(?:#.*)?$")
NO_COMMENT = re.compile(r"(?<=[ \t])#(?=[^\s#])")
"""Where a comment may be a text that was not meant as one."""
# What follows a comma and belongs to the name before it.
_BELONGS_BEFORE = re.compile(
    r"(?:jr|sr|jnr|snr|ph\.?d|m\.?d|mba|pmp|cpa|esq|ii|iii|iv|inc|ltd|llc|llp|gmbh|co)\.?\Z", re.I
)


class Quoted(NamedTuple):
    """A line of front matter, and the same in the form in which YAML reads what it means.

    Attributes:
        line: its number in the front matter, from 0.
        key: the key on it, or the key of the list that it is an item of.
    """

    line: int
    key: str
    before: str
    after: str


def quote_head(head: str, kind: str) -> tuple[str, list[Quoted]]:
    """Quote the links, the tags and the `@ada` of front matter that stand without quotes.

    Returns:
        The front matter, and the lines that changed.
    """
    lines = head.split("\n")
    found: list[Quoted] = []
    key, block = "", -1
    for number, written in enumerate(lines):
        line = written.removesuffix("\r")
        indent = len(line) - len(line.lstrip(" "))
        if block >= 0 and (indent > block or not line.strip()):
            continue
        block = indent if _BLOCK_TEXT.search(line) else -1
        begin = _BEGIN.match(line)
        if begin and begin[2] and not begin[1]:
            key = begin[2]
        better = _quote_line(line, begin, key, kind) if begin and begin.end() else None
        if better is not None and better != line:
            lines[number] = better + written[len(line) :]
            found.append(Quoted(number, key, line, better))
    return "\n".join(lines), found


def _quote_line(line: str, begin: re.Match[str], key: str, kind: str) -> str | None:
    start, value = line[: begin.end()], line[begin.end() :].rstrip(" ")
    # `Tags` is read as `tags`.
    key = (begin[2] or key).lower()
    field = _field(kind, key)
    many = field is not None and field.many and bool(begin[2]) and not begin[1]
    if value.startswith("[["):
        links = _LINKS.match(value)
        rest = value[links.end() :] if links else value
        if links and (not rest or rest.startswith(" #")):
            items = [f'"{link}"' for link in _ONE_LINK.findall(links[0])]
            if len(items) == 1 and not many:
                return f"{start}{items[0]}{rest}"
            # Below a key of the user's own, several links are a list too.
            if many or (begin[2] and (field is None or field.type is not TEXT)):
                return f"{start}[{', '.join(items)}]{rest}"
            return f'{start}"{links[0]}"{rest}'
        if links and rest[:1] == " " and '"' not in value and "\\" not in value:
            if many and len(parts := split_value(field, value, quoted=False)) > 1:
                value = f"[{', '.join(parts)}]"
                return f"{start}{_quote_links(value)}" if _LIST_WITH_LINKS.match(value) else None
            return f'{start}"{value}"'
        return None
    if whole := _LIST_WITH_LINKS.match(value):
        quoted = _quote_links(whole[0])
        if quoted != whole[0]:
            return f"{start}{quoted}{value[whole.end() :]}"
    if link := _MARKDOWN_LINK.fullmatch(value):
        if field is not None and field.type.refers and NOTE_SUFFIX.search(link[2]):
            return f'{start}"[[{NOTE_SUFFIX.sub("", unquote(link[2]))}|{link[1]}]]"'
        return f'{start}"{value}"'
    if _SIGN_FIRST.fullmatch(value):
        return f'{start}"{value}"'
    if key != "tags":
        return None
    if inner := _IN_BRACKETS.fullmatch(value):
        items = [item.strip() for item in inner[1].split(",") if item.strip()]
        return f"{start}[{', '.join(_quote_tag(item) for item in items)}]"
    if _TAGS.fullmatch(value):
        tags = [_quote_tag(tag) for tag in re.findall(_TAG, value)]
        if len(tags) > 1 and not begin[2]:
            return None
        return f"{start}[{', '.join(tags)}]" if begin[2] else start + tags[0]
    return None


def _quote_links(items: str) -> str:
    """Quote the links of a list in brackets that have no quotes."""
    return _ITEM_OR_LINK.sub(lambda m: f'"{m[0]}"' if m["link"] else m[0], items)


def _quote_tag(tag: str) -> str:
    return f'"{tag}"' if tag.startswith("#") else tag


def _field(kind: str, key: str) -> Field | None:
    schema = SCHEMAS.get(kind)  # type: ignore[call-overload]
    return schema.by_name.get(key) if schema else None


def split_value(field: Field | None, text: str, *, quoted: bool) -> list[str]:
    """Return the items that a single text of a list key means: `Ada, Bob` are two.

    A text in quotes is one item, unless it has wikilinks and nothing else.

    >>> from hobnob.notes.schema import INTERACTION
    >>> split_value(INTERACTION.by_name["people"], "Ada, Martin King, Jr.", quoted=False)
    ['Ada', 'Martin King, Jr.']
    """
    if field is None or not field.many or not field.type.in_line:
        return [text]
    if field.type.refers and _LINKS_ONLY.fullmatch(text):
        return [link[0] for link in WIKILINK.finditer(text)]
    if quoted or "," not in text or "\n" in text:
        return [text]
    items: list[str] = []
    for part in (part.strip() for part in re.split(r",(?![^\[]*\]\])", text)):
        if part and items and _BELONGS_BEFORE.match(part):
            items[-1] += f", {part}"
        elif part:
            items.append(part)
    return items or [text]


def bare_link(text: str) -> str:
    """Return the wikilink that a text between two pairs of brackets means, "" for none."""
    link = f"[[{text.strip()}]]"
    return link if WIKILINK.fullmatch(link) else ""


class Lost(NamedTuple):
    """A text that YAML takes for a comment.

    Attributes:
        line: its number in the front matter, from 0.
        column: of the sign, from 1.
        better: the line with the text in quotes.
    """

    line: int
    column: int
    better: str


def lost_texts(head: str, kind: str) -> Iterator[Lost]:
    """Yield the texts that begin with ` #` directly behind a value, without a blank after it.

    A comment has a blank after its sign, or a line of its own.
    """
    if not NO_COMMENT.search(head):
        return
    from hobnob.notes.edit_head import RefusalError, comment_starts, front_matter_of

    head = head.replace("\r\n", "\n")
    try:
        starts = comment_starts(front := front_matter_of(head))
    except (RefusalError, ValueError):
        return
    filled = {
        e.line for e in front.entries if e.end > e.line and e.value.start_mark.index >= e.line
    }
    for at in starts:
        begin = front.line_start(at)
        end = front.line_end(at)
        line = head[begin:end].rstrip("\r\n")
        column = at - begin
        before = line[:column]
        lead = _BEGIN.match(before)
        if not NO_COMMENT.match(line, column) or not before.strip() or lead is None:
            continue
        value = before[lead.end() :].rstrip() if lead.end() < len(before) else ""
        # A value that ends in a bracket or a quote is complete, and a list may stand below a key.
        if value[:1] in ('"', "'", "[", "{", "|", ">", "&", "*", "!") or (
            not value and end in filled
        ):
            continue
        if not lead.end():
            continue
        begun = _BEGIN.match(line)
        assert begun is not None  # noqa: S101 - it matched a part of the line
        better = None if value else _quote_line(line, begun, _key_at(front, at), kind)
        if better is None:
            whole = line[lead.end() :].rstrip()
            mark = "'" if '"' in whole or "\\" in whole else '"'
            better = f"{line[: lead.end()]}{mark}{whole.replace(mark, mark * 2)}{mark}"
        yield Lost(head.count("\n", 0, at), column + 1, better)


def _key_at(front: FrontMatter, at: int) -> str:
    return next((e.name.value for e in front.entries if e.start <= at < e.end), "")
