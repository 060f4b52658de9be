"""Ties to look after: each kind and its edges, and that everybody stands there once."""

from __future__ import annotations

import re

import pytest

from tests.conftest import TODAY, World
from tests.network.worlds import bridges, kinds, meet

LONG_AGO = ("2009-01-01", "2010-02-02", "2012-03-03")
BLAME = re.compile(
    r"\b(overdue|neglect\w*|fail\w*|forgot\w*|sorry|apolog\w*|should|must|late again|ignored|score)\b"
)


# ---------------------------------------------------------------- promises


@pytest.mark.parametrize(("today", "told"), [("2026-10-30", False), ("2026-10-31", True)])
def test_a_promise_of_mine_is_told_of_a_month_after_its_day(
    world: World, today: str, told: bool
) -> None:
    world.person("Ada", circle="active")
    world.met("2026-09-20", "ada", body="- [ ] send the list (by 2026-10-01)")
    assert (kinds(world, today) == {"ada": "promise"}) is told


@pytest.mark.parametrize(
    "promise",
    [
        "- [x] send the list (by 2026-01-01)",
        "- [ ] send the list",
        "- [ ] [[ada]]: send the list (by 2026-01-01)",
    ],
)
def test_what_is_kept_or_theirs_or_without_a_day_is_not(world: World, promise: str) -> None:
    world.person("Ada", circle="active")
    world.met("2026-09-20", "ada", body=promise)
    assert kinds(world) == {}


def test_a_promise_stands_once_with_each_it_was_made_to(world: World) -> None:
    world.person("Ada", circle="active", body="- [ ] the book (by 2026-02-01)")
    world.person("Bea", circle="active")
    world.met("2026-09-20", "ada", "bea", body="- [ ] the list (by 2026-01-01)")
    found = {one.person.slug: one for one in bridges(world)}
    assert found.keys() == {"ada", "bea"}
    # The one whose day was first.
    assert found["ada"].text == "you promised by 1 January 2026: the list"
    assert found["ada"].note == "2026-09-20-meeting-ada-bea"


# ---------------------------------------------------------------- letters and noes


@pytest.mark.parametrize("kind", ["letter", "email", "message"])
def test_a_letter_of_theirs_that_was_the_last_thing(world: World, kind: str) -> None:
    world.person("Ada", circle="active")
    world.met("2026-11-01", "ada")
    world.met("2026-11-10", "ada", kind=kind, direction="in")
    (one,) = bridges(world)
    assert (one.kind, one.note, one.since) == (
        "unanswered", f"2026-11-10-{kind}-ada", "2026-11-17",
    )  # fmt: skip


@pytest.mark.parametrize(("today", "told"), [("2026-11-16", False), ("2026-11-17", True)])
def test_a_week_is_no_delay(world: World, today: str, told: bool) -> None:
    world.person("Ada", circle="active")
    world.met("2026-11-10", "ada", kind="letter", direction="in")
    assert (kinds(world, today) == {"ada": "unanswered"}) is told


@pytest.mark.parametrize(
    ("date", "keys", "answered"),
    [
        ("2026-11-12", {"kind": "call"}, True),
        ("2026-11-12", {"kind": "letter"}, True),
        # Of one day nobody knows which came first.
        ("2026-11-10", {"kind": "message"}, True),
        ("2026-11-10T23:00", {"kind": "message"}, True),
        ("2026-11-09", {"kind": "letter"}, False),
        ("2026-11-12", {"kind": "call", "outcome": "no-answer"}, False),
        ("2026-11-12", {"kind": "news"}, False),
        ("2026-11-12", {"kind": "note"}, False),
        ("2026-11-12", {"kind": "letter", "draft": "true"}, False),
        ("2026-12-12", {"kind": "letter"}, False),
    ],
)
def test_what_answers_a_letter(
    world: World, date: str, keys: dict[str, str], answered: bool
) -> None:
    world.person("Ada", circle="active")
    world.met("2026-11-10", "ada", kind="letter", direction="in", slug="theirs")
    world.met(date, "ada", slug="mine", **keys)
    assert (kinds(world) == {}) is answered


def test_two_letters_of_one_day_have_both_no_answer(world: World) -> None:
    world.person("Ada", circle="active")
    for slug in ("one", "two"):
        world.met("2026-11-10", "ada", kind="email", direction="in", slug=slug)
    assert kinds(world) == {"ada": "unanswered"}


