"""Promises are ticked by their references, and nothing else in the note changes."""

from __future__ import annotations

import pytest

from tests.conftest import World

BODY = "Talked.\r\n\r\n* [ ] send the list (by 2026-12-01)\r\n  1. [ ] [[ada]]: the paper  \r\nEnd"


@pytest.fixture
def promised(world: World) -> World:
    world.person("Ada")
    world.met("2026-11-01", "ada", body=BODY, slug="2026-11-01-talk")
    return world


def text(world: World) -> str:
    path = world.notes / "interactions/2026/2026-11-01-talk.md"
    return path.read_bytes().decode()


def test_a_promise_is_kept_and_opened_again(promised: World) -> None:
    before = text(promised)
    refs = [row["ref"] for row in promised.run("list promises --json").json]
    said = promised.run(f"done {refs[0]}")
    assert said.code == 0
    assert said.out.startswith("Kept: send the list")
    assert text(promised) == before.replace("* [ ] send", "* [x] send")
    assert promised.run(f"done {refs[1][:4]}").code == 0
    assert text(promised).count("[x]") == 2
    assert promised.run("list promises --json").json == []
    assert promised.run(["undone", *refs]).code == 0
    assert text(promised) == before


def test_numbers_are_those_of_the_last_list(promised: World) -> None:
    promised.run("list promises --theirs")
    assert promised.run("done 1").out.startswith("Kept: the paper")
    assert promised.run("done 2").code == 3
    # The list is still the one that was shown.
    assert "kept already" in promised.run("done 1").err


def test_no_such_promise(promised: World) -> None:
    said = promised.run("done zzzzzz")
    assert said.code == 3
    assert "list promises" in said.err


def test_dry_run(promised: World) -> None:
    before = text(promised)
    promised.run("list promises")
    said = promised.run("done 1 --dry-run")
    assert "+* [x] send the list" in said.out
    assert text(promised) == before


def test_a_promise_with_a_link_in_it(world: World) -> None:
    world.person("Ada", body="- [ ] give it to [[ada]]\n- [ ] and [[ada|her]] this\n")
    refs = [row["ref"] for row in world.run("list promises --json").json]
    said = world.run(["done", *refs])
    assert said.code == 0
    assert "give it to Ada" in said.out
    assert "and her this" in said.out


def test_json_and_an_empty_list_set_the_numbers_too(promised: World) -> None:
    promised.run("list promises --mine")
    found = promised.run("list promises --theirs --json").json
    assert promised.run("done 1 --json").json[0]["ref"] == found[0]["ref"]
    promised.run("list promises --mine --json")
    assert promised.run("list promises --theirs").out == ""
    said = promised.run("done 1")
    assert said.code == 3
    assert "- [ ]" in text(promised).replace("* [ ]", "- [ ]")
