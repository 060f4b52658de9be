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


def test_numbers_of_today(world: World) -> None:
    """Each verb takes the number of what it can do something about, on screen, piped, as JSON."""
    world.person("Ada", keep_in_touch="1 week")
    world.person("Ben", body="- [ ] send the list (by 2026-11-20)")
    world.met("2026-11-20", "ada", kind="letter", draft="true", slug="dear-ada", body="Dear Ada")
    plain = [line.split()[0] for line in world.run("today").out.splitlines()]
    assert plain[1:] == ["1", "2", "3"]
    found = world.run("today --json").json
    assert [(need["n"], need["reason"]) for need in found] == [
        (1, "promise"), (2, "draft"), (3, "cadence"),
    ]  # fmt: skip
    # A notification in the background changes no number.
    world.run("today --limit 0 --format plain")
    for refused in ("done 2", "sent 1", "accept 1", "sent 3", "done 4", "done 0"):
        said = world.run(refused)
        assert (said.code, "means nothing here" in said.err) == (3, True), refused
    assert "3 is" not in world.run("done 3").err
    assert "Ada: say hello" in world.run("done 3").err
    assert world.run("show 3 --json").json["slug"] == "ada"
    assert world.run("done 1").out.startswith("Kept: send the list")
    # The numbers stay those that were shown, though the list is shorter now.
    assert world.run("sent 2").out.startswith("Sent")


def test_a_number_of_another_list_is_refused(world: World) -> None:
    """Neither another day's, nor what has changed since, nor a copied journal's."""
    world.person("Ada", body="- [ ] send the list (by 2026-11-20)\n- [ ] ring (by 2026-11-21)")
    world.run("today")
    said = world.run("done 1", today="2026-11-23")
    assert said.code == 3
    assert "the last list was of 2026-11-22" in said.err
    world.person("Ada", body="- [ ] send nothing (by 2026-11-20)\n- [ ] ring (by 2026-11-21)")
    said = world.run("done 1")
    assert said.code == 3
    assert "has changed since" in said.err
    assert world.run("done 2").code == 0
    world.run("drafts")
    assert world.run("done 1").code == 3
    numbers = world.root / ".hobnob/numbers"
    world.run("today")
    numbers.write_text(numbers.read_text().replace(str(world.root), "/elsewhere"))
    assert world.run("done 1").code == 3
    for broken in ("", "[]", "{", "1\n2", '["2026-11-22", "x"]\n[1]', "\x00"):
        numbers.write_text(broken)
        assert world.run("done 1").code == 3, broken
