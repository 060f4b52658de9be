"""Triage and duplicates in a real terminal: one key each, written at once, taken back with one."""

from __future__ import annotations

import os
import re
import select
import struct
import subprocess
import sys

import pytest

from tests.cli.test_terminal import environment, plain_lines
from tests.commands.changing import tree
from tests.conftest import World

pytest.importorskip("termios", reason="there are no pseudo-terminals on this system")
import fcntl
import pty
import termios

_WAITS = re.compile(r"q (?:quit|end)\s*\Z|u q\s*\Z|\? \Z|: \Z|neither\s*\Z")

_PATIENCE = 100
"""How many times a twentieth of a second may pass without a word before a command hangs."""


def press(world: World, command: str, keys: list[str], *, columns: int = 80) -> str:
    """Run a command in a terminal and press keys, each when it waits; return what it showed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    before = termios.tcgetattr(theirs)
    process = subprocess.Popen(
        [sys.executable, "-m", "hobnob", *command.split()],
        cwd=world.root, env=environment(world), stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )  # fmt: skip
    shown, seen, left = b"", 0, list(keys)
    idle = 0
    while process.poll() is None:
        idle += 1
        if idle > _PATIENCE:
            process.kill()
        if select.select([ours], [], [], 0.05)[0]:
            shown, idle = shown + os.read(ours, 65536), 0
        elif left and _WAITS.search("\n".join(plain_lines(shown[seen:].decode()))):
            seen = len(shown)
            os.write(ours, left.pop(0).encode())
    while select.select([ours], [], [], 0)[0]:
        shown += os.read(ours, 65536)
    assert (process.returncode, left) == (0, []), shown.decode()
    assert termios.tcgetattr(theirs)[3] == before[3], "the terminal is not as it was"
    os.close(ours)
    os.close(theirs)
    return "\n".join(plain_lines(shown.decode())).replace("\r", "")


def keys_of(world: World, slug: str) -> list[str]:
    return (world.notes / f"people/{slug}.md").read_text().split("---\n")[1].splitlines()[1:]


def test_each_key_is_written_at_once_and_taken_back_with_one(world: World) -> None:
    for name in ("Ada", "Bob", "Cy", "Dan"):
        world.person(name)
    world.person("Eve", circle="inner")
    before = tree(world)
    shown = press(world, "triage", ["c", "x", "n", "u", "w", "t", "maths, hill\x7f\x7fo\n", "q"])
    assert "1 of 4\nAda\n" in shown
    assert "'x' is none of the keys" in shown
    assert keys_of(world, "ada") == ["circle: close"]
    assert keys_of(world, "bob") == ["circle: wide"]
    assert keys_of(world, "cy") == ["tags: [maths, hio]"]
    assert "2 people to go" in shown
    assert "'hobnob undo --since " in shown
    # It goes on with Cy; who is left for later comes last the next time.
    assert "1 of 2\nCy\n" in press(world, "triage", ["l", "q"])
    assert "1 of 2\nDan\n" in press(world, "triage", ["n", "u", "n", "\x04"])
    assert keys_of(world, "dan") == ["circle: none"]
    assert "1 of 1\nCy\n" in press(world, "triage", ["u", "q"])
    while world.run("undo").code == 0:
        pass
    assert tree(world) == before


def test_keys_that_are_typed_ahead_are_not_lost(world: World) -> None:
    for name in ("Ada", "Bob", "Cy"):
        world.person(name)
    press(world, "triage", ["wtfriends\nic", "q"])
    assert keys_of(world, "ada") == ["circle: wide"]
    assert keys_of(world, "bob") == ["circle: inner", "tags: [friends]"]
    assert keys_of(world, "cy") == ["circle: close"]


def test_two_notes_become_one_on_the_way(world: World) -> None:
    world.person("Ada Byron", location="London")
    world.person("Ada", "ada-2", location="Kent", circle="wide")
    before = tree(world)
    press(world, "triage", ["m", "ada-2\n", "k", "u", "m", "ada-2\n", "n", "\x1b[Aq"])
    assert tree(world) == before
    press(world, "triage", ["m", "ada-2\n", "o", "q"])
    assert "location: London" in keys_of(world, "ada-2")
    assert not (world.notes / "people/ada-byron.md").exists()


def test_what_an_import_wrote_does_no_harm_on_the_screen(world: World) -> None:
    world.person('"A\\e[31mda\\r\\n\\u202Eevil"', "ada", met_at="'#x [[y]]'", location="K" * 300)
    shown = press(world, "triage", ["q"], columns=40)
    assert "\x1b[31m" not in shown
    assert "\u202e" not in shown
    assert max(map(len, shown.split("\n")[:6])) <= 40


def test_a_text_is_shown_as_one_reads_it(world: World) -> None:
    world.person("Ada", body="## Imported from vCards\n\n2 \\* 3 [[bob|Bob]]\n")
    shown = press(world, "triage", ["q"], columns=80)
    assert "2 * 3 Bob" in shown
    assert "Imported from" not in shown


def test_duplicates_are_decided_with_one_key(world: World) -> None:
    for slug in ("ana", "ana-2", "ana-3"):
        world.person("Ana Silva", slug)
    before = tree(world)
    shown = press(world, "duplicates --ask", ["t", "m", "u", "u", "t", "l", "l", "q"])
    assert "the same name." in shown
    assert "2 pairs not decided" in shown
    assert keys_of(world, "ana") == ["not_same_as: [ana-2]"]
    pairs = [row["people"] for row in world.run("duplicates --json").json]
    assert pairs == [["ana", "ana-3"], ["ana-2", "ana-3"]]
    press(world, "duplicates --ask", ["m", "q"])
    assert world.run("duplicates --json").json == []
    world.run("undo")
    world.run("undo")
    assert tree(world) == before


@pytest.mark.parametrize("command", ["triage", "duplicates --ask"])
def test_without_a_terminal_nothing_is_asked(world: World, command: str) -> None:
    world.person("Ana Silva")
    world.person("Ana Silva", "ana-2")
    said = world.run(command)
    assert said.code == 2
    assert ("hobnob set --all-people" if command == "triage" else "each pair") in said.err
