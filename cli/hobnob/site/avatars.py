"""Monograms for people without a photo.

The one rule: the same slug always has the same tint, so that you know people by their colour.
"""

from __future__ import annotations

import re
import unicodedata
import zlib

TINTS = 8
"""The number of tints in the style sheet: `hb-av--0` to `hb-av--7`."""

_PARTICLES = frozenset(
    {"de", "del", "della", "der", "di", "du", "la", "le", "van", "von", "y", "zu"}
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})


def monogram(name: str) -> str:
    """Return the initials of first and last name, or the first character of an unspaced script."""
    words: list[str] = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", name))
    words = [word for word in words if word.lower() not in _SUFFIXES] or words
    if not words:
        return name.strip()[:1] or "?"
    if _is_unspaced(words[0][0]):
        return words[0][0]
    names = [word for word in words if word not in _PARTICLES] or words
    return (names[0][0] + (names[-1][0] if len(names) > 1 else "")).upper()


def tint(slug: str) -> int:
    """Return the number of a slug's tint."""
    return zlib.crc32(slug.encode()) % TINTS


def _is_unspaced(letter: str) -> bool:
    """Say whether a character is of a script that writes names without a space."""
    return unicodedata.name(letter, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))
