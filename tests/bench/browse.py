"""What a reader of the site waits for: the page of a saved note, and the answer of a search.

Rule: neither has anything to be compared with, so the baselines are a second and a megabyte.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median

from tests.bench.timing import Row
from tests.bench.works import edited_note

SAVED_GOALS = {"M": 1.0, "L": 2.0}
"""Seconds from a note being saved until the server has its new page."""
SEARCH_GOAL = 1.0
"""MB that a browser loads to answer its first search, at L."""
_RESULTS = 10
"""Interactions of a first answer, each possibly described in a file of its own."""
_PATIENCE = 300.0
_POLL = 0.02


def measure_browsing(journal: Path, size: str, *, runs: int) -> list[Row]:
    """Serve the site of a journal, save a note some times, and weigh its search."""
    rows = [_saved_row(journal, size, runs)]
    if size == "L":
        rows.append(_search_row(journal, size))
    return rows


def _saved_row(journal: Path, size: str, runs: int) -> Row:
    port = _free_port()
    command = [sys.executable, "-m", "hobnob", "serve", "--port", str(port)]
    seconds: list[float] = []
    with edited_note(journal) as edit:
        server = subprocess.Popen(
            command, cwd=journal, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            page = f"http://127.0.0.1:{port}/journal/{edit.path.stem[:7]}.html"
            _wait_for(page, b"<html")
            for run in range(1, runs + 2):
                time.sleep(2)
                edit()
                begun = time.perf_counter()
                _wait_for(page, f"Read again, {run}.".encode())
                seconds.append(time.perf_counter() - begun)
        finally:
            server.terminate()
            server.wait()
    # The first is to warm up, as everywhere.
    taken = median(seconds[1:])
    return Row(
        size=size, work="hobnob serve, a note saved", seconds=taken, baseline="a second",
        ratio=taken, goal=SAVED_GOALS.get(size),
    )  # fmt: skip


def _wait_for(url: str, words: bytes) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
            if words in answer.read():
                return
        time.sleep(_POLL)
    raise TimeoutError(f"{url} never said {words!r}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _search_row(journal: Path, size: str) -> Row:
    """Weigh the most that a first search of one word loads: the largest file of each sort."""
    files = journal / "site" / "search"
    scripts = journal / "site" / "assets" / "hobnob"
    loaded = (
        sum((scripts / name).stat().st_size for name in ("hobnob-person.js", "search.js"))
        + sum(path.stat().st_size for path in files.glob("n*.js"))
        + _largest(files, "t-*.js", 1)
        + _largest(files, "d-*.js", _RESULTS)
    )
    return Row(
        size=size, work="a first search loads at most", baseline="1 MB", ratio=loaded / 1e6,
        goal=SEARCH_GOAL,
    )  # fmt: skip


def _largest(folder: Path, pattern: str, count: int) -> int:
    return sum(sorted((path.stat().st_size for path in folder.glob(pattern)), reverse=True)[:count])
