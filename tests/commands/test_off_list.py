"""After a change, one line says what it changed in the list of today, for its people."""

from __future__ import annotations

import pytest

from tests.conftest import World


@pytest.fixture
def known(world: World) -> World:
    world.person("Ada", circle="close")
    world.person("Ben", keep_in_touch="6 weeks", birthday="--12-24")
    world.person("Cy", body="- [ ] send the list (by 2026-11-20)")
    world.person("Dee", keep_in_touch="1 week")
    world.met("2026-11-21", "dee")
    world.met("2026-11-20", "ben", kind="letter", draft="true", slug="dear-ben", body="Dear Ben")
    return world


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("log 'Lunch with Ada'", "Ada is off your list until 22 January."),
        ("log 'Lunch with Ada and Cy'", "Ada is off your list until 22 January."),
        ("log 'Lunch with Ben'", "Ben is still on your list: not sent yet."),
        ("sent ben", "Ben is off your list until 17 December."),
        ("done 1", "Cy is off your list."),
        ("log 'Lunch with Dee'", ""),
        ("log 'Lunch with Dee, follow up in 3 days'", ""),
        ("note dee '- [ ] a book'", ""),
        ("log 'promised Dee to ring by today'", "Dee is on your list: you promised."),
        ("snooze ada 2 weeks", "Ada is off your list until 6 December."),
        ("snooze ada 400 days", "Ada is off your list until 27 December 2027."),
        ("log 'Lunch with Ada' --quiet", ""),
        ("log 'Lunch with Ada' --dry-run", ""),
        ("log 'Lunch with Ada' --json", ""),
    ],
)
def test_one_line_says_what_changed(known: World, command: str, says: str) -> None:
    known.run("list promises")
    said = known.run(command)
    assert said.code == 0, said.err
    lines = [line for line in said.err.splitlines() if "your list" in line]
    assert lines == ([f"hobnob: {says.removesuffix('.')}"] if says else [])


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("log 'Coffee with Eve'", "Eve is off your list (settled: the thanks you owed)"),
        (
            "log 'Coffee with Fay'",
            "Fay is off your list (settled: the follow-up and the news)",
        ),
        ("snooze eve 2 weeks", "Eve is off your list until 6 December"),
        ("snooze fay 2 weeks", "Fay is still on your list: to follow up"),
    ],
)
def test_what_a_contact_settles_unasked_is_said(known: World, command: str, says: str) -> None:
    """But not of what only rests."""
    known.person("Eve")
    known.person("Gil", introduced_by="eve")
    known.met("2026-11-10", "gil")
    known.person("Fay")
    known.met("2026-11-01", "fay", kind="news", slug="news-of-fay", body="Promoted.")
    known.met("2026-10-20", "fay", slug="met-fay", follow_up="2026-11-20")
    said = known.run(command)
    lines = [line for line in said.err.splitlines() if "your list" in line]
    assert lines == [f"hobnob: {says}"]
