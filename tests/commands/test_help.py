"""`hobnob help`: every topic has a page, in any case, in the terminal and in a pipe."""

from __future__ import annotations

import json
import re

import click
import pytest

from hobnob.checks.catalogue import all_pages
from hobnob.cli.main import cli
from hobnob.cli.verb import verb_groups
from hobnob.docs.console import render_markdown
from hobnob.docs.manual import TOPICS
from hobnob.notes.schema import SCHEMAS
from tests.conftest import World

VERBS = [verb for verbs in verb_groups().values() for verb in verbs]


def test_without_a_topic_it_lists_them(world: World) -> None:
    said = world.run("help")
    assert said.code == 0
    for topic in TOPICS:
        assert f"hobnob help {topic.name}" in said.out
    assert "check" in world.run("help --json").json["commands"]


@pytest.mark.parametrize(
    "topic", ["format", "FORMAT", "Commands", "COMMAND", "checks", "settings", "JSON"]
)
def test_a_page(world: World, topic: str) -> None:
    said = world.run(["help", topic])
    assert said.code == 0
    assert said.out.startswith("# ")
    assert len(said.out) > 1000


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb(world: World, verb: str) -> None:
    if verb in {topic.name for topic in TOPICS}:
        # The manual has a page of this name.
        return
    said = world.run(["help", verb])
    assert said.code == 0
    assert said.out == world.run([verb, "--help"]).out
    assert f"Usage: hobnob {verb}" in said.out


def test_what_a_command_prints_lists_the_keys_of_all_that_is_in_it(world: World) -> None:
    printed = world.run("help json log").out
    assert "\nPromise: ref, text, due" in printed
    assert "\nGuess: typed, person (slug)" in printed
    assert "did you mean" not in world.run("help json edit").err


@pytest.mark.parametrize("code", all_pages())
def test_a_check(world: World, code: str) -> None:
    said = world.run(["help", code.upper()])
    assert said.out.startswith(f"# {code}\n")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_schema_of_a_kind(world: World, kind: str) -> None:
    schema = json.loads(world.run(["help", "SCHEMA", kind.capitalize()]).out)
    assert set(schema["properties"]) == set(SCHEMAS[kind].by_name)  # type: ignore[index]


@pytest.mark.parametrize(
    ("topic", "hint"),
    [("formt", "did you mean format"), ("xyzzy", "lists all topics"), ("schema", "which kind of note"),
     ("schema dog", "'dog' is no kind of note")],
)  # fmt: skip
def test_what_there_is_not(world: World, topic: str, hint: str) -> None:
    said = world.run(f"help {topic}")
    assert (said.code, said.out) == (2, "")
    assert hint in said.err


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_terminal_gets_it_wrapped_and_complete(topic: object, width: int) -> None:
    with click.Context(cli):
        text = topic.render()  # type: ignore[attr-defined]
    shown = click.unstyle(render_markdown(text, width))
    prose = [line for line in shown.splitlines() if not line.startswith("    ")]
    # Only a word that is longer than the line may stick out.
    assert all(
        len(line) <= min(width, 96) or " " not in line.strip() for line in prose if "  " not in line
    )
    # What a terminal does not show: the languages of code, and the titles of a table that is a list.
    text = re.sub(r"^ *```\w+$|^\|.*\|\n(?=\|---)", "", text, flags=re.M)
    for word in text.replace("`", " ").replace("*", " ").replace("|", " ").split():
        bare = word.strip("#()[].,;:-")
        if bare.isalpha():
            assert bare in shown


def test_rendering_of_each_kind_of_block() -> None:
    text = """# One `x`

Some *words* that **must be** wrapped, and a [link](a.md).

- an item that is long enough
  to go on

```
code  stays
```

| a | b |
|---|---|
| `x` | y \\| z |
"""
    assert click.unstyle(render_markdown(text, 30)) == (
        "One `x`\n\nSome words that must be\nwrapped, and a link.\n\n- an item that is long enough\n"
        "  to go on\n\n    code  stays\n\na  b\nx  y | z"
    )
    assert render_markdown(text, None) == text.rstrip()
