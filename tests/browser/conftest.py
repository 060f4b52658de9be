"""A browser, sites to look at, and a watch over every page that a test opens.

The one rule: a test here fails on any request to another host, any error on the console and
any breach of the content security policy, whatever else it is about.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.serving import Served, serve
from tests.browser.watching import Watch
from tests.conftest import World
from tests.site.building import Built, build, copy_sample

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser that asks nothing for itself; and whatever a page asked of another host, it would not
# be answered.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_PATIENCE = 5_000

OpenPage = Callable[..., Page]
"""Opens a page of a context of its own; takes what `Browser.new_context` takes."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; where there is none the tests are passed over, but never on CI."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        message = f"there is no Chromium here: none of {', '.join(NAMES)} is on the path"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def watch() -> Watch:
    """What the pages of this test asked for, and what went wrong on them."""
    return Watch()


@pytest.fixture
def open_page(browser: Browser, watch: Watch) -> Iterator[OpenPage]:
    """Open pages, each in a context of its own, under watch."""
    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(_PATIENCE)
        watch.follow(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(autouse=True)
def _nothing_foreign_and_nothing_wrong(open_page: OpenPage, watch: Watch) -> Iterator[None]:
    yield
    watch.check()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page on a desktop."""
    return open_page(viewport={"width": 1200, "height": 900})


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page on a phone."""
    return open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample journal's site, told the address it is served at, so that its 404 page knows."""
    folder = tmp_path_factory.mktemp("sample-site")
    world = copy_sample(folder / "journal")
    settings = world.root / "mkdocs.yml"
    settings.write_text(f"site_url: http://127.0.0.1/some/where/\n{settings.read_text()}")
    return build(world, folder / "site")


@pytest.fixture(scope="session")
def sample_site(built: Built) -> Iterator[Served]:
    """The sample journal's site, served; its today is 2026-11-22."""
    with serve(built.root) as served:
        yield served


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site without a pinned today, of a journal about one Monday in March 2024."""
    folder = tmp_path_factory.mktemp("live-site")
    world = World(folder / "journal")
    world.settle()
    world.person(
        "Ada Lovelace", circle="close", birthday="1815-12-10", body="- [ ] send the notes (by 2024-03-09)\n"
    )  # fmt: skip
    world.person("Mary Somerville", birthday="--02-29")
    world.met("2024-03-04", "ada-lovelace", body="Talked of engines.")
    world.person("Grace Hopper")
    world.met("2022-11", "grace-hopper", body="Some day in November.")
    world.write("plans/engine.md", "---\nname: An engine\npeople: [mary-somerville]\n---\n")
    world.met("2024-02-20T12:30", "mary-somerville", kind="letter", plan="engine", slug="the-seas")
    with serve(build(world, folder / "site").root) as served:
        yield served
