"""The small map on a person's page, as the script draws it."""

from __future__ import annotations

import json
from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.serving import Served
from tests.conftest import TODAY, World
from tests.site.building import build
from tests.site.hostile import SCRIPT
from tests.site.test_maps import settle_acme


def test_a_map_has_each_person_as_a_link_in_a_row_of_their_own(page: Page, world: World) -> None:
    world.settle()
    world.person("Ada")
    for at in range(20):
        world.person(f"Friend {at:02}")
        world.met(f"2020-01-{at + 1:02}", "ada", f"friend-{at:02}")
    world.met("2020-03-01", "friend-03", "friend-07")
    site = build(world, world.root / "site", today=TODAY)
    page.goto(f"file://{site.root}/people/ada.html")
    expect(page.get_by_role("group", name="Map of the people around Ada")).to_be_visible()
    assert page.locator(".hb-map__me text").last.text_content() == "Ada"
    drawn = page.locator(".hb-map a").evaluate_all(
        "all => all.map(a => [a.getAttribute('href'), a.transform.baseVal[0].matrix.e, a.transform.baseVal[0].matrix.f])"
    )
    assert sorted(href for href, _, _ in drawn) == [f"friend-{at:02}.html" for at in range(20)]
    # Those who know each other stand side by side.
    order = [href for href, _, _ in drawn]
    assert abs(order.index("friend-03.html") - order.index("friend-07.html")) == 1
    for is_right in (True, False):
        rows = sorted(y for _, x, y in drawn if (x > 200) is is_right)
        assert len(rows) == 10
        assert all(later - earlier >= 20 for earlier, later in pairwise(rows))
    # Twenty spokes, and a line between two.
    paths = page.locator(".hb-map path").evaluate_all("all => all.map(a => a.getAttribute('d'))")
    assert "".join(paths).count("L") == 20
    assert "".join(paths).count("Q") == 1


def test_a_name_on_a_map_says_what_ties_them_also_where_a_row_has_several(
    page: Page, world: World
) -> None:
    settle_acme(world)
    site = build(world, world.root / "site", today=TODAY)
    page.goto(f"file://{site.root}/people/ada.html")
    expect(page.locator(".hb-map a")).to_have_count(3)
    titles = page.locator(".hb-map a title").all_text_contents()
    assert sorted(titles) == [
        "Bob: Both at Acme",
        "Cleo: Both at Acme since 2010",
        "Dan: Both at Acme since 2005; met together once, on 1 January 2020 (meeting)",
    ]


def test_names_on_a_map_are_text_and_long_ones_are_cut(page: Page, world: World) -> None:
    world.settle()
    world.person("Ada")
    name, how = json.dumps(SCRIPT), json.dumps(f"</title>{SCRIPT}")
    world.write("people/eve.md", f"---\nname: {name}\nrelations: [{{who: ada, how: {how}}}]\n---\n")
    site = build(world, world.root / "site", today=TODAY)
    page.goto(f"file://{site.root}/people/ada.html")
    link = page.locator(".hb-map a")
    expect(link).to_have_count(1)
    assert (link.locator("title").text_content() or "").startswith(f"{SCRIPT}: ")
    label = link.locator("text").last.text_content() or ""
    assert label.endswith("…")
    assert SCRIPT.startswith(label[:-1])


def test_without_scripts_the_table_says_what_ties_them(
    open_page: OpenPage, sample_site: Served
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(sample_site.at("people/gillian-tranter.html"))
    expect(page.locator(".hb-map")).to_have_count(0)
    page.get_by_text("What ties them").click()
    row = page.locator(".hb-why tr").first
    expect(row.get_by_role("link")).to_be_visible()
    expect(row.get_by_role("cell")).not_to_be_empty()
