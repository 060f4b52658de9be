"""The pages of letters and of asks."""

from __future__ import annotations

import re

import pytest

from tests.conftest import World
from tests.site.building import Built


def page(built: Built, name: str) -> str:
    return (built.root / name / "index.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_templates_are_counted_and_never_shown(built: Built) -> None:
    text = words(page(built, "letters"))
    assert "congratulations A summer in advertising 20 10 of 20 · 50% (30–70%)" in text
    assert "12 letters sent" in text
    everything = "".join(
        path.read_text(encoding="utf-8") for path in built.root.rglob("*.html")
    )  # fmt: skip
    assert "pile of letters on your desk" not in everything
    assert "{{ person" not in everything


def test_every_letter_of_a_plan_leads_to_its_entry_and_its_answer(built: Built) -> None:
    html = page(built, "letters")
    assert (
        html.count('href="../journal/1988-03.html#1988-03-') + html.count("1988-03/#1988-03-") >= 20
    )
    assert "Waiting to be sent" in html
    assert "Vikram Sethi" in html


def test_asks_say_their_rates_in_words(built: Built) -> None:
    text = words(page(built, "asks"))
    assert "oblique for advice, half an hour, an opinion, an introduction 59" in text
    assert "from them: introduction, twice; job" in text
    for word in ("owes", "balance", "debt"):
        assert word not in text.replace("Nobody owes anybody anything here", "")


def test_all_ways_to_count_stand_in_one_table_and_one_row_says_nothing_new(
    built: Built, world: World
) -> None:
    html = page(built, "asks")
    assert html.count("<table") == 1
    assert html.index('id="hb-manners"') < html.index('id="hb-kinds"') < html.index('id="hb-years"')
    assert re.search(r"<summary>\d+ more</summary>", html)
    world.person("Ada")
    world.met("2026-01-03", "ada", kind="meal", asked="advice")
    world.run("build")
    html = (world.root / "site/asks/index.html").read_text(encoding="utf-8")
    assert 'id="hb-manners"' in html
    assert 'id="hb-years"' not in html
    assert 'id="hb-kinds"' not in html


def test_they_hang_below_the_plans(built: Built) -> None:
    plans = page(built, "plans")
    assert re.search(r'href="[^"]*letters/[^"]*">Letters', plans)
    assert re.search(r'href="[^"]*asks/[^"]*">Asks', plans)
    nav = plans.split("</header>")[0]
    assert "letters/" not in nav
    assert 'aria-current="true">Plans' in page(built, "asks")


@pytest.mark.parametrize("name", ["letters", "asks"])
def test_an_empty_journal_says_how_to_begin(world: World, name: str) -> None:
    assert world.run("build").code == 0
    html = (world.root / "site" / name / "index.html").read_text(encoding="utf-8")
    assert 'class="hb-empty"' in html
    assert "<kbd>hobnob" in html


def test_a_subject_stands_above_its_letter(world: World) -> None:
    world.person("Ada")
    world.met("2026-11-01", "ada", kind="letter", subject="On <engines>", body="Dear Ada.\n")
    world.run("build")
    html = next((world.root / "site" / "journal").glob("2026-11*.html")).read_text(encoding="utf-8")
    assert '<p class="hb-entry__subject">On &lt;engines&gt;</p>' in html


def test_sharing_leaves_out_what_is_private(world: World) -> None:
    for name in ("Ada", "Secretperson"):
        world.person(name, private="true" if name == "Secretperson" else "false")
    world.write("letters/secretletter.md", b"---\nsubject: x\n---\nDear\n")
    world.write(
        "plans/p.md",
        b"---\nname: Secretplan\nprivate: true\nletter: secretletter\npeople: [ada]\n---\n",
    )
    world.met("2026-01-01", "secretperson", kind="letter", plan="p", asked="money", gave="favour")
    world.met("2026-01-02", "ada", kind="letter", plan="p", asked="job", private="true")
    world.met("2026-01-03", "ada", kind="meal", asked="advice")
    world.run("build --share")
    for name in ("letters", "asks"):
        html = (world.root / "site" / name / "index.html").read_text(encoding="utf-8")
        assert "Secretperson" not in html
        assert "Secretplan" not in html
    text = words((world.root / "site/asks/index.html").read_text(encoding="utf-8"))
    assert "direct for a job, a sale or money 0" in text
    assert "favour" not in text
