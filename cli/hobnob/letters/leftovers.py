"""What is left over in a letter: gaps to fill in, and instructions of its template.

The one rule: links, footnotes, task boxes and code are no gaps. In doubt a gap is told, because
`sent --anyway` settles it, and a letter that is out does not come back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from hobnob.name_forms import is_unspaced
from hobnob.notes.body import comments_of, outgoing

_SHOWN = 60
"""The most characters of a leftover that are shown."""

# Words in brackets, which may go over lines: [why you], ［氏名］.
_BRACKETS = re.compile(
    r"(?<![\[\\!])\[(?P<inside>(?!\[)(?:[^\[\]\n]|\n(?![ \t]*\n)){1,200})\](?!\])"
    r"|［[^［］\n]{1,60}］"
)
_ADDRESS = r"""[ \t]*(?:<[^<>\n]*>|[^\s<>]+?)(?:[ \t]+["'(][^\n]{0,200}?["')])?[ \t]*"""
_LINK_BEHIND = re.compile(rf"\]\((?:{_ADDRESS})?\)|\]\[(?P<label>[^\[\]\n]*)\]")
_DEFINITION = re.compile(rf"^[ >]{{0,9}}\[([^\[\]\n]+)\]:{_ADDRESS}$", re.MULTILINE)
# Not a footnote, a callout, a task box, a source, a number, or a word of an editor.
_NO_GAP = re.compile(
    r"[\^!@].*|[ xX/<>?*-]?|[\d+][\d ,:./–-]*|sic\.?|recte.*|emphasis.*", re.DOTALL
)
_EMPTY_LINK = re.compile(r"\[[^\[\]\n]{0,100}\]\((?:\s*|#|url|link|URL|LINK|\.\.\.|…)\)")

# Plain HTML tags are no gaps.
_GAPS = re.compile(
    r"""\{\{.{0,200}?\}\} | \{%.{0,200}?%\} | \{\#.{0,200}?\#\}
      | \{\{ | \}\} | \{% | %\} | \{\# | \#\}
      | \$?\{[A-Za-z_ ]{2,30}\} | \*\|\w+\|\* | (?<![\w%])%[A-Za-z_]{2,30}%(?![\w%])
      | «\w+_\w+»
      | (?<![\w/])(?<!\]\()<(?!/|(?:b|i|u|s|p|br|hr|em|sub|sup|strong)\b)[A-Za-z][\w '’?-]{0,30}>
      | \bX{3,}\b | \b(?:TODO|TBD|TBC|FIXME|TKTK|TK)\b | ^\s*(?:todo|Todo|ToDo)\s*:
      | _{4,} | (?<!\S)\?{2,}(?=[\s.,;:!]|$) | [○◯]{2,} | \b(?i:lorem\ ipsum)\b""",
    re.VERBOSE,
)
_DOTS = re.compile(r"[\s>*+-]*(?:…|\.(?:[ ]?\.)+)+[\s,.;:]*")
_UNFINISHED = re.compile(r"\bX{3,}\b|\b(?:TODO|TBD|TBC|FIXME|TKTK|TK)\b|\btodo:", re.IGNORECASE)
# A comment that does not end, or that Markdown takes for code; a definition that holds a comment.
_OPEN = re.compile(r"<!--|-->|^\s*%%|%%\s*$|^\s*\[(?://|comment|#)\]:.*")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftover:
    """Something that is left over in a letter.

    Attributes:
        text: it, or its beginning.
        line: its line in the body, from 0.
        why: the sentence about it.
    """

    text: str
    line: int
    why: str


def find_leftovers(body: str, instructions: Collection[str] = ()) -> Iterator[Leftover]:
    """Yield what is left over in the body of a letter, from the first line to the last.

    Promises in it are for you, and hold no gaps.

    Args:
        body: the text below the front matter.
        instructions: the comments of its template.
    """
    found = [*_gaps(outgoing(body)), *_comments(body, instructions)]
    yield from sorted(found, key=lambda one: one.line)


def gaps_in(line: str) -> Iterator[str]:
    """Yield the gaps of one line, as the subject."""
    for one in _gaps(line):
        yield one.text


def _gaps(text: str) -> Iterator[Leftover]:
    lines = _without_code(text.split("\n"))
    for number, line in enumerate(lines):
        for found in _GAPS.finditer(line):
            yield _gap(found[0].strip(), number)
        for found in _EMPTY_LINK.finditer(line):
            yield Leftover(
                text=found[0], line=number, why=f"the link '{found[0]}' leads nowhere yet"
            )
        for found in _OPEN.finditer(line):
            sign = _short(found[0].strip())
            why = f"'{sign}' is no whole comment here, so it would go out; close or remove it"
            yield Leftover(text=sign, line=number, why=why)
        if _DOTS.fullmatch(line):
            dots = line.strip()
            why = f"'{dots}' stands alone; write what is missing, or remove it"
            yield Leftover(text=dots, line=number, why=why)
    yield from _brackets("\n".join(lines))


def _brackets(text: str) -> Iterator[Leftover]:
    """Yield the words in brackets that are no link and no word of an editor."""
    labels = set(map(_label, _DEFINITION.findall(text)))
    for found in _BRACKETS.finditer(text):
        inside = found["inside"]
        if inside is not None:
            behind = _LINK_BEHIND.match(text, found.end() - 1)
            is_link = behind and (behind["label"] is None or _label(behind["label"]) in labels)
            if (
                is_link
                or _label(inside) in labels
                or _NO_GAP.fullmatch(inside)
                or _is_part_of_word(text, *found.span())
            ):
                continue
        yield _gap(" ".join(found[0].split()), text.count("\n", 0, found.start()))


def _label(text: str) -> str:
    return " ".join(text.lower().split())


def _is_part_of_word(text: str, start: int, end: int) -> bool:
    """Return whether brackets stand within a word, as an editor puts them: `[W]e`, `person[s]`."""
    around = (text[start - 1 : start], text[end : end + 1])
    return any(c.isalnum() and not is_unspaced(c) for c in around)


def _gap(text: str, line: int) -> Leftover:
    return Leftover(text=text, line=line, why=f"'{_short(text)}' is still to be filled in")


def _comments(body: str, instructions: Collection[str]) -> Iterator[Leftover]:
    """Yield the comments that are instructions of the template, or say what is not done."""
    for line, comment in comments_of(body):
        text = " ".join(comment.split())
        follow = next((one for one in instructions if _comes_of(one, text)), "")
        if follow:
            shown = _short(" ".join(follow.split()))
            why = f"the template's instruction '{shown}' is still there; follow and remove it"
            yield Leftover(text=text, line=line, why=why)
        elif _UNFINISHED.search(text):
            why = f"the comment '{_short(text)}' says that something is still to be done"
            yield Leftover(text=text, line=line, why=why)


def _comes_of(instruction: str, comment: str) -> bool:
    """Return whether a comment is an instruction, perhaps with its values filled in."""
    parts = [" ".join(part.split()) for part in _JINJA.split(instruction)]
    if not any(parts) or not comment.startswith(parts[0]) or not comment.endswith(parts[-1]):
        return False
    at = 0
    for part in parts:
        found = comment.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(parts) > 1 or comment == parts[0]


def _without_code(lines: list[str]) -> list[str]:
    """Return the lines with blanks in the place of code."""
    found, fence = [], ""
    for line in lines:
        line = line.rstrip("\r")
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
            found.append("")
        elif mark:
            fence = mark[1]
            found.append("")
        else:
            found.append(_CODE.sub(lambda code: " " * len(code[0]), line))
    return found


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
