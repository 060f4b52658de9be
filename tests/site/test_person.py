"""The page of a person: what is open, what was asked and given, fields of other programs."""

from __future__ import annotations

import re

import pytest

from tests.conftest import TODAY, World
from tests.site.building import Built, build


def text_of(html: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def rows(site: Built, person: str) -> list[str]:
    """What is open on the day of the build, line by line."""
    html = site.text(f"people/{person}.html")
    found = re.findall(r'<li class="hb-now__row([^>]*)>(.*?)</li>', html, flags=re.S)
    return [
        text_of(row.partition('<div class="hb-need__do"')[0])
        for attributes, row in found
        if " hidden" not in attributes
    ]


def section(site: Built, person: str, heading: str) -> str:
    html = site.text(f"people/{person}.html")
    return text_of(re.search(rf'id="{heading}">.*?</section>', html, flags=re.S)[0])  # type: ignore[index]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("person")
    world = World(folder / "journal")
    world.settle()
    world.person(
        "Ada Lovelace", circle="inner", birthday="1990-11-25", **{"vcard:x-phonetic-name": "aida"},
        body="- [ ] send the [[ben]] book (by 2026-11-20)\n- [ ] [[ada-lovelace]]: the sketch\n",
    )  # fmt: skip
    world.person("Ben", introduced_by="ada-lovelace")
    world.met("2024-05-01", "ada-lovelace", asked="advice", body="Asked her.")
    world.met("2024-06-01", "ada-lovelace", kind="letter", asked="introduction", body="To Ben?")
    world.met("2024-06-20", "ada-lovelace", kind="letter", direction="in", outcome="agreed",
              body="Gladly.\n\n- [ ] come to the party\n")  # fmt: skip
    world.person("Cy", snooze="2026-12-06")
    world.person("Dee", snooze="2026-11-06")
    world.met("2026-11-15", "ben")
    world.met("2026-01-07", "ada-lovelace", gave="feedback", body="*Skating* on the pond.")
    world.met("2026-11-30 12:30", "ada-lovelace", kind="meal", draft="true", place="Luigi's")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOBNOB_TODAY", TODAY)
        return build(world, folder / "site")


def test_what_is_open_stands_under_the_name(site: Built) -> None:
    """In the words of the list of today: what is owed, both ways, and what lies ahead."""
    assert rows(site, "ada-lovelace") == [
        "you promised send the Ben book by 20 November 2026",
        "thanks owed introduced you to Ben",
        "birthday turns 36 25 November 2026",
        "asks you “ come to the party ” said 20 June 2024",
        "appointment Meal 12:30, Luigi&#39;s 30 November 2026",
        "promised you the sketch",
    ]
    html = site.text("people/ada-lovelace.html")
    assert html.index("<h1") < html.index("hb-now__row") < html.index('id="hb-timeline"')
    # Next year's birthday is there too, for its day.
    assert re.search(r'data-spans="2027-11-\d\d:2027-11-26" hidden', html)


def test_who_rests_and_until_when(site: Built) -> None:
    html = site.text("people/cy.html")
    assert 'data-shown-until="2026-12-06">Rests until 6 December 2026.</p>' in html
    assert "Rests until" not in site.text("people/dee.html")


def test_the_last_contact_and_the_years_are_told_in_words(site: Built) -> None:
    html = site.text("people/ada-lovelace.html")
    assert re.search(r'hb-now__talk"><a href="[^"]+"[^>]*>Skating on the pond\.<', html)
    assert 'aria-label="Contacts by year, 2024 to 2026. 2024: 3, 2026: 1"' in html


def test_what_was_asked_and_given(site: Built) -> None:
    asked = section(site, "ada-lovelace", "hb-asked")
    assert "1 June 2024 an introduction agreed 20 June 2024" in asked
    assert "1 May 2024 advice answered" in asked
    assert "from you: feedback" in asked
    assert 'id="hb-asked"' not in site.text("people/ben.html")


def test_fields_of_other_programs_are_folded_and_have_a_name(site: Built) -> None:
    html = site.text("people/ada-lovelace.html")
    assert "<dt>Phonetic name</dt><dd>aida</dd>" in html.partition("More fields")[2]
    assert "vcard:" not in html


def test_an_organization_begins_with_who_is_there_and_the_last_contact(built: Built) -> None:
    page = built.text("orgs/avonmere-mutual.html")
    assert page.index("There now") < page.index("hb-touch") < page.index("There before")
    assert re.search(r'hb-touch"><time datetime="2026-11-20"', page)
    row = re.search(r'<tr data-name="Avonmere Mutual.*?</tr>', built.text("orgs/index.html"))
    assert row
    assert 'data-last="2026-11-20" data-size="6"' in row[0]
    assert text_of(row[0]).endswith("and 1 more 2 20 November 2026")
