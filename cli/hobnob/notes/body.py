"""The contents of a body: links, tags, promises, and the text as the reader sees it.

The one rule: this is the only reader of bodies. It uses the tokens of `hobnob.notes.markdown`. Most
bodies need no tokens; `hobnob.notes.prose` reads them with the same result.

In the plain text, a blank line separates paragraphs and wikilinks stay as they are, so a body of
words only is its own plain text. Four signs that no text can contain mark the rest: `TASK` begins
each line of a task, `HEADING` each line of a heading, `BLOCK` other text directly below another,
such as the next item of a list, and `LITERAL` separates two brackets that begin no link.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from hobnob.model import Body, Link, Task, TaskState, Unclosed
from hobnob.names import SUFFIX, WIKILINK
from hobnob.notes.prose import BLANK_LINES, BLOCK, HEADING, LITERAL, TASK, read_prose
from hobnob.notes.sentences import sentence_ends

if TYPE_CHECKING:
    from markdown_it.token import Token

_SIGNS = re.compile(f"[{TASK}{HEADING}{BLOCK}{LITERAL}]")
_SIGNS_OF_LINES = re.compile(f"[{TASK}{HEADING}{BLOCK}]")
_BLOCKS = re.compile(f"\n[ \t]*\n|\n(?=[{TASK}{HEADING}{BLOCK}])")
# Characters that look like a sign, and a CR that ends no line.
_NO_TEXT = re.compile(f"[\x1c{TASK}{HEADING}{BLOCK}{LITERAL}]|\r(?!\n)")

_COMMENT_SIGNS = re.compile(r"\A\s*(?:<!--+|%%+)|(?:--+!?>|%%+)\s*\Z")

# Signs of text that is more than words, wikilinks and signs shown as typed.
_NOT_AS_TYPED = re.compile(r"[`\\$]|<!--|%%|~~~|^(?: {4}|\t)", re.M)
_BULLET = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\Z")
_BOX = re.compile(r"\[[^\[\]\n]\][ \t]")
_FILE = re.compile(
    rf"""!?\[([^\[\]]*)\]\((?:<([^<>\n]+{SUFFIX}(?:\#[^<>\n]*)?)>
    |([^\s()<>]+{SUFFIX}(?:\#[^\s()<>]*)?))
    (?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\)""",
    re.I | re.X,
)
"""A Markdown link to a note: `[her](../people/ada.md#notes)`, `[her](<../people/Ada B.md>)`."""
_BY_LABEL = re.compile(r"!?\[([^\[\]]*)\](?:\[[^\[\]]*\])?")
"""A Markdown link whose address stands in a definition: `[her][ada]`, `[ada][]` or `[ada]`."""
_DEFINITION = re.compile(r"\[(?:[^\[\]\\]|\\.)+\]:[\s>]*(?:<([^<>\n]+)>|([^\s<>]+))")
_TO_NOTE = re.compile(rf"[^\n]+{SUFFIX}(?:#[^\n]*)?", re.I)

_LEAVES = frozenset({"inline", "fence", "code_block", "formula_block"})
_BEGIN_LINK = "\x1c"
"""Replaces the opening brackets of a wikilink in the result of `markdown.parse`."""


def read_body(text: str, *, html: bool = False) -> Body:
    """Read a body.

    Args:
        text: the body.
        html: whether raw HTML counts as HTML, as on ordinary pages; elsewhere it is text.
    """
    if (body := read_prose(text)) is not None:
        return body
    return _Reader(text, html=html).read() if text.strip() else Body()


def tasks_of(text: str) -> tuple[Task, ...]:
    """Return the tasks of a body; a body without a box is not read."""
    return read_body(text).tasks if _BOX.search(text) else ()


# ---------------------------------------------------------------- plain text


def shown(plain: str, name_of: Callable[[str], str]) -> str:
    """Return a plain text with its links as the reader sees them.

    Args:
        plain: the plain text from the reader.
        name_of: returns the text shown for a link without its own text, given its target.
    """
    return _SIGNS.sub("", _with_names(plain, name_of))


def without_tasks(plain: str) -> str:
    """Return a plain text without its tasks; they are shown elsewhere, with their results."""
    return _without(plain, TASK)


def opening(plain: str) -> str:
    """Return a plain text without its tasks and headings."""
    return _without(plain, TASK + HEADING)


def _without(plain: str, signs: str) -> str:
    if not _SIGNS.search(plain):
        return plain
    lines = (line for line in plain.split("\n") if line[:1] not in signs or not line)
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def excerpt(text: str, length: int) -> str:
    """Return the beginning of a text, on one line of at most so many characters.

    It ends after a sentence if one ends in the second half of the limit, else after a word.
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    head = text[: length - 1]
    ends = [end for end in sentence_ends(head) if end > length // 2]
    if ends:
        return f"{head[: ends[-1]].rstrip()} …"
    return head.rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def sentences(plain: str, holding: str = "") -> list[str]:
    """Return the sentences of a plain text, each on one line; `shown` makes each readable.

    A paragraph and an item of a list also end a sentence; a line end does not. Paragraphs and items
    that do not hold a text are left out.
    """
    found = []
    for block in filter(lambda block: holding in block, _BLOCKS.split(plain)):
        text = " ".join(_SIGNS_OF_LINES.sub("", block).split())
        ends = [0, *sentence_ends(text), len(text)]
        found += [text[start:end].strip() for start, end in pairwise(ends)]
    return [sentence for sentence in found if _SIGNS.sub("", sentence)]


def _with_names(text: str, name_of: Callable[[str], str]) -> str:
    if "[[" not in text:
        return text
    return WIKILINK.sub(lambda m: m[2].strip() if m[2] else name_of(m[1].strip()), text)


# ---------------------------------------------------------------- the text as typed


def as_read(
    text: str, name_of: Callable[[str], str], boxes: Mapping[TaskState, str] | None = None
) -> str:
    """Return a text as typed, but with links as the reader sees them and without comments.

    It also drops the backslash that says that a word is not a name (`\\Grace`).

    Args:
        text: the text.
        name_of: as for `shown`.
        boxes: the replacement for the box of a task, by its state.
    """
    if not _NOT_AS_TYPED.search(text) and not (boxes and _BOX.search(text)):
        return _with_names(text, name_of)
    reader = _Reader(text)
    edits = [
        (_on_line(link.line, link.column - 1, link.end - 1), link.text or name_of(link.target))
        for link in reader.links
    ]
    for task in reader.read().tasks if boxes else ():
        start = len(_BULLET.sub("", reader.lines[task.line][: task.mark - 2]))
        edits.append((_on_line(task.line, start, task.mark + 1), (boxes or {})[task.state]))
    comments = list(reader.comments())
    edits += [(span, "") for span in (*comments, *reader.spans("name_escape"))]
    edited = _edit(text, edits)
    return BLANK_LINES.sub("\n\n", edited) if comments else edited


def outgoing(text: str) -> str:
    """Return a text with the same lines, but without its tasks and comments."""
    lines = without_comments(text).split("\n")
    for task in tasks_of(text):
        lines[task.line : task.end] = [""] * (task.end - task.line)
    return "\n".join(lines)


def without_comments(text: str) -> str:
    """Return a text with the same lines, but without its comments."""
    if "<!--" not in text and "%%" not in text:
        return text
    return _edit(text, [(span, "") for span in _Reader(text).comments()])


def comments_of(text: str) -> list[tuple[int, str]]:
    """Return the comments of a text, each with its line from 0 and without its signs."""
    if "<!--" not in text and "%%" not in text:
        return []
    found = []
    for span in sorted(_Reader(text).comments()):
        lines = [line.rstrip("\r") for line in text.split("\n")]
        inside = "\n".join(lines[at][start:end] for at, start, end in _by_line(span, lines))
        found.append((span.line, _COMMENT_SIGNS.sub("", inside).strip()))
    return found


def text_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of a body that are text; comments, code and formulas become blanks.

    Yields:
        Each has the line number from 0, its start in the body, and the line without its end.
    """
    lines = [line.rstrip("\r") for line in text.split("\n")]
    wanted: Iterable[int] = range(len(lines))
    if _NOT_AS_TYPED.search(text):
        reader = _Reader(text)
        wanted = sorted(reader.text_numbers())
        for span in (*reader.comments(), *reader.spans("code_inline", "formula")):
            for number, start, end in _by_line(span, lines):
                line = lines[number]
                lines[number] = f"{line[:start]}{' ' * (end - start)}{line[end:]}"
    begins = [0]
    for line in text.split("\n"):
        begins.append(begins[-1] + len(line) + 1)
    for number in wanted:
        if lines[number].strip():
            yield number, begins[number], lines[number]


def rewrite_links(
    text: str,
    wikilink: Callable[[str, str | None], str | None],
    path: Callable[[str], str | None] = lambda _: None,
    unlink: Callable[[str], bool] = lambda _: False,
    shown: str = "",
) -> str:
    """Return a body with some of its links replaced; the rest does not change.

    Args:
        text: the body.
        wikilink: returns the replacement of a wikilink, with its brackets, or None to leave it; it
            gets the target and the link's own text, if any.
        path: returns another address for the address of a Markdown link, or None to leave it.
        unlink: returns, for the same address, whether to keep only the text of the link.
        shown: what stands for such a link instead of its text.
    """
    body = read_body(text)
    lines = text.split("\n") if body.links or body.addresses else []
    edits: list[tuple[Span, str]] = []
    for link in body.links:
        line, start, end = lines[link.line], link.column - 1, link.end - 1
        match = WIKILINK.match(line, start)
        new = wikilink(match[1], match[2]) if match else None
        if match and new is not None:
            # A bar is escaped in a table.
            if "\\|" in match[0] and new.startswith("[["):
                new = new.replace("|", "\\|", 1)
            # The sign for embedding is part of the brackets.
            embeds = line[start - 1 : start] == "!" and not new.startswith("[[")
            edits.append((_on_line(link.line, start - embeds, end), new))
    for link in body.addresses:
        start = link.column - 1
        if match := _FILE.fullmatch(lines[link.line], start, link.end - 1):
            group = 2 if match[2] else 3
            new = path(match[group])
            if unlink(match[group]):
                edits.append((_on_line(link.line, *match.span()), shown or match[1]))
            elif new is not None:
                edits.append((_on_line(link.line, *match.span(group)), new))
        elif (match := _BY_LABEL.fullmatch(lines[link.line], start, link.end - 1)) and unlink(
            link.target
        ):
            edits.append((_on_line(link.line, *match.span()), shown or match[1]))
    for whole, span, address in _definitions(text):
        new = path(address)
        if unlink(address):
            edits.append((whole, ""))
        elif new is not None:
            edits.append((span, new))
    return _edit(text, edits)


def _definitions(text: str) -> Iterator[tuple[Span, Span, str]]:
    """Yield the definitions of links to notes: all of each, the place of its address, the address.

    A definition may be in a quote and have its address on a second line.
    """
    if "]:" not in text:
        return
    reader = _Reader(text)
    for first, last in reader.definitions():
        block = "\n".join(reader.lines[first:last])
        match = _DEFINITION.search(block)
        group = match.lastindex if match else None
        if match is None or group is None or not _TO_NOTE.fullmatch(match[group]):
            continue
        start = match.start(group)
        line, column = block.count("\n", 0, start), start - (block.rfind("\n", 0, start) + 1)
        whole = Span(first, 0, last - 1, len(reader.lines[last - 1]))
        yield whole, _on_line(first + line, column, column + len(match[group])), match[group]


_WHOLE_DEFINITION = re.compile(
    r"""^[ >]{0,9}\[(?:[^\[\]\\]|\\.)+\]:[ \t]*\n?[ \t>]*<?([^\s<>]+)>?"""
    r"""(?:[ \t]*\n?[ \t>]*(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$""",
    re.M,
)
"""Where a link by reference leads: `[her]: people/ada.md "Ada"`."""


def hide_links(text: str, hides: Callable[[str], bool], word: str, *, html: bool = False) -> str:
    """Return a text with the same lines, with a word in the place of some links and pictures.

    Args:
        text: the body.
        hides: returns whether to hide the links to an address.
        word: the word.
        html: whether raw HTML counts as HTML.
    """
    if not any(sign in text for sign in ("](", "][", "]:", "://", "@", "<")):
        return text
    for _ in range(_HIDINGS):
        reader = _Reader(text, html=html)
        spans = reader.addresses(hides)
        if not spans:
            break
        text = _edit(text, [(span, word) for span in spans])
    else:
        # Its place is not certain, so the whole paragraph goes.
        lines = text.split("\n")
        for start, end in _Reader(text, html=html).blocks(hides):
            lines[start:end] = [word, *[""] * (end - start - 1)]
        text = "\n".join(lines)
    if "]:" not in text:
        return text
    return _WHOLE_DEFINITION.sub(
        lambda found: "\n" * found[0].count("\n") if hides(found[1]) else found[0], text
    )


_HIDINGS = 4


# ---------------------------------------------------------------- places


class Span(NamedTuple):
    """A part of a text, by lines and columns from 0."""

    line: int
    column: int
    end_line: int
    end: int


def _on_line(line: int, start: int, end: int) -> Span:
    return Span(line, start, line, end)


def _by_line(span: Span, lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the parts of a span by line: the line number, the start and the end."""
    for number in range(span.line, span.end_line + 1):
        start = span.column if number == span.line else 0
        end = span.end if number == span.end_line else len(lines[number])
        yield number, start, end


def _edit(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    """Return a text with some spans replaced; the lines stay."""
    changes = sorted(edits)
    if not changes:
        return text
    lines = text.split("\n")
    on_line: dict[int, list[tuple[int, int, str]]] = {}
    for span, new in changes:
        bare = [line.rstrip("\r") for line in lines[span.line : span.end_line + 1]]
        inner = Span(0, span.column, span.end_line - span.line, span.end)
        for number, start, end in _by_line(inner, bare):
            on_line.setdefault(span.line + number, []).append((start, end, "" if number else new))
    for number, parts in on_line.items():
        line, done = lines[number], 0
        pieces: list[str] = []
        for start, end, new in parts:
            if start >= done:
                pieces += (line[done:start], new)
                done = end
        lines[number] = "".join((*pieces, line[done:]))
    return "\n".join(lines)


class _Places:
    """The position of a block's text in the file.

    A token knows its lines, but not its columns. Each line of its text is the end of a line in the
    file. For a cell, the column before its start is known.
    """

    def __init__(self, token: Token, lines: Sequence[str], behind: int | None) -> None:
        self._first = (token.map or (0, 0))[0]
        self._starts: list[int] = []
        self._columns: list[int] = []
        self._bars: list[int] = []
        at = 0
        for number, part in enumerate(token.content.split("\n"), self._first):
            source, text = lines[number].rstrip(), part.strip()
            if behind is not None:
                # A bar is escaped in a table, but not in the text of the cell.
                self._bars = [m.start() for m in re.finditer(r"\|", part)]
                column = max(source.find(text.replace("|", "\\|"), behind), 0)
            elif source.endswith(text):
                column = len(source) - len(text)
            else:
                column = max(source.find(text), 0)
            self._starts.append(at)
            self._columns.append(column - (len(part) - len(part.lstrip())))
            at += len(part) + 1
        self.end = self._columns[-1] + len(token.content) + len(self._bars)

    def of(self, position: int) -> tuple[int, int]:
        """Return the line and the column, from 0, of a position in the text."""
        at = bisect_right(self._starts, position) - 1
        column = self._columns[at] + position - self._starts[at]
        return self._first + at, column + bisect_left(self._bars, position)

    def length(self, start: int, end: int) -> int:
        """Return the number of columns of a part of one line."""
        return end - start + bisect_left(self._bars, end) - bisect_left(self._bars, start)

    def span(self, token: Token) -> Span:
        """Return the position of a token in the text."""
        return Span(*self.of(token.meta["at"]), *self.of(token.meta["end"]))


# ---------------------------------------------------------------- tokens


class _Reader:
    """Reads the tokens of one body."""

    def __init__(self, text: str, *, html: bool = False) -> None:
        from hobnob.notes.markdown import parse

        text = _NO_TEXT.sub(" ", text).replace("\r\n", "\n")
        self.lines = text.split("\n")
        self._parsed = parse(text, html=html)
        self._tokens = self._parsed.tokens
        self._addresses: list[Link] = []

    def read(self) -> Body:
        """Return the contents of the body."""
        plain: list[str] = []
        below, title = 0, None
        for token, around, places, in_task in self._leaves:
            text = self._text(token, places) if places else _literal(token.content.strip("\n"))
            if title is None and text:
                title = " ".join(text.split()) if around == "h1" else ""
            line, following = token.map or (below, below)
            sign = TASK if in_task else HEADING if around in _HEADINGS else ""
            if text:
                between = "\n\n" if line > below else "\n" if line == below else " "
                if sign:
                    text = "\n".join(f"{sign}{line}" for line in text.split("\n"))
                elif plain and between == "\n":
                    text = f"{BLOCK}{text}"
                plain += (between, text) if plain else (text,)
            below = max(below, following)
        return Body(
            links=self.links,
            addresses=tuple(self._addresses),
            tags=tuple(dict.fromkeys(f.text for f in self._parsed.found if not f.target)),
            tasks=tuple(t.meta["task"] for t in self._tokens if "task" in t.meta),
            plain="".join(plain).strip("\n"),
            title=title or "",
            unclosed=tuple(self._unclosed()),
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The wikilinks."""
        places = {id(token): places for token, _, places, _ in self._leaves}
        links = []
        for block, at, end, target, text in self._parsed.found:
            if target and (place := places[id(block)]):
                line, column = place.of(at)
                end = column + place.length(at, end)
                links.append(
                    Link(target=target, text=text, line=line, column=column + 1, end=end + 1)
                )
        return tuple(links)

    def definitions(self) -> list[tuple[int, int]]:
        """Return the lines of the definitions of links."""
        return self._parsed.definitions

    def _unclosed(self) -> Iterator[Unclosed]:
        """Yield the first sign of each block that opens a comment without an end."""
        places = {id(token): places for token, _, places, _ in self._leaves}
        done: set[int] = set()
        for block, at, sign in self._parsed.unclosed:
            if block is None:
                before = "\n".join(self.lines)[:at]
                line, column = before.count("\n"), at - (before.rfind("\n") + 1)
            elif id(block) in done or not (place := places.get(id(block))):
                continue
            else:
                line, column = place.of(at)
            done.add(id(block))
            yield Unclosed(sign=sign, line=line, column=column + 1, hides=block is None)

    def spans(self, *types: str) -> Iterator[Span]:
        """Yield the positions of tokens of some types within blocks."""
        for token, _, places, _ in self._leaves:
            for child in token.children or ():
                if places and child.type in types:
                    yield places.span(child)

    def addresses(self, wanted: Callable[[str], bool]) -> list[Span]:
        """Return the positions of the links and pictures that lead to some addresses."""
        return [
            places.span(_whole(child, token.content))
            for token, _, places, _ in self._leaves
            for child in token.children or ()
            if places and _leads(child, wanted) and "at" in child.meta
        ]

    def blocks(self, wanted: Callable[[str], bool]) -> list[tuple[int, int]]:
        """Return the first line and the line after the last of each block with such a link."""
        return [
            (token.map[0], token.map[1])
            for token, *_ in self._leaves
            if token.map and any(_leads(child, wanted) for child in token.children or ())
        ]

    def comments(self) -> Iterator[Span]:
        """Yield the positions of comments."""
        begins = [0]
        for text in self.lines:
            begins.append(begins[-1] + len(text) + 1)
        for start, end in self._parsed.comments:
            line, last = (bisect_right(begins, at) - 1 for at in (start, end))
            yield Span(line, start - begins[line], last, end - begins[last])
        yield from self.spans("comment")

    def text_numbers(self) -> set[int]:
        """Return the numbers of the lines that are text."""
        leaves = (token for token, _, places, _ in self._leaves if places)
        return {number for token in leaves for number in range(*(token.map or (0, 0)))}

    @cached_property
    def _leaves(self) -> list[tuple[Token, str, _Places | None, bool]]:
        """The tokens with text: the tag around each, its positions, and whether it is in a task."""
        leaves: list[tuple[Token, str, _Places | None, bool]] = []
        items: list[bool] = []
        around, row, behind = "", -1, 0
        for token in self._tokens:
            if token.type == "list_item_open":
                items.append("task" in token.meta)
            elif token.type == "list_item_close":
                items.pop()
            elif token.type == "inline" and token.map:
                is_cell = around in ("th", "td")
                if is_cell and token.map[0] != row:
                    row, behind = token.map[0], 0
                places = _Places(token, self.lines, behind if is_cell else None)
                behind = places.end
                leaves.append((token, around, places, any(items)))
            elif token.type in _LEAVES:
                leaves.append((token, "", None, any(items)))
            elif token.nesting == 1:
                around = token.tag
        return leaves

    def _text(self, token: Token, places: _Places) -> str:
        """Return the text of a block, and record the addresses in it."""
        parts: list[str] = []
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                parts.append("\n")
            elif child.type == "image":
                self._addresses.append(_linked(child, str(child.attrs["src"]), places))
                parts.append(_literal("".join(t.content for t in child.children or ())))
            elif child.type == "link_open":
                self._addresses.append(_linked(child, str(child.attrs["href"]), places))
            elif child.type == "promise_due":
                parts.append(f" (by {child.content})")
            elif child.type != "html_inline":
                parts.append(_literal(child.content))
        return "".join(parts).strip()


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _whole(token: Token, text: str) -> Token:
    """Return a link with its scheme: the token of a bare address begins at its colon."""
    at = token.meta["at"]
    if text[at] != ":":
        return token
    scheme = next((s for s in ("https", "http") if text[:at].lower().endswith(s)), "")
    return replace(token, meta={**token.meta, "at": at - len(scheme)})


def _leads(token: Token, wanted: Callable[[str], bool]) -> bool:
    """Return whether a token is a link or a picture with an address that is wanted."""
    href = token.attrs.get("href" if token.type == "link_open" else "src")
    if token.type not in ("link_open", "image"):
        return False
    return wanted(str(href)) or any(_leads(child, wanted) for child in token.children or ())


def _linked(token: Token, target: str, places: _Places) -> Link:
    span = places.span(token)
    end = span.end if span.end_line == span.line else span.column
    return Link(target=target, line=span.line, column=span.column + 1, end=end + 1)


def _literal(text: str) -> str:
    """Return a text in which brackets that begin no link are marked as text."""
    text = re.sub(r"\[(?=\[)", f"[{LITERAL}", text) if "[[" in text else text
    return text.replace(_BEGIN_LINK, "[[")
