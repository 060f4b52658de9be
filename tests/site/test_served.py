"""A served site is for the user of this machine, and leaves nothing behind."""

from __future__ import annotations

import logging
import os
import pty
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from hobnob.site.acting.gate import Gate
from hobnob.site.build import Build
from hobnob.site.door import Door, is_answered, is_this_machine
from hobnob.site.live import Live, serve_live
from hobnob.site.theme import POLICY
from tests.conftest import TODAY, World
from tests.site.markup import read_markup
from tests.site.test_half_typed import Serving, small, until
from tests.site.test_refresh import built_live, tree

EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing listens on it
Answer = tuple[str, dict[str, str], str]
Ask = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOBNOB_TODAY", TODAY)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


class InProcess:
    """A site as `serve` serves it, asked without a socket.

    Attributes:
        rebuild: what the server does when a file was saved.
        full: the full build; a test may replace it.
    """

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.now: list[Live | None] = [built_live(world, folder)]
        self.full: Callable[[], None] = self._full
        assert self.now[0] is not None
        self.server = LiveReloadServer(lambda: self.full(), "127.0.0.1", 8000, str(folder))
        self.server.error_handler = lambda _: (folder / "404.html").read_bytes()
        serve_live(self.server, self.now[0].config, lambda: self.full(), lambda: self.now[0])
        self.rebuild = self.server.builder

    def _full(self) -> None:
        self.now[0] = None
        self.now[0] = built_live(self.world, self.folder)

    def ask(self, path: str, host: str = "127.0.0.1:8000") -> Answer:
        """Return status, headers and body of an answer; the path is as it was decoded."""
        said: list[Any] = []
        app: Any = self.server.get_app()
        environ = {"PATH_INFO": path, "HTTP_HOST": host, "REQUEST_METHOD": "GET"}
        body = b"".join(app(environ, lambda *what: said.extend(what)))
        return said[0], dict(said[1]), body.decode(errors="replace")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[InProcess]:
    site = InProcess(small(tmp_path / "journal"), tmp_path / "site")
    yield site
    site.server.server_close()


