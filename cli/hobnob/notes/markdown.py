"""Markdown in a journal: CommonMark with tables, wikilinks, tags, promises and comments.

The one rule: there is one parser. All modules read the tokens of a body, so display, search and
counts agree. A token of hobnob's own has its position in the text of its block (`meta["at"]`,
`meta["end"]`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from hobnob.model import Task
from hobnob.names import ESCAPE, WIKILINK, is_picture
from hobnob.notes.limits import cut_of
from hobnob.notes.promises import DUE, STATES, due_text, read_terms

_TAG = re.compile(r"#([^\W\d_][\w/-]*|\d+[^\W\d][\w/-]*)")
_NO_TAG_AFTER = frozenset("_&/#\\")
_ADDRESS = re.compile(r"://[^\s<>\"]+")
# As in Pandoc: a price is not a formula.
_FORMULA = re.compile(r"\$\$[^$]+\$\$|\$(?![\s$])[^$\n]*(?<![\s\\])\$(?!\d)")
_COMMENTS = {"<!--": "-->", "%%": "%%"}
_COMMENT = re.compile(r"<!--.*?-->|%%.*?%%", re.S)
_CODE_OR_COMMENT = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|<!--|%%")
_BOX = re.compile(r"\[([^\[\]\n])\][ \t]+(?=\S)")
_QUOTED = re.compile(r"(?:[ \t]{0,3}>[ ]?)*")

InlineRule = Callable[[StateInline, bool], bool]


@cache
def parser(*, html: bool = False, renderer: type[RendererHTML] = RendererHTML) -> MarkdownIt:
    """Return the parser.

    Args:
        html: whether raw HTML counts as HTML, as on ordinary pages; elsewhere it is text.
        renderer: makes HTML from the tokens.
    """
    made = MarkdownIt("commonmark", {"html": html}, renderer_cls=renderer)
    made.enable(["table", "strikethrough"])
    above: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    made.block.ruler.before("reference", "comment", _comment_block, above)
    made.block.ruler.before("reference", "formula", _formula_block, above)
    inline = made.inline.ruler
    for name in ("backticks", "autolink"):
        inline.at(name, _placed(_rule(made, name)))
    for name in ("link", "image"):
        inline.at(name, _placed(_if_closed(_rule(made, name))))
    inline.before("escape", "name_escape", _placed(_name_escape))
    inline.before("backticks", "comment", _placed(_comment))
    inline.before("backticks", "formula", _placed(_formula))
    inline.before("newline", "wikilink", _wikilink)
    inline.before("newline", "tag", _tag)
    inline.before("link", "address", _placed(_bare_address))
    made.core.ruler.before("block", "limit", _limit)
    made.core.ruler.at("inline", _inline)
    made.core.ruler.after("block", "boxes", _boxes)
    made.core.ruler.push("tasks", _tasks)
    made.core.ruler.push("cut", _say_cut)
    return made


BEGIN_LINK = "\x1c"
"""Replaces the opening brackets of a wikilink in the result of `parse`; other brackets are text."""


class LinkOrTag(NamedTuple):
    """A wikilink or a tag, in the order of the text.

    Attributes:
        block: the token whose text has it, from `at` to `end`.
        target: the target of a link; "" for a tag, which has only `text`.
    """

    block: Token
    at: int
    end: int
    target: str
    text: str


@dataclass(kw_only=True)
class Parsed:
    """A text parsed for reading; its wikilinks and tags are plain text in the tokens.

    Attributes:
        comments: the positions of those with several lines.
        definitions: the first line of each definition of a link (`[her]: ../people/ada.md`), and
            the line after its last.
        unclosed: the signs that open a comment without an end: the token whose text has it (None
            if the comment hides all lines below), the position in that text or in the whole, and
            the sign.
    """

    tokens: list[Token]
    found: list[LinkOrTag]
    comments: list[tuple[int, int]]
    definitions: list[tuple[int, int]]
    unclosed: list[tuple[Token | None, int, str]]


def parse(text: str, *, html: bool = False) -> Parsed:
    """Parse a text for reading; separate tokens for links and tags would take most of the time."""
    env: dict[str, Any] = {"comments": [], "found": [], "unclosed": []}
    tokens = parser(html=html).parse(text, env)
    defined = (*env.get("references", {}).values(), *env.get("duplicate_refs", ()))
    return Parsed(
        tokens=tokens,
        found=env["found"],
        comments=env["comments"],
        definitions=sorted((each["map"][0], each["map"][1]) for each in defined),
        unclosed=env["unclosed"],
    )


def _rule(made: MarkdownIt, name: str) -> InlineRule:
    ruler = made.inline.ruler
    return ruler.getRules("")[ruler.get_active_rules().index(name)]


def _placed(rule: InlineRule) -> InlineRule:
    """Return a rule whose first token has its position in the text."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        # The pending text before it is now a token of its own.
        made = next((t for t in state.tokens[before:] if t.type != "text"), None)
        if made is not None:
            made.meta = {**made.meta, "at": start, "end": state.pos}
        return True

    return placed


