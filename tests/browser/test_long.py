"""Long pages: a list of 600 people, and a person with 300 entries over ten years."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.serving import Served, serve
from tests.conftest import World
from tests.site.building import Built, build

PEOPLE = 600
YEARS = range(2016, 2026)
KINDS = ("call", "meal", "letter")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("long")
    world = World(folder / "journal")
    world.settle()
    for number in range(PEOPLE - 1):
        world.person(f"Person {number:03}", title="Clerk" if number % 2 else "Miller")
    world.person("Ada Lovelace")
    for year in YEARS:
        for number in range(30):
            world.met(
                f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}", "ada-lovelace", "person-000",
                kind=KINDS[number % 3], place="Mill, Bristol", body=f"Talk {year} {number}.",
            )  # fmt: skip
    return build(world, folder / "site", today="2026-01-10")


@pytest.fixture(scope="module")
def long_site(long: Built) -> Iterator[Served]:
    with serve(long.root) as served:
        yield served


def test_the_list_of_people_goes_on_as_one_scrolls(page: Page, long_site: Served) -> None:
    page.goto(long_site.at("people/index.html"))
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(200)
    while rows.count() < PEOPLE:
        before = rows.count()
        rows.last.scroll_into_view_if_needed()
        page.wait_for_function("n => document.querySelectorAll('tbody tr').length > n", arg=before)
    assert len(set(page.locator("tbody th a").all_inner_texts())) == PEOPLE
    page.get_by_placeholder("Filter by name, role, place…").fill("miller")
    expect(page.locator("[data-hb-count]")).to_have_text("300 of 600 people")
    expect(rows).to_have_count(100)


def test_without_scripts_everybody_is_on_a_page_of_the_list(
    open_page: OpenPage, long: Built
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto((long.root / "people" / "index.html").as_uri())
    found: list[str] = []
    for part in range(3):
        page.locator(".hb-parts a").nth(part).click()
        expect(page.locator(".hb-parts [aria-current]")).to_have_count(1)
        found += page.locator("tbody th a").all_inner_texts()
    assert len(found) == len(set(found)) == PEOPLE
