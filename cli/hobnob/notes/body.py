"""What a body says beyond its text: wikilinks, tags and promises.

The one rule: what stands in a code block or in backticks says nothing.
"""

from __future__ import annotations

import re

from hobnob import dates
from hobnob.model import Body, Link, Promise

_LINK = re.compile(r"\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\]")
_TAG = re.compile(r"(?<![\w&/#\\])#([^\W\d_][\w/-]*|\d+[^\W\d][\w/-]*)")
_TASK = re.compile(r"\s{0,12}(?:[-*+]|\d{1,9}[.)])[ \t]+\[([ xX])\][ \t]+(.*?)\s*\Z")
_BY = re.compile(r"\s*\((?:by|until|due:?)\s+([^()\s]+)\)|\s*📅\s*(\d{4}-\d{2}-\d{2})")
_OWNER = re.compile(r"(\[\[[^\[\]\n]+\]\]):\s+")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
# A fence may stand in a quotation or a list. What follows backticks holds none: else it is a span.
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:(`{3,})([^`]*)|(~{3,})(.*))\Z")

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
    fence = ""
    # Where a line that is indented by four is code: after a blank one, with no list to belong to.
    after_blank, code, listed = True, False, False
    # Lines as editors count them: `splitlines` would break at a form feed or U+2028 as well.
    for number, line in enumerate(text.split("\n")):
        line = line.rstrip("\r")
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
        if "[" in line:
            links += _links(line, number)
            if task := _TASK.match(line):
                promises.append(_promise(task[2], task[1] != " ", number))
        if "#" in line:
            tags.update(dict.fromkeys(_TAG.findall(_LINK.sub("", line))))
    return Body(links=tuple(links), tags=tuple(tags), promises=tuple(promises))


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
