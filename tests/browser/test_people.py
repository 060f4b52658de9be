"""The table of people is filtered and sorted as one types, and nobody else hears of it."""

from __future__ import annotations

from typing import Any

import frontmatter
import pytest
from playwright.sync_api import Page, expect

from hobnob.index.people import PeopleFilter, list_people
from tests.browser.serving import Served
from tests.conftest import SAMPLE, World
from tests.site.building import copy_sample


@pytest.fixture(scope="module")
def written() -> list[dict[str, Any]]:
    """What stands in the files of the people of the sample."""
    return [
        frontmatter.loads(file.read_text(encoding="utf-8")).metadata
        for file in (SAMPLE / "people").glob("*.md")
    ]


@pytest.fixture(scope="module")
def derived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str, int]]:
    """What the index derives of them: last contact, due date and number of contacts."""
    world: World = copy_sample(tmp_path_factory.mktemp("people") / "journal")
    with world.index() as index:
        rows = list_people(index, PeopleFilter())
    return {row.name: (row.last_contact, row.due or "9999", row.contacts) for row in rows}


def shows(page: Page, *names: str) -> None:
    """Check the names in the rows, in order."""
    expect(page.locator("tbody tr th a")).to_have_text(names)


def test_words_narrow_the_table(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("people/index.html"))
    field = page.get_by_placeholder("Filter by name, role, place…")
    field.fill("david")
    shows(page, "David Achterberg", "David Penrose")
    expect(page.locator("[data-hb-count]")).to_have_text("2 of 62 people")
    field.fill("dvorak")
    shows(page, "Marek Dvořák")
    field.fill("DAVID PENROSE")
    shows(page, "David Penrose")
    field.fill("")
    expect(page.locator("[data-hb-count]")).to_have_text("62 people")
    expect(page.locator("tbody tr")).to_have_count(62)


@pytest.mark.parametrize("field", ["circle", "relation", "tags"])
def test_a_choice_narrows_the_table_to_those_it_fits(
    page: Page, sample_site: Served, written: list[dict[str, Any]], field: str
) -> None:
    """To those of whose notes it stands in the file."""
    page.goto(sample_site.at("people/index.html"))
    choice = page.locator(f"select[name={field.removesuffix('s')}]")
    values = choice.locator("option").evaluate_all("all => all.map(option => option.value)")
    assert set(values) == {""} | {word for person in written for word in _words(person, field)}
    for value in filter(None, values):
        choice.select_option(value)
        fits = [person["name"] for person in written if value in _words(person, field)]
        expect(page.locator("[data-hb-count]")).to_have_text(f"{len(fits)} of 62 people")
        assert sorted(page.locator("tbody tr th a").all_inner_texts()) == sorted(fits), value


def _words(person: dict[str, Any], field: str) -> list[str]:
    value = person.get(field) or []
    return [value] if isinstance(value, str) else value


def test_choices_add_up_and_a_choice_that_fits_nobody_is_said_kindly(
    page: Page, sample_site: Served
) -> None:
    page.goto(sample_site.at("people/index.html"))
    page.locator("select[name=circle]").select_option("inner")
    expect(page.locator("[data-hb-count]")).to_contain_text(" of 62 people")
    inner = page.locator("tbody tr th a").first.inner_text()
    page.get_by_placeholder("Filter by name, role, place…").fill(inner)
    shows(page, inner)
    page.get_by_placeholder("Filter by name, role, place…").fill("nobody like that")
    expect(page.get_by_text("Nobody here fits all of that.")).to_be_visible()
    expect(page.locator("table")).to_be_hidden()
    page.get_by_role("button", name="Show everybody").click()
    expect(page.locator("tbody tr")).to_have_count(62)
    assert page.locator("select[name=circle]").input_value() == ""


def test_the_table_is_sorted_by_what_is_chosen(
    page: Page, sample_site: Served, derived: dict[str, tuple[str, str, int]]
) -> None:
    page.goto(sample_site.at("people/index.html"))
    by_name = page.locator("tbody tr th a").all_inner_texts()
    order = page.locator("select[name=sort]")
    for choice, at, backward in (("last", 0, True), ("due", 1, False), ("contacts", 2, True)):
        order.select_option(choice)
        expect(page.locator(f"[aria-sort][data-sort={choice}]")).to_have_count(int(choice != "due"))
        expect(page.locator("[aria-sort][data-sort=name]")).to_have_count(0)
        shown = [derived[name][at] for name in page.locator("tbody tr th a").all_inner_texts()]
        assert shown == sorted(shown, reverse=backward), choice
        assert shown[0] != shown[-1]
    order.select_option("name")
    shows(page, *by_name)


def test_a_row_of_the_data_is_a_row_of_the_page(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("people/index.html"))
    row = page.locator("tbody tr").first
    # The script gives the whole address, the page a relative one.
    look = """row => [...row.querySelectorAll('a, time, span, bdi')].map(
        one => [one.tagName, one.className, one.textContent, one.href, one.title, one.dateTime])"""
    before = row.evaluate(look)
    page.get_by_placeholder("Filter by name, role, place…").fill(row.locator("a").inner_text())
    expect(page.locator("tbody tr")).to_have_count(1)
    assert row.evaluate(look) == before


def test_what_is_chosen_stands_in_the_address_and_nowhere_else(
    page: Page, sample_site: Served
) -> None:
    page.goto(sample_site.at("people/index.html"))
    page.get_by_placeholder("Filter by name, role, place…").fill("david")
    page.locator("select[name=sort]").select_option("last")
    page.get_by_placeholder("Filter by name, role, place…").press("Enter")
    shows(page, "David Penrose", "David Achterberg")
    assert page.url == sample_site.at("people/index.html") + "?text=david&sort=last"
    kept = "localStorage.length + sessionStorage.length + document.cookie.length"
    assert page.evaluate(kept) == 0
    page.reload()
    shows(page, "David Penrose", "David Achterberg")
    assert page.locator("select[name=sort]").input_value() == "last"
