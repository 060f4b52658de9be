"""The small map on each person's page: links, reasons, what is left out, and when it changes."""

from __future__ import annotations

import re
from pathlib import Path

from hobnob.site.avatars import tint
from tests.conftest import TODAY, World
from tests.site.building import Built, build
from tests.site.test_incremental import build as build_again
from tests.site.test_incremental import clean
from tests.site.test_refresh import different


def the_table(site: Built, slug: str) -> str:
    """What the map on the page of a person is drawn from, "" where there is none."""
    found = re.search(r"<table data-order.*?</table>", site.text(f"people/{slug}.html"), re.S)
    return found[0] if found else ""


def test_a_map_is_drawn_from_links_with_reasons(world: World, tmp_path: Path) -> None:
    world.settle()
    for name in ("Ada", "Bob", "Cleo", "Dan"):
        world.person(name)
    world.met("2020-01-01", "ada", "bob")
    world.met("2021-01-01", "ada", "cleo", slug="two")
    world.met("2021-03-01", "ada", "cleo", "bob", slug="three")
    site = build(world, tmp_path / "site", today=TODAY)
    table = the_table(site, "ada")
    # The longest tie comes first.
    assert re.findall(r'<tr><th><a href="([^"]*)"', table) == ["bob.html", "cleo.html"]
    marks = f"{tint('ada')}A 2{tint('bob')}B 2{tint('cleo')}C"
    assert f'data-order="ab" data-ties="ab1" data-marks="{marks}"' in table
    text = site.pages["people/ada.html"].text
    assert "Met together twice, the last time on 1 March 2021 (meeting)." in text
    assert the_table(site, "dan") == ""


def settle_acme(world: World) -> None:
    """Four people at one organization; two of them have met, too."""
    world.settle()
    world.person("Ada", roles="[{org: Acme, since: 2001}, {org: Zeta}]")
    world.person("Bob", roles="[{org: Acme}]")
    world.person("Cleo", roles="[{org: Acme, since: 2010}]")
    world.person("Dan", roles="[{org: Acme, since: 2005}]")
    world.met("2020-01-01", "ada", "dan")


def test_those_who_share_nothing_but_an_organization_stand_in_one_row(
    world: World, tmp_path: Path
) -> None:
    settle_acme(world)
    world.person("Eve", roles="[{org: Zeta}]")
    world.met("2020-02-01", "bob", "dan")
    table = the_table(build(world, tmp_path / "site", today=TODAY), "ada")
    rows = [re.sub(r"<[^>]*>", " ", row).split() for row in table.split("<tr>")[1:]]
    assert [" ".join(row) for row in rows] == [
        "Dan Both at Acme since 2005; met together once, on 1 January 2020 (meeting).",
        "Both at Acme Cleo since 2010 and Bob .",
        "Eve Both at Zeta.",
    ]
    # Letters and marks are in the order of the table: Dan, Cleo, Bob, Eve.
    assert 'data-ties="ac1ab1bc1"' in table
    assert re.findall(r"\d\d([A-Z])", table) == ["D", "C", "B", "E"]


def test_a_map_shows_few_people_and_counts_the_rest(world: World, tmp_path: Path) -> None:
    world.settle()
    world.person("Ada")
    for at in range(23):
        world.person(f"Friend {at:02}")
        world.met(f"2020-01-{at + 1:02}", "ada", f"friend-{at:02}")
    site = build(world, tmp_path / "site", today=TODAY)
    table = the_table(site, "ada")
    assert table.count("<a ") == 20
    order = re.search('data-order="([^"]*)"', table)
    assert order is not None
    assert sorted(order[1]) == list("abcdefghijklmnopqrst")
    assert "And 3 more: hobnob ties ada" in site.pages["people/ada.html"].text


def test_a_tie_between_two_changes_the_map_of_a_third(world: World) -> None:
    """Ada knows Bob and Cleo; that these meet is on her map too."""
    world.settle()
    for name in ("Ada", "Bob", "Cleo"):
        world.person(name)
    world.met("2020-01-01", "ada", "bob")
    world.met("2021-01-01", "ada", "cleo")
    build_again(world)
    world.met("2022-01-01", "bob", "cleo")
    second = build_again(world)
    assert b'data-ties="ab1"' in second["people/ada.html"]
    assert different(second, clean(world)) == []
    # Colleagues come by a role alone.
    for at, name in enumerate(("Cleo", "Bob", "Ada")):
        world.person(name, roles=f"[{{org: Acme, since: 201{at}}}]")
        assert different(build_again(world), clean(world)) == []
