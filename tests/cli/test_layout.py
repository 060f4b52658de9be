"""Text for a terminal: what a text takes is counted right, and nothing is wider than it may be."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.cli.layout import (
    Column,
    cells,
    count,
    cut,
    one_line,
    pad,
    safe,
    table,
    table_lines,
    without_marks,
    wrap,
)
from tests.commands.looking import a_terminal, plain

# Letters of many widths: narrow, wide, combining, joined, and what must not be printed.
LETTERS = st.one_of(
    st.characters(),
    st.sampled_from(
        "ab é中村한ｱ\u0301\u0903\u200d\ufe0f👩🏽-.,'\t\n\x1b\x07\u202e\u2028\u00ad\u3000"
    ),
)
TEXTS = st.text(LETTERS, max_size=40)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Grace", 5),
        ("Søren Lindqvist — “so”", 22),
        ("中村 美咲", 9),
        ("ｶﾅ", 2),
        ("한국", 4),
        ("e\u0301te\u0301", 3),
        ("z\u0336\u0335", 1),
        ("\u0928\u092e\u0938\u094d\u0924\u0947", 4),
        ("กำลัง", 4),
        ("👩", 2),
        ("a\u200db", 2),
        ("Ｗｉｄｅ", 8),
    ],
)
def test_cells_counts_the_columns_of_a_text(text: str, columns: int) -> None:
    assert cells(text) == columns


@given(TEXTS)
def test_the_short_way_of_counting_counts_as_the_long_one(text: str) -> None:
    def one(c: str) -> int:
        if unicodedata.category(c) in ("Mn", "Me", "Cf") or "\u1160" <= c <= "\u11ff":
            return 0
        return 2 if unicodedata.east_asian_width(c) in "WF" else 1

    assert cells(one_line(text)) == sum(map(one, one_line(text)))


@given(TEXTS, st.integers(0, 30))
def test_what_is_cut_fits_and_what_fits_is_not_cut(text: str, columns: int) -> None:
    text = one_line(text)
    short = cut(text, columns)
    assert cells(short) <= columns
    if cells(text) <= columns:
        assert short == text
    elif columns:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


def test_a_cut_keeps_a_letter_with_its_marks_and_does_not_halve_a_wide_one() -> None:
    assert cut("e\u0301te\u0301s", 2) == "e\u0301…"
    assert cut("中村美咲", 4) == "中…"
    assert cut("中村", 4) == "中村"


@given(TEXTS, st.integers(0, 60), st.booleans())
def test_what_is_padded_takes_just_so_many_columns(text: str, columns: int, right: bool) -> None:
    text = one_line(text)
    padded = pad(text, columns, right=right)
    assert cells(padded) == max(columns, cells(text))
    assert padded.endswith(text) if right else padded.startswith(text)


@given(TEXTS)
def test_nothing_that_controls_a_terminal_is_printed(text: str) -> None:
    for made in (one_line(text), safe(text).replace("\n", "").replace("\t", "")):
        for c in made:
            assert c in "\u200c\u200d" or unicodedata.category(c) not in (
                "Cc", "Cf", "Cs", "Zl", "Zp",
            )  # fmt: skip


def test_what_people_write_stays() -> None:
    assert one_line("  Grace\u00a0\n Hopper ") == "Grace Hopper"
    assert safe("a\u00a0b\r\nc") == "a b\nc"
    assert one_line("می‌خواهم") == "می‌خواهم"
    assert one_line("👩\u200d💻") == "👩\u200d💻"


COLUMNS = st.lists(
    st.builds(
        Column, title=st.text("abc", max_size=8), align=st.sampled_from(["left", "right"]),
        shrink=st.integers(0, 3), least=st.integers(1, 20), drop=st.integers(0, 3),
        style=st.sampled_from([None, {"bold": True}]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(st.data(), COLUMNS, st.integers(1, 80))
def test_a_table_is_never_wider_than_the_terminal(
    data: st.DataObject, columns: list[Column], room: int
) -> None:
    rows = data.draw(st.lists(st.tuples(*[TEXTS] * len(columns)), max_size=5))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hobnob.cli.layout.width", lambda: room)
        for measured in (None, 2):
            lines = list(table_lines(columns, rows, measured=measured))
            assert len(lines) == len(rows) + 1
            assert all(cells(plain(line)) <= room for line in lines)


@given(st.data(), COLUMNS)
def test_a_pipe_gets_every_cell_of_a_table(data: st.DataObject, columns: list[Column]) -> None:
    rows = data.draw(st.lists(st.tuples(*[TEXTS] * len(columns)), max_size=5))
    for measured in (None, 1):
        _, *lines = table_lines(columns, rows, measured=measured)
        for row, line in zip(rows, lines, strict=True):
            for cell in row:
                assert one_line(cell) in plain(line)


def test_a_column_without_anything_in_it_is_none() -> None:
    columns = [Column(title="name"), Column(title="never"), Column(title="last")]
    assert plain(table(columns, [("a", "", "b")])) == "name  last\na     b"


def test_a_table_gives_up_what_it_can_spare() -> None:
    columns = [
        Column(title="name", shrink=1, least=6),
        Column(title="role", shrink=2, least=8, drop=1),
        Column(title="last"),
    ]
    row = [("Grace Hopper", "Systems engineer", "yesterday")]
    with pytest.MonkeyPatch.context() as patch:

        def fitted(columns_: int) -> str:
            patch.setattr("hobnob.cli.layout.width", lambda: columns_)
            return plain(table(columns, row)).splitlines()[1]

        assert fitted(80) == "Grace Hopper  Systems engineer  yesterday"
        assert fitted(36) == "Grace Hopper  Systems en…  yesterday"
        assert fitted(28) == "Grace…   Systems…  yesterday"
        # Without the role the name has its room again.
        assert fitted(24) == "Grace Hopper  yesterday"
        assert fitted(16) == "Grace…  yesterd…"
        assert cells(fitted(9)) <= 9


@given(TEXTS, st.integers(20, 100), st.sampled_from(["", "  ", "    "]))
def test_a_paragraph_is_never_wider_than_the_terminal_and_loses_nothing(
    text: str, room: int, indent: str
) -> None:
    made = wrap(text, indent=indent, columns=room)
    assert all(cells(line) <= room for line in made.split("\n"))
    squeezed = "".join(safe(text).split())
    assert "".join(made.split()) == squeezed


def test_a_paragraph_is_wrapped_at_words_and_hangs_under_its_bullet() -> None:
    assert wrap("one two three", columns=20) == "one two three"
    assert wrap("- one two three four five", columns=20) == "- one two three four\n  five"
    assert wrap("中村さんと会いました。また来週", columns=20) == (
        "中村さんと会いまし\nた。また来週"
    )
    assert wrap("a" * 25, columns=20) == "a" * 20 + "\n" + "a" * 5
    assert wrap("word " * 40, columns=200).split("\n")[0] == ("word " * 19).strip()


def test_a_pipe_gets_a_paragraph_unwrapped() -> None:
    assert wrap("word " * 40) == ("word " * 40).strip()


def test_marks_of_emphasis_are_taken_off_and_sums_are_not() -> None:
    assert without_marks("**Have a plan**, says *Punch*") == "Have a plan, says Punch"
    assert without_marks("2 * 3 * 4, a*b*c, * a list") == "2 * 3 * 4, a*b*c, * a list"


def test_numbers_have_their_nouns() -> None:
    assert count(1, "person", "people") == "1 person"
    assert count(2340, "person", "people") == "2,340 people"
    assert count(0, "plan") == "0 plans"


def test_a_terminal_of_the_tests_is_one() -> None:
    with a_terminal(33):
        import sys

        from hobnob.cli import layout
        from tests.conftest import _Stream

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", _Stream())
            assert layout.width() == 33