@pytest.mark.parametrize(
    ("host", "port", "answered", "refused"),
    [
        (
            "127.0.0.1", 8000,
            ("127.0.0.1:8000", "localhost:8000", "LocalHost:8000", "[::1]:8000"),
            ("", "localhost", "localhost:80", "evil.example:8000", "127.0.0.1.evil.example:8000",
             "localhost.:8000", "localhost:8000, evil.example", "a@127.0.0.1:8000", "10.0.0.5:8000",
             "::1:8000", "localhost:", ":8000", "localhost:８０００", "localhost:08000"),
        ),
        ("::1", 80, ("[::1]", "[::1]:80", "localhost"), ("[::1]:8000", "[::2]", "evil.example")),
        ("box.lan", 8000, ("box.lan:8000", "BOX.lan:8000", "localhost:8000"), ("lan:8000",)),
        (EVERYWHERE, 8000, ("10.0.0.5:8000", "[fe80::1]:8000"), ("evil.example:8000", ":8000")),
    ],
)  # fmt: skip
def test_only_the_names_that_it_was_started_for_are_answered(
    host: str, port: int, answered: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    assert [name for name in answered if not is_answered(name, host, port)] == []
    assert [name for name in refused if is_answered(name, host, port)] == []


def test_another_name_reads_nothing(served: InProcess) -> None:
    for path in (
        "/",
        "/people/bob.html",
        "/search/n-0.js",
        "/livereload/0/1",
        "/livereload/1/2.js",
    ):
        status, headers, body = served.ask(path, "evil.example:8000")
        assert status.startswith("421 "), path
        assert headers["Content-Type"].startswith("text/plain")
        assert "http://127.0.0.1:8000/" in body
        assert "Bob" not in body
    assert "Bob" in served.ask("/people/bob.html")[2]


def test_no_page_acts_where_others_reach_it(served: InProcess, tmp_path: Path) -> None:
    assert "data-token" in served.ask("/")[2]
    assert served.ask("/.hobnob/act")[0].startswith("405 ")
    for host in (EVERYWHERE, "10.0.0.5", "box.lan"):
        Door(served.server, host, 8000, Gate(tmp_path))
        assert served.ask("/", f"{host}:8000" if host != EVERYWHERE else "10.0.0.5:8000")[
            0
        ].startswith("200 ")
        assert "data-token" not in served.ask("/", "localhost:8000")[2], host
        assert served.ask("/.hobnob/act", "localhost:8000")[0].startswith("404 "), host


def test_every_answer_has_the_policy_and_no_script_in_it(served: InProcess) -> None:
    for path in (
        "/",
        "/people/bob.html",
        "/nothing.html",
        "/search/n-0.js",
        "/livereload/1/2.js",
    ):
        _, headers, body = served.ask(path)
        assert headers["Content-Security-Policy"] == POLICY, path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert headers["X-Frame-Options"] == "DENY", path
        if not path.endswith(".js"):
            scripts = read_markup(body).all("script")
            assert all(script.get("src") for script in scripts), path
            assert scripts[-1]["src"].startswith("/livereload/"), path


@pytest.mark.parametrize(
    "path",
    [
        "/\0", "/people\0.html", "/../secret.txt", "/people/../../secret.txt", "//../secret.txt",
        "/" + "a" * 5000, "/" + "a/" * 3000, "/%zz", "/\xff\xfe", "/..\\secret.txt", "/people",
        "http://evil.example/", "/people/bob.html/", "/people/bob.html/x", "/\r\nX: y", "/\x1b[2J",
        "", "/.", "/..", "/../site",
    ],
)  # fmt: skip
def test_odd_paths_are_not_there(served: InProcess, path: str) -> None:
    (served.folder.parent / "secret.txt").write_text("secret")
    status, _, body = served.ask(path)
    assert status.startswith(
        ("404 ", "302 ") if path in {"/people", "", "/.", "/.."} else "404 "
    ), status
    assert "secret" not in body


def test_a_broken_note_is_told_on_its_page_and_on_home(served: InProcess) -> None:
    assert "hb-broken" not in served.ask("/")[2]
    served.world.write("people/ada.md", "---\nname: Ada\nbirthday: <b>31.2\n---\n")
    served.rebuild()
    for path in ("/people/ada.html", "/", "/index.html"):
        body = served.ask(path)[2]
        assert "<code>notes/people/ada.md:3</code>" in body, path
        assert "&lt;b&gt;31.2" in body, path
        assert "write 1906-12-09" in body, path
    assert "hb-broken" not in served.ask("/people/bob.html")[2]
    # A page that is gone meanwhile says why, and comes back by itself.
    served.world.write("people/ada.md", "---\nname: [\n---\n")
    served.rebuild()
    status, _, body = served.ask("/people/ada.html")
    assert status.startswith("404 ")
    assert "<code>notes/people/ada.md:" in body
    assert 'src="/livereload/' in body
    served.world.write("people/ada.md", "---\nname: Ada\n---\n")
    served.rebuild()
    assert "hb-broken" not in served.ask("/")[2]
    assert "Ada" in served.ask("/people/ada.html")[2]


def test_many_broken_notes_leave_room_for_home(served: InProcess) -> None:
    for number in range(9):
        served.world.write(f"people/p{number}.md", f"---\nname: P\nbirthday: {number}\n---\n")
    served.rebuild()
    body = served.ask("/")[2]
    assert body.count("<li><code>notes/") == 5
    assert "and 4 more; see <code>hobnob check</code>" in body


def test_a_build_that_fails_leaves_the_last_site(
    served: InProcess, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "mkdocs.plugins.hobnob")

    def fail(error: BaseException) -> Callable[[], None]:
        def full() -> None:
            shutil.rmtree(served.folder)
            raise error

        return full

    for error in (PluginError("<b>so</b>"), OSError("so"), KeyError("so"), SystemExit("so")):
        served.full = fail(error)
        served.world.write("own.md", f"# {error!r}\n")
        served.rebuild()
        assert "so" in caplog.messages[-1], error
        body = served.ask("/people/bob.html")[2]
        assert "Bob" in body
        assert "as it was before your last change" in body
        assert "<b>so" not in body
    served.full = served._full
    served.world.write("own.md", "# Mine\n")
    served.rebuild()
    assert "Mine" in served.ask("/own.html")[2]
    assert "hb-broken" not in served.ask("/")[2]
    assert [path.name for path in served.folder.parent.iterdir() if "last" in path.name] == []


def test_an_error_of_an_update_leaves_no_request_waiting(
    served: InProcess, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("so")

    with monkeypatch.context() as broken:
        broken.setattr(Live, "refresh", fail)
        served.world.person("Bob", body="New.")
        served.rebuild()
    assert "New." in served.ask("/people/bob.html")[2]
    assert caplog.messages == []
    monkeypatch.setattr("hobnob.site.live.find_notices", fail)
    served.rebuild()
    assert "a bug in hobnob" in caplog.messages[-1]
    assert "Bob" in served.ask("/people/bob.html")[2]


def test_a_search_that_cannot_be_written_is_told_and_written_later(
    served: InProcess, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    class Now(threading.Thread):
        def start(self) -> None:
            self.run()

    monkeypatch.setattr("hobnob.site.live.Thread", Now)
    with monkeypatch.context() as broken:
        broken.setattr(Build, "update_search", fail)
        served.world.person("Bob", body="A vineyard.")
        served.rebuild()
    assert "A vineyard." in served.ask("/people/bob.html")[2]
    assert caplog.messages == ["The search may not be up to date: the disk is full"]
    served.rebuild()
    assert any(
        b"vineyard" in data for name, data in tree(served.folder).items() if "search/" in name
    )
    assert len(caplog.messages) == 1


def test_settings_that_are_away_for_a_moment(
    served: InProcess, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, away = served.world.root / "mkdocs.yml", served.world.root / "mkdocs.yml~"
    monkeypatch.setattr("hobnob.site.live.sleep", lambda _: away.exists() and away.rename(settings))
    settings.rename(away)
    served.rebuild()
    assert caplog.messages == []
    monkeypatch.setattr("hobnob.site.live._PATIENCE", 0)
    settings.rename(away)
    served.rebuild()
    assert caplog.messages == [f"{settings} is gone; the site stays as it is"]
    assert "Bob" in served.ask("/people/bob.html")[2]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.2", "localhost", "::1", EVERYWHERE, "box.lan"]
)
def test_more_than_this_machine_is_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, host: str
) -> None:
    live = built_live(small(tmp_path / "journal"), tmp_path / "site")
    live.config.dev_addr = type(live.config.dev_addr)(host, 8000)
    server = LiveReloadServer(lambda: None, host, 8000, str(tmp_path / "site"))
    caplog.set_level(logging.WARNING, "mkdocs.plugins.hobnob")
    serve_live(server, live.config, lambda: None, lambda: live)
    server.server_close()
    warned = [line for line in caplog.messages if f"at '{host}' can read the journal" in line]
    assert len(warned) == (not is_this_machine(host))
    assert is_this_machine(host) == (host not in {EVERYWHERE, "box.lan"})
    assert isinstance(server.get_app(), Door)


# ---------------------------------------------------------------- ended


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of what a test starts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_ended_it_leaves_no_site_behind(tmp_path: Path, temporary: Path, number: int) -> None:
    world = small(tmp_path / "journal")
    serving = Serving(world)
    try:
        until(lambda: "Bob" in serving.page("people/bob.html"))
        assert [path.name[:7] for path in temporary.iterdir()] == ["mkdocs_"]
        for _ in range(3):
            serving.process.send_signal(number)
        assert serving.process.wait(timeout=30) >= 0
    finally:
        serving.close()
    assert [*temporary.iterdir()] == []
    assert "Traceback" not in "".join(serving.said)


def test_ended_while_it_builds_it_leaves_no_site_behind(tmp_path: Path, temporary: Path) -> None:
    world = small(tmp_path / "journal")
    for number in range(400):
        world.person(f"Number {number}")
    serving = Serving(world)
    try:
        until(lambda: any(temporary.rglob("*.html")))
        serving.process.send_signal(signal.SIGTERM)
        serving.process.wait(timeout=30)
    finally:
        serving.close()
    assert [*temporary.iterdir()] == []


def test_a_closed_terminal_ends_it(tmp_path: Path, temporary: Path) -> None:
    world = small(tmp_path / "journal")
    process, terminal = pty.fork()
    if not process:
        os.execv(  # noqa: S606 - with this terminal
            sys.executable,
            [sys.executable, "-m", "hobnob", "--journal", str(world.root), "serve"],
        )
    until(lambda: any(temporary.rglob("404.html")))
    os.close(terminal)
    os.waitpid(process, 0)
    assert [*temporary.iterdir()] == []
    assert tempfile.gettempdir() != str(temporary)
