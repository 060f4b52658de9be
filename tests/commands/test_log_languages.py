"""A journal in two languages: each line is read in the one that knows the most of its words."""

from __future__ import annotations

import pytest

from tests.conftest import World


@pytest.fixture
def both(world: World) -> World:
    world.settle("      language: [de, en]\n")
    world.person("Lena")
    world.person("Thomas Klein")
    return world


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("gestern: Mittagessen mit Lena, in 3 Wochen nachfassen",
         {"date": "2026-11-21", "kind": "meal", "people": ["lena"], "follow_up": "2026-12-13"}),
        ("yesterday: lunch with Lena, follow up in 3 weeks",
         {"date": "2026-11-21", "kind": "meal", "people": ["lena"], "follow_up": "2026-12-13"}),
        ("Lunch mit Lena am Freitag", {"date": "2026-11-20", "kind": "meal", "people": ["lena"]}),
        ("Lena called", {"date": "2026-11-22", "kind": "call", "direction": "in", "people": ["lena"]}),
        ("Lena hat angerufen",
         {"date": "2026-11-22", "kind": "call", "direction": "in", "people": ["lena"]}),
        ("coffee with Lena about Thomas", {"date": "2026-11-22", "kind": "meal", "people": ["lena"]}),
        ("Kaffee mit Lena über Thomas", {"date": "2026-11-22", "kind": "meal", "people": ["lena"]}),
    ],
)  # fmt: skip
def test_a_line_is_read_in_its_own_language(
    both: World, line: str, said: dict[str, object]
) -> None:
    answer = both.run(["log", line, "--json"])
    assert answer.code == 0, answer.err
    keys = ("date", "kind", "direction", "people", "follow_up", "outcome")
    assert {key: answer.json[key] for key in keys if key in answer.json} == said


def test_an_option_takes_the_words_of_both(both: World) -> None:
    for word, drink in (("yesterday", "tea"), ("gestern", "coffee")):
        answer = both.run(["log", f"{drink} with Lena", "--date", word, "--json"])
        assert answer.json["date"] == "2026-11-21"


def test_the_inbox_reads_both(both: World) -> None:
    both.write("inbox.md", "# 3. Oktober 2026\nKaffee mit Lena\n# October 4, 2026\ntea with Lena\n")
    assert both.run("inbox").code == 0
    assert (both.notes / "inbox.md").read_text() == "# 3. Oktober 2026\n# October 4, 2026\n"
    dates = [one["date"] for one in both.run("list interactions --json").json]
    assert sorted(dates) == ["2026-10-03", "2026-10-04"]


@pytest.mark.parametrize(
    ("setting", "says"),
    [("[de, tlh]", "no words for 'tlh'"), ("[]", "at least one language"), ("7", "no language")],
)
def test_a_wrong_setting_says_what_would_be_right(world: World, setting: str, says: str) -> None:
    world.settle(f"      language: {setting}\n")
    answer = world.run("list people")
    assert answer.code == 2
    assert says in answer.err
