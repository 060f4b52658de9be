"""Every link of the site leads somewhere, and nothing on it is fetched from afar."""

from __future__ import annotations

from pathlib import Path

import pytest

from hobnob.site.pages import INDEXES, section_pages
from tests.conftest import World
from tests.site.building import Built, build
from tests.site.markup import broken_links, is_foreign, target_of


def test_no_page_names_anything_of_another_host_to_load(built: Built) -> None:
    """Also not what a browser might ask for later: icons, fonts, hints to connect early."""
    for path, page in built.pages.items():
        assert [address for address in page.asked if is_foreign(address)] == [], path
        policy = [a for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
        assert "default-src 'self'" in policy[0]["content"], path
    for path in built.paths:
        if path.endswith(".css"):
            style = built.text(path)
            assert "url(http" not in style.replace(" ", "").replace('"', ""), path
            assert "@import" not in style, path


def test_every_link_and_every_asset_of_every_page_is_there(built: Built) -> None:
    pages = {path: page for path, page in built.pages.items() if path != "404.html"}
    assert len(pages) > 200
    assert broken_links(pages, built.paths) == []


def test_no_page_is_an_orphan(built: Built) -> None:
    """Another page links to each page, and the index pages of a section link to each other."""
    linked = {
        target_of(path, address)[0]
        for path, page in built.pages.items()
        for address in page.links
        if not is_foreign(address) and target_of(path, address)[0] != path
    }
    assert set(built.pages) - linked == {"404.html"}
    for row in INDEXES:
        page = f"{row.folder}/index.html"
        links = {target_of(page, address)[0] for address in built.pages[page].links}
        others = {uri.removesuffix(".md") + ".html" for uri, _ in section_pages(row.folder)}
        assert others - links <= {page}, "its template lacks `{{ p.section_links() }}`"


def test_no_link_leaves_the_folder_the_site_lies_in(built: Built) -> None:
    """So that it works under any sub-path; only a page that stands in for others is told where."""
    for path, page in built.pages.items():
        rooted = [a for a in (*page.links, *page.asked) if a.startswith("/")]
        assert path == "404.html" or rooted == [], path


@pytest.mark.parametrize("address", ["", "https://example.org/", "https://example.org/some/where/"])
def test_the_page_for_what_is_not_there_leads_from_any_depth(
    world: World, tmp_path: Path, address: str
) -> None:
    """Its links begin at the site's root, or a script that it looks for in several places mends them."""
    settings = world.root / "mkdocs.yml"
    settings.write_text(f"{settings.read_text()}site_url: {address!r}\n")
    site = build(world, tmp_path / "site")
    page = site.pages["404.html"]
    root = "/some/where/" if address.endswith("where/") else "/" if address else "./"
    for to in (to for to in page.links if not to.startswith("#")):
        assert to.startswith(root), to
        assert "//" not in to, to
        assert target_of("404.html", to.removeprefix(root))[0] in site.paths, to
    for name in ("lost.js", "hobnob-page.css"):
        places = {
            to.removesuffix(f"assets/hobnob/{name}") for to in page.asked if to.endswith(name)
        }
        assert places == ({root, "./"} if address else {"./", "../", "../../", "../../../"})
