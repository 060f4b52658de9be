"""How heavy a page may get: whatever a journal holds, its pages are cut so that none grows with it.

The test makes the limits small, so that a small journal shows what a large one would. `tests/bench`
weighs the pages of large ones; the home page is weighed in `test_today.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hobnob.index.interactions import MonthCount
from hobnob.site import months, network_page, people_pages
from hobnob.site.environment import upto
from hobnob.site.timeline import APART, Apart
from tests.conftest import World
from tests.site.building import build
from tests.site.markup import broken_links

MOST = 60_000
"""Bytes of a page under the limits of this test. Uncut, the month would have 250 kB, the list of
people 75, and the pairs of the organization more than a megabyte."""


def test_no_page_grows_with_the_journal(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(months, "MANY", 30)
    monkeypatch.setattr(months, "MANY_IN_THIRDS", 60)
    monkeypatch.setattr(people_pages, "PER_PAGE", 50)
    monkeypatch.setattr(network_page, "PER_PAGE", 50)
    for section in APART:
        monkeypatch.setitem(APART, section, Apart(many=30, kept=10, crowded=30))
    world.settle()
    world.person("Crowd")
    for number in range(150):
        world.person(f"Person {number:03}", roles="[{org: Acme, title: Clerk}]")
    for number in range(400):
        world.met(
            f"2024-02-{number % 29 + 1:02}", "crowd", f"person-{number % 150:03}", kind="call",
            place="Mill, Bristol", tags="[often]", slug=f"one-{number}", body="word " * 30,
        )  # fmt: skip
    site = build(world, tmp_path / "site", today="2024-03-10")
    weights = {path: len(data) for path, data in site.bytes().items() if path.endswith(".html")}
    assert {path: weight for path, weight in weights.items() if weight > MOST} == {}
    # Nothing is lost by it: each entry stands on the page of its day, and every link leads there.
    assert site.text("journal/2024-02.html").count("hb-entry") == 0
    days = [site.text(f"journal/2024-02/day-{day}.html") for day in range(1, 30)]
    assert sum(day.count('<article class="hb-entry') for day in days) == 400
    assert "<h1>29 February 2024</h1>" in days[28]
    assert broken_links(site.pages, site.paths) == []


def test_a_month_is_cut_by_its_number_of_entries() -> None:
    """So a new day makes no new page, and nothing that links to an entry leads elsewhere."""

    def parts(count: int, month: str = "2024-02") -> list[str]:
        return [title for _, title, _, _ in months.list_parts([MonthCount(month, count)])]

    assert parts(months.MANY) == parts(10_000, "2024") == []
    assert parts(months.MANY + 1) == parts(months.MANY_IN_THIRDS)
    assert parts(months.MANY + 1)[2] == "21–29 February 2024"
    assert len(parts(months.MANY_IN_THIRDS + 1)) == 29
    assert parts(months.MANY_IN_THIRDS + 1)[0] == "1 February 2024"


def test_groups_are_shown_up_to_so_many_rows() -> None:
    groups = [("a", [1, 2, 3]), ("b", [4, 5]), ("c", [6])]
    assert upto(groups, 4) == [("a", [1, 2, 3], [1, 2, 3]), ("b", [4, 5], [4])]
    assert upto(groups, 9) == [(name, rows, rows) for name, rows in groups]
    assert upto(groups, 0) == []


def test_of_very_many_organizations_the_list_has_those_of_late(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hobnob.site.load.MOST_ORGS", 2)
    world.settle()
    for name in ("Acme", "Bolt", "Core"):
        world.person(f"Person {name}", roles=f"[{{org: {name}}}]")
    world.met("2024-02-01", "person-acme", slug="one")
    world.met("2024-03-01", "person-core", slug="two")
    page = build(world, tmp_path / "site", today="2024-03-10").pages["orgs/index.html"]
    assert [link for link in page.links if link in {"acme.html", "bolt.html", "core.html"}] == ["acme.html", "core.html"]  # fmt: skip
    assert "3 organizations" in page.text
    assert "And 1 more, where the last contact is longer ago: the search finds them." in page.text
