"""The site can be read: by day and night, on a phone, on paper."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.kinds import PAGES
from tests.browser.serving import Served

LEAST_CONTRAST = 4.5
"""Of text and what lies behind it: WCAG 2.2, 1.4.3, level AA; 3 for large text."""

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

# Every text that is shown, with the colour behind it: of the nearest ancestors that have one, laid
# over each other. Colours are read back from a canvas, which knows every way to write one.
_FAINT = """(least) => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const known = new Map();
  const read = colour => known.get(colour)?.slice() ?? known.set(colour, parse(colour)).get(colour).slice();
  const parse = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const d = canvas.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255];
  };
  const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = c => {
    const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = new Map(); let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim()) continue;
    const element = node.parentElement;
    if (!element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    const style = getComputedStyle(element);
    const layers = []; let opacity = 1;
    for (let e = element; e; e = e.parentElement) {
      const s = getComputedStyle(e);
      layers.unshift(read(s.backgroundColor)); opacity *= Number(s.opacity);
    }
    const behind = layers.reduce((under, layer) => over(layer, under), read('Canvas'));
    const ink = read(style.color); ink[3] *= opacity;
    const a = light(over(ink, behind)), b = light(behind);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
    seen += 1;
    if (ratio < (large ? 3 : least)) {
      const where = element.tagName.toLowerCase() + '.' + element.className + ' in ' + element.parentElement.className;
      found.set(where, where + ': ' + ratio.toFixed(2) + ' of ' + node.data.trim().slice(0, 30));
    }
  }
  return {seen: seen, faint: Array.from(found.values())};
}"""  # fmt: skip


def test_every_text_stands_out_from_what_is_behind_it(
    open_page: OpenPage, sample_site: Served
) -> None:
    """By day and by night, on every kind of page and in the search."""
    page = open_page(reduced_motion="reduce")
    faint = {}
    for kind, path in PAGES.items():
        page.goto(sample_site.at(quote(path)))
        if kind == "person":
            page.keyboard.press("/")
            page.get_by_role("combobox", name="Search").fill("lunch gillian")
            expect(page.get_by_role("option").first).to_be_visible()
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert (_paper(page) < 80) is (scheme == "dark"), (kind, scheme)
            result = page.evaluate(_FAINT, LEAST_CONTRAST)
            assert result["seen"] > 10, kind
            if result["faint"]:
                faint[kind, scheme] = result["faint"]
    assert faint == {}


def _paper(page: Page) -> int:
    """How light the page is, from 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return int(colour.split("(")[1].split(",")[0])


def test_the_reader_chooses_light_or_dark_and_the_choice_lasts(
    open_page: OpenPage, sample_site: Served
) -> None:
    page = open_page(color_scheme="light")
    page.goto(sample_site.at("index.html"))
    button = page.locator("[data-hb-theme]")
    expect(button).to_have_attribute("aria-label", "Colours: as the system has them")
    button.click()
    expect(button).to_have_attribute("aria-label", "Colours: light")
    button.click()
    expect(button).to_have_attribute("aria-label", "Colours: dark")
    assert _paper(page) < 80
    page.goto(sample_site.at("people/gillian-tranter.html"))
    expect(page.locator("[data-hb-theme]")).to_have_attribute("aria-label", "Colours: dark")
    assert _paper(page) < 80
    page.reload()
    assert _paper(page) < 80
    page.locator("[data-hb-theme]").click()
    assert _paper(page) > 200


_WIDE = """() => [document.documentElement.scrollWidth, innerWidth,
  Array.from(document.querySelectorAll('body *')).filter(e => {
    const b = e.getBoundingClientRect();
    if (b.right <= innerWidth + 1 || !b.width) return false;
    for (let p = e.parentElement; p; p = p.parentElement)
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return false;
    return true;
  }).slice(0, 3).map(e => e.tagName + '.' + e.className)]"""


def test_no_page_is_wider_than_its_window(phone: Page, sample_site: Served) -> None:
    """On phones, and at 200 % on a small laptop (WCAG 2.2, 1.4.4: half the width)."""
    for kind, path in PAGES.items():
        phone.goto(sample_site.at(quote(path)))
        for width in (320, 390, 640):
            phone.set_viewport_size({"width": width, "height": 844})
            needed, given, wide = phone.evaluate(_WIDE)
            assert (needed <= given, given, wide) == (True, width, []), kind


# WCAG 2.2, 2.5.8: 24 by 24; a link in a line of text is excepted. (The head of the table of people
# is not shown on a phone.)
_SMALL = """() => Array.from(document.querySelectorAll('button, select, input, summary, .hb-nav a, .hb-brand, .hb-calendar a'))
  .filter(e => e.checkVisibility() && !e.closest('thead'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, b]) => b.width && (b.height < 24 || b.width < 24))
  .map(([e, b]) => e.tagName + '.' + e.className + ' ' + b.width.toFixed() + '×' + b.height.toFixed())"""


def test_a_finger_hits_what_can_be_tapped(phone: Page, sample_site: Served) -> None:
    for kind, path in PAGES.items():
        phone.goto(sample_site.at(quote(path)))
        assert phone.evaluate(_SMALL) == [], kind
    phone.get_by_role("button", name="Search").tap()
    expect(phone.get_by_role("combobox", name="Search")).to_be_focused()
    assert phone.evaluate(_SMALL) == []
    needed, given, _ = phone.evaluate(_WIDE)
    assert needed <= given


def test_on_paper_there_is_the_text_and_nothing_to_click(
    open_page: OpenPage, sample_site: Served
) -> None:
    """Ink on white, also for a reader whose screen is dark."""
    page = open_page(color_scheme="dark")
    for path in ("people/gillian-tranter.html", "people/index.html", "journal/2026-11.html"):
        page.goto(sample_site.at(path))
        page.emulate_media(media="print", color_scheme="dark")
        for hidden in (".hb-bar", ".hb-foot", ".hb-filter", ".hb-turn", ".md-skip"):
            assert page.locator(hidden).filter(visible=True).count() == 0, (path, hidden)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert _paper(page) == 255
        assert page.evaluate(_FAINT, LEAST_CONTRAST)["faint"] == []
        page.emulate_media(media="screen", color_scheme="dark")
    page.goto(sample_site.at("people/gillian-tranter.html"))
    assert page.pdf(format="A4")[:5] == b"%PDF-"
