"""The search finds people by their names first, then every word of the journal."""

from __future__ import annotations

import random
import re
import shutil
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from hobnob.phones import PHONE, SIGN, phone_keys
from hobnob.site.search import Dated, Named, make_search
from hobnob.site.terms import search_fold
from tests.browser.serving import Served, serve
from tests.browser.watching import Watch
from tests.conftest import World
from tests.site.building import Built, build

MEGABYTE = 1_000_000


def hits(page: Page) -> Locator:
    """What the search shows as found."""
    return page.get_by_role("dialog").get_by_role("option")


def box(page: Page) -> Locator:
    """The field of the palette."""
    return page.get_by_role("combobox", name="Search")


def ask(page: Page, words: str) -> None:
    """Type words into the palette, and wait until it has found all it can."""
    if not page.get_by_role("dialog").count():
        page.keyboard.press("/")
    box(page).fill(words)
    expect(page.get_by_role("listbox", include_hidden=True)).to_have_attribute("aria-busy", "false")


def titles(page: Page) -> list[str]:
    """What is found, without the places to go to and the actions."""
    groups = page.get_by_role("group").filter(has_not=page.get_by_text(NO_FINDS))
    return groups.locator(".hb-search__title").all_inner_texts()


def seek(page: Page, words: str) -> list[str]:
    """Search as a reader does; return the titles of what is found."""
    ask(page, words)
    expect(hits(page).first).to_be_visible()
    return titles(page)


NO_FINDS = re.compile("^(Go to|Write down|Actions|More)$")

FIRST = {
    "gillian": "Gillian Tranter",
    "GILL": "Gillian Tranter",
    "tranter gillian": "Gillian Tranter",
    "dvorak": "Marek Dvořák",
    "Dvořák": "Marek Dvořák",
    "中村": "中村 美咲",
    "avonmere": "Avonmere Mutual",
    "summer in adv": "A summer in advertising",
}


def test_a_name_comes_first(page: Page, sample_site: Served) -> None:
    """By its beginning, in any order of its words, and without regard to case or marks."""
    page.goto(sample_site.at("index.html"))
    for words, first in FIRST.items():
        found = seek(page, words)
        named = [title for title in found if " · " not in title]
        assert found[0] == first, words
        assert named == found[: len(named)], words


