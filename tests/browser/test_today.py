"""The list of today is, on whatever day it is looked at, what `hobnob today` says on that day.

The sites are built on Monday, 23 November 2026, whatever day the tests are run on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from hobnob.dates import add_days
from hobnob.network.today.horizon import MOST, PLACES, UNFOLDED
from hobnob.network.today.phrases import NOTHING, REASONS
from hobnob.network.today.today import today_list, today_needs
from hobnob.site import build as site_build
from hobnob.site import plugin
from tests.browser.conftest import OpenPage
from tests.browser.serving import Served, serve
from tests.conftest import World
from tests.site.building import build, copy_sample

MONDAY = "2026-11-23"


def _build(world: World, to: Path, most: int = MOST) -> Path:
    """Build a site without a pinned day on that Monday."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plugin, "clock_today", lambda: MONDAY)
        patch.setattr(site_build, "today_list", partial(today_list, most=most))
        return build(world, to).root


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The sample journal, without its pinned day; somebody is to be met on Thursday."""
    world = copy_sample(tmp_path_factory.mktemp("today") / "journal")
    world.settle()
    world.met("2026-11-26", "中村-美咲", "omar-haddad", kind="call")
    for number in range(8):
        world.person(
            f"Extra {number}", keep_in_touch=f"{number + 1} weeks", birthday=f"--12-0{number + 1}",
            body="- [ ] one (by 2026-12-10)\n- [ ] two (by 2026-11-25)\n- [ ] three (by 2026-11-20)\n"
            "- [ ] four (by 2026-11-30)\n" if number == 4 else "",
        )  # fmt: skip
        world.met("2026-11-01", f"extra-{number}")
    return world


@pytest.fixture(scope="module")
def site(sample: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(_build(sample, tmp_path_factory.mktemp("today-site"))) as served:
        yield served


def truth(world: World, day: str) -> tuple[list[tuple[str, str]], int]:
    """Return what the terminal says: who and why in the first places, and how many more."""
    with world.index(day) as index:
        needs = today_needs(index)
    told = [
        (need.people[0].slug if need.people else need.note, REASONS[need.reason]) for need in needs
    ]
    return told[:PLACES], max(0, len(told) - PLACES)


def shown(page: Page) -> tuple[list[tuple[str, str]], int]:
    """Return the same of the page."""
    rows = page.locator(".hb-need:visible").evaluate_all(
        """rows => rows.map(row => [row.dataset.key.split(" ").pop(),
             row.querySelector(".hb-need__why").textContent.split(",")[0].trim()])"""
    )
    more = page.locator(".hb-today__more:visible span")
    return [(key, why) for key, why in rows], int(more.inner_text()) if more.count() else 0


@pytest.mark.parametrize("after", [0, 1, 2, 3, 4, 7, 14, 37, 38, 100, 250, 400])
def test_the_page_and_the_terminal_agree(
    page: Page, sample: World, site: Served, after: int
) -> None:
    """A site built on Monday and opened on Friday shows Friday's truth."""
    day = add_days(MONDAY, after)
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(site.at())
    rows, more = truth(sample, day)
    assert shown(page) == (rows, more)
    assert len(rows) > 4
    expect(page.locator(".hb-today__old")).to_be_hidden()


def test_the_day_is_the_readers_own(open_page: OpenPage, sample: World, site: Served) -> None:
    for zone, after in (("Pacific/Kiritimati", 4), ("America/Los_Angeles", 3)):
        page = open_page(timezone_id=zone)
        page.clock.set_fixed_time("2026-11-26T20:00:00Z")
        page.goto(site.at())
        assert shown(page) == truth(sample, add_days(MONDAY, after))


def test_without_scripts_the_day_of_the_build_stands(
    open_page: OpenPage, sample: World, site: Served
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site.at())
    rows, _ = truth(sample, MONDAY)
    assert shown_without_scripts(site) == rows
    expect(page.locator(".hb-need:visible")).to_have_count(len(rows))


def shown_without_scripts(site: Served) -> list[tuple[str, str]]:
    html = (site.root / "index.html").read_text(encoding="utf-8").partition("<details")[0]
    rows = re.findall(
        r'<li class="hb-need[^"]*" data-key="([^"]+)".*?hb-need__why">([^,<]+)', html, flags=re.S
    )
    return [(key.split()[-1], why) for key, why in rows]


