"""Every value that came from a note is text: it cannot become markup or script."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Served, serve
from tests.browser.watching import Watch
from tests.conftest import World
from tests.site.building import OURS, Built, build
from tests.site.hostile import (
    BODY,
    IMAGE,
    SCRIPT,
    TEMPLATE,
    settle_hostile,
    write_hostile,
    write_hostile_pages,
)
from tests.site.markup import is_foreign
from tests.site.test_half_typed import Serving, small, until

_PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SCHEMES = {"http", "https", "mailto", "tel"}

_ODD = """() => ({
  pwned: window.__pwned ?? null,
  handlers: Array.from(document.querySelectorAll('*')).flatMap(e => Array.from(e.attributes))
    .filter(a => a.name.startsWith('on')).map(a => a.name + '=' + a.value),
  strangers: Array.from(document.querySelectorAll(
    'iframe, object, embed, base, form[action], body style, body link, body meta, svg script')).map(e => e.outerHTML.slice(0, 200)),
  links: Array.from(document.links).map(a => a.protocol),
})"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("hostile")
    world = World(folder / "journal")
    settle_hostile(world)
    write_hostile(world)
    write_hostile_pages(world)
    for period in ("2024", "2024-02", "2024-03", "2024-W09"):
        assert world.run(f"review {period} --write", today="2024-03-20").code == 0
    return build(world, folder / "site", strict=False)


@pytest.fixture(scope="module")
def hostile_site(hostile: Built) -> Iterator[Served]:
    with serve(hostile.root) as served:
        yield served


def test_the_journal_is_as_hostile_as_it_means_to_be(hostile: Built) -> None:
    """Its notes have pages, and the payloads stand on them: as text."""
    page = hostile.pages["people/mallory.html"]
    for words in (SCRIPT, IMAGE, TEMPLATE, "</textarea>", "//evil.example/p.png", "&lt;b&gt;"):
        assert words in page.text, words
    assert len([path for path in hostile.pages if path.startswith("people/")]) > 15
    assert hostile.pages["journal/2024-02.html"].text.count(SCRIPT) > 20
    assert hostile.pages["reviews/2024-02.html"].text.count("window.__pwned") > 10


def test_no_page_holds_an_element_or_a_handler_of_a_notes(hostile: Built) -> None:
    for path, page in hostile.pages.items():
        assert page.twice == [], path
        for tag, attributes in page.elements:
            handlers = [name for name in attributes if name.startswith("on")]
            assert handlers == [], (path, tag, attributes)
            if tag == "script":
                assert attributes.get("src", "").rsplit("/", 1)[-1] in OURS, path
            assert tag not in {"iframe", "object", "embed", "base", "style"}, (path, tag)
            assert tag != "form" or "action" not in attributes, path
            assert tag != "meta" or attributes.get("http-equiv", "") in {"", "Content-Security-Policy"}  # fmt: skip
        assert [a for a in page.asked if is_foreign(a)] == [], path
        assert "49abab" not in page.text, path
        assert not [c for c in hostile.text(path) if c < " " and c not in "\n\t\r"], path


def test_every_link_is_of_a_kind_that_may_be_followed(hostile: Built) -> None:
    """http, https, mailto and tel; a link without a scheme stays on the site."""
    for path, page in hostile.pages.items():
        for link in page.links:
            bare = "".join(c for c in link if c > " ")
            assert not bare.startswith(("//", "\\", "/\\")), (path, link)
            head = bare.split("/")[0].split("#")[0].split("?")[0]
            assert ":" not in head or head.split(":")[0].lower() in SCHEMES, (path, link)


def test_no_script_of_a_note_runs_on_any_page(
    page: Page, hostile: Built, hostile_site: Served, watch: Watch
) -> None:
    watch.allowed.append("status of 404")  # a photo that is named and does not exist
    kinds: dict[str, int] = {}
    for path in hostile.pages:
        folder = path.split("/")[0]
        kinds[folder] = kinds.get(folder, 0) + 1
        if path == "404.html" or kinds[folder] > 5:
            continue
        page.goto(hostile_site.at(quote(path)))
        page.mouse.move(300, 300)
        odd = page.evaluate(_ODD)
        assert odd["pwned"] is None, path
        assert odd["handlers"] == [], path
        assert odd["strangers"] == [], path
        # What is no address at all has no scheme, and leads nowhere.
        assert {link.rstrip(":") for link in odd["links"]} <= {*SCHEMES, ""}, path
    assert kinds.keys() >= {
        "people", "orgs", "plans", "tags", "places", "journal", "reviews", "index.html", "own",
    }  # fmt: skip


