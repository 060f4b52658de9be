"""Everything can be reached and done without a mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.serving import Served

_FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  const ring = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none';
  const box = e.getBoundingClientRect();
  return {name: (e.getAttribute('aria-label') || e.innerText || e.value || '').trim(), tag: e.tagName,
          ring: ring, shown: box.width > 0 && box.height > 0 && Number(s.opacity) > 0};
}"""  # fmt: skip


def test_tab_goes_through_the_page_in_its_order_and_is_seen(
    page: Page, sample_site: Served
) -> None:
    page.goto(sample_site.at("index.html"))
    stops = []
    for _ in range(16):
        page.keyboard.press("Tab")
        page.wait_for_timeout(20)
        stops.append(page.evaluate(_FOCUSED))
    names = [stop["name"].split("\n")[0] for stop in stops]
    assert names[:10] == [
        "Skip to today", "The sample journal", "Home", "People", "Journal", "Plans", "Organizations",
        "Tags", "Places", "More",
    ]  # fmt: skip
    assert names[10].startswith("Search")
    assert names[11].startswith("Colours")
    assert [stop for stop in stops if not stop["ring"]] == []
    assert [stop for stop in stops[1:] if not stop["shown"]] == []


def test_the_skip_link_is_first_and_leads_past_the_navigation(
    page: Page, sample_site: Served
) -> None:
    page.goto(sample_site.at("people/gillian-tranter.html"))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_have_css("clip-path", "none")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('#hb-content')")


def test_the_search_opens_by_key_and_gives_the_focus_back(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("people/gillian-tranter.html"))
    link = page.locator("#hb-content a").first
    for keys in ("/", "Control+k"):
        link.focus()
        page.keyboard.press(keys)
        expect(page.get_by_role("dialog")).to_be_visible()
        expect(page.get_by_role("combobox", name="Search")).to_be_focused()
        expect(page.get_by_role("combobox", name="Search")).to_have_value("")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(link).to_be_focused()


def test_a_result_is_chosen_by_arrows_and_opened_by_enter(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("index.html"))
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search")
    box.fill("da")
    options = page.get_by_role("option")
    # Before anything is typed, the list has other rows.
    expect(options.nth(0)).to_contain_text("David")
    expect(options.nth(2)).to_be_visible()
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(0)).to_have_attribute("aria-selected", "false")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "?")  # fmt: skip
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    name = options.nth(1).locator(".hb-search__title").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_slash_that_is_typed_is_a_slash(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("people/index.html"))
    page.get_by_placeholder("Filter by name, role, place…").press_sequentially("a/b")
    expect(page.get_by_placeholder("Filter by name, role, place…")).to_have_value("a/b")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_table_is_sorted_by_key(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("people/index.html"))
    head = page.get_by_role("button", name="Contacts")
    head.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Contacts")).to_have_attribute("aria-sort", "descending")  # fmt: skip
    counts = [int(text) for text in page.locator("tbody td.hb-num").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Contacts")).to_have_attribute("aria-sort", "ascending")  # fmt: skip
    again = [int(text) for text in page.locator("tbody td.hb-num").all_inner_texts()]
    assert again == sorted(counts)
