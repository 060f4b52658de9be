"""What was asked, what became of it, and what went to and fro."""

from __future__ import annotations

import click
import pytest

from hobnob.index.notes import of_kinds
from hobnob.network.asks.asks import (
    Ask,
    AsksOf,
    asks_of_everybody,
    list_asks,
    load_asks,
    load_asks_of,
    remark_on_direct_ask,
    tally,
)
from tests.commands.looking import on_terminal
from tests.conftest import TODAY, World


@pytest.fixture
def journal(world: World) -> World:
    for name in ("Grace", "George", "Ada"):
        world.person(name)
    world.write("plans/next.md", "---\nname: Next\n---\n")
    return world


def asks(world: World, today: str = TODAY) -> list[Ask]:
    with world.index(today) as index:
        return list(list_asks(index))


def became(world: World) -> list[tuple[bool, str, str]]:
    """What became of each ask: whether it was answered, by which note, and how."""
    return [(ask.answered, ask.answer, ask.outcome) for ask in asks(world)]


def test_a_letter_is_answered_by_what_comes_back(journal: World) -> None:
    journal.met("2026-01-01", "grace", kind="letter", asked="advice")
    assert became(journal) == [(False, "", "")]
    journal.met("2026-01-02", "grace", kind="letter")
    journal.met("2026-01-03", "grace", kind="call", outcome="no-answer")
    journal.met("2026-01-04", "grace", kind="news")
    journal.met("2026-01-05", "grace", kind="email", direction="in", draft="true")
    journal.met("2026-01-06", "ada", kind="call")
    assert became(journal) == [(False, "", "")]
    journal.met(
        "2026-01-07", "grace", kind="email", direction="in", slug="answer", outcome="declined"
    )
    assert became(journal) == [(True, "answer", "declined")]


def test_a_call_that_was_taken_answers_whoever_rang(journal: World) -> None:
    journal.met("2026-01-01", "grace", kind="letter", asked="advice")
    journal.met("2026-01-05", "grace", kind="call", direction="out", slug="call")
    assert became(journal) == [(True, "call", "")]


@pytest.mark.parametrize(
    ("outcome", "said"), [("agreed", "agreed"), ("won", "agreed"), ("declined", "declined")]
)
def test_its_own_outcome_decides(journal: World, outcome: str, said: str) -> None:
    journal.met("2026-01-01", "grace", kind="letter", asked="advice", outcome=outcome, slug="own")
    journal.met("2026-01-05", "grace", kind="call", outcome="agreed")
    assert became(journal) == [(True, "own", said)]


def test_no_answer_decides_nothing(journal: World) -> None:
    journal.met("2026-01-01", "grace", kind="call", asked="advice", outcome="no-answer")
    assert became(journal) == [(False, "", "")]
    journal.met("2026-01-05", "grace", kind="meal", slug="lunch")
    assert became(journal) == [(True, "lunch", "")]


def test_what_is_asked_in_a_conversation_is_answered_there(journal: World) -> None:
    journal.met("2026-01-01", "grace", kind="meal", asked="advice", slug="lunch")
    journal.met("2026-01-05", "grace", kind="call", outcome="declined")
    assert became(journal) == [(True, "lunch", "")]


def test_an_answer_has_a_year_unless_it_is_in_the_plan(journal: World) -> None:
    journal.met("2005-01-01", "grace", kind="letter", asked="advice")
    journal.met("2026-01-01", "grace", kind="call")
    assert became(journal) == [(False, "", "")]
    journal.met("2005-01-02", "ada", kind="letter", asked="advice", plan="next")
    journal.met("2006-01-02", "ada", kind="call")
    assert became(journal)[1] == (True, "2006-01-02-call-ada", "")
    journal.met("2026-01-03", "ada", kind="call", plan="next", slug="late", outcome="agreed")
    assert became(journal)[1] == (True, "late", "agreed")


@pytest.mark.parametrize(
    ("asked", "answer", "direction", "answered"),
    [
        ("2026-01-01", "2026-01-01", "in", True),
        ("2026-01-01", "2026-01-01", "both", False),
        ("2026-01-01 10:00", "2026-01-01 11:00", "both", True),
        ("2026-01-01 10:00", "2026-01-01 09:00", "in", False),
        ("2026-01-01 10:00", "2026-01-01", "in", True),
    ],
)
def test_on_one_day(
    journal: World, asked: str, answer: str, direction: str, answered: bool
) -> None:
    journal.met(asked, "grace", kind="email", asked="advice", slug="ask")
    journal.met(answer, "grace", kind="email", direction=direction, slug="answer")
    assert became(journal)[0][0] is answered


