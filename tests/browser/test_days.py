"""What depends on the day is right on the day the page is looked at.

The pages are built whenever the tests run; they tell of Monday, 4 March 2024.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.serving import Served
from tests.conftest import ROOT
from tests.spelled import SINCE


def test_a_page_about_monday_is_right_whenever_it_is_opened(page: Page, live_site: Served) -> None:
    for now, ago in {
        "2024-03-04T12:00:00": "today",
        "2024-03-05T00:05:00": "yesterday",
        "2024-03-08T18:00:00": "4 days ago",
        "2024-04-16T18:00:00": "6 weeks ago",
        "2024-09-04T12:00:00": "6 months ago",
        "2027-03-05T12:00:00": "3 years ago",
    }.items():
        page.clock.set_fixed_time(now)
        page.goto(live_site.at("people/ada-lovelace.html"))
        expect(page.locator(".hb-touch time")).to_have_text(ago)
        expect(page.locator(".hb-touch time")).to_have_attribute("title", "4 March 2024")
        expect(page.locator(".hb-entry .hb-ago").first).to_have_text(ago)


def test_the_day_is_the_readers_own(open_page: OpenPage, live_site: Served) -> None:
    """At one moment it is Saturday already in one place and Friday still in another."""
    for zone, ago in (("Pacific/Kiritimati", "5 days ago"), ("America/Los_Angeles", "4 days ago")):
        page = open_page(timezone_id=zone)
        page.clock.set_fixed_time("2024-03-08T20:00:00Z")
        page.goto(live_site.at("people/ada-lovelace.html"))
        expect(page.locator(".hb-touch time")).to_have_text(ago)


def test_a_pinned_day_is_the_day_whatever_the_clock_says(page: Page, sample_site: Served) -> None:
    page.clock.set_fixed_time("2031-01-01T12:00:00")
    page.goto(sample_site.at("people/joan-petherick.html"))
    expect(page.locator(".hb-touch time")).to_have_text("9 days ago")


def test_the_day_of_an_entry_is_told_whatever_its_file_is_called(
    page: Page, live_site: Served
) -> None:
    page.clock.set_fixed_time("2024-03-08T12:00:00")
    for path, date in (
        ("people/ada-lovelace.html", "4 Mar Monday 4 days ago"),
        ("journal/2024-03.html", "4 Mar Monday 4 days ago"),
        ("people/mary-somerville.html", "20 Feb Tuesday, 12:30 2 weeks ago"),
        ("journal/2024-02.html", "20 Feb Tuesday, 12:30 2 weeks ago"),
        ("people/grace-hopper.html", "Nov 16 months ago"),
    ):
        page.goto(live_site.at(path))
        expect(page.locator(".hb-entry > a")).to_have_text(re.compile(date.replace(" ", r"\s*")))


def test_what_is_due_is_told_by_how_near_it_is(page: Page, live_site: Served) -> None:
    for now, due, state, greeting in (
        ("2024-03-01", "9 March, in 8 days", "later", "next in 2 months"),
        ("2024-03-08", "9 March, tomorrow", "soon", "next in 8 weeks"),
        ("2024-03-10", "9 March, yesterday", "past", "next in 7 weeks"),
        ("2024-05-04", "9 March, 8 weeks ago", "past", "a good time to say hello"),
        ("2025-05-04", "9 March 2024", "past", "a good time to say hello"),
    ):
        page.clock.set_fixed_time(f"{now}T12:00:00")
        page.goto(live_site.at("people/ada-lovelace.html"))
        shown = page.locator(".hb-due").first
        expect(shown).to_have_text(f"by {due}")
        expect(shown).to_have_class(f"hb-due hb-due--{state}")
        expect(page.locator("[data-next]")).to_have_text(greeting)


def test_a_next_move_is_dated_until_its_day_has_come(page: Page, live_site: Served) -> None:
    what = "one nudge: nothing came of the letter of 20 February 2024"
    for now, shown in (
        ("2024-03-04", f"from 5 March 2024: {what}"),
        ("2024-03-05", what),
        ("2024-06-01", what),
    ):
        page.clock.set_fixed_time(f"{now}T12:00:00")
        page.goto(live_site.at("plans/engine.html"))
        assert page.locator(".hb-next").inner_text() == shown


def test_a_birthday_is_told_when_it_is_near(page: Page, live_site: Served) -> None:
    """Whoever was born on 29 February has it on the 28th in other years."""
    for person, now, text in (
        ("ada-lovelace", "2024-12-09", "turns 209 tomorrow"),
        ("ada-lovelace", "2024-12-10", "turns 209 today"),
        ("ada-lovelace", "2024-12-11", "209 years old"),
        ("ada-lovelace", "2024-03-08", "208 years old"),
        ("mary-somerville", "2023-02-28", "today"),
        ("mary-somerville", "2024-02-28", "tomorrow"),
    ):
        page.clock.set_fixed_time(f"{now}T12:00:00")
        page.goto(live_site.at(f"people/{person}.html"))
        expect(page.locator("[data-birthday] .hb-ago")).to_have_text(text)


def test_a_month_alone_is_not_told_to_the_day(page: Page, live_site: Served) -> None:
    page.clock.set_fixed_time("2023-02-20T12:00:00")
    page.goto(live_site.at("people/grace-hopper.html"))
    expect(page.locator(".hb-touch time")).to_have_text("3 months ago")


def test_the_page_says_what_the_terminal_does(page: Page) -> None:
    """The script itself, on every row of the table that the terminal is held to."""
    scripts = (ROOT / "site_template/assets/hobnob" / name for name in ("texts.js", "dates.js"))
    script = "".join(path.read_text(encoding="utf-8") for path in scripts)
    for day, today, said in SINCE:
        page.set_content(
            f'<meta name="hobnob-today" content="{today}">'
            f'<time datetime="{day}" data-ago="replace">a day</time><script>{script}</script>'
        )
        assert page.locator("time").inner_text() == said, (day, today)
