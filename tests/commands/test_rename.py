"""A rename takes every reference along, and nothing but references."""

from __future__ import annotations

import subprocess

import pytest

from tests.commands.changing import changed_lines, tree
from tests.conftest import World


@pytest.fixture
def referred(world: World) -> World:
    world.person("Ada Byron", slug="ada", aliases="[Enchantress]", emails="[ada@x.example]",
                 body="I am [[ada]].\n")  # fmt: skip
    world.person("Adam", body="Not [[adam|Ada]].\n", introduced_by="ada   # in 1833")
    world.write("interactions/2026/one.md", (
        b"---\r\ndate: 2026-11-01\r\npeople: [Enchantress, 'ada', \"adam\"]\r\n"
        b"introduced: ada@x.example\r\n---\r\n"
        b"With [[Ada Byron]], [[ada|my Ada]], [[people/ada.md#Notes|x]], ![[ada]] and `[[ada]]`.\r\n"
        b"    \r\n```\r\n[[ada]]\r\n```\r\n- [ ] [[Ada Byron]]: the notes [her](../../people/ada.md)"
    ))  # fmt: skip
    world.write("plans/job.md", b"---\nname: Job\npeople:\n- adam\n-   ada  # her\n---\n")
    world.write("index.md", b"# Home\n\nSee [[ada]] and [her](people/ada.md#h).\n")
    return world


def test_every_reference_follows(referred: World) -> None:
    before = tree(referred)
    said = referred.run(["rename", "ada", "Ada King"])
    assert said.code == 0, said.err
    after = tree(referred)
    assert "people/ada.md" not in after
    assert after["people/ada-king.md"] == (
        b"---\nname: Ada King\naliases: [Enchantress, Ada Byron]\nemails: [ada@x.example]\n---\n"
        b"I am [[ada-king]].\n"
    )
    lines = changed_lines(before, after)
    assert lines.pop("people/adam.md") == [
        ("introduced_by: ada   # in 1833", "introduced_by: ada-king   # in 1833")
    ]
    assert lines.pop("plans/job.md") == [("-   ada  # her", "-   ada-king  # her")]
    assert lines.pop("index.md") == [
        ("See [[ada]] and [her](people/ada.md#h).",
         "See [[ada-king]] and [her](people/ada-king.md#h)."),
    ]  # fmt: skip
    assert lines.pop("interactions/2026/one.md") == [
        ("people: [Enchantress, 'ada', \"adam\"]\r",
         "people: [Enchantress, 'ada-king', \"adam\"]\r"),
        ("With [[Ada Byron]], [[ada|my Ada]], [[people/ada.md#Notes|x]], ![[ada]] and `[[ada]]`.\r",
         "With [[ada-king]], [[ada-king|my Ada]], [[people/ada-king.md#Notes|x]], ![[ada-king]] "
         "and `[[ada]]`.\r"),
        ("- [ ] [[Ada Byron]]: the notes [her](../../people/ada.md)",
         "- [ ] [[ada-king]]: the notes [her](../../people/ada-king.md)"),
    ]  # fmt: skip
    assert lines == {}
    assert referred.run("undo").code == 0
    assert tree(referred) == before


def test_a_name_of_a_file_renames_the_file_alone(referred: World) -> None:
    assert referred.run("rename ada ada-lovelace").code == 0
    text = (referred.notes / "people/ada-lovelace.md").read_text()
    assert text.startswith("---\nname: Ada Byron\naliases: [Enchantress]\n")


def test_an_organization_takes_its_roles_along(world: World) -> None:
    world.write("orgs/ogilvy.md", "---\nname: Ogilvy & Mather\naliases: [O&M]\n---\n")
    world.person("Ada", roles="\n  - org: O&M\n    title: Clerk\n  - org: Acme")
    world.person("Bob", org='"Ogilvy & Mather"')
    assert world.run(["rename", "ogilvy", "Ogilvy"]).code == 0
    assert "  - org: Ogilvy\n" in (world.notes / "people/ada.md").read_text()
    assert 'org: "Ogilvy"\n' in (world.notes / "people/bob.md").read_text()
    assert world.run(["rename", "Acme", "Acme Inc"]).code == 0
    assert "  - org: Acme Inc\n" in (world.notes / "people/ada.md").read_text()


def test_an_interaction_and_a_plan(world: World) -> None:
    world.person("Ada", body="See [[2026-11-01-talk]].\n")
    world.met("2026-11-01", "ada", slug="2026-11-01-talk", plan="job")
    world.write("plans/job.md", "---\nname: Job\n---\n")
    assert world.run("rename 2026-11-01-talk 2026-11-01-long-talk").code == 0
    assert "[[2026-11-01-long-talk]]" in (world.notes / "people/ada.md").read_text()
    assert world.run("rename 2026-11-01-long other").code == 2
    assert world.run(["rename", "job", "A better job"]).code == 0
    path = world.notes / "interactions/2026/2026-11-01-long-talk.md"
    assert "plan: a-better-job\n" in path.read_text()


def test_a_name_that_is_taken_is_refused(referred: World) -> None:
    before = tree(referred)
    said = referred.run(["rename", "ada", "Adam"])
    assert said.code == 2
    assert "merge" in said.err
    assert referred.run(["rename", "ada", "Ada Byron"]).code == 0
    assert referred.run(["rename", "ada-byron", "..."]).code == 2
    assert before.keys() - {"people/ada.md"} < tree(referred).keys()


