"""The pager: a long text on a terminal, one screen at a time.

The one rule: every verb pages through here, so that `$PAGER` and `$LESS` mean the same everywhere.
The environment of hobnob itself never changes, only that of the pager.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable
from contextlib import suppress

import click

from hobnob.cli.app import is_dumb


def page(lines: Iterable[str], *, color: bool) -> bool:
    """Show lines in the pager, and wait until it ends.

    The pager is `$PAGER`, else `less`, else `more`. There is none on a terminal that understands
    no escapes, none without a keyboard, and none if `$PAGER` is empty or `cat`.

    Args:
        lines: the text, without newlines at the ends.
        color: whether the pager gets the escapes for colors.

    Returns:
        False if there is no pager; then no line was taken.
    """
    command = _command()
    if not command:
        return False
    import subprocess

    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=_environment())
    except OSError:
        return False
    assert pager.stdin is not None  # noqa: S101 - for the type checker
    # The reader may leave before the end of the text, or stop a text that is still being made.
    with suppress(BrokenPipeError, KeyboardInterrupt):
        for line in lines:
            shown = line if color else click.unstyle(line)
            pager.stdin.write(f"{shown}\n".encode(errors="replace"))
    with suppress(BrokenPipeError):
        pager.stdin.close()
    while pager.poll() is None:
        # Ctrl-C is a key of the pager, and does not end it.
        with suppress(KeyboardInterrupt):
            pager.wait()
    return True


def _command() -> list[str]:
    """Return the command of the pager; [] for none."""
    if is_dumb() or sys.stdin is None or not sys.stdin.isatty():
        return []
    own = os.environ.get("PAGER")
    try:
        typed = ["less"] if own is None else shlex.split(own)
    except ValueError:
        # A quotation mark without its other: nobody can say which program is meant.
        return []
    if not typed or typed == ["cat"]:
        return []
    from shutil import which

    found = which(typed[0])
    if found is None and own is None and os.name == "posix":
        found = which("more")
    return [found, *typed[1:]] if found else []


def _environment() -> dict[str, str]:
    """Return the environment of the pager, in which `less` and `lv` show colors.

    Where `LESS` is not set, it is as git sets it: show colors (R), quit if the text fits on one
    screen (F), and leave the screen as it is (X). Own options of `less` stay. They come after R,
    and can turn it off.
    """
    own = os.environ.get("LESS")
    less = "FRX" if own is None else f"-R {own}"
    return {"LV": "-c", **os.environ, "LESS": less}