@pytest.mark.parametrize("scripts", [True, False])
def test_the_rest_unfolds(
    open_page: OpenPage, sample: World, site: Served, *, scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts)
    page.clock.set_fixed_time(f"{MONDAY}T12:00:00")
    page.goto(site.at())
    with sample.index(MONDAY) as index:
        told = [n.people[0].slug if n.people else n.note for n in today_needs(index)]
    assert len(told) > PLACES
    expect(page.locator(".hb-need:visible")).to_have_count(PLACES)
    page.locator(".hb-today__more").click()
    at_most = min(len(told), PLACES + UNFOLDED)
    expect(page.locator(".hb-need:visible")).to_have_count(at_most)
    keys = (
        page.locator(".hb-need:visible").evaluate_all(
            "rows => rows.map(row => row.dataset.key.split(' ').pop())"
        )
        if scripts
        else told[:at_most]
    )
    assert keys == told[:at_most]
    beyond = page.locator(".hb-today__beyond")
    expect(beyond).to_be_visible(visible=len(told) > at_most)


def test_on_a_later_day_what_unfolds_is_in_order_too(
    page: Page, sample: World, site: Served
) -> None:
    day = add_days(MONDAY, 37)
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(site.at())
    with sample.index(day) as index:
        told = [n.people[0].slug if n.people else n.note for n in today_needs(index)]
    page.locator(".hb-today__more").click()
    keys = page.locator(".hb-need:visible").evaluate_all(
        "rows => rows.map(row => row.dataset.key.split(' ').pop())"
    )
    assert keys[:PLACES] == told[:PLACES]
    assert PLACES < len(keys) <= len(told)
    beyond = page.locator(".hb-today__beyond:visible span")
    assert len(keys) + (int(beyond.inner_text()) if beyond.count() else 0) == len(told)


def test_where_there_is_no_room_for_a_year_the_first_places_are_right_while_they_last(
    page: Page, sample: World, tmp_path: Path
) -> None:
    with serve(_build(sample, tmp_path / "site", most=28)) as site:
        for after in (0, 3, 5):
            day = add_days(MONDAY, after)
            page.clock.set_fixed_time(f"{day}T12:00:00")
            page.goto(site.at())
            assert shown(page) == truth(sample, day)
        page.clock.set_fixed_time("2027-12-01T12:00:00")
        page.goto(site.at())
        expect(page.locator(".hb-today__old")).to_contain_text("made on 23 November 2026")


def test_somebody_is_named_once(page: Page, site: Served) -> None:
    page.clock.set_fixed_time("2026-12-10T12:00:00")
    page.goto(site.at())
    rows: list[Any] = page.locator(".hb-need:visible").evaluate_all(
        "rows => rows.map(row => [row.dataset.key, row.classList.contains('hb-need--same')])"
    )
    assert any(same for _, same in rows)
    for before, (key, same) in zip([["", False], *rows], rows, strict=False):
        assert same == (before[0] == key)


def test_a_journal_in_which_nothing_waits_says_so_until_something_does(
    page: Page, tmp_path: Path
) -> None:
    world = World(tmp_path / "journal")
    world.settle()
    world.person("Ada", keep_in_touch="1 week")
    world.met("2026-11-22", "ada")
    with serve(_build(world, tmp_path / "site")) as site:
        for day, count in (("2026-11-28", 0), ("2026-11-29", 1)):
            page.clock.set_fixed_time(f"{day}T12:00:00")
            page.goto(site.at())
            expect(page.locator(".hb-need:visible")).to_have_count(count)
            assert page.get_by_text(NOTHING).is_visible() == (count == 0)


def test_it_fits_a_phone(phone: Page, site: Served) -> None:
    phone.clock.set_fixed_time(f"{MONDAY}T12:00:00")
    phone.goto(site.at())
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    top = phone.locator(".hb-today").bounding_box()
    words = phone.locator("#hb-content").bounding_box()
    assert top is not None
    assert words is not None
    assert top["y"] < words["y"]


@pytest.mark.parametrize("after", [0, 30])
def test_a_persons_page_says_why_they_are_on_the_list(
    page: Page, sample: World, site: Served, after: int
) -> None:
    """Under the name, on the reader's day; promises stand there on all days."""
    day = add_days(MONDAY, after)
    page.clock.set_fixed_time(f"{day}T12:00:00")
    wanted: dict[str, set[str]] = {}
    with sample.index(day) as index:
        for need in today_needs(index):
            for who in need.people:
                wanted.setdefault(who.slug, set()).add(REASONS[need.reason])
    always = {REASONS["promise"], REASONS["theirs"], REASONS["asked"], REASONS["appointment"]}
    for slug in ["joan-petherick", *wanted][:20]:
        page.goto(site.at(f"people/{quote(slug)}.html"))
        told = set(page.locator(".hb-now__row:visible .hb-now__why").all_inner_texts())
        assert told - always == wanted.get(slug, set()) - always, slug
        assert told >= wanted.get(slug, set()), slug
        expect(page.locator(".hb-now__none")).to_be_visible(visible=not told)
