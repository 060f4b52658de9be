"""The page of the whole network: a list for everybody, and a map whose data say the same."""

from __future__ import annotations

import json
import re
from itertools import combinations
from math import hypot
from pathlib import Path
from typing import Any

import pytest

from hobnob.site.map_layout import lay_out
from tests.conftest import TODAY, World
from tests.site.building import Built, build
from tests.site.hostile import SCRIPT


def data(site: Built) -> dict[str, Any]:
    """What the script of the map is given."""
    text = site.text("network/map.js")
    found = json.loads(text.removeprefix("hobnobNetwork(").removesuffix(")\n"))
    assert isinstance(found, dict)
    return found


def test_list_and_map_say_the_same(world: World, tmp_path: Path) -> None:
    world.settle()
    world.person("Ada", title="Countess", org="Acme", circle="close", tags="[maths]")
    for name in ("Bob", "Cleo", "Dan"):
        world.person(name)
    world.met("2020-01-01", "ada", "bob")
    world.met("2021-01-01", "ada", "cleo")
    site = build(world, tmp_path / "site", today=TODAY)
    page = site.pages["network/index.html"]
    assert {f"../people/{who}.html" for who in ("ada", "bob", "cleo", "dan")} <= set(page.links)
    text = " ".join(page.text.split())
    assert "4 people 2 ties 1 community" in text
    assert "Ada Countess, Acme with Bob and Cleo, since 2020" in text
    assert "Without a tie in your notes 1" in text
    found = data(site)
    names = [row[0] for row in found["people"]]
    assert names == ["Ada", "Bob", "Cleo", "Dan"]
    assert [row[1] for row in found["people"]] == [f"people/{n.lower()}.html" for n in names]
    assert found["people"][0][4:] == [0, 2020, "Countess", 0, "close", [0], "2021-01-01"]
    assert found["people"][3][4:6] == [-1, 0]
    assert (found["orgs"], found["tags"]) == (["Acme"], ["maths"])
    assert found["ties"] == [0, 1, 1, 2020, 0, 2, 1, 2021]
    # The page is one of those about people.
    assert any(
        link.endswith("network/index.html") for link in site.pages["people/index.html"].links
    )


def test_a_long_list_goes_on_on_other_pages(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hobnob.site.network_page.PER_PAGE", 2)
    world.settle()
    for name in ("Ada", "Bob", "Cleo", "Dan"):
        world.person(name)
    world.met("2020-01-01", "ada", "bob", "cleo")
    site = build(world, tmp_path / "site", today=TODAY)
    texts = [
        " ".join(site.pages[f"network/{page}.html"].text.split()) for page in ("index", "index/2")
    ]
    listed = [re.findall("(Ada|Bob|Cleo|Dan) with|(?<=notes 1 D )(Dan)", text) for text in texts]
    assert [["".join(one) for one in names] for names in listed] == [
        ["Ada", "Bob"],
        ["Cleo", "Dan"],
    ]
    assert len(data(site)["people"]) == 4


def test_names_in_the_data_are_text(world: World, tmp_path: Path) -> None:
    world.settle()
    world.person(json.dumps(SCRIPT), slug="eve", org=json.dumps(f"</script>{SCRIPT}"))
    world.person("Ada")
    world.met("2020-01-01", "ada", "eve")
    site = build(world, tmp_path / "site", today=TODAY)
    assert "<" not in site.text("network/map.js")
    assert {row[0] for row in data(site)["people"]} == {"Ada", SCRIPT}
    scripts = [one.get("src", "") for one in site.pages["network/index.html"].all("script")]
    assert all("assets/hobnob/" in source for source in scripts)


def test_an_empty_network_has_kind_words(world: World, tmp_path: Path) -> None:
    world.settle()
    site = build(world, tmp_path / "site", today=TODAY)
    assert "Begin with someone you are glad to know" in site.text("network/index.html")
    assert data(site)["people"] == []


def test_nobody_stands_on_somebody_and_no_community_covers_another() -> None:
    groups = [list(range(40)), list(range(40, 60)), list(range(60, 70)), [70, 71], [72], [73]]
    ties = [(a, b, 1) for group in groups for a, b in combinations(group, 2) if (a + b) % 3]
    ties += [(0, 45, 3), (45, 65, 1), (2, 61, 1)]
    made = lay_out(groups, ties)
    assert made == lay_out(groups, ties)
    gaps = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(made.places, 2)]
    assert min(gaps) > 0.6
    for one, other in combinations(made.discs, 2):
        assert hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius
    for disc, group in zip(made.discs, groups, strict=True):
        for x, y in (made.places[person] for person in group):
            assert hypot(x - disc.x, y - disc.y) <= disc.radius
