"""What is around every page: the bar, the dock on a phone, few and light files, the way back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.kinds import PAGES
from tests.browser.serving import Served, serve
from tests.browser.watching import Watch
from tests.site.building import Built

MOST_REQUESTS = 8
MOST_CODE, MOST_FONTS = 95_000, 60_000
"""Bytes, of all styles and scripts that a page loads, and of all fonts."""

# What leaves the window to the right, or has no room to the edge of a phone.
_LEAVES = """() => document.documentElement.scrollWidth - innerWidth"""
_AT_EDGE = """() => [...document.querySelectorAll('main :is(p, h1, h2, h3, li, td, section)')]
  .filter(e => e.checkVisibility() && e.textContent.trim())
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, b]) => b.width && (b.left < 12 || b.right > innerWidth - 12))
  .filter(([e]) => !e.closest('.hb-hidden'))
  .filter(([e]) => { for (let p = e; p; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return false; return true; })
  .slice(0, 3).map(([e, b]) => e.tagName + '.' + e.className + ' ' + b.left + ' to ' + b.right)"""


@dataclass
class Seen:
    """What one page asked for, and how it looked in several windows."""

    asked: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def seen(browser: Browser, sample_site: Served) -> dict[str, Seen]:
    """A look at one page of each kind."""
    found: dict[str, Seen] = {}
    watch = Watch()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watch.follow(context)
    page = context.new_page()
    for kind, path in {**PAGES, "network": "network/index.html"}.items():
        begin, one = len(watch.asked), Seen()
        page.goto(sample_site.at(quote(path)), wait_until="networkidle")
        one.asked = watch.asked[begin:]
        page.evaluate("scrollTo(0, 400)")
        if page.locator(".hb-bar").bounding_box() not in (
            None,
            {"x": 0, "y": 0, "width": 1280, "height": 48},
        ):
            one.bad.append(f"the bar is at {page.locator('.hb-bar').bounding_box()}")
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            if (over := page.evaluate(_LEAVES)) > 0:
                one.bad.append(f"{width}: {over} px too wide")
            if width < 400:
                one.bad += page.evaluate(_AT_EDGE)
                dock = page.locator(".hb-dock").bounding_box()
                if dock is None or round(dock["y"] + dock["height"]) != 844:
                    one.bad.append(f"{width}: the dock is at {dock}")
        page.set_viewport_size({"width": 1280, "height": 900})
        skip = page.locator("a").first
        if (
            skip.get_attribute("class") != "hb-skip"
            or page.locator(skip.get_attribute("href") or "x").count() != 1
        ):
            one.bad.append("the first link leads past the bar")
        if (
            page.locator("h1").count() != 1
            or page.locator(":is(h1, h2)").first.evaluate("e => e.tagName") != "H1"
        ):
            one.bad.append("there is one h1, and it comes first")
        found[kind] = one
    context.close()
    watch.check()
    return found


def test_every_page_has_its_bar_its_dock_one_title_and_room(seen: dict[str, Seen]) -> None:
    """The bar stays while one scrolls, and nothing is cut off or touches the edge of a phone."""
    assert {kind: one.bad for kind, one in seen.items() if one.bad} == {}


def test_a_page_is_made_of_few_and_light_files(seen: dict[str, Seen], sample_site: Served) -> None:
    for kind, one in seen.items():
        names = [unquote(url.removeprefix(sample_site.url)) for url in one.asked]
        if kind != "404":  # it looks for its files in several places
            assert len(names) <= MOST_REQUESTS, (kind, names)
        # The data of the map are no code.
        code = {
            name for name in names if name.endswith((".css", ".js")) and name != "network/map.js"
        }
        fonts = {name for name in names if name.endswith(".woff2")}
        assert code, kind
        assert _size(sample_site, code) < MOST_CODE, (kind, sorted(code))
        assert _size(sample_site, fonts) <= MOST_FONTS
    assert len(fonts) == 2


def _size(site: Served, names: set[str]) -> int:
    return sum((site.root / name).stat().st_size for name in names if (site.root / name).is_file())


def test_more_shows_all_pages(open_page: OpenPage, sample_site: Served) -> None:
    """On a desktop and on a phone."""
    for width, bar in ((1280, "banner"), (390, "navigation")):
        page = open_page(viewport={"width": width, "height": 844})
        page.goto(sample_site.at("people/gillian-tranter.html"))
        panel = page.get_by_role("navigation", name="All pages")
        expect(panel).to_have_count(0)
        page.get_by_role(bar, name="Main pages" if bar == "navigation" else None).get_by_role(  # type: ignore[arg-type]
            "button", name="More"
        ).click()
        for name in (
            "Circles",
            "Bridges",
            "Letters",
            "Asks",
            "Reviews",
            "Network",
            "Introductions",
            "How I keep this",
        ):
            expect(panel.get_by_role("link", name=name)).to_be_visible()
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)


def test_without_scripts_the_bar_has_every_section_and_these_their_pages(
    open_page: OpenPage, sample_site: Served
) -> None:
    for width in (1280, 390):
        page = open_page(java_script_enabled=False, viewport={"width": width, "height": 844})
        page.goto(sample_site.at("people/gillian-tranter.html"))
        expect(page.get_by_role("button", name="More")).to_have_count(0)
        bar = page.get_by_role("banner")
        for name in ("Home", "Journal", "Plans", "Places", "How I keep this"):
            expect(bar.get_by_role("link", name=name, exact=True)).to_be_visible()
        bar.get_by_role("link", name="People").click()
        page.get_by_role("link", name="Bridges").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bridges")


def test_all_pages_stay_on_the_site_wherever_it_is(
    page: Page, built: Built, tmp_path: Path
) -> None:
    """Below folders that are called as its sections are, over HTTP and as files."""
    below = """() => [...document.querySelectorAll('.hb-all a')].map(a => a.href)"""
    (tmp_path / "journal").symlink_to(built.root)
    with serve(built.root, "/people/journal/") as served:
        for top in (served.at(), f"{(tmp_path / 'journal').as_uri()}/"):
            page.goto(f"{top}people/index.html")
            links = page.evaluate(below)
            assert f"{top}reviews/index.html" in links
            assert f"{top}bridges/index.html" in links
            assert [link for link in links if not link.startswith(top)] == []


def test_the_dock_opens_the_search_and_the_panel_changes_the_colours(
    phone: Page, sample_site: Served
) -> None:
    phone.goto(sample_site.at("plans/index.html"))
    phone.get_by_role("button", name="More").tap()
    phone.get_by_role("button", name="Colours: like the system").tap()
    expect(phone.get_by_role("button", name="Colours: light")).to_be_visible()
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Search").tap()
    expect(phone.get_by_role("combobox", name="Search")).to_be_focused()


def test_a_page_that_is_not_there_finds_its_site(
    page: Page, live_site: Served, watch: Watch
) -> None:
    """Under a sub-path that nobody told it, at any depth that the site has."""
    watch.allowed += ["status of 404", "MIME type"]
    for missing in ("nobody.html", "people/nobody.html", "people/deep/er/nobody.html"):
        page.goto(live_site.at(missing), wait_until="networkidle")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 246, 238)"  # fmt: skip
        page.keyboard.press("/")
        page.get_by_role("combobox", name="Search").fill("lovelace")
        expect(page.get_by_role("option", name="Ada Lovelace").first).to_be_visible()
        page.keyboard.press("Escape")
        page.locator("#hb-content").get_by_role("link", name="Home").click()
        expect(page).to_have_url(live_site.at("index.html"))
    page.goto(live_site.at("index.html"))
    page.evaluate("hobnobTheme('dark')")
    page.goto(live_site.at("nobody.html"))
    expect(page.locator(".hb-bar").get_by_role("button", name="Colours: dark")).to_be_visible()


def test_a_page_that_is_not_there_works_from_a_folder(
    page: Page, built: Built, watch: Watch
) -> None:
    """Although it was told the address of a host."""
    watch.allowed.append("ERR_FILE_NOT_FOUND")
    page.goto((built.root / "404.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 246, 238)"
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search").fill("gillian tranter")
    expect(page.get_by_role("option", name="Gillian Tranter").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#hb-content").get_by_role("link", name="Home").click()
    expect(page).to_have_url((built.root / "index.html").as_uri())


def test_icons_show_in_forced_colours(open_page: OpenPage, sample_site: Served) -> None:
    page = open_page(
        forced_colors="active", color_scheme="dark", viewport={"width": 390, "height": 844}
    )
    page.goto(sample_site.at("people/gillian-tranter.html"))
    paper = "rgb(0, 0, 0)"
    for place, pseudo in (
        (".hb-dock > *", "::before"),
        (".hb-n[class*='hb-n--']", "::before"),
        (".hb-entry > div", "::after"),
    ):
        colours = page.locator(place).evaluate_all(
            f"all => all.map(e => getComputedStyle(e, '{pseudo}').backgroundColor)"
        )
        assert colours, place
        assert paper not in colours, place
        forced = page.locator(place).evaluate_all(
            f"all => all.map(e => getComputedStyle(e, '{pseudo}').forcedColorAdjust)"
        )
        assert {*forced} == {"none"}, place
