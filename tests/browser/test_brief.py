"""A brief on paper and on a phone: one page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.serving import Served, serve
from tests.browser.test_hostile import _ODD
from tests.conftest import World
from tests.site.building import copy_sample
from tests.site.hostile import write_hostile

_LUNCH = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
SUMMARY:Lunch
DTSTART:20261122T123000
ATTENDEE:mailto:gillian.tranter@example.net
ATTENDEE:mailto:lucia@ferrante-lowe.example
ATTENDEE;CN=Somebody With A Very-Long-Name-That-Has-No-Blank-In-It-At-All-Anywhere:mailto:x@y.example
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("briefs")
    sample, hostile = copy_sample(folder / "sample"), World(folder / "hostile")
    hostile.settle()
    write_hostile(hostile)
    (sample.root / "c.ics").write_text(_LUNCH, encoding="utf-8")
    (folder / "site").mkdir()
    for world, command, name in (
        (sample, "brief --calendar c.ics", "lunch"), (hostile, "brief mallory p0 p1 p2 p3", "hostile"),
    ):  # fmt: skip
        file = folder / "site" / f"{name}.html"
        assert world.run([*command.split(), "--html", "-o", str(file)]).code == 0
    with serve(folder / "site") as served:
        yield served


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 900])
def test_it_fits_and_can_be_read(
    open_page: OpenPage, briefs: Served, width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(briefs.at("lunch.html"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paper, ink = page.evaluate(
        "(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))"
    )
    lightness = [sum(map(int, color[4:-1].split(","))) for color in (paper, ink)]
    # The style is the one that its policy allows: without it both would be the browser's own.
    assert paper != "rgba(0, 0, 0, 0)"
    assert (lightness[0] > lightness[1]) == (scheme == "light")
    assert abs(lightness[0] - lightness[1]) > 400


def test_a_name_in_the_agenda_leads_to_their_page(open_page: OpenPage, briefs: Served) -> None:
    page = open_page(viewport={"width": 900, "height": 600})
    page.goto(briefs.at("lunch.html"))
    page.get_by_role("link", name="Lucia Ferrante").click()
    assert page.url.endswith("#p-lucia-ferrante")
    assert page.locator("#p-lucia-ferrante").bounding_box() is not None


def test_everybody_has_a_sheet_of_paper(
    open_page: OpenPage, briefs: Served, tmp_path: Path
) -> None:
    page = open_page(color_scheme="dark")
    page.goto(briefs.at("lunch.html"))
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".hint").first.is_hidden()
    page.pdf(path=tmp_path / "lunch.pdf", format="A4")
    assert (tmp_path / "lunch.pdf").read_bytes().count(b"/Type /Page\n") == 3


def test_no_note_gets_anything_done_on_it(open_page: OpenPage, briefs: Served) -> None:
    page = open_page()
    page.goto(briefs.at("hostile.html"))
    odd = page.evaluate(_ODD)
    assert odd["pwned"] is None
    assert odd["handlers"] == []
    assert odd["strangers"] == []
