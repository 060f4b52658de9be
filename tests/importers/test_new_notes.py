"""Texts of a file become texts that a note can hold."""

from __future__ import annotations

import sys

from hypothesis import example, given
from hypothesis import strategies as st

from hobnob.importers.new_notes import _UNWRITABLE, clean_text, one_line
from hobnob.notes.write import _ESCAPED, _HALF

ANY = st.text(st.characters(exclude_categories=()) | st.sampled_from(" \t\r\n\u2028\u3000\xa0a"))


@given(ANY)
@example("a  b")
@example("\xa0a\xa0b\u2028c ")
def test_a_text_on_one_line_has_single_blanks_and_nothing_unwritable(text: str) -> None:
    spaced = _UNWRITABLE.sub(" ", text.replace("\u2028", " "))
    assert one_line(text) == " ".join(spaced.split())


@given(ANY)
@example("a\r\nb\rc")
def test_a_text_keeps_its_lines_and_nothing_unwritable(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert clean_text(text) == _UNWRITABLE.sub("", lines).strip()


def test_what_can_be_printed_needs_no_escape() -> None:
    """The quick ways out of `one_line`, `clean_text` and `render_scalar` rest on this."""
    for letter in map(chr, range(sys.maxunicode + 1)):
        if letter.isprintable():
            assert not _UNWRITABLE.search(letter)
            assert not _ESCAPED.search(letter)
            assert not _HALF.search(letter)
            assert letter == " " or not letter.isspace()
