"""Work that several processes share.

The one rule: the first process does all work that a worker did not finish. So the result is the
same if a worker dies or cannot be started.

The work is a number of pieces. Each process takes its next piece from one pipe, where each piece is
two bytes. Workers are forked: nothing is sent to them, and only their results come back.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import signal
import sys
from collections.abc import Callable
from typing import Generic, TypeVar

Found = TypeVar("Found")

MOST_PIECES = 30_000
"""A pipe of Linux takes 64 KiB before anybody reads from it."""
_MOST_WORKERS = 3
_INCOMPLETE = EOFError, ValueError, TypeError
"""The errors of `marshal` on the results of a worker that died."""


class WorkerPool(Generic[Found]):
    """Pieces of work; workers begin with them at once."""

    def __init__(
        self,
        pieces: int,
        work: Callable[[int], Found],
        *,
        workers: int = 0,
        prepare: Callable[[], object] | None = None,
    ) -> None:
        """Start the workers.

        Args:
            pieces: how many pieces there are.
            work: does the piece of a number (from 0); `marshal` must be able to write the result.
            workers: how many processes to start; 0 if other threads are running.
            prepare: called in each worker before its first piece, for example to open a file.
        """
        self._pieces = pieces
        self._work = work
        self._results: list[tuple[int, int]] = []
        self._tokens = -1
        if workers and 1 < pieces <= MOST_PIECES:
            # If no process or pipe can be made, this process does all the work.
            with contextlib.suppress(OSError):
                self._start(workers, prepare)

    @property
    def is_shared(self) -> bool:
        """Whether workers have begun."""
        return bool(self._results)

    def _start(self, workers: int, prepare: Callable[[], object] | None) -> None:
        self._tokens, tokens = os.pipe()
        os.write(tokens, b"".join(piece.to_bytes(2, "big") for piece in range(self._pieces)))
        os.close(tokens)
        for _ in range(workers):
            read, write = os.pipe()
            process = os.fork()
            if not process:
                self._serve(write, prepare)
            os.close(write)
            self._results.append((process, read))

    def _serve(self, result: int, prepare: Callable[[], object] | None) -> None:
        """Do a share of the work in a worker, and end the worker."""
        try:
            if prepare:
                prepare()
            with os.fdopen(result, "wb") as out:
                marshal.dump(self._share(), out)
        finally:
            # No cleanup: the open files belong to the first process.
            os._exit(0)

    def _share(self) -> dict[int, Found]:
        """Do pieces until none are left."""
        found = {}
        while token := os.read(self._tokens, 2):
            piece = int.from_bytes(token, "big")
            found[piece] = self._work(piece)
        return found

    def finish(self) -> list[Found]:
        """Do the remaining pieces; return all results in the order of the pieces."""
        try:
            found = self._share() if self._tokens >= 0 else {}
            for worker in tuple(self._results):
                process, read = worker
                with (
                    os.fdopen(read, "rb", closefd=False) as results,
                    contextlib.suppress(*_INCOMPLETE),
                ):
                    found.update(marshal.load(results))  # noqa: S302 - from our own process
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(process, 0)
                self._results.remove(worker)
                os.close(read)
        except BaseException:
            self.stop()
            raise
        if self._tokens >= 0:
            os.close(self._tokens)
            self._tokens = -1
        return [
            found[piece] if piece in found else self._work(piece) for piece in range(self._pieces)
        ]

    def stop(self) -> None:
        """End the workers, whose work nobody needs any more."""
        for process, read in self._results:
            # It may have ended by itself.
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
            os.close(read)
        self._results = []


def available_workers(most: int = _MOST_WORKERS) -> int:
    """Return how many workers can be started: one for each further processor, if it is safe."""
    if sys.platform != "linux":
        # On other systems, many system functions are not safe in a forked process.
        return 0
    threading = sys.modules.get("threading")
    if threading is not None and threading.active_count() > 1:
        # A lock that another thread holds would stay locked in a worker for ever.
        return 0
    return min(len(os.sched_getaffinity(0)) - 1, most)
