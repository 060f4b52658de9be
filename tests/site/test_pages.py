"""Ordinary pages are read as notes are."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import TODAY, World
from tests.site.building import build


def test_an_ordinary_page(world: World, tmp_path: Path) -> None:
    world.person("Ada Lovelace")
    world.write(
        "aside/page.md",
        "#maths comes first\n\n# Of [[ada-lovelace]]\n\n"
        "| who |\n|---|\n| [[ada-lovelace\\|Ada]] |\n\n"
        "See [[#Below]] and [below](#below). <!-- hidden --> %% hidden %%\n\n"
        "<div class='own'>raw</div>\n\n- [-] dropped\n\n`[[ada-lovelace]] #code`\n\n## Below\n\nend\n",
    )
    site = build(world, tmp_path / "site", strict=False)
    html = site.text("aside/page.html")
    assert '<a href="../tags/maths.html">#maths</a> comes first' in html
    assert 'href="../people/ada-lovelace.html">Ada</a></td>' in html
    assert html.count('href="page.html#below"') == 2
    assert '<h2 id="below">' in html
    assert "&lt;div class='own'&gt;raw&lt;/div&gt;" in html.replace("&#x27;", "'")
    assert '<li class="hb-promise hb-promise--dropped">' in html
    assert "<code>[[ada-lovelace]] #code</code>" in html
    assert "hidden --" not in html
    assert "%%" not in html


def test_a_tag_is_said_beneath_an_entry_unless_the_text_links_to_it(
    world: World, tmp_path: Path
) -> None:
    world.person("Ada Lovelace")
    world.met("2024-03-04", "ada-lovelace", tags="[sea, maths]", body="About #maths, `#sea`.")
    site = build(world, tmp_path / "site")
    for page in ("people/ada-lovelace.html", "journal/2024-03.html"):
        html = site.text(page)
        assert html.count("../tags/maths.html") == 1
        assert '<ul class="hb-notes"><li><a href="../tags/sea.html">sea</a></ul>' in html


def test_a_heading_with_a_link_is_the_title(world: World, tmp_path: Path) -> None:
    world.person("Ada Lovelace")
    world.write("page.md", "# Of [[ada-lovelace]] %% hm %%\n\n## More\n\n## More\n")
    site = build(world, tmp_path / "site")
    html = site.text("page.html")
    assert "<title>Of Ada Lovelace" in html
    assert '<h2 id="more-2">' in html


def test_an_organization_that_is_linked(world: World, tmp_path: Path) -> None:
    world.write("people/jim.md", '---\nname: Jim\norg: "[[Remington Rand]]"\n---\n')
    world.write("people/kit.md", "---\nname: Kit\norg: Remington Rand\n---\n")
    assert len(world.run("list people --org 'Remington Rand' --json").json) == 2
    site = build(world, tmp_path / "site")
    assert "Jim" in site.text("orgs/remington-rand.html")


def test_comments_of_an_ordinary_page_are_nowhere_on_the_site(world: World, tmp_path: Path) -> None:
    world.person("Abe", body="# %% quiet %% Heading <!-- silent -->\n\nSee [[#Heading]].\n")
    text = "# P\n\n<!-- quiet --> Seen, %% silent %% too.\n\n<div>\n%% quiet %%\n</div>\n"
    world.write("pages/p.md", text.encode())
    built = build(world, tmp_path / "site")
    assert "Seen," in built.pages["pages/p.html"].text
    for path in (tmp_path / "site").rglob("*"):
        if path.is_file():
            data = path.read_bytes().lower()
            assert b"quiet" not in data, path
            assert b"silent" not in data, path


def test_links_in_the_title_of_an_ordinary_page_read_as_their_text(
    world: World, tmp_path: Path
) -> None:
    """In the navigation, the window's title, the search and where other pages link to it."""
    world.person("Ada Lovelace", slug="ada")
    world.write(
        "refs.md",
        '---\ntitle: "Refs of [[ada]] & [[ada|her <b>]]"\ndescription: "Of [[ada]]"\n---\nWords.\n',
    )
    world.write("list.md", "---\ntitle: [[ada]]\n---\nSee [[refs]].\n")
    site = build(world, tmp_path / "site")
    assert "<title>Refs of Ada Lovelace &amp; her" in site.text("refs.html")
    assert ">Refs of Ada Lovelace &amp; her &lt;b&gt;</a>" in site.text("people/index.html")
    assert "Refs of Ada Lovelace" in site.text("search/n-0.js")
    assert 'href="./refs.html">Refs of Ada Lovelace' in site.text("list.html")
    assert "<title>Ada Lovelace" in site.text("list.html")
    assert site.where("[[ada") == []


def test_no_page_shows_a_link_or_a_box_as_it_was_typed(world: World, tmp_path: Path) -> None:
    world.person("Ada Lovelace", org="Acme", location="Porto", body="Of [[bob]] and [[bob|him]].")
    world.person("Bob", org="Acme", body="- [ ] ask [[ada-lovelace]]")
    for day in (TODAY, "2025-11-22"):
        world.met(
            day, "bob", place="Porto", tags="[tea]", plan="next",
            body="# To [[bob]]\n\nTea with [[ada-lovelace]] and [[ada-lovelace|Ada]].\n\n"
            "- [ ] [[ada-lovelace]]: send [[bob]] the list (by 2026-12-02)\n",
        )  # fmt: skip
    world.write("plans/next.md", "---\nname: Next\n---\nAsk [[bob]].\n")
    site = build(world, tmp_path / "site", strict=False)
    lines = [
        path for path, page in site.pages.items() if "Tea with Ada Lovelace and Ada" in page.text
    ]
    assert {"index.html", "journal/index.html", "tags/tea.html", "places/porto.html"} <= {*lines}
    for path, page in site.pages.items():
        assert "[[" not in page.text, path
        assert not re.search(r"[\x00-\x08\x0b-\x1f]", page.text), path