def test_a_draft_that_waits_is_the_next_step(world: World) -> None:
    world.person("Ada", circle="active")
    world.met("2026-11-10", "ada", kind="letter", direction="in")
    assert "draft" not in bridges(world)[0].next
    world.met("2026-11-12", "ada", kind="letter", draft="true")
    assert "your draft is waiting" in bridges(world)[0].next


def test_a_letter_of_mine_and_a_call_of_theirs_wait_for_nothing(world: World) -> None:
    world.person("Ada", circle="active")
    world.person("Bea", circle="active")
    world.met("2026-11-01", "ada", kind="letter")
    world.met("2026-11-01", "bea", kind="call", direction="in")
    assert kinds(world) == {}


def test_a_letter_by_its_month_alone(world: World) -> None:
    world.person("Ada", circle="active")
    world.met("2026-11", "ada", kind="letter", direction="in")
    (one,) = bridges(world)
    assert (one.since, one.text) == (
        "2026-11-08", "their letter of November 2026 has had no answer yet",
    )  # fmt: skip


def test_a_conversation_that_ended_with_a_no(world: World) -> None:
    world.person("Ada", circle="active")
    world.met("2026-11-01", "ada", kind="call", outcome="declined")
    (one,) = bridges(world)
    assert (one.kind, one.text) == ("declined", "it ended with a no on 1 November 2026")
    assert "ask for nothing" in one.next
    world.met("2026-11-01", "ada", kind="letter", outcome="agreed")
    assert kinds(world) == {}


def test_a_no_by_letter_is_a_no(world: World) -> None:
    world.person("Ada", circle="active")
    world.met("2026-11-01", "ada", kind="letter", direction="in", outcome="declined")
    assert kinds(world) == {"ada": "declined"}


def test_thanks_end_it_well(world: World) -> None:
    world.person("Ada", circle="active")
    world.met("2026-11-01", "ada", kind="call", outcome="declined")
    world.met("2026-11-03", "ada", kind="letter")
    assert kinds(world) == {}


def test_a_no_in_an_active_plan_is_thanked_for_and_left(world: World) -> None:
    world.person("Ada", circle="active")
    world.write("plans/job.md", "---\nname: A job\npeople: [ada]\n---\n")
    world.met("2026-11-01", "ada", kind="call", outcome="declined", plan="job")
    assert "leave it there" in bridges(world)[0].next


# ---------------------------------------------------------------- dormant, moved, former


def test_a_dormant_tie_says_why_it_mattered(world: World) -> None:
    world.person("Ada")
    world.person("Bea", introduced_by="ada", keep_in_touch="never")
    world.person("Cid", keep_in_touch="never")
    meet(world, "ada", "2009-01-01")
    world.met("2010-02-02", "ada", introduced="[cid]", asked="[advice, job]", outcome="agreed")
    world.met("2010-02-03", "ada", asked="advice", outcome="won")
    world.met("2010-02-04", "ada", asked="money", outcome="declined")
    world.met("2011-02-04", "ada", asked="money", draft="true", kind="letter", outcome="agreed")
    world.met("2012-03-03", "ada", gave="introduction")
    (one,) = bridges(world)
    assert (one.kind, one.since, one.contacts) == ("dormant", "2015-03-03", 5)
    assert one.text == (
        "in touch 5 times between 2009 and 2012; introduced you to Bea and Cid; helped you with "
        "advice (twice) and a job; you helped with an introduction"
    )
    assert one.next == "tell them what came of meeting Bea"


def test_those_with_most_to_remember_come_first(world: World) -> None:
    for name in ("Ada", "Bea", "Cid"):
        world.person(name)
        meet(world, name.lower(), *LONG_AGO)
    meet(world, "bea", "2012-04-01")
    world.person("Dan", introduced_by="cid", keep_in_touch="never")
    assert [one.person.slug for one in bridges(world)] == ["cid", "bea", "ada"]


def test_a_person_without_contact_is_no_dormant_tie(world: World) -> None:
    world.person("Ada")
    world.person("Bea", circle="inner")
    meet(world, "ada", *LONG_AGO, kind="news")
    assert kinds(world) == {}


def test_who_moved_since_we_spoke(world: World) -> None:
    world.person("Ada", circle="active", roles="[{org: Fjordnet, title: Director, since: 2026-03}]")
    world.met("2026-01-05", "ada")
    (one,) = bridges(world)
    assert (one.kind, one.since) == ("moved", "2026-03-01")
    assert one.text == "Director at Fjordnet since March 2026; you last spoke on 5 January 2026"


