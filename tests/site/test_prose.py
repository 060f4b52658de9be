"""Prose is converted without the parser, and comes out as if by it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.site import markdown
from hobnob.site.links import plain
from tests.conftest import World

_PIECES = st.sampled_from(
    (
        "word", "Été", "中村", "1.", "2)", "-", "- ", "+ ", "* ", "a", "[[ada]]", '[[ada|The "A"]]',
        "[[a&b|x]]", "![[p]]", "\n", "\n\n", "\n\n\n", " ", "  ", ".", ",", ":", "://", "http",
        " http://x.y", "!", "?", '"', "'", "(", ")", "=", "===", "---", "—", "#t", "&", "<b>",
        "[x](y)", "`c`", "|", "a | b", "\n-|-", "@", "/", "%", "\t", "    code", "&amp;", "[[x",
        "x]]", "[[a|b|c]]", "“q”", "$", "\\", "~~", "_", "[ ]", "é", "\x03", "\x0e",
    )
)  # fmt: skip


def by_the_parser(text: str) -> str:
    """What the parser makes of a text, however plain it is."""
    return str(
        markdown._parser().render(plain(text).strip("\n"), {"top": 4, "ids": False, "seen": set()})
    )


@settings(max_examples=3000)
@given(text=st.lists(_PIECES, max_size=9).map("".join))
def test_any_text_is_as_the_parser_has_it(text: str) -> None:
    assert markdown.render(text) == by_the_parser(text)


def test_most_of_the_sample_journal_is_prose(sample: World) -> None:
    """Else the quick way is not worth its lines."""
    with sample.index() as index:
        bodies = index.column("SELECT body FROM note WHERE kind <> 'page'")
    for body in bodies:
        assert markdown.render(body) == by_the_parser(body)
    prose = [body for body in bodies if markdown._PROSE.fullmatch(body.strip("\n"))]
    assert len(prose) > len(bodies) / 2
