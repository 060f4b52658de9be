"""What a served page asks for is bounded, and refused where nothing may be written."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hobnob.capture.days.datephrases import DatePhrases
from hobnob.site.acting import gate as gates
from hobnob.site.acting.gate import CONNECTION, Gate
from hobnob.transaction import list_done
from tests.conftest import TODAY, World
from tests.site.test_half_typed import small
from tests.site.test_served import InProcess

HOST = "127.0.0.1:8000"


class Asking:
    """A journal, and a gate to it.

    Attributes:
        environ: more of each request.
    """

    def __init__(self, world: World) -> None:
        self.world, self.gate = world, Gate(world.root, TODAY)
        self.environ: dict[str, Any] = {}

    def raw(self, data: bytes, app: Any = None) -> tuple[str, dict[str, Any]]:
        """Send a body as a page of the site would; return status and answer."""
        environ = {
            "PATH_INFO": "/.hobnob/act", "REQUEST_METHOD": "POST", "HTTP_HOST": HOST,
            "HTTP_ORIGIN": f"http://{HOST}", "HTTP_X_HOBNOB_TOKEN": self.gate.token,
            "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(data)),
            "wsgi.input": io.BytesIO(data), **self.environ,
        }  # fmt: skip
        said: list[Any] = []
        answer = b"".join((app or self.gate.answer)(environ, lambda *what: said.extend(what)))
        return said[0], json.loads(answer)

    def ask(self, do: str, app: Any = None, **asked: Any) -> tuple[str, dict[str, Any]]:
        return self.raw(json.dumps({"do": do, **asked}).encode(), app)

    def log(self, text: str) -> dict[str, Any]:
        """Log a line as a page does."""
        _, shown = self.ask("show", text=text)
        status, done = self.ask("log", text=text, seen=shown["seen"])
        assert status.startswith("200 "), done
        return done


@pytest.fixture
def asking(tmp_path: Path) -> Asking:
    world = World(tmp_path / "journal")
    world.settle()
    world.person("Ada Byron", body="- [ ] ring (by 2026-11-21)")
    return Asking(world)


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InProcess]:
    monkeypatch.setenv("HOBNOB_TODAY", TODAY)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    site = InProcess(small(tmp_path / "journal"), tmp_path / "site")
    yield site
    site.server.server_close()


def test_what_becomes_shared_or_read_only_acts_no_more(
    served: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the very moment of the setting, also before the site is built again."""
    _, headers, body = served.ask("/")
    assert headers["Cache-Control"] == "no-store"
    page = Asking(served.world)
    page.gate.token = body.partition('data-token="')[2].partition('"')[0]
    app: Any = served.server.get_app()
    before = served.world.root.joinpath("notes/people/bob.md").read_bytes()

    def refused() -> dict[str, Any]:
        assert page.ask("show", app, text="Tea with Bob")[0].startswith("403 ")
        status, said = page.ask("snooze", app, who="bob", until="1 week")
        assert status.startswith("403 ")
        assert "nothing was written" in said["message"]
        return said

    with monkeypatch.context() as patch:
        patch.setenv("HOBNOB_READONLY", "1")
        assert refused()["code"] == "read-only"
        assert "data-token" not in served.ask("/")[2]
    assert "data-token" in served.ask("/")[2]
    # While everything is built, nothing is known to be private.
    kept, served.now[0] = served.now[0], None
    assert "just being built" in refused()["message"]
    served.now[0] = kept
    served.world.settle("      share: true")
    assert "share: true" in refused()["message"]
    served.rebuild()
    assert "the site is shared" in refused()["message"]
    assert "data-token" not in served.ask("/")[2]
    assert served.world.root.joinpath("notes/people/bob.md").read_bytes() == before


def test_an_appointment_beside_a_line_that_was_logged_is_written_and_said(asking: Asking) -> None:
    line = "Lunch with Ada Byron today about work, she agreed to meet on 2 Dec"
    assert "change" in asking.log(line)
    (ahead,) = asking.world.root.rglob("2026-12-02*.md")
    assert "nothing was written" in asking.log(line)["said"]
    ahead.unlink()
    done = asking.log(line)
    assert ahead.exists()
    assert done["said"].startswith("Logged before: ")
    assert "nothing was written" not in done["said"]
    asking.ask("undo", change=done["change"])
    assert not ahead.exists()


