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
from hobnob.index.people import list_tagged_people
from hobnob.network.today.horizon import MOST, PLACES, SOON, SURE, UNFOLDED
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


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> World:
    """People with a cadence, a birthday, and some with promises."""
    world = World(tmp_path_factory.mktemp("busy") / "journal")
    world.settle()
    for number in range(140):
        world.person(
            f"Somebody {number}", keep_in_touch=f"{number % 40 + 2} weeks",
            birthday=f"19{number % 60 + 30}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            body=f"- [ ] thing {number} (by {add_days(MONDAY, number % 90 - 20)})\n" if number % 7 == 0 else "",
        )  # fmt: skip
    for week in range(30):
        there = (f"somebody-{number}" for number in range(week, 140, 30))
        world.met(add_days(MONDAY, -9 * week - 3), *there, slug=f"fair-{week}")
    return world


@pytest.fixture(scope="module")
def busy_site(busy: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(_build(busy, tmp_path_factory.mktemp("busy-site"), most=110)) as served:
        yield served


def truth(world: World, day: str) -> list[tuple[str, str]]:
    """Return what the terminal says on a day: who and why, in order."""
    told = world.run(["today", "--json", "--today", day]).json
    return [((need["people"] or [need["note"]])[0], need["reason"]) for need in told]


def shown(page: Page) -> tuple[list[tuple[str, str]], int]:
    """Return the same of the page with its list unfolded, and how many more it counts."""
    rest = page.locator(".hb-today__rest")
    if rest.is_visible() and rest.get_attribute("open") is None:
        page.locator(".hb-today__more").click()
    rows = page.locator(".hb-need:visible").evaluate_all(
        """rows => rows.map(row => [row.dataset.key.split(" ").pop(),
             /hb-why--(\\w+)/.exec(row.className)[1]])"""
    )
    beyond = page.locator(".hb-today__beyond:visible span")
    return [(key, why) for key, why in rows], int(beyond.inner_text()) if beyond.count() else 0


def assert_first(page: Page, told: list[tuple[str, str]], least: int) -> None:
    """The page lists the first of all, without a gap, and counts the others."""
    rows, beyond = shown(page)
    assert rows == told[: len(rows)]
    assert len(rows) + beyond == len(told)
    assert len(rows) >= min(least, len(told))


@pytest.mark.parametrize("after", [0, 1, 2, 3, 4, 7, 14, 37, 60, 100, 200, 400])
def test_the_page_and_the_terminal_agree(
    page: Page, sample: World, site: Served, after: int
) -> None:
    """A site built on Monday and opened on Friday, or in summer, shows the truth of that day."""
    day = add_days(MONDAY, after)
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(site.at())
    told = truth(sample, day)
    assert len(told) > 4
    expect(page.locator(".hb-today__old")).to_be_hidden()
    expect(page.locator(".hb-need:visible")).to_have_count(min(len(told), PLACES))
    assert_first(page, told, PLACES + UNFOLDED)


@pytest.mark.parametrize("after", [0, 1, 7, 60, 200])
def test_a_page_that_has_no_room_for_all_lists_the_first_ones(
    page: Page, busy: World, busy_site: Served, after: int
) -> None:
    """What is listed is never a choice from the middle."""
    day = add_days(MONDAY, after)
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(busy_site.at())
    told = truth(busy, day)
    assert len(told) > PLACES + UNFOLDED
    old = page.locator(".hb-today__old")
    if old.is_visible():
        expect(old).to_contain_text("made on 23 November 2026 and knows the days until")
        assert after >= 60
    else:
        assert_first(page, told, SURE if after >= SOON else PLACES)
    if not after:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.reload()
        rows = page.locator(".hb-need:visible").evaluate_all(
            "rows => rows.filter(row => row.getBoundingClientRect().bottom <= innerHeight).length"
        )
        assert rows == PLACES == 20


def test_the_rest_of_home_is_of_the_readers_day_too(page: Page, site: Served) -> None:
    """The heading, the week, this day in earlier years, the year, and whose turn it is."""
    turns, memories = set(), []
    for after in (0, 1, 2, 9):
        day = add_days(MONDAY, after)
        page.clock.set_fixed_time(f"{day}T12:00:00")
        page.goto(site.at())
        spelled = f"{int(day[8:])} {'November' if day < '2026-12' else 'December'}"
        expect(page.locator("h1")).to_contain_text(spelled)
        week = page.locator(".hb-week li:visible time").evaluate_all(
            "all => all.map(t => t.dateTime)"
        )
        assert week == sorted(week)
        assert all(day < when <= add_days(day, 7) for when in week)
        # On the 25th something of theirs is due, and it is no longer ahead on its day.
        assert ("2026-11-25" in week) == (after < 2)
        around = page.locator(".hb-memories li:visible > a").all_inner_texts()
        assert len(around) <= 3
        assert all(int(date[-4:]) < 2026 for date in around)
        memories.append(around)
        squares = page.locator(".hb-heat > i")
        # 53 weeks, the last one until the day: a Monday in the first two, a Tuesday and so on.
        assert squares.count() == 365 + after % 7
        turns.add(page.locator("[data-hb-turn] > li:visible b").inner_text())
    assert len(turns) > 1
    assert len({*map(tuple, memories)}) > 1


def test_the_day_is_the_readers_own(open_page: OpenPage, sample: World, site: Served) -> None:
    for zone, after in (("Pacific/Kiritimati", 4), ("America/Los_Angeles", 3)):
        page = open_page(timezone_id=zone)
        page.clock.set_fixed_time("2026-11-26T20:00:00Z")
        page.goto(site.at())
        assert_first(page, truth(sample, add_days(MONDAY, after)), PLACES)


def test_without_scripts_the_day_of_the_build_stands(
    open_page: OpenPage, sample: World, site: Served
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site.at())
    told = truth(sample, MONDAY)
    expect(page.locator("h1")).to_have_text("Monday 23 November 2026")
    expect(page.locator(".hb-need:visible")).to_have_count(min(PLACES, len(told)))
    page.locator(".hb-today__more").click()
    html = (site.root / "index.html").read_text(encoding="utf-8")
    rows = re.findall(
        r'<li class="hb-need [^"]*hb-why--(\w+)[^>]*?( hidden)? data-key="([^"]+)', html
    )
    assert [(key.split()[-1], why) for why, hidden, key in rows if not hidden] == told
    expect(page.locator(".hb-need:visible")).to_have_count(len(told))


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
        told = set(page.locator(".hb-now__row:visible .hb-need__why").all_inner_texts())
        assert told - always == wanted.get(slug, set()) - always, slug
        assert told >= wanted.get(slug, set()), slug
        expect(page.locator(".hb-now__none")).to_be_visible(visible=not told)
    # Those with a call on Thursday are due later than the page could know.
    ahead = {"omar-haddad", "中村-美咲"}
    with sample.index(day) as index:
        due = {row.name for row in list_tagged_people(index) if row.circle and row.due and row.due <= day
               and row.slug not in ahead}  # fmt: skip
    page.goto(site.at("circles/index.html"))
    told = set(page.locator(".hb-rings .is-due title").all_text_contents())
    assert due - told == set()
    assert len(told - due) <= len(ahead)
