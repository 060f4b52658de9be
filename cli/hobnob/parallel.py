"""Work that two or more processes share.

The one rule: whatever a helper leaves undone, the first process does. So a helper may die, or
never come to be, and the result is the same.

The work is a number of pieces. Each process takes its next from one pipe, two bytes for a piece,
so that whoever is done with one takes another. Helpers are forked: nothing needs to be sent to
them, and only what they found comes back.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Callable
from typing import Generic, TypeVar

Found = TypeVar("Found")

MOST_PIECES = 30_000
"""A pipe of Linux takes 64 KiB before anybody reads from it."""
_MOST_HELPERS = 3


class Together(Generic[Found]):
    """Pieces of work, begun by helpers as soon as it is made."""

    def __init__(
        self,
        pieces: int,
        work: Callable[[int], Found],
        *,
        helpers: int = 0,
        prepare: Callable[[], object] | None = None,
    ) -> None:
        """Start the helpers.

        Args:
            pieces: how many there are.
            work: does one, by its number from 0; what it returns must be something `marshal` knows.
            helpers: how many processes to start; never any where other threads run.
            prepare: called in each helper before its first piece, as to open a file of its own.
        """
        self._pieces = pieces
        self._work = work
        self._results: list[tuple[int, int]] = []
        self._tokens = -1
        if helpers and 1 < pieces <= MOST_PIECES:
            # Without room for another process or pipe there is just no help.
            with contextlib.suppress(OSError):
                self._start(helpers, prepare)

    def _start(self, helpers: int, prepare: Callable[[], object] | None) -> None:
        self._tokens, tokens = os.pipe()
        os.write(tokens, b"".join(piece.to_bytes(2, "big") for piece in range(self._pieces)))
        os.close(tokens)
        for _ in range(helpers):
            read, write = os.pipe()
            process = os.fork()
            if not process:
                self._help(write, prepare)
            os.close(write)
            self._results.append((process, read))

    def _help(self, result: int, prepare: Callable[[], object] | None) -> None:
        """Do a share of the work and end: a helper's whole life."""
        try:
            if prepare:
                prepare()
            with os.fdopen(result, "wb") as out:
                marshal.dump(self._share(), out)
        finally:
            # Nothing of the first process, its open files least of all, is ended with this one.
            os._exit(0)

    def _share(self) -> dict[int, Found]:
        """Do pieces until none is left."""
        found = {}
        while token := os.read(self._tokens, 2):
            piece = int.from_bytes(token, "big")
            found[piece] = self._work(piece)
        return found

    def finish(self) -> list[Found]:
        """Do what is left; return what was found, in the order of the pieces."""
        found = self._share() if self._tokens >= 0 else {}
        for process, read in self._results:
            with (
                os.fdopen(read, "rb") as told,
                contextlib.suppress(EOFError, ValueError, TypeError),
            ):
                found.update(marshal.load(told))  # noqa: S302 - from our own process
            with contextlib.suppress(ChildProcessError):
                os.waitpid(process, 0)
        self._results = []
        if self._tokens >= 0:
            os.close(self._tokens)
            self._tokens = -1
        return [
            found[piece] if piece in found else self._work(piece) for piece in range(self._pieces)
        ]


def helpers_at_hand(most: int = _MOST_HELPERS) -> int:
    """Return how many helpers can be started: one for each further processor, if it is safe."""
    if sys.platform != "linux":
        # Elsewhere a forked process must not use much of what the system offers.
        return 0
    threading = sys.modules.get("threading")
    if threading is not None and threading.active_count() > 1:
        # A lock that another thread holds would stay locked in a helper for ever.
        return 0
    return min(len(os.sched_getaffinity(0)) - 1, most)
