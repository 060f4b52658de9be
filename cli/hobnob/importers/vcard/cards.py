"""A card: its lines, with what they say only together.

The one rule: a card holds lines and no meanings; `properties` says what a line means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hobnob.importers.vcard.lexer import Line, Param, make_line, unescape

_APPLE = re.compile(r"_\$!<(.*)>!\$_\Z")
_HEAD = re.compile(r"(?:([A-Za-z0-9-]+)\.)?((?:;.*?)?):(.*)\Z", re.DOTALL)
LABEL = "X-ABLABEL"
"""The name of a line that says what the others of its group are, as Apple and Google write it."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card of a file.

    Attributes:
        line: of its BEGIN, from 1.
        version: "2.1", "3.0" or "4.0".
        labels: what the lines of a group are, by the group in small letters.
        firsts: the first line of each name.
    """

    line: int = 0
    version: str = "3.0"
    lines: tuple[Line, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    firsts: Mapping[str, Line] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """Return the text of the first line of a name, "" if there is none."""
        line = self.firsts.get(name)
        return unescape(line.value).strip() if line else ""

    def label(self, line: Line) -> str:
        """Return what a line is by its label, without Apple's signs; "" without one."""
        return self.labels.get(line.group.lower(), "") if line.group else ""


def make_card(lines: Iterable[Line], *, line: int = 0, version: str = "") -> Card:
    """Return the card of some lines."""
    lines = tuple(lines)
    labels: dict[str, str] = {}
    firsts: dict[str, Line] = {}
    for one in lines:
        firsts.setdefault(one.name, one)
        if one.name == "VERSION":
            version = one.value.strip()
        elif one.group and one.name == LABEL:
            label = unescape(one.value).strip()
            match = _APPLE.match(label)
            labels[one.group.lower()] = match[1] if match else label
    known = version if version in ("2.1", "4.0") else "3.0"
    return Card(line=line, version=known, lines=lines, labels=labels, firsts=firsts)


# ---------------------------------------------------------------- lines in a note


def keep(line: Line) -> str:
    """Return a line as a note keeps it, below the key `vcard:NAME`.

    A line without group and parameters is only its value: `Jon`. All others are what a card has
    around the name: `item1.;TYPE=CELL:905-555-1234`.
    """
    value = line.value
    if line.group or line.params or _HEAD.match(value):
        group = f"{line.group}." if line.group else ""
        return f"{group}{render_params(line.params)}:{value}"
    return value


def unkeep(title: str, kept: str) -> Line:
    """Return a line that a note keeps; the way back of `keep`."""
    match = _HEAD.match(kept)
    if match is None:
        return make_line(title, kept)
    from hobnob.importers.vcard.lexer import CardError, RawLine, parse_line

    head = f"{match[1]}.{title}" if match[1] else title
    text = f"{head}{match[2]}:{match[3]}"
    try:
        line = parse_line(RawLine(0, text.encode("utf-8", "replace")), _nothing)
    except CardError:
        return make_line(title, kept)
    return line


def _nothing(data: bytes, charset: str) -> str:
    """Decode what is no UTF-8, which a note never holds."""
    return data.decode(charset or "utf-8", "replace")


_QUOTED = re.compile(r"[:;,]")
_CARETS = {"^": "^^", "\n": "^n", '"': "^'"}
_NOT_PLAIN = re.compile(r'[\^\n"]')


def render_params(params: Iterable[Param]) -> str:
    """Return parameters as a card writes them: `;TYPE=home,work;PREF=1`."""
    named: dict[str, list[str]] = {}
    for name, value in params:
        named.setdefault(name, []).append(value)
    return "".join(f";{name}={','.join(map(_param, values))}" for name, values in named.items())


def _param(value: str) -> str:
    value = _NOT_PLAIN.sub(lambda m: _CARETS[m[0]], value)
    return f'"{value}"' if _QUOTED.search(value) else value
