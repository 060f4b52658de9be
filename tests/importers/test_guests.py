"""Guests of a meeting are found in the journal by their address, else by their name."""

from __future__ import annotations

import pytest

from hobnob.importers.calendars import Calendar, CalendarEntry, Guest
from hobnob.importers.guests import Attended, attend
from hobnob.network.calendar import calendar_days
from tests.conftest import World


def guest(name: str = "", email: str = "", *, declined: bool = False) -> Guest:
    return Guest(name=name, email=email, declined=declined)


def meeting(*guests: Guest, title: str = "Lunch", cancelled: bool = False) -> CalendarEntry:
    day = "2026-11-22T12:00"
    return CalendarEntry(summary=title, start=day, end=day, guests=guests, cancelled=cancelled)


def attended(
    world: World, *meetings: CalendarEntry, me: tuple[str, ...] = (), name: str = ""
) -> list[Attended]:
    with world.index() as index:
        return attend(index, Calendar(name=name, meetings=meetings), me)


@pytest.fixture
def people(world: World) -> World:
    world.person("Grace Hopper", emails="[grace@navy.example, Amazing@Grace.example]",
                 aliases="[Amazing Grace]")  # fmt: skip
    world.person("Ada Lovelace")
    world.person("David Hall", slug="david-hall")
    world.person("David Hall", slug="david-hall-2", emails="[dh2@example.org]")
    return world


@pytest.mark.parametrize(
    ("who", "slug", "how", "new"),
    [
        (guest("Whoever", "grace@navy.example"), "grace-hopper", "address", ""),
        (guest("", "amazing@grace.example"), "grace-hopper", "address", ""),
        (guest("Grace Hopper", "other@x.example"), "grace-hopper", "name", "other@x.example"),
        (guest("HOPPER, Grace"), "grace-hopper", "name", ""),
        (guest("Grace Hopper (US Navy)"), "grace-hopper", "name", ""),
        (guest("amazing grace"), "grace-hopper", "name", ""),
        (guest("David Hall", "dh2@example.org"), "david-hall-2", "address", ""),
    ],
)
def test_who_is_known(people: World, who: Guest, slug: str, how: str, new: str) -> None:
    ((one,),) = [found.known for found in attended(people, meeting(who))]
    assert (one.slug, one.how, one.new_address) == (slug, how, new)


def test_of_two_of_one_name_nobody_is_taken(people: World) -> None:
    (found,) = attended(people, meeting(guest("David Hall", "d@x.example")))
    assert found.known == ()
    assert found.unknown[0].candidates == ("david-hall", "david-hall-2")


def test_a_first_name_is_not_enough(people: World) -> None:
    (found,) = attended(people, meeting(guest("Grace")))
    assert (found.known, found.unknown[0].candidates) == ((), ())


def test_a_full_name_in_the_title_is_somebody(people: World) -> None:
    (found,) = attended(people, meeting(title="Coffee: Ada Lovelace/David Hall & Grace"))
    assert [(one.slug, one.how) for one in found.known] == [("ada-lovelace", "title")]


@pytest.mark.parametrize(
    ("title", "slugs"),
    [
        ("Ada Lovelace's birthday", ["ada-lovelace"]),
        ("At Ada Lovelace’s", ["ada-lovelace"]),
        ("Ada Lovelace's and Grace Hopper's talk", ["ada-lovelace", "grace-hopper"]),
        ("James Harris' party", ["james-harris"]),
        ("中村 美咲さん", ["中村-美咲"]),
        ("中村 美咲さんと会食", ["中村-美咲"]),
        ("中村 美咲's birthday", ["中村-美咲"]),
        ("王小明's birthday", ["王小明"]),
        ("Lunch at Sade's, birthday", []),
        ("Ada's birthday", []),
    ],
)
def test_a_name_in_the_title_may_own_something(people: World, title: str, slugs: list[str]) -> None:
    for name in ("James Harris", "中村 美咲", "王小明", "Sade"):
        people.person(name)
    (found,) = attended(people, meeting(title=title))
    assert sorted(one.slug for one in found.known) == sorted(slugs)


def test_the_birthdays_of_hobnobs_own_calendar_are_known(sample: World) -> None:
    with sample.index() as index:
        born = [entry for entry in calendar_days(index) if entry.reason == "birthday"]
        found = attend(
            index, Calendar(meetings=tuple(meeting(title=entry.summary) for entry in born)), ()
        )
    assert len(born) > 5
    assert [[one.slug for one in each.known] for each in found] == [[*e.people] for e in born]


def test_somebody_found_twice_is_there_once(people: World) -> None:
    (found,) = attended(
        people,
        meeting(
            guest("Grace Hopper", "x@x.example"), guest("", "grace@navy.example"),
            title="Grace Hopper",
        ),
    )  # fmt: skip
    assert [one.slug for one in found.known] == ["grace-hopper"]


def test_what_was_called_off_or_declined_is_left_out(people: World) -> None:
    mine = guest("Tim", "tim@example.org", declined=True)
    off = meeting(guest("Ada Lovelace"), cancelled=True)
    no = meeting(guest("Ada Lovelace"), mine)
    assert attended(people, off, no, me=("tim@example.org",)) == []
    assert len(attended(people, no)) == 1
    assert attended(people, no, name="Tim@Example.org") == []


def test_i_am_no_guest_of_mine(people: World) -> None:
    tim = guest("Tim", "tim@example.org")
    (found,) = attended(people, meeting(tim, guest("Ada Lovelace")), me=("Tim@example.org ",))
    assert ([one.slug for one in found.known], found.unknown) == (["ada-lovelace"], ())


def test_whoever_declined_is_known_to_have(people: World) -> None:
    (found,) = attended(
        people,
        meeting(guest("Ada Lovelace", declined=True), guest("Jo", "jo@x.example", declined=True)),
    )
    assert [(one.slug, one.declined) for one in found.known] == [("ada-lovelace", True)]
    assert found.unknown == ()