@pytest.mark.parametrize(
    ("relation", "told"),
    [
        ("former-colleague", True),
        ("[friend, Former Manager]", True),
        ("former-report", True),
        ("colleague", False),
        ("friend", False),
    ],
)
def test_former_colleagues(world: World, relation: str, told: bool) -> None:
    world.person("Ada", relation=relation, org="Fjordnet", title="Director")
    world.met("2025-11-22", "ada")
    assert (kinds(world) == {"ada": "former"}) is told
    if told:
        assert bridges(world)[0].text == (
            "now Director at Fjordnet; you last spoke on 22 November 2025"
        )
        # In touch within a year is not out of touch.
        assert kinds(world, "2026-11-21") == {}


def test_a_former_colleague_of_whom_little_is_noted(world: World) -> None:
    world.person("Ada", relation="former-colleague")
    assert bridges(world)[0].text == ("where they are now is not noted; no contact is written down")


# ---------------------------------------------------------------- all of them


def test_never_is_never_here_too(world: World) -> None:
    world.person("Ada", keep_in_touch="never", relation="former-colleague",
                 roles="[{org: Fjordnet, since: 2020}]", body="- [ ] x (by 2026-01-01)")  # fmt: skip
    meet(world, "ada", *LONG_AGO)
    world.met("2013-01-01", "ada", kind="letter", direction="in", outcome="declined")
    assert kinds(world) == {}


def test_everybody_stands_there_once_and_the_rest_is_named(world: World) -> None:
    world.person("Ada", relation="former-colleague")
    meet(world, "ada", *LONG_AGO)
    world.met("2013-01-01", "ada", kind="letter", direction="in")
    (one,) = bridges(world)
    assert (one.kind, one.also) == ("unanswered", ("dormant", "former"))


def test_what_comes_is_told_of_with_its_day(world: World) -> None:
    """As a site that is built today and read later needs it."""
    world.person("Ada", relation="former-colleague")
    meet(world, "ada", "2023-12-01", "2023-11-30", "2023-11-29")
    world.met("2026-11-20", "ada", kind="note", slug="n", body="- [ ] x (by 2026-11-10)")
    told = [(one.kind, one.since, one.until) for one in bridges(world, ahead=30)]
    assert told == [
        ("promise", "2026-12-10", ""),
        # From the day on which another takes its place it is not told of.
        ("dormant", "2026-12-01", "2026-12-10"),
        ("former", "2024-11-30", "2026-12-01"),
    ]
    assert kinds(world) == {"ada": "former"}
    assert kinds(world, "2026-12-01") == {"ada": "dormant"}
    assert kinds(world, "2026-12-10") == {"ada": "promise"}


def test_what_lies_ahead_ends_what_is_told(world: World) -> None:
    world.person("Ada")
    meet(world, "ada", *LONG_AGO)
    world.met("2026-11-25", "ada", kind="meal")
    assert [(one.kind, one.until) for one in bridges(world)] == [("dormant", "2026-11-25")]
    assert kinds(world, "2026-11-25") == {}


def test_each_day_told_ahead_is_as_it_is_told_on_the_day(looked_at: World) -> None:
    """What a site shows on a later day is what a command says on it."""
    ahead = bridges(looked_at, ahead=400)
    for day in ("2026-11-22", "2026-11-23", "2027-01-31", "2027-08-15", "2027-12-20"):
        shown = {
            (one.kind, one.person.slug)
            for one in ahead
            if one.since <= day and (not one.until or day < one.until)
        }
        assert shown == {(one.kind, one.person.slug) for one in bridges(looked_at, day)}, day


def test_no_word_blames(looked_at: World) -> None:
    found = bridges(looked_at, ahead=2000)
    assert len({one.kind for one in found}) >= 4
    for one in found:
        assert not BLAME.search(f"{one.text} {one.next}".lower()), one


def test_the_noes_of_1988_that_were_never_thanked_for(looked_at: World) -> None:
    """As the plan of that summer tells it: Priscilla, Keith, Anita and Martin.

    With Martin there was more since.
    """
    noes = [one.person.slug for one in bridges(looked_at, TODAY) if one.kind == "declined"]
    assert noes == ["priscilla-wynn", "keith-rudge", "anita-desrosiers"]
