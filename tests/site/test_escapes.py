"""The backslash that keeps a word from being a name stays in the note, and is seen nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.index.lookup import link_names
from hobnob.notes.body import as_read, read_body
from hobnob.site import markdown
from tests.conftest import World


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\\Grace came", "Grace came"),
        ("with \\Grace", "with Grace"),
        ("with\n\\Grace", "with\nGrace"),
        ('(\\Grace), "\\Grace", [\\Grace], *\\Grace*', '(Grace), "Grace", [Grace], *Grace*'),
        ("\\Søren \\中村 \\ада", "Søren 中村 ада"),
        ("C:\\Users\\Grace", "C:\\Users\\Grace"),
        ("a\\Grace, .\\Grace", "a\\Grace, .\\Grace"),
        ("\\\\Grace \\1 \\#tag \\[[x]] \\", "\\\\Grace \\1 \\#tag \\[[x]] \\"),
        ("`\\Grace` and \\Grace", "`\\Grace` and Grace"),
        ("a\n\n    \\code\n\n\\Grace", "a\n\n    \\code\n\nGrace"),
        ("```\n\\code\n```\n\\Grace", "```\n\\code\n```\nGrace"),
        ("no escape", "no escape"),
    ],
)
def test_what_is_read(text: str, shown: str) -> None:
    assert unescaped(text) == shown
    assert read_body(text).plain == read_body(shown).plain


def unescaped(text: str) -> str:
    """The text without its escapes; links stay as they are."""
    return as_read(text, "[[{}]]".format)


_PIECES = st.sampled_from(
    ("\\Grace", "Grace", "中村", "\\中村", " ", "\n", "\n\n", "\n\n    ", "`\\c`", "(", '"',
     "“", "[[a]]", "[[", ":", ".", "#", "# ", "C:", "1", "[x](y)")
)  # fmt: skip


@settings(max_examples=500)
@given(text=st.lists(_PIECES, max_size=9).map("".join))
def test_a_page_shows_a_body_as_if_it_had_no_escapes(text: str) -> None:
    assert markdown.render(text) == markdown.render(unescaped(text))


def test_the_terminal_and_the_site(world: World) -> None:
    world.person("Ada", body="Not \\Grace, but [[ada|her]].\n\n- [ ] write to \\Grace\n")
    world.met("2026-11-01", "ada", body="Rang \\Grace")
    for command in ("show ada", "list promises", "list interactions", "search rang"):
        said = world.run(command)
        assert "\\" not in said.out, command
        assert "Grace" in said.out, command
    assert world.run("list interactions --json").json[0]["text"] == "Rang \\Grace"
    with world.index() as index:
        assert link_names(index, "Not \\Grace, but [[ada|her]]") == "Not Grace, but her"
    assert "<p>Not Grace" in markdown.render("Not \\Grace, but [[ada|her]].")
