"""What hobnob did is taken back, if nobody else wrote there since."""

from __future__ import annotations

import re

import pytest

from tests.commands.changing import tree
from tests.conftest import Said, World


def change_of(said: Said) -> str:
    """The id that a command printed."""
    assert said.code == 0, said.err
    (found,) = re.findall(r"^change ([0-9a-f]{4})$", said.err, re.MULTILINE)
    return str(found)


def test_every_verb_that_writes_is_taken_back_in_turn_and_made_again(world: World) -> None:
    states = [tree(world)]
    for command in (
        "add person 'Ada Byron'",
        "add person Bob introduced_by=ada",
        "log 'Lunch' --with ada,carl --new",
        "set ada circle=close",
        "move ada --org Acme",
        "rename ada 'Ada King'",
        "remove last",
        "remove bob",
    ):
        change_of(world.run(command))
        states.append(tree(world))
    listed = world.run("undo --list --json").json
    assert [row["what"].split()[0] for row in listed] == [
        "remove", "remove", "rename", "move", "set", "log", "add", "add"
    ]  # fmt: skip
    for state in reversed(states[:-1]):
        assert world.run("undo").code == 0
        assert tree(world) == state
    assert world.run("undo").code == 3
    assert all(row["undone"] for row in world.run("undo --list --json").json)
    for state in states[1:]:
        assert world.run("redo").code == 0
        assert tree(world) == state
    assert world.run("redo").code == 3


def test_what_was_edited_since_is_named_and_left(world: World) -> None:
    path = world.person("Ada")
    assert world.run("set ada circle=close").code == 0
    path.write_text("mine")
    said = world.run("undo")
    assert said.code == 4
    assert "notes/people/ada.md" in said.err
    assert path.read_text() == "mine"


def test_dry_run_shows_what_would_come_back(world: World) -> None:
    world.person("Ada")
    world.run("remove ada")
    said = world.run("undo --dry-run")
    assert "+name: Ada\n" in said.out
    assert tree(world) == {}
    assert world.run("undo --dry-run --json").json["dry_run"] is True


def test_json_has_the_change_with_its_paths_and_diff(world: World) -> None:
    world.person("Ada")
    said = world.run("set ada circle=close --json")
    change = said.json["change"]
    assert change["id"] == change_of(said)
    assert change["paths"] == ["notes/people/ada.md"]
    assert "\n+circle: close\n" in change["diff"]
    assert "change" not in world.run("show ada --json").json


def test_the_items_of_a_batch_share_one_change_and_each_has_its_files(world: World) -> None:
    world.person("Ada")
    said = world.run("log - --json", stdin="lunch with **Bob**\ncall with Ada\n")
    first, second = said.json
    assert first["change"]["id"] == second["change"]["id"] == change_of(said)
    assert first["change"]["paths"] == [first["path"], "notes/people/bob.md"]
    assert second["change"]["paths"] == [second["path"]]
    before = len(tree(world))
    world.run("undo")
    assert before - len(tree(world)) == 3


# ---------------------------------------------------------------- a change in the middle


def test_a_change_in_the_middle_goes_and_later_lines_of_the_note_stay(world: World) -> None:
    world.person("Ada", body="Text.\n")
    first = change_of(world.run("note ada 'likes gin'"))
    change_of(world.run("note ada 'likes tea'"))
    change_of(world.run("set ada circle=close"))
    assert world.run(f"undo {first}").code == 0
    text = (world.notes / "people/ada.md").read_text()
    assert text == "---\nname: Ada\ncircle: close\n---\nText.\n- 2026-11-22: likes tea\n"
    # A bare undo then takes the last change that stands.
    assert "set ada circle=close" in world.run("undo").out


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("set ada circle=close", "set ada circle=wide"),
        ("add person Bob", "set bob circle=wide"),
        ("set ada circle=close", "rename ada 'Ada King'"),
        # The file is as it was before the first, but only because of the second.
        ("set ada circle=close", "set ada circle="),
        ("rename ada 'Ada King'", "remove ada-king"),
        ("remove carl", "add person Carl circle=wide"),
        # The line with the item does not touch the line with its key, but belongs to it.
        ("set ada 'tags=" + ",".join(f"a-long-tag-{n:02}" for n in range(9)) + "'",
         "set ada tags+=one-more-long-tag"),
    ],
)  # fmt: skip
def test_a_later_change_of_the_same_lines_is_named_and_nothing_is_written(
    world: World, first: str, later: str
) -> None:
    world.person("Ada")
    world.person("Carl")
    change, other = change_of(world.run(first)), change_of(world.run(later))
    before = tree(world)
    said = world.run(f"undo {change}")
    assert said.code == 4
    assert f"{other}  " in said.err
    assert f"--since {change}" in said.err
    assert tree(world) == before
    assert world.run(f"undo --since {change}").code == 0
    assert tree(world).keys() == {"people/ada.md", "people/carl.md"}
    assert tree(world)["people/ada.md"] == b"---\nname: Ada\n---\n"


def test_all_since_a_change_go_as_one_and_come_back_as_one(world: World) -> None:
    world.person("Ada")
    world.run("set ada location=Rome")
    kept = tree(world)
    first = change_of(world.run("set ada circle=close"))
    world.run("set ada circle=wide")
    world.run("add person Bob")
    all_made = tree(world)
    undone = world.run(f"undo --since {first} --json").json
    assert [row["what"].split()[0] for row in undone["changes"]] == ["add", "set", "set"]
    assert tree(world) == kept
    assert world.run("redo").code == 0
    assert tree(world) == all_made


