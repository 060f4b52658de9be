"""Who was where, how somebody was met, any of some words; and nobody twice by an address."""

from __future__ import annotations

import pytest

from tests.conftest import World


@pytest.fixture
def known(world: World) -> World:
    world.person(
        "Ada Byron", emails="[ada@x.org]", phones='["+44 20 7946 0018"]', met_at="a conference",
        roles="\n  - {org: Hill, since: 2024}\n  - {org: Vale, since: 2020, until: 2024}",
    )  # fmt: skip
    world.person("Bob Stone", org="Vale", introduced_by="ada-byron")
    world.person("Cy Orr", roles="\n  - {org: Vale, since: 2027-01}")
    world.met("2025-01-01", "bob-stone", kind="event", place="Bristol")
    world.met("2025-02-01", "bob-stone", "ada-byron", kind="call", introduced="[cy-orr]",
              body="Writing about incidents.")  # fmt: skip
    world.met("2025-03-01", "bob-stone", kind="call", body="Writing and reading lists.")
    return world


def slugs(world: World, command: str) -> list[str]:
    return [row["slug"] for row in world.run(f"{command} --json").json]


def test_everybody_who_was_ever_there(known: World) -> None:
    assert slugs(known, "list people --org Vale") == ["bob-stone"]
    assert slugs(known, "list people --org vale --ever") == ["ada-byron", "bob-stone", "cy-orr"]
    assert "2025-02-01" in known.run("list people --org Vale --ever").out
    assert known.run("list people --ever").code == 2


@pytest.mark.parametrize(
    ("option", "people"),
    [
        ("--met conference", ["ada-byron"]),
        ("--met bristol", ["bob-stone"]),
        ("--met 'event bristol'", ["bob-stone"]),
        ("--met call", ["ada-byron"]),
        ("--introduced-by ada", ["bob-stone", "cy-orr"]),
        ("--introduced-by bob", ["cy-orr"]),
    ],
)
def test_how_and_where_somebody_was_met(known: World, option: str, people: list[str]) -> None:
    assert slugs(known, f"list people {option}") == people


def test_any_word_ranks_by_how_many_are_found(known: World) -> None:
    assert known.run("search writing incidents reading --json").json == []
    found = slugs(known, "search --any writing incidents lists reading bristol")
    assert found == [
        "2025-03-01-call-bob-stone", "2025-02-01-call-bob-stone-ada-byron",
        "2025-01-01-event-bob-stone",
    ]  # fmt: skip
    assert slugs(known, "search --any writing lists reading --limit 1") == found[:1]
    assert slugs(known, "search --any writing ada --kind person") == ["ada-byron"]
    assert known.run("search --any nothing here").code == 0


@pytest.mark.parametrize(
    "keys", ["emails=ADA@x.org", "phones='020 7946 0018'", "emails=z@x.org,ada@x.org"]
)
def test_nobody_gets_a_second_note_by_a_misspelt_name(known: World, keys: str) -> None:
    said = known.run(f'add person "Ada Biron" {keys}')
    assert said.code == 2
    assert "Ada Byron (ada-byron) has" in said.err
    assert "--anyway" in said.err
    assert not (known.notes / "people/ada-biron.md").exists()
    assert known.run(f'add person "Ada Biron" {keys} --anyway').code == 0


def test_another_address_is_another_person(known: World) -> None:
    assert known.run('add person "Ada Biron" emails=ada@y.org phones="020 7946 0019"').code == 0
