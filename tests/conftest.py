"""The vocabulary of the tests: a journal to write in, commands to run in it, what they said."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import io
import json
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import settings
from jinja2 import Environment, FileSystemLoader

from hobnob.cli.main import run
from hobnob.index.index import Index
from hobnob.index.store import open_index
from hobnob.journal import Journal, open_journal

# A busy machine is no failure: properties are bounded by their number of examples alone.
settings.register_profile("hobnob", deadline=None)
settings.load_profile("hobnob")

TODAY = "2026-11-22"
ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "notes"

_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest and tempfile make folders of their own below it
_ENOUGH = 4 << 30


def pytest_configure() -> None:
    """Let tests write to memory where it has room: on a disk they wait half of their time."""
    with contextlib.suppress(OSError):
        if "TMPDIR" not in os.environ and shutil.disk_usage(_MEMORY).free > _ENOUGH:
            # For this process, for its workers, and for all that they start.
            os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)
    Environment.compile = _compile_once(Environment.compile)  # type: ignore[method-assign]
    FileSystemLoader.list_templates = _list_once(  # type: ignore[method-assign]
        FileSystemLoader.list_templates
    )


def _compile_once(compile_template: Callable[..., Any]) -> Callable[..., Any]:
    """Keep templates that were compiled: hundreds of sites are built from the same ones."""
    made: dict[tuple[object, ...], Any] = {}

    def compile_or_take(self: Environment, source: Any, *where: Any, **options: Any) -> Any:
        if type(self) is not Environment or not isinstance(source, str):
            return compile_template(self, source, *where, **options)
        # What the code depends on beside its source.
        own = (
            self.autoescape,
            self.finalize,
            self.undefined,
            *self.filters,
            *self.tests,
            *self.extensions,
        )
        key = (source, where, *options.items(), *own, self.trim_blocks, self.lstrip_blocks)
        if key not in made:
            made[key] = compile_template(self, source, *where, **options)
        return made[key]

    return compile_or_take


def _list_once(list_templates: Callable[[FileSystemLoader], list[str]]) -> Any:
    """Keep the names of the theme's files: they are fourteen thousand, nearly all of them icons."""

    @functools.cache
    def installed(folder: str) -> list[str]:
        # MkDocs asks for all and then leaves out what is hidden.
        return [name for name in list_templates(FileSystemLoader(folder)) if name[0] != "."]

    def list_or_take(self: FileSystemLoader) -> list[str]:
        if len(self.searchpath) == 1:
            return list_templates(self)
        lists = (
            installed(folder)
            if "site-packages" in folder
            else list_templates(FileSystemLoader(folder))
            for folder in self.searchpath
        )
        return sorted({name for names in lists for name in names})

    return list_or_take


@pytest.fixture(scope="session", autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the key of this machine out of the home of whoever runs the tests."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session", autouse=True)
def _git_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep git apart from the settings of whoever runs the tests."""
    settings = tmp_path_factory.mktemp("git") / "config"
    settings.write_text(
        "[user]\nname = Tim\nemail = tim@example.org\n[init]\ndefaultBranch = main\n"
    )
    os.environ["GIT_CONFIG_GLOBAL"] = str(settings)
    os.environ["GIT_CONFIG_NOSYSTEM"] = "1"


@pytest.fixture(autouse=True)
def _no_loop_of_a_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hide the event loop that Playwright keeps in the thread of a process once it has started.

    A prompt or a server that a test runs in this process needs a loop of its own.
    """
    loop = None if request.node.get_closest_marker("browser") else asyncio._get_running_loop()
    if loop is not None:
        asyncio._set_running_loop(None)
    yield
    if loop is not None:
        asyncio._set_running_loop(loop)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate", action="store_true", help="write what the transcripts should say anew"
    )


