"""Running git, so that nothing of a journal's own git settings runs.

The one rule: all calls of git go through `Git`. A journal may come from a stranger, together with
its `.git`. So hooks, monitors, pagers, external diffs and network protocols are switched off here,
and no command is used that runs a filter, an editor or a merge driver.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_PATIENCE = 30.0
"""Seconds; git answers hobnob's questions at once."""

_SAFE = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.alternateRefsCommand": "",
    "core.askPass": "",
    "core.pager": "cat",
    "core.quotepath": "off",
    "core.splitIndex": "false",
    "credential.helper": "",
    "i18n.commitEncoding": "UTF-8",
    "i18n.logOutputEncoding": "UTF-8",
    "index.sparse": "false",
    "log.showSignature": "false",
    "submodule.recurse": "false",
}
"""Settings that win over those of the repository; the first four could run a program."""

_KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM",
         "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES",
         "GIT_DISCOVERY_ACROSS_FILESYSTEM")  # fmt: skip
"""The variables of git that are passed on. Others, as in a hook, may name another repository."""


class GitError(Exception):
    """git cannot do it; the message says why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Git:
    """git in a folder.

    Attributes:
        folder: where it runs.
        environment: variables beside the usual ones.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(
        self,
        *arguments: str,
        data: bytes = b"",
        ok: Sequence[int] = (0,),
        patience: float = _PATIENCE,
        settings: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes]:
        """Run git; return its exit code and what it printed.

        Args:
            arguments: the command and its arguments.
            data: what it reads.
            ok: the exit codes that are no failure.
            patience: how many seconds to wait.
            settings: settings of git beside the usual ones.

        Raises:
            GitError: git is missing, fails, or takes too long.
        """
        import subprocess

        chosen = {**_SAFE, **(settings or {})}
        options = [part for key, value in chosen.items() for part in ("-c", f"{key}={value}")]
        # This command alone refuses literal paths.
        literal = [] if arguments[0] == "check-ignore" else ["--literal-pathspecs"]
        command = [_program(), "--no-pager", *literal, *options, *arguments]
        try:
            done = subprocess.run(
                command, cwd=self.folder, env=self._variables(), input=data, check=False,
                capture_output=True, timeout=patience,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise GitError(f"'git {arguments[0]}' took more than {patience:.0f} seconds") from None
        except OSError as error:
            raise GitError(f"git cannot be started: {error.strerror}") from None
        if done.returncode not in ok:
            raise GitError(_first_line(done.stderr) or f"'git {arguments[0]}' failed")
        return done.returncode, done.stdout

    def ask(self, *arguments: str, data: bytes = b"") -> bytes:
        """Return what git prints.

        Raises:
            GitError: see `run`.
        """
        return self.run(*arguments, data=data)[1]

    def line(self, *arguments: str, ok: Sequence[int] = (0, 1)) -> str:
        """Return the line that git prints; "" if it prints none.

        Raises:
            GitError: see `run`.
        """
        return self.run(*arguments, ok=ok)[1].decode("utf-8", "replace").strip()

    def _variables(self) -> dict[str, str]:
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("GIT_") or key.startswith(_KEPT)
        }
        closed = {
            "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", "LANGUAGE": "",
        }  # fmt: skip
        return {**kept, **closed, **self.environment}


def _program() -> str:
    """Return the path of git.

    Raises:
        GitError: it is not installed.
    """
    found = shutil.which("git")
    # A relative path would be a program in the current folder, which may be a stranger's.
    if found is None or not Path(found).is_absolute():
        raise GitError("git is not installed")
    return found


def _first_line(said: bytes) -> str:
    text = said.decode("utf-8", "replace").strip()
    line = next((line for line in text.splitlines() if not line.startswith("warning:")), "")
    line = line.removeprefix("fatal: ").removeprefix("error: ")
    return "".join(c if c.isprintable() else "�" for c in line)[:300]
