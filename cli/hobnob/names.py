"""How names are compared: case, diacritics, hyphens and link syntax make no difference.

The one rule: two spellings of the same name fold to the same text. The index, the references and
the search use the same `fold`; the script of the site's search does the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

WIKILINK = re.compile(r"\[\[([^\[\]\n|]+?)(?:\\?\|([^\[\]\n]*))?\]\]")
"""A wikilink: its target, and its text if it has one; in a table the bar is escaped."""

SUFFIX = r"\.(?:md|markdown|mdown|mkdn|mkd)"
"""The pattern of the end of the name of a Markdown file, to be read without case."""
NOTE_SUFFIX = re.compile(rf"{SUFFIX}\Z", re.IGNORECASE)
"""The end of the name of a Markdown file: all that MkDocs knows, in capitals too."""

ESCAPE = re.compile(r"""(?<![^\s(\[{<"'“‘«„*_~>])\\(?=[^\W\d_])""")
"""A backslash that says of the word behind it that it is no name; it is not part of the text.

It stands at the beginning of a word, so that `C:\\Users` keeps its own.
"""

# Letters whose mark Unicode does not separate from the letter.
_LETTERS: dict[str, str | int | None] = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ß": "ss", "’": "'", "ʼ": "'",
}  # fmt: skip


class _Plain(dict[int, str | int | None]):
    """A table for `str.translate` that drops combining marks and stores all other letters."""

    def __missing__(self, point: int) -> int | None:
        kept = None if unicodedata.combining(chr(point)) else point
        self[point] = kept
        return kept


class _Marks(dict[int, int]):
    """A table for `str.translate` that makes a letter of each mark, so that lengths stay."""

    def __missing__(self, point: int) -> int:
        made = ord("m") if unicodedata.category(chr(point))[0] == "M" else point
        self[point] = made
        return made


class _Words(dict[int, str | None]):
    """A table for `str.translate` that makes a space of each character between words."""

    def __missing__(self, point: int) -> str | None:
        # In Python's regular expressions, vowel signs are not part of a word.
        c = chr(point)
        made = c if c.isalnum() or unicodedata.category(c)[0] == "M" else " "
        self[point] = made
        return made


_PLAIN = _Plain(str.maketrans(_LETTERS))
_APART = _Words()
_SLUG_WORDS = _Words(dict.fromkeys(map(ord, "'’ʼ")))
_MARKS = _Marks()
_BREAKS = re.compile(r"[\W_]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Scripts without spaces: for the search, each character is a word.
_UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")


def fold(text: str) -> str:
    """Return text for comparison of names: lower case, without diacritics."""
    if text.isascii():
        return text.lower()
    # Letters such as Ø become lower case first, so one table is enough. The Greek iota below a
    # letter is a mark, but as lower case it would be a letter.
    plain = unicodedata.normalize("NFKD", text).replace("\u0345", "").casefold()
    return unicodedata.normalize("NFKD", plain).translate(_PLAIN)


@lru_cache(maxsize=20_000)
def name_key(text: str) -> str:
    """Return the key of a name, a slug or an address.

    A name and its slug have the same key, because only letters and digits count.
    """
    if "@" in text:
        return text.strip().lower()
    if text.isascii():
        return _BREAKS.sub(" ", text.lower().replace("'", "")).strip()
    folded = fold(slugify(text))
    if _BREAKS.search(folded) is None:
        return folded
    return " ".join(folded.translate(_APART).split())


_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe",
     "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"}
)  # fmt: skip


def spelled_key(name: str) -> str:
    """Return the `name_key` of a name as keyboards without its letters spell it.

    >>> spelled_key("Jörg Weiß"), spelled_key("Joerg Weiss"), spelled_key("Jorg Weiss")
    ('joerg weiss', 'joerg weiss', 'jorg weiss')
    """
    if name.isascii():
        return name_key(name)
    return name_key(unicodedata.normalize("NFC", name).translate(_SPELLED_OUT))


def search_text(text: str) -> str:
    """Return text as the full-text index and its queries need it: folded, words apart."""
    if text.isascii():
        return text
    return _UNSPACED.sub(r" \1 ", fold(text))


def words_of(text: str) -> list[str]:
    """Split text into the words of the search."""
    return [text[start:end] for start, end in word_spans(text, _WORD)]


def word_spans(text: str, word: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each match of a pattern for words.

    In Python's regular expressions, marks are not part of a word. Here they are, as a letter with
    its mark may be two characters.
    """
    plain = text if text.isascii() else text.translate(_MARKS)
    return (match.span() for match in word.finditer(plain))


def slugify(text: str) -> str:
    """Return the slug of a name: Unicode letters in NFC, lower case, words joined by `-`.

    Combining marks without a composed letter are kept (as in Devanagari). All other characters
    separate words. A text without any letter gives "".
    """
    if _SLUG.fullmatch(text) or _is_slug(text):
        return text
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    return unicodedata.normalize("NFC", "-".join(lowered.translate(_SLUG_WORDS).split()))


def _is_slug(text: str) -> bool:
    """Return True for a text that is its own slug; a quick test that misses some slugs."""
    return (
        unicodedata.is_normalized("NFC", text)
        and text == text.lower()
        and all(map(str.isalnum, text.split("-")))
    )


def visible(path: str) -> str:
    r"""Return a path with an escape for each sign that cannot be printed, so that it is told apart.

    >>> visible("people/a\x1bb.md"), visible("people/Zoë.md")
    ('people/a\\x1bb.md', 'people/Zoë.md')
    """
    if path.isprintable():
        return path
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in path
    )


def is_note_name(name: str) -> bool:
    """Return whether a file name or a path is that of a Markdown file, so of a note or a page.

    >>> is_note_name("people/ada.MD"), is_note_name("ada.markdown"), is_note_name("ada.png")
    (True, True, False)
    """
    return NOTE_SUFFIX.search(name) is not None


def link_target(text: str) -> str:
    """Return the target of a reference, also of a wikilink or a path.

    >>> link_target("[[people/grace-hopper#notes|Grace]]")
    'grace-hopper'
    """
    inner = text.strip()
    if inner.startswith("[[") and inner.endswith("]]"):
        inner = inner[2:-2].split("|", 1)[0].split("#", 1)[0]
        inner = inner.rsplit("/", 1)[-1].strip()
        inner = NOTE_SUFFIX.sub("", inner)
    return inner


_PICTURES = frozenset(("png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp"))


def is_picture(path: str) -> bool:
    """Return whether a path or the target of a link is that of a picture, by its ending."""
    return path.rpartition(".")[2].lower() in _PICTURES


_PHOTO = re.compile(r"photos/[^/]+\.(?:jpe?g|png|gif|webp)\Z")


def is_photo(path: str) -> bool:
    """Return whether a path below the notes is that of a photo that an import may write.

    >>> is_photo("photos/ada.jpg"), is_photo("photos/ada.svg"), is_photo("people/ada.jpg")
    (True, False, False)
    """
    return _PHOTO.match(path) is not None


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the known names with the most similar spelling, the best first."""
    import difflib

    wanted = name_key(name)
    keys = {name_key(k): k for k in known}
    found = difflib.get_close_matches(wanted, keys, n=count, cutoff=0.6)
    return [keys[key] for key in found]
