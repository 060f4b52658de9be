"""The lines of a table's file, as text.

The one rule: no line, and no row of many lines, fills the memory. Bytes that are not of the
character set are noticed, never replaced in silence.
"""

from __future__ import annotations

import io
import re
from collections.abc import Generator
from typing import BinaryIO

from hobnob.errors import UsageError
from hobnob.importers.tables.charset import Charset

LONGEST_ROW = 4_000_000
"""The most characters of a row; this bounds the memory for one."""
SAMPLE = 200
"""Lines from which separator and titles are found."""
_ESCAPED = re.compile("[\ud800-\udfff]")
_REPLACED = re.compile("\ufffd")


class Lines:
    """The lines of a file as text; none fills the memory, and lines can be given back.

    Attributes:
        number: of the last line.
        row: the lines since the beginning of the row.
        is_damaged: whether one of them has bytes that are not of the character set.
    """

    def __init__(self, stream: BinaryIO, charset: Charset, name: str) -> None:
        self._stream = stream
        self._charset = charset
        self._name = name
        self.rewind()

    def sample(self) -> list[str]:
        """Return the first lines."""
        found: list[str] = []
        size = 0
        for line in self:
            found.append(line)
            size += len(line)
            if len(found) >= SAMPLE or size >= LONGEST_ROW:
                break
            self.begin_row()
        self.close()
        self.rewind()
        return found

    def begin_row(self) -> None:
        """Begin to count for a row."""
        self.row: list[str] = []
        self._size = 0
        self.is_damaged = False

    def give_back(self, lines: list[str]) -> None:
        """Let the next lines be these, which were the last ones."""
        self._back += reversed(lines)
        self.number -= len(lines)

    def rewind(self) -> None:
        """Begin again with the first line."""
        self.number = 0
        self._back: list[str] = []
        self.begin_row()
        self._left = self._text()

    def close(self) -> None:
        """Leave the stream open for others."""
        self._left.close()

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._left)
        self.number += 1
        self.row.append(line)
        self._size += len(line)
        if self._size >= LONGEST_ROW:
            raise UsageError(
                f"{self._name}:{self.number}: a row has more than {LONGEST_ROW:,} characters; is "
                "a quote left open, or is this no table?"
            )
        if not line.isascii():
            damage = _REPLACED if self._charset.is_wide else _ESCAPED
            self.is_damaged = self.is_damaged or damage.search(line) is not None
        return line.replace("\0", "") if "\0" in line else line

    def _text(self) -> Generator[str, None, None]:
        self._stream.seek(0)
        # Bytes that are not of the character set stay visible, so that their rows are told.
        text = io.TextIOWrapper(
            self._stream, encoding=self._charset.codec, newline="",
            errors="replace" if self._charset.is_wide else "surrogateescape",
        )  # fmt: skip
        try:
            while line := text.readline(LONGEST_ROW):
                yield line
        finally:
            text.detach()
