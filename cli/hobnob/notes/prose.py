"""Bodies of words, wikilinks, tags, lists, tasks and headings, read line by line.

The one rule: the result is that of the parser, or None. Most bodies are of this kind, and the
parser takes twenty times as long for them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hobnob.model import Body, Link, Task
from hobnob.names import WIKILINK
from hobnob.notes.promises import DUE, STATES, read_terms

TASK, HEADING, BLOCK, LITERAL = "\x1e", "\x1d", "\x0b", "\x1f"
"""The signs of the plain text; see `hobnob.notes.body`."""

BLANK_LINES = re.compile(r"\n{3,}")

_TAG = re.compile(r"(?<![\w/#])#([^\W\d_][\w/-]*|\d+[^\W\d][\w/-]*)")
_SPACES = "\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# All signs of Markdown are ASCII. Those that mean nothing between words are text too.
_TEXT = (
    rf"[^\x00-\x1f\x7f{_SPACES}!#$%&*:<>@\[\\\]^_`{{|}}~]++"
    r"|%(?!%)|\$(?!\$|[^\s$][^$]*\$)|:(?!//)|!(?!\[)"
)
# Control characters are for the parser: it takes out those that would be signs of the plain text.
_LINK = r"\[\[(?!\s*[|\]])[^\[\]|\x00-\x1f\\`<&$%]+(?:\|[^\[\]\x00-\x1f\\`<&$%]*)?\]\]"
# A line of another beginning may be a list, a quote or a rule.
_BEGIN = rf"""(?=[^\W_]|["'(#]|\[\[|[^\x00-\x7f{_SPACES}])(?!\d+[.)])"""
_WORDS = rf"{_BEGIN}(?:{_TEXT}|{_LINK}|{_TAG.pattern})*+(?<! )"
_PARAGRAPHS = re.compile(rf"\n*(?:{_WORDS}(?:\n+|\Z))++")
_LISTS = re.compile(rf"\n*(?:(?:[-*+] (?:\[[ xX-]\] )?|\#{{1,6}} )?{_WORDS}(?:\n+|\Z))++")
"""The same with items of lists, tasks and headings."""
_ITEMS = frozenset("-*+")
_MARK = re.compile(r"(?:(#+)|[-*+](?: \[(.)\])?) ")


def read_prose(text: str) -> Body | None:
    """Read a body; None if there is anything else in it."""
    # A CR elsewhere is left to the parser.
    text = text.replace("\r\n", "\n")
    blocks: _Blocks | None = _Blocks("", (), text)
    if not _PARAGRAPHS.fullmatch(text):
        blocks = _read_blocks(text) if _LISTS.fullmatch(text) else None
    if blocks is None:
        return None
    links: tuple[Link, ...] = ()
    if "[[" in text:
        links = tuple(
            Link(
                target=m[1].strip(), text=(m[2] or "").strip(),
                line=number, column=m.start() + 1, end=m.end() + 1,
            )
            for number, line in enumerate(text.split("\n"))
            for m in WIKILINK.finditer(line)
        )  # fmt: skip
    # A link such as `[[ada #garden]]` has no tag in it.
    tags = tuple(dict.fromkeys(_TAG.findall(WIKILINK.sub("]]", text)))) if "#" in text else ()
    plain = blocks.plain.strip("\n")
    if "\n\n\n" in plain:
        plain = BLANK_LINES.sub("\n\n", plain)
    return Body(links=links, tags=tags, tasks=blocks.tasks, plain=plain, title=blocks.title)


class _Blocks(NamedTuple):
    title: str
    tasks: tuple[Task, ...]
    plain: str


def _read_blocks(text: str) -> _Blocks | None:
    """Read the lists, the tasks and the headings; None if there is more to one of them."""
    title = above = ""
    tasks: list[Task] = []
    plain: list[str] = []
    for number, line in enumerate(text.split("\n")):
        mark = _MARK.match(line)
        words = line[mark.end() :] if mark else line
        if line and not mark and above in _ITEMS:
            # It is a part of the item.
            return None
        if mark and mark[2]:
            task = _read_task(words, mark[2], number)
            if task is None:
                return None
            tasks.append(task)
            found = DUE.search(words) if task.due else None
            if found:
                words = f"{words[: found.start()]} (by {task.due}){words[found.end() :]}".strip()
            sign = TASK
        elif mark and mark[1]:
            sign = HEADING
            if len(mark[1]) == 1 and not any(plain):
                title = " ".join(words.split())
        else:
            sign = BLOCK if above and (mark or (line and above == "#")) else ""
        plain.append(f"{sign}{words}")
        above = mark[0][0] if mark else line
    return _Blocks(title, tuple(tasks), "\n".join(plain))


def _read_task(words: str, sign: str, line: int) -> Task | None:
    """Read a task of one line; None if its due date is not clear."""
    terms = read_terms(words)
    start, (begin, end) = terms.start, terms.cut
    text = f"{words[start:begin]}{words[end:]}".strip()
    if terms.problem or not text or len(DUE.findall(words)) > bool(terms.due):
        return None
    return Task(
        text=text, state=STATES.get(sign, "open"), owner=terms.owner, due=terms.due,
        line=line, mark=4, end=line + 1, place=(line, 1),
    )  # fmt: skip
