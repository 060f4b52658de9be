"""What a page offers to do: commands, letters, cards, calendars, and the way to the editor."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import World
from tests.site.building import Built, build


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World(tmp_path_factory.mktemp("actions") / "journal")
    world.settle("      editor_links: vscode\n      today: 2026-11-22\n")
    world.person(
        "Ada Byron", emails="[ada@x.example, a@x.example]", phones="+44 20 7946 0000", circle="inner",
        tags="[secret-tag]", birthday="1815-12-10", org="Engines & Co", title="Analyst",
        body="A secret remark.\n- [ ] send the notes (by 2026-11-20)\n",
    )  # fmt: skip
    world.write("people/b$(touch x) c.md", "---\nname: Bob\nkeep_in_touch: 1 week\n---\n")
    world.person("Cleo", emails="cleo@x.example")
    world.person("Own", emails="own@x.example")
    world.write("people/own.vcf", "BEGIN:VCARD\nFN:My own\nEND:VCARD\n")
    letter = {"kind": "email", "draft": "true"}
    world.met(
        "2026-11-20", "ada-byron", slug="one", subject="Hi & ho", body="Dear Ada,\n", **letter
    )
    world.met("2026-11-20", "cleo", slug="long", subject="Long", body="word " * 900, **letter)
    world.met("2026-11-25T12:30", "cleo", slug="lunch", kind="meal", draft="true", place="Luigi's")
    return world


@pytest.fixture(scope="module")
def site(world: World, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(world, tmp_path_factory.mktemp("own") / "site", strict=False)


def commands(site: Built, page: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<kbd>(.*?)</kbd>", site.text(page))]


def test_commands_have_slugs_and_letters_and_never_numbers(site: Built) -> None:
    found = commands(site, "index.html")
    assert any(re.fullmatch(r"hobnob done [a-z0-9]{6}", one) for one in found)
    assert 'hobnob log "…" --with ada-byron' in found
    assert "hobnob sent one" in found
    assert "hobnob brief cleo" in found
    # Whatever a file is called: a slug holds nothing that a shell would run.
    assert 'hobnob log "…" --with b-touch-x-c' in found
    assert not any(re.search(r" \d+\b", one.replace("2 weeks", "")) for one in found)


def test_a_letter_begins_with_the_draft_that_waits(site: Built) -> None:
    home = unescape(site.text("index.html"))
    assert "mailto:ada@x.example?subject=Hi%20%26%20ho&body=Dear%20Ada%2C" in home
    # A part of a letter would look like the whole.
    assert 'href="mailto:cleo@x.example?subject=Long"' in home
    assert 'href="tel:+442079460000"' in site.text("people/ada-byron.html")


def test_a_card_is_to_hand_on_and_holds_no_notes(site: Built) -> None:
    card = site.text("people/ada-byron.vcf")
    for line in ("FN:Ada Byron", "EMAIL:a@x.example", "ORG:Engines & Co", "TITLE:Analyst"):
        assert line in card
    for word in ("secret", "NOTE", "CATEGORIES", "BDAY"):
        assert word not in card
    assert "My own" in site.text("people/own.vcf")
    page = site.text("people/ada-byron.html")
    assert 'href="ada-byron.vcf"' in page
    code = re.search(r'data-card="([^"]*)"', page)
    assert code
    assert "FN:Ada Byron\nN:Byron;Ada;;;\nTEL:" in unescape(code[1])


def test_an_appointment_goes_into_a_calendar(site: Built) -> None:
    assert 'href="./appointments/lunch.ics"' in site.text("index.html")
    calendar = site.text("appointments/lunch.ics")
    assert "DTSTART:20261125T123000" in calendar
    assert "LOCATION:Luigi's" in calendar


def test_a_note_opens_in_the_editor(world: World, site: Built) -> None:
    path = f"{world.root.as_posix().lstrip('/')}/notes/people/ada-byron.md"
    assert f'href="vscode://file/{path}"' in site.text("people/ada-byron.html")
    assert "vscode://file/" in site.text("index.html")


def test_a_shared_site_has_no_command_no_draft_and_no_path(world: World, tmp_path: Path) -> None:
    site = build(world, tmp_path / "site", share=True, strict=False)
    for words in (
        "vscode:",
        str(world.root),
        "hobnob done",
        "hobnob snooze",
        "data-ref",
        "Hi%20%26",
    ):
        assert [path for path in site.where(words) if not path.endswith(".js")] == [], words
    assert 'href="mailto:ada@x.example"' in site.text("people/ada-byron.html")
    assert "FN:Ada Byron" in site.text("people/ada-byron.vcf")
