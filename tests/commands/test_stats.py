"""`stats`: every number is one that the lists count again."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.commands.looking import Reader, on_terminal, plain, widest
from tests.conftest import TODAY, World


def test_the_samples_numbers_are_what_stands_in_the_files(looked_at: World) -> None:
    reader = Reader(looked_at.notes, TODAY)
    found = looked_at.run("stats --json").json
    contacts = [slug for slug in reader.interactions if reader.is_contact(slug)]
    days = [reader.interactions[slug][0]["date"][:10] for slug in contacts]
    assert found["people"] == len(reader.people)
    assert found["interactions"] == len(reader.interactions)
    assert found["contacts"] == len(contacts)
    assert found["months"] == Counter(day[:7] for day in days)
    assert found["years"] == Counter(day[:4] for day in days)
    assert (found["first"], found["last"]) == (min(days), max(days))
    happened = [
        head["kind"] for head, _ in reader.interactions.values()
        if head["date"][:10] <= TODAY and head.get("draft") != "true"
    ]  # fmt: skip
    assert found["kinds"] == Counter(happened)
    met = Counter(
        person for slug, day in zip(contacts, days, strict=True) if day >= "2025-11-22"
        for person in reader.who(slug)
    )  # fmt: skip
    assert found["most_met"]
    for one in found["most_met"]:
        assert met[one["person"]] == one["contacts"]
    assert sum(one["contacts"] for one in found["most_met"]) == sum(
        many for _, many in met.most_common(10)
    )


def test_the_numbers_agree_with_the_lists(looked_at: World) -> None:
    found = looked_at.run("stats --json").json
    for what in ("people", "interactions", "plans", "orgs"):
        assert found[what] == len(looked_at.run(f"list {what} --json").json)
    assert found["drafts"] == len(looked_at.run("list interactions --draft --json").json)
    assert found["open_promises"] == len(looked_at.run("list promises --json").json)
    assert found["kept_promises"] == len(looked_at.run("list promises --kept --json").json)
    for month in ("2026-10", "1988-03"):
        listed = looked_at.run(f"list interactions --since {month} --until {month} --json").json
        assert found["months"][month] == sum(one["is_contact"] for one in listed)


def test_what_is_to_come_and_what_has_no_day_is_counted_right(world: World) -> None:
    world.person("Ada Lovelace")
    for date in ("2026-12-24", "2026-11", "2019"):
        world.met(date, "ada-lovelace")
    found = world.run("stats --json").json
    assert found["interactions"] == 3
    assert found["contacts"] == 2
    assert found["months"] == {"2026-11": 1}
    assert found["years"] == {"2019": 1, "2026": 1}
    assert found["kinds"] == {"meeting": 2}


def test_months_are_bars_the_longest_fills_the_line(looked_at: World) -> None:
    lines = plain(on_terminal(looked_at, "stats", 60).out).splitlines()
    start = lines.index("Contacts by month") + 1
    months = lines[start : start + 12]
    assert months[0].startswith("2025-12   2  ")
    assert months[-2].startswith("2026-10  23  █")
    bars = {line[:7]: line.count("█") for line in months}
    assert max(bars, key=lambda month: bars[month]) == "2026-10"
    assert 12 * bars["2025-12"] <= bars["2026-10"] + 12
    assert len(months[-2]) >= 58


def test_more_months_and_every_year(looked_at: World) -> None:
    text = looked_at.run("stats --months 24").out
    assert "2024-12" in text
    assert "2024-11" not in text
    text = looked_at.run("stats --all").out
    assert "1988  48  █" in text
    assert "1990   0\n" in text
    assert "2025-12" not in text


def test_totals_in_a_sentence(world: World) -> None:
    world.person("Ada Lovelace")
    world.met("2026-11-20", "ada-lovelace", body="- [ ] x\n- [x] y\n")
    assert world.run("stats").out.startswith(
        "1 person · 1 interaction · 0 plans · 0 organizations\n"
        "1 contact, 2 days ago, 20 November 2026\n"
        "1 promise open, 1 kept\n"
    )


def test_an_empty_journal(world: World) -> None:
    said = world.run("stats")
    assert (said.code, said.out) == (0, "")
    assert "hobnob add person" in said.err
    found = world.run("stats --json").json
    assert (found["people"], found["first"], found["most_met"]) == (0, None, [])


def test_people_without_any_interaction(world: World) -> None:
    world.person("Ada Lovelace")
    assert "1 person" in world.run("stats").out


@pytest.mark.parametrize("columns", [24, 45, 60, 80, 200])
@pytest.mark.parametrize("options", ["", "--all", "--months 48"])
def test_it_fits_the_terminal(looked_at: World, columns: int, options: str) -> None:
    assert widest(on_terminal(looked_at, f"stats {options}", columns).out) <= min(columns, 96)


def test_a_pipe_is_plain(looked_at: World) -> None:
    assert "\x1b" not in looked_at.run("stats").out
    assert "\x1b" in on_terminal(looked_at, "stats").out
