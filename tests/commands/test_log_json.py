"""What `log` and `note` print for scripts: guesses that can be put right, promises, `--strict`."""

from __future__ import annotations

import pytest

from tests.conftest import World


@pytest.fixture
def davids(world: World) -> World:
    world.person("David Penrose")
    world.person("David Achterberg")
    world.person("Ada Lovelace")
    world.met("2026-11-01", "david-penrose")
    return world


@pytest.mark.parametrize(
    "command",
    [
        ["log", "Lunch with David"],
        ["log", "Lunch with Ada, introduced me to David"],
        ["note", "ada-lovelace", "saw David"],
    ],
)
def test_a_guess_names_the_others_and_the_note(davids: World, command: list[str]) -> None:
    document = davids.run([*command, "--json"]).json
    (guess,) = document["guesses"]
    assert (guess["typed"], guess["person"]) == ("David", "david-penrose")
    assert guess["others"] == ["david-achterberg"]
    assert f" {document['slug']}" in guess["fix"]
    assert " last" not in guess["fix"]


def test_the_fix_of_a_guess_is_right_also_after_another_line(davids: World) -> None:
    document = davids.run(["log", "Lunch with David", "--json"]).json
    davids.run(["log", "Coffee with Ada"])
    assert davids.run(document["guesses"][0]["fix"].removeprefix("hobnob ")).code == 0
    assert davids.run(["show", document["slug"], "--json"]).json["people"] == ["david-achterberg"]


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_promises_are_structured(davids: World, dry: list[str]) -> None:
    line = (
        "Lunch with Ada, promised to send her the list by Friday\n\n- [ ] [[ada-lovelace]]: a plot"
    )
    document = davids.run(["log", line, "--json", *dry]).json
    found = [(p["owner"], p["text"], p["due"], p["state"]) for p in document["promises"]]
    assert sorted(found) == [
        ("ada-lovelace", "a plot", None, "open"),
        ("me", "send her the list", "2026-11-27", "open"),
    ]
    assert {p["note"] for p in document["promises"]} == {document["slug"]}


@pytest.mark.parametrize(
    "command", [["log", "Lunch with David"], ["note", "ada-lovelace", "saw David"], ["log", "-"]]
)
def test_strict_guesses_nothing_and_writes_nothing(davids: World, command: list[str]) -> None:
    before = sorted(davids.notes.rglob("*.md"))
    said = davids.run([*command, "--strict", "--json"], stdin="Lunch with David\n")
    found = said.json[0] if command == ["log", "-"] else said.json
    assert (said.code, found["code"]) == (3, "guess")
    assert found["candidates"] == ["david-penrose", "david-achterberg"]
    assert sorted(davids.notes.rglob("*.md")) == before
    assert davids.run(["log", "Lunch with David Penrose", "--strict"]).code == 0
