"""A person as a card shows them: what a card and a note have in common.

The one rule: whatever is here stands in a note too; what only a card has stays a line of the card.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from hobnob.importers.vcard.cards import Card
from hobnob.importers.vcard.lexer import Line, split_value, unescape
from hobnob.importers.vcard.properties import Claim, claims_of, one_line
from hobnob.name_forms import LONGEST, is_unspaced, split_titles

LARGEST_PHOTO = 5_000_000
"""The most octets of a picture that is saved."""
_KINDS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_WEBP = re.compile(rb"RIFF.{4}WEBP", re.DOTALL)
_DATA = re.compile(r"data:[^,;]*(?:;[^,;]*)*?(;base64)?,", re.IGNORECASE)
_MARKS = re.compile(r"[\[\]|]")
_WORD = re.compile(r"\w+")
_GENERATION = re.compile(r"(?:jn?r|sn?r|junior|senior|I{2,3}|IV)\.?\Z", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A person.

    Attributes:
        roles: pairs of organization and title, the present ones, the first in the note first.
        dates: pairs of a day and what it is.
        relations: pairs of a name and what they are.
        text: what the card says in words, as plain text.
        uid: what identifies the card for good.
        photo: the octets of a picture.
        photo_type: its file ending.
    """

    name: str
    prefix: str = ""
    suffix: str = ""
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    birthday: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    location: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    text: str = ""
    private: bool = False
    uid: str = ""
    photo: bytes = b""
    photo_type: str = ""

    @property
    def shown(self) -> str:
        """The name with what stands before and behind it."""
        name = " ".join(filter(None, (self.prefix, self.name)))
        between = " " if _GENERATION.match(self.suffix) else ", "
        return f"{name}{between}{self.suffix}" if self.suffix else name

    @property
    def parts(self) -> tuple[str, str, str]:
        """The family name, the given names, and the suffix with `Jr.`, as a card has them.

        A name does not say where the family name begins; it is taken to be the last word, with the
        small words before it, or the first in a script without spaces.
        """
        words = self.name.split()
        suffix = self.suffix
        if len(words) > 2 and _GENERATION.match(words[-1]):
            suffix = ", ".join(filter(None, (words.pop(), suffix)))
        if len(words) < 2:
            return "", " ".join(words), suffix
        if is_unspaced(words[0][0]):
            return words[0], " ".join(words[1:]), suffix
        begin = len(words) - 1
        while begin > 1 and words[begin - 1].islower():
            begin -= 1
        return " ".join(words[begin:]), " ".join(words[:begin]), suffix


def read_contact(card: Card) -> tuple[Contact, tuple[tuple[Line, tuple[Claim, ...]], ...]]:
    """Return the person of a card, and what each line says; the name may be ""."""
    read = tuple((line, claims_of(line, card)) for line in card.lines)
    values: dict[str, dict[str, None]] = {}
    pairs: dict[str, dict[tuple[str, str], None]] = {"date": {}, "relation": {}}
    ranks = [_preference(line) if line.params else _LAST for line, _ in read]
    preferred: Iterable[tuple[Line, tuple[Claim, ...]]] = read
    if any(rank != _LAST for rank in ranks):
        preferred = [read[at] for at in sorted(range(len(read)), key=ranks.__getitem__)]
    for _, claims in preferred:
        for key, value, more in claims:
            if key in pairs:
                pairs[key][value, more] = None
            else:
                values.setdefault(key, {})[value] = None
    name, prefix, suffix = read_name(card)

    def several(key: str) -> tuple[str, ...]:
        return tuple(values.get(key, ()))

    def one(key: str) -> str:
        return next(iter(values.get(key, ())), "")

    orgs, titles = several("org"), several("title")
    roles = tuple(
        (orgs[at] if at < len(orgs) else "", titles[at] if at < len(titles) else "")
        for at in range(max(len(orgs), len(titles)))
    )
    return Contact(
        name=name, prefix=prefix, suffix=suffix,
        aliases=tuple(alias for alias in several("aliases") if alias != name),
        emails=several("emails"), phones=several("phones"), links=several("links"),
        birthday=one("birthday"), dates=tuple(pairs["date"]), location=one("location"),
        roles=roles, tags=several("tags"), relations=tuple(pairs["relation"]),
        text="\n\n".join(several("text")), private=bool(one("private")), uid=one("source"),
    ), read  # fmt: skip


