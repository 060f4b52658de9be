"""`hobnob review`: well set, and safe whatever the notes hold."""

from __future__ import annotations

import pytest

from tests.commands.looking import on_terminal, widest
from tests.conftest import World
from tests.site.hostile import write_hostile


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("period", ["2026-W47", "2026-10", "2026", "1988"])
def test_it_is_well_set_on_a_terminal(looked_at: World, period: str, columns: int) -> None:
    said = on_terminal(looked_at, f"review {period}", columns)
    assert said.code == 0
    assert widest(said.out) <= columns


def test_every_number_can_be_counted_from_the_notes_it_names(looked_at: World) -> None:
    for period in ("2026-W47", "2026-10", "2026", "1988"):
        document = looked_at.run(["review", period, "--json"]).json
        contacts = [one for one in document["happened"] if one["is_contact"]]
        assert document["contacts"] == len(contacts) == sum(document["kinds"].values())
        assert set(document["people"]) == {slug for one in contacts for slug in one["people"]}
        for kind, many in document["kinds"].items():
            assert sum(one["kind"] == kind for one in contacts) == many
        until = ["--until", document["until"]]
        listed = looked_at.run(
            ["list", "interactions", "--json", "--since", document["first"], *until]
        ).json
        assert {one["slug"] for one in listed if not one.get("draft")} >= {
            one["note"] for one in document["happened"]
        }


def test_no_note_commands_the_terminal(world: World) -> None:
    write_hostile(world)
    for period in ("2024", "2024-02", "2024-03"):
        said = world.run(f"review {period}", today="2024-03-20")
        assert said.code == 0
        assert not [c for c in said.out if c < " " and c != "\n"]


def test_a_page_that_is_there_is_told_of(world: World) -> None:
    assert "own words" not in world.run("review 2026-10").out
    world.run("review 2026-10 --write")
    assert "notes/reviews/2026-10.md has your own words on it" in world.run("review 2026-10").out


def test_an_empty_journal_has_quiet_weeks(world: World) -> None:
    assert world.run("review").out == (
        "Week 47, 16 to 22 November 2026\n\nNo contact was written down.\n"
    )


@pytest.mark.parametrize("spans", ["--week --month", "--year --week", "2026-10 --month --year"])
def test_a_period_has_one_length(world: World, spans: str) -> None:
    said = world.run(f"review {spans}")
    assert said.code == 2
    assert "give one of them" in said.err
