"""Who a person of a file is: never two notes for one, never one for two."""

from __future__ import annotations

from typing import Any

import pytest

from hobnob.importers.found import FoundPerson
from hobnob.importers.phone_numbers import number_key
from tests.conftest import World
from tests.importers.importing import person, plan

IN = "https://www.linkedin.com/in/"

# What the note of Ada Byron has, who the file names, and who that is: the same, unclear, or new.
CASES: tuple[tuple[str, dict[str, Any], FoundPerson, str], ...] = (
    ("the same address", {"emails": ["ada@example.org"]},
     person("Ada Lovelace", emails=["ADA@example.org"]), "same"),
    ("the same address, a pet form of the name", {"emails": ["byron@example.org"], "aliases": ["Katharina Byron"]},
     person("Kathi Byron", emails=["byron@example.org"]), "same"),
    ("the same address, the name spelled out", {"emails": ["j@example.org"], "aliases": ["Jörg Weiß"]},
     person("Joerg Weiss", emails=["j@example.org"]), "same"),
    ("the name spelled out and the firm", {"org": "Analytical", "aliases": ["Bjørn Åkesson"]},
     person("Bjoern Aakesson", org="Analytical"), "same"),
    ("letters that are not those of another spelling", {"org": "Analytical", "aliases": ["Michal Byron"]},
     person("Michael Byron", org="Analytical"), "new"),
    ("the same address, a nickname that the address has", {"emails": ["bob@example.org"]},
     person("Bob Crane", emails=["bob@example.org"]), "same"),
    ("a couple's one mailbox", {"emails": ["byron@example.org"]},
     person("Bert Byron", emails=["byron@example.org"]), "unclear"),
    ("an office's mailbox", {"emails": ["info@example.org"]},
     person("George Green", emails=["info@example.org"]), "unclear"),
    ("the same number, spelled otherwise", {"phones": ["+49 171 1234567"]},
     person("Ada B.", phones=["0171/123 45 67"]), "same"),
    ("the same digits in another country", {"phones": ["+44 171 1234567"]},
     person("George Green", phones=["+49 171 1234567"]), "new"),
    ("a switchboard", {"phones": ["+49 30 901820"]},
     person("George Green", phones=["+49 30 901820"]), "unclear"),
    ("the same profile, another name", {"links": [f"{IN}ada"]},
     person("A. Lovelace-King", links=["http://de.linkedin.com/in/Ada/?trk=x"]), "same"),
    ("the same name, another profile", {"links": [f"{IN}ada"]},
     person("Ada Byron", links=[f"{IN}ada-byron-2"]), "new"),
    ("the site of their firm", {"links": ["https://firm.example/"]},
     person("George Green", links=["https://firm.example"]), "new"),
    ("their own site", {"links": ["https://ada.example/"]},
     person("Ada Lovelace", links=["http://www.ada.example"]), "same"),
    ("the same name and firm", {"org": "Analytical"},
     person("Ada Byron", org="Analytical"), "same"),
    ("the firm with its legal form", {"org": "Analytical"},
     person("ADA BYRON", org="Analytical GmbH"), "same"),
    ("a former firm", {"roles": [{"org": "Other"}, {"org": "Analytical", "until": "2020"}]},
     person("Ada Byron", org="Analytical"), "same"),
    ("the same name and birthday", {"birthday": "1815-12-10"},
     person("Ada Byron", birthday="--12-10"), "same"),
    ("the same name, another birthday", {"birthday": "1815-12-10"},
     person("Ada Byron", birthday="1990-01-02"), "new"),
    ("the same name alone", {}, person("Ada Byron"), "unclear"),
    ("the same name, another firm", {"org": "Analytical"},
     person("Ada Byron", org="Ogilvy"), "unclear"),
    ("an alias alone", {"aliases": ["Ada Lovelace"]}, person("Ada Lovelace"), "unclear"),
    ("the id of the source", {"source": ["made-up:7"]},
     person("Somebody Renamed", source="made-up:7"), "same"),
    ("another name", {"org": "Analytical"}, person("George Green", org="Analytical"), "new"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "note", "found", "who"), CASES, ids=[case[0] for case in CASES])
def test_who_it_is(
    world: World, what: str, note: dict[str, Any], found: FoundPerson, who: str
) -> None:
    world.person("Ada Byron", **note)
    planned = plan(world, found, region="DE")
    assert len(planned.new) == (who == "new"), what
    assert [doubt.maybe for doubt in planned.unclear] == [("ada-byron",)] * (who == "unclear")
    assert [*planned.changed, *planned.unchanged] == ["ada-byron"] * (who == "same")


# Several people of one file, and the slugs that become new and the number of unclear ones.
WITHIN: tuple[tuple[str, tuple[FoundPerson, ...], list[str], int], ...] = (
    ("two profiles are two people",
     (person("Ada Byron", links=[f"{IN}a"]), person("Ada Byron", links=[f"{IN}b"])),
     ["ada-byron", "ada-byron-2"], 0),
    ("one person twice is one note",
     (person("Ada Byron", emails=["ada@example.org"]),
      person("Ada Byron", emails=["ada@example.org"], phones=["+49 171 1234567"])),
     ["ada-byron"], 0),
    ("a number that three share is nobody's",
     (person("Ada Byron", phones=["+49 30 901820"]), person("Bob Crane", phones=["+49 30 901820"]),
      person("Cy Dee", phones=["+49 30 901820"])), ["ada-byron", "bob-crane", "cy-dee"], 0),
    ("a name twice, and nothing that tells them apart",
     (person("Ada Byron"), person("Ada Byron", org="Ogilvy")), ["ada-byron"], 1),
)  # fmt: skip


@pytest.mark.parametrize(("what", "people", "new", "unclear"), WITHIN, ids=[c[0] for c in WITHIN])
def test_within_one_file(
    world: World, what: str, people: tuple[FoundPerson, ...], new: list[str], unclear: int
) -> None:
    planned = plan(world, *people, region="DE")
    assert (planned.new, len(planned.unclear)) == (new, unclear), what


def test_two_of_one_name_and_firm_may_both_be_the_one_with_a_note(world: World) -> None:
    world.person("Ada Byron", org="Analytical")
    twins = [person("Ada Byron", org="Analytical", links=[f"{IN}{x}"]) for x in "ab"]
    planned = plan(world, *twins)
    assert (planned.new, len(planned.unclear)) == ([], 2)


def test_numbers_are_one_only_where_that_is_certain() -> None:
    assert number_key("0171 1234567", "DE") == number_key("+49 (0)171 1234567") == "+491711234567"
    assert number_key("0171 1234567") != number_key("0171 1234567", "DE")
    # No number of any country: compared digit by digit, with the same signs or not.
    assert number_key("+1 555 0100") == number_key("1-555-0100")
    assert number_key("12345") == number_key("ext. 7") == ""
