"""A journal from a stranger, with its `.git`: nothing of it runs, and nothing leaves the folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import World
from tests.git.repository import Repository

COMMANDS = (
    "set ada circle=close",
    "undo",
    "save",
    "history ada",
    "show ada --as-of 2026-01-02",
)


@pytest.fixture
def repo(world: World) -> Repository:
    return Repository(world)


def test_no_program_that_a_repository_names_is_run(repo: Repository, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "evil"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {ran}\nexit 1\n')
    program.chmod(0o755)
    hooks = repo.at(".git/hooks")
    for name in (
        "pre-commit", "commit-msg", "post-commit", "prepare-commit-msg", "reference-transaction",
        "post-index-change", "post-checkout", "fsmonitor-watchman", "pre-auto-gc", "post-rewrite",
    ):  # fmt: skip
        (hooks / name).write_text(program.read_text())
        (hooks / name).chmod(0o755)
    for key in (
        "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.gitProxy",
        "core.askPass", "core.alternateRefsCommand", "diff.external", "diff.notes.textconv",
        "diff.notes.command", "merge.notes.driver", "filter.notes.clean", "filter.notes.smudge",
        "filter.notes.process", "gpg.program", "gpg.openpgp.program", "gpg.ssh.program",
        "gpg.ssh.defaultKeyCommand", "gpg.x509.program", "credential.helper", "pager.log",
        "alias.commit-tree", "interactive.diffFilter", "remote.origin.uploadpack",
        "trailer.x.command", "sequence.editor", "uploadpack.packObjectsHook",
    ):  # fmt: skip
        repo.git("config", key, str(program))
    repo.git("config", "core.hooksPath", ".git/hooks")
    repo.git("config", "core.fsmonitorHookVersion", "2")
    for key in ("commit.gpgsign", "log.showSignature", "remote.origin.promisor"):
        repo.git("config", key, "true")
    repo.git("config", "remote.origin.url", f"ext::{program}")
    repo.git("config", "protocol.ext.allow", "always")
    repo.git("config", "core.repositoryFormatVersion", "1")
    repo.git("config", "extensions.partialClone", "origin")
    repo.at(".git/info/attributes").write_text(
        "bob.md diff=notes merge=notes\nada.md filter=notes\n"
    )
    for signs in ("true", "false"):
        repo.git("config", "commit.gpgsign", signs)
        ran.unlink(missing_ok=True)
        for command in (*COMMANDS, "set bob circle=close", "undo"):
            said = repo.run(command)
            assert "bug" not in said.err, said.err
            assert not ran.exists(), (command, ran.read_text())
    assert repo.at(".git/logs/HEAD").read_text().count("\n") > 1, "nothing was committed"


def test_a_signature_uses_your_own_program(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    for program in (mine, theirs):
        program.write_text(f"#!/bin/sh\ntouch {program}.ran\nexit 1\n")
        program.chmod(0o755)
    settings = tmp_path / "settings"
    settings.write_text(Path(os.environ["GIT_CONFIG_GLOBAL"]).read_text())
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    repo.git("config", "--global", "gpg.program", str(mine))
    repo.git("config", "gpg.program", str(theirs))
    repo.git("config", "commit.gpgsign", "true")
    repo.run("set ada circle=close")
    assert Path(f"{mine}.ran").exists()
    assert not Path(f"{theirs}.ran").exists()


def test_a_repository_elsewhere_is_left_alone(
    repo: Repository, world: World, tmp_path: Path
) -> None:
    """A `.git` of a stranger could lead to a repository of yours."""
    victim = tmp_path / "victim"
    subprocess.run(["git", "init", "-q", str(victim)], check=True)
    before = _tree(victim)
    git = repo.at(".git")
    git.rename(tmp_path / "away")
    git.write_text(f"gitdir: {victim}/.git\n")
    for command in COMMANDS:
        assert "bug" not in repo.run(command).err
    assert "does not know this folder" in repo.run("set bob circle=close").err
    git.unlink()
    git.symlink_to(victim / ".git")
    assert "does not know this folder" in repo.run("set bob circle=wide").err
    git.unlink()
    (tmp_path / "away").rename(git)
    (git / "commondir").write_text(f"{victim}/.git\n")
    assert "not committed" in repo.run("set bob circle=inner").err
    (git / "commondir").unlink()
    repo.git("config", "core.worktree", str(victim))
    assert "not committed" in repo.run("set bob circle=active").err
    assert _tree(victim) == before


@pytest.mark.parametrize("name", ["objects", "refs/heads", "logs", "objects/00"])
def test_no_link_in_the_folder_of_git_is_followed(
    repo: Repository, tmp_path: Path, name: str
) -> None:
    place = repo.at(f".git/{name}")
    outside = tmp_path / "outside"
    if place.exists():
        place.rename(outside)
    else:
        outside.mkdir()
    place.symlink_to(outside)
    before = _tree(outside)
    said = repo.run("set bob circle=close")
    assert (said.code, "is a link, and hobnob does not follow links" in said.err) == (0, True)
    assert _tree(outside) == before


def test_a_file_with_a_filter_is_left_and_said(repo: Repository) -> None:
    """A filter may encrypt. Without it, the plain text would be in the history."""
    repo.at(".git/info/attributes").write_text("*.md filter=crypt\n")
    said = repo.run("set ada circle=close")
    assert "a filter of .gitattributes changes it" in said.err
    assert repo.log() == ["begin"]


def test_a_hostile_name_makes_one_plain_line(repo: Repository) -> None:
    repo.world.write("people/eve.md", '---\nname: "Eve\\e[31m\\nSigned-off-by: Ada"\n---\n')
    repo.git("add", "-A")
    repo.git("commit", "-qm", "eve")
    repo.run("set eve circle=close")
    message = repo.git("log", "-1", "--format=%B").strip()
    assert message.isprintable()


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
