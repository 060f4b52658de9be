"""`hobnob save` commits the journal and nothing beside it; `init` makes the first commit."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import World
from tests.git.repository import Repository


@pytest.fixture
def repo(world: World) -> Repository:
    return Repository(world, commits=False)


def test_all_notes_are_committed_with_a_summary(repo: Repository) -> None:
    repo.at("notes/people/bob.md").unlink()
    repo.world.person("Carl")
    repo.world.person("Dora")
    repo.world.met("2026-11-20", "ada")
    repo.world.write("photos/ada.jpg", b"\xff\xd8")
    repo.at("notes/people/ada.md").write_text("---\nname: Ada\n---\n")
    said = repo.run("save")
    assert said.out.startswith(
        "Added 2 people, 1 interaction and 1 other file; changed 1 person; removed 1 person ("
    )
    assert repo.status() == []
    body = repo.git("log", "-1", "--format=%b").splitlines()
    assert "- removed notes/people/bob.md" in body
    assert repo.run("save").err == "hobnob: nothing to save: all notes are committed\n"


def test_a_message_of_your_own(repo: Repository) -> None:
    repo.world.person("Carl")
    document = repo.run(["save", "-m", "After the conference", "--json"]).json
    assert document["added"] == ["notes/people/carl.md"]
    assert repo.log()[0] == document["message"] == "After the conference"


def test_other_files_stay_as_they_were(repo: Repository) -> None:
    repo.at("other.txt").write_text("one\ntwo\n")
    repo.git("add", "other.txt")
    repo.at("new.txt").write_text("new\n")
    before = repo.status()
    repo.world.person("Carl")
    repo.run("save")
    assert repo.files() == {"notes/people/carl.md"}
    assert repo.status() == before


def test_ignored_and_filtered_files_stay_out(repo: Repository) -> None:
    repo.at(".git/info/exclude").write_text("secret*\n")
    repo.at(".git/info/attributes").write_text("*.jpg filter=lfs\n")
    repo.git("config", "filter.lfs.clean", "touch ran")
    for name in ("people/secret.md", "x.jpg", "people/carl.md"):
        repo.world.write(name, "---\nname: X\n---\n")
    said = repo.run("save")
    assert "1 file with a filter in .gitattributes, such as notes/x.jpg" in said.err
    assert repo.files() == {"notes/people/carl.md"}
    assert not repo.at("ran").exists()


def test_where_git_cannot_the_reason_is_the_error(repo: Repository) -> None:
    repo.git("checkout", "-q", "--detach")
    repo.world.person("Carl")
    said = repo.run("save")
    assert (said.code, "no branch is checked out" in said.err) == (1, True)
    assert repo.log() == ["begin"]


def test_init_makes_the_first_commit_of_its_own_files(world: World, tmp_path: Path) -> None:
    said = world.run(f"init {tmp_path / 'new'}")
    assert "git has the new files in its first commit" in said.err
    assert _git(tmp_path / "new", "status", "--porcelain") == ""
    assert _git(tmp_path / "new", "log", "--format=%s") == "Begin the journal\n"


def test_init_commits_no_file_of_others(world: World, tmp_path: Path) -> None:
    for name in ("without-commits", "with-commits"):
        root = tmp_path / name
        root.mkdir()
        _git(root, "init", "-q")
        (root / "mine.txt").write_text("mine\n")
        _git(root, "add", "mine.txt")
        if name == "with-commits":
            _git(root, "commit", "-qm", "mine")
        world.run(f"init {root}")
        committed = _git(root, "ls-tree", "-r", "--name-only", "HEAD").split()
        if name == "with-commits":
            assert committed == ["mine.txt"]
        else:
            assert "notes/index.md" in committed
            assert "mine.txt" not in committed
            assert _git(root, "status", "--porcelain") == "A  mine.txt\n"


def test_init_without_a_commit(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.run(f"init {tmp_path / 'a'} --no-commit")
    assert "?? notes/" in _git(tmp_path / "a", "status", "--porcelain")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "0")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "")
    said = world.run(f"init {tmp_path / 'b'}")
    assert said.code == 0
    assert "git does not know who you are" in said.err
    assert "'hobnob save' makes it" in said.err


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=root, check=True, capture_output=True, text=True
    ).stdout
