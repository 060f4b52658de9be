"""Lines that tell of what is still to take place: an appointment, beside what happened or alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from hobnob.capture.entry import NewEntry, NewPeople
from hobnob.capture.parser import LineParser
from hobnob.index.index import Index
from tests.capture.hurried import settle_cast
from tests.conftest import World


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    world = World(tmp_path_factory.mktemp("ahead") / "journal")
    settle_cast(world)
    with world.index() as index:
        yield index


def read(index: Index, line: str) -> NewEntry:
    return LineParser(index=index, new_people=NewPeople(index)).parse(line, {})


def said(entry: NewEntry | None) -> tuple[Any, ...]:
    """Return the kind, the date, the outcome and the place of an entry; a draft ends with "!"."""
    if entry is None:
        return ()
    keys = ("kind", "date", "outcome", "place")
    found = " ".join(str(entry.values[key]) for key in keys if key in entry.values)
    return (found + "!" if entry.values.get("draft") else found,)


TODAY = "2026-11-22"


@pytest.mark.parametrize(
    ("line", "happened", "ahead"),
    [
        # They agreed today, and will meet.
        ("Ada agreed to meet on 2 December", f"{TODAY} agreed", "meeting 2026-12-02!"),
        ("Ada agreed to have lunch at Nopi on 2 Dec at 12:30", f"{TODAY} agreed",
         "meal 2026-12-02T12:30 Nopi!"),
        ("emailed Ada, she agreed to a call next Tuesday at 10:00", f"email {TODAY} agreed",
         "call 2026-11-24T10:00!"),
        ("Ada said yes to coffee on Friday", f"{TODAY} agreed", "meal 2026-11-27!"),
        ("Pat accepted our invitation to dinner on 5 Dec", f"{TODAY} agreed", "meal 2026-12-05!"),
        ("lunch with Kofi, agreed to meet again on 3 Dec at Nopi", f"meal {TODAY} agreed",
         "meeting 2026-12-03 Nopi!"),
        ("texted Kofi, agreed on lunch tomorrow 12:30", f"message {TODAY} agreed",
         "meal 2026-11-23T12:30!"),
        ("yesterday Ada agreed to meet on 2 December", "2026-11-21 agreed", "meeting 2026-12-02!"),
        ("Ada agreed to meet in December", f"{TODAY} agreed", "meeting 2026-12!"),
        # Something happened, and the next time is settled.
        ("called Ada, we meet on 2 December", f"call {TODAY}", "meeting 2026-12-02!"),
        ("call w/ Kofi, booked dinner for 3 Dec 7pm", f"call {TODAY}", "meal 2026-12-03T19:00!"),
        ("met Ada today, we'll talk on 9 Dec", f"meeting {TODAY}", "call 2026-12-09!"),
        # The line tells only of the appointment.
        ("booked lunch with Ada for 2 December", "meal 2026-12-02!", ""),
        ("set up a call with Ada for 2 December", "call 2026-12-02!", ""),
        ("planned dinner with Hope for Friday", "meal 2026-11-27!", ""),
        ("agreed to meet Ada on 2 December", "meeting 2026-12-02!", ""),
        ("I'll meet Ada on 2 December", "meeting 2026-12-02!", ""),
        ("we'll meet Ada on 2 December", "meeting 2026-12-02!", ""),
        ("going to see Kofi tomorrow", "meeting 2026-11-23!", ""),
        # Nothing is agreed, or not with me, or nobody knows for when.
        ("Kofi texted, wants to meet Thursday", f"message {TODAY}", ""),
        ("emailed Kofi to set up lunch tomorrow", f"email {TODAY}", ""),
        ("Ada agreed to meet Kofi on 2 December", f"{TODAY} agreed", ""),
        ("met Ada, I'll meet her boss on 2 December", f"meeting {TODAY}", ""),
        ("Ada agreed to send the deck on 2 December", f"{TODAY} agreed", ""),
        ("Ada agreed to meet on 2 November", f"{TODAY} agreed", ""),
        ("lunch with Ada, booked tickets for 3 Dec", f"meal {TODAY}", ""),
        ("Ada agreed to meet", f"{TODAY} agreed", ""),
        ("I'll meet Ada", f"note {TODAY}", ""),
    ],
)  # fmt: skip
def test_what_is_still_to_take_place(index: Index, line: str, happened: str, ahead: str) -> None:
    entry = read(index, line)
    assert said(entry) == (happened,)
    assert said(entry.ahead) == ((ahead,) if ahead else ())
    # A day that is passed over is said.
    dated = any(char.isdigit() for char in line) or "Thursday" in line or "tomorrow" in line
    if dated and not ahead and not entry.values.get("draft"):
        assert [one.change for one in entry.unused]


def test_the_words_of_the_appointment(index: Index) -> None:
    entry = read(index, "emailed Ada, she agreed to meet on 2 Dec, I'll send the deck by Monday")
    assert entry.ahead is not None
    assert entry.ahead.text == "she agreed to meet on 2 Dec"
    assert entry.ahead.values["people"] == ["adaeze-okafor"]
    assert [promise.text for promise in entry.promises] == ["send the deck"]


def test_both_are_written_once_and_taken_back_together(world: World) -> None:
    settle_cast(world)
    line = "Ada agreed to lunch at Nopi on 2 December"
    logged = world.run(["log", line, "--json"]).json
    assert (logged["date"], logged["outcome"], logged["is_contact"]) == (TODAY, "agreed", True)
    other = world.run(["show", logged["appointment"], "--json"]).json
    assert (other["date"], other["kind"], other["place"]) == ("2026-12-02", "meal", "Nopi")
    assert (other["draft"], other["is_contact"]) == (True, False)
    said = world.run(["log", line])
    assert "An appointment: a meal with Adaeze Okafor at Nopi" in " ".join(said.out.split())
    assert len(world.run("list interactions --json").json) == 2
    assert world.run("undo").code == 0
    assert world.run("list interactions --json").json == []


def test_what_is_said_of_a_day_to_come(world: World) -> None:
    settle_cast(world)
    said = world.run(["log", "lunch with José on 2 December"])
    assert said.out.startswith("An appointment: lunch with José García, on Wednesday, 2 December")
    assert "'hobnob today' tells you a week before" in said.err
    said = world.run(["log", "2 December: José about the budget"])
    assert "so this is a draft" in said.err
    assert "hobnob set last kind=meeting" in said.err
    assert world.run("set last kind=meeting").code == 0
    listed = world.run("today --json", today="2026-12-01").json
    assert [need["reason"] for need in listed] == ["appointment", "appointment"]
