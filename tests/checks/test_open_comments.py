"""A comment that is never closed is a problem, where it begins."""

from __future__ import annotations

from tests.conftest import World


def test_its_line_is_named_and_what_it_does(world: World) -> None:
    world.person("Ada", body="Met.\n\n<!-- ask\n\n- [ ] hidden\n")
    world.person("Bob", body="Met. <!-- raw\n\nA %% b %% and %% c.\n")
    world.person("Cid", body="> - one\n>   %% two\n")
    world.write("index.md", "# Home\n\n<!-- done -->\n\n<!-- open\n")
    world.write("letters/hello.md", "---\nsubject: Hi\n---\nDear all,\n\n<!-- later\n\nBye\n")
    found = world.run("check --json").json
    assert [(p["path"], p["line"], p["column"], p["code"]) for p in found] == [
        ("notes/index.md", 5, 1, "open-comment"),
        ("notes/letters/hello.md", 6, 1, "open-comment"),
        ("notes/people/ada.md", 6, 1, "open-comment"),
        ("notes/people/bob.md", 4, 6, "open-comment"),
        ("notes/people/bob.md", 6, 15, "open-comment"),
        ("notes/people/cid.md", 5, 5, "open-comment"),
    ]
    assert "hides all lines below" in found[2]["message"]
    assert "shows as text" in found[3]["message"]


def test_what_is_closed_or_text_is_no_problem(world: World) -> None:
    world.person(
        "Ada",
        body="<!-- a\n\nb -->\n%% c\n\nd %%\n`<!--` and \\<!-- and \\%% 5% or 10 %.\n\n"
        "```\n<!-- code\n%%\n```\n\n<!-- a --> b <!-- c\nd -->\n\nhttps://x.example/a%%b\n",
    )
    assert world.run("check --json").json == []
