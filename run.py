#!/usr/bin/env python3
"""Sets hobnob up from this checkout on a machine that has only Python and git, and runs it.

    python3 run.py site     the sample journal as a site
    python3 run.py test     all tests

The one rule: nothing is installed outside the folder `.venv` in this checkout, so it works where
the system's Python must not be touched (PEP 668). Python's standard library only.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "hobnob-installed"


def main(arguments: list[str]) -> int:
    """Run what was asked for; return its exit code."""
    wanted = {"site": site, "test": test, "tools": tools}
    if sys.version_info < (3, 11):
        return fail(f"hobnob needs Python 3.11 or later; this is {sys.version.split()[0]}")
    if not arguments or arguments[0] not in wanted:
        print(__doc__)
        return 2
    return wanted[arguments[0]](arguments[1:])


def site(arguments: list[str]) -> int:
    """Serve the sample journal; further arguments go to `hobnob serve`."""
    install("")
    return call(BIN / "hobnob", "--journal", ROOT, "serve", *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests, by as many processes as processors; further arguments go to pytest."""
    install("[test]")
    # Neighbours stay in one process, which makes what they share once.
    shared = ["--numprocesses", "auto", "--dist", "worksteal"]
    return call(PYTHON, "-m", "pytest", *shared, *arguments)


def tools(_: list[str]) -> int:
    """Only install, with all that is needed to work on hobnob."""
    install("[test]")
    return 0


def install(extra: str) -> None:
    """Install this checkout into `.venv`, unless that has been done."""
    told = (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    state = hashlib.sha256(told).hexdigest() + extra
    done = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    if state in done and PYTHON.exists():
        return
    if not PYTHON.exists():
        print("Making .venv ...", flush=True)
        make_environment()
    print("Installing hobnob into .venv; this takes a minute the first time ...", flush=True)
    quiet = ["install", "--quiet", "--disable-pip-version-check"]
    if call(*pip(), *quiet, "--editable", f"{ROOT}{extra}"):
        sys.exit(fail("the installation failed; what pip says is above"))
    STAMP.write_text(f"{state}\n{hashlib.sha256(told).hexdigest()}\n", encoding="utf-8")


def make_environment() -> None:
    """Make `.venv`; Debian's Python may lack what puts pip into it, so that is no condition."""
    try:
        # ensurepip is a module of its own on some systems; without it there is no pip inside.
        import ensurepip  # noqa: F401

        with_pip = True
    except ImportError:
        with_pip = False
    venv.create(VENV, with_pip=with_pip, clear=True)


def pip() -> list[object]:
    """Return the command that runs pip for `.venv`: its own, or the system's told to work there."""
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return [PYTHON, "-m", "pip"]
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode:
        sys.exit(
            fail(
                "this Python has neither pip nor ensurepip; install one of them first, "
                "on Debian and Ubuntu with: apt install python3-venv"
            )
        )
    return [sys.executable, "-m", "pip", "--python", PYTHON]


def call(*command: object) -> int:
    """Run a command; return its exit code."""
    try:
        return subprocess.run([str(part) for part in command]).returncode
    except KeyboardInterrupt:
        return 130


def fail(message: str) -> int:
    """Say what is wrong on stderr; return the exit code for it."""
    print(f"run.py: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
