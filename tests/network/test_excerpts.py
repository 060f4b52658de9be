"""An excerpt is the note's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.network.excerpts import excerpt, plain_text, sentences
from hobnob.notes import body as reader
from hobnob.notes.body import read_body
from tests.conftest import World


def test_marks_links_and_promises_are_taken_off(world: World) -> None:
    world.person("Grace Hopper")
    with world.index() as index:
        body = (
            "# Lunch\n\n- **Bold** of [[grace-hopper]], [[nobody|someone]] and [her](x.md).\n"
            "- [ ] a promise\n1. [x] kept\n> quoted `code`\n```\nfenced\n```\n---\n"
        )
        assert " ".join(plain_text(index, body).split()) == (
            "Lunch Bold of Grace Hopper, someone and her. quoted code fenced"
        )


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (100, "One two three. Four five six seven. Eight."),
        (40, "One two three. Four five six seven. …"),
        (30, "One two three. Four five six…"),
        (24, "One two three. …"),
        (12, "One two…"),
    ],
)
def test_it_ends_with_a_sentence_or_a_word(world: World, length: int, said: str) -> None:
    with world.index() as index:
        assert excerpt(index, "One two three. Four five six seven.\nEight.", length) == said


@given(st.text(max_size=300), st.integers(20, 120))
def test_it_is_never_longer_than_was_asked(text: str, length: int) -> None:
    found = reader.excerpt(text, length)
    assert len(found) <= length
    assert "\n" not in found


def test_sentences_end_with_their_line_too(world: World) -> None:
    body = 'He is\nwell. Ask him: "How is it?" Later\n\nAsk her.\n\n- one\n- two\n# Then\nthree\n'
    with world.index() as index:
        assert sentences(index, read_body(body).plain) == [
            "He is well.", 'Ask him: "How is it?"', "Later", "Ask her.", "one", "two",
            "Then", "three",
        ]  # fmt: skip
