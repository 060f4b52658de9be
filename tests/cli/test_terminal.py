"""A real terminal: what is printed fits it, a long text goes through the pager, colors are colors."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from hobnob.cli.layout import cells
from tests.conftest import TODAY, World

pytest.importorskip("termios", reason="there are no pseudo-terminals on this system")
import fcntl
import pty
import termios

COMMANDS = ["list people", "search lunch", "show gillian-tranter", "today --days 60 --quiet"]

_MOVES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|[\x07\r]")
"""What moves the cursor or sets a color."""


def environment(world: World) -> dict[str, str]:
    """Return the environment of a plain terminal, with no setting of the machine's user."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "XDG_STATE_HOME", "LANG")}
    return {**kept, "HOBNOB_TODAY": TODAY, "HOBNOB_JOURNAL": str(world.root), "TERM": "xterm",
            "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}  # fmt: skip


def type_in(
    world: World, command: str, own: dict[str, str], *, columns: int = 80, lines: int = 8
) -> tuple[int, str]:
    """Run a command in a terminal; press q whenever it waits. Return its exit code and output."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "hobnob", *shlex.split(command)],
        cwd=world.root, env=environment(world) | own, stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        if not select.select([ours], [], [], 0.3)[0]:
            if shown and process.poll() is None:
                os.write(ours, b"q")
            continue
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    return process.wait(), shown.decode()


def plain_lines(shown: str) -> list[str]:
    return _MOVES.sub("", shown).split("\n")


@pytest.fixture(scope="module")
def sample_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A copy of the sample journal that the tests only read."""
    from tests.conftest import ROOT, SAMPLE

    root = tmp_path_factory.mktemp("terminal")
    shutil.copytree(SAMPLE, root / "notes")
    shutil.copy(ROOT / "mkdocs.yml", root)
    world = World(root)
    world.run("list people")
    return world


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that prints what it got, and the options of `less` in its environment."""
    script = tmp_path / "pager"
    script.write_text('#!/bin/sh\ncat\necho "LESS=$LESS LV=$LV ARGS=$*"\n')
    script.chmod(0o755)
    return script


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("own", [{}, {"LESS": "-i"}, {"LESS": "iM"}, {"LESS": ""}])
def test_less_shows_colors_as_colors(
    sample_world: World, command: str, own: dict[str, str]
) -> None:
    """`less` itself shows the letters `ESC[` for an escape, unless it is told otherwise."""
    code, shown = type_in(sample_world, command, own)
    assert code == 0
    assert "ESC" not in shown
    assert "\x1b[1m" in shown or "\x1b[2m" in shown or "\x1b[3" in shown


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_a_text_that_is_left_early_is_no_error(world: World) -> None:
    for number in range(3000):
        world.person(f"Person {number}")
    code, shown = type_in(world, "list people", {})
    assert code == 0
    assert "Person 0" in shown
    assert "Error" not in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_a_long_text_goes_through_the_pager_of_the_user(
    sample_world: World, command: str, pager: Path
) -> None:
    code, shown = type_in(sample_world, command, {"PAGER": f"{pager} -x 'a b'"})
    assert code == 0
    assert "LESS=FRX LV=-c ARGS=-x a b" in shown
    assert "\x1b[" in shown
    _, own = type_in(sample_world, command, {"PAGER": str(pager), "LESS": "-i", "LV": "-z"})
    assert "LESS=-R -i LV=-z" in own
    _, short = type_in(sample_world, command, {"PAGER": str(pager)}, lines=1000)
    assert "LESS=" not in short


@pytest.mark.parametrize("command", COMMANDS)
def test_without_colors_the_pager_gets_none(sample_world: World, command: str, pager: Path) -> None:
    for value in ("1", "0", "yes please"):
        code, shown = type_in(sample_world, command, {"PAGER": str(pager), "NO_COLOR": value})
        assert code == 0
        assert "LESS=FRX" in shown
        assert "\x1b" not in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_a_dumb_terminal_gets_plain_text_and_no_pager(
    sample_world: World, command: str, pager: Path
) -> None:
    for own in ({}, {"PAGER": str(pager)}):
        code, shown = type_in(sample_world, command, {**own, "TERM": "dumb"})
        assert code == 0
        assert "\x1b" not in shown
        assert "LESS=" not in shown
        assert len(shown.splitlines()) > 8


@pytest.mark.parametrize("term", ["", "unknown"])
def test_a_terminal_without_a_name_is_dumb(sample_world: World, pager: Path, term: str) -> None:
    code, shown = type_in(sample_world, "list people", {"PAGER": str(pager), "TERM": term})
    assert (code, "\x1b" in shown, "LESS=" in shown) == (0, False, False)


@pytest.mark.parametrize("own", ["", "cat", "no-such-pager", "'", "/"])
def test_without_a_pager_the_text_is_printed(sample_world: World, own: str) -> None:
    code, shown = type_in(sample_world, "list people", {"PAGER": own})
    assert code == 0
    names = [person["name"] for person in sample_world.run("list people --json").json]
    assert len(plain_lines(shown)) == len(names) + 2


@pytest.mark.parametrize("columns", [40, 60])
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_wider_than_the_terminal(
    sample_world: World, command: str, columns: int
) -> None:
    code, shown = type_in(sample_world, command, {"PAGER": "cat"}, columns=columns)
    assert code == 0
    assert len(plain_lines(shown)) > 5
    assert max(map(cells, plain_lines(shown))) <= columns


# ---------------------------------------------------------------- without a terminal


def in_shell(world: World, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command line of the shell, in which `hobnob` is hobnob."""
    script = (
        f'set -o pipefail; hobnob() {{ {shlex.quote(sys.executable)} -m hobnob "$@"; }}; {command}'
    )
    return subprocess.run(
        ["bash", "-c", script], cwd=world.root, env=environment(world), capture_output=True, text=True
    )  # fmt: skip


@pytest.mark.parametrize("command", [*COMMANDS, "--help", "list people --json", "help format"])
@pytest.mark.parametrize(
    "rest", [">&-", ">&- 2>&-", "<&- >&- 2>&-", "| true", "| head -n 1 > /dev/null"]
)
def test_output_that_nobody_reads_is_no_error(sample_world: World, command: str, rest: str) -> None:
    ran = in_shell(sample_world, f"hobnob {command} {rest}")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.parametrize("rest", [">&-", ">&- 2>&-", "2>&1 | true"])
def test_an_error_keeps_its_exit_code_when_nobody_reads(sample_world: World, rest: str) -> None:
    assert in_shell(sample_world, f"hobnob show nobody-at-all {rest}").returncode == 3
    assert in_shell(sample_world, f"hobnob show {rest}").returncode == 2


def test_what_is_written_with_a_closed_stdout_is_written(world: World) -> None:
    """And nothing is written into the index or a note, which could have got stdout's number."""
    world.person("Ada")
    ran = in_shell(world, "hobnob log 'call with Ada about numbers' >&-")
    assert (ran.returncode, ran.stdout) == (0, "")
    (found,) = world.run("list interactions --json").json
    assert found["people"] == ["ada"]
    assert world.run("check").code == 0
