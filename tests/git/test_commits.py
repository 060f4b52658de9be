"""With `commit: true`, each change is a commit of its own, and nobody else's work is in it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import World
from tests.git.repository import Repository

ADA = "notes/people/ada.md"


@pytest.fixture
def repo(world: World) -> Repository:
    return Repository(world)


def test_a_message_says_what_happened(repo: Repository) -> None:
    for command in (
        "add person 'Carl Gauss'",
        "log 'Lunch with Ada and Carl about engines'",
        "set ada circle=close emails=a@example.org",
        "move bob --org Acme --title Director",
        "rename carl-gauss 'Carl F. Gauss'",
        "add plan 'Next role'",
        "remove next-role",
        "undo",
    ):
        assert repo.run(command).code == 0, command
    assert repo.log() == [
        "Took back: removed Next role",
        "Removed Next role",
        "Added the plan Next role",
        "Renamed carl-gauss to Carl F. Gauss",
        "New role of Bob: Director, Acme",
        "Set circle and emails of Ada Byron",
        "Logged lunch with Ada Byron and Carl Gauss",
        "Added Carl Gauss",
        "begin",
    ]
    assert repo.status() == []


def test_without_the_setting_nothing_is_committed(world: World) -> None:
    repo = Repository(world, commits=False)
    repo.run("set ada circle=close")
    assert repo.log() == ["begin"]
    assert repo.status() == [f" M {ADA}"]


def test_what_is_staged_and_changed_elsewhere_stays_so(repo: Repository) -> None:
    repo.at("other.txt").write_text("one\ntwo\n")
    repo.git("add", "other.txt")
    repo.at("other.txt").write_text("one\ntwo\nthree\n")
    repo.at("notes/people/bob.md").write_text("---\nname: Bob B.\n---\n")
    repo.world.write("people/new.md", "---\nname: New\n---\n")
    before, staged = repo.status(), repo.git("diff", "--cached")
    repo.run("set ada circle=close")
    assert repo.files() == {ADA}
    assert (repo.status(), repo.git("diff", "--cached")) == (before, staged)


def test_your_own_lines_in_the_same_file_are_not_committed(repo: Repository) -> None:
    text = repo.at(ADA).read_text().replace("B\n", "B staged\n")
    repo.at(ADA).write_text(text)
    repo.git("add", ADA)
    repo.at(ADA).write_text(text.replace("D\n", "D mine\n"))
    staged, mine = repo.git("diff", "--cached"), repo.git("diff")
    said = repo.run("set ada circle=close")
    assert "not committed" not in said.err
    added = [line for line in repo.git("show", "--format=", "-U0").split("\n") if line[:1] == "+"]
    assert added[1:] == ["+circle: close"]
    assert _hunks(repo.git("diff", "--cached")) == _hunks(staged)
    assert _hunks(repo.git("diff")) == _hunks(mine)


def test_an_undo_beside_your_own_lines_is_a_commit_too(repo: Repository) -> None:
    repo.at(ADA).write_text(repo.at(ADA).read_text().replace("D\n", "D mine\n"))
    repo.run("set ada circle=close")
    repo.run("undo")
    assert repo.git("diff", "HEAD~2", "HEAD") == ""
    assert repo.status() == [f" M {ADA}"]


def test_lines_that_touch_yours_are_left_and_said(repo: Repository) -> None:
    repo.at(ADA).write_text(repo.at(ADA).read_text().replace("Byron\n", "Byron\nlocation: Rome\n"))
    said = repo.run("set ada circle=close")
    assert said.code == 0
    assert f"{ADA} is written, but not committed: it has changes of your own" in said.err
    assert repo.log() == ["begin"]
    assert "circle: close" in repo.at(ADA).read_text()


def test_a_renamed_note_takes_your_own_lines_along_uncommitted(repo: Repository) -> None:
    repo.at(ADA).write_text(repo.at(ADA).read_text().replace("D\n", "D mine\n"))
    repo.run("rename ada 'Ada King'")
    assert "mine" not in repo.git("show", "HEAD:notes/people/ada-king.md")
    assert repo.status() == [" M notes/people/ada-king.md"]


def test_a_note_that_git_does_not_know_is_left_and_said(repo: Repository) -> None:
    repo.world.write("people/new.md", "---\nname: New\n---\n")
    said = repo.run("set new circle=close")
    assert "it is in no commit yet; 'hobnob save' commits all notes" in said.err
    assert repo.status() == ["?? notes/people/new.md"]


def test_an_ignored_note_stays_out(repo: Repository) -> None:
    repo.at(".gitignore").write_text(".hobnob/\nnotes/people/secret*\n")
    said = repo.run("add person Secret")
    assert (said.code, "not committed" in said.err) == (0, False)
    assert repo.log() == ["begin"]


def test_a_state_of_git_never_stops_a_write(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of these is told with what to do, and the note is written."""
    head = repo.at(".git/HEAD").read_text()
    troubles: dict[str, Callable[[], object]] = {
        "git is in the middle of a merge": lambda: repo.at(".git/MERGE_HEAD").write_text("x"),
        "git is in the middle of a rebase": lambda: repo.at(".git/rebase-merge").mkdir(),
        "another git is at work": lambda: repo.at(".git/index.lock").write_text(""),
        "no branch is checked out": lambda: repo.git("checkout", "-q", "--detach"),
        "who you are": lambda: repo.git("config", "user.useConfigOnly", "true"),
    }
    for number, (words, trouble) in enumerate(troubles.items()):
        trouble()
        if words == "who you are":
            monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        said = repo.run(f"set ada location=Place{number}")
        assert (said.code, words in said.err) == (0, True), said.err
        assert f"Place{number}" in repo.at(ADA).read_text()
        for name in ("MERGE_HEAD", "index.lock"):
            repo.at(f".git/{name}").unlink(missing_ok=True)
        if repo.at(".git/rebase-merge").is_dir():
            repo.at(".git/rebase-merge").rmdir()
        repo.at(".git/HEAD").write_text(head)
    assert repo.log() == ["begin"]