@pytest.fixture(scope="module")
def marked_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of one person whose letters are marked."""
    folder = tmp_path_factory.mktemp("soren")
    world = World(folder / "journal")
    world.settle()
    world.person("Søren Kjær", aliases="[The Dane, Aarhus]")
    world.person("İstanbul Büro")
    world.person("Алёна Йонова", phones="+44 20 7946 0018", coffee="flat white")
    world.person("Łukasz Τῷ", address="Rue de la Paix 12")
    world.met("2024-03-04", "søren-kjær", body="In the Hauptstraße, said नमस्ते twice.")
    world.met("2024-03-05", "søren-kjær", body=f"{'Words of many kinds, ' * 9}and a xylophone.")
    with serve(build(world, folder / "site").root) as served:
        yield served


def test_a_marked_letter_is_found_by_its_plain_one(page: Page, marked_site: Served) -> None:
    page.goto(marked_site.at("index.html"))
    for words in ("soren", "Søren", "SØREN kjaer", "søren kjær"):
        assert seek(page, words)[0] == "Søren Kjær", words
        expect(page.get_by_role("status")).to_contain_text("1 name")
    assert seek(page, "aarhus")[0] == "Søren Kjær"
    assert seek(page, "hauptstrasse")[0].startswith("Meeting")
    assert seek(page, "HauptStraße")[0].startswith("Meeting")
    assert seek(page, "नमस्ते")[0].startswith("Meeting")
    assert seek(page, "ist")[0] == "İstanbul Büro"
    assert seek(page, "алена")[0] == "Алёна Йонова"
    assert seek(page, "ИОНОВА")[0] == "Алёна Йонова"
    assert seek(page, "lukasz τω")[0] == "Łukasz Τῷ"


def test_numbers_and_other_keys_are_found(page: Page, marked_site: Served) -> None:
    page.goto(marked_site.at("index.html"))
    for words in ("+44 20 7946 0018", "02079460018", "0044 (0)20 79460018", "442079460018",
                  "flat white"):  # fmt: skip
        assert seek(page, words) == ["Алёна Йонова"], words
    assert seek(page, "rue paix") == ["Łukasz Τῷ"]
    ask(page, "020 7946 0019")
    expect(page.get_by_role("status")).to_have_text("Nothing has all of these words.")


def test_the_table_of_people_folds_as_the_search_does(page: Page, marked_site: Served) -> None:
    page.goto(marked_site.at("people/index.html"))
    for words in ("lukasz", "алена", "soren"):
        page.locator("[data-hb-filter] [name=text]").fill(words)
        expect(page.locator("tbody tr:visible")).to_have_count(1)


def test_the_script_folds_as_the_index_does(page: Page, marked_site: Served) -> None:
    """Every letter, mark and digit, but those of Cherokee, whose lower case is its upper one."""
    letters = [chr(at) for at in range(0x2FFFF) if unicodedata.category(chr(at))[0] in "LMN"]
    page.goto(marked_site.at("index.html"))
    folded = page.evaluate("letters => letters.map(window.hobnobFold)", letters)
    wrong = [
        letter
        for letter, theirs in zip(letters, folded, strict=True)
        if theirs != search_fold(letter) and not unicodedata.name(letter).startswith("CHEROKEE")
    ]
    assert wrong == []


@pytest.mark.parametrize("number", ["+44 20 7946 0018", "442079460018", "00353 1 2345678", "(0)1",
                                    "2026-11-22 030 901820"])  # fmt: skip
def test_the_script_reads_numbers_as_the_index_does(
    page: Page, marked_site: Served, number: str
) -> None:
    page.goto(marked_site.at("index.html"))
    spelt = page.evaluate(
        "window.hobnobPhones(arguments[0])".replace("arguments[0]", f"{number!r}")
    )
    first = PHONE.search(number)
    keys = phone_keys(first[0]) if first else ()
    assert [words.split()[-1] for words in spelt] == [SIGN + key for key in keys]


def test_a_misspelled_name_is_found_and_said_to_be_near(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("index.html"))
    for words in ("gilliam", "gilian", "gililan", "trantr"):
        assert seek(page, words)[0] == "Gillian Tranter", words
        expect(page.get_by_role("status")).to_have_text("No exact match; these are similar.")


def test_every_word_of_a_body_is_found(page: Page, sample_site: Served) -> None:
    """And the entry that is opened is the one that holds it, and stands in view."""
    page.goto(sample_site.at("people/index.html"))
    found = seek(page, "disaster drill")
    assert found == ["Event · Greg Tolliver, Priya Raman, Joan Petherick"]
    expect(hits(page).first.locator(".hb-search__about mark")).to_contain_text(
        ["disaster", "drill"]
    )
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_contain_text("Joint disaster drill.")
    expect(page.locator(":target")).to_be_in_viewport()


def test_a_word_further_on_in_a_long_entry_is_told_where_one_sees_it(
    page: Page, marked_site: Served
) -> None:
    page.goto(marked_site.at("index.html"))
    seek(page, "xylophone")
    line = hits(page).locator(".hb-search__about")
    expect(line).to_contain_text("further on: xylophone")
    assert line.evaluate("line => line.scrollWidth <= line.clientWidth")


def test_the_words_of_a_note_about_somebody_are_found(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("index.html"))
    assert "Joan Petherick" in seek(page, "cheese scone not fruit")
    assert "How I keep this" in seek(page, "how i keep this")


def test_more_can_be_asked_for_and_nothing_is_said_plainly(page: Page, sample_site: Served) -> None:
    page.goto(sample_site.at("index.html"))
    before = len(seek(page, "the"))
    page.get_by_role("button", name="Show more").click()
    expect(hits(page)).not_to_have_count(before)
    assert hits(page).count() > before
    ask(page, "xyzzyplugh")
    expect(page.get_by_role("status")).to_have_text("Nothing has all of these words.")
    expect(hits(page)).to_have_count(0)


def test_nothing_is_loaded_before_it_is_asked_for(
    page: Page, sample_site: Served, watch: Watch
) -> None:
    page.goto(sample_site.at("index.html"), wait_until="networkidle")
    assert [url for url in watch.asked if "/search/" in url] == []
    seek(page, "gillian")
    asked = [url for url in watch.asked if "/search/" in url]
    assert any(url.endswith("/search/names.js") for url in asked)
    assert len(asked) == len(set(asked))


def test_a_first_search_loads_no_more_than_a_megabyte(
    page: Page, big_site: Served, watch: Watch
) -> None:
    """In a journal of 5,000 people and 50,000 interactions: a rare word, a common one, a name."""
    page.goto(big_site.at("index.html"))
    for words, least in (("unmistakable", 1), ("wo", 12), ("person 4321", 8)):
        before = sum(watch.sizes.values())
        seek(page, words)
        assert hits(page).count() >= least
        assert sum(watch.sizes.values()) - before < MEGABYTE, words
    assert sum(watch.sizes.values()) > MEGABYTE / 3
    # Nobody waits for one great file, and the first file of names is small.
    found = {url.rsplit("/", 1)[-1]: size for url, size in watch.sizes.items() if "/search/" in url}
    assert max(found.values()) < MEGABYTE / 10
    assert found["names.js"] < MEGABYTE / 100


@pytest.fixture(scope="module")
def big_site(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A home page beside the search of a great journal."""
    root = tmp_path_factory.mktemp("big-site")
    shutil.copytree(built.root / "assets", root / "assets")
    shutil.copy(built.root / "index.html", root)
    (root / "search").mkdir()
    for path, text in make_search(_people(5_000), _interactions(50_000)):
        (root / Path(path)).write_text(text, encoding="utf-8")
    with serve(root) as served:
        yield served


def _people(count: int) -> Iterator[Named]:
    for number in range(count):
        yield Named(
            kind="people", name=f"Person {number} Nameson", url=f"people/person-{number}-nameson.html",
            about="Manager of Something, A Company of Some Length", also=f"person{number}@example.org",
        )  # fmt: skip


def _interactions(count: int) -> Iterator[Dated]:
    """Texts whose words are as unevenly frequent as those of a language, and begin as variously."""
    chance = random.Random(1)
    syllables = [consonant + vowel for consonant in "bcdfghklmnprstvw" for vowel in "aeiou"]
    words = [f"{chance.choice(syllables)}{chance.randrange(16**6):x}" for _ in range(20_000)]
    shares = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for number in range(count):
        text = " ".join(chance.choices(words, cum_weights=shares, k=12))
        if number == count // 2:
            text += " unmistakable"
        yield Dated(
            slug=f"e{number}", date=f"20{number * 25 // count:02}-01-01", kind="Meeting",
            title=f"Person {number % 5000} Nameson", url=f"journal/x.html#e{number}", text=text,
        )  # fmt: skip
