"""Circles and bridges in a browser: the right ties on the day one looks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from hobnob import dates
from hobnob.clock import clock_today
from tests.browser.conftest import OpenPage
from tests.browser.serving import Served, serve
from tests.conftest import World
from tests.site.building import build


@pytest.fixture(scope="module")
def monday(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    """A site without a pinned today, and the day on which the tests built it.

    Ada falls asleep in three days; Bea's letter will have waited for a week in five.
    """
    today = clock_today()
    folder = tmp_path_factory.mktemp("monday")
    world = World(folder / "journal")
    world.settle()
    world.person("Ada")
    for day in ("2001-01-01", "2001-01-02", _three_years_before(dates.add_days(today, 3))):
        world.met(day, "ada", slug=f"{day}-ada")
    world.person("Bea", circle="close")
    world.met(dates.add_days(today, -2), "bea", kind="letter", direction="in")
    # Cid has come closer than the circle.
    world.person("Cid", circle="wide")
    for at in range(14):
        world.met(dates.add_days(today, -30 * at), "cid", slug=f"cid-{at}")
    with serve(build(world, folder / "site").root) as served:
        yield served, today


def _three_years_before(day: str) -> str:
    """Return a day that is three years ago on another; before a 29 February that is a 1 March."""
    before = dates.add_years(day, -3)
    return before if dates.add_years(before, 3) == day else dates.add_days(before, 1)


def test_a_site_built_on_monday_shows_fridays_bridges(
    page: Page, monday: tuple[Served, str]
) -> None:
    site, today = monday
    for days, shown in ((0, []), (2, []), (4, ["Ada"]), (5, ["Bea", "Ada"]), (90, ["Bea", "Ada"])):
        page.clock.set_fixed_time(f"{dates.add_days(today, days)}T12:00:00")
        page.goto(site.at("bridges/index.html"))
        names = page.locator(".hb-bridges li:visible .hb-bridges__who a")
        expect(names).to_have_text(shown)
        expect(page.locator("section:visible h2")).to_have_count(len(shown))
        expect(page.locator(".hb-empty")).to_be_visible(visible=not shown)


def test_without_scripts_it_is_as_it_was_built(
    open_page: OpenPage, monday: tuple[Served, str]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(monday[0].at("bridges/index.html"))
    expect(page.locator(".hb-bridges li:visible")).to_have_count(0)
    expect(page.locator(".hb-empty")).to_be_visible()


def test_who_has_drifted_is_told_as_of_a_day_and_not_for_long(
    page: Page, monday: tuple[Served, str]
) -> None:
    site, today = monday
    said = dates.spell_date(today)
    for days, told in ((0, True), (1, True), (31, True), (32, False), (400, False)):
        page.clock.set_fixed_time(f"{dates.add_days(today, days)}T12:00:00")
        page.goto(site.at("circles/index.html"))
        expect(page.locator(".hb-head__facts time")).to_have_attribute("datetime", today)
        expect(page.locator(".hb-head__facts")).to_contain_text(f"As of {said}")
        expect(page.locator(".hb-drifts li:visible")).to_have_count(int(told))
        expect(page.get_by_text("Closer than you had in mind")).to_be_visible(visible=told)
        expect(page.get_by_text("too old to show who has come closer")).to_be_visible(
            visible=not told
        )
        expect(page.locator(".hb-members li:visible")).to_have_count(2)


def test_the_bars_of_circles_say_in_words_what_they_show(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("circles/index.html"))
    rows = page.locator(".hb-fill li")
    expect(rows).to_have_text(
        ["inner4 of about 5", "close12 of about 15, 8 of them close",
         "active26 of about 50, 14 of them active", "wide36 of about 150, 10 of them wide"]
    )  # fmt: skip
    page.emulate_media(forced_colors="active")
    bar = page.locator(".hb-fill__bar").first
    assert bar.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


def test_on_paper(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("bridges/index.html"))
    page.emulate_media(media="print")
    expect(page.locator(".hb-bridges li:visible")).to_have_count(14)
