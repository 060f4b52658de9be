"""The lines of vCards 2.1, 3.0 and 4.0: unfolded, decoded and split into their parts.

The one rule: a line is split, never interpreted, so the lexer is one for all versions. A bad line
spoils its own card and no other.

- Folding: RFC 6350, section 3.2. The octets are joined before they are decoded, since some
  programs fold within a character.
- Quoted-printable and its soft line breaks, parameters without a name, Base64 that ends at a blank
  line: vCard 2.1 (versit, 1996), section 2.1.
- `^n`, `^'` and `^^` in a parameter: RFC 6868.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

LONGEST = 64_000_000
"""The most octets of one line; a picture of 40 MB."""

_HEAD = re.compile(
    r"""(?:([A-Za-z0-9-]++)\.)?+([A-Za-z0-9_-]++)[ \t]*+((?:;(?:[^":;]++|"[^"]*+"|")*+)*+):""",
)
_PARAM = re.compile(r""";((?:[^";]++|"[^"]*+"|")*+)""")
_PARAM_VALUE = re.compile(r"""("[^"]*+"|[^",]++)""")
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT"})
_PLACES = frozenset({"INLINE", "URL", "CID", "CONTENT-ID"})
_SOFT = re.compile(rb"QUOTED-PRINTABLE", re.IGNORECASE)
_IN_BASE64 = re.compile(rb"[;=](?:BASE64|B)\b[^:]*:", re.IGNORECASE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+\Z")
_BEGIN = re.compile(rb"BEGIN[ \t]*:[ \t]*VCARD[ \t]*\Z", re.IGNORECASE)
_END = re.compile(rb"END[ \t]*:[ \t]*VCARD[ \t]*\Z", re.IGNORECASE)
_AGENT = re.compile(rb"(?:[A-Z0-9-]+\.)?AGENT\b[^:]*:[ \t]*\Z", re.IGNORECASE)

Decode = Callable[[bytes, str], str]
"""Text from octets and the charset that a line names, "" if it names none."""


class Param(NamedTuple):
    """One value of a parameter; `TYPE=home,work` are two. The name is in capitals."""

    name: str
    value: str


class Line(NamedTuple):
    """A content line; `make_line` makes one.

    Attributes:
        name: in capitals.
        title: the name as it is written.
        value: as RFC 6350 writes it: `\\n` is a line end, `\\,` a comma.
        group: what stands before the name, such as `item1`, or "".
        params: without ENCODING and CHARSET of text that is decoded.
        number: of its first line in the file, from 1; 0 if it is from no file.
        lost: how many octets were no letters of the charset.
    """

    name: str
    title: str
    value: str
    group: str = ""
    params: tuple[Param, ...] = ()
    number: int = 0
    lost: int = 0

    def get(self, name: str) -> list[str]:
        """Return the values of a parameter."""
        return [param.value for param in self.params if param.name == name]

    @property
    def types(self) -> frozenset[str]:
        """The types, in small letters."""
        if not self.params:
            return _NONE
        return frozenset(value.lower() for value in self.get("TYPE"))


_NONE: frozenset[str] = frozenset()


def make_line(
    title: str, value: str, *, group: str = "", params: tuple[Param, ...] = (), number: int = 0
) -> Line:
    """Return a line."""
    return Line(title.upper(), title, value, group, params, number)


class CardError(Exception):
    """A card that cannot be read.

    Attributes:
        line: where.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class RawLine(NamedTuple):
    """An unfolded line of a file, and the number of its first line there."""

    number: int
    data: bytes


class RawCard(NamedTuple):
    """The unfolded lines of a card, without BEGIN and END.

    Attributes:
        line: of its BEGIN.
        error: why it cannot be read, or None.
    """

    line: int
    lines: list[RawLine]
    error: CardError | None = None


def split_cards(physical: Iterable[bytes]) -> Iterator[RawCard]:
    """Yield the cards among the lines of a file; what stands between cards is no card.

    A card within a card (`AGENT`) is the value of that line.
    """
    begun, inside, stray = 0, 0, False
    lines: list[RawLine] = []
    for number, data in _unfold(physical):
        if _BEGIN.match(data):
            if begun and lines and _AGENT.match(lines[-1].data):
                inside += 1
            elif begun and not inside:
                yield RawCard(begun, lines, CardError(begun, _UNCLOSED))
                begun, lines = number, []
                continue
            if not inside:
                begun, lines = number, []
                continue
        if not begun:
            if data.strip() and not stray:
                yield RawCard(number, [], CardError(number, _outside(data)))
                stray = True
            continue
        stray = False
        if inside:
            before = lines[-1]
            lines[-1] = RawLine(before.number, before.data + _within(data))
            inside -= bool(_END.match(data))
        elif _END.match(data):
            yield RawCard(begun, lines)
            begun, lines = 0, []
        elif data.strip():
            lines.append(RawLine(number, data))
    if begun:
        yield RawCard(begun, lines, CardError(begun, _UNCLOSED))


_UNCLOSED = "the card has no END:VCARD; is the file cut off here?"


def _outside(data: bytes) -> str:
    return f"'{_shown(data)}' stands outside of a card; a card begins with BEGIN:VCARD"


def _shown(data: bytes) -> str:
    text = "".join(c if c.isprintable() else " " for c in data[:200].decode("utf-8", "replace"))
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _within(data: bytes) -> bytes:
    """Return a line of a card within a card, as a part of a text."""
    escaped = data.replace(b"\\", b"\\\\").replace(b",", b"\\,").replace(b";", b"\\;")
    return escaped + b"\\n"


def _unfold(physical: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield unfolded lines with the numbers of their first lines."""
    parts: list[bytes] = []
    start = 0
    soft = base64 = False
    for number, line in enumerate(physical, 1):
        line = line.rstrip(b"\r\n")
        if parts:
            if line[:1] in b" \t" and line:
                # Some programs break the lines of quoted-printable twice.
                if soft and parts[-1].endswith(b"="):
                    parts[-1] = parts[-1][:-1]
                parts.append(line[1:])
                continue
            if soft and parts[-1].endswith(b"=") and not _END.match(line):
                parts[-1] = parts[-1][:-1]
                parts.append(line)
                continue
            if base64 and _BASE64.match(line):
                parts.append(line)
                continue
            yield start, b"".join(parts) if len(parts) > 1 else parts[0]
        if not line:
            parts = []
            continue
        parts, start = [line], number
        head = line[:200] if len(line) > 200 else line
        soft = base64 = False
        if b";" in head:
            soft = _SOFT.search(head) is not None
            base64 = _IN_BASE64.search(head) is not None
    if parts:
        yield start, b"".join(parts)


def parse_card(card: RawCard, decode: Decode) -> list[Line]:
    """Return the lines of a card.

    Raises:
        CardError: a line is none.
    """
    if card.error:
        raise card.error
    return [parse_line(raw, decode) for raw in card.lines]


def parse_line(raw: RawLine, decode: Decode) -> Line:
    """Split a line, and decode its value.

    Raises:
        CardError: it is no line of a card.
    """
    try:
        text, lost = raw.data.decode(), 0
    except UnicodeDecodeError:
        text, lost = _decode_odd(raw.data, decode)
    if "\x00" in text:
        text = text.replace("\x00", "")
    match = _HEAD.match(text) or _HEAD.match(text.lstrip())
    if match is None:
        message = f"'{_shown(raw.data)}' is no line of a card; one is written NAME:VALUE"
        raise CardError(raw.number, message)
    group, title, params, value = match[1] or "", match[2], match[3], match.string[match.end() :]
    made = _params(params) if params else ()
    line = Line(title.upper(), title, value, group, made, raw.number, lost)
    if made and any(param.name in ("ENCODING", "CHARSET") for param in made):
        return _decoded(line, decode)
    return line


def _decode_odd(data: bytes, decode: Decode) -> tuple[str, int]:
    """Decode a line that is no UTF-8, by the charset that it names or by that of the file."""
    head = data.partition(b":")[0].decode("ascii", "replace")
    match = re.search(r"CHARSET=\"?([\w.:-]+)", head, re.IGNORECASE)
    text = decode(data, match[1] if match else "")
    return text, text.count("\ufffd")


def _params(text: str) -> tuple[Param, ...]:
    found: list[Param] = []
    for part in _PARAM.findall(text):
        name, equals, value = part.partition("=")
        name = name.strip().upper()
        if not equals:
            # vCard 2.1 writes only the value.
            word = part.strip().strip('"')
            upper = word.upper()
            kind = "ENCODING" if upper in _ENCODINGS else "VALUE" if upper in _PLACES else "TYPE"
            if word:
                found.append(Param(kind, word))
            continue
        if '"' not in value and "," not in value and "^" not in value:
            found.append(Param(name, value.strip()))
            continue
        for item in _PARAM_VALUE.findall(value):
            item = item.strip()
            quoted = len(item) > 1 and item[0] == item[-1] == '"'
            plain = item[1:-1] if quoted else item
            plain = _CARET.sub(lambda m: _CARETS[m[1]], plain) if "^" in plain else plain
            # `TYPE="work,voice"` is written for two types, in RFC 6350 itself.
            parts = plain.split(",") if quoted and name == "TYPE" else [plain]
            found += [Param(name, one) for one in parts]
    return tuple(found)


def _decoded(line: Line, decode: Decode) -> Line:
    """Return a line without the encoding of vCard 2.1; Base64 stays as it is."""
    encoding = next(iter(line.get("ENCODING")), "").upper()
    if encoding in ("B", "BASE64"):
        return line._replace(value="".join(line.value.split()))
    charset = next(iter(line.get("CHARSET")), "")
    params = tuple(p for p in line.params if p.name not in ("ENCODING", "CHARSET"))
    if encoding != "QUOTED-PRINTABLE":
        return line._replace(params=params)
    # Octets beyond ASCII have no place in quoted-printable, but some programs write them.
    data = binascii.a2b_qp(line.value.encode("utf-8", "surrogateescape"))
    try:
        text, lost = data.decode(), 0
        if charset and charset.upper() not in ("UTF-8", "UTF8", "US-ASCII", "ASCII"):
            text = decode(data, charset)
            lost = text.count("\ufffd")
    except UnicodeDecodeError:
        text = decode(data, charset)
        lost = text.count("\ufffd")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return line._replace(params=params, value=text.replace("\n", "\\n"), lost=line.lost + lost)


# ---------------------------------------------------------------- values

_ESCAPED = re.compile(r'\\([\\,;:"nN])')
_PART = {
    ";": re.compile(r"(?:[^;\\]++|\\.|\\\Z)*+", re.DOTALL),
    ",": re.compile(r"(?:[^,\\]++|\\.|\\\Z)*+", re.DOTALL),
}


def unescape(value: str) -> str:
    r"""Return a text value as it is meant: `\n` is a line end, `\,` a comma.

    Google also writes `\:` and `\"`. Any other backslash is one.
    """
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def split_value(value: str, at: str) -> list[str]:
    """Split a value at its semicolons or commas; the parts are unescaped."""
    if at not in value:
        return [unescape(value)]
    if "\\" not in value:
        return value.split(at)
    parts, begin = [], 0
    while True:
        match = _PART[at].match(value, begin)
        end = match.end() if match else len(value)
        parts.append(unescape(value[begin:end]))
        if end >= len(value):
            return parts
        begin = end + 1
