"""What was not used of a line, and the command that puts it right: the command does what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hobnob.capture.entry import NewEntry, NewPeople
from hobnob.capture.parser import LineParser
from hobnob.index.index import Index
from tests.capture.hurried import settle_cast
from tests.conftest import World

TODAY = "2026-11-22"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    world = World(tmp_path_factory.mktemp("passed") / "journal")
    world.write("mkdocs.yml", "plugins: [{hobnob: {date_order: day}}]\ndocs_dir: notes\n")
    settle_cast(world)
    with world.index() as index:
        yield index


def read(index: Index, line: str) -> NewEntry:
    return LineParser(index=index, new_people=NewPeople(index)).parse(line, {})


def unused(index: Index, line: str) -> list[str]:
    said = read(index, line).unused
    return [f"{one.typed}: {one.command('last').removeprefix('hobnob ')}" for one in said]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        # a day that is misspelled
        ("met Kofi wensday", "wensday: set last date=2026-11-18"),
        ("lunch with Kofi fryday", "fryday: set last date=2026-11-20"),
        ("met Kofi, Wensday", "Wensday: set last date=2026-11-18"),
        ("met Kofi yesteday", "yesteday: set last date=2026-11-21"),
        ("lunch with Kofi tomorow", "tomorow: set last date=2026-11-23 draft=true"),
        ("lunch with Kofi on 3 novmber", "novmber: set last date=2026-11-03"),
        ("called Kofi, follow up thrusday", "thrusday: set last follow_up=2026-11-26"),
        # figures that are no clear day
        ("met Kofi 18.11, he laughed", "18.11: set last date=2026-11-18"),
        ("met Kofi in Berlin 18.11.", "18.11.: set last date=2026-11-18"),
        ("called Kofi 17.11. and 18.11.", "18.11.: set last date=2026-11-18"),
        ("had lunch with Kofi 17.-18.11.", "18.11.: set last date=2026-11-18"),
        ("asked Kofi to call until 15.12.", "15.12.: set last follow_up=2026-12-15"),
        # a day of the week that is another day
        ("dinner with Kofi Friday 5 Dec", "Friday: set last date=2026-12-04"),
        ("dinner with Kofi Friday 5 Dec 19:00", "Friday: set last date=2026-12-04T19:00"),
        ("dinner with Kofi Fri 5/12", "Fri: set last date=2026-12-04"),
        ("met Kofi Friday 4 Dec", "Friday 4 Dec: set last follow_up=2026-12-04"),
        # a time without its half of the day
        ("dinner with Kofi tomorrow at 3", "at 3: set last date=2026-11-23T15:00"),
        ("lunch with Kofi 12.30", "12.30: set last date=2026-11-22T12:30"),
        ("lunch with Kofi at 3", "at 3: set last date=2026-11-22T15:00"),
        ("Kofi wrote: 18:00 is fine", "18:00: set last date=2026-11-22T18:00"),
        # what lies ahead is no day of the contact
        ("next week dinner w/ Kofi", "next week: set last date=2026-11-29 draft=true"),
        ("lunch with Kofi about the launch next week", "next week: set last follow_up=2026-11-29"),
        ("Kofi replied: friday doesn't work", "friday: set last follow_up=2026-11-27"),
        ("lunch with Kofi, he moves in 3 weeks", "in 3 weeks: set last follow_up=2026-12-13"),
        ("called Kofi, ping him in 3 weeks, no time till Christmas", "Christmas: edit last"),
        # birthdays
        ("birthday Kofi 9.12.", "9.12.: set kofi-mensah birthday=--12-09"),
        ("9.12.: birthday Kofi", "9.12.: set kofi-mensah birthday=--12-09"),
        ("Kofi's birthday is 9 december", "9 december: set kofi-mensah birthday=--12-09"),
        ("Kofi birthday 9.12.1990", "9.12.1990: set kofi-mensah birthday=1990-12-09"),
        ("called Kofi, his birthday is on 9 Dec", "9 Dec: set kofi-mensah birthday=--12-09"),
    ],
)
def test_what_was_passed_over_is_said(index: Index, line: str, said: str) -> None:
    assert unused(index, line) == [said]


@pytest.mark.parametrize(
    "line",
    [
        "lunch with Kofi about Python 3.11",
        "lunch with Kofi about Python 3.11.",
        "lunch with Kofi, v2.11 took 3.5 hours and cost 13.50",
        "Kofi is there 24/7",
        "upgraded Kofi to 3.11.26",
        "split the bill with Kofi 50/50",
        "met Kofi 3 times in 2 weeks",
        "lunch with Kofi for 12.30 euro",
        "lunch with Kofi, the market is up on Mondays, a sundae after",
        "lunch with Kofi moved from 3 Dec to 10 Dec",
        "Kofi can't on 8.12., new date 15.12. 13:00",
        "dinner with Kofi Friday 4 Dec",
        "met Kofi Friday before last",
        "lunch with Kofi at 3 Main Street",
    ],
)
def test_nothing_is_said_where_nothing_was_meant(index: Index, line: str) -> None:
    assert unused(index, line) == []


@pytest.mark.parametrize(
    ("line", "kind", "ahead"),
    [
        ("Kofi answered: ok, Friday 4 Dec 18:00", "message", "meeting 2026-12-04T18:00"),
        ("Kofi replied: Monday 7 Dec 10:00 works", "message", "meeting 2026-12-07T10:00"),
        ("Kofi replied: lunch on Monday 7 Dec is fine", "message", "meal 2026-12-07"),
        ("Kofi says: Friday 4 Dec 18:00", "", "meeting 2026-12-04T18:00"),
        ("email from Kofi: yes, see you on Friday", "email", "meeting 2026-11-27"),
        ("Kofi wrote: can't on Friday 4 Dec 18:00", "letter", ""),
        ("Kofi wrote: Friday 4 Dec 18:00?", "letter", ""),
        ("Kofi wrote: the conference is on 4 Dec 18:00", "letter", ""),
        ("Kofi wrote: back on Friday 4 Dec", "letter", ""),
        ("Kofi wrote: great talk on Friday", "letter", ""),
        ("Kofi wrote: yes, I was there on Friday at 18:00", "letter", ""),
        ("Kofi wrote: thanks for the talk yesterday", "letter", ""),
        ("Kofi answered Friday 4 Dec 18:00 is fine", "message", ""),
    ],
)
def test_a_day_in_an_answer_is_not_that_of_the_answer(
    index: Index, line: str, kind: str, ahead: str
) -> None:
    entry = read(index, line)
    assert (entry.values.get("kind", ""), entry.values["date"]) == (kind, TODAY)
    made = entry.ahead.values if entry.ahead else {}
    assert f"{made.get('kind', '')} {made.get('date', '')}".strip() == ahead
    # What makes no appointment is said.
    assert bool(entry.unused) is not bool(ahead)


def test_the_commands_do_what_they_say(world: World) -> None:
    settle_cast(world)
    for line, who, key, value in (
        ("met Kofi wensday", "last", "date", "2026-11-18"),
        ("birthday Kofi 9 Dec", "kofi-mensah", "birthday", "--12-09"),
        ("lunch with Kofi tomorow", "last", "date", "2026-11-23"),
    ):
        (one,) = world.run(["log", line, "--json"]).json["unused"]
        assert world.run(one["command"].removeprefix("hobnob ")).code == 0
        assert world.run(f"show {who} --json").json[key] == value
    assert world.run("show last --json").json["draft"] is True


def test_the_old_day_of_an_appointment_is_said(world: World) -> None:
    settle_cast(world)
    old = world.run(["log", "lunch with Kofi on 3 December", "--json"]).json["slug"]
    said = world.run(["log", "lunch with Kofi moved to 10 December"])
    assert f"was it another day before? hobnob happened {old} --no" in " ".join(said.err.split())
    logged = world.run(["log", "lunch with Kofi moved to 11 December", "--json"]).json
    assert f"hobnob happened {old} --no" in logged["suggestions"]
    assert world.run(f"happened {old} --no").code == 0
    assert world.run("show last --json").json["date"] == "2026-12-11"
    assert world.run(["log", "lunch with Kofi on 12 December", "--json"]).json["suggestions"] == []


def test_what_is_still_to_do_is_no_contact(world: World) -> None:
    settle_cast(world)
    logged = world.run(["log", "Email Kofi on Wednesday the CV", "--json"]).json
    assert (logged["kind"], logged["date"], logged["is_contact"]) == ("note", TODAY, False)
    (promise,) = logged["promises"]
    assert (promise["owner"], promise["due"]) == ("me", "2026-11-25")
    assert [need["reason"] for need in world.run("today --json", today="2026-11-25").json] == [
        "promise"
    ]
