"""What git knows of a journal: the history of a note, and the notes as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import World
from tests.git.repository import Repository

COMMITS = 50


class Years:
    """A journal with a commit a month since 2022, and what hobnob said of it after each."""

    def __init__(self, repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        self.repo = repo
        self.said: dict[str, dict[str, Any]] = {}
        for number in range(COMMITS):
            day = f"{2022 + number // 12}-{number % 12 + 1:02}-10"
            monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00")
            monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T12:00:00")
            assert repo.run(self._command(number), today=day).code == 0
            self.said[day] = self.answers(day)
        monkeypatch.delenv("GIT_COMMITTER_DATE")
        monkeypatch.delenv("GIT_AUTHOR_DATE")

    @staticmethod
    def _command(number: int) -> str:
        if number == 33:
            return "move ada --org 'Mendip Hospitals' --title 'Chief Digital Officer'"
        if number == 20:
            return "rename ada 'Ada King'"
        if number % 3 == 0:
            return f"log 'Call with Ada about number {number}'"
        return f"set ada location=Place{number}"

    def answers(self, day: str, *options: str) -> dict[str, Any]:
        commands = ("show ada --json", "list people --json", "stats --json", "today --json")
        return {
            command: self.repo.run([*command.split(), *options], today=day).json
            for command in commands
        }


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Years:
    world = World(tmp_path_factory.mktemp("years") / "journal")
    with pytest.MonkeyPatch.context() as monkeypatch:
        return Years(Repository(world, at="2021-12-01"), monkeypatch)


def test_as_of_a_day_every_answer_is_as_it_was(years: Years) -> None:
    days = list(years.said)
    assert len(years.repo.log()) == COMMITS + 1
    for day in (days[0], days[19], days[20], days[33], days[-2]):
        assert years.answers("2026-11-22", "--as-of", day) == years.said[day], day


def test_a_month_is_its_last_day_and_a_commit_holds_until_the_next(years: Years) -> None:
    said = years.repo.run("show ada --as-of 2024-10 --json")
    assert said.json == years.repo.run("show ada --as-of 2024-10-31 --json").json
    assert said.json["title"] == "Chief Digital Officer"
    before = years.repo.run("show ada --as-of 2024-10-09 --json").json
    assert before["title"] is None


def test_history_is_in_the_words_of_the_format(years: Years) -> None:
    said = years.repo.run("history ada").out
    assert (
        "2024-10-10 New role of Ada King: Chief Digital Officer, Mendip Hospitals\n"
        "  roles: Chief Digital Officer at Mendip Hospitals, since 2024-10\n"
    ) in said
    assert "  location: Place25 (was Place23)\n" in said
    assert (
        "2023-09-10 Renamed ada to Ada King\n"
        "  was notes/people/ada.md\n"
        "  name: Ada King (was Ada Byron)\n"
    ) in said
    revisions = years.repo.run("history ada --json").json
    assert [r["date"] for r in revisions] == sorted((r["date"] for r in revisions), reverse=True)
    assert (revisions[-1]["action"], revisions[-1]["path"]) == ("added", "notes/people/ada.md")
    # Each `set` and `move`, the renaming, and the first commit; no call.
    assert len(revisions) == sum(number % 3 != 0 for number in range(COMMITS)) + 1 + 1


def test_what_is_not_committed_is_first_and_is_not_as_of(world: World) -> None:
    repo = Repository(world)
    repo.at("notes/people/ada.md").write_text("---\nname: Ada Byron\ncircle: close\n---\n")
    first = repo.run("history ada --json").json[0]
    assert (first["commit"], first["differences"][0]["added"]) == (None, ["close"])
    said = repo.run("show ada --json --as-of 2026-11-22")
    assert said.json.get("circle") is None
    assert "what was not committed is not counted" in said.err


def test_a_removed_note_has_its_history(world: World) -> None:
    repo = Repository(world)
    repo.run("remove bob")
    said = repo.run("history bob")
    assert "Removed Bob\n  the note was removed\n" in said.out
    assert repo.run("history nobody").code == 3


def test_a_note_in_another_form_has_no_new_revision(world: World) -> None:
    repo = Repository(world)
    data = repo.at("notes/people/ada.md").read_bytes()
    repo.at("notes/people/ada.md").write_bytes(data.replace(b"Ada Byron", b'"Ada Byron"  # me'))
    repo.run("save")
    assert len(repo.run("history ada --json").json) == 1


def test_nothing_is_written_with_as_of(world: World) -> None:
    repo = Repository(world)
    status = repo.status()
    for command in ("plan x add ada", "review --edit", "set ada circle=close", "log 'Call Ada'"):
        said = repo.run(f"{command} --as-of 2099-01-01", today="2099-01-01")
        assert said.code in (2, 3), command
    assert repo.run("plan x --as-of 2100", today="2099-01-01").err.endswith("is in the future\n")
    assert (repo.status(), repo.log()) == (status, ["begin"])


def test_earlier_notes_from_elsewhere_are_made_again(world: World, tmp_path: Path) -> None:
    repo = Repository(world)
    commit = repo.git("rev-parse", "HEAD").strip()
    planted = repo.at(f".hobnob/past/{commit}/notes/people")
    planted.mkdir(parents=True)
    (planted / "ada.md").write_text("---\nname: Ada Byron\ncircle: inner\n---\n")
    (planted.parent / "out").symlink_to(tmp_path)
    command = "show ada --json --as-of 2099-01-01"
    assert repo.run(command, today="2099-01-01").json.get("circle") is None
    assert tmp_path.exists()
    repo.git("commit", "--allow-empty", "-qm", "next")
    past = repo.at(".hobnob/past")
    commit = repo.git("rev-parse", "HEAD").strip()
    (past / commit).symlink_to(tmp_path)
    assert repo.run(command, today="2099-01-01").json.get("circle") is None
    assert not (past / commit).is_symlink()


def test_a_forged_tree_writes_nothing_outside(world: World, tmp_path: Path) -> None:
    """git itself would make no tree with '..' in it, but a repository may have one."""
    repo = Repository(world)
    there = set(tmp_path.parent.rglob("evil.md"))
    blob = repo.git("hash-object", "-w", "notes/people/bob.md").strip()
    tree = ""
    import subprocess

    def make(entries: str) -> str:
        done = subprocess.run(
            ["git", "hash-object", "-w", "-t", "tree", "--literally", "--stdin"],
            cwd=repo.root, input=entries.encode("latin-1"), capture_output=True, check=True,
        )  # fmt: skip
        return done.stdout.decode().strip()

    def raw(sha: str) -> str:
        return bytes.fromhex(sha).decode("latin-1")

    tree = make(f"100644 evil.md\0{raw(blob)}")
    for name in ("..", "..", "..", "..", "notes"):
        tree = make(f"40000 {name}\0{raw(tree)}")
    commit = repo.git("commit-tree", tree, "-m", "forged").strip()
    repo.git("update-ref", "HEAD", commit)
    said = repo.run("list people --as-of 2099-01-01", today="2099-01-01")
    assert "bug" not in said.err
    assert set(tmp_path.parent.rglob("evil.md")) == there


def test_forgetting_removes_the_earlier_notes_of_hobnob(world: World) -> None:
    repo = Repository(world)
    repo.run("show ada --as-of 2099-01-01", today="2099-01-01")
    assert json.loads(repo.run("remove ada --forget --yes --json").out)
    assert not repo.at(".hobnob/past").exists()