def _if_closed(rule: InlineRule) -> InlineRule:
    """Return a rule for links that stops early if no end of a link follows.

    The parser would search from each bracket, which is slow if there are many.
    """

    def closed(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "[!":
            return False
        end = "]" if state.env.get("references") else "]("
        return _find_end(state, end, state.pos) >= 0 and rule(state, silent)

    return closed


# ---------------------------------------------------------------- the limit


def _limit(state: StateCore) -> None:
    """Leave out what comes after the limit; see `limits`."""
    cut = cut_of(state.src)
    if cut >= 0:
        state.env["cut"] = state.src.count("\n", 0, cut) + 1
        state.src = state.src[:cut]


def _say_cut(state: StateCore) -> None:
    """Say at the end of a text that is shown that there is more of it."""
    if "cut" in state.env and "found" not in state.env:
        token = Token("code_block", "code", 0, block=True)
        token.content = (
            f"The rest of this text, from line {state.env['cut']}, is too long to show.\n"
        )
        state.tokens.append(token)


# ---------------------------------------------------------------- inline


def _inline(state: StateCore) -> None:
    """Read the text of each block, and record which block each find belongs to."""
    for token in state.tokens:
        if token.type == "inline":
            state.env["block"] = token
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _keep(state: StateInline, end: int, target: str, text: str) -> bool:
    """Record a find, if the text is parsed for reading; return whether it is."""
    block = state.env.get("block")
    if "found" not in state.env or block is None:
        return False
    # The description of a picture is parsed separately, and its links do not count.
    if state.src is block.content:
        state.env["found"].append(LinkOrTag(block, state.pos, end, target, text))
    return True


def headings(text: str) -> list[str]:
    """Return the text of each heading of a body, without the signs of comments and links."""
    tokens = parser().parse(text)
    found = []
    for opens, inline in pairwise(tokens):
        if opens.type == "heading_open" and inline.type == "inline":
            parts = inline.children or ()
            found.append("".join(t.content for t in parts if t.type not in _UNSEEN))
    return found


_UNSEEN = frozenset(("comment", "html_inline"))


def _wikilink(state: StateInline, silent: bool) -> bool:
    """Read `[[target]]` or `[[target|text]]`."""
    if not state.src.startswith("[[", state.pos):
        return False
    match = WIKILINK.match(state.src, state.pos, state.posMax)
    if match is None or not match[1].strip():
        return False
    target, text = match[1].strip(), (match[2] or "").strip()
    if not silent:
        if _keep(state, match.end(), target, text):
            state.append_pending(BEGIN_LINK + match[0][2:].replace("\\|", "|"))
        elif state.pending.endswith("!") and is_picture(target):
            state.pending = state.pending[:-1]
            token = state.push("embed", "img", 0)
            token.content, token.meta = text, {"target": target}
        else:
            token = state.push("wikilink", "a", 0)
            token.content, token.meta = text, {"target": target}
    state.pos = match.end()
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    """Read `#tag`."""
    if state.src[state.pos] != "#":
        return False
    before = state.src[state.pos - 1] if state.pos else ""
    if before.isalnum() or before in _NO_TAG_AFTER:
        return False
    match = _TAG.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        if _keep(state, match.end(), "", match[1]):
            state.append_pending(match[0])
        else:
            state.push("tag", "a", 0).content = match[1]
    state.pos = match.end()
    return True


def _name_escape(state: StateInline, silent: bool) -> bool:
    """Skip a backslash that only says that a word is not a name."""
    if state.src[state.pos] != "\\" or ESCAPE.match(state.src, state.pos) is None:
        return False
    if not silent:
        state.push("name_escape", "", 0)
    state.pos += 1
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    """Hide a comment that begins and ends in one block."""
    sign = next((s for s in _COMMENTS if state.src.startswith(s, state.pos)), "")
    if not sign:
        return False
    end = _find_end(state, _COMMENTS[sign], state.pos + len(sign))
    if not 0 <= end < state.posMax:
        block = state.env.get("block")
        if not silent and end < 0 and block is not None and state.src is block.content:
            state.env.get("unclosed", []).append((block, state.pos, sign))
        return False
    state.pos = end + len(_COMMENTS[sign])
    if not silent:
        state.push("comment", "", 0)
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    """Keep a formula as it is: its signs have no other meaning."""
    if state.src[state.pos] != "$":
        return False
    match = _FORMULA.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("formula", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _bare_address(state: StateInline, silent: bool) -> bool:
    """Make a link from an address in the text.

    The parser's plain text stops at the colon, so take back the scheme from there.
    """
    if state.src[state.pos] != ":":
        return False
    pending = state.pending
    scheme = next((s for s in ("https", "http") if pending.endswith(s)), "")
    match = _ADDRESS.match(state.src, state.pos, state.posMax) if scheme else None
    if match is None or state.linkLevel or pending[-len(scheme) - 1 : -len(scheme)].isalnum():
        return False
    rest = match[0].rstrip("?!.,:*_~'")
    if rest.endswith(")") and rest.count(")") > rest.count("("):
        rest = rest[:-1]
    if not silent:
        state.pending = pending[: -len(scheme)]
        address = scheme + rest
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _find_end(state: StateInline | StateBlock, sign: str, start: int) -> int:
    """Return the end of a comment, or -1; a text without one is searched only once."""
    text, last = state.env.get(sign, ("", -1))
    if text is not state.src:
        text, last = state.env[sign] = (state.src, state.src.rfind(sign))
    return state.src.find(sign, start) if start <= last else -1


# ---------------------------------------------------------------- blocks


def _comment_block(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Hide a comment that has several lines, or stands alone on one.

    Its lines become empty before any other rule reads them, so everything inside is hidden, even
    blank lines and lists.
    """
    start = state.bMarks[line] + state.tShift[line]
    stop = state.eMarks[line]
    if "<!--" not in state.src[start:stop] and "%%" not in state.src[start:stop]:
        return False
    at = start
    while (found := _next_comment(state, at, stop)) is not None:
        begin, sign = found
        end = _find_end(state, _COMMENTS[sign], begin + len(sign))
        limit = state.eMarks[end_line - 1]
        if end < 0 or end > limit:
            if sign == "%%" or begin > start:
                return False
            # As in CommonMark: a comment that is never closed hides all text after it.
            if not silent:
                state.env.get("unclosed", []).append((None, begin, sign))
            end = limit
        end = min(end + len(_COMMENTS[sign]), limit)
        if end > stop or (begin == start and not silent and not state.src[end:stop].strip()):
            if _is_one_paragraph(state, line, begin, end):
                return False
            state.env.setdefault("comments", []).append((begin, end))
            return _hide(state, line, begin, end) and not silent
        at = end
    return False


def _next_comment(state: StateBlock, at: int, stop: int) -> tuple[int, str] | None:
    for match in _CODE_OR_COMMENT.finditer(state.src, at, stop):
        if match[0] in _COMMENTS and state.src[match.start() - 1 : match.start()] != "\\":
            return match.start(), match[0]
    return None


def _is_one_paragraph(state: StateBlock, line: int, begin: int, end: int) -> bool:
    """Return whether text before a comment and text on the line after it are one paragraph."""
    if begin == state.bMarks[line] + state.tShift[line] or line + 1 >= state.lineMax:
        return False
    return end < state.eMarks[line + 1] and bool(state.src[end : state.eMarks[line + 1]].strip())


def _hide(state: StateBlock, line: int, begin: int, end: int) -> bool:
    """Empty the lines of a comment; return whether nothing is left of the first."""
    starts = begin == state.bMarks[line] + state.tShift[line]
    last = line
    while state.eMarks[last] < end:
        last += 1
    rest = state.src[end : state.eMarks[last]].lstrip()
    if not starts:
        state.eMarks[line] = begin
    for number in range(line if starts else line + 1, last + 1):
        state.bMarks[number] = state.eMarks[number] - (len(rest) if number == last else 0)
        state.tShift[number] = 0
    if starts:
        state.line = last + (not rest)
    return starts


def _formula_block(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Read lines between `$$` and `$$`, each on a line of its own."""
    if _line(state, line) != "$$":
        return False
    close = next((n for n in range(line + 1, end_line) if _line(state, n).endswith("$$")), 0)
    if not close:
        return False
    if not silent:
        token = state.push("formula_block", "", 0)
        token.content = state.getLines(line, close + 1, state.blkIndent, False)
        token.map = [line, close + 1]
        token.block = True
        state.line = close + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


# ---------------------------------------------------------------- promises


def _boxes(state: StateCore) -> None:
    """Remove the box from each task item before its text is read, and remember it."""
    tokens = state.tokens
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type != "list_item_open" or paragraph.type != "paragraph_open":
            continue
        box = _BOX.match(inline.content)
        if box is None or not DUE.sub("", _COMMENT.sub("", inline.content[box.end() :])).strip():
            continue
        inline.content = inline.content[box.end() :]
        item.meta = {"sign": box[1], "box": box[0]}


def _tasks(state: StateCore) -> None:
    """Read each task: its owner, its due date, and the state of its box."""
    lines: list[str] = []
    tokens = state.tokens
    for at, item in enumerate(tokens):
        if item.type != "list_item_open" or "box" not in item.meta:
            continue
        lines = lines or state.src.split("\n")
        inline = tokens[at + 2]
        task = _read_task(item, inline, lines)
        if not task.text:
            # Nothing is left beside comments, owner and due date: nobody promised anything.
            continue
        item.meta = {**item.meta, "task": task}
        inline.children = [
            Token("promise_box", "", 0, meta={"task": task}),
            *_with_due_dates(inline.children or (), task),
        ]


def _read_task(item: Token, inline: Token, lines: Sequence[str]) -> Task:
    first = (item.map or (0, 0))[0]
    content = "\n".join(_own_lines(inline, lines))
    hidden = list(content)
    for child in inline.children or ():
        if child.type in ("code_inline", "formula", "comment"):
            at, to = child.meta["at"], min(child.meta["end"], len(content))
            hidden[at:to] = " " * (to - at)
            if child.type == "comment":
                content = content[:at] + "\0" * (to - at) + content[to:]
    bare = "".join(hidden)
    terms = read_terms(bare)
    place = _place_of(terms.unread, inline, lines) if terms.problem else (first, 1)
    start, cut = terms.start, terms.cut
    text = f"{content[start : cut[0]]}{content[cut[1] :]}".replace("\0", "")
    source = lines[first]
    return Task(
        text=" ".join(text.split("\n")).strip() if "\n" in text else text.strip(),
        state=STATES.get(item.meta["sign"], "open"),
        owner=terms.owner,
        due=terms.due,
        line=first,
        mark=source.find(item.meta["box"].rstrip()) + 2,
        end=_end_of(item, lines),
        problem=terms.problem,
        place=place,
    )


def _own_lines(inline: Token, lines: Sequence[str]) -> Iterator[str]:
    """Yield the text of a task: its first line, and the indented lines below."""
    first, *below = inline.content.split("\n")
    yield first
    for number, line in enumerate(below, (inline.map or (0, 0))[0] + 1):
        if not _is_indented(lines[number]):
            return
        yield line.strip()


def _is_indented(line: str) -> bool:
    return line[_QUOTED.match(line).end() :][:1] in (" ", "\t")  # type: ignore[union-attr]


def _end_of(item: Token, lines: Sequence[str]) -> int:
    """Return the line after the last line of a task."""
    first, limit = item.map or (0, 0)
    end = first + 1
    for number in range(end, min(limit, len(lines))):
        if _is_indented(lines[number]):
            end = number + 1
        elif lines[number].strip("> \t"):
            break
    return end


def _place_of(text: str, inline: Token, lines: Sequence[str]) -> tuple[int, int]:
    for number in range(*(inline.map or (0, 0))):
        if (at := lines[number].find(text)) >= 0:
            return number, at + 1
    return (inline.map or (0, 0))[0], 1


def _with_due_dates(children: Sequence[Token], task: Task) -> Iterator[Token]:
    """Yield the tokens of a task, with its due date as a separate token."""
    open_due = task.due
    for child in children:
        found = None
        if open_due and child.type == "text":
            found = next((m for m in DUE.finditer(child.content) if due_text(m) == open_due), None)
        if found is None:
            yield child
            continue
        open_due = ""
        yield _text(child.content[: found.start()])
        yield Token("promise_due", "", 0, content=task.due, meta={"task": task})
        yield _text(child.content[found.end() :])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
