"""The site can be read: by day and night, on a phone, on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.kinds import PAGES
from tests.browser.serving import Served, serve
from tests.browser.watching import Watch
from tests.conftest import World
from tests.site.building import build

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


_WIDE = """() => [document.documentElement.scrollWidth, innerWidth,
  Array.from(document.querySelectorAll('body *')).filter(e => {
    const b = e.getBoundingClientRect();
    if (b.right <= innerWidth + 1 || !b.width) return false;
    for (let p = e.parentElement; p; p = p.parentElement)
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return false;
    return true;
  }).slice(0, 3).map(e => e.tagName + '.' + e.className)]"""


# WCAG 2.2, 2.5.8: 24 by 24; a link in a line of text is excepted. (The head of the table of people
# is not shown on a phone.)
_SMALL = """() => Array.from(document.querySelectorAll('button, select, input, summary, .hb-nav a, .hb-brand, .hb-dock > *, .hb-calendar a'))
  .filter(e => e.checkVisibility() && !e.closest('thead'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, b]) => b.width && (b.height < 24 || b.width < 24))
  .map(([e, b]) => e.tagName + '.' + e.className + ' ' + b.width.toFixed() + '×' + b.height.toFixed())"""


def _paper(page: Page) -> int:
    """How light the page is, from 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return int(colour.split("(")[1].split(",")[0])


@dataclass
class Look:
    """What was seen of one page."""

    faint: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    texts: int = 0
    paper: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def looks(browser: Browser, sample_site: Served) -> dict[str, Look]:
    """A look at one page of each kind, by day and by night, and in windows of several widths."""
    seen: dict[str, Look] = {}
    watch = Watch()
    context = browser.new_context(reduced_motion="reduce")
    watch.follow(context)
    page = context.new_page()
    for kind, path in {**PAGES, "search": PAGES["person"]}.items():
        look = seen[kind] = Look()
        page.goto(sample_site.at(quote(path)))
        if kind == "search":
            page.keyboard.press("/")
            page.get_by_role("combobox", name="Search").fill("lunch gillian")
            expect(page.get_by_role("option").first).to_be_visible()
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            result = page.evaluate(_FAINT, LEAST_CONTRAST)
            look.texts += result["seen"]
            look.faint += [f"{scheme}: {text}" for text in result["faint"]]
            look.paper[scheme] = _paper(page)
        for width in (320, 390, 640):
            page.set_viewport_size({"width": width, "height": 844})
            needed, given, wide = page.evaluate(_WIDE)
            assert given == width
            look.wide += wide if needed <= given else [*wide, f"{needed} of {given}"]
            look.small += page.evaluate(_SMALL) if width == 390 else []
        page.set_viewport_size({"width": 1200, "height": 900})
    context.close()
    watch.check()
    return seen


def test_every_text_stands_out_from_what_is_behind_it(looks: dict[str, Look]) -> None:
    """By day and by night, on every kind of page and in the search."""
    assert {kind: look.faint for kind, look in looks.items() if look.faint} == {}
    assert all(look.texts > 20 for look in looks.values())


def test_the_page_follows_the_system(looks: dict[str, Look]) -> None:
    for kind, look in looks.items():
        assert look.paper["light"] > 200, kind
        assert look.paper["dark"] < 80, kind


def test_no_page_is_wider_than_its_window(looks: dict[str, Look]) -> None:
    """On phones, and at 200 % on a small laptop (WCAG 2.2, 1.4.4: half the width)."""
    assert {kind: look.wide for kind, look in looks.items() if look.wide} == {}


def test_a_finger_hits_what_can_be_tapped(looks: dict[str, Look]) -> None:
    assert {kind: look.small for kind, look in looks.items() if look.small} == {}


def test_a_finger_opens_the_search(phone: Page, sample_site: Served) -> None:
    phone.goto(sample_site.at("index.html"))
    phone.get_by_role("button", name="Search").tap()
    expect(phone.get_by_role("combobox", name="Search")).to_be_focused()
    assert phone.evaluate(_SMALL) == []
    needed, given, _ = phone.evaluate(_WIDE)
    assert needed <= given


def test_the_reader_chooses_light_or_dark_and_the_choice_lasts(
    open_page: OpenPage, sample_site: Served
) -> None:
    page = open_page(color_scheme="light")
    page.goto(sample_site.at("index.html"))
    button = page.locator(".hb-bar [data-hb-theme]")
    expect(button).to_have_attribute("aria-label", "Colours: like the system")
    button.click()
    expect(button).to_have_attribute("aria-label", "Colours: light")
    button.click()
    expect(button).to_have_attribute("aria-label", "Colours: dark")
    assert _paper(page) < 80
    page.goto(sample_site.at("people/gillian-tranter.html"))
    expect(page.locator(".hb-bar [data-hb-theme]")).to_have_attribute("aria-label", "Colours: dark")
    assert _paper(page) < 80
    page.reload()
    assert _paper(page) < 80
    page.locator(".hb-bar [data-hb-theme]").click()
    assert _paper(page) > 200


def test_on_paper_there_is_the_text_and_nothing_to_click(
    open_page: OpenPage, sample_site: Served
) -> None:
    """Ink on white, also for a reader whose screen is dark."""
    page = open_page(color_scheme="dark")
    for path in ("people/gillian-tranter.html", "people/index.html", "journal/2026-11.html"):
        page.goto(sample_site.at(path))
        page.emulate_media(media="print", color_scheme="dark")
        for hidden in (
            ".hb-bar",
            ".hb-foot",
            ".hb-filter",
            ".hb-turn",
            ".hb-skip",
            ".hb-dock",
            ".hb-all",
        ):
            assert page.locator(hidden).filter(visible=True).count() == 0, (path, hidden)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert _paper(page) == 255
        assert page.evaluate(_FAINT, LEAST_CONTRAST)["faint"] == []
        page.emulate_media(media="screen", color_scheme="dark")
    page.goto(sample_site.at("people/gillian-tranter.html"))
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_the_box_of_a_promise_covers_no_text(
    page: Page, world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On an ordinary page as in a note."""
    body = "- [ ] Alpha\n- [x] Beta\n  1. [ ] Gamma\n- Delta\n\n> - [ ] Epsilon\n"
    world.person("Ada", body=body)
    world.write("page.md", f"# Page\n\n{body}")
    site = build(world, tmp_path_factory.mktemp("boxes") / "site")
    with serve(site.root) as served:
        for path in ("page.html", "people/ada.html"):
            page.goto(served.at(path))
            gaps = page.evaluate(_GAPS)
            assert len(gaps) >= 4
            assert min(gaps) > 1, path


# The room between each box and the text beside it, in pixels.
_GAPS = """() => [...document.querySelectorAll('.hb-box')].map(box => {
  const text = [...box.parentNode.childNodes].find(n => n.nodeType === 3 && n.data.trim());
  const range = document.createRange(); range.selectNode(text);
  return range.getBoundingClientRect().left - box.getBoundingClientRect().right;
})"""
