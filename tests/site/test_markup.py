"""What holds for the HTML of every page of the sample's site, and of an odd journal's."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

from tests.conftest import World
from tests.site.building import Built, build


def test_every_page_has_one_first_heading_and_skips_no_level_downward(built: Built) -> None:
    for path, page in built.pages.items():
        levels = page.headings
        assert levels.count(1) == 1, path
        assert levels[0] in {1, 2}, path
        steps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert steps == [], (path, steps)


def test_every_page_names_its_language_its_title_and_its_width(built: Built) -> None:
    titles = Counter[str]()
    for path, page in built.pages.items():
        assert page.all("html")[0]["lang"] == "en", path
        assert [a for a in page.all("meta") if a.get("name") == "viewport"], path
        text = built.text(path)
        title = text.split("<title>")[1].split("</title>")[0]
        assert title.endswith("The sample journal"), path
        titles[title] += path != "404.html"
    # The titles of pages differ, but for a place and an organization of one name.
    assert max(titles.values()) <= 2
    assert "中村 美咲 · The sample journal" in titles


def test_no_page_says_an_id_twice(built: Built) -> None:
    for path, page in built.pages.items():
        assert [name for name, count in Counter(page.ids).items() if count > 1] == [], path
        assert "" not in page.ids, path


def test_what_labels_or_controls_something_names_what_is_there(built: Built) -> None:
    for path, page in built.pages.items():
        for _, attributes in page.elements:
            for name in ("aria-labelledby", "aria-controls", "aria-describedby", "for"):
                named = attributes.get(name, "").split()
                assert set(named) <= set(page.ids), (path, name, named)


def test_every_picture_has_words_in_its_stead(built: Built) -> None:
    for path, page in built.pages.items():
        for attributes in page.all("img"):
            assert "alt" in attributes, path
        for attributes in page.all("svg"):
            assert _has_name(attributes) or attributes.get("aria-hidden"), path
        for tag, attributes in page.elements:
            if attributes.get("role") == "img":
                assert _has_name(attributes), (path, tag)


def _has_name(attributes: dict[str, str]) -> bool:
    """Whether a picture has words of its own, or ids of the page's that do (all of which exist)."""
    return bool(attributes.get("aria-label") or attributes.get("aria-labelledby"))


def test_every_date_says_which_day_it_is(built: Built) -> None:
    for path, page in built.pages.items():
        for attributes in page.all("time"):
            assert attributes.get("datetime") or attributes.get("data-birthday"), path


def test_headings_of_a_note_take_no_id_from_the_page(world: World, tmp_path: Path) -> None:
    """Whatever a body's headings are called, links to the page's own parts still lead there."""
    headings = "hb-content", "hb timeline", "hb-timeline", "__search", "__drawer", "hb y2024", "hb-promises"  # fmt: skip
    text = "\n\n".join(f"## {heading}\n\nx" for heading in (*headings, "Twice", "Twice", "twice-2"))  # fmt: skip
    world.person("Ada Lovelace", body=f"{text}\n\n- [ ] send it\n")
    world.met("2024-03-04", "ada-lovelace", body=f"# Twice\n\n{text}")
    world.write("plans/engine.md", f"---\nname: The engine\npeople: [ada-lovelace]\n---\n{text}\n")
    world.write("orgs/firm.md", f"---\nname: Firm\n---\n{text}\n")
    site = build(world, tmp_path / "site", strict=False)
    for path, page in site.pages.items():
        assert [name for name, count in Counter(page.ids).items() if count > 1] == [], path
    assert "Twice" in site.pages["people/ada-lovelace.html"].text
