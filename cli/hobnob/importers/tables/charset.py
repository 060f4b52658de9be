"""The character set of a table: its byte-order mark, else UTF-8, else the likeliest one.

The one rule: a guess is said. UTF-8 proves itself, and so does a mark; all others are guessed from
the bytes, and whoever reads the table learns which one it was.
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte-order marks; that of UTF-32 begins with that of UTF-16."""
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "mac_roman", "cp850")
"""The Latin character sets that spreadsheets have written. Where several fit, the first does: short
names say too little to tell them apart."""
_OLD = (
    *_LATIN, "cp1251", "cp1253", "cp1255", "cp1256", "cp932", "gb18030", "big5", "cp949", "euc_jp",
    "koi8_r",
)  # fmt: skip
_MESS = 0.02
"""How much more unlikely than the likeliest a character set may be, on the scale of the library;
for the first, which most files have, ten times as much."""
_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32",
          "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp932": "Shift JIS",
          "mac_roman": "Mac Roman",
          "gb18030": "GB 18030", "cp949": "Korean (cp949)", "big5": "Big5", "euc_jp": "EUC-JP",
          "koi8_r": "KOI8-R", "cp850": "DOS (cp850)"}  # fmt: skip
_BLOCK = 1 << 16
_SAMPLE = 1 << 15
"""Bytes around letters outside of ASCII that are enough for a guess."""
_SIGNS = frozenset("‘’“”„«»–—…°®™€·ºª´§¿¡\xa0")
"""Signs outside of ASCII that stand in names and notes."""

_USUAL = frozenset("äöüßéèêëàâáãåæçíìîïñóòôõøœúùûÄÖÜÉÈÊÀÂÁÃÅÆÇÍÎÑÓÔÕØŒÚÛ")
"""Letters outside of ASCII that are usual in western Europe."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Charset:
    """A character set.

    Attributes:
        codec: its name for Python.
        name: its name for people.
        certain: whether the file proves it; else it is a guess.
    """

    codec: str
    name: str
    certain: bool = True

    @property
    def is_wide(self) -> bool:
        """Whether each character has two bytes or four."""
        return self.codec.startswith(("utf-16", "utf-32"))


def find_charset(stream: BinaryIO) -> Charset:
    """Return the character set of a file, read from its beginning."""
    stream.seek(0)
    start = stream.read(4096)
    for mark, codec in MARKS:
        if start.startswith(mark):
            return _charset(codec)
    if wide := _without_mark(start):
        return _charset(wide)
    stream.seek(0)
    strict = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := stream.read(_BLOCK):
            strict.decode(block)
        strict.decode(b"", final=True)
    except UnicodeDecodeError:
        stream.seek(0)
        return _guess(stream)
    return _charset("utf-8")


def _charset(codec: str, *, certain: bool = True) -> Charset:
    name = _NAMES.get(codec) or codec.replace("cp", "Windows-")
    return Charset(codec=codec, name=name, certain=certain)


def _without_mark(start: bytes) -> str:
    """Return which UTF-16 some text without a mark is in, or "": every other byte is 0."""
    half = len(start) // 2
    if half < 4:
        return ""
    if start[1::2].count(0) > half * 0.6 and start[::2].count(0) < half * 0.05:
        return "utf-16-le"
    if start[::2].count(0) > half * 0.6 and start[1::2].count(0) < half * 0.05:
        return "utf-16-be"
    return ""


def _guess(stream: BinaryIO) -> Charset:
    """Return the likeliest character set of bytes that are not all UTF-8."""
    sample = b""
    good = bad = 0
    while len(sample) < _SAMPLE and (line := stream.readline(_BLOCK)):
        if line.isascii() and sample:
            continue
        sample += line
        text = line.decode("utf-8", "surrogateescape")
        bad += sum("\udc80" <= c <= "\udcff" for c in text)
        good += sum(c >= "\x80" and not "\udc80" <= c <= "\udcff" for c in text)
    # Much of UTF-8 never stands in another text by chance: the other bytes are damage.
    if good > 4 * bad:
        return _charset("utf-8")
    if _is_western(sample):
        return _charset(_LATIN[0], certain=False)
    from charset_normalizer import from_bytes

    found = from_bytes(sample[:_SAMPLE], cp_isolation=list(_OLD))
    cleanest = min((match.chaos for match in found), default=0.0)
    fitting = {
        codec
        for match in found
        for codec in match.could_be_from_charset
        if match.chaos <= cleanest + (_MESS if codec != _LATIN[0] else 10 * _MESS)
    }
    for codec in _LATIN:
        if codec in fitting and _is_latin(sample, codec):
            return _charset(codec, certain=False)
    best = found.best()
    return _charset(best.encoding if best else "cp1252", certain=False)


def _is_western(sample: bytes) -> bool:
    """Return whether bytes are Windows-1252 by all they show.

    Few letters are outside of ASCII, and each of them is usual in western Europe.
    """
    try:
        text = sample.decode(_LATIN[0])
    except UnicodeDecodeError:
        return False
    others = [c for c in text if c > "\x7f" and c not in _SIGNS]
    plain = sum(c.isascii() and c.isalpha() for c in text)
    return _USUAL.issuperset(others) and len(others) <= plain and _is_latin(sample, _LATIN[0])


def _is_latin(sample: bytes, codec: str) -> bool:
    """Return whether bytes give words of Latin letters: letters in words, and signs between."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return False
    others = [at for at, c in enumerate(text) if c > "\x7f" and c not in _SIGNS]
    letters = [at for at in others if unicodedata.category(text[at])[0] == "L"]
    # A word of another script is a row of such letters.
    alone = [
        at for at in letters if not (text[at - 1 : at] > "\x7f" and text[at + 1 : at + 2] > "\x7f")
    ]
    # A capital or an opening quote within a word is a letter of another set.
    odd = [
        at for at, c in enumerate(text)
        if c > "\x7f" and (c.isupper() or c == "‘") and text[at - 1 : at].islower()
    ]  # fmt: skip
    return (
        len(letters) == len(others)
        and len(alone) >= 0.3 * len(letters)
        and len(odd) <= 0.1 * len(letters)
    )