def test_a_long_line_is_refused_and_reading_holds_nobody_up(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, said = asking.ask("show", text="with " * 900)
    assert (status[:3], said["code"]) == ("400", "bad-value")
    assert "4,000 characters" in said["message"]
    monkeypatch.setattr(asking.gate, "_one_at_a_time", None)
    assert asking.ask("show", text="Tea with Ada Byron")[0].startswith("200 ")


def test_only_what_this_page_did_is_taken_back(asking: Asking) -> None:
    world = asking.world
    world.run("set ada-byron location=London")
    terminal = list_done(world.journal())[0].id
    _, done = asking.ask("snooze", who="ada-byron", until="1 week")
    change = done["change"]
    for other in (terminal, terminal[:4], change[:1], change[:-1], change.upper() + " x", ""):
        status, said = asking.ask("undo", change=other)
        assert status[:3] in ("404", "400"), said
    assert Asking(world).ask("undo", change=change)[0].startswith("404 ")
    assert asking.ask("undo", change=change)[1] == {"said": "Taken back"}
    # Twice is not a redo, and the undo itself is no change of the page.
    assert "already" in asking.ask("undo", change=change)[1]["said"]
    assert asking.ask("undo", change=list_done(world.journal())[0].id)[0].startswith("404 ")
    text = (world.root / "notes/people/ada-byron.md").read_text()
    assert "London" in text
    assert "snooze" not in text


def test_a_note_that_goes_and_is_named_elsewhere_is_said(asking: Asking) -> None:
    done = asking.log("Walked with **Zoe Quill** in the rain")
    asking.world.met("2026-11-21", "zoe-quill", slug="later")
    said = asking.ask("undo", change=done["change"])[1]["said"]
    assert said.startswith("Taken back; 1 note refers to notes/people/zoe-quill.md")


def test_what_git_could_not_commit_is_said(asking: Asking) -> None:
    asking.world.settle("      commit: true")
    said = asking.ask("snooze", who="ada-byron", until="1 week")[1]["said"]
    assert "; the change is written, but not committed: " in said


def test_half_a_character_and_a_bug_have_an_answer(
    asking: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for data in (b'{"do": "done", "ref": "\\ud800"}', b'{"do": "show", "with": ["\\udc80"]}'):
        status, said = asking.raw(data)
        assert (status[:3], said["code"]) == ("400", "bad-value")
    assert caplog.messages == []

    def fail(*_: object) -> None:
        raise KeyError("so\x1b")

    monkeypatch.setattr(gates, "open_index", fail)
    status, said = asking.ask("done", ref="x")
    assert (status[:3], said["code"]) == ("500", "bug")
    assert "not in your notes" in said["message"]
    assert caplog.messages == ["A page asked for what failed, a bug in hobnob: KeyError('so\\x1b')"]


def test_a_request_that_does_not_end_is_given_up(asking: Asking) -> None:
    class Slow:
        """A socket and what is read from it; it never ends, unless it is told to."""

        seconds: float | None = None

        def settimeout(self, seconds: float | None) -> None:
            self.seconds = seconds

        def read(self, _: int) -> bytes:
            assert self.seconds == 10
            raise TimeoutError

    slow = Slow()
    asking.environ = {CONNECTION: slow, "wsgi.input": slow}
    assert asking.ask("done", ref="x")[0].startswith("408 ")


def test_pages_of_two_journals_keep_nothing_for_each_other(tmp_path: Path) -> None:
    heads = {Gate(tmp_path / name).head.partition(b"data-journal=")[2] for name in ("a", "b")}
    assert len(heads) == 2
    assert all(len(head) > 16 for head in heads)


def test_a_line_of_many_clauses_is_read_once(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No clause looks through all those before it again."""
    asked: list[int] = []
    happens = DatePhrases.happens

    def counted(row: DatePhrases, at: int) -> bool:
        asked.append(at)
        return happens(row, at)

    monkeypatch.setattr(DatePhrases, "happens", counted)
    assert asking.ask("show", text="Ada Byron, " * 150)[0].startswith("200 ")
    assert 0 < len(asked) < 3 * 3 * 150
