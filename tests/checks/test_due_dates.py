"""A due date that cannot be read is a problem, where it stands."""

from __future__ import annotations

from tests.conftest import World


def test_its_line_and_column_are_named(world: World) -> None:
    world.person("Ada", body="Met.\n\n> 1. [ ] send it (by 2026-11-31)\n- [x] ring (by Friday)\n")
    found = world.run("check --json").json
    assert [(p["line"], p["column"], p["code"]) for p in found] == [
        (6, 18, "due-date"),
        (7, 12, "due-date"),
    ]
    assert "2026-11 has 30 days" in found[0]["message"]


def test_a_dropped_promise_is_not_open(world: World) -> None:
    world.person("Ada", body="> - [-] a\n>   - [/] b\n\n1. [x] c\n")
    rows = world.run("list promises --all --json").json
    states = {row["text"]: (row["state"], row["done"]) for row in rows}
    assert states == {"a": ("dropped", True), "b": ("open", False), "c": ("kept", True)}
    refs = {row["text"]: row["ref"] for row in rows}
    assert world.run(f"done {refs['b']}").code == 0
    assert world.run(f"undone {refs['a']} {refs['c']}").code == 0
    body = (world.notes / "people/ada.md").read_text().split("---\n")[2]
    assert body.lstrip("\n") == "> - [ ] a\n>   - [x] b\n\n1. [ ] c\n"
