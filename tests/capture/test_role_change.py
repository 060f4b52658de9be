"""A line that tells of a new role gets the command that records it."""

from __future__ import annotations

import pytest

from tests.conftest import World


@pytest.fixture
def known(world: World) -> World:
    world.person("Greg Tolliver", org="Hill")
    world.person("Nadia Sorour", org="Mendip Hospitals")
    return world


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("Greg is moving to Fjordnet as Head of Platform from January",
         "greg-tolliver --org Fjordnet --title 'Head of Platform' --since 2027-01"),
        ("Greg has joined Acme in October as a director.",
         "greg-tolliver --org Acme --title director --since 2026-10"),
        ("Greg joined Acme in December", "greg-tolliver --org Acme --since 2025-12"),
        ("Greg moved to Mendip Hospitals", "greg-tolliver --org 'Mendip Hospitals'"),
        ("Greg moved to Acme as of 2026-03 as a clerk",
         "greg-tolliver --org Acme --title clerk --since 2026-03"),
        ("Greg is moving to Bath", ""),
        ("Greg moved to Bristol in May, says it's fine", ""),
        ("Lunch with Greg about compilers", ""),
        ("Greg is going to be fine", ""),
        ("Greg joined $(rm -rf x) as a clerk",
         "greg-tolliver --org '$'"),
    ],
)  # fmt: skip
def test_a_new_role_is_offered_as_a_command(known: World, line: str, command: str) -> None:
    for flag in ([], ["--json"], ["--dry-run"]):
        said = known.run(["log", line, *flag])
        assert said.code == 0, said.err
        found = [row.partition("hobnob move ")[2] for row in said.err.split("\n") if "role?" in row]
        assert found == ([command] if command else [])
        if flag == ["--json"]:
            assert said.json["suggestions"] == [f"hobnob move {text}" for text in found]


def test_a_line_among_many_gets_it_too(known: World) -> None:
    lines = "Lunch with Nadia\nGreg has joined Acme as a director\n"
    lunch, joined = known.run("log - --json", stdin=lines).json
    assert lunch["suggestions"] == []
    assert joined["suggestions"] == ["hobnob move greg-tolliver --org Acme --title director"]
    said = known.run("log - --dry-run", stdin=lines)
    assert "line 2: a new role? hobnob move greg-tolliver --org Acme" in said.err


def test_the_command_does_what_it_says(known: World) -> None:
    import shlex

    err = known.run('log "Greg is moving to Fjordnet as Head of Platform from January"').err
    command = next(row for row in err.split("\n") if "role?" in row).partition("? hobnob ")[2]
    assert known.run(shlex.split(command)).code == 0
    (role, _) = known.run("show greg --json").json["roles"]
    assert role == {"org": "Fjordnet", "title": "Head of Platform", "since": "2027-01"}