def test_without_a_repository_or_git_it_is_said(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.settle("      commit: true\n")
    said = world.run("add person Ada")
    assert (said.code, "this journal is in no git repository" in said.err) == (0, True)
    monkeypatch.setenv("PATH", "")
    said = world.run("add person Bob")
    assert (said.code, "git is not installed" in said.err) == (0, True)


def test_in_a_submodule_and_a_worktree_it_works(world: World, tmp_path: Path) -> None:
    repo = Repository(world)
    repo.git("worktree", "add", "-q", str(tmp_path / "tree"))
    tree = World(tmp_path / "tree")
    assert "not committed" not in tree.run("set ada circle=close").err
    assert repo.git("log", "-1", "--format=%s", "tree").strip() == "Set circle of Ada Byron"
    outer = World(tmp_path / "outer")
    outer_repo = Repository(outer, commits=False)
    outer_repo.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo.root), "inner"
    )
    inner = World(outer.root / "inner")
    assert "not committed" not in inner.run("set bob circle=close").err
    assert outer_repo.log() == ["begin"]


def test_line_ends_are_stored_as_git_would(repo: Repository) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.at(ADA).write_bytes(repo.at(ADA).read_bytes().replace(b"\n", b"\r\n"))
    repo.run("set ada circle=close")
    assert "\r" not in repo.git("cat-file", "-p", f"HEAD:{ADA}")
    assert "1 insertion(+)\n" in repo.git("show", "--shortstat", "--format=") + "\n"
    assert b"circle: close\r\n" in repo.at(ADA).read_bytes()


def test_a_signature_that_fails_is_said(repo: Repository) -> None:
    repo.git("config", "commit.gpgsign", "true")
    repo.git("config", "user.signingkey", "nobody@nowhere.example")
    said = repo.run("set ada circle=close")
    assert (said.code, "not committed" in said.err) == (0, True)
    assert repo.log() == ["begin"]
    assert repo.git("diff", "--cached") == ""


def test_many_notes_of_one_command_are_one_commit(repo: Repository) -> None:
    lines = "\n".join(f"Call with Ada about {number}" for number in range(60))
    assert repo.world.run("log -", stdin=lines).code == 0
    assert repo.log() == ["Logged 60 interactions", "begin"]
    assert len(repo.files()) == 60


def _hunks(diff: str) -> list[str]:
    return [
        line for line in diff.split("\n") if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]


def test_in_a_folder_of_a_larger_repository_paths_are_those_of_the_journal(
    world: World, tmp_path: Path
) -> None:
    outer = Repository(World(tmp_path / "outer"), commits=False)
    inner = World(outer.root / "sub" / "journal")
    inner.settle("      commit: true\n")
    path = inner.person("Eve")
    outer.git("add", "sub")
    outer.git("commit", "-qm", "sub")
    path.write_text("---\nname: Eve\nlocation: Rome\n---\n")
    said = inner.run("set eve circle=close")
    assert "hobnob: notes/people/eve.md is written, but not committed" in said.err
    inner.run("add person Fay")
    assert outer.files() == {"sub/journal/notes/people/fay.md"}
    assert [line for line in outer.status() if not line.endswith("/.gitignore")] == [
        " M sub/journal/notes/people/eve.md"
    ]


def test_notes_in_a_repository_of_their_own(world: World) -> None:
    world.settle("      commit: true\n")
    inner = world.notes
    subprocess.run(["git", "init", "-q", str(inner)], check=True)
    for command in ("add person Eve", "set eve circle=close", "save"):
        assert "not committed" not in world.run(command).err
    said = subprocess.run(
        ["git", "log", "--format=%s"], cwd=inner, check=True, capture_output=True, text=True
    )
    assert said.stdout == "Set circle of Eve\nAdded Eve\n"
    revisions = world.run("history eve --json").json
    assert [r["path"] for r in revisions] == ["notes/people/eve.md"] * 2
    assert world.run("list people --as-of 2099 --json", today="2099-12-31").json[0]["slug"] == "eve"
    (inner / "people/eve.md").write_text("---\nname: Eve\nlocation: Rome\ncircle: wide\n---\n")
    assert "notes/people/eve.md is written, but not" in world.run("set eve circle=close").err