def test_a_note_that_others_refer_to_goes_with_a_word(world: World) -> None:
    change = change_of(world.run("add person Ada"))
    world.run("log 'Lunch' --with ada")
    said = world.run(f"undo {change}")
    assert "1 note refers to notes/people/ada.md" in said.err


def test_changes_go_in_any_order_and_leave_nothing(world: World) -> None:
    world.person("Ada", body="Text.\n", tags="[a, b]")
    before = tree(world)
    ids = [
        change_of(world.run(command))
        for command in (
            "note ada gin",
            "set ada location=Rome",
            "note ada tea",
            "set ada circle=close",
        )
    ]
    for change in (ids[1], ids[0], ids[3], ids[2]):
        assert world.run(f"undo {change}").code == 0
    assert tree(world) == before
    for change in ids:
        assert world.run(f"redo {change}").code == 0
    # What was made again counts as a later change.
    change_of(world.run("undo"))
    assert world.run(f"undo --since {ids[0]}").code == 0
    assert tree(world) == before


def test_what_was_made_again_since_is_named(world: World) -> None:
    world.person("Ada", location="Rome")
    first = change_of(world.run("set ada location=Oslo"))
    change_of(world.run("undo"))
    second = change_of(world.run("set ada circle=close"))
    again = change_of(world.run(f"redo {first}"))
    third = change_of(world.run("set ada location=Bonn"))
    said = world.run(f"undo {first}")
    assert said.code == 4
    assert f"{third}  set ada location=Bonn" in said.err
    assert world.run(f"undo {second}").code == 0
    assert world.run(f"undo {third}").code == 0
    assert world.run(f"undo {again}").code == 0
    assert tree(world)["people/ada.md"] == b"---\nname: Ada\nlocation: Rome\n---\n"


# ---------------------------------------------------------------- once, and not by mistake


def test_what_is_taken_back_is_not_taken_back_twice(world: World) -> None:
    world.person("Ada")
    change = change_of(world.run("set ada circle=close"))
    world.run(f"undo {change}")
    before = tree(world)
    said = world.run(f"undo {change}")
    assert (said.code, tree(world)) == (0, before)
    assert "taken back already" in said.err


def test_redo_after_another_change_needs_an_id(world: World) -> None:
    world.person("Ada")
    change = change_of(world.run("set ada circle=close"))
    world.run("undo")
    world.run("set ada location=Rome")
    said = world.run("redo")
    assert said.code == 3
    assert "set ada location=Rome" in said.err
    assert world.run(f"redo {change}").code == 0
    ada = world.run("show ada --json").json
    assert (ada["circle"], ada["location"]) == ("close", "Rome")


def test_an_id_that_is_not_known_is_an_error(world: World) -> None:
    for command in ("undo zzzz", "undo --since zzzz", "redo zzzz"):
        assert world.run(command).code == 3, command


def test_the_oldest_changes_go_with_a_word_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hobnob.transaction.done.MOST_KEPT", 2)
    monkeypatch.setattr("hobnob.transaction.done.MORE_KEPT", 1)
    world.person("Ada")
    said = [world.run(f"set ada location=L{number}").err for number in range(4)]
    assert ["will delete the 2 oldest" in err for err in said] == [False, False, True, False]
    assert len(world.run("undo --list --json").json) == 2


def test_only_the_changes_of_the_same_lines_stand_in_the_way(world: World) -> None:
    world.person("Ada", location="Rome", circle="wide", tags="[maths]")
    first = change_of(world.run("set ada circle=close"))
    change_of(world.run("set ada location=Oslo"))
    third = change_of(world.run("set ada circle=inner"))
    change_of(world.run("set ada tags=logic"))
    error = world.run(f"undo {first} --json").json
    assert (error["code"], error["candidates"]) == ("touched-since", [third])
    assert world.run(error["fix"].removeprefix("hobnob ")).code == 0
    assert world.run(f"undo {first}").code == 0
    ada = b"---\nname: Ada\nlocation: Oslo\ncircle: wide\ntags: [logic]\n---\n"
    assert tree(world)["people/ada.md"] == ada


def test_an_empty_id_is_not_the_last_change(world: World) -> None:
    world.person("Ada")
    world.run("set ada circle=close")
    before = tree(world)
    for command in (["undo", ""], ["undo", "--since", ""], ["undo", "--since="]):
        said = world.run([*command, "--json"])
        assert (said.code, said.json["code"]) == (2, "bad-value"), command
    assert tree(world) == before


def test_it_says_that_all_is_taken_back_already(world: World) -> None:
    world.person("Ada")
    first = change_of(world.run("set ada circle=close"))
    world.run("undo")
    said = world.run(f"undo --since {first}")
    assert said.code == 0
    assert "taken back already" in said.err


def test_the_list_may_be_short(world: World) -> None:
    world.person("Ada")
    changes = [change_of(world.run(f"set ada location=L{number}")) for number in range(3)]
    listed = world.run("undo --list --limit 2 --json").json
    assert [row["id"] for row in listed] == changes[:0:-1]
    assert world.run("undo --limit 2").code == 2


def test_what_will_lead_to_a_removed_file_is_counted_too(world: World) -> None:
    """A Markdown link leads to a file, whatever its path is written as; a name alone does not."""
    world.run("add person Zoë")
    world.write("links.md", "See [her](people/zo%C3%AB.md) and [her](people/zoë.md#notes).\n")
    world.write("other.md", "See [no](people/ada.md), and zoë.md.\n")
    said = world.run("undo")
    assert said.code == 0
    assert "1 note refers to notes/people/zoë.md, which goes" in said.err
