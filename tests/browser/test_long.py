"""Long pages: a list of 600 people, and a person with 300 entries over ten years."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from hobnob.site.months import MANY
from hobnob.site.timeline import APART
from tests.browser.conftest import OpenPage
from tests.browser.serving import Served, serve
from tests.conftest import World
from tests.site.building import Built, build

PEOPLE = 600
CROWD = max(MANY, APART["people"].crowded) + 1
"""Entries of one person in one month."""
YEARS = range(2016, 2026)
KINDS = ("call", "meal", "letter")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("long")
    world = World(folder / "journal")
    world.settle()
    for number in range(PEOPLE - 2):
        world.person(f"Person {number:03}", title="Clerk" if number % 2 else "Miller")
    world.person("Ada Lovelace", location="Bristol")
    for year in YEARS:
        for number in range(30):
            world.met(
                f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}", "ada-lovelace", "person-000",
                kind=KINDS[number % 3], place="Mill, Bristol", body=f"Talk {year} {number}.",
            )  # fmt: skip
    world.person("Crowd", title="Miller")
    for number in range(CROWD):
        world.met(f"2024-02-{number % 29 + 1:02}", "crowd", slug=f"one-{number}")
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
    # A key shows what fits on a screen, and the rest comes after it.
    page.wait_for_function("document.querySelectorAll('tbody tr').length >= 40")
    assert rows.count() < 200


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


def test_old_years_are_folded_or_on_pages_of_their_own(page: Page, long_site: Served) -> None:
    """Nothing over a few screens stands open; each year is one click away."""
    page.goto(long_site.at("people/ada-lovelace.html"))
    entries = page.locator(".hb-entry:visible")
    expect(entries).to_have_count(30)
    rail = page.get_by_role("navigation", name="Through the timeline")
    expect(rail.locator("li")).to_have_count(len(YEARS))
    # A year with a page of its own comes to this page.
    rail.get_by_role("link", name="2017").click()
    year = page.locator("#hb-y2017")
    expect(year.locator(".hb-entry")).to_have_count(30)
    expect(year.locator(".hb-ago").first).to_have_text("8 years ago")
    expect(page).to_have_url(long_site.at("people/ada-lovelace.html#hb-y2017"))
    # Its links lead where they led.
    year.locator(".hb-entry > a").first.click()
    expect(page).to_have_url(
        long_site.at("journal/2017-12.html#2017-12-24-letter-ada-lovelace-person-000")
    )
    expect(page.locator(":target")).to_contain_text("Talk 2017 23.")


def test_kinds_filter_a_timeline_and_the_address_keeps_it(page: Page, long_site: Served) -> None:
    page.goto(long_site.at("people/ada-lovelace.html"))
    page.get_by_role("button", name="Letter 100").click()
    expect(page.locator(".hb-entry:visible")).to_have_count(10)
    expect(page.locator("#hb-y2016 span")).to_have_text("10 entries")
    assert page.url.endswith("?kind=letter")
    page.reload()
    expect(page.locator(".hb-entry:visible")).to_have_count(10)
    page.locator("#hb-y2016 a").click()
    expect(page.locator("#hb-y2016 .hb-entry:visible")).to_have_count(10)
    page.get_by_role("button", name="Letter 100").click()
    expect(page.locator("#hb-y2016 .hb-entry:visible")).to_have_count(30)


def test_the_kinds_of_a_timeline_are_counted_also_on_years_apart(
    page: Page, long_site: Served
) -> None:
    page.goto(long_site.at("people/ada-lovelace.html"))
    chips = page.get_by_role("group", name="Show only").get_by_role("button")
    shown = [text.split() for text in chips.all_inner_texts()]
    assert shown == [[kind, "100"] for kind in ("Letter", "Call", "Meal")]


def test_the_rail_stays(page: Page, phone: Page, long_site: Served) -> None:
    for one in (page, phone):
        one.goto(long_site.at("people/ada-lovelace.html"))
        one.locator(".hb-entry").nth(20).scroll_into_view_if_needed()
        expect(one.get_by_role("link", name="Top")).to_be_in_viewport()
        expect(one.get_by_role("link", name="2025", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("button", name="Call 100")).to_be_in_viewport()


def test_without_scripts_and_from_a_folder_every_entry_is_a_link_away(
    open_page: OpenPage, long: Built
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto((long.root / "people" / "ada-lovelace.html").as_uri())
    found = page.locator(".hb-entry .hb-text").all_inner_texts()
    hrefs = page.locator("[data-hb-part]").evaluate_all("all => all.map(one => one.href)")
    for href in hrefs:
        page.goto(href)
        found += page.locator(".hb-entry .hb-text").all_inner_texts()
    assert sorted(found) == sorted(f"Talk {y} {n}." for y in YEARS for n in range(30))


def test_a_place_holds_what_happened_within_it(page: Page, long_site: Served) -> None:
    page.goto(long_site.at("places/bristol.html"))
    expect(page.get_by_role("link", name="Mill", exact=True)).to_be_visible()
    line = page.locator(".hb-lines li").last
    expect(line).to_be_hidden()
    page.get_by_role("link", name="2016").click()
    expect(line).to_be_visible()


def test_a_crowded_month_leads_to_its_days(page: Page, long: Built, long_site: Served) -> None:
    """A month with hundreds of entries has its days; the entries are on a page of its third."""
    page.goto(long_site.at("journal/2024-02.html"))
    expect(page.locator(".hb-entry")).to_have_count(0)
    expect(page.get_by_role("link", name="Saturday, 10 February 2024 14 entries")).to_be_visible()
    page.locator(".hb-rail").get_by_role("link", name="Sun 11", exact=True).click()
    expect(page).to_have_url(long_site.at("journal/2024-02/11.html#hb-y2024-02-11"))
    expect(page.locator("h1")).to_have_text("11–20 February 2024")
    expect(page.locator("#hb-y2024-02-11 .hb-entry").first).to_be_visible()
    page.get_by_role("link", name="1–10 February 2024").first.click()
    expect(page.get_by_role("link", name="January 2024").first).to_be_visible()
    # What links to an entry leads to where it is.
    page.goto(long_site.at("people/crowd.html"))
    # So does their page, by way of the year, which comes in place, and of its month.
    expect(page.locator(".hb-entry")).to_have_count(0)
    page.get_by_role("link", name=f"2024 {CROWD} entries").click()
    page.get_by_role("link", name=f"February {CROWD} entries").click()
    page.get_by_role("link", name="Thursday, 29 February 2024").click()
    page.locator(".hb-entry a").first.click()
    expect(page.locator("h1")).to_have_text("21–29 February 2024")
    expect(page.locator(":target")).to_be_visible()
