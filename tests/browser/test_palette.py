"""The palette before one types, what it does, and the keys of a page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.serving import Served
from tests.browser.test_search import ask, box, hits, titles
from tests.site.building import Built


def groups(page: Page) -> list[str]:
    """The heads of what the palette shows."""
    return page.locator(".hb-search__head").all_inner_texts()


@pytest.mark.parametrize("served", [True, False])
def test_whom_one_saw_last_comes_before_anything_is_typed(
    page: Page, built: Built, sample_site: Served, served: bool
) -> None:
    """From a folder too. The browser keeps their slugs, and nothing else."""
    top = sample_site.url if served else f"{built.root.as_uri()}/"
    for slug in ("joan-petherick", "gillian-tranter", "joan-petherick", "gone-since"):
        page.goto(f"{top}people/{slug if slug != 'gone-since' else 'index'}.html")
    page.evaluate("""for (const key of Object.keys(localStorage))
        localStorage[key] = JSON.stringify(['gone-since', ...JSON.parse(localStorage[key])])""")
    kept = page.evaluate("Object.values(localStorage)")
    assert kept == ['["gone-since","joan-petherick","gillian-tranter"]']
    page.goto(f"{top}index.html")
    ask(page, "")
    assert groups(page)[:2] == ["Recent", "Go to"]
    assert titles(page) == ["Joan Petherick", "Gillian Tranter"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gillian Tranter")


def test_a_found_name_says_why_it_is_found(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("index.html"))
    for words, name, why in (
        ("gill", "Gillian Tranter", None),
        ("facilities manager", "Joan Petherick", "Facilities Manager, Avonmere Mutual"),
        ("hospitals.example", "Ben Adeyemi", "ben.adeyemi@mendip-hospitals.example"),
        ("bernie", "Bernadette Foley", "also called Bernie"),
        ("scone not fruit", "Joan Petherick", "in the note: “scone not fruit”"),
    ):
        ask(page, words)
        hit = hits(page).filter(has_text=name).first
        marks = hit.locator("mark").all_inner_texts()
        assert marks, words
        if why is None:
            assert marks == ["Gillian"]
        else:
            expect(hit.locator(".hb-search__about")).to_contain_text(why)
            assert hit.locator(".hb-search__title mark").count() == 0, words
    # A person has the avatar of the pages, and the last contact as the pages tell it.
    hit = hits(page).filter(has_text="Joan Petherick").first
    expect(hit.locator(".hb-av")).to_have_text("JP")
    expect(hit.locator("time")).to_have_text("9 days ago")


def test_a_slip_finds_the_person_though_texts_have_words_that_begin_so(
    page: Page, sample_site: Served
) -> None:
    page.goto(sample_site.at("index.html"))
    for words in ("joan pethrick", "petherik", "pehterick joan", "pettherik", "pettheri"):
        ask(page, words)
        assert titles(page)[0] == "Joan Petherick", words


def test_the_count_is_told_and_the_choice_announced(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("index.html"))
    ask(page, "joan petherick")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(box(page)).to_have_attribute("aria-activedescendant", "hb-option-0")
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"^\d+ names?, \d+ entries"))
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    ask(page, "xyzzyplugh")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    assert box(page).get_attribute("aria-activedescendant") is None


def test_it_copies_a_command_and_changes_the_colours(page: Page, sample_site: Served) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(sample_site.at("index.html"))
    ask(page, "log joan")
    assert groups(page)[0] == "Write down"
    page.keyboard.press("Enter")
    command = 'hobnob log "…" --with joan-petherick'
    expect(page.get_by_role("status")).to_have_text(f"Copied: {command}")
    assert page.evaluate("navigator.clipboard.readText()") == command
    ask(page, "dark")
    page.get_by_role("option", name="Colours: dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("dialog")).to_have_count(0)
    # Where the page can act, it does not copy.
    page.evaluate("window.hobnobAct = { log(name) { window.told = name; } }")
    ask(page, "log joan")
    page.keyboard.press("Enter")
    assert page.evaluate("window.told") == "Joan Petherick"


def test_on_a_phone_it_is_the_page(phone: Page, sample_site: Served) -> None:
    phone.goto(sample_site.at("index.html"))
    phone.keyboard.press("/")
    ask(phone, "gil")
    size = phone.get_by_role("dialog").bounding_box()
    assert size
    assert (size["x"], size["y"], size["width"], size["height"]) == (0, 0, 390, 844)
    heights = [hit.bounding_box() for hit in hits(phone).all()]
    assert min(one["height"] for one in heights if one) >= 44
    close = phone.get_by_role("button", name="Close")
    assert (close.bounding_box() or {"height": 0})["height"] >= 44
    close.click()
    expect(phone.get_by_role("dialog")).to_have_count(0)


def test_keys_go_to_sections_and_through_rows(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("index.html"))
    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page).to_have_url(sample_site.at("people/index.html"))
    expect(page.locator("tbody tr a").nth(2)).to_be_visible()
    names = page.locator("tbody tr a").all_inner_texts()[:3]
    focused = page.locator(":focus")
    page.keyboard.press("j")
    expect(focused).to_have_text(names[0])
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(focused).to_have_text(names[1])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(names[1])


def test_keys_rest_while_one_types_and_where_they_are_turned_off(
    page: Page, sample_site: Served
) -> None:
    page.goto(sample_site.at("people/index.html"))
    here = page.url
    page.get_by_role("searchbox").first.press_sequentially("gj?k")
    expect(page.get_by_role("searchbox").first).to_have_value("gj?k")
    page.get_by_role("searchbox").first.fill("")
    page.get_by_role("searchbox").first.blur()
    page.keyboard.press("Control+j")
    expect(page.locator("tbody :focus")).to_have_count(0)
    page.keyboard.press("?")
    shown = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(shown).to_contain_text("Introductions")
    page.keyboard.press("j")
    expect(page.locator("tbody :focus")).to_have_count(0)
    shown.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    for key in ("j", "g", "c", "?", "/"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("tbody :focus")).to_have_count(0)
    assert page.url == here
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()


def test_what_is_typed_while_the_palette_comes_is_not_lost(
    open_page: OpenPage, sample_site: Served
) -> None:
    page = open_page()

    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/search.js", late)
    page.goto(sample_site.at("index.html"))
    page.keyboard.type("/gillian")
    expect(box(page)).to_have_value("gillian")
    expect(hits(page).first).to_contain_text("Gillian Tranter")


def test_a_translation_reaches_all_that_the_scripts_say(page: Page, sample_site: Served) -> None:
    """The texts of a list, of the palette and of the keys; the names of sections are the site's."""
    page.add_init_script(
        "window.hobnobTexts = new Proxy({}, { get: (_, text) => text === 'en' ? text : `⟦${text}⟧` })"
    )
    page.goto(sample_site.at("people/index.html"))
    page.get_by_role("searchbox").first.fill("joan")
    expect(page.locator("[data-hb-count]")).to_have_text(re.compile(r"^⟦\d+ of \d+ people⟧$"))
    page.get_by_role("searchbox").first.blur()
    for words in ("", "joan", "zzzzzzz"):
        ask(page, words)
        said = [*groups(page), page.locator(".hb-search__status").inner_text()]
        assert all(re.fullmatch("⟦[^⟧]+⟧(, ⟦[^⟧]+⟧)*( · ⟦.+⟧)?", text) for text in said), said
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    keys = page.locator(".hb-keys")
    expect(keys.get_by_role("heading")).to_have_text("⟦Keyboard shortcuts⟧")
    lines = keys.locator("div").filter(has_not_text=re.compile("^g ")).locator("dd")
    assert lines.all_inner_texts()
    assert all(text.startswith("⟦") for text in lines.all_inner_texts())
