"""Running a verb for a tool, in a process of its own.

The one rule: what a verb may see and write is told to it by the environment, which no argument of a
tool can reach.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

_SECONDS = 120
"""How long a verb may take."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a verb said: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


class Runner(Protocol):
    """Runs a verb."""

    def __call__(self, words: Sequence[str], *, stdin: str, environment: Mapping[str, str]) -> Said:
        """Run a verb.

        Args:
            words: the command line behind `hobnob`.
            stdin: what it reads.
            environment: variables to set for it.
        """


def verbs_in(root: Path, today: str = "") -> Runner:
    """Return what runs verbs in a journal.

    Args:
        root: the folder of the journal.
        today: the day to use as today; "" for the clock.
    """
    fixed = {"HOBNOB_JOURNAL": str(root), "PYTHONUTF8": "1"}
    fixed |= {"HOBNOB_TODAY": today} if today else {}

    def run(words: Sequence[str], *, stdin: str, environment: Mapping[str, str]) -> Said:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "hobnob", *words],
                input=stdin.encode(), env={**os.environ, **fixed, **environment}, cwd=root,
                capture_output=True, check=False, timeout=_SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Said(code=1, out="", err=f"hobnob was stopped after {_SECONDS} seconds")
        return Said(code=done.returncode, out=_text(done.stdout), err=_text(done.stderr))

    return run


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def spell(options: Mapping[str, Any]) -> list[str]:
    """Return options as they are typed: `{"days": 3}` is `--days=3`. What is empty is left out.

    A value stands in the same word as its option, so that it cannot be taken for another option.
    """
    words = []
    for name, value in options.items():
        option = f"--{name.strip('_').replace('_', '-')}"
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is True:
                words.append(option)
            elif one not in (None, False, ""):
                words.append(f"{option}={one}")
    return words
