"""All notes as JSON, and the way back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.commands.changing import tree
from tests.conftest import World
from tests.importers.hostile import EXAMPLES, mutated

HOSTILE = "<script>alert(1)</script>=cmd|' /C calc'!A0 ../../x {{ 7*7 }}"


@pytest.fixture
def other(tmp_path: Path) -> World:
    """Another journal, without notes."""
    world = World(tmp_path / "other")
    world.settle()
    return world


def carry(world: World, other: World) -> Any:
    """Export all of a journal, import it into another, and return what the file says."""
    file = world.root.parent / "all.json"
    file.unlink(missing_ok=True)
    said = world.run(["export", "json", "-o", str(file)])
    assert said.code == 0, said.err
    said = other.run(["import", str(file), "--yes"])
    assert said.code == 0, said.err
    return json.loads(file.read_text(encoding="utf-8"))


def outside(other: World) -> set[Path]:
    """Return what lies around a journal."""
    around = (path for path in other.root.parent.rglob("*") if other.root not in path.parents)
    return {path for path in around if ".hobnob" not in path.parts}


def written_back(other: World, found: Any) -> Any:
    """Import changed JSON, and return what was said."""
    file = other.root.parent / "changed.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    return other.run(["import", str(file), "--yes"])


def test_every_note_comes_back_byte_for_byte(sample: World, other: World) -> None:
    """Also those that no program wrote, or that cannot be read."""
    sample.write("people/crlf.md", b"\xef\xbb\xbf---\r\nname:   'Carl Rl'  # his name\r\n---\r\nHi")
    sample.write("people/latin.md", b"---\nname: Ren\xe9\n---\n")
    sample.write("people/broken.md", "---\nname: [Bro\n")
    sample.write("People of the past.md", "---\ntype: list\npath: x\ntext: [a]\n---\nOnce.\n")
    sample.write("interactions/2026/no-date.md", "---\npeople: crlf\n---\n")
    sample.person("Nasty", body=HOSTILE + "\n", **{"my key": f'"{HOSTILE}"', "type": "contact"})
    found = carry(sample, other)
    assert tree(other) == {k: v for k, v in tree(sample).items() if k.endswith(".md")}
    assert written_back(other, found).out.endswith("Nothing has changed.\n")
    Draft202012Validator(json.loads(sample.run("help schema export").out)).validate(found)
    assert other.run("undo").code == 0
    assert tree(other) == {}


def test_notes_that_hobnob_wrote_need_no_copy_of_their_file(world: World) -> None:
    world.run(["add", "person", "Grace Hopper", "emails=g@example.org", "org=Navy", "tags=a,b"])
    world.run("log 'lunch with Grace yesterday about compilers, promised her the list by Friday'")
    world.run("add plan Job people=grace-hopper")
    found = world.run("export json").json
    assert [note["type"] for note in found["notes"]] == ["interaction", "person", "plan"]
    assert [note for note in found["notes"] if "file" in note] == []


def test_a_value_that_is_changed_in_the_json_wins_over_the_file(world: World, other: World) -> None:
    world.write("people/ada.md", "---\n# mine\nname: Ada Byron\ncircle: close\n---\nText.\n")
    found = world.run("export json").json
    found["notes"][0]["circle"] = "inner"
    said = written_back(other, found)
    assert tree(other)["people/ada.md"] == b"---\nname: Ada Byron\ncircle: inner\n---\nText.\n"
    assert "1 of the notes" in said.out


def test_what_is_there_stays_and_nobody_has_two_notes(world: World, other: World) -> None:
    world.person("Ada Byron", emails="[ada@example.org]", circle="close")
    world.person("Grace Hopper", birthday="1906-12-09")
    world.met("2026-01-02", "ada-byron", body="Tea.\n")
    world.met("2026-01-03", "grace-hopper")
    other.person("Ada Byron", emails="[ada@example.org]", circle="inner")
    other.person("Grace Hopper", birthday="1992-01-01")
    other.person("Bob", slug="bob", emails="[bob@example.org]")
    before = tree(other)
    world.person("Robert Crane", aliases="[Bob]", emails="[bob@example.org]")
    file = world.root.parent / "all.json"
    world.run(["export", "json", "-o", str(file)])
    said = other.run(["import", str(file), "--yes", "--json"]).json
    assert said["new"] == ["2026-01-02-meeting-ada-byron"]
    assert said["unclear"] == ["grace-hopper", "bob"]
    assert said["passed_over"] == {"interactions with somebody who is unclear": 1}
    assert [(d["key"], d["note"], d["source"]) for d in said["differences"]] == [
        ("circle", "inner", "close")
    ]
    after = tree(other)
    assert before == {path: data for path, data in after.items() if path in before}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"path": "../../evil.md"}, "no path inside the notes"),
        ({"path": "notes/people/../../../evil.md"}, "no path inside the notes"),
        ({"path": "/etc/evil.md"}, "no path inside the notes"),
        ({"path": "notes/people/.evil.md"}, "no path inside the notes"),
        ({"path": "notes/people/a\x00.md"}, "no path inside the notes"),
        ({"path": "notes/people/x.md/y.md"}, "no path inside the notes"),
        ({"path": "notes/people/evil.py"}, "no Markdown file"),
        ({"path": "notes/evil.md"}, "not in the folder of its type"),
        ({"path": "notes/people/_hidden/evil.md"}, "holds no notes"),
        ({"path": "notes/inbox.md", "type": "page"}, "is the inbox"),
        ({"path": 7}, "it has no path"),
        ({"type": "robot"}, "its type is none of"),
        ({"text": ["x"]}, "its text is no text"),
        ({"text": "\ud800"}, "a byte that is not UTF-8"),
        ({"circle": "best"}, "circle: 'best' is no circle"),
        ({"birthday": "1906-12-09\nprivate: false"}, "birthday"),
        ({"birthday": {"a": 1}}, "birthday"),
        ({"name": {"a": {"b": 1}}}, "name"),
    ],
)
def test_what_cannot_be_a_note_is_said_and_nothing_is_written(
    world: World, other: World, change: dict[str, Any], says: str
) -> None:
    world.person("Ada Byron")
    found = world.run("export json").json
    found["notes"][0] |= change
    around = set(world.root.parent.rglob("*"))
    said = written_back(other, found)
    assert said.code == 2, said.out
    assert says in said.err
    assert tree(other) == {}
    outside = {path for path in world.root.parent.rglob("*") if ".hobnob" not in path.parts}
    assert {path.name for path in outside - around} <= {"changed.json"}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"format": "hobnob"}', '{"format": "hobnob", "version": 1, "notes": 3}',
     '{"format": "hobnob", "version": 99, "notes": []}', '{"a":' * 100_000, "\xff"],
)  # fmt: skip
def test_what_is_no_export_is_refused(other: World, text: str) -> None:
    file = other.root.parent / "x.json"
    file.write_bytes(text.encode("latin-1"))
    said = other.run(["import", str(file), "--from", "hobnob", "--yes"])
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "Traceback" not in said.err


def test_a_mutated_file_is_a_clear_error_or_comes_in_and_can_be_undone(
    world: World, other: World
) -> None:
    world.person("Ada Byron", emails="[ada@example.org]", body="Likes [[grace-hopper]].\n")
    world.person(
        "Grace Hopper", relations="\n  - who: ada-byron\n    how: friend", own="[a, {b: c}]"
    )
    world.met("2026-01-02", "ada-byron", kind="call", body="Numbers.\n")
    world.write("people/hand.md", "---\n# mine\nname: Hand\n---\n")
    world.write("plans/job.md", "---\nname: Job\npeople: [ada-byron]\n---\n")
    data = world.run("export json").out.encode()
    file = other.root.parent / "mutated.json"
    came_in = 0
    for number in range(2 * EXAMPLES):
        file.write_bytes(mutated(data, number))
        around = outside(other)
        said = other.run(["import", str(file), "--from", "hobnob", "--yes", "--skip-bad"])
        assert said.code in (0, 2), (number, said.err)
        assert said.code == 0 or said.err.startswith("hobnob: "), (number, said.err)
        assert outside(other) == around
        assert other.run("check --json").code in (0, 1)
        if tree(other):
            came_in += 1
            assert other.run("undo").code == 0
        assert tree(other) == {}
    assert came_in


def test_a_shared_export_has_nothing_private(world: World) -> None:
    world.person("Ada Byron", body="Knows [[secret-person|Sec Ret]].\n")
    world.person("Secret Person", private="true")
    world.met("2026-01-02", "ada-byron", "secret-person", body="Hidden.\n")
    world.write("people/broken.md", "---\nname: [Secret\n")
    text = world.run("export json --share").out
    assert [note["slug"] for note in json.loads(text)["notes"]] == ["ada-byron"]
    for word in ("ecret", "Sec Ret", "Hidden"):
        assert word not in text
    assert world.run("export json --circle close").json["notes"] == []
