"""Tables are read as they were written, whatever program wrote them."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.errors import UsageError
from hobnob.importers.tables import Table, parse_table, read_table
from tests.importers.hostile import READ_ONLY


def parse(data: bytes | str) -> Table:
    return parse_table(io.BytesIO(data.encode() if isinstance(data, str) else data), "my.csv")


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def lines(table: Table) -> list[int]:
    return [row.line for row in table.rows]


def unread(table: Table) -> list[int]:
    return [found.line for found in table.unread]


_CELL = st.text(
    st.one_of(st.sampled_from('a ,;\t|"\n\'=é1'), st.characters(codec="utf-8", exclude_categories=["C"])),
    max_size=12,
).map(str.strip)  # fmt: skip
_FILLED = _CELL.filter(bool)


@st.composite
def _written(draw: st.DrawFn) -> tuple[list[list[str]], bytes]:
    """Return rows, and the bytes of a table with them."""
    width = draw(st.integers(2, 5))
    row = st.lists(_CELL, min_size=width, max_size=width)
    rows = draw(st.lists(row.filter(any), min_size=1, max_size=6))
    delimiter = draw(st.sampled_from(",;\t|"))
    text = io.StringIO(newline="")
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    writer = csv.writer(
        text, delimiter=delimiter, lineterminator=end,
        # Before Python 3.13, csv leaves a "\n" unquoted where lines end with "\r".
        quoting=csv.QUOTE_ALL if end == "\r" or draw(st.booleans()) else csv.QUOTE_MINIMAL,
    )  # fmt: skip
    writer.writerow(f"Title{at}" for at in range(width))
    writer.writerows(rows)
    codec = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
    head = f"sep={delimiter}{end}"
    return rows, (head + text.getvalue()).encode(codec)


@given(_written())
def test_what_is_written_is_read(written: tuple[list[list[str]], bytes]) -> None:
    rows, data = written
    table = parse(data)
    assert cells(table) == [tuple(row) for row in rows]
    assert not table.unread


@given(st.lists(st.lists(st.text("abé ", max_size=9).map(str.strip), min_size=3, max_size=3).filter(any), max_size=9),
       st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "utf-16-le", "cp1252"]))  # fmt: skip
def test_separator_and_charset_are_found(rows: list[list[str]], mark: str, codec: str) -> None:
    text = "".join(mark.join(row) + "\r\n" for row in [["Name", "Ort", "E-Mail"], *rows])
    table = parse(text.encode(codec))
    assert (table.delimiter, table.titles, cells(table)) == (
        mark,
        ("Name", "Ort", "E-Mail"),
        [*map(tuple, rows)],
    )


ODD: dict[str, tuple[str | bytes, Sequence[tuple[str, ...]], Sequence[int], Sequence[int]]] = {
    # The content, the rows, the lines where they begin, the lines that could not be read.
    "cells with line ends": ('A,B\n"x\ny",1\n\nz,2\n', [("x\ny", "1"), ("z", "2")], [2, 5], []),
    "short rows": ("A,B,C\nx\ny,,\n", [("x", "", ""), ("y", "", "")], [2, 3], []),
    "a long row": ("A,B\nx,1\nMarino, Sofia,2\ny,3\n", [("x", "1"), ("y", "3")], [2, 4], [3]),
    "blanks behind a row": ("A,B\nx,1,,\ny,2, ,\n", [("x", "1"), ("y", "2")], [2, 3], []),
    "blank rows": ("A,B\n,\nx,1\n , \n\n", [("x", "1")], [3], []),
    "NULs": (b"A,B\nx\0y,1\n", [("xy", "1")], [2], []),
    "quotes after a blank": ('A, B\nx, "1, 2"\n', [("x", "1, 2")], [2], []),
    "a quote left open": ('A,B\nx,1\n"y,2\nz,3\n', [("x", "1"), ("z", "3")], [2, 4], [3]),
    "text after a quote": ('A,B\n"x"y,1\nz,3\n', [("z", "3")], [3], [2]),
    "the rest of a bad cell": ('A,B\n"a\n"b" c\nd",1\nz,3\n', [("z", "3")], [5], [2, 4]),
    "a preamble": ('Notes:\n"Some, words"\n\nA,B,C\nx,1,2\n', [("x", "1", "2")], [5], []),
    "a heading of a sheet": ("Friends;;\n;;\nA;B;C\nx;1;2\n", [("x", "1", "2")], [4], []),
    "commas in cells, semicolons between": ("A;B\nMarino, Sofia;1, 2\nb;2\n", [("Marino, Sofia", "1, 2"), ("b", "2")], [2, 3], []),
    "a byte that is not UTF-8": ("A,B\nJörg,1\nZoë,2\nÅsa,3\nSørén,4\n".encode() + b"J\xf6rg,5\n", [("Jörg", "1"), ("Zoë", "2"), ("Åsa", "3"), ("Sørén", "4")], [2, 3, 4, 5], [6]),
    "one column": ("Name\nAda Lovelace\nBob\n", [("Ada Lovelace",), ("Bob",)], [2, 3], []),
    "lone carriage returns": ("A,B\rx,1\ry,2\r", [("x", "1"), ("y", "2")], [2, 3], []),
    "line separators of Unicode": ("A,B\nx\u2028y\x85,1\n", [("x\u2028y", "1")], [2], []),
}  # fmt: skip


@pytest.mark.parametrize("oddity", ODD)
def test_odd_tables(oddity: str) -> None:
    data, rows, begin, bad = ODD[oddity]
    table = parse(data)
    assert (cells(table), lines(table), unread(table)) == ([*rows], [*begin], [*bad])


TITLES = {
    "twice": ("Phone,Phone,Phone (2)\n1,2,3\n", ("Phone", "Phone (2)", "Phone (2) (2)")),
    "none": ("Name,,Town\na,b,c\n", ("Name", "column 2", "Town")),
    "none at the end": ("Name,Town\na,b,c\nd,e,f\n", ("Name", "Town", "column 3")),
    "on two lines": ('"Name\nof all",Town\na,b\n', ("Name of all", "Town")),
    "blank at the end": ("Name,Town,,\na,b\n", ("Name", "Town")),
}


@pytest.mark.parametrize("oddity", TITLES)
def test_each_column_has_a_title_of_its_own(oddity: str) -> None:
    data, titles = TITLES[oddity]
    assert parse(data).titles == titles


LATIN = {
    "cp1252": "Name;Ort\r\nJörg Müller;Köln\r\nChloé Noël;Orléans\r\n",
    "cp1250": "Imię,Miasto\r\nŁukasz Żółć,Łódź\r\nMałgorzata Święcka,Kraków\r\n",
    "cp1251": "Имя;Город\r\nИван Петров;Москва\r\nСергей Смирнов;Самара\r\n",
    "cp932": "名前,会社\r\n中村 美咲,東京製作所\r\n山田太郎,大阪商事\r\n",
}


@pytest.mark.parametrize("codec", LATIN)
def test_an_old_charset_is_guessed_and_said(codec: str) -> None:
    table = parse(LATIN[codec].encode(codec))
    assert table.charset.codec == codec
    assert not table.charset.certain
    assert table.rows[0].cells[0] in LATIN[codec]


REFUSED = {
    "nothing": (b"", "has no row of titles"),
    "a million columns": (b"A,B\n" + b"x," * 1_000_000, "1,000,000 columns"),
    "a line without end": (b"A,B\n" + b"x" * 5_000_000, "more than 4,000,000 characters"),
    "quotes without end": (b"A,B\n" + b'"\n",' * 1_100_000, "more than 4,000,000 characters"),
    "wrong quotes in all rows": (b"A,B\n" + b'"x"y,1\n' * 2000, "cannot be read"),
    "a workbook": (b"PK\x03\x04\x14\0\0\0[Content_Types].xml xl/", "is an Excel workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "CSV UTF-8"),
    "a sheet": (b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "LibreOffice"),
    "an archive": (b"PK\x03\x04\x14\0a.txt", "zip archive"),
    "a card": (b"\xef\xbb\xbfBEGIN:VCARD\r\n", "vCard"),
    "a picture": (bytes(range(256)) * 4, "is no text"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_table_is_refused(what: str) -> None:
    data, words = REFUSED[what]
    with pytest.raises(UsageError, match=words):
        parse(data)


def test_a_file_that_is_missing_or_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read_table(tmp_path / "gone.csv")
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(100_000_001)
    with pytest.raises(UsageError, match="larger than 100 MB"):
        read_table(tmp_path / "large.csv")


def test_mutated_tables_are_read_or_refused() -> None:
    rng = random.Random(3)
    seeds = [str(data).encode() if isinstance(data, str) else data for data, *_ in ODD.values()]
    for _ in range(READ_ONLY):
        data = bytearray(rng.choice(seeds))
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(data) + 1)
            data[at : at + rng.randint(0, 3)] = rng.choice(
                (b'"', b"\0", b"\xff\xfe", b",", b"\r", rng.randbytes(3))
            )
        try:
            table = parse(bytes(data))
        except UsageError:
            continue
        assert all(len(row.cells) == len(table.titles) for row in table.rows)
