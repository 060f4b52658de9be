"""Twenty broken notes beside a hundred good ones: all is said of the twenty, nothing is lost."""

from __future__ import annotations

import pytest

from tests.checks.broken import BROKEN, Broken, write_broken, write_good
from tests.conftest import World


@pytest.fixture
def journal(world: World) -> World:
    write_good(world)
    write_broken(world)
    return world


def test_the_hundred_alone_are_clean(world: World) -> None:
    write_good(world)
    said = world.run("check")
    assert (said.code, said.out) == (0, "")
    assert said.err == "hobnob: 100 notes, no problems\n"


@pytest.mark.parametrize("note", BROKEN, ids=lambda note: note.path)
def test_check_names_each_with_its_line(world: World, note: Broken) -> None:
    write_good(world)
    world.write(note.path, note.data)
    said = world.run("check")
    assert said.code == 1
    assert [line.split(" ")[:2] for line in said.out.splitlines()] == [
        [f"notes/{note.path}:{note.line}:{_column(said.out)}:", note.code]
    ]


def _column(out: str) -> str:
    return out.split(":")[2]


def test_check_names_all_twenty_and_no_other(journal: World) -> None:
    said = journal.run("check --json")
    assert said.code == 1
    found = {(p["path"], p["line"], p["code"]) for p in said.json}
    assert found == {(f"notes/{n.path}", n.line, n.code) for n in BROKEN}


@pytest.mark.parametrize(
    ("command", "count"),
    [
        ("list people --json", 50),
        ("list interactions --json", 50),
        ("list interactions --with p7 --json", 1),
        ("search compilers --limit 1000 --json", 50),
    ],
)
def test_every_command_works_for_the_good_ones(journal: World, command: str, count: int) -> None:
    said = journal.run(command)
    assert said.code == 0
    good = [d for d in said.json if not d["slug"].startswith("b")]
    assert len(good) == count
    # Fatally broken notes are left out, and that is said.
    assert "'hobnob check'" in said.err


def test_a_good_note_is_shown_and_a_broken_one_is_left_alone(journal: World) -> None:
    before = {p: p.read_bytes() for p in journal.notes.rglob("*.md")}
    for command in ("show p7", "show p7 --json", "stats", "list tags", "list places", "list orgs"):
        assert journal.run(command).code == 0
    assert before == {p: p.read_bytes() for p in journal.notes.rglob("*.md")}
