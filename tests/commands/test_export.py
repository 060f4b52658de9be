"""`hobnob export`: what goes to stdout, and into a file."""

from __future__ import annotations

import os

import pytest

from tests.commands.looking import on_terminal
from tests.conftest import World


def test_stdout_gets_the_bytes(world: World) -> None:
    world.person("Ada", birthday="--12-10")
    said = world.run("export calendar")
    assert said.out.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert said.out.endswith("END:VCALENDAR\r\n")
    assert "\r\r" not in said.out
    assert said.err == ""
    assert (
        world.run("export calendar -o x.ics").err == "hobnob: wrote 1 day to remember into x.ics\n"
    )
    assert (world.root / "x.ics").read_bytes() == said.out.encode()


def test_json_says_what_was_written_and_where(world: World) -> None:
    world.person("Ada", birthday="--12-10")
    document = world.run("export calendar --json -o x.ics").json
    assert (document["format"], document["file"]) == ("calendar", "x.ics")
    assert [entry["reason"] for entry in document["entries"]] == ["birthday"]
    assert (world.root / "x.ics").exists()
    assert world.run("export calendar --json").json["file"] is None


def test_a_file_of_another_sort_is_never_overwritten(world: World) -> None:
    (world.root / "mine.ics").write_text("To whom it may concern")
    assert world.run("export calendar -o mine.ics").code == 2
    assert (world.root / "mine.ics").read_text() == "To whom it may concern"
    (world.root / "empty.ics").write_text("")
    assert world.run("export calendar -o empty.ics").code == 0


def test_nothing_is_left_beside_a_file_that_cannot_be_written(world: World) -> None:
    said = world.run("export calendar -o nowhere/x.ics")
    assert said.code == 1
    assert "cannot write nowhere/x.ics" in said.err
    assert world.run("export calendar -o .").code == 2


@pytest.mark.parametrize("command", ["export calendar", "brief ada --html"])
def test_what_is_no_file_is_not_replaced_by_one(world: World, command: str) -> None:
    world.person("Ada", birthday="--12-10")
    os.mkfifo(world.root / "pipe")
    (world.root / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        said = world.run(f"{command} -o {name}")
        assert said.code == 2
        assert f"{name} is no ordinary file; send the output there without -o: > {name}" in said.err
    assert (world.root / "pipe").is_fifo()
    assert (world.root / "link").is_symlink()


def test_a_link_stays_one(world: World) -> None:
    (world.root / "link.ics").symlink_to("real.ics")
    for _ in "twice":
        assert world.run("export calendar -o link.ics").code == 0
    assert (world.root / "link.ics").is_symlink()
    assert (world.root / "real.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_no_calendar_goes_among_the_notes(world: World) -> None:
    (world.root / "link").symlink_to(world.notes)
    for name in ("notes/x.ics", "link/x.ics", str(world.notes / "x.ics")):
        said = world.run(["export", "calendar", "-o", name])
        assert said.code == 2
        assert "among the notes" in said.err
    assert list(world.notes.iterdir()) == []


def test_a_terminal_gets_it_too(world: World) -> None:
    assert on_terminal(world, "export calendar").out.startswith("BEGIN:VCALENDAR")
