"""Reviews that were written into the journal are ordinary pages, listed beneath the journal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import World
from tests.site.building import Built, build, copy_sample
from tests.site.markup import broken_links
from tests.site.test_incremental import build as build_again
from tests.site.test_incremental import clean
from tests.site.test_refresh import small


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> World:
    sample = copy_sample(tmp_path_factory.mktemp("reviewed") / "journal")
    for period in ("2026-W47", "2026-W46", "2026-11", "2025", "2026-W01"):
        assert sample.run(f"review {period} --write").code == 0
    path = sample.notes / "reviews/2026-W47.md"
    text = path.read_text(encoding="utf-8")
    mine = "A week of *lunches* with [[greg-tolliver]] & <others>."
    path.write_text(
        text.replace("What next? -->\n", f"What next? -->\n\n{mine}\n"), encoding="utf-8"
    )
    return sample


@pytest.fixture(scope="module")
def built(reviewed: World) -> Built:
    return build(reviewed, reviewed.root / "site")


def site(world: World, tmp_path: Path, *, share: bool = False) -> Built:
    return build(world, tmp_path / "site", share=share)


def test_the_archive_lists_them_latest_first(built: Built) -> None:
    page = built.pages["reviews/index.html"]
    links = [link for link in page.links if link.startswith("2")]
    assert links == [
        "2026-11.html", "2026-W47.html", "2026-W46.html", "2026-W01.html", "2025.html",
    ]  # fmt: skip
    assert "A week of lunches with Greg Tolliver & <others>." in page.text
    assert "Looking back on 5 weeks, months and years" in page.text


def test_they_lead_to_people_and_days(built: Built) -> None:
    page = built.pages["reviews/2026-W47.html"]
    assert "../people/greg-tolliver.html" in page.links
    assert "../journal/2026-11.html#2026-11-17-call-greg-tolliver" in page.links
    assert "index.html" in page.links
    assert "hobnob:review" not in page.text
    assert broken_links({"reviews/2026-W47.html": page, **built.pages}, built.paths) == []


def test_the_navigation_does_not_grow_by_them(built: Built) -> None:
    bar, _, _ = built.text("people/greg-tolliver.html").partition("</header>")
    # The text of a person's page may say that a review mentions them.
    assert "hb-nav" in bar
    assert "W47" not in bar
    for path in ("people/index.html", "index.html"):
        assert not any("W47" in link for link in built.pages[path].links)
    current = [a for a in built.pages["reviews/2026-W47.html"].all("a") if "aria-current" in a]
    assert {a["href"] for a in current} == {"../journal/index.html"}
    current = [a for a in built.pages["reviews/index.html"].all("a") if "aria-current" in a]
    # In the bar, and the page itself among those of the section.
    assert {a["href"] for a in current} == {"../journal/index.html", "index.html"}


def test_without_any_the_archive_says_how_to_begin(world: World, tmp_path: Path) -> None:
    pages = site(world, tmp_path).pages
    assert "hobnob review --write" in pages["reviews/index.html"].text
    assert "../reviews/index.html" in pages["journal/index.html"].links


def test_another_page_in_the_folder_is_just_a_page(world: World, tmp_path: Path) -> None:
    world.write("reviews/thoughts.md", "# Thoughts\n\nMine.\n")
    built = site(world, tmp_path)
    assert "reviews/thoughts.html" in built.paths
    main = built.text("reviews/index.html").partition("<main>")[2].partition("</main>")[0]
    assert "Reviews" in main
    assert "Thoughts" not in main


def test_a_shared_site_has_none_of_them(reviewed: World, tmp_path: Path) -> None:
    built = site(reviewed, tmp_path, share=True)
    assert [path for path in built.paths if path.startswith("reviews/")] == ["reviews/index.html"]
    assert built.where("A week of") == []


def test_the_search_finds_ones_own_words(built: Built) -> None:
    assert any("search" in path for path in built.where("lunches"))


def test_a_site_that_is_built_again_has_them_as_a_new_one(world: World) -> None:
    small(world.root)
    build_again(world)
    assert world.run("review 2026-10 --write").code == 0
    assert build_again(world) == clean(world)
    path = world.notes / "reviews/2026-10.md"
    path.write_text(path.read_text().replace("next? -->\n", "next? -->\n\nSaw [[ada]].\n"))
    assert build_again(world) == clean(world)
    world.person("Ada King", slug="ada", org="Analytical")
    after = build_again(world)
    assert b"Saw Ada King." in after["reviews/index.html"]
    assert after == clean(world)
    path.unlink()
    assert build_again(world) == clean(world)
