"""References lead where a person reading them would look."""

from __future__ import annotations

import pytest

from hobnob.index.resolve import TARGETS
from tests.conftest import World


@pytest.fixture
def known(world: World) -> World:
    world.person("Grace Hopper", aliases="[Amazing Grace]", emails="[grace@example.org]")
    world.person("Søren Kierkegård")
    world.person("George Green")
    world.person("George Green", slug="george-green-2")
    world.person("Ada", aliases="[Countess]")
    world.person("Countess")
    world.write("how-to.md", "# How to\n")
    return world


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("grace-hopper", "grace-hopper"),
        ("Grace Hopper", "grace-hopper"),
        ("GRACE  hopper", "grace-hopper"),
        ("Grace-Hopper", "grace-hopper"),
        ("amazing grace", "grace-hopper"),
        ("Grace@Example.org", "grace-hopper"),
        ("[[grace-hopper]]", "grace-hopper"),
        ("[[people/grace-hopper.md#notes|Grace]]", "grace-hopper"),
        ("[[Grace Hopper|G]]", "grace-hopper"),
        ("soren kierkegard", "søren-kierkegård"),
        ("søren-kierkegård", "søren-kierkegård"),
        ("george-green", "george-green"),
        ("george-green-2", "george-green-2"),
        ("countess", "countess"),
        ("Countess", "countess"),
        ("George Green", None),
        ("Hopper", None),
        ("", None),
    ],
)
def test_a_reference(known: World, typed: str, slug: str | None) -> None:
    with known.index() as index:
        found = index.resolver.find(typed, TARGETS["people"]).one
        assert (found and index.value("SELECT slug FROM note WHERE id = :note", note=found)) == slug


def test_who_comes_later_is_found_by_earlier_references(world: World) -> None:
    world.met("2026-11-01", "Ada Lovelace")
    assert world.run("list interactions --json").json[0]["people"] == ["Ada Lovelace"]
    world.person("Ada Lovelace", slug="ada")
    assert world.run("list interactions --json").json[0]["people"] == ["ada"]
    (world.notes / "people/ada.md").unlink()
    assert world.run("list interactions --json").json[0]["people"] == ["Ada Lovelace"]


def test_somebody_named_twice_is_one_contact(known: World) -> None:
    known.met("2026-11-01", "grace-hopper", "Amazing Grace")
    person = known.run("show grace-hopper --json").json
    assert person["contacts"] == 1
