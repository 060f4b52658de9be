"""A journal in a git repository, and git run in it as its user would."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.conftest import Said, World


class Repository:
    """A journal in a git repository, with its first commit."""

    def __init__(self, world: World, *, commits: bool = True, at: str = "2026-01-01") -> None:
        self.world = world
        self.root = world.root
        world.settle("      commit: true\n" if commits else "")
        world.write("people/ada.md", "---\nname: Ada Byron\n---\nA\n\nB\n\nC\n\nD\n")
        world.write("people/bob.md", "---\nname: Bob\n---\n")
        (self.root / "other.txt").write_text("one\n", encoding="utf-8")
        self.git("init", "-q")
        (self.root / ".gitignore").write_text(".hobnob/\n", encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-qm", "begin", at=f"{at}T12:00:00")

    def git(self, *arguments: str, at: str = "", ok: bool = True) -> str:
        """Return what git prints; `at` is the time of the commits."""
        dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at} if at else {}
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments], cwd=self.root, check=ok,
            capture_output=True, text=True, env=os.environ | dates,
        )  # fmt: skip
        return done.stdout + ("" if ok else done.stderr)

    def run(self, command: str | list[str], **options: str) -> Said:
        return self.world.run(command, **options)

    def log(self) -> list[str]:
        """Return the subjects of all commits, the latest first."""
        return self.git("log", "--format=%s").splitlines()

    def files(self, commit: str = "HEAD") -> set[str]:
        """Return the files that a commit touches."""
        return {*self.git("show", "--format=", "--name-only", "--no-renames", commit).split()}

    def status(self) -> list[str]:
        """Return the user's own changes: staged, not staged, and new files."""
        return self.git("status", "--porcelain", "-uall").splitlines()

    def at(self, path: str) -> Path:
        return self.root / path
