"""The pages of circles and bridges: linked, empty, right on later days, without what is private."""

from __future__ import annotations

import re
from pathlib import Path

from hobnob.site.rings import places_on
from tests.conftest import TODAY, World
from tests.site.building import build
from tests.site.hostile import IMAGE, QUOTE, SCRIPT

LONG_AGO = ("2009-01-01", "2010-02-02", "2012-03-03")


def asleep(world: World, name: str, *days: str, **keys: str) -> None:
    world.person(name, **keys)
    for day in days or LONG_AGO:
        world.met(day, name.lower())


def test_they_hang_below_the_people(world: World, tmp_path: Path) -> None:
    asleep(world, "Ada")
    site = build(world, tmp_path / "site", today=TODAY)
    for page in ("people/index.html", "index.html"):
        links = site.pages[page].links
        assert any(link.endswith("circles/index.html") for link in links)
        assert any(link.endswith("bridges/index.html") for link in links)
    for page in ("circles/index.html", "bridges/index.html"):
        assert "../people/index.html" in site.pages[page].links
        text = site.text(page)
        # The tabs show where one is.
        assert 'href="../people/index.html" aria-current="true"' in text


def test_an_empty_journal_gets_kind_words(world: World, tmp_path: Path) -> None:
    site = build(world, tmp_path / "site", today=TODAY)
    assert "Nobody is in a circle yet" in site.text("circles/index.html")
    bridges = site.text("bridges/index.html")
    assert "Nothing waits between you and anybody" in bridges
    assert " hidden" not in bridges.partition('id="hb-content"')[2]


def test_what_comes_later_is_there_and_hidden(world: World, tmp_path: Path) -> None:
    asleep(world, "Ada")
    asleep(world, "Bea", "2023-12-05", "2023-12-04", "2023-12-03")
    # In half a year the page will have been built again.
    asleep(world, "Cid", "2024-06-05", "2024-06-04", "2024-06-03")
    text = build(world, tmp_path / "site", today=TODAY).text("bridges/index.html")
    assert text.count("<li data-shown-from") == 1
    assert '<li data-shown-from="2026-12-05" hidden>' in text
    assert "Cid" not in text
    assert '<section class="hb-section" aria-labelledby="hb-dormant" data-shown-with-any>' in text
    assert "data-shown-with-none hidden" in text


def test_when_all_of_it_comes_later_there_is_nothing_yet(world: World, tmp_path: Path) -> None:
    asleep(world, "Bea", "2023-12-05", "2023-12-04", "2023-12-03")
    text = build(world, tmp_path / "site", today=TODAY).text("bridges/index.html")
    assert 'aria-labelledby="hb-dormant" data-shown-with-any hidden>' in text
    assert "data-shown-with-none>" in text


def test_what_lies_ahead_ends_it(world: World, tmp_path: Path) -> None:
    asleep(world, "Ada")
    world.met("2026-12-01", "ada", slug="ahead")
    text = build(world, tmp_path / "site", today=TODAY).text("bridges/index.html")
    assert '<li data-shown-until="2026-12-01">' in text


def test_the_entry_it_is_about_is_linked(world: World, tmp_path: Path) -> None:
    world.person("Ada", circle="active", body="- [ ] the book (by 2026-01-01)")
    world.person("Bea", circle="active")
    world.met("2026-11-01", "bea", kind="letter", direction="in", slug="theirs")
    site = build(world, tmp_path / "site", today=TODAY)
    assert "../journal/2026-11.html#theirs" in site.pages["bridges/index.html"].links
    assert "You promised by 1 January 2026: the book" in site.text("bridges/index.html")


def test_a_shared_site_has_nothing_of_what_is_private(world: World, tmp_path: Path) -> None:
    asleep(world, "Ada")
    asleep(world, "Secret", circle="inner", private="true")
    asleep(world, "Bea", circle="inner")
    world.met("2024-03-03", "bea", body="- [ ] a word (by 2024-04-01)", private="true", slug="hush")
    site = build(world, tmp_path / "site", today=TODAY, share=True)
    for page in ("circles/index.html", "bridges/index.html"):
        assert "secret" not in site.text(page).lower()
    assert "a word" not in site.text("bridges/index.html")
    assert "Bea" in site.text("circles/index.html")
    # Without the contact that is private, she was last met in 2012.
    assert site.text("bridges/index.html").count("In touch 3 times between 2009 and 2012") == 2


def test_no_value_becomes_markup(world: World, tmp_path: Path) -> None:
    import json

    for number, payload in enumerate((SCRIPT, IMAGE, QUOTE, "**not bold** [x](javascript:1)")):
        world.write(
            f"people/p{number}.md",
            (
                f"---\nname: {json.dumps(payload)}\ncircle: inner\nroles:\n"
                f"  - org: {json.dumps(payload)}\n    title: {json.dumps(payload)}\n"
                f"    since: 2025-01-01\nintroduced_by: p{(number + 1) % 4}\n---\n"
                f"- [ ] {payload} (by 2020-01-01)\n"
            ).encode(),
        )
        for day in LONG_AGO[: number + 1]:
            world.met(day, f"p{number}", slug=f"{day}-{number}")
    site = build(world, tmp_path / "site", today=TODAY, strict=False)
    for page in ("circles/index.html", "bridges/index.html"):
        text = site.text(page)
        assert "window.__pwned" in text
        assert "<script>window" not in text
        assert "<img src=x" not in text
        assert 'x" onmouseover' not in text
        assert "javascript:" not in "".join(site.pages[page].links)


def test_a_page_holds_a_hundred_of_a_kind(world: World, tmp_path: Path) -> None:
    for at in range(103):
        asleep(world, f"Ada{at:03}", circle="wide")
    site = build(world, tmp_path / "site", today=TODAY)
    assert site.text("bridges/index.html").count("<li>") >= 100
    assert "And 3 more: <kbd>hobnob bridges --kind dormant</kbd>" in site.text("bridges/index.html")
    circles = site.text("circles/index.html")
    assert "<b>103</b> of about 150" in circles
    # The outermost ring has a place for some of them; the list beneath has all.
    most = places_on(3)
    assert f"wide 103, {most} here" in circles
    assert circles.partition("</svg>")[0].count("<title>Ada") == most
    assert circles.partition("hb-members")[2].partition("hb-drifts")[0].count(">Ada") == 103


def test_who_is_due_stands_out_on_their_ring(world: World, tmp_path: Path) -> None:
    world.person("Ada", circle="inner")
    world.person("Bea", circle="inner")
    world.met("2026-11-01", "ada")
    world.met("2026-11-20", "bea")
    text = build(world, tmp_path / "site", today=TODAY).text("circles/index.html")
    rings = text.partition('<svg class="hb-rings"')[2].partition("</svg>")[0]
    assert re.search(r'is-due" href="[^"]+ada.html" data-due-from="2026-11-22"><title>Ada<', rings)
    assert re.search(r'hb-av--\d" href="[^"]+bea.html" data-due-from="2026-12-11"', rings)


def test_addresses_of_folders(world: World, tmp_path: Path) -> None:
    asleep(world, "Ada", circle="wide")
    settings = world.root / "mkdocs.yml"
    settings.write_text(f"{settings.read_text()}use_directory_urls: true\n")
    site = build(world, tmp_path / "site", today=TODAY)
    for page in ("circles/index.html", "bridges/index.html"):
        assert "../people/ada/" in site.pages[page].links
        assert "../people/" in site.pages[page].links