def _preference(line: Line) -> int:
    """Return the place of a line: 1 is the most preferred (RFC 6350, section 5.3)."""
    for name, value in line.params:
        if name == "TYPE" and value.lower() == "pref":
            return 1
        if name == "PREF" and value.isdecimal():
            return min(int(value[:4]), 100)
    return _LAST


_LAST = 101


# ---------------------------------------------------------------- names


def read_name(card: Card) -> tuple[str, str, str]:
    """Return the name of a card, and what stands before and behind it; "" if it has none.

    Links use brackets and bars, so no name has them. A name is cut where it is longer than one.
    """
    name, prefix, suffix = _read_name(card)
    name, prefix, suffix = (" ".join(_MARKS.sub(" ", x).split()) for x in (name, prefix, suffix))
    if len(name) > LONGEST:
        name = name[:LONGEST].rpartition(" ")[0] or name[:LONGEST]
    return name, prefix[:LONGEST], suffix[:LONGEST]


def _read_name(card: Card) -> tuple[str, str, str]:
    given = card.firsts.get("N")
    family, first, middle, prefix, suffix = name_parts(given) if given else ("",) * 5
    whole = one_line(card.first("FN"))
    composed = " ".join(filter(None, (first, middle, family)))
    if first and family and is_unspaced(family[0]):
        composed = f"{family} {first}"
    if not whole:
        return composed, prefix, suffix
    name = without(whole, prefix, suffix)
    if "," in name and name.replace(",", " ").split() == [*family.split(), *first.split()]:
        name = f"{first} {family}"
    if not (prefix or suffix):
        prefix, plain, suffix = split_titles(name)
        return (plain, prefix, suffix) if plain else (name, "", "")
    return name, prefix, suffix


def name_parts(line: Line) -> tuple[str, str, str, str, str]:
    """Return family name, given name, other names, prefix and suffix of a line `N`."""
    parts = [
        " ".join(one_line(piece) for piece in part.split("\n"))
        for part in split_value(line.value, ";")
    ]
    family, given, middle, prefix, suffix = (*parts, *[""] * 5)[:5]
    return (one_line(family), one_line(given), _listed(middle), _listed(prefix), _listed(suffix))


def _listed(text: str) -> str:
    return one_line(re.sub(r"\s*,\s*", ", ", text)).strip(", ")


def without(whole: str, prefix: str, suffix: str) -> str:
    """Return a name without a prefix and a suffix that it has."""
    name = whole
    if prefix and name.lower().startswith(f"{prefix.lower()} "):
        name = name[len(prefix) :].strip()
    if suffix and name.lower().endswith(suffix.lower()) and len(name) > len(suffix):
        rest = name[: -len(suffix)]
        name = rest.rstrip(" ,") if rest[-1] in " ," else name
    return name or whole


def words_in(text: str) -> set[str]:
    """Return the words of a name."""
    return set(_WORD.findall(text))


# ---------------------------------------------------------------- pictures


def is_inline(line: Line) -> bool:
    """Return whether a line holds a picture itself, and no address of one."""
    encoding = [value.upper() for value in line.get("ENCODING")]
    return "B" in encoding or "BASE64" in encoding or line.value[:5].lower() == "data:"


def read_photo(line: Line) -> tuple[bytes, str]:
    """Return a picture and its file ending, by its content; nothing for what is none."""
    if len(line.value) > LARGEST_PHOTO * 3 // 2:
        return b"", ""
    value = unescape(line.value)
    try:
        if match := _DATA.match(value):
            body = unquote_to_bytes(value[match.end() :])
            data = base64.b64decode(body) if match[1] else body
        else:
            # A picture that was cut off may still be seen.
            data = base64.b64decode(value[: len(value) // 4 * 4])
    except (binascii.Error, ValueError):
        return b"", ""
    if len(data) > LARGEST_PHOTO:
        return b"", ""
    ending = picture_type(data)
    return (data, ending) if ending else (b"", "")


def picture_type(data: bytes) -> str:
    """Return the file ending of a picture by its content, "" for what is none."""
    if _WEBP.match(data):
        return "webp"
    return next((ending for begin, ending in _KINDS if data.startswith(begin)), "")