def test_a_name_by_which_another_is_found_is_refused(referred: World) -> None:
    before = tree(referred)
    said = referred.run(["rename", "adam", "Enchantress"])
    assert said.code == 2
    assert "people/ada.md" in said.err
    assert tree(referred) == before


def test_links_in_odd_places(world: World) -> None:
    world.person("Ada")
    path = world.met("2026-11-01", "ada", slug="one",
                     body="| [[ada\\|she]] | \\[[ada]] |\n\n[x](../../people/ada.md \"Ada\")\n")  # fmt: skip
    assert world.run(["rename", "ada", "Ada King"]).code == 0
    assert path.read_text().endswith(
        '---\n| [[ada-king\\|she]] | \\[[ada]] |\n\n[x](../../people/ada-king.md "Ada")\n'
    )


def test_an_alias_that_still_finds_the_note_stays(world: World) -> None:
    """But not if another note has the same alias."""
    world.person("Ada Byron", slug="ada-b", aliases="[Enchantress, The Countess, Byron, ada byron]")
    world.person("Bess", aliases="[Ada Byron]")
    path = world.met("2026-11-01", "enchantress", slug="one",
                     body="[[Enchantress]], [[The Countess|her]], [[byron]], [[ada-b]], [[Ada Byron]], "
                     "[[people/enchantress]]")  # fmt: skip
    assert world.run(["rename", "ada-b", "Countess Lovelace"]).code == 0
    assert path.read_text().endswith(
        "people: [enchantress]\nkind: meeting\n---\n"
        "[[Enchantress]], [[The Countess|her]], [[byron]], [[countess-lovelace]], "
        "[[countess-lovelace]], [[people/countess-lovelace]]"
    )


def test_definitions_of_links_follow(world: World) -> None:
    """In notes and on ordinary pages, with titles, in angle brackets and in quotes."""
    world.person("Ada")
    path = world.met("2026-11-01", "ada", slug="one",
                     body='[her][a] and [b]\n\n[a]: ../../people/ada.md "Ada"\n'
                     "[b]:\n  <../../people/ada.md#Notes>\n> [c]: ../../people/ada.md 'x'\n"
                     "\n```\n[d]: ../../people/ada.md\n```\n")  # fmt: skip
    world.write("index.md", "# Home\n\n[ada][]\n\n[ada]: people/ada.md\n[x]: https://x.example/ada.md\n")  # fmt: skip
    before = tree(world)
    assert world.run(["rename", "ada", "Ada King"]).code == 0
    lines = changed_lines(before, tree(world))
    assert lines["index.md"] == [("[ada]: people/ada.md", "[ada]: people/ada-king.md")]
    assert [new for _, new in lines["interactions/2026/one.md"]] == [
        "people: [ada-king]",
        '[a]: ../../people/ada-king.md "Ada"',
        "  <../../people/ada-king.md#Notes>",
        "> [c]: ../../people/ada-king.md 'x'",
    ]
    assert path.is_file()


def test_a_removed_note_leaves_no_definition(world: World) -> None:
    world.person("Ada")
    path = world.met("2026-11-01", slug="one",
                     body="[her][a], [a]\n\n[a]: ../../people/ada.md\nEnd\n")  # fmt: skip
    assert world.run("remove ada --force").code == 0
    assert path.read_text().endswith("---\nher, a\n\n\nEnd\n")


def test_nothing_is_written_outside_whatever_the_name(referred: World) -> None:
    assert referred.run(["rename", "ada", "../../evil"]).code == 0
    assert (referred.notes / "people/evil.md").is_file()
    assert not list(referred.root.parent.glob("evil*"))


def test_in_the_sample_only_lines_with_the_reference_change(sample: World) -> None:
    """And `check` stays clean, and `undo` brings back every byte."""
    git = ["git", "-C", str(sample.root)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    before = tree(sample)
    assert sample.run(["rename", "priya-raman", "Priya Iyer"]).code == 0
    assert sample.run("check").code == 0
    diff = subprocess.run(
        [*git, "diff", "-U0", "--", "notes", ":!notes/people/priya-raman.md"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    gone = [line for line in diff.splitlines() if line[0] == "-" and line[:3] != "---"]
    come = [line for line in diff.splitlines() if line[0] == "+" and line[:3] != "+++"]
    assert len(gone) == len(come) > 10
    for old, new in zip(gone, come, strict=True):
        assert "priya" in old.lower()
        assert "priya-iyer" in new
    assert sample.run("undo").code == 0
    assert tree(sample) == before


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("[[ada|Ada King]]", '"Ada King"'),
        ("[[Ada King]]", '"Ada King"'),
        ("Ada [King]", '"Ada King"'),
        ("Ada|King", '"Ada King"'),
        ("Ada\nKing", '"Ada King"'),
        ("Ada\x07 King", '"Ada King"'),
        ("Ada\u2028King", '"Ada King"'),
        ("[[", '"Grace Hopper"'),
    ],
)
def test_a_name_that_no_link_can_contain_is_refused(referred: World, name: str, right: str) -> None:
    referred.person("Bob", org="Acme")
    before = tree(referred)
    for command in (
        ["rename", "ada", name],
        ["rename", "Acme", name],
        ["add", "person", name],
        ["add", "org", name],
        ["set", "ada", f"name={name}"],
    ):
        said = referred.run(command)
        assert said.code == 2, command
        assert right in said.err
        assert "\x07" not in said.err
    assert tree(referred) == before


def test_a_subject_may_have_brackets(world: World) -> None:
    assert world.run(["add", "letter", "[Reminder] The list"]).code == 0
