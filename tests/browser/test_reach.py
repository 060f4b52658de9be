"""The site asks nothing of anybody, and works from wherever it lies."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.kinds import PAGES
from tests.browser.serving import Served, serve
from tests.browser.watching import Watch
from tests.site.building import Built


def test_no_kind_of_page_asks_another_host(page: Page, sample_site: Served, watch: Watch) -> None:
    """Nor does the search, which loads what it needs from the site itself."""
    for path in PAGES.values():
        page.goto(sample_site.at(quote(path)))
        page.mouse.move(600, 300)
    page.goto(sample_site.at(), wait_until="networkidle")
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search").fill("lunch with gillian")
    expect(page.get_by_role("option").first).to_be_visible()
    assert len(watch.asked) > 4 * len(PAGES)
    assert watch.foreign() == []


def test_the_watch_sees_what_another_host_is_asked(page: Page, sample_site: Served) -> None:
    """The tests of this folder would pass on anything if they did not see requests."""
    seen = Watch()
    seen.follow(page.context)
    bare = page.context.browser.new_context(bypass_csp=True) if page.context.browser else None
    assert bare is not None
    seen.follow(bare)
    other = bare.new_page()
    other.goto(sample_site.at("index.html"))
    other.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'http://example.org/x'}))"
    )
    other.wait_for_timeout(50)
    bare.close()
    assert seen.foreign() == ["http://example.org/x"]
    with pytest.raises(AssertionError):
        seen.check()


def test_a_reader_who_follows_links_arrives(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at())
    page.get_by_role("link", name="People", exact=True).first.click()
    page.get_by_role("link", name="Gillian Tranter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gillian Tranter")
    moment = page.locator(".hb-entry > a").first
    anchor = (moment.get_attribute("href") or "").partition("#")[2]
    moment.click()
    expect(page).to_have_url(sample_site.at("journal/") + page.url.split("/journal/")[1])
    assert page.url.endswith(f"#{anchor}")
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_site_works_from_a_folder(page: Page, built: Built) -> None:
    """Opened as files, without any server; the search too."""
    page.goto((built.root / "index.html").as_uri())
    page.get_by_role("link", name="People", exact=True).first.click()
    expect(page.locator(".hb-people tbody tr").first).to_be_visible()
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search").fill("gillian")
    page.get_by_role("option", name="Gillian Tranter").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gillian Tranter")
    assert page.url.startswith("file://")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 246, 238)"


def test_a_page_that_is_not_there_leads_back(page: Page, sample_site: Served, watch: Watch) -> None:
    """However deep the missing page lies, its stand-in is styled, searches, and leads home."""
    watch.allowed.append("status of 404")
    for missing in ("nobody.html", "people/deep/er/nobody.html"):
        answer = page.goto(sample_site.at(missing))
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("No such page")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 246, 238)"  # fmt: skip
        page.keyboard.press("/")
        page.get_by_role("combobox", name="Search").fill("gillian tranter")
        expect(page.get_by_role("option", name="Gillian Tranter").first).to_be_visible()
        page.keyboard.press("Escape")
        page.locator("#hb-content").get_by_role("link", name="Home").click()
        expect(page).to_have_url(sample_site.at("index.html"))


def test_a_page_that_is_not_there_searches_where_the_site_is_a_host_of_its_own(
    page: Page, live_site: Served, watch: Watch
) -> None:
    """Where the way to the root is `/`, one slash more would ask a host named `search`."""
    watch.allowed.append("status of 404")
    with serve(live_site.root, "/") as served:
        page.goto(served.at("people/nobody.html"))
        page.keyboard.press("/")
        page.get_by_role("combobox", name="Search").fill("lovelace")
        page.get_by_role("option", name="Ada Lovelace").first.click()
        expect(page).to_have_url(served.at("people/ada-lovelace.html"))


def test_without_scripts_everything_but_search_and_filters_is_there(
    open_page: OpenPage, sample_site: Served
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(sample_site.at("people/index.html"))
    expect(page.locator(".hb-people tbody tr")).to_have_count(62)
    expect(page.locator(".hb-people tbody tr").first).to_contain_text("Adaeze Obi")
    # What would do nothing is not offered.
    expect(page.get_by_role("button", name="Search")).to_have_count(0)
    expect(page.locator(".hb-filter")).to_be_hidden()
    page.get_by_role("link", name="Joan Petherick").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Joan Petherick")
    expect(page.get_by_text("Cheese scone, not fruit.")).to_be_visible()
    expect(page.locator(".hb-touch time")).to_have_text("13 November 2026")
    expect(page.locator(".hb-entry").first).to_contain_text("13 Nov")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Plans").click()
    expect(page.get_by_role("link", name="A summer in advertising")).to_be_visible()
    page.goto(sample_site.at("journal/2026-11.html"))
    expect(page.get_by_role("heading", level=1)).to_have_text("November 2026")
