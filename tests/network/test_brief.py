"""A briefing holds what the notes hold, and each topic the note it came from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from hobnob.answers import to_json
from hobnob.network.brief import Brief, load_briefs
from tests.conftest import TODAY, World


@contextmanager
def briefing(world: World, slug: str = "grace", *, today: str = TODAY) -> Iterator[Brief]:
    with world.index(today) as index:
        note = index.value("SELECT id FROM note WHERE slug = :slug AND kind = 'person'", slug=slug)
        yield load_briefs(index, [note])[0]


def topics(world: World, slug: str = "grace", *, today: str = TODAY) -> list[tuple[str, str, str]]:
    """Return reason, text and note of each topic."""
    with briefing(world, slug, today=today) as found:
        return [(topic.reason, topic.text, topic.note) for topic in found.topics]


@pytest.fixture
def grace(world: World) -> World:
    world.person("Grace Hopper", slug="grace")
    world.person("Ada Lovelace", slug="ada")
    return world


def test_nothing_is_known_of_somebody_new(grace: World) -> None:
    with briefing(grace) as found:
        assert (found.latest, found.topics, found.both_know) == ((),) * 3
        assert (found.what_i_asked, found.what_i_gave) == ((), ())
        assert found.first_contact == ""
        assert to_json(found)["first_contact"] is None


def test_the_last_three_contacts_and_no_others(grace: World) -> None:
    for day in ("01", "05", "09", "20"):
        grace.met(f"2026-10-{day}", "grace", body=f"On the {day}th.")
    grace.met("2026-11-21", "grace", kind="news")
    grace.met("2026-11-20", "grace", kind="call", outcome="no-answer")
    grace.met("2026-11-19", "grace", kind="letter", draft="true")
    grace.met("2026-12-01", "grace", slug="ahead")
    with briefing(grace) as found:
        assert [one.text for one in found.latest] == [
            "On the 20th.",
            "On the 09th.",
            "On the 05th.",
        ]
        assert found.first_contact == "2026-10-01"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- [ ] send it", [("promise", "send it")]),
        ("- [ ] [[grace]]: send it", [("theirs", "send it")]),
        ("- [ ] [[ada]]: send it", []),
        ("- [x] sent it", []),
        ("Ask how the hip is. It hurt.", [("remark", "Ask how the hip is.")]),
        ("She is well. Must ask her about the roof!", [("remark", "Must ask her about the roof!")]),
        ("Next time bring the map.", [("remark", "Next time bring the map.")]),
        ("Don't forget to tell her about it.", [("remark", "Don't forget to tell her about it.")]),
        ("Asked her how it was. She asks a lot. I ask myself.", []),
        ("Ask me anything, she said.", []),
        ("Thank you for lunch.", []),
    ],
)
def test_what_to_bring_up_of_the_last_time(
    grace: World, body: str, expected: list[tuple[str, str]]
) -> None:
    path = grace.met("2026-11-01", "grace", body=f"{body}\n")
    assert topics(grace) == [(reason, text, path.stem) for reason, text in expected]


def test_a_remark_in_a_letter_is_said_to_them(grace: World) -> None:
    grace.met("2026-11-01", "grace", kind="letter", body="Ask for the menu.\n")
    assert topics(grace) == []


def test_a_later_contact_closes_a_remark_but_not_one_in_their_own_note(grace: World) -> None:
    grace.person("Grace Hopper", slug="grace", body="Ask after her clock.\n")
    grace.met("2026-11-01", "grace", body="Ask how the hip is.\n")
    grace.met("2026-11-02", "grace", kind="news", body="Ask nothing.\n")
    assert topics(grace) == [
        ("news", "Ask nothing.", "2026-11-02-news-grace"),
        ("remark", "Ask how the hip is.", "2026-11-01-meeting-grace"),
        ("remark", "Ask after her clock.", "grace"),
    ]
    grace.met("2026-11-03", "grace")
    assert topics(grace) == [("remark", "Ask after her clock.", "grace")]


def test_what_was_noted_since_the_last_time(grace: World) -> None:
    grace.met("2026-10-01", "grace", kind="note", body="Old.\n")
    grace.met("2026-11-01", "grace")
    grace.met("2026-11-05", "grace", kind="note", body="Her son has exams.\n")
    assert topics(grace) == [("noted", "Her son has exams.", "2026-11-05-note-grace")]


def test_a_follow_up_ahead_may_be_asked_already(grace: World) -> None:
    grace.met("2026-11-01", "grace", follow_up="2027-03-01", body="The map.\n")
    grace.met("2026-11-01", "ada", follow_up="2026-11-02")
    assert topics(grace) == [("follow_up", "The map.", "2026-11-01-meeting-grace")]


def test_thanks_for_an_introduction(grace: World) -> None:
    grace.person("New", introduced_by="grace")
    assert topics(grace) == []
    grace.met("2026-11-10", "new")
    assert topics(grace) == [("thanks", "New", "new")]
    grace.met("2026-11-11", "grace", kind="message")
    assert topics(grace) == []


@pytest.mark.parametrize(
    ("birthday", "text"),
    [
        ("--11-22", ""), ("1980-11-22", "turns 46"), ("--12-22", ""), ("--12-23", None),
        ("--11-15", ""), ("1980-11-15", ""), ("--11-14", None), ("--02-29", None),
    ],
)  # fmt: skip
def test_a_birthday_near(grace: World, birthday: str, text: str | None) -> None:
    grace.person("Grace Hopper", slug="grace", birthday=birthday)
    assert topics(grace) == ([] if text is None else [("birthday", text, "grace")])


def test_a_leap_day_is_near_in_february(grace: World) -> None:
    grace.person("Grace Hopper", slug="grace", birthday="--02-29")
    with briefing(grace, today="2027-02-10") as found:
        assert [topic.date for topic in found.topics] == ["2027-02-28"]


@pytest.mark.parametrize(
    ("since", "last", "is_new"),
    [("2026-10", "2026-09-01", True), ("2026-10", "2026-10-05", False), ("2026", "2026-01-02", False),
     ("2027-01", "2026-09-01", False), ("2026-10", "", False)],
)  # fmt: skip
def test_a_role_that_is_new_since_we_spoke(
    grace: World, since: str, last: str, is_new: bool
) -> None:
    role = (
        f"[{{org: Acme, title: Head, since: {since}}}, {{org: Old, since: 2001, until: 2026-09}}]"
    )
    grace.person("Grace Hopper", slug="grace", roles=role)
    if last:
        grace.met(last, "grace")
    assert topics(grace) == ([("role", "Head, Acme", "grace")] if is_new else [])


def test_whom_we_both_know_and_why(world: World) -> None:
    at = "[{org: Acme, since: 2020}]"
    world.person("Grace", introduced_by="ada", roles=at)
    world.person("Ada")
    world.person("Colleague", roles=at)
    world.person("Former", roles="[{org: Acme, since: 2001, until: 2010}]")
    world.person("Brought", introduced_by="grace")
    world.met("2026-01-01", "grace", "ada")
    world.met("2026-02-01", "grace", "ada", "brought")
    world.met("2026-03-01", "grace", "colleague", kind="note")
    with briefing(world) as found:
        assert [(one.person.slug, one.why) for one in found.both_know] == [
            ("ada", ("introduced you", "together 2 times")),
            ("brought", ("you met through them", "met together")),
            ("colleague", ("also at Acme",)),
        ]
        assert [(who.slug, who.name) for who in found.through] == [("ada", "Ada")]


def test_what_i_asked_and_gave(grace: World) -> None:
    grace.met("2026-01-01", "grace", asked="[advice, introduction]", outcome="agreed")
    grace.met("2026-02-01", "grace", asked="job", gave="feedback", outcome="declined")
    grace.met("2026-03-01", "grace", asked="money", draft="true", kind="letter")
    grace.met("2026-12-01", "grace", asked="sale")
    grace.met("2026-04-01", "ada", asked="sale")
    with briefing(grace) as found:
        assert [(one.what, one.outcome) for one in found.what_i_asked] == [
            (("job",), "declined"), (("advice", "introduction"), "agreed"),
        ]  # fmt: skip
        assert [(one.what, one.outcome) for one in found.what_i_gave] == [(("feedback",), "")]


def test_every_topic_of_the_sample_names_a_note_that_is_there(sample: World) -> None:
    with sample.index() as index:
        people = index.column("SELECT id FROM note WHERE kind = 'person'")
        slugs = set(index.column("SELECT slug FROM note WHERE live"))
        documents: list[dict[str, Any]] = to_json(load_briefs(index, people))
    found = [topic for document in documents for topic in document["topics"]]
    assert len(found) > 12
    assert {topic["note"] for topic in found} <= slugs
