"""The list of today on the home page, as it is built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hobnob.network.today.horizon import MOST, PLACES, UNFOLDED
from tests.conftest import TODAY, World
from tests.site.building import Built, build


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOBNOB_TODAY", TODAY)


def rows(built: Built) -> list[str]:
    """The rows that show, as text, without what can be done about them."""
    found = re.findall(r'<li class="hb-need[^>]*>.*?</li>', built.text("index.html"), flags=re.S)
    return [
        " ".join(re.sub(r"<details.*?</details>|<[^>]+>", " ", row, flags=re.S).split()).replace(
            " ,", ","
        )
        for row in found
        if " hidden data-" not in row
    ]


def test_every_reason_is_told_and_leads_to_where_it_stands(world: World, tmp_path: Path) -> None:
    world.person(
        "Ada",
        circle="inner",
        birthday="1990-11-25",
        body="- [ ] send it to [[ben|him]] (by 2026-11-20)\n",
    )
    world.person("Ben", introduced_by="ada", body="- [ ] [[ben]]: the number (by 2026-11-21)\n")
    world.met("2026-11-01", "ada", body="Skating.")
    world.met("2026-11-10", "ben", body="Coffee & cake.", follow_up="2026-11-20")
    world.met("2026-11-11", "ben", kind="news", body="*Fellow* of the society.")
    world.met("2026-11-12", "ben", kind="email", draft="true", body="Dear Ben,\n\nthank you.")
    world.write(
        "plans/prize.md",
        "---\nname: The prize\npeople: [cy]\n---\n- [ ] read the rules (by 2026-11-19)\n",
    )
    world.person("Cy", circle="wide")
    built = build(world, tmp_path / "site")
    assert rows(built) == [
        "The prize you promised, due 19 November 2026 read the rules",
        "A Ada you promised, due 20 November 2026 send it to him",
        "A Ada thanks owed, 10 November 2026 introduced you to Ben · last time 1 November 2026 : Skating.",
        "A Ada birthday, 25 November 2026 turns 36 · last time 1 November 2026 : Skating.",
        "B Ben news, 11 November 2026 Fellow of the society.",
        "B Ben to follow up, due 20 November 2026 Coffee &amp; cake.",
        "B Ben not sent yet, 12 November 2026 Dear Ben, thank you.",
        "C Cy next move a first letter The prize",
        "C Cy say hello no contact written down yet",
        "B Ben promised you, due 21 November 2026 the number",
        # More than three reasons: it is the one that unfolds.
        "A Ada say hello, due 22 November 2026 last time 1 November 2026 : Skating.",
    ]
    html = built.text("index.html")
    for href in ("./people/ada.html", "./people/ben.html", "./plans/prize.html",
                 "./journal/2026-11.html#2026-11-10-meeting-ben"):  # fmt: skip
        assert f'href="{href}"' in html.split("</section>")[0]


def test_what_concerns_nobody_is_told_by_its_note(world: World, tmp_path: Path) -> None:
    world.write("orgs/zed.md", "---\nname: Zed & Co\n---\n- [ ] ring them (by 2026-11-11)\n")
    world.write(
        "interactions/2026/alone.md",
        "---\ndate: 2026-11-10\nkind: note\n---\n- [ ] think (by 2026-11-12)\n",
    )
    built = build(world, tmp_path / "site")
    assert rows(built) == [
        "Zed &amp; Co you promised, due 11 November 2026 ring them",
        "Note of 10 November 2026 you promised, due 12 November 2026 think said 10 November 2026",
    ]
    assert 'href="./orgs/zed.html"' in built.text("index.html").split("</section>")[0]


def test_a_day_later_the_home_page_is_as_if_built_anew(world: World, tmp_path: Path) -> None:
    """Also when nothing else has changed; and when a note has, on the same day."""
    world.person("Ada", keep_in_touch="3 weeks")
    world.met("2026-11-02", "ada", body="Skating.")
    for today, log, expected in (
        ("2026-11-22", "", 0),
        ("2026-11-23", "", 1),
        ("2026-11-23", "Coffee", 0),
    ):
        if log:
            assert world.run(["log", log, "--with", "ada"], today=today).code == 0
        assert world.run("build", today=today).code == 0
        again = Built(world.root / "site")
        assert len(rows(again)) == expected
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HOBNOB_TODAY", today)
            anew = build(world, tmp_path / f"anew-{today}-{log}")
        assert again.text("index.html") == anew.text("index.html")


def test_nothing_private_is_carried_on_a_shared_site(world: World, tmp_path: Path) -> None:
    world.person("Ada", circle="inner")
    world.person("Ben", circle="inner", private="true")
    world.met("2026-11-20", "ada", kind="news", private="true", body="Secretly married.")
    assert len(rows(build(world, tmp_path / "own"))) == 3
    shared = build(world, tmp_path / "shared", share=True)
    assert rows(shared) == ["A Ada say hello no contact written down yet"]
    assert shared.where("Secretly") == []


def test_thousands_of_people_are_no_more_than_the_page_has_room_for(
    world: World, tmp_path: Path
) -> None:
    for number in range(MOST + 200):
        world.person(
            f"P{number}",
            keep_in_touch="1 week",
            birthday=f"--{number % 12 + 1:02}-{number % 28 + 1:02}",
        )
    world.met("2026-11-01", *(f"p{number}" for number in range(MOST + 200)), slug="fair")
    built = build(world, tmp_path / "site")
    html = built.text("index.html")
    assert len(rows(built)) == PLACES + UNFOLDED
    assert html.count('<li class="hb-need') <= MOST + UNFOLDED
    more = len(world.run("today --json").json) - PLACES
    assert f"and <span>{more:,}</span> more" in html
    assert len(html.encode()) < 400_000
    beyond = more - UNFOLDED
    assert f"<span>{beyond:,}</span> more are not on this page. <code>hobnob today --all" in html


def test_what_a_note_says_is_text_on_the_list(world: World, tmp_path: Path) -> None:
    nasty = '<img src=x onerror="alert(1)">'
    world.write(
        "people/ada.md",
        f"---\nname: 'Ada {nasty}'\ncircle: inner\n---\n- [ ] {nasty} (by 2026-11-01)\n",
    )
    world.met("2026-11-20", "ada", kind="news", body=f"{nasty} | a|b")
    html = build(world, tmp_path / "site").text("index.html")
    assert "<img" not in html
    assert html.count("&lt;img") >= 3
