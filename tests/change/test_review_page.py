"""The page of a review: hobnob's part is brought up to date, the user's own is never touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from hobnob.change.review_page import escape
from hobnob.network.reviews.written import own_words
from tests.conftest import World

PAGE = "reviews/2026-10.md"


@pytest.fixture
def october(world: World) -> World:
    world.person("Grace Hopper")
    world.met("2026-10-05", "grace-hopper", kind="meal", body="Compilers.\n")
    assert world.run("review 2026-10 --write").code == 0
    return world


def page(world: World) -> Path:
    return world.notes / PAGE


def part(text: str) -> str:
    """Return what stands between the marks, marks and all."""
    found = re.search(r"<!-- hobnob:review.*<!-- hobnob:end -->", text, flags=re.S)
    assert found is not None
    return found[0]


def test_it_is_an_ordinary_page_with_room_for_ones_own_words(october: World) -> None:
    text = page(october).read_text(encoding="utf-8")
    assert text.startswith("---\nprivate: true")
    assert "\n# October 2026\n\n## In my own words\n" in text
    assert "[[2026-10-05-meal-grace-hopper|meal]] with [[grace-hopper|Grace Hopper]]" in part(text)
    assert october.run("check").code == 0
    assert october.run("list people --json").json[0]["slug"] == "grace-hopper"


def test_writing_again_changes_hobnobs_part_alone(october: World) -> None:
    text = page(october).read_text(encoding="utf-8")
    mine = text.replace("What next? -->\n", "What next? -->\n\nMy words. \n\n\n") + "\nMore  \n"
    page(october).write_text(mine, encoding="utf-8")
    october.met("2026-10-20", "grace-hopper", kind="call")
    assert october.run("review 2026-10 --write").code == 0
    after = page(october).read_text(encoding="utf-8")
    assert part(after) != part(mine)
    assert "1 call, 1 meal" in part(after)
    assert after.replace(part(after), "") == mine.replace(part(mine), "")


def test_lines_that_end_as_elsewhere_do_so_still(october: World) -> None:
    data = b"\xef\xbb\xbf" + page(october).read_bytes().replace(b"\n", b"\r\n")
    page(october).write_bytes(data)
    assert october.run("review 2026-10 --write").err.startswith("hobnob: nothing changes")
    assert page(october).read_bytes() == data
    october.met("2026-10-20", "grace-hopper", kind="call")
    assert october.run("review 2026-10 --write").code == 0
    after = page(october).read_bytes()
    assert b"1 call, 1 meal" in after
    assert after.startswith(b"\xef\xbb\xbf---\r\n")
    assert b"\n" not in after.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Compilers.", "Compilers. How she laughed!"),
        ("### What happened\n", "### What happened\n\nA fine month.\n"),
        ("with [[grace-hopper|Grace Hopper]]", "with [[grace-hopper|Amazing Grace]]"),
        ("<!-- hobnob:end -->", ""),
        ("<!-- hobnob:end -->", "<!-- hobnob:end -->\n<!-- hobnob:end -->"),
        ("<!-- hobnob:review", "<!-- mine: hobnob:review"),
    ],
)
def test_where_the_user_wrote_in_it_nothing_is_written(october: World, old: str, new: str) -> None:
    text = page(october).read_text(encoding="utf-8")
    assert old in text
    page(october).write_text(text.replace(old, new), encoding="utf-8")
    before = page(october).read_bytes()
    october.met("2026-10-20", "grace-hopper", kind="call")
    said = october.run("review 2026-10 --write")
    assert said.code == 2
    assert PAGE in said.err
    assert "nothing was written" in said.err
    assert page(october).read_bytes() == before


@pytest.mark.parametrize(
    ("own", "above"),
    [
        ("# October\n\nAll of it mine.\n", "# October\n\n"),
        ("\n# October\nAll of it mine.\n\n## And more\n", "\n# October\n\n"),
        ("---\nprivate: true\n---\nAll of it mine.\n", "---\nprivate: true\n---\n"),
        ("# October\r\n\r\nAll of it mine.\r\n", "# October\r\n\r\n"),
        ("# October", "# October\n\n"),
        ("", ""),
    ],
)
def test_a_page_without_marks_gets_hobnobs_part_at_its_top(
    world: World, own: str, above: str
) -> None:
    world.write(PAGE, own.encode())
    assert world.run("review 2026-10 --write").code == 0
    text = page(world).read_bytes().decode()
    assert text.startswith(above + "<!-- hobnob:review ")
    assert [line for line in text.replace(part(text), "").split() if line] == own.split()
    assert world.run("review 2026-10 --write").code == 0
    assert page(world).read_bytes().decode() == text


def test_hobnobs_part_comes_back_where_its_marks_are_left(october: World) -> None:
    text = page(october).read_text(encoding="utf-8")
    first, last = part(text).splitlines()[0], "<!-- hobnob:end -->"
    for between in ("", "\n\n"):
        page(october).write_text(text.replace(part(text), f"{first}\n{between}{last}"))
        assert october.run("review 2026-10 --write").code == 0
        assert page(october).read_text(encoding="utf-8") == text


def test_doing_as_one_is_told_brings_it_back(october: World) -> None:
    text = page(october).read_text(encoding="utf-8")
    one = text.replace("<!-- hobnob:end -->", "").replace("Compilers", "Mine")
    page(october).write_text(one, encoding="utf-8")
    said = october.run("review 2026-10 --write")
    assert said.code == 2
    assert "Delete what is left of hobnob's part" in said.err
    assert page(october).read_text(encoding="utf-8") == one
    page(october).write_text(text.replace(part(text), ""), encoding="utf-8")
    assert october.run("review 2026-10 --write").code == 0
    assert part(page(october).read_text(encoding="utf-8")) == part(text)


def test_a_name_brings_no_control_character_onto_the_page(world: World) -> None:
    world.person('"Ev\\e\\a\\u202Eil \\U0001F469\\u200D\\U0001F4BB"', slug="evil")
    world.met("2026-10-05", "evil")
    assert world.run("review 2026-10 --write").code == 0
    text = page(world).read_text(encoding="utf-8")
    assert [c for c in text if not c.isprintable() and c != "\n"] == ["\u200d"] * text.count(
        "\u200d"
    )
    assert "|Ev il \U0001f469\u200d\U0001f4bb]]" in text


def test_renaming_somebody_is_no_writing_in_it(october: World) -> None:
    assert october.run(["rename", "grace-hopper", "Grace B. Hopper"]).code == 0
    assert "[[grace-b-hopper|Grace Hopper]]" in page(october).read_text()
    assert october.run("review 2026-10 --write").code == 0
    assert "[[grace-b-hopper|Grace B. Hopper]]" in page(october).read_text()


def test_removing_somebody_is_none_either(october: World) -> None:
    assert october.run("remove grace-hopper --force").code == 0
    assert october.run("review 2026-10 --write").code == 0
    assert "[[grace-hopper" not in page(october).read_text()


def test_it_can_be_taken_back(october: World) -> None:
    assert october.run("undo").code == 0
    assert not page(october).exists()


def test_a_dry_run_writes_nothing(world: World) -> None:
    world.person("Ada")
    said = world.run("review 2026-10 --write --dry-run")
    assert said.out.startswith("--- /dev/null\n+++ b/notes/reviews/2026-10.md\n")
    assert not page(world).exists()


def test_a_link_out_of_the_journal_is_not_followed(world: World, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (world.notes / "reviews").symlink_to(tmp_path / "elsewhere")
    assert world.run("review 2026-10 --write").code == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_a_user_wrote_is_told_from_the_rest(october: World) -> None:
    text = page(october).read_text(encoding="utf-8").split("---\n", 2)[2]
    assert own_words(text) == ""
    mine = text.replace("What next? -->\n", "What next? -->\n\nOne. <!-- two -->\n") + "\nThree.\n"
    assert own_words(mine).split() == ["One.", "Three."]


# ---------------------------------------------------------------- text stays text


EXTENSIONS = ["tables", "attr_list", "footnotes", "abbr", "def_list", "admonition", "toc",
              "pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "pymdownx.tasklist", "pymdownx.superfences"]  # fmt: skip

MARKUP = st.text(alphabet="ab<>&\"'`*_{}[]()#|~^=$:!-+. \\/\n;x1é", max_size=40)


@given(MARKUP)
def test_what_is_escaped_is_shown_as_it_is(text: str) -> None:
    """Also by all the extensions that a site of hobnob's has."""
    html = Markdown(extensions=EXTENSIONS).convert(f"- a {escape(text)} z")
    bare = re.sub(r"</?(?:ul|li)>", "", html)
    assert "<" not in bare, (text, html)
    from html import unescape

    assert " ".join(unescape(bare).split()) == " ".join(f"a {text} z".split())


@pytest.mark.parametrize(
    "name",
    ["A | B", "A ]] B", "[[x]]", "<b>A</b>", "A\\*B", "![x](y)", "A #tag", "A {: onclick=x }"],
)
def test_a_name_stays_in_its_link(world: World, name: str) -> None:
    from json import dumps

    world.write("people/odd.md", f"---\nname: {dumps(name)}\n---\n".encode())
    world.met("2026-10-05", "odd", kind="meal")
    assert world.run("review 2026-10 --write").code == 0
    assert re.search(r"\[\[odd\|[^\[\]|\n]+\]\]", page(world).read_text(encoding="utf-8"))
    assert world.run("list tags --json").json == []
    assert world.run("review 2026-10 --write").err.startswith("hobnob: nothing changes")
