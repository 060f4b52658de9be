"""The file for assistants says what is there."""

from __future__ import annotations

import re

import yaml

from hobnob.cli.main import cli
from hobnob.cli.verb import verb_modules
from hobnob.docs.skill import load_skill
from tests.conftest import ROOT, World

SKILL = load_skill()


def test_it_is_shown_as_it_is(world: World) -> None:
    assert world.run("help skill").out == SKILL + "\n"
    assert world.run("help skill --json").json == {"topic": "skill", "text": SKILL}
    assert "hobnob help skill" in world.run("help").out


def test_it_is_short_and_says_what_it_is_for() -> None:
    _, head, _ = SKILL.split("---\n", 2)
    assert set(yaml.safe_load(head)) == {"name", "description"}
    assert len(SKILL.splitlines()) <= 65


def test_each_verb_and_option_that_it_names_is_there() -> None:
    table = SKILL.split("## Which verb")[1].split("\n## ")[0]
    commands = re.findall(r"`hobnob ([a-z-]+)([^`]*)`", SKILL)
    assert {verb for verb, _ in commands} <= verb_modules().keys()
    assert len(table.splitlines()) > 15
    for verb, rest in commands:
        command = cli.get_command(None, verb)  # type: ignore[arg-type]
        assert command is not None
        subcommands = getattr(command, "commands", {}).values()
        known = {option for one in (command, *subcommands) for p in one.params for option in p.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known, (verb, rest)


def test_the_registry_knows_the_server_by_the_name_in_the_readme() -> None:
    import json

    import hobnob

    server = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"<!-- mcp-name: {server['name']} -->" in readme
    assert server["version"] == hobnob.__version__
    assert [package["version"] for package in server["packages"]] == [hobnob.__version__]
    assert len(server["description"]) <= 100
