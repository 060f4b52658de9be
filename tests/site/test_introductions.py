"""The page of introductions: a tree of real links, the same as a list, for any day."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import TODAY, World
from tests.site.building import build
from tests.site.hostile import QUOTE, SCRIPT

PAGE = "introductions/index.html"


def test_each_name_is_a_link_in_the_picture_and_in_the_list(world: World, tmp_path: Path) -> None:
    world.person("Ada")
    world.person("Bob", introduced_by="ada", met_on="2020")
    world.person("Cid", introduced_by="bob")
    world.person("Dan", introduced_by="Uncle Max")
    site = build(world, tmp_path / "site", today=TODAY)
    picture, _, listed = site.text(PAGE).partition("</main>")[0].partition("</svg>")
    assert picture.count("<circle") == 5
    assert picture.count("<path") == 3
    for text in (picture.partition('<svg class="hb-tree"')[2], listed):
        links = re.findall(r'href="\.\./people/(\w+)\.html"', text)
        assert list(dict.fromkeys(links)) == ["ada", "bob", "cid", "dan"]
    assert "Uncle Max" in listed
    assert 'aria-label="Bob: through Ada; 2020; introduced you to 1 person"' in picture


def test_thanks_appear_on_their_day(world: World, tmp_path: Path) -> None:
    world.person("Ada")
    world.person("Bob", introduced_by="ada")
    world.person("Cid", introduced_by="ada")
    world.met("2026-11-01", "bob")
    world.met("2026-12-01", "cid")
    world.met("2026-12-24", "ada")
    text = build(world, tmp_path / "site", today=TODAY).text(PAGE)
    assert '<span class="hb-owed" data-shown-until="2026-12-24">' in text
    assert 'data-shown-from="2026-12-01" hidden data-shown-until="2026-12-24">' in text


def test_nothing_private_and_no_markup(world: World, tmp_path: Path) -> None:
    import json

    world.person("Secret", private="true")
    world.person("Ada", introduced_by="secret")
    for slug, name in (("p", SCRIPT), ("q", QUOTE)):
        world.person(json.dumps(name), slug, introduced_by=json.dumps(f"{name} & Co"))
    site = build(world, tmp_path / "site", today=TODAY, share=True, strict=False)
    text = site.text(PAGE)
    assert "secret" not in text.lower()
    assert "<script>window" not in text
    assert 'x" onmouseover' not in text
    assert "window.__pwned" in text


def test_an_empty_journal_says_how_to_begin(world: World, tmp_path: Path) -> None:
    assert "Nobody was introduced yet" in build(world, tmp_path / "site", today=TODAY).text(PAGE)
