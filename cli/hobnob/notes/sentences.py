"""Where the sentences of a plain text end.

The one rule: in doubt a sentence goes on. Half a sentence says something else than its writer;
two sentences say only more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hobnob.names import WIKILINK

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？｡]+")
_LAST_WORD = re.compile(r"[\w.-]*\Z")
_LONGEST_WORD = 12
_LONGEST_QUOTE = 1_000
_BRACKETS = tuple(zip("「『（〈《【［", "」』）〉》】］", strict=True))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# English, then German.
_ABBREVIATIONS = _words(
    "approx. ca. cf. dept. dr. e.g. est. ext. gen. gov. i.e. mr. mrs. ms. mt. mx. prof. "
    "rev. sen. sgt. st. viz. vs. bspw. bzgl. bzw. d.h. evtl. fr. geb. ggf. hr. inkl. sog. "
    "tel. u.a. v.a. vgl. z.b. z.t. zzgl."
)
_AT_THE_END_TOO = _words("a.m. co. corp. etc. inc. jr. ltd. p.m. ph.d. sr. str. u.k. u.s. usw.")
"""Abbreviations that also stand last in a sentence: before a capital, they end it."""
_BEFORE_NUMBERS = _words("fig. max. min. no. nr. p. pp. vol.")
_MONTH = re.compile(r"\s+(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)\w*\b", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}\.")
_LETTER = re.compile(r"\s+[^\w\s]*[^\W\d_]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_QUOTES = "\"'”’»)]"


def sentence_ends(text: str) -> Iterator[int]:
    """Yield the positions behind the sentences of a text, but for the last one.

    Nothing ends inside quotation marks or in the text of a link. A full stop after an abbreviation,
    an initial or the day of a German date ends none. The stops of Chinese and Japanese need no
    blank; inside their brackets they end none.
    """
    if "[[" in text:
        text = WIKILINK.sub(lambda link: "x" * len(link[0]), text)
    begun, last = 0, len(text.rstrip())
    for match in _END.finditer(text):
        start, end = match.span()
        if end >= last:
            return
        if match[0][0] in "。！？｡":
            goes_on = _is_bracketed(text, begun, end)
        else:
            goes_on = _is_quoted(text, begun, end) or not _ends(text, begun, start, end)
        if not goes_on:
            begun = end
            yield end


def _ends(text: str, begun: int, start: int, end: int) -> bool:
    """Return whether a stop with a blank behind it ends the sentence that has begun."""
    letter = _LETTER.match(text, end)
    is_small = letter is not None and letter[0][-1].islower()
    stop = text[start:end]
    if is_small and (stop[-1] in _QUOTES or stop.startswith(("…", ".."))):
        return False
    if stop[0] != "." or stop.startswith(".."):
        return True
    found = _LAST_WORD.search(text[max(begun, start - _LONGEST_WORD) : start])
    word = f"{found[0].lower()}." if found else ""
    if word in _AT_THE_END_TOO:
        return not is_small
    if word in _BEFORE_NUMBERS:
        return not text[end : end + 2].strip().isdecimal()
    if word in _ABBREVIATIONS or (_INITIALS.fullmatch(word) and word != "i."):
        return False
    return not (_DAY.fullmatch(word) and _MONTH.match(text, end))


def _is_quoted(text: str, begun: int, end: int) -> bool:
    """Return whether a place is inside quotation marks that close again."""
    if text.count('"', begun, end) % 2 == 1 and '"' in text[end : end + _LONGEST_QUOTE]:
        return True
    opened = text.count("“", begun, end) > text.count("”", begun, end)
    return opened and "”" in text[end : end + _LONGEST_QUOTE]


def _is_bracketed(text: str, begun: int, end: int) -> bool:
    """Return whether a place is inside brackets of Chinese and Japanese that close again."""
    return any(
        text.count(opening, begun, end) > text.count(closing, begun, end)
        and closing in text[end : end + _LONGEST_QUOTE]
        for opening, closing in _BRACKETS
    )


def around(text: str, start: int, end: int, length: int) -> str:
    """Return so much of a text around a place in it, cut between words, with `…` where it is cut.

    Args:
        text: the text.
        start: where the place begins; it is never cut.
        end: where it ends.
        length: about how many characters.
    """
    if len(text) <= length:
        return text
    room = max(length - (end - start), 0)
    first = max(min(start - room // 2, len(text) - length), 0)
    last = min(max(first + length, end), len(text))
    if first:
        blank = text.find(" ", first, start)
        first = blank + 1 if blank >= 0 else first
    if last < len(text):
        blank = text.rfind(" ", end, last)
        last = blank if blank >= 0 else last
    lead, tail = "… " if first else "", " …" if last < len(text) else ""
    return f"{lead}{text[first:last].strip()}{tail}"
