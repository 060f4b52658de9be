"""The home page as it is built: what stands on it, in which order."""

from __future__ import annotations

import re
from typing import get_args

from hobnob.network.today.need import Reason
from hobnob.network.today.phrases import REASONS
from tests.conftest import ROOT
from tests.site.building import Built


def test_today_comes_first_and_your_own_text_at_the_foot(built: Built) -> None:
    html = built.text("index.html")
    assert re.findall(r"<h1[^>]*>([^<]+)", html) == ["Sunday 22 November 2026"]
    assert re.findall(r"<h([1-6])", html)[:2] == ["1", "2"]
    assert [text.strip() for text in re.findall(r"<h2[^>]*>([^<]+)", html)] == [
        "Today", "This week", "Under way", "The last twelve months", "Around this day", "Say hello again?",
        "Newly met", "Some day", "Lately", "A network, in plain text", "In all",
    ]  # fmt: skip
    assert html.count("This is a sample journal.") == 1


def test_a_count_of_others_is_a_sentence_that_leads_to_them(built: Built) -> None:
    html = built.text("index.html")
    assert "1 more next move in The next role, by way of lunch</a>" in html
    assert "hobnob plan next-role next" not in html
    assert "<kbd>hobnob today" not in html


def test_every_reason_has_an_icon() -> None:
    css = (ROOT / "site_template/assets/hobnob/needs.css").read_text(encoding="utf-8")
    assert set(re.findall(r"\.hb-why--(\w+) \{ --hb-icon", css)) == set(REASONS)
    assert set(REASONS) == set(get_args(Reason))


def test_the_year_says_in_words_what_its_squares_show(built: Built) -> None:
    html = built.text("index.html")
    chart, caption = re.findall(
        r'(<div class="hb-heat".*?)</div>\s*(.*?)</figcaption>', html, re.S
    )[0]
    days = [int(count) for count in re.findall(r'data-n="(\d+)"', chart)]
    assert f"<span>{sum(days)} entries</span> on <span>{len(days)} days</span>" in caption
    # 52 weeks and the last one, until Sunday.
    assert chart.count("<i") == 53 * 7
    assert re.findall(r'data-month="(\w+)"', chart)[-1] == "Nov"


def test_plans_are_a_line_each_with_a_small_funnel(built: Built) -> None:
    for page, name in (("index.html", "hb-under-way__name"), ("plans/index.html", "hb-plan__name")):
        row = built.text(page).split(f'class="{name}"')[1].split("</li>")[0]
        shares = re.findall(r"--share:([\d.]+)", row)
        assert shares == ["1.0", "1.0", "0.833", "0.5", "0.167", "0.0"]
        assert "2 referred of 12" in row
