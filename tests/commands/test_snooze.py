"""Putting off: only the day changes, and it is on its own line."""

from __future__ import annotations

import pytest

from tests.conftest import World


def test_a_person_rests_until_the_day(world: World) -> None:
    path = world.person("Ada Byron", circle="inner", body="Likes tea.  ")
    before = path.read_bytes()
    for words, day in (
        ("ada 2 weeks", "2026-12-06"), ("Ada Byron 3 days", "2026-11-25"),
        ("ada-byron until 13 December", "2026-12-13"), ("ada 2027-01", "2027-01-01"),
        ("1 for 2 weeks", "2026-12-06"),
    ):  # fmt: skip
        path.write_bytes(before)
        world.run("today")
        said = world.run(f"snooze {words}")
        assert (said.code, "rests until" in said.out) == (0, True), words
        assert path.read_bytes() == before.replace(
            b"---\nLikes", f"snooze: {day}\n---\nLikes".encode()
        )
    assert world.run("today --json").json == []
    assert [need["rests"] for need in world.run("today --all --json").json] == [True]
    assert world.run("set ada snooze=").code == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("task", "later"),
    [
        ("- [ ] ring (by 2026-11-20)", "- [ ] ring (by 2026-12-06)"),
        ("* [ ] ring (by: 2026-11) at  noon", "* [ ] ring (by: 2026-12-06) at  noon"),
        ("- [ ] ring 📅 2026-11-20 #a", "- [ ] ring 📅 2026-12-06 #a"),
        ("- [ ] ring [due:: 2026-11-20]", "- [ ] ring [due:: 2026-12-06]"),
        ("- [ ] ring", "- [ ] ring (by 2026-12-06)"),
        ("- [ ] ring ^block", "- [ ] ring (by 2026-12-06) ^block"),
        ("- [ ] read (by Knuth) `(by 2026-11-20)` (by 2026-11-21)",
         "- [ ] read (by Knuth) `(by 2026-11-20)` (by 2026-12-06)"),
        ("- [ ] ring\r\n  her (by 2026-11-20)\r", "- [ ] ring\r\n  her (by 2026-12-06)\r"),
        ("> 1. [ ] [[ada]]: ring (by 2026-11-20)", "> 1. [ ] [[ada]]: ring (by 2026-12-06)"),
    ],
)  # fmt: skip
def test_a_promise_gets_its_new_date(world: World, task: str, later: str) -> None:
    """Where the note has it, as the note writes it; a twin of it keeps its own."""
    path = world.person(
        "Ada", body=f"{task}\n\nText (by 2026-11-20)\n\n- [ ] other (by 2026-11-22)"
    )
    before = path.read_bytes().decode()
    rows = world.run("list promises --json").json
    (number,) = [at for at, row in enumerate(rows, 1) if "other" not in row["text"]]
    said = world.run(f"snooze {number} 2 weeks")
    assert said.code == 0, said.err
    assert path.read_bytes().decode() == before.replace(task, later, 1)


def test_a_follow_up_gets_its_new_date(world: World) -> None:
    world.person("Ada")
    path = world.met("2026-11-01", "ada", follow_up="2026-11-20")
    world.run("today --json")
    said = world.run("snooze 1 2026-12-24")
    assert said.code == 0
    assert "Ada: to follow up on " in said.out + said.err
    assert "follow_up: 2026-12-24\n" in path.read_text()


def test_what_cannot_be_put_off_is_refused(world: World) -> None:
    for name in ("ada", "ben", "cy", "dee"):
        world.person(name, circle="inner")
    world.run("today")
    for words, code, why in (
        ("ada", 2, "until when?"), ("ada weeks", 2, "for how many weeks?"),
        ("ada yesterday", 2, "not a day after today"), ("ada today", 2, "not a day after today"),
        ("ada blah", 2, "blah"), ("zoe 2 weeks", 3, "zoe"), ("9 2 weeks", 3, "from 1 to 4"),
        ("4 2 weeks", 3, "nobody who could rest"),
    ):  # fmt: skip
        said = world.run(f"snooze {words}")
        assert (said.code, why in said.err) == (code, True), (words, said.err)


def test_a_snooze_that_is_over_goes_when_the_note_changes_anyway(world: World) -> None:
    path = world.person("Ada", snooze="2026-11-22", location="Bath")
    other = world.person("Ben", snooze="2026-11-23", location="Bath")
    world.run("log 'Tea with Ada and Ben'")
    assert "snooze" in path.read_text()
    assert "-snooze" in world.run("set ada location=Rome --dry-run").out
    for name in ("ada", "ben"):
        assert world.run(f"set {name} location=Rome").code == 0
    assert "snooze" not in path.read_text()
    assert "snooze: 2026-11-23" in other.read_text()
    # What is set now is meant.
    assert world.run("set ada snooze=2026-11-01").code == 0
    assert "snooze: 2026-11-01" in path.read_text()
