"""An answer found while the notes are looked at is that of the notes as they are."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from hobnob.cli.app import App
from hobnob.index import scan
from hobnob.index.index import Index
from hobnob.index.store import open_index
from tests.conftest import World


@pytest.fixture
def years(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A journal of several years that is taken for a large one, with an index up to date."""
    monkeypatch.setattr(scan, "LARGE", 0)
    # All notes here are new, and would be looked at again.
    monkeypatch.setattr("hobnob.index.updating.UNSETTLED", -(10**18))
    monkeypatch.setattr(scan, "available_workers", lambda: 1)
    for year in range(2022, 2027):
        world.met(f"{year}-05-01", "ada", slug=f"{year}-05-01")
    with world.index():
        return world


class Asking:
    """Asks for all texts, and counts how often it was asked."""

    def __init__(self, world: World) -> None:
        self.app = App(journal_named=str(world.root), quiet=True)
        self.times = 0

    def find(self, index: Index) -> str:
        self.times += 1
        return "".join(index.column("SELECT body FROM note"))

    def __call__(self) -> str:
        return self.app.ask(self.find)


def say_in(world: World, year: int) -> Path:
    return world.met(f"{year}-05-01", "ada", slug=f"{year}-05-01", body=f"said in {year}")


def test_it_is_found_during_the_scan(years: World) -> None:
    ask = Asking(years)
    assert ask() == ""
    assert ask.times == 1
    assert ask() == ""  # The index is open by now.


def test_a_note_of_an_earlier_year_makes_it_be_found_again(years: World) -> None:
    ask = Asking(years)
    say_in(years, 2022)
    assert ask().strip() == "said in 2022"
    assert ask.times == 2


def test_a_note_of_this_year_is_seen_before(years: World) -> None:
    ask = Asking(years)
    say_in(years, 2026)
    assert ask().strip() == "said in 2026"
    assert ask.times == 1


def test_what_another_command_reads_in_meanwhile_is_not_missed(years: World) -> None:
    ask = Asking(years)
    say_in(years, 2022)

    def find(index: Index) -> str:
        found = ask.find(index)
        if ask.times == 1:
            open_index(years.journal()).close()
        return found

    assert ask.app.ask(find).strip() == "said in 2022"
    assert ask.times == 2


def test_it_fails_only_for_the_notes_as_they_are(years: World) -> None:
    ask = Asking(years)
    say_in(years, 2022)

    def find(index: Index) -> str:
        if not (found := ask.find(index)):
            raise LookupError("nothing was said")
        return found

    assert ask.app.ask(find).strip() == "said in 2022"
    (years.notes / "interactions/2022/2022-05-01.md").unlink()
    with pytest.raises(LookupError):
        Asking(years).app.ask(find)


def test_a_first_index_is_made_before(world: World, years: World) -> None:
    (years.root / ".hobnob/index.sqlite").unlink()
    say_in(years, 2022)
    ask = Asking(world)
    assert ask().strip() == "said in 2022"
    assert ask.times == 1


def test_nothing_is_collected_while_a_question_is_asked(years: World) -> None:
    app = App(journal_named=str(years.root), quiet=True)
    assert [app.ask(lambda _: gc.isenabled()) for _ in range(2)] == [False, False]
    assert gc.isenabled()
