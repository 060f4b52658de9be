"""A note that is saved half-typed stops no page of a served site, and is told in the terminal."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.livereload import LiveReloadServer

from hobnob.index.check_queries import reading_problems
from hobnob.site.live import Live, ProblemReporter, serve_live
from hobnob.site.notices import find_notices
from tests.conftest import TODAY, World
from tests.site.test_refresh import built_live, different, tree

NOTES = {
    "people/ada.md": (
        "---\nname: Ada Byron\nbirthday: 1815-12-10\norg: Acme\ntags: [maths]\nkeep_in_touch: 6 weeks\n"
        "---\n[[bob]] #x\n- [ ] go (by 2026-12-01)\n"
    ),
    "interactions/2026/one.md": (
        "---\ndate: 2026-11-01\npeople: [ada, bob]\nkind: letter\nplan: job\nplace: 'A: b'\n"
        "follow_up: 2026-12-01\nintroduced: bob\n---\nx\n"
    ),
    "plans/job.md": (
        "---\nname: A job\npeople: [ada]\ndeadline: 2026-12-31\n"
        "stages:\n- {name: met, kinds: [call]}\nexpect: {met: 50%}\n---\n"
    ),
    "orgs/acme.md": "---\nname: Acme\naliases: [A]\nlocation: London\ndomains: [x.example]\n---\n",
    "letters/hello.md": "---\nsubject: Hi {{ first }}\n---\nDear {{ first }},{% if x %}y{% endif %}\n",
}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOBNOB_TODAY", TODAY)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


def small(root: Path) -> World:
    world = World(root)
    world.settle()
    world.person("Bob")
    world.met("2026-10-01", "bob", slug="two")
    for path, text in NOTES.items():
        world.write(path, text.encode())
    return world


@pytest.mark.parametrize("path", NOTES)
def test_cut_anywhere_a_note_stops_no_page_and_no_other_note(tmp_path: Path, path: str) -> None:
    world = small(tmp_path / "journal")
    live = built_live(world, tmp_path / "site")
    text = NOTES[path]
    page = tmp_path / "site/people/bob.html"
    # Each third, for time; the number of the kind shifts them.
    for cut in [*range([*NOTES].index(path) % 3, len(text), 3), len(text)]:
        world.write(path, text[:cut].encode())
        assert live.refresh() is not None, text[:cut]
        home = find_notices(live.build, known=(), directory_urls=False).banner("index.html")
        problems = reading_problems(live.build.site.index)
        assert [one for one in problems if f"notes/{path}:{one.line}<".encode() not in home] == []
        assert bool(problems) == bool(home), text[:cut]
        for file in (tmp_path / "site").rglob("*.html"):
            assert file.read_bytes().rstrip().endswith(b"</html>"), (file, text[:cut])
        if cut % 9 == 0:
            world.person("Bob", location=f"Place {cut}")
            assert live.refresh() is not None, text[:cut]
            assert f"Place {cut}" in page.read_text()
    live.write_search()
    built_live(world, tmp_path / "new")
    assert different(tree(tmp_path / "site"), tree(tmp_path / "new")) == []


PAGE = (
    "---\ntitle: Of us\ndescription: 'x'\ntags: [a, b]\nauthor: {a: b}\n---\n# Us\n\n[[ada|A]] and\n"
    "[it](<https://[x>) ![p](<a b.png> 't')\n\n| a |\n|--|\n| `b` |\n\n```x\n<b>\n```\n\n[^1]: n\n"
)


def test_cut_anywhere_an_ordinary_page_stops_no_other(tmp_path: Path) -> None:
    world = small(tmp_path / "journal")
    # A text that was cut stays cut when others are beside it, so one build serves all.
    for cut in range(len(PAGE) + 1):
        world.write(f"own/p{cut}.md", PAGE[:cut].encode())
    world.write("other/index.md", "# Other\n\n[[ada]]\n")
    live = built_live(world, tmp_path / "site")
    for cut in range(len(PAGE) + 1):
        html = (tmp_path / f"site/own/p{cut}.html").read_text()
        assert html.rstrip().endswith("</html>"), PAGE[:cut]
    world.person("Bob", body="Rome")
    assert live.refresh() is not None
    assert "Rome" in (tmp_path / "site/people/bob.html").read_text()


BROKEN = {
    "date": (b"date: 2026-11-01", b"date: 15.11.2026", "one.md:2"),
    "bracket": (b"people: [ada, bob]", b"people: [ada, bob", "one.md:"),
    "colon": (b"place: 'A: b'", b"place: Zurich: main", "one.md:6"),
    "no date": (b"date: 2026-11-01\n", b"", "one.md:"),
    "no end": (b"---\nx\n", b"", "one.md:"),
}


@pytest.mark.parametrize("kind", ["date", "bracket", "colon", "no date", "no end"])
def test_what_is_wrong_is_told_once_each_time(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    world = small(tmp_path / "journal")
    live = built_live(world, tmp_path / "site")
    reporter = ProblemReporter(live.build.site.index)
    path = world.notes / "interactions/2026/one.md"
    good = path.read_bytes()
    right, wrong, where = BROKEN[kind]
    caplog.set_level(logging.WARNING, "mkdocs.plugins.hobnob")

    def told() -> list[str]:
        caplog.clear()
        assert live.refresh() is not None
        reporter.report(live.build.site.index)
        return [record.getMessage() for record in caplog.records]

    month = tmp_path / "site/journal/2026-11.html"
    assert "one" in month.read_text()
    assert right in good
    path.write_bytes(good.replace(right, wrong))
    (said,) = told()
    assert said.startswith("notes/interactions/2026/" + where)
    assert said in world.run("check").out.splitlines()[0]
    assert not month.exists()
    world.person("Bob", location="Rome")
    assert told() == []
    path.write_bytes(good)
    assert told() == []
    assert month.exists()
    path.write_bytes(good.replace(right, wrong))
    assert told() == [said]


def test_a_full_build_tells_no_more_than_what_is_new(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = small(tmp_path / "journal")
    world.write("people/old.md", "---\nname: [\n---\n")
    now: list[Live | None] = [built_live(world, tmp_path / "site")]

    def full() -> None:
        now[0] = None
        now[0] = built_live(world, tmp_path / "site")

    first = now[0]
    assert first is not None
    server = LiveReloadServer(full, "127.0.0.1", 8000, str(tmp_path / "site"))
    serve_live(server, first.config, full, lambda: now[0])
    server.server_close()
    caplog.set_level(logging.WARNING, "mkdocs.plugins.hobnob")
    world.write("own.md", "# Mine\n")
    world.write("people/ada.md", "---\nname: [\n---\n")
    for text in ("# Mine\n", "# Mine too\n"):
        world.write("own.md", text + " ")
        server.builder()
    told = [r.getMessage() for r in caplog.records if r.name == "mkdocs.plugins.hobnob"]
    assert [re.sub(r":.*", "", line) for line in told] == ["notes/people/ada.md"]


# ---------------------------------------------------------------- served


class Serving:
    """A real `hobnob serve`."""

    def __init__(self, world: World, **options: Any) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.said: list[str] = []
        command = [sys.executable, "-m", "hobnob", "--journal", str(world.root), "serve"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            **{"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, **options}, text=True,
            env={**os.environ, "HOBNOB_TODAY": TODAY},
            # What a shell starts in the background would not hear of Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stderr or ():
            self.said.append(line)

    def page(self, path: str) -> str:
        """Return a page, "" when it is not there."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=20) as page:
                return str(page.read().decode())
        except OSError:
            return ""

    def close(self) -> None:
        """Stop."""
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[World, Serving]]:
    world = small(tmp_path / "journal")
    serving = Serving(world)
    try:
        until(lambda: "Bob" in serving.page("people/bob.html"))
        yield world, serving
    finally:
        serving.close()


def until(seen: Callable[[], bool]) -> None:
    """Wait for something to be seen."""
    end = time.monotonic() + 60
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_served_site_goes_on_while_a_note_is_typed(serving: tuple[World, Serving]) -> None:
    world, served = serving
    path = world.notes / "interactions/2026/one.md"
    good = path.read_bytes()
    assert "one" in served.page("journal/2026-11.html")
    for kind in ("date", "bracket", "colon"):
        right, wrong, where = BROKEN[kind]
        before = len(served.said)
        path.write_bytes(good.replace(right, wrong))
        until(lambda where=where, before=before: where in "".join(served.said[before:]))  # type: ignore[misc]
        assert "Bob" in served.page("people/bob.html")
        world.person("Bob", location=f"Rome {kind}")
        until(lambda kind=kind: f"Rome {kind}" in served.page("people/bob.html"))  # type: ignore[misc]
        path.write_bytes(good)
        until(lambda: "one" in served.page("journal/2026-11.html"))
        # MkDocs tells of each page that was asked for and not there; the note is told once.
        assert len([line for line in served.said[before:] if "GET" not in line]) == 1
    assert not any("Traceback" in line for line in served.said)
