"""The octets of a file as lines of text: which charset it is written in.

The one rule: a mark at the beginning decides, then UTF-8, then what a line itself names; only what
is left is guessed, for the whole file at once, and the guess is said.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from hobnob.errors import UsageError
from hobnob.importers.tables.charset import MARKS, find_charset
from hobnob.importers.vcard.lexer import LONGEST


def wide_charset(start: bytes) -> str:
    """Return the charset of a file that is not written in single octets, else ""."""
    for mark, charset in MARKS:
        if start.startswith(mark):
            return "" if charset == "utf-8-sig" else charset
    # The first letters of a card are ASCII.
    if start[:1] == b"\0" and start[1:2] not in (b"", b"\0"):
        return "utf-16-be"
    return "utf-16-le" if start[1:2] == b"\0" and start[:1] not in (b"", b"\0") else ""


def first_text(start: bytes) -> str:
    """Return how a file begins, as text."""
    charset = wide_charset(start)
    if charset:
        return start[: len(start) // 4 * 4].decode(charset, "replace").lstrip("\ufeff")
    return start.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, in UTF-8 wherever its charset is certain.

    Raises:
        UsageError: it cannot be read, or is no text.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4096)
            file.seek(0)
            if charset := wide_charset(start):
                yield from _wide_lines(file, charset, path)
            elif b"\n" not in start and b"\r" in start:
                yield from file.read().removeprefix(codecs.BOM_UTF8).split(b"\r")
            else:
                file.seek(len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0)
                while line := file.readline(LONGEST):
                    if len(line) == LONGEST:
                        raise UsageError(f"{path.name}: a line is longer than {LONGEST:,} octets")
                    yield line
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None


def _wide_lines(file: BinaryIO, charset: str, path: Path) -> Iterator[bytes]:
    with io.TextIOWrapper(file, encoding=charset, errors="replace", newline="") as text:
        while line := text.readline(LONGEST):
            if len(line) == LONGEST:
                raise UsageError(f"{path.name}: a line is longer than {LONGEST:,} letters")
            yield line.removeprefix("\ufeff").encode("utf-8", "replace")


class Decoder:
    """Decodes what is no UTF-8.

    Attributes:
        guessed: the name of the charset that was guessed for a file, "" if there was no need.
    """

    def __init__(self, path: Path) -> None:
        """Decode lines of a file."""
        self._path = path
        self._codec = ""
        self.guessed = ""

    def __call__(self, data: bytes, charset: str) -> str:
        """Return octets as text; what is no letter becomes a replacement character."""
        if charset and charset.upper() not in ("UTF-8", "UTF8"):
            try:
                return data.decode(_web_charset(charset), "replace")
            except LookupError:
                # A charset that nobody knows is as good as none.
                pass
        elif charset:
            return data.decode("utf-8", "replace")
        if not self._codec:
            with self._path.open("rb") as file:
                found = find_charset(file)
            self._codec, self.guessed = found.codec, found.name
        return data.decode(self._codec, "replace")


def _web_charset(charset: str) -> str:
    """Return a charset as programs mean it: ISO-8859-1 is Windows-1252 (WHATWG Encoding)."""
    name = codecs.lookup(charset).name
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    # Codecs such as `zip` make no text.
    return name if codecs.lookup(name)._is_text_encoding else "cp1252"
