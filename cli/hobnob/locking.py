"""The lock of a journal: only one hobnob process writes at a time.

The one rule: the lock belongs to a process and ends with it, even if it is killed. Editors ignore
the lock, so every write compares the file once more before it replaces it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hobnob import waiting
from hobnob.errors import WriteError

_PAUSE = 0.02


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file.

    Raises:
        WriteError: another process holds the lock for too long.
        OSError: the file cannot be made.
    """
    flags = os.O_RDWR | os.O_CREAT
    for name in ("O_CLOEXEC", "O_NOFOLLOW"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        begun, said = time.monotonic(), False
        while not _take(descriptor):
            waited = time.monotonic() - begun
            if waited > waiting.QUIET and not said:
                waiting.say_waiting("another hobnob is writing in this journal")
                said = True
            if waited > waiting.PATIENCE:
                raise WriteError(
                    f"another hobnob has been writing for {waiting.PATIENCE:.0f} seconds; nothing "
                    "was written. Try again when it has finished"
                )
            time.sleep(_PAUSE)
        yield
    finally:
        # Closing the file releases the lock.
        os.close(descriptor)


try:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

except ImportError:  # pragma: no cover - Windows
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
