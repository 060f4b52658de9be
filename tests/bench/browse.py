"""What a reader of the site waits for: the page of a saved note, an answer, a key, a heavy page.

Rule: none has anything to be compared with, so the baselines are a second, bytes or milliseconds.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from tests.bench.timing import Row
from tests.bench.works import edited_note

SAVED_GOALS = {"M": 0.4, "L": 1.0}
"""Seconds from a note being saved until the server has its new page."""
SEARCH_GOAL = 1.0
"""MB that a browser loads to answer its first search, at L."""
SITE_MB, PAGE_KB, KEY_MS = 120, 400, 50
"""The most that the site of L takes on the disk, that any of its pages has, and that a key costs."""
_KEYS = "maria lovelace clerk"
"""What is typed into the filter of the people: twenty keys."""
_RESULTS = 10
"""Interactions of a first answer, each possibly described in a file of its own."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_TIME_KEYS = """() => {
    // From the key until the page with its answer is painted.
    window.taken = [];
    addEventListener("keydown", (event) => requestAnimationFrame(() => setTimeout(
        () => taken.push(performance.now() - event.timeStamp))), true);
}"""
_PATIENCE = 300.0
_POLL = 0.02


def measure_browsing(journal: Path, size: str, *, runs: int) -> list[Row]:
    """Serve the site of a journal, save a note some times, and weigh its search."""
    rows = [_saved_row(journal, size, runs)]
    if size == "L":
        rows += [_search_row(journal, size), _site_row(journal, size)]
    if size in {"L", "XL"}:
        rows += [_largest_page_row(journal, size), *_key_rows(journal, size)]
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
            # A crowded month has its entries on pages of days; a person's latest stand with them.
            page = f"http://127.0.0.1:{port}/people/{quote(_first_person(edit.path))}.html"
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


def _first_person(note: Path) -> str:
    found = re.search(r"^people: \[([\w-]+)", note.read_text(encoding="utf-8"), re.M)
    assert found, note
    return found[1]


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


def _site_row(journal: Path, size: str) -> Row:
    """Add up the sizes of all files of the site."""
    files = (path.stat().st_size for path in (journal / "site").rglob("*") if path.is_file())
    return Row(
        size=size, work="the site on disk", baseline=f"{SITE_MB} MB",
        ratio=sum(files) / SITE_MB / 1e6, goal=1.0,
    )  # fmt: skip


def _largest_page_row(journal: Path, size: str) -> Row:
    """Weigh the largest page; the row names it."""
    site = journal / "site"
    weight, page = max((path.stat().st_size, path) for path in site.rglob("*.html"))
    return Row(
        size=size, work=f"the largest page ({page.relative_to(site).as_posix()})",
        baseline=f"{PAGE_KB} kB", ratio=weight / PAGE_KB / 1e3, goal=1.0,
    )  # fmt: skip


def _key_rows(journal: Path, size: str) -> list[Row]:
    """Type into the filter of the people: the median and the worst of the keys."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        return []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto((journal / "site" / "people" / "index.html").as_uri())
        box = page.locator("input[name=text]")
        box.focus()
        page.wait_for_timeout(1000)
        page.evaluate(_TIME_KEYS)
        for key in _KEYS:
            box.press(key)
            page.wait_for_timeout(150)
        taken = [milliseconds / 1e3 for milliseconds in page.evaluate("taken")]
        browser.close()
    return [
        Row(
            size=size, work=f"a key in the people filter, {which}", seconds=seconds,
            baseline=f"{KEY_MS} ms", ratio=seconds * 1e3 / KEY_MS, goal=1.0,
        )
        for which, seconds in (("median", median(taken)), ("worst of 20", max(taken)))
    ]  # fmt: skip


def _largest(folder: Path, pattern: str, count: int) -> int:
    return sum(sorted((path.stat().st_size for path in folder.glob(pattern)), reverse=True)[:count])
