"""A text as words with their positions, for finding names in it.

The one rule: positions are kept. A view shows the text as the reader sees it: links as their text,
and holes for code, addresses, tags and everything else that is not prose. Every position in a view
maps to a position in the text as typed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from hobnob.capture.words.language import Language
from hobnob.capture.words.tokens import Token
from hobnob.name_forms import is_unspaced
from hobnob.names import ESCAPE, fold
from hobnob.notes.body import text_lines

HOLE = "\0"
"""Stands for text that is not searched; no name continues across it."""

_LINK = re.compile(
    r"""
    (?<![!\\])\[\[(?P<target>[^\[\]\n|]+)(?:\|(?P<shown>[^\[\]\n]*))?\]\]
  | (?<![\w@])@new:(?:["“”„«](?P<quoted>[^"“”„«»\n]+)["“”»]
    |['‘’‚](?P<single>(?:[^'‘’\n]|['’](?=\w))+)['‘’](?!\w)
    |(?P<bare>[^\W_](?:[\w-]|['’](?=\w\w))*))
    """,
    re.VERBOSE,
)
# The next word of a name after `@new:` without quotes, which a shell may have removed.
_NEXT_NAME = re.compile(r"[^\S\r\n]((?:[^\W\d_](?:\w|[-'’](?=\w\w))*))(?!\w)")
_MOST_NEXT = 3
_NO_PROSE = re.compile(
    r"""
    [!\\]\[\[[^\[\]\n]*\]\]                                  # embedded, or escaped
  | !?\[[^\[\]\n]*\]\([^()\n]*\)                              # a link of Markdown's
  | </?[A-Za-z][^<>\n]*>
  | [A-Za-z][A-Za-z0-9+.-]{0,30}://[^\s<>]+ | \bwww\.[^\s<>]+ | \bmailto:\S+
  | (?<![\w.+%-])[\w.+%-]++@[\w-]++(?:\.[\w-]++)+
  | (?<![\w&/\\\#@])(?P<tag>[\#@][^\W_][\w/-]*)
  | (?<!\S)\+[^\W\d_][\w-]*                                   # a plan
  | (?<![\w\\])(?:[A-Za-z]:|\\)\\\S+ | (?<!\w)[~.]{0,2}/[\w.~]\S*   # paths
  | (?<![\w-])(?<![\w-]\.)[\w-]++(?:\.[\w-]++)*\.[a-z][a-z0-9]+\b  # files and hosts
    """,
    re.VERBOSE,
)
# Not in a link, and not where Markdown makes a link of it.
_ADDRESS = re.compile(r"(?<![\w.+%:/<(\[|\\-])[\w.+%-]++@[\w-]++(?:\.[\w-]++)+(?![>)\]\w])")
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*|__(?=[^\s_])([^_\n]*[^\s_])__")
# Signs that end or begin a sentence; after them, any word may have a capital.
_OPENS = re.compile(r"""[.!?;:…。！？：\n"“„«—–¿¡]|(?:^|\n)\s*[-*+>]\s|\s-\s""")
_APOSTROPHES = "'’ʼ"
_HYPHENS = "-\u2010\u2011"

RegionKind = Literal["link", "new"]


class Region(NamedTuple):
    """A link, or an `@new:`, with its position in the view and in the text.

    Attributes:
        target: the target of the link, or the name of the new person.
    """

    kind: RegionKind
    start: int
    end: int
    typed_start: int
    typed_end: int
    target: str


@dataclass(frozen=True, slots=True)
class Word(Token):
    """One word of the view, with the signs that it may be a name.

    Words here are shorter than the tokens of a line. They are cut at hyphens, and at every
    character in a script without spaces, because a name may begin and end there.

    Attributes:
        text: without a possessive ending.
        bare: its end without a possessive ending.
        before: the text between the previous word and this one.
        opens: whether it may begin a sentence, so that its capital means nothing.
        loose: whether it is a character of a script without spaces.
        glued: whether it is part of a longer word, on its left and on its right.
        escaped: whether a backslash says that it is not a name.
        fixed: whether it is in a link already.
    """

    bare: int = 0
    before: str = ""
    opens: bool = False
    loose: bool = False
    glued: tuple[bool, bool] = (False, False)
    escaped: bool = False
    fixed: bool = False

    @property
    def possessive(self) -> bool:
        """Whether it ends in a possessive."""
        return self.bare < self.end

    @property
    def shouted(self) -> bool:
        """Whether it is all capitals, like an acronym."""
        return len(self.text) > 1 and self.text.isupper()


class View(NamedTuple):
    """A text, ready for the search.

    Attributes:
        text: the text as the reader sees it.
        loud: whether it has no lower-case letter, so that its capitals mean nothing.
        addresses: the e-mail addresses in it, each with its start and end.
        pieces: the starts of its pieces, in the view and in the text as typed.
        bold: parts of the view that are bold.
        tags: the tags in the text, as typed.
    """

    text: str
    words: tuple[Word, ...]
    regions: tuple[Region, ...]
    bold: frozenset[tuple[int, int]]
    tags: tuple[str, ...]
    loud: bool
    addresses: tuple[tuple[int, int, str], ...]
    pieces: tuple[tuple[int, int], ...]

    def typed(self, at: int) -> int:
        """Return the position in the text as typed for a position in the view."""
        piece = bisect_right(self.pieces, (at, len(self.text) * 4)) - 1
        start, typed = self.pieces[max(piece, 0)]
        return typed + at - start


def view_of(
    text: str,
    language: Language,
    *,
    taken: Iterable[tuple[int, int]] = (),
) -> View:
    """Split a text into words.

    Args:
        text: as typed.
        language: gives the possessive endings (`'s`), and the prefixes that join a name without a
            blank (`d'`).
        taken: parts of it with another meaning.
    """
    read, regions, pieces = _read_links(_without_code(text, taken))
    tags: list[str] = []
    # Search in the text as the reader sees it, so that a link around a name changes nothing.
    ends = [region.end for region in regions]

    def empty(found: re.Match[str]) -> str:
        at = bisect_right(ends, found.start())
        if at < len(regions) and regions[at].start < found.end():
            return found[0]
        tags.extend([found["tag"][1:]] if found["tag"] else [])
        return HOLE * len(found[0])

    addresses = tuple(
        (*found.span(), found[0]) for found in _ADDRESS.finditer(read)
        if not any(r.start < found.end() and found.start() < r.end for r in regions)
    )  # fmt: skip
    read = _NO_PROSE.sub(empty, read)
    return View(
        text=read,
        words=tuple(_words(read, regions, language)),
        regions=tuple(regions),
        bold=frozenset(m.span(m.lastindex or 0) for m in _BOLD.finditer(read)),
        tags=tuple(tags),
        loud=read.isupper(),
        addresses=addresses,
        pieces=tuple(pieces),
    )


def _read_links(text: str) -> tuple[str, list[Region], list[tuple[int, int]]]:
    """Return the text as the reader sees it, its links, and where its pieces were typed."""
    parts: list[str] = []
    regions: list[Region] = []
    pieces = [(0, 0)]
    at = size = 0
    for found in _LINK.finditer(text):
        end = found.end()
        target = found["target"] or found["quoted"] or found["single"]
        if target is None:
            end = _end_of_name(text, found)
            target = text[found.start("bare") : end]
        shown = target if found["shown"] is None else found["shown"]
        start = size + found.start() - at
        size = start + len(shown)
        kind: RegionKind = "link" if found["target"] else "new"
        regions.append(Region(kind, start, size, found.start(), end, target.strip()))
        parts += (text[at : found.start()], shown)
        at = end
        pieces.append((size, at))
    return "".join((*parts, text[at:])), regions, pieces


def _end_of_name(text: str, found: re.Match[str]) -> int:
    """Return the end of a name after `@new:`: it includes the following words with capitals."""
    end = found.end()
    for _ in range(_MOST_NEXT if found["bare"][0].isupper() else 0):
        following = _NEXT_NAME.match(text, end)
        if following is None or not following[1][0].isupper() or following[1] == "I":
            break
        end = following.end()
    return end


_HIDING = ("`", "~~~", "    ", "\t", "<!--", "%%", "$")
"""What code, a comment or a formula begins with."""


def _without_code(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """Return the text with a hole for each character of code, of a comment, or already taken."""
    if any(sign in text for sign in _HIDING):
        whole = [HOLE if c not in "\r\n" else c for c in text]
        for _, begin, line in text_lines(text):
            typed = text[begin : begin + len(line)]
            whole[begin : begin + len(line)] = [
                HOLE if new == " " != old else new for new, old in zip(line, typed, strict=True)
            ]
        text = "".join(whole)
    for start, end in taken:
        text = text[:start] + HOLE * (end - start) + text[end:]
    return text


def _words(view: str, regions: list[Region], language: Language) -> Iterator[Word]:
    endings = language.words("people", "possessives")
    elisions = language.words("people", "elisions")
    begins = [region.start for region in regions]
    done = 0
    spans = list(_spans(view))
    for at, (start, end) in enumerate(spans):
        folded = view[start:end].lower().replace("’", "'").replace("ʼ", "'")
        if skipped := next((len(e) for e in elisions if folded.startswith(e)), 0):
            start += skipped if start + skipped < end else 0
        ending = next((len(e) for e in endings if folded.endswith(e) and folded != e), 0)
        following = spans[at + 1][0] if at + 1 < len(spans) else len(view)
        between, behind = view[done:start], view[end:following]
        yield Word(
            start=start, end=end, bare=end - ending, text=view[start : end - ending],
            key=fold(view[start : end - ending]),
            before=between,
            opens=_opens(between, first=not at),
            loose=is_unspaced(view[start]),
            glued=(
                _is_glued_left(view, start, between),
                at + 1 < len(spans) and _is_joint(view, end, behind),
            ),
            escaped=_is_escaped(view, start),
            fixed=(region := bisect_right(begins, start)) > 0 and start < regions[region - 1].end,
        )  # fmt: skip
        done = end


def _spans(view: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each word."""
    at, size = 0, len(view)
    while at < size:
        if not view[at].isalnum():
            at += 1
            continue
        start, script = at, _script(view[at])
        at += 1
        while at < size and _goes_on(view, at, script):
            at += 1
        yield start, at


def _goes_on(view: str, at: int, script: str) -> bool:
    c = view[at]
    if c.isascii():
        if c == "'":
            return script == "" and view[at + 1 : at + 2].isalnum() and view[at - 1].isalnum()
        return script == "" and c.isalnum()
    if unicodedata.category(c)[0] == "M" or c in "\u200c\u200d":
        return True
    if c in _APOSTROPHES:
        return script == "" and view[at + 1 : at + 2].isalnum() and view[at - 1] not in _APOSTROPHES
    return script != "loose" and c.isalnum() and _script(c) == script


def _script(c: str) -> str:
    """Return the name of the rule that separates words in the script of a character."""
    if c.isascii():
        return ""
    if is_unspaced(c):
        return "loose"
    return "katakana" if "\u30a1" <= c <= "\u30fe" else ""


def _opens(between: str, *, first: bool) -> bool:
    near = between.rpartition(HOLE)[2]
    return (first and near == between) or _OPENS.search(near) is not None


def _is_joint(view: str, end: int, between: str) -> bool:
    """Return whether the text between two words joins them into one."""
    if len(between) != 1:
        return False
    is_host = between == "." and view[end + 1 : end + 2].islower()
    return is_host or between in _HYPHENS or between in "_\\"


def _is_glued_left(view: str, start: int, between: str) -> bool:
    if _is_joint(view, start - 1, between):
        return start > 1
    before = view[start - 1 : start]
    return before in ("!", "$") or (before == "\\" and not _is_escaped(view, start))


def _is_escaped(view: str, start: int) -> bool:
    return start > 0 and ESCAPE.match(view, start - 1) is not None