def test_a_letter_to_two_is_two_asks_and_one_person_twice_is_one(journal: World) -> None:
    journal.met(
        "2026-01-01", "grace", "george", "Grace", kind="letter", asked="[advice, job, advice]"
    )
    journal.met("2026-01-02", "george", kind="call")
    found = asks(journal)
    assert [(ask.person.slug, ask.asked, ask.direct) for ask in found] == [
        ("grace", ("advice", "job"), True), ("george", ("advice", "job"), True),
    ]  # fmt: skip
    assert (tally(found).asked, tally(found).answered) == (2, 1)


def test_what_is_not_yet_or_not_sent_is_no_ask(journal: World) -> None:
    journal.met("2026-01-01", "grace", kind="letter", asked="advice", draft="true")
    journal.met("2026-12-01", "grace", kind="letter", asked="advice")
    assert asks(journal) == []
    assert len(asks(journal, "2026-12-01")) == 1


def test_somebody_without_a_note_was_asked_as_well(journal: World) -> None:
    journal.met("2026-01-01", "nobody-here", kind="letter", asked="advice")
    assert became(journal) == [(False, "", "")]


def test_favours_go_to_and_fro_and_are_not_weighed(journal: World) -> None:
    journal.met("2026-01-01", "grace", kind="meal", asked="[advice, feedback]", outcome="agreed")
    journal.met("2026-01-02", "grace", kind="meal", asked="advice", outcome="declined")
    journal.met("2026-01-03", "grace", kind="letter", asked="money")
    journal.met("2026-01-04", "george", gave="[advice, introduction]", introduced="[ada, ada]")
    journal.met("2026-01-05", "george", gave="advice", introduced="ada")
    journal.met("2026-01-06", "ada", gave="advice", draft="true")
    with journal.index() as index:
        (asked,) = load_asks(index, "kind")
    found = {favours.person.slug: favours for favours in asked.people}
    assert list(found) == ["george", "grace"]
    assert dict(found["grace"].got) == {"advice": 1, "feedback": 1}
    assert dict(found["george"].gave) == {"advice": 2, "introduction": 1}
    assert dict(found["george"].got) == {"introduction": 1}
    assert [who.slug for who in found["george"].introduced] == ["ada"]


@pytest.mark.parametrize(
    ("answer", "got", "gave", "outcome"),
    [
        ({"kind": "email", "direction": "in"}, {}, {}, ""),
        ({"kind": "call"}, {}, {}, ""),
        ({"kind": "meal", "outcome": "declined"}, {}, {}, "declined"),
        ({"kind": "email", "direction": "in", "outcome": "agreed"},
         {"advice": 1, "referral": 1}, {}, "agreed"),
        ({"kind": "call", "outcome": "won"}, {"advice": 1, "referral": 1}, {}, "agreed"),
        # What came from them, and what I had asked for, is theirs.
        ({"kind": "email", "direction": "in", "gave": "[advice, feedback]"},
         {"advice": 1}, {"feedback": 1}, "agreed"),
        ({"kind": "email", "direction": "in", "gave": "advice", "outcome": "agreed"},
         {"advice": 1, "referral": 1}, {}, "agreed"),
        # Else it is mine, whatever I had asked for.
        ({"kind": "meal", "gave": "advice"}, {}, {"advice": 1}, ""),
        ({"kind": "email", "direction": "in", "gave": "feedback"}, {}, {"feedback": 1}, ""),
        ({"kind": "email", "direction": "in", "gave": "advice", "outcome": "declined"},
         {}, {"advice": 1}, "declined"),
    ],
)  # fmt: skip
def test_an_answer_alone_is_an_answer_and_no_favour(
    journal: World, answer: dict[str, str], got: object, gave: object, outcome: str
) -> None:
    journal.met("2026-01-01", "grace", kind="letter", asked="[advice, referral]")
    journal.met("2026-01-05", "grace", **answer)
    with journal.index() as index:
        (asked,) = load_asks(index, "kind")
    assert [(dict(one.got), dict(one.gave)) for one in asked.people] == (
        [(got, gave)] if got or gave else []
    )
    assert became(journal)[0][0::2] == (True, outcome)
    said = journal.run("asks grace --json").json
    assert said["asks"][0]["outcome"] == (outcome or None)