def test_what_is_hostile_is_found_and_shown_as_text(page: Page, hostile_site: Served) -> None:
    page.goto(hostile_site.at("people/index.html"))
    page.get_by_placeholder("Filter by name, role, place…").fill("window.__pwned='image'")
    assert page.locator("tbody tr:visible").count() > 1
    page.get_by_placeholder("Filter by name, role, place…").blur()
    for words in ("pwned", "onmouseover", "evil.example", "mallory script", "7"):
        page.keyboard.press("/")
        page.get_by_role("combobox", name="Search").fill(words)
        expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()
        assert page.get_by_role("dialog").locator("script, img, style, link, iframe").count() == 0
        page.keyboard.press("Escape")
        expect(page.locator("body")).to_be_focused()
    odd = page.evaluate(_ODD)
    assert odd["pwned"] is None
    assert odd["handlers"] == []


def test_a_file_of_a_hostile_name_has_a_page_that_opens(
    page: Page, hostile: Built, hostile_site: Served
) -> None:
    page.goto(hostile_site.at("people/index.html"))
    links = page.locator("tbody th a").evaluate_all("all => all.map(a => [a.innerText, a.href])")
    files = [(name, href) for name, href in links if name.startswith("File ")]
    assert len(files) == 10  # the one with a mark of direction in its name is left out
    for name, href in files:
        answer = page.goto(href)
        assert answer is not None
        assert answer.status == 200, href
        assert urlsplit(page.url).path.startswith("/some/where/people/")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_hostile_body_reaches_every_kind_of_page(hostile: Built) -> None:
    assert "__pwned" in BODY
    for path in ("people/p0.html", "plans/plot.html", "orgs/o0.html", "journal/2024-02.html"):
        assert "window.__pwned='script'" in hostile.pages[path].text, path


# ---------------------------------------------------------------- while it is served

_STRANGER = """<!doctype html><title>stranger</title><script>window.read = []</script>
<script src="%(at)ssearch/n-0.js" onload="read.push('script')"></script>
<img src="%(at)sphoto.png" onload="read.push('picture')">
<iframe src="%(at)speople/bob.html"></iframe>
<script>fetch("%(at)speople/bob.html").then(() => read.push('page'), () => 0)</script>"""


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[World, Serving]]:
    world = small(tmp_path / "journal")
    world.write("photo.png", _PIXEL)
    write_hostile_pages(world)
    serving = Serving(world)
    try:
        until(lambda: "Bob" in serving.page("people/bob.html"))
        yield world, serving
    finally:
        serving.close()


def test_a_page_of_a_stranger_reads_nothing_of_a_served_journal(
    page: Page, tmp_path: Path, serving: tuple[World, Serving], watch: Watch
) -> None:
    at = f"http://127.0.0.1:{serving[1].port}/"
    (tmp_path / "stranger").mkdir()
    (tmp_path / "stranger/index.html").write_text(_STRANGER % {"at": at})
    watch.allowed += ["ERR_BLOCKED_BY_RESPONSE", "X-Frame-Options", "CORS", "ERR_FAILED", "404"]
    with serve(tmp_path / "stranger") as strange:
        page.goto(strange.at("index.html"), wait_until="networkidle")
        assert page.title() == "stranger"
        assert page.evaluate("read") == []
        assert all("Bob" not in frame.content() for frame in page.frames)
    # The journal's own pages read all of that.
    page.goto(f"{at}people/bob.html")
    for script in ("assets/hobnob/search.js", "search/names.js", "search/n-0.js"):
        page.add_script_tag(url=at + script)
    assert page.evaluate("fetch('../photo.png').then(answer => answer.status)") == 200


def test_a_served_page_reloads_and_shows_what_is_wrong_but_runs_nothing(
    page: Page, serving: tuple[World, Serving]
) -> None:
    world, served = serving
    at = f"http://127.0.0.1:{served.port}/"
    for path in ("own/page.html", "own/refresh.html", "index.html"):
        page.goto(at + path)
        assert page.evaluate(_ODD)["pwned"] is None, path
        assert page.url == at + path
    page.goto(f"{at}people/bob.html")
    world.write(
        "people/bob.md", f"---\nname: Bob\nbirthday: {json.dumps(IMAGE)}\n---\nNew words.\n"
    )
    expect(page.get_by_text("New words.")).to_be_visible(timeout=30_000)
    banner = page.get_by_role("complementary", name="Problems in notes")
    expect(banner).to_contain_text("notes/people/bob.md:3")
    expect(banner).to_contain_text("<img src=x")
    assert page.evaluate(_ODD)["pwned"] is None
