"""The page of a plan: charts that can be read without seeing them, and moves that are never wrong."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hobnob.network.plans.plans import Stage
from hobnob.site.plan_charts import render_funnel, render_wins
from tests.conftest import TODAY, World
from tests.site.building import Built
from tests.site.test_refresh import built_live, different, tree

SVG = "{http://www.w3.org/2000/svg}"


def parse(svg: str) -> ElementTree.Element:
    """Read a chart as XML, strictly."""
    named = str(svg).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return ElementTree.fromstring(named)  # noqa: S314 - hobnob drew it


def texts(svg: str) -> list[str]:
    return ["".join(found.itertext()) for found in parse(svg).iter(f"{SVG}text")]


def charts(built: Built, path: str) -> list[str]:
    return re.findall(r'<svg class="hb-chart.*?</svg>', built.text(path), flags=re.S)


def test_the_funnel_of_the_sample_says_all_in_words(built: Built) -> None:
    (funnel,) = charts(built, "plans/summer-internship.html")
    assert "hb-chart__reach" not in funnel  # it is over, there is nothing more to guess
    root = parse(funnel)
    described = root.findtext(f"{SVG}desc") or ""
    assert root.findtext(f"{SVG}title") == "How many got how far"
    assert "10 reached, 50% (30–70%) of 20. 2 met, 20% (6–51%) of 10. 1 referred" in described
    assert texts(funnel)[::2] == [
        "20 listed", "20 written", "10 reached", "2 met", "1 referred", "1 won",
    ]  # fmt: skip
    named = (root.get("aria-labelledby") or "").split()
    assert set(named) <= {element.get("id") for element in root.iter()}


def test_bars_are_as_long_as_their_numbers() -> None:
    stages = [
        Stage(name="listed", count=8),
        Stage(name="written", count=4, rate=0.5, low=0.2, high=0.8, before=8),
        Stage(name="won", count=0, rate=0.0, low=0.0, high=0.6, before=4),
    ]
    root = parse(render_funnel(stages))
    bars = [r.get("width") for r in root.iter(f"{SVG}rect") if r.get("class") == "hb-chart__bar"]
    assert bars == ["400.0", "200.0"]
    reaches = [
        p.get("d") or "" for p in root.iter(f"{SVG}path") if p.get("class") == "hb-chart__reach"
    ]
    assert [re.findall(r"M([\d.]+) 40.0H([\d.]+)", d) for d in reaches] == [
        [("80.0", "320.0")], [("0.0", "120.0")],
    ]  # fmt: skip


def test_a_stage_of_a_long_and_hostile_name_is_cut_and_is_text() -> None:
    name = "</text><script>alert(1)</script> and so on for long"
    svg = str(render_funnel([Stage(name=name, count=1)]))
    assert "<script" not in svg
    assert texts(svg)[0].endswith("…")
    assert name in (parse(svg).findtext(f"{SVG}desc") or "")


def test_a_plan_of_nobody_has_no_chart_and_says_what_to_do(world: World, tmp_path: Path) -> None:
    from tests.site.building import build

    world.write("plans/job.md", "---\nname: A job\n---\n")
    built = build(world, tmp_path / "site")
    assert charts(built, "plans/job.html") == []
    assert "hobnob plan job add ada grace" in built.pages["plans/job.html"].text


def test_the_chart_of_wins_says_the_chances(built: Built) -> None:
    _, wins = charts(built, "plans/next-role.html")
    assert (parse(wins).findtext(f"{SVG}desc") or "").startswith("0: 27%, 1: 33%, 2: 23%, 3: 11%")
    assert texts(wins)[1::2] == ["0", "1", "2", "3", "4", "5+"]
    heights = [
        float(r.get("height") or 0) for r in parse(str(render_wins((0.5, 0.25, 0.25)))).iter(f"{SVG}rect")
    ]  # fmt: skip
    assert heights == [90.0, 45.0, 45.0]


def test_what_to_expect_is_what_the_command_says(built: Built, sample: World) -> None:
    page = " ".join(built.pages["plans/next-role.html"].text.split())
    said = sample.run("plan next-role forecast").out
    for words in (
        "1.4 more on average, between 0 and 4", "wins one time in 16", "8 letters more",
        "won: 30% (0 of 2 so far); raising it would help most", "12 written, since 15 September 2026",
        "of at least one more win (not of the goal)",
    ):  # fmt: skip
        assert words in said
        assert words in page


def test_a_plan_that_is_over_promises_nothing(built: Built) -> None:
    text = built.pages["plans/summer-internship.html"].text
    assert "What to expect" not in text
    assert "more on average" not in text
    assert "ended 14 May 1988" in text
    assert text.count("most likely lies (95%)") == 1


def test_organizations_and_postings_are_on_the_page(world: World, tmp_path: Path) -> None:
    from tests.site.building import build

    world.person("Ada", org="Ogilvy")
    world.write(
        "plans/job.md",
        """
        ---
        name: A job
        people: [Ogilvy]
        postings:
          - {title: <b>Clerk</b>, org: Ogilvy, link: "https://example.org/17", deadline: 2026-12-01}
          - {title: Chief, link: "javascript:alert(1)"}
        ---
        """,
    )
    built = build(world, tmp_path / "site", strict=False)
    html, text = built.text("plans/job.html"), built.pages["plans/job.html"].text
    assert "find a way in: Ada is there" in text
    assert html.count('href="../orgs/ogilvy.html"') == 3
    assert '<a href="https://example.org/17" rel="noopener noreferrer">&lt;b&gt;Clerk' in html
    assert "javascript:" not in html


def test_a_win_through_an_introduction_stands_beside_the_funnel(
    world: World, tmp_path: Path
) -> None:
    from tests.site.building import build

    world.person("Ada")
    world.person("Max Moor")
    world.write("plans/job.md", "---\nname: A job\npeople: [ada]\n---\n")
    world.met("2026-11-03", "ada", kind="call", plan="job", introduced="[max-moor]")
    world.met("2026-11-09", "max-moor", kind="meeting", plan="job", outcome="won")
    text = " ".join(build(world, tmp_path / "site").pages["plans/job.html"].text.split())
    assert "1 win through Max Moor, whom Ada introduced" in text


def test_the_chain_leads_from_the_letter_to_the_win(built: Built) -> None:
    html = built.text("plans/summer-internship.html")
    (chain,) = re.findall(r'<ol class="hb-chain">(.*?)</ol>', html, flags=re.S)
    assert re.findall(r'href="([^"]+)">([^<]+)</a>', chain) == [
        ("../journal/1988-03.html#1988-03-11-letter-desmond-oyelaran",
         "letter to Desmond Oyelaran, 11 March 1988"),
        ("../journal/1988-04.html#1988-04-22-call-desmond-oyelaran",
         "introduction to Harriet Marsh, 22 April 1988"),
        ("../journal/1988-05.html#1988-05-10-meeting-desmond-oyelaran",
         "meeting with Desmond Oyelaran and Harriet Marsh, 10 May 1988: won"),
    ]  # fmt: skip


def test_the_board_has_everybody_once_with_the_next_move(built: Built) -> None:
    html = built.text("plans/next-role.html")
    board = html.split('<div class="hb-board">')[1].split("</section>")[0]
    assert re.findall(r"<h3>([\w ]+?) <span", board) == [
        "written", "reached", "met", "referred", "by introduction", "declined",
    ]  # fmt: skip
    people = re.findall(r'href="\.\./people/([^"]+)\.html"', board)
    assert len(set(people)) == 14
    assert re.search(
        r'data-from="2026-11-27">from 27 November 2026: </span>one nudge: nothing came of the email',
        board,
    )


def test_what_to_do_next_comes_first_and_the_prose_after_the_board(built: Built) -> None:
    html = built.text("plans/next-role.html")
    assert [text.strip() for text in re.findall(r"<h2[^>]*>([^<]+)", html)][:6] == [
        "What to do next", "How far it has come", "What to expect", "People", "Letters", "Notes",
    ]  # fmt: skip
    moves = html.split('aria-labelledby="hb-moves"')[1].split("</section>")[0]
    now, later = moves.split('<details class="hb-details"')
    # What has its day later is there for the reader of that day, and stands under "Later" today.
    assert "Tobias Nkemelu</a></b>" in now.split("<li")[1]
    waits = re.findall(r'data-shown-from="([\d-]*)" hidden>.*?/people/([^.]+)', now)
    assert ("2026-11-27", "patience-mensah") in waits
    assert set(re.findall(r'data-shown-until="([\d-]*)">', later)) == {day for day, _ in waits}
    assert '<details class="hb-details">\n<summary>12 letters sent' in html


def test_letters_are_listed_with_what_came_back(built: Built) -> None:
    page = " ".join(built.pages["plans/next-role.html"].text.split())
    assert "12 letters sent" in page
    assert "5 October 2026 E-mail to Omar Haddad answered 4 November 2026" in page
    assert "13 November 2026 E-mail to Patience Mensah 6 October 2026" in page


@pytest.mark.parametrize("who", ["ada", "grace-hopper"])
def test_what_is_logged_outside_a_plan_is_seen_on_its_page(
    tmp_path: Path, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thanks that name no plan, to a target or to whom one introduced, change the next move."""
    from tests.site.test_refresh import small

    monkeypatch.setenv("HOBNOB_TODAY", TODAY)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    world = small(tmp_path / "journal")
    world.met("2026-11-10", "ada", kind="call", plan="job", outcome="declined", slug="no")
    world.met("2026-11-09", "ada", kind="call", plan="job", introduced="[grace-hopper]", slug="in")
    live = built_live(world, tmp_path / "site")
    page = tmp_path / "site" / "plans" / "job.html"
    before = page.read_text()
    world.met("2026-11-12", who, kind="letter", slug="thanks")
    live.refresh()
    assert page.read_text() != before
    built_live(world, tmp_path / "anew")
    assert different(tree(tmp_path / "site"), tree(tmp_path / "anew")) == []
