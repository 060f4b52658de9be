"""What is told as left over in a letter, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.letters.leftovers import find_leftovers


def found(body: str, *instructions: str) -> list[tuple[int, str]]:
    return [(one.line, one.text) for one in find_leftovers(body, instructions)]


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("[why you]", [(0, "[why you]")]),
        ("Dear [name],", [(0, "[name]")]),
        ("**[why you]**\n\n([and this])", [(0, "[why you]"), (2, "[and this]")]),
        ("a\n[why\nyou] b", [(1, "[why you]")]),
        ("[why you][and me]", [(0, "[why you]"), (0, "[and me]")]),
        ("[why you](ask him)", [(0, "[why you]")]),
        ("[title]: it was great", [(0, "[title]")]),
        ("[Name] of [her](https://example.org)", [(0, "[Name]")]),
        ("亲爱的[姓名]，", [(0, "[姓名]")]),
        ("［氏名］様、○○の件", [(0, "○○"), (0, "［氏名］")]),
        ("{{ x", [(0, "{{")]),
        ("{# for me #}", [(0, "{# for me #}")]),
        ("TODO: why\ntodo: when", [(0, "TODO"), (1, "todo:")]),
        ("a\n\n…\n\n...\n- …", [(2, "…"), (4, "..."), (5, "- …")]),
        ("I shall ring on ?? December.", [(0, "??")]),
        ("Hi *|FNAME|*, %NAME%, ${name} «First_Name»",
         [(0, "*|FNAME|*"), (0, "%NAME%"), (0, "${name}"), (0, "«First_Name»")]),
        ("See [my page]().", [(0, "[my page]()")]),
        ("<!-- TODO: why them -->", [(0, "TODO: why them")]),
        ("a <!-- not closed\n\nb", [(0, "<!--")]),
        ("%% not closed", [(0, "%%")]),
        ("a\n\n    <!-- as code -->", [(2, "<!--"), (2, "-->")]),
        ("[//]: # (hidden)", [(0, "[//]: # (hidden)")]),
    ],
)  # fmt: skip
def test_a_leftover_is_found_on_its_line(body: str, left: list[tuple[int, str]]) -> None:
    assert found(body) == left


@pytest.mark.parametrize(
    "body",
    [
        "[her](https://example.org/a_(b))", "[her](<a b.md>)", '[her](a.md "her")', "[[ada]]",
        "[[ada|Ada Byron]]", "![[pic.png]]", "![her](pic.png)",
        "[her][ada] and [ada]\n\n[ada]: https://example.org", "[over\ntwo](https://example.org)",
        "said so[^1]\n\n[^1]: a note", "- [ ] ring [somebody]", "- [x] done", "> [!note] so",
        "[sic]", "[1, 2]", "[10:30]", "[W]e", "the person[s]", "a[0]", "`[a] TODO {{`",
        "```\n[a] TODO\n…\n```", "well … then", "Wait... what?", "Really???", "X and XX years",
        "<https://example.org>", "<ada@example.org>", "<b>so</b>", "3 < 4 > 2", "50 % {1, 2}",
        "<!-- for me -->", "%% for me %%", "---", "Kisses, xxx",
    ],
)  # fmt: skip
def test_what_is_meant_is_no_leftover(body: str) -> None:
    assert found(body) == []


def test_an_instruction_of_the_template_is_told_also_with_its_values() -> None:
    body = "Dear Ada,\n\n<!-- Say why Ada,\nin a line -->\n<!-- mine -->\n"
    assert found(body) == []
    assert found(body, "Say why {{ first_name }}, in a line") == [(2, "Say why Ada, in a line")]
    assert found(body, "Say who {{ first_name }}") == []
    assert found(body, "{{ first_name }}") == []


@given(st.text(alphabet="[](){}<>!-%#`.…?\n aTX:_|*", max_size=60))
def test_any_text_can_be_searched(body: str) -> None:
    lines = body.count("\n")
    assert all(0 <= line <= lines for line, _ in found(body, "a {{ b }}"))
