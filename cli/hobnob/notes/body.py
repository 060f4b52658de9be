"""What a body says beyond its text: wikilinks, tags and promises.

The one rule: what stands in a code block or in backticks says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hobnob import dates
from hobnob.model import Body, Link, Promise

_LINK = re.compile(r"\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\]")
# The address of a Markdown link that leads to a note: `[her](../people/ada.md#notes)`.
_PATH = re.compile(r"""!?\[([^\[\]]*)\]\(<?([^\s()<>]+\.md(?:\#[^\s()<>]*)?)>?(?:\s+"[^"]*")?\)""")
_TAG = re.compile(r"(?<![\w&/#\\])#([^\W\d_][\w/-]*|\d+[^\W\d][\w/-]*)")
_TASK = re.compile(r"\s{0,12}(?:[-*+]|\d{1,9}[.)])[ \t]+\[([ xX])\][ \t]+(.*?)\s*\Z")
_BY = re.compile(r"\s*\((?:by|until|due:?)\s+([^()\s]+)\)|\s*📅\s*(\d{4}-\d{2}-\d{2})")
_OWNER = re.compile(r"(\[\[[^\[\]\n]+\]\]):\s+")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
# A fence may stand in a quotation or a list. What follows backticks holds none: else it is a span.
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:(`{3,})([^`]*)|(~{3,})(.*))\Z")

ESCAPE = re.compile(r"""(?<![^\s(\[{<"'“‘«„*_~>])\\(?=[^\W\d_])""")
"""A backslash that says of the word behind it that it is no name; it is not part of the text.

It stands at the beginning of a word, so that `C:\\Users` keeps its own.
"""

_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\Z)")

_NOTHING = Body()


def read_body(text: str) -> Body:
    """Read the links, tags and promises of a body."""
    # Most bodies have none of it; two look-ups tell.
    if "[" not in text and "#" not in text:
        return _NOTHING
    links: list[Link] = []
    tags: dict[str, None] = {}
    promises: list[Promise] = []
    for number, _, line in text_lines(text):
        if "[" in line:
            links += _links(line, number)
            if task := _TASK.match(line):
                promises.append(_promise(task[2], task[1] != " ", number))
        if "#" in line:
            tags.update(dict.fromkeys(_TAG.findall(_LINK.sub("", line))))
    return Body(links=tuple(links), tags=tuple(tags), promises=tuple(promises))


def text_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of a body that are text, with blanks in the place of what is code in them.

    Yields:
        The number of a line from 0, where it begins in the body, and the line without its end.
    """
    fence = ""
    # Where a line that is indented by four is code: after a blank one, with no list to belong to.
    after_blank, code, listed = True, False, False
    begin = following = 0
    # Lines as editors count them: `splitlines` would break at a form feed or U+2028 as well.
    for number, whole in enumerate(text.split("\n")):
        begin, following = following, following + len(whole) + 1
        line = whole.rstrip("\r")
        if mark := _FENCE.match(line):
            fence = _next_fence(fence, mark[1] or mark[3], (mark[2] or mark[4] or "").strip())
            continue
        if fence:
            continue
        if not line.strip():
            after_blank = True
            continue
        if line.startswith(("    ", "\t")):
            code = not listed and (code or after_blank)
        else:
            code = False
            listed = bool(_ITEM.match(line)) or (listed and (not after_blank or line[0] == " "))
        after_blank = False
        if code:
            continue
        if "`" in line:
            line = _CODE_SPAN.sub(lambda m: " " * len(m[0]), line)
        yield number, begin, line


def without_escapes(text: str) -> str:
    """Return a body without the backslashes that keep its words from being names."""
    if "\\" not in text:
        return text
    escapes = {match.start() for match in ESCAPE.finditer(text)}
    kept, done = [], 0
    for _, begin, line in text_lines(text) if escapes else ():
        for at, c in enumerate(line, begin):
            if c == "\\" and at in escapes:
                kept.append(text[done:at])
                done = at + 1
    return "".join((*kept, text[done:]))


def rewrite_links(
    text: str,
    wikilink: Callable[[str, str | None], str | None],
    path: Callable[[str], str | None] = lambda _: None,
    unlink: Callable[[str], bool] = lambda _: False,
) -> str:
    """Return a body with some of its links in other words; everything else stays as it is.

    Args:
        text: the body.
        wikilink: given the target of a wikilink and its own text, if any, returns what stands
            in its place, brackets and all, or None to leave it.
        path: given the address of a Markdown link, returns another, or None to leave it.
        unlink: given the same, tells whether only the text of the link is to stay.
    """
    changes: list[tuple[int, int, str]] = []
    for _, begin, line in text_lines(text):
        for link in _LINK.finditer(line):
            start = link.start()
            # What is escaped is no link.
            if line[start - 1 : start] == "\\":
                continue
            new = wikilink(link[1], link[2])
            if new is not None:
                # A sign that embeds goes with the brackets.
                embeds = line[start - 1 : start] == "!" and not new.startswith("[[")
                changes.append((begin + start - embeds, begin + link.end(), new))
        for link in _PATH.finditer(line):
            new = path(link[2])
            if unlink(link[2]):
                changes.append((begin + link.start(), begin + link.end(), link[1]))
            elif new is not None:
                changes.append((begin + link.start(2), begin + link.end(2), new))
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _next_fence(open_fence: str, mark: str, info: str) -> str:
    if not open_fence:
        return mark
    closes = mark[0] == open_fence[0] and len(mark) >= len(open_fence) and not info
    return "" if closes else open_fence


def _links(line: str, number: int) -> list[Link]:
    return [
        Link(target=m[1].strip(), text=(m[2] or "").strip(), line=number, column=m.start() + 1)
        for m in _LINK.finditer(line)
    ]


def _promise(text: str, done: bool, line: int) -> Promise:
    owner = due = ""
    if match := _OWNER.match(text):
        owner, text = match[1], text[match.end() :]
    for by in _BY.finditer(text):
        try:
            due = dates.parse_date(by[1] or by[2])
        except ValueError:
            continue
        text = text[: by.start()] + text[by.end() :]
        break
    return Promise(text=text.strip(), owner=owner, due=due, done=done, line=line)
