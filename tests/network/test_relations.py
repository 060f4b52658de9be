"""What people are to each other is seen from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from hobnob.index.index import Index
from hobnob.index.notes import all_notes
from hobnob.index.sharing import hide_private
from hobnob.network.relation_words import side_of
from hobnob.network.relations import relations_of
from tests.conftest import TODAY, World


def relations(world: World, name: str) -> list[tuple[str, str | None]]:
    found: Any = world.run(f"show {name} --json").json["relations"]
    return [(row["who"], row["how"]) for row in found]


@pytest.mark.parametrize(
    ("how", "counterpart"),
    [
        ("manager", "report"), ("Direct Report", "manager"), ("mentee", "mentor"),
        ("mother", "child"), ("son", "parent"), ("sister", "sibling"), ("wife", "spouse"),
        ("former manager", "former report"), ("ex-colleague", "former colleague"),
        ("Chefin", "Mitarbeitende"), ("Schwester", "Geschwister"), ("Sohn", "Elternteil"),
        ("ehemalige Chefin", "früher Mitarbeitende"), ("dog sitter", "dog owner"),
        ("Dog owner", "dog sitter"), ("chess partner", "chess partner"), ("spy", None), ("", None),
    ],
)  # fmt: skip
def test_a_word_has_a_counterpart_or_none(how: str, counterpart: str | None) -> None:
    own = {"dog sitter": "dog owner", "chess partner": "chess partner"}
    side = side_of(how, own)
    assert (side and side.counterpart) == counterpart


def test_both_sides_show_it_each_once(world: World) -> None:
    world.settle("      counterparts: {dog sitter: dog owner}\n")
    world.person("Ada", relations="[{who: bob, how: sister}, {who: eve, how: dog sitter}]",
                 body="## Relations\n\n- [[carl]]: former boss\n- [[eve|Eve]] (Mentorin)\n- x\n"
                      "\n## Other\n- [[dora]]: aunt\n")  # fmt: skip
    world.person("Bob", relations="[{who: Ada, how: brother}, {who: Ada, how: colleague}]")
    for name in ("Carl", "Eve", "Dora"):
        world.person(name)
    world.person("Fay", relations="[{who: ada, how: godspy}, {who: carl}]")
    # Each note's own words win over the counterpart of the other's: sister and brother.
    assert relations(world, "ada") == [
        ("bob", "sister"), ("eve", "dog sitter"), ("carl", "former boss"), ("eve", "Mentorin"),
        ("bob", "colleague"), ("fay", None),
    ]  # fmt: skip
    assert relations(world, "bob") == [("ada", "brother"), ("ada", "colleague")]
    assert relations(world, "eve") == [("ada", "dog owner"), ("ada", "Mentee")]
    assert relations(world, "carl") == [("ada", "former report"), ("fay", None)]
    assert relations(world, "dora") == []
    assert "Fay (Ada is their godspy)" in world.run("show ada").out
    assert "Ada (former report)" in world.run("brief carl").out
    # A relation in a text is no mention.
    assert world.run("show carl --json").json["mentions"] == []
    assert [row["note"] for row in world.run("show dora --json").json["mentions"]] == ["ada"]


def test_a_shared_site_knows_no_relation_of_somebody_private(world: World) -> None:
    world.person("Ada", relations="[{who: spy, how: spymaster}, {who: bob, how: sister}]",
                 body="## Relations\n- [[spy]]: handler\n- [[bob]]: colleague\n")  # fmt: skip
    world.person("Bob")
    world.person("Spy", private="true", relations="[{who: ada, how: puppet}]")
    with world.index() as index:
        redacted, _ = hide_private(index.db, "notes/")
        public = Index(db=redacted, journal=index.journal, today=TODAY)
        ids = {note.slug: note.id for note in all_notes(public)}
        said = {slug: [(r.who.slug, r.how) for r in relations_of(public, ids[slug])]
                for slug in ids}  # fmt: skip
        assert said == {
            "ada": [("bob", "sister"), ("bob", "colleague")],
            "bob": [("ada", "sibling"), ("ada", "colleague")],
        }
        (data,) = public.column("SELECT data FROM note WHERE slug = 'ada'")
        assert not any(word in data for word in ("spymaster", "handler", "puppet"))


def test_check_points_out_contradictions_and_oneself(world: World) -> None:
    world.person("Ada", relations="[{who: bob, how: manager}, {who: eve, how: Mutter}]")
    world.person("Bob", relations="[{who: ada, how: boss}, {who: bob, how: friend}]")
    world.person("Eve", relations="[{who: ada, how: parent}, {who: bob, how: mentor}]")
    world.person("Fay", relations="[{who: eve, how: former manager}, {who: ada, how: report}]")
    world.person(
        "Gus", relations="[{who: fay, how: mentor}]", body="# Relations\n- [[fay]]: mentee"
    )
    found = [line for line in world.run("check").out.splitlines() if "relation" in line]
    assert [line.split(":", 1)[0].removeprefix("notes/people/") for line in found] == [
        "bob.md", "bob.md", "eve.md", "gus.md",
    ]  # fmt: skip
    assert "own-relation" in "".join(found)
    assert sum("contradiction" in line for line in found) == 3


def test_set_adds_and_removes_rows_and_leaves_the_others_as_they_are(world: World) -> None:
    for name in ("Bob Crane", "Eve"):
        world.person(name)
    note = world.person("Ada", relations="\n  - {who: eve,  how: Tutor}   # since 1830")
    assert world.run(["set", "ada", "relations+=bob crane: sister: half"]).code == 0
    assert world.run(["set", "ada", "relations+=bob crane: sister: half"]).code == 0
    text = note.read_text()
    assert text == (
        "---\nname: Ada\nrelations: \n  - {who: eve,  how: Tutor}   # since 1830\n"
        '  - who: bob-crane\n    how: "sister: half"\n---\n'
    )
    assert world.run(["set", "ada", "relations-=Bob Crane: aunt"]).code == 0
    assert note.read_text() == text
    refused = world.run(["set", "ada", "relations-=eve"])
    assert refused.code == 2
    assert "comment" in refused.err
    world.run(["set", "ada", "relations-=Bob Crane"])
    assert "bob-crane" not in note.read_text()
    assert world.run(["set", "ada", "relations+=ada: friend"]).code == 2
    assert world.run(["set", "ada", "relations+=nobody: friend"]).code == 3


def test_after_a_merge_nobody_is_related_to_themselves(world: World) -> None:
    world.person("Ada", relations="[{who: a-byron, how: friend}, {who: bob, how: x}]")
    world.person("A Byron", relations="\n  - who: ada\n    how: twin\n  - who: bob\n    how: y")
    world.person("Bob", relations="[{who: a-byron, how: z}]")
    assert world.run("merge ada a-byron").code == 0
    assert relations(world, "ada") == [("bob", "x"), ("bob", "y"), ("bob", None)]
    assert relations(world, "bob") == [("ada", "z"), ("ada", None), ("ada", None)]
