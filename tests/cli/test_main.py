"""The command itself: what it says of itself, of mistakes, and of its own bugs."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys

import pytest

from hobnob import __version__
from hobnob.cli.main import run
from hobnob.commands import stats
from tests.commands.changing import tree
from tests.conftest import World


def test_hobnob_alone_shows_who_needs_you(world: World) -> None:
    world.person("Ada", circle="close")
    assert world.run("").out == world.run("today").out != ""
    assert world.run("--json").json == world.run("today --json").json != []
    assert world.run("--today 2020-02-29 --json").json[0]["date"] == "2020-02-29"


def test_a_journal_that_was_named_must_be_there(world: World) -> None:
    said = world.run(f"--journal {world.root / 'nowhere'}")
    assert said.code == 2
    assert "there is no journal" in said.err


def test_hobnob_alone_outside_of_a_journal_shows_what_it_can_do(world: World) -> None:
    (world.root / "mkdocs.yml").unlink()
    said = world.run("")
    assert said.code == 0
    assert said.err == ""
    for verb in ("init", "log", "show", "check", "build"):
        assert f"\n  {verb} " in said.out


def test_a_program_that_asks_for_json_is_told_that_there_is_no_journal(world: World) -> None:
    (world.root / "mkdocs.yml").unlink()
    said = world.run("--json")
    assert (said.code, said.json["code"]) == (2, "no-journal")
    assert "there is no journal" in said.err


def test_the_version(world: World) -> None:
    assert world.run("--version").out == f"hobnob {__version__}\n"


def test_a_misspelled_verb_is_guessed(world: World) -> None:
    said = world.run("serch x")
    assert said.code == 2
    assert "Did you mean search" in said.err


@pytest.mark.parametrize("line", ["--json list people", "list people --json", "list --json people"])
def test_global_options_stand_before_or_after_the_verb(world: World, line: str) -> None:
    world.person("Ada")
    assert world.run(line).json[0]["slug"] == "ada"


def test_a_bug_of_ours_is_told_as_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr(stats, "load_stats", broken)
    said = world.run("stats")
    assert said.code == 70
    assert "a bug in hobnob, not in your notes" in said.err
    assert "Traceback" not in said.err


class _Full(io.StringIO):
    """Output to a disk that is full, or broken."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, text: str, /) -> int:
        raise OSError(self.number, os.strerror(self.number))


@pytest.mark.parametrize("command", ["list people", "today --json", "stats", "export calendar"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_is_no_bug_of_ours(
    world: World, command: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.person("Ada")
    world.run("list people")
    monkeypatch.chdir(world.root)
    full, err = _Full(number), io.StringIO()
    monkeypatch.setattr(full, "buffer", full, raising=False)
    monkeypatch.setattr(sys, "stdout", full)
    monkeypatch.setattr(sys, "stderr", err)
    assert run(command.split()) == 1
    assert err.getvalue() == (
        f"hobnob: the output could not be written in full: {os.strerror(number)}\n"
    )


@pytest.mark.parametrize(
    "day", ["0001-01-01", "0001-01-02", "9999-11-30", "9999-12-25", "9999-12-31"]
)
def test_the_calendar_ends_without_a_fall(world: World, day: str) -> None:
    world.person("Ada", birthday="1990-11-29", circle="inner")
    world.person("Leap", birthday="--02-29", keep_in_touch="99 years")
    world.run("log called ada --follow-up 2026-11-30")
    for command in ("today", "today --days 60", "brief ada", "show ada", "review", "review --month",
                    "review --year", "suggest", "bridges", "export calendar", "stats"):  # fmt: skip
        assert world.run(f"--today {day} {command}").code == 0, command


def test_outside_a_journal_one_is_told_how_to_begin(world: World) -> None:
    (world.root / "mkdocs.yml").unlink()
    said = world.run("list people")
    assert said.code == 2
    assert "hobnob init" in said.err


def test_a_wrong_today_is_refused(world: World) -> None:
    said = world.run("--today 2026-02-31 list people")
    assert said.code == 2
    assert "28 days" in said.err


def test_whoever_reads_only_the_first_line_hears_no_complaint(world: World) -> None:
    for number in range(3000):
        world.person(f"Person {number}")
    command = f"{sys.executable} -m hobnob list people | head -n 1"
    ran = subprocess.run(command, shell=True, cwd=world.root, capture_output=True, text=True)  # noqa: S602
    assert ran.stderr == ""
    assert ran.stdout.startswith("name")


def test_a_text_that_begins_as_a_promise_is_a_text(world: World) -> None:
    world.person("Ada")
    assert world.run(["log", "- [ ] send the paper", "--with", "ada"]).code == 0
    (promise,) = world.run("list promises --json").json
    assert promise["text"] == "send the paper"


def test_a_build_empties_no_folder_but_a_site(world: World) -> None:
    keep = world.root / "keep"
    keep.mkdir()
    (keep / "mine.txt").write_text("mine")
    said = world.run("build --site-dir keep")
    assert said.code == 2
    assert "would delete" in said.err
    assert (keep / "mine.txt").read_text() == "mine"
    assert world.run("build --site-dir new").code == 0
    assert world.run("build --site-dir new").code == 0


@pytest.mark.parametrize(
    "typed",
    [
        ["log", "Lunch with Ada", "--date", ""],
        ["log", "Lunch with Ada", "--plan="],
        ["list", "people", "--tag", ""],
        ["plan", "", "add", "ada"],
        ["today", "--today", ""],
        ["--journal", "", "stats"],
        ["stats", "--as-of", ""],
    ],
)
def test_an_empty_value_does_not_mean_the_default(world: World, typed: list[str]) -> None:
    world.person("Ada")
    world.run("add plan Jobs status=active")
    before = tree(world)
    said = world.run([*typed, "--json"])
    assert (said.code, said.json["code"]) == (2, "bad-value"), said.out
    assert "it is empty" in said.err
    assert tree(world) == before


def test_an_empty_value_of_a_key_removes_it(world: World) -> None:
    world.person("Ada", location="Rome")
    assert world.run("set ada location=").code == 0
    assert tree(world)["people/ada.md"] == b"---\nname: Ada\n---\n"
