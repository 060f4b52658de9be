"""The small map on each person's page: links, reasons, what is left out, and when it changes."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.conftest import TODAY, World
from tests.site.building import Built, build
from tests.site.hostile import SCRIPT
from tests.site.test_incremental import build as build_again
from tests.site.test_incremental import clean
from tests.site.test_refresh import different


def the_map(site: Built, slug: str) -> str:
    """The drawing on the page of a person, "" where there is none."""
    found = re.search(r'<svg class="hb-map".*?</svg>', site.text(f"people/{slug}.html"), re.S)
    return found[0] if found else ""


def test_a_person_has_a_map_of_links_with_reasons(world: World, tmp_path: Path) -> None:
    world.settle()
    for name in ("Ada", "Bob", "Cleo", "Dan"):
        world.person(name)
    world.met("2020-01-01", "ada", "bob")
    world.met("2021-01-01", "ada", "cleo", slug="two")
    world.met("2021-03-01", "ada", "cleo", "bob", slug="three")
    site = build(world, tmp_path / "site", today=TODAY)
    drawn = the_map(site, "ada")
    # The longest tie comes first; each is a link in the order of the drawing.
    assert re.findall(r'<a class="[^"]*" href="([^"]*)"', drawn) == ["../people/bob.html", "../people/cleo.html"]  # fmt: skip
    text = site.pages["people/ada.html"].text
    assert "Met together twice, the last time on 1 March 2021 (meeting)." in text
    assert the_map(site, "dan") == ""
    assert "<script" not in drawn


def test_a_map_shows_few_people_and_counts_the_rest(world: World, tmp_path: Path) -> None:
    world.settle()
    world.person("Ada")
    for at in range(23):
        world.person(f"Friend {at:02}")
        world.met(f"2020-01-{at + 1:02}", "ada", f"friend-{at:02}")
    site = build(world, tmp_path / "site", today=TODAY)
    drawn = the_map(site, "ada")
    assert drawn.count("<a ") == 20
    assert "And 3 more: hobnob ties ada" in site.pages["people/ada.html"].text
    # Every label has a row of its own on its side.
    labels = re.findall(
        r'translate\(\d+ (\d+)\)"><circle/><text [^>]*>[^<]*</text><text x="(-?)', drawn
    )
    assert len(labels) == 20
    rows = [(side, float(y)) for y, side in labels]
    assert all(
        abs(y - other) >= 20
        for at, (side, y) in enumerate(rows[1:])
        for where, other in rows[at + 2 :]
        if side == where
    )


def test_names_on_a_map_are_text(world: World, tmp_path: Path) -> None:
    world.settle()
    world.person("Ada")
    name, how = json.dumps(SCRIPT), json.dumps(f"</title>{SCRIPT}")
    world.write("people/eve.md", f"---\nname: {name}\nrelations: [{{who: ada, how: {how}}}]\n---\n")
    drawn = the_map(build(world, tmp_path / "site", today=TODAY), "ada")
    assert drawn.count("<a ") == 1
    assert "<script" not in drawn.lower()
    assert "&lt;script" in drawn


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
    assert b"hb-map__between" in second["people/ada.html"]
    assert different(second, clean(world)) == []
    # Colleagues come by a role alone.
    for at, name in enumerate(("Cleo", "Bob", "Ada")):
        world.person(name, roles=f"[{{org: Acme, since: 201{at}}}]")
        assert different(build_again(world), clean(world)) == []
