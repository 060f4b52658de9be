"""Lines logged at the prompt, and names completed in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from hobnob.capture.completing import Words, complete, load_words, named
from hobnob.cli.prompting import NameCompleter
from tests.conftest import Said, World


@pytest.fixture
def known(world: World) -> World:
    world.person("Grace Hopper", tags="[navy]")
    world.person("George Green")
    world.person("Martin Luther King")
    world.write("plans/summer.md", "---\nname: A summer in advertising\n---\n")
    world.met("2026-11-20", "george-green", tags="[navy, math]")
    return world


@contextmanager
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[PipeInput]:
    monkeypatch.setattr("hobnob.cli.asking.has_terminal", lambda **_: True)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def typed(world: World, monkeypatch: pytest.MonkeyPatch, text: str, *options: str) -> Said:
    with keys(monkeypatch) as pipe:
        pipe.send_text(text)
        return world.run(["log", *options])


def logged(world: World) -> list[Path]:
    return sorted((world.notes / "interactions").rglob("*.md"))


def test_lines_are_logged_until_one_is_empty(known: World, monkeypatch: pytest.MonkeyPatch) -> None:
    said = typed(known, monkeypatch, "Coffee with Grace\rTea with George\r\r")
    assert said.code == 0
    assert len(logged(known)) == 3
    assert said.out.count("Logged: ") == 2


@pytest.mark.parametrize("key", ["\x04", "\x03"])
def test_ctrl_d_and_ctrl_c_leave_kindly(
    known: World, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    said = typed(known, monkeypatch, f"Coffee with Grace\r{key}")
    assert said.code == 0
    assert len(logged(known)) == 2


def test_a_line_that_cannot_be_logged_stands_there_to_be_mended(
    known: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = typed(known, monkeypatch, "Coffee\r with Grace\r\r")
    assert "with whom?" in said.err
    assert "Coffee with [[grace-hopper|Grace]]" in logged(known)[-1].read_text()


def test_lines_are_remembered_from_one_time_to_the_next(
    known: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(known, monkeypatch, "Coffee with Grace\r\r")
    typed(known, monkeypatch, "\x1b[A and George\r\r")
    texts = [path.read_text() for path in logged(known)]
    assert any("Coffee with [[grace-hopper|Grace]] and [[george-green|George]]" in t for t in texts)


def test_options_hold_for_every_line(known: World, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(known, monkeypatch, "Numbers\r\r", "--with", "grace", "--tag", "math")
    assert "tags: [math]" in logged(known)[-1].read_text()


def test_without_a_terminal_it_is_the_error_it_was(known: World) -> None:
    said = known.run("log")
    assert said.code == 2
    assert "what happened?" in said.err


# ---------------------------------------------------------------- completion


@pytest.fixture
def words(known: World) -> Words:
    with known.index() as index:
        return load_words(index)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lunch with gra", ["lunch with Grace Hopper"]),
        ("lunch with Hop", ["lunch with Grace Hopper"]),
        ("Gr", ["George Green", "Grace Hopper"]),
        ("lunch with grace ho", ["lunch with Grace Hopper"]),
        ("met martin lu", ["met Martin Luther King"]),
        ("met Martin Luther King", []),
        ("lunch with ", []),
        ("", []),
        ("g", []),
        ("see [[gr", ["see [[george-green]]", "see [[grace-hopper]]"]),
        ("see [[sum", ["see [[summer]]"]),
        ("see [[grace-hopper]]", []),
        ("about #na", ["about #navy"]),
        ("about #", ["about #navy", "about #math"]),
        ("C#", []),
        ("for +su", ["for +summer"]),
        ("for +adv", ["for +summer"]),
        ("2+su", []),
    ],
)
def test_what_may_stand_at_the_cursor(words: Words, before: str, after: list[str]) -> None:
    found = complete(words, before)
    assert [before[: len(before) - one.back] + one.text for one in found] == after


def test_whoever_was_met_most_comes_first(words: Words) -> None:
    assert words.people[0].slug == "george-green"


def test_the_prompt_shows_names_with_their_slugs(words: Words) -> None:
    completer = NameCompleter(words)
    (one,) = completer.get_completions(Document("with gra"), CompleteEvent())
    assert (one.text, one.start_position, one.display_meta_text) == (
        "Grace Hopper", -3, "grace-hopper",
    )  # fmt: skip


def test_names_cannot_play_tricks_on_the_prompt() -> None:
    words = Words(people=[named("Eve\x1b[31m", "eve")])
    (one,) = NameCompleter(words).get_completions(Document("with ev"), CompleteEvent())
    assert "\x1b" not in one.display_text
