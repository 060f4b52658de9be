"""Waiting for another process: what hobnob waits for is said after a moment.

The one rule: nobody waits for more than `QUIET` seconds without a word.
"""

from __future__ import annotations

from collections.abc import Callable

QUIET = 1.5
"""Seconds of waiting without a word. A usual command holds a lock for far less."""
PATIENCE = 30.0
"""Seconds to wait for another process at most."""

_listeners: list[Callable[[str], None]] = []


def listen(say: Callable[[str], None]) -> None:
    """Let a function take the sentences of this process, in place of an earlier one."""
    _listeners[:] = [say]


def say_waiting(what: str) -> None:
    """Say what hobnob waits for.

    Args:
        what: the other process and what it does, such as "another hobnob is writing".
    """
    for say in _listeners:
        say(f"{what}; waiting for up to {PATIENCE:.0f} seconds")