@dataclass(frozen=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class World:
    """A journal in a folder of its own, and hobnob run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes = root / "notes"
        self.notes.mkdir(parents=True, exist_ok=True)

    def settle(self, text: str = "") -> None:
        """Write the mkdocs.yml; `text` stands below the plugin's entry."""
        entry = "  - hobnob:\n" + text if text else "  - hobnob\n"
        site = f"site_name: Test\ndocs_dir: notes\ntheme: material\nplugins:\n{entry}"
        (self.root / "mkdocs.yml").write_text(site, encoding="utf-8")

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file under the notes; text is dedented."""
        file = self.notes / path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else dedent(text).lstrip("\n").encode()
        file.write_bytes(data)
        return file

    def person(self, name: str, slug: str = "", body: str = "", **keys: str) -> Path:
        """Write a person; keys are YAML as they stand."""
        from hobnob.names import slugify

        lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
        return self.write(
            f"people/{slug or slugify(name)}.md", f"---\nname: {name}\n{lines}---\n{body}".encode()
        )

    def met(self, date: str, *people: str, body: str = "", slug: str = "", **keys: str) -> Path:
        """Write an interaction; `kind` is meeting unless it is given."""
        keys = {"kind": "meeting", **keys}
        lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
        stem = slug or f"{date[:10]}-{keys['kind']}-{'-'.join(people)}"
        who = f"people: [{', '.join(people)}]\n" if people else ""
        return self.write(
            f"interactions/{date[:4]}/{stem}.md",
            f"---\ndate: {date}\n{who}{lines}---\n{body}".encode(),
        )

    def run(
        self, command: str | list[str], *, today: str = TODAY, stdin: str | bytes | None = None
    ) -> Said:
        """Run a command line of hobnob in this journal (without the word hobnob)."""
        arguments = shlex.split(command) if isinstance(command, str) else command
        out, err = _Stream(), _Stream("backslashreplace")
        before, environment, terminal = Path.cwd(), dict(os.environ), sys.stdin
        os.environ["HOBNOB_TODAY"] = today
        os.environ.pop("HOBNOB_JOURNAL", None)
        os.chdir(self.root)
        if stdin is not None:
            data = stdin if isinstance(stdin, bytes) else stdin.encode()
            sys.stdin = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run(arguments)
        finally:
            sys.stdin = terminal
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environment)
        return Said(code, out.text(), err.text())

    def journal(self) -> Journal:
        journal = open_journal(self.root)
        assert journal is not None
        return journal

    @contextlib.contextmanager
    def index(self, today: str = TODAY) -> Iterator[Index]:
        """Give the index, up to date."""
        journal = self.journal()
        db = open_index(journal)
        with contextlib.closing(db):
            yield Index(db=db, journal=journal, today=today)


class ReadOnly(World):
    """A journal that several tests look at; none of them may write a note."""

    def write(self, path: str, text: str | bytes) -> Path:
        raise AssertionError("other tests look at this journal too")

    def run(
        self, command: str | list[str], *, today: str = TODAY, stdin: str | bytes | None = None
    ) -> Said:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HOBNOB_READONLY", "1")
            return super().run(command, today=today, stdin=stdin)


class _Stream(io.TextIOWrapper):
    """A stream of text that also takes bytes, as a real stdout does."""

    def __init__(self, errors: str = "strict") -> None:
        super().__init__(
            io.BytesIO(), encoding="utf-8", errors=errors, newline="", write_through=True
        )

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty journal."""
    world = World(tmp_path / "journal")
    world.settle()
    return world


@pytest.fixture
def sample(tmp_path: Path) -> World:
    """A copy of the sample journal."""
    return World(_copy_sample(tmp_path))


@pytest.fixture(scope="session")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> ReadOnly:
    """A copy of the sample journal for tests that only look, so that it is indexed once."""
    return ReadOnly(_copy_sample(tmp_path_factory.mktemp("looked-at")))


def _copy_sample(folder: Path) -> Path:
    root = folder / "sample"
    shutil.copytree(SAMPLE, root / "notes")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root
