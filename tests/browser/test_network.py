"""The map of the network, and the cards of names, in a browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

from playwright.sync_api import Page, Route, expect

from hobnob.site.map_layout import lay_out
from hobnob.site.scripts import render_script
from tests.browser.conftest import OpenPage
from tests.browser.serving import Served
from tests.site.building import Built

_STATUS = ".hb-net [role=status]"


def thousand() -> str:
    """The data of a map of a thousand people in twenty communities."""
    groups = [list(range(at, at + 50)) for at in range(0, 1000, 50)]
    ties = [(a, b, 1 + a % 4) for group in groups for step in (1, 7, 13) for a, b in pairwise(group[::step])]  # fmt: skip
    ties += [(a, (a * 37 + 11) % 1000, 1) for a in range(0, 1000, 2) if (a * 37 + 11) % 1000 > a]
    made = lay_out(groups, ties)
    people = [
        [f"Person {at}", "people/gillian-tranter.html", round(x * 10), round(y * 10), at // 50,
         1990 + at % 30, "Editor", at % 7, "", [at % 5], "2026-01-01"]
        for at, (x, y) in enumerate(made.places)
    ]  # fmt: skip
    discs = [
        [f"Group {at}", round(disc.x * 10), round(disc.y * 10), round(disc.radius * 10)]
        for at, disc in enumerate(made.discs)
    ]
    flat = [value for a, b, weight in ties for value in (a, b, weight, 2000)]
    orgs, tags = [f"Org {at}" for at in range(7)], [f"tag{at}" for at in range(5)]
    return render_script(
        "hobnobNetwork", {"people": people, "ties": flat, "groups": discs, "orgs": orgs, "tags": tags}
    )  # fmt: skip


def picture(page: Page) -> bytes:
    page.wait_for_timeout(400)
    return page.locator(".hb-net canvas").screenshot()


def test_a_thousand_people_are_drawn_dragged_and_zoomed(
    page: Page, sample_site: Served, record_property: Callable[[str, object], None]
) -> None:
    data = thousand()

    def answer(route: Route) -> None:
        route.fulfill(body=data, content_type="text/javascript")

    page.route("**/network/map.js", answer)
    begin = time.perf_counter()
    page.goto(sample_site.at("network/index.html"))
    page.wait_for_selector(".hb-net__stage[data-ready]")
    record_property("first_drawing", time.perf_counter() - begin)
    first = picture(page)
    # A blank map takes a few kilobytes.
    assert len(first) > 30_000
    box = page.locator(".hb-net canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y + 60, steps=8)
    page.mouse.up()
    dragged = picture(page)
    assert dragged != first
    page.mouse.wheel(0, -400)
    zoomed = picture(page)
    assert zoomed != dragged
    page.get_by_role("button", name="Show everybody").click()
    page.locator(".hb-net select[name=org]").select_option("Org 3")
    expect(page.locator(".hb-net output")).to_have_text("2019: 143 of 1,000 people")


def test_the_keyboard_alone_reaches_a_person(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("network/index.html"))
    page.wait_for_selector(".hb-net__stage[data-ready]")
    page.locator(".hb-net select[name=org]").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".hb-net canvas")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(_STATUS)).to_contain_text("Enter opens the page")
    first = page.locator(".hb-net__who").inner_text()
    for key in ("ArrowLeft", "ArrowDown", "ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
    name = page.locator(".hb-net__who").inner_text()
    expect(page.locator(_STATUS)).to_contain_text(name)
    page.keyboard.press("Escape")
    expect(page.locator(".hb-net__card")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    assert page.locator(".hb-net__who").inner_text() == first
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(first)


def test_search_year_and_filters_reach_the_list(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("network/index.html"))
    rows = page.locator(".hb-net__list li:visible")
    expect(rows).to_have_count(62)
    search = page.get_by_role("searchbox", name="Find by name or role")
    search.fill("grace tran")
    expect(rows).to_have_count(0)
    search.fill("gill tran")
    expect(rows).to_have_count(1)
    search.press("Enter")
    expect(page.locator(".hb-net__who")).to_have_text("Gillian Tranter")
    search.fill("")
    year = page.get_by_label("Until")
    year.fill("1990")
    expect(page.locator(".hb-net output")).to_contain_text("1990: ")
    expect(page.locator(".hb-net__name:visible", has_text="Wren Ashdown")).to_have_count(0)
    expect(page.locator(".hb-net__name:visible", has_text="Gillian Tranter")).to_have_count(1)


def test_a_tap_shows_a_person_on_a_phone(phone: Page, sample_site: Served) -> None:
    phone.goto(sample_site.at("network/index.html"))
    phone.wait_for_selector(".hb-net__stage[data-ready]", state="attached")
    # The list comes first.
    expect(phone.locator(".hb-net canvas")).to_be_hidden()
    phone.get_by_role("button", name="Show the map").tap()
    search = phone.get_by_role("searchbox", name="Find by name or role")
    search.fill("gill tran")
    search.press("Enter")
    box = phone.locator(".hb-net canvas").bounding_box()
    assert box is not None
    phone.get_by_role("button", name="Let go of Gillian Tranter").tap()
    expect(phone.locator(".hb-net__card")).to_be_hidden()
    # The search put her in the middle.
    phone.locator(".hb-net canvas").tap(position={"x": box["width"] / 2, "y": box["height"] / 2})
    expect(phone.locator(".hb-net__who")).to_have_text("Gillian Tranter")
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_without_scripts_the_list_is_there(open_page: OpenPage, sample_site: Served) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(sample_site.at("network/index.html"))
    expect(page.locator(".hb-net")).to_be_hidden()
    expect(page.locator(".hb-net__list li:visible")).to_have_count(62)


# ---------------------------------------------------------------- cards


def test_a_card_comes_with_the_pointer_and_goes_with_escape(
    page: Page, sample_site: Served
) -> None:
    page.goto(sample_site.at("people/index.html"))
    link = page.get_by_role("link", name="Gillian Tranter")
    link.hover()
    card = page.get_by_role("tooltip")
    expect(card).to_contain_text("Last contact: 2 weeks ago")
    expect(link).to_have_attribute("aria-describedby", "hb-card")
    # One can read it with the pointer on it.
    card.hover()
    page.wait_for_timeout(300)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert link.get_attribute("aria-describedby") is None
    page.get_by_role("link", name="Ben Adeyemi").hover()
    expect(card).to_contain_text("You promised: send Ben the reading list on incident writing, due 2 days ago")  # fmt: skip
    page.mouse.move(5, 5)
    expect(card).to_have_count(0)


def test_a_card_comes_with_the_focus_and_not_with_a_finger(
    page: Page, phone: Page, sample_site: Served
) -> None:
    page.goto(sample_site.at("people/gillian-tranter.html"))
    page.locator(".hb-map a").first.focus()
    page.keyboard.press("Tab")
    card = page.get_by_role("tooltip")
    # What ties the two is said too.
    expect(card).to_contain_text("Both at Harrow Lane Press from 1994 to 2002.")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    phone.goto(sample_site.at("people/index.html"))
    phone.get_by_role("link", name="Gillian Tranter").tap()
    expect(phone.locator("h1")).to_have_text("Gillian Tranter")


def test_cards_work_on_pages_opened_from_a_folder(page: Page, built: Built) -> None:
    page.goto(f"file://{built.root}/people/index.html")
    page.get_by_role("link", name="Gillian Tranter").hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Gillian Tranter")
    page.goto(f"file://{built.root}/network/index.html")
    page.wait_for_selector(".hb-net__stage[data-ready]")