def test_an_introduction_is_a_favour_even_if_the_answer_says_no_more(journal: World) -> None:
    journal.met("2026-01-01", "grace", kind="letter", asked="introduction")
    journal.met("2026-01-05", "grace", kind="email", direction="in", introduced="ada")
    (favours,) = journal.run("asks --json").json["people"]
    assert (favours["got"], favours["introduced"]) == ({"introduction": 1}, ["ada"])


# ---------------------------------------------------------------- the first direct ask


def remark(world: World, asked: str, date: str = TODAY) -> str:
    with world.index() as index:
        return remark_on_direct_ask(index, ["grace", "george"], {asked}, date)


def test_the_first_thing_that_is_asked_outright(journal: World) -> None:
    assert "you ask of Grace and George" in remark(journal, "job")
    assert remark(journal, "advice") == ""
    journal.met("2026-01-01", "grace", kind="meal", asked="advice")
    assert "you ask of George," in remark(journal, "job")
    journal.met("2026-01-02", "george", kind="meal", asked="money")
    assert remark(journal, "job") == ""
    assert "you ask of Grace and George" in remark(journal, "sale", "2025-12-31")


def test_log_says_it_once(journal: World) -> None:
    first = journal.run(
        ["log", "Asked for the money", "--with", "grace", "--asked", "money", "--kind", "call"]
    )
    assert "dare to be oblique" in " ".join(first.err.split())
    again = journal.run(
        ["log", "Asked again", "--with", "grace", "--asked", "money"], today="2026-11-23"
    )
    assert "oblique" not in again.err
    assert "oblique" not in journal.run(["log", "x", "--with", "ada", "--asked", "advice"]).err


# ---------------------------------------------------------------- the sample


def test_the_letters_of_1988_are_counted(looked_at: World) -> None:
    (row,) = looked_at.run("letters congratulations --json").json
    assert (row["sent"], row["answered"], row["plans"]) == (20, 10, ["summer-internship"])
    groups = looked_at.run("asks --by plan --json").json["groups"]
    summer = next(one for one in groups if one["name"] == "summer-internship")
    assert summer["declined"] == 8


@pytest.mark.parametrize("by", ["kind", "person", "plan", "year"])
def test_groups_hold_every_ask(looked_at: World, by: str) -> None:
    said = looked_at.run(f"asks --by {by} --json").json
    whole = said["direct"]["asked"] + said["oblique"]["asked"]
    assert sum(one["asked"] for one in said["groups"]) == whole + (by == "kind") * (
        sum(len(ask.asked) - 1 for ask in asks(looked_at))
    )
    for one in [said["direct"], said["oblique"], *said["groups"]]:
        assert one["agreed"] + one["declined"] <= one["answered"] <= one["asked"]


def test_no_wording_keeps_a_score(looked_at: World) -> None:
    said = (
        looked_at.run("asks").out
        + looked_at.run("asks --limit 100").out
        + looked_at.run("asks desmond").out
    )
    for word in ("owe", "debt", "balance", "score", "should"):
        assert word not in said.lower()


def test_asks_of_somebody(looked_at: World) -> None:
    said = looked_at.run("asks desmond --json").json
    assert [one["outcome"] for one in said["asks"]] == ["agreed", None, "agreed"]
    assert said["people"][0]["introduced"] == ["harriet-marsh"]
    assert looked_at.run("asks nobody-at-all").code == 3


def test_of_each_person_it_is_what_it_is_among_everybody(looked_at: World) -> None:
    with looked_at.index() as index:
        everybody = asks_of_everybody(index, list_asks(index))
        assert everybody
        for person in of_kinds(index, "person"):
            alone = load_asks_of(index, person.id)
            assert alone == everybody.get(person.id, AsksOf(asks=(), people=()))


def test_an_empty_journal_says_how_to_begin(world: World) -> None:
    for command in ("asks", "letters", "drafts"):
        said = world.run(command)
        assert (said.code, said.out) == (0, "")
        assert "hobnob" in said.err
    assert world.run("letters --json").json == []
    assert world.run("drafts --json").json == []
    assert world.run("asks --json").json["groups"] == []


@pytest.mark.parametrize("columns", [40, 50, 80])
def test_a_narrow_terminal_has_every_number(journal: World, columns: int) -> None:
    journal.met("2026-01-01", "grace", kind="letter", asked="advice")
    journal.met("2026-01-05", "grace", kind="call", outcome="declined", gave="feedback")
    said = click.unstyle(on_terminal(journal, "asks", columns).out)
    assert "…" not in said
    assert said.count("1 of 1") >= 4  # answered and declined, all and by kind
    assert "declined" in said
    assert max(map(len, said.splitlines())) <= columns
