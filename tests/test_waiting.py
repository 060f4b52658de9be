"""Another process has locked the journal or its index: hobnob says what it waits for."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from hobnob import waiting
from hobnob.locking import locked
from tests.conftest import World


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "QUIET", 0.02)
    monkeypatch.setattr(waiting, "PATIENCE", 0.1)


@pytest.mark.usefixtures("impatient")
def test_a_locked_index_is_waited_for_with_a_word_and_then_done_without(world: World) -> None:
    world.person("Ada")
    world.run("list")
    world.person("Bob")
    lock = sqlite3.connect(world.root / ".hobnob/index.sqlite", isolation_level=None)
    with contextlib.closing(lock):
        lock.execute("BEGIN EXCLUSIVE")
        said = world.run("list people")
    assert "another program uses the index" in said.err
    assert "end it if it hangs" in said.err
    assert "Bob" in said.out
    assert "another program" not in world.run("list people").err


@pytest.mark.usefixtures("impatient")
def test_a_journal_that_another_hobnob_writes_is_waited_for_with_a_word(world: World) -> None:
    world.person("Ada")
    world.run("set ada circle=close")
    with locked(world.root / ".hobnob/lock"):
        said = world.run("set ada circle=wide")
    assert said.code != 0
    assert "another hobnob is writing in this journal; waiting" in said.err
    assert "nothing was written" in said.err
