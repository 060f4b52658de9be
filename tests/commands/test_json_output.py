"""What a script can ask of `--json`: keys, numbers of items, one line, the keys of one command."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import World, _Stream


def test_fields_are_the_only_keys_in_their_order(looked_at: World) -> None:
    people = looked_at.run("list people --fields due,name --limit 3").json
    assert [list(person) for person in people] == [["due", "name"]] * 3
    assert looked_at.run("show greg-tolliver --fields name").json == {"name": "Greg Tolliver"}
    needs = looked_at.run("--fields reason today --json").json
    assert {tuple(need) for need in needs} == {("reason",)}


def test_a_field_may_stand_in_another(looked_at: World) -> None:
    said = looked_at.run("show greg-tolliver --fields timeline.date,name,timeline.kind --limit 2")
    assert said.err == ""
    assert said.json["name"] == "Greg Tolliver"
    assert [list(entry) for entry in said.json["timeline"]] == [["date", "kind"]] * 2
    whole = looked_at.run("show greg-tolliver --json").json["timeline"][:2]
    assert said.json["timeline"] == [{"date": e["date"], "kind": e["kind"]} for e in whole]


def test_a_key_that_nothing_has_is_told(looked_at: World) -> None:
    said = looked_at.run("list people --fields nmae,slug --limit 2")
    assert [list(person) for person in said.json] == [["slug"]] * 2
    assert said.err == "hobnob: nothing here has the key 'nmae'; did you mean name?\n"
    assert looked_at.run("list people --tag nope --fields nmae").json == []


@pytest.mark.parametrize(
    "command",
    [
        "list people", "list interactions", "list plans", "list orgs", "list tags", "list places",
        "list promises", "today", "letters", "bridges", "suggest", "search lunch",
        "plan next",
    ],
)  # fmt: skip
def test_every_list_can_be_cut(looked_at: World, command: str) -> None:
    every = looked_at.run(f"{command} --json").json
    assert len(every) > 1
    assert looked_at.run(f"{command} --limit 1 --json").json == every[:1]
    text = looked_at.run(f"{command} --limit 1").out
    assert 0 < len(text) < len(looked_at.run(f"{command} --limit 100").out)


def test_a_timeline_can_be_cut(looked_at: World) -> None:
    for name in ("greg-tolliver", "next-role", "Avonmere Mutual"):
        every = looked_at.run(["show", name, "--json"]).json["timeline"]
        assert looked_at.run(["show", name, "--json", "--limit", "1"]).json["timeline"] == every[:1]


def test_problems_can_be_cut_and_are_counted_all_the_same(world: World) -> None:
    for number in range(3):
        world.write(f"people/x{number}.md", "---\nemails: [x]\n---\n")
    said = world.run("check --limit 1 --json")
    assert (len(said.json), said.code) == (1, 1)


def test_a_pipe_gets_one_line_an_item(looked_at: World) -> None:
    lines = looked_at.run("today --json").out.splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert all(json.loads(line.rstrip(",")) for line in lines[1:-1])
    assert len(looked_at.run("show greg-tolliver --json").out.splitlines()) == 1
    assert looked_at.run("drafts --plan summer-internship --json").out == "[]\n"


def test_a_terminal_gets_indents(looked_at: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Stream, "isatty", lambda _: True)
    for command in ("today --limit 1 --json", "list people --limit 1 --json"):
        said = looked_at.run(command)
        assert said.out.startswith("[\n  {\n    ")
        assert said.json


def test_fields_print_json_also_when_the_command_fails(looked_at: World) -> None:
    assert looked_at.run("show nobody --fields name").json["code"] == "not-found"
    assert looked_at.run("show nobody --fields=").json["code"] == "bad-value"
    assert looked_at.run("lsit --fields name").json["code"] == "no-command"


def test_the_keys_of_a_command_are_few_characters(looked_at: World) -> None:
    text = looked_at.run("help json today").out
    assert "reason" in text
    assert len(text) < 400
    verbs: list[Any] = ["list people", "log", "show", "plan", "review", "brief", "list", "add"]
    for verb in verbs:
        assert 60 < len(looked_at.run(f"help json {verb}").out) < 1600, verb
    assert looked_at.run("help json today --json").json["text"] == text.rstrip("\n")


def test_help_knows_which_commands_print_json(looked_at: World) -> None:
    said = looked_at.run("help json tdoay --json")
    assert (said.code, said.json["candidates"]) == (2, ["today"])
    assert looked_at.run("help json serve").code == 2


def test_the_options_of_every_command_stand_once(looked_at: World) -> None:
    assert "--no-color" in looked_at.run("--help").out
    text = looked_at.run("today --help").out
    assert "--no-color" not in text
    assert "'hobnob --help' lists the options of every command" in text
