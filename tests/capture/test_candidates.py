"""Where a name fits several people, the journal tells who is the likeliest, and why."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from hobnob.capture.names.mentions import Mention
from hobnob.index.names import find_known, find_places, find_things
from hobnob.network.ties.acquaintance import find_facts
from tests.capture.naming import linked, look
from tests.conftest import World


def ids(world: World) -> dict[str, int]:
    with world.index() as index:
        return dict(index.rows("SELECT slug, id FROM note"))


@pytest.fixture
def two(world: World) -> World:
    """Two of one first name, and some others."""
    for name in ("Grace Hopper", "Grace Kelly", "George Green", "Ada Byron"):
        world.person(name)
    return world


def guess(world: World, line: str, **settings: object) -> Mention:
    """Return the first guess of a line."""
    with world.index() as index:
        return next(m for m in look(index, line, **settings).mentions if m.how == "guess")


def test_of_whom_nothing_is_known_the_first_is_taken_and_it_is_said(two: World) -> None:
    found = guess(two, "lunch with Grace")
    assert (found.slug, found.others) == ("grace-hopper", ("grace-kelly",))
    assert found.reason == "nothing here tells them apart"
    assert (found.name, found.typed) == ("Grace Hopper", "Grace")


def test_the_name_that_was_typed_in_full(two: World) -> None:
    two.person("Grace")
    two.met("2026-11-01", "grace-kelly", "george-green")
    found = guess(two, "lunch with Grace and George")
    assert (found.slug, found.reason) == ("grace", "Grace is the whole name")
    assert found.others == ("grace-kelly", "grace-hopper")
    two.person("Grace Hopper Murray")
    assert guess(two, "lunch with Grace Hopper").slug == "grace-hopper"


def test_logged_together_with_the_others_of_the_line(two: World) -> None:
    two.met("2020-01-01", "grace-kelly", "george-green")
    for day in ("2026-11-01", "2026-11-02", "2026-11-03"):
        two.met(day, "grace-hopper")
    found = guess(two, "lunch with Grace and George")
    assert (found.slug, found.reason) == ("grace-kelly", "you meet Grace with George")
    assert guess(two, "lunch with Grace and Ada").slug == "grace-hopper"


def test_together_more_often(two: World) -> None:
    two.met("2020-01-01", "grace-kelly", "george-green")
    two.met("2020-01-02", "grace-kelly", "george-green", "ada-byron")
    two.met("2026-01-01", "grace-hopper", "george-green")
    found = guess(two, "lunch with Grace and George")
    assert (found.slug, found.reason) == (
        "grace-kelly",
        "you meet Grace Kelly with George more often",
    )


def test_who_is_given_beside_the_line_is_company_too(two: World) -> None:
    two.met("2020-01-01", "grace-kelly", "george-green")
    two.met("2026-01-01", "grace-hopper")
    found = guess(two, "lunch, Grace came too", present=[ids(two)["george-green"]])
    assert (found.slug, found.reason) == ("grace-kelly", "you meet Grace with George")


def test_a_draft_or_what_is_still_to_come_tells_nothing(two: World) -> None:
    two.met("2027-01-01", "grace-kelly", "george-green")
    two.met("2026-01-01", "grace-hopper")
    assert guess(two, "lunch with Grace and George").slug == "grace-hopper"


def test_recent_and_frequent_contact(two: World) -> None:
    two.met("2026-10-01", "grace-kelly")
    found = guess(two, "lunch with Grace")
    assert (found.slug, found.reason) == (
        "grace-kelly",
        "the only one you have been in touch with",
    )
    two.met("2026-10-02", "grace-hopper")
    found = guess(two, "lunch with Grace")
    assert (found.slug, found.reason) == ("grace-hopper", "you were in touch more recently")
    two.met("2026-09-29", "grace-kelly")
    found = guess(two, "lunch with Grace")
    assert (found.slug, found.reason) == ("grace-kelly", "you are in touch more often")
    two.met("2026-11-20", "grace-kelly")
    assert guess(two, "lunch with Grace").reason == "you are in touch more"
    for day in range(1, 6):
        two.met(f"2015-01-0{day}", "grace-hopper")
    # Long ago counts little, however often it was.
    assert guess(two, "lunch with Grace").slug == "grace-kelly"


def test_missed_calls_are_no_contact_and_months_are_dates(two: World) -> None:
    two.met("2026-11-20", "grace-hopper", kind="call", outcome="no-answer")
    two.met("2026-11", "grace-kelly")
    assert guess(two, "lunch with Grace").slug == "grace-kelly"
    two.met("2026", "grace-kelly")
    assert guess(two, "lunch with Grace").slug == "grace-kelly"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("lunch with Grace of Acme Works", "of Acme Works"),
        ("lunch with Grace of the Works", "of Acme Works"),
        ("lunch with Grace in Berlin", "lives in Berlin, Germany"),
        ("lunch with Grace #films", "tagged #Films"),
    ],
)
def test_an_organization_place_or_tag_of_theirs(two: World, line: str, reason: str) -> None:
    two.person(
        "Grace Kelly", org="Acme Works", location="'Berlin, Germany'", tags="[Films]",
    )  # fmt: skip
    two.write("orgs/acme-works.md", "---\nname: Acme Works\naliases: [the Works]\n---\n")
    found = guess(two, line)
    assert (found.slug, found.reason) == ("grace-kelly", reason)


def test_where_and_about_what_they_were_met(two: World) -> None:
    two.met("2026-11-01", "grace-kelly", place="Luigi's", tags="[films]")
    two.met("2026-11-01", "grace-hopper", place="the office", slug="other")
    assert guess(two, "lunch with Grace").reason == "nothing here tells them apart"
    found = guess(two, "lunch with Grace at Luigi's")
    assert (found.slug, found.reason) == ("grace-kelly", "you have met at Luigi's")
    found = guess(two, "lunch with Grace", place="Luigi's")
    assert (found.slug, found.reason) == ("grace-kelly", "you have met at Luigi's")
    found = guess(two, "lunch with Grace", tags=["films"])
    assert (found.slug, found.reason) == ("grace-kelly", "you have met about #films")


def test_the_order_of_the_reasons(two: World) -> None:
    """Contact goes before what the line names, company before contact."""
    two.person("Grace Kelly", org="Acme")
    two.met("2026-11-01", "grace-hopper")
    assert guess(two, "lunch with Grace and Ada of Acme").slug == "grace-hopper"
    two.met("2020-11-01", "grace-kelly", "ada-byron")
    assert guess(two, "lunch with Grace and Ada of Acme").slug == "grace-kelly"


def test_two_names_in_doubt_settle_each_other(two: World) -> None:
    two.person("George Lucas")
    two.met("2020-01-01", "grace-kelly", "george-lucas")
    for day in ("2026-11-01", "2026-11-02"):
        two.met(day, "grace-hopper")
        two.met(day, "george-green")
    with two.index() as index:
        first, second = look(index, "lunch with Grace and George").mentions
    assert (first.slug, second.slug) == ("grace-kelly", "george-lucas")
    assert first.reason == "you meet Grace with George Lucas"
    assert second.reason == "you meet George with Grace"


def test_the_surest_is_settled_first(two: World) -> None:
    """George is settled by Ada; so what Grace was logged with another George says nothing."""
    two.person("George Lucas")
    for day in ("2020-01-01", "2020-01-02"):
        two.met(day, "george-lucas", "ada-byron")
    two.met("2020-01-03", "grace-hopper", "george-green")
    two.met("2026-11-01", "grace-kelly")
    with two.index() as index:
        found = look(index, "lunch with Grace, George and Ada").mentions
    assert [m.slug for m in found] == ["grace-kelly", "george-lucas", "ada-byron"]


def test_somebody_who_is_named_already(two: World) -> None:
    two.met("2026-11-01", "grace-kelly")
    with two.index() as index:
        line = "Grace Hopper called. I told Grace about it"
        assert linked(index, line) == (
            "[[grace-hopper|Grace Hopper]] called. I told [[grace-hopper|Grace]] about it"
        )
        assert {m.how for m in look(index, line).mentions} == {"sure"}
        (mention,) = look(index, "Lunch with Grace", present=[ids(two)["grace-hopper"]]).mentions
        assert (mention.slug, mention.how) == ("grace-hopper", "sure")


def test_two_in_a_row_are_two(two: World) -> None:
    with two.index() as index:
        assert linked(index, "with Grace Hopper and Grace at noon") == (
            "with [[grace-hopper|Grace Hopper]] and [[grace-kelly|Grace]] at noon"
        )
        assert linked(index, "with [[grace-kelly|Grace]] and Grace") == (
            "with [[grace-kelly|Grace]] and [[grace-hopper|Grace]]"
        )


def test_a_name_in_doubt_is_guessed_once(two: World) -> None:
    with two.index() as index:
        first, second = look(index, "lunch with Grace, then Grace left").mentions
    assert (first.how, second.how) == ("guess", "sure")
    assert first.slug == second.slug


def test_the_one_whose_name_is_spelled_so(world: World) -> None:
    world.person("Søren Kierkegaard")
    world.person("Soren Smith")
    world.met("2026-11-01", "soren-smith")
    with world.index() as index:
        (mention,) = look(index, "met Søren").mentions
        assert (mention.slug, mention.how) == ("søren-kierkegaard", "sure")
        (mention,) = look(index, "met Soren").mentions
        assert (mention.slug, mention.how) == ("soren-smith", "guess")


def test_a_last_name_of_several_is_nobody(two: World) -> None:
    two.person("Henry Hopper")
    with two.index() as index:
        assert look(index, "met Hopper").mentions == ()
        (mention,) = look(index, "met Mr Hopper").mentions
        assert mention.others == ("henry-hopper",)
        # A last name that is somebody's first name is the first name.
        two.person("Hopper Jones")
    with two.index() as index:
        (mention,) = look(index, "met Hopper").mentions
        assert (mention.slug, mention.how) == ("hopper-jones", "sure")


def test_who_is_asked_decides(two: World) -> None:
    two.met("2026-11-01", "grace-kelly")
    asked: list[tuple[str, list[str]]] = []

    def choose(typed: str, slugs: Sequence[str]) -> str | None:
        asked.append((typed, list(slugs)))
        return answer

    with two.index() as index:
        answer: str | None = "grace-hopper"
        (mention,) = look(index, "lunch with Grace", choose=choose).mentions
        assert (mention.slug, mention.how, mention.others) == ("grace-hopper", "sure", ())
        answer = None
        assert look(index, "lunch with Grace", choose=choose).mentions == ()
    assert asked == [("Grace", ["grace-kelly", "grace-hopper"])] * 2


def test_a_link_that_could_be_several(world: World) -> None:
    world.person("George Green")
    world.person("George Green", slug="green")
    with world.index() as index:
        line = "met [[George Green]] today"
        assert linked(index, line) == "met [[george-green|George Green]] today"
        assert look(index, line).mentions[0].how == "guess"


def test_broken_notes_are_nobody(world: World) -> None:
    world.write("people/grace.md", "---\nname: Grace\nbirthday: [\n---\n")
    with world.index() as index:
        assert look(index, "lunch with Grace").mentions == ()


def test_the_questions_to_the_index(two: World) -> None:
    two.met("2026-11-01", "grace-kelly", "george-green", place="Luigi's")
    two.person("Ada Byron", org="Acme")
    number = ids(two)
    with two.index() as index:
        known = find_known(index, ["grace", "kelly", "nobody"])
        assert [(k.slug, k.how) for k in known["grace"]] == [
            ("grace-hopper", "first"),
            ("grace-kelly", "first"),
        ]
        assert [k.how for k in known["kelly"]] == ["last"]
        assert find_things(index, ["luigis", "acme", "grace"]) == {"luigis", "acme"}
        kelly, green = number["grace-kelly"], number["george-green"]
        facts = find_facts(index, [kelly], [kelly, green], ["luigis"], [])
        assert facts.together == {kelly: {green: 1}}
        assert facts.contact[kelly].last == "2026-11-01"
        assert facts.named == {kelly: ("you have met at Luigi's",)}


def test_a_place_is_looked_up_without_reading_all_places(two: World) -> None:
    places = ("The Oak", "The Oak, Bristol", "The Oak Tree", "The Oaks", "the oak-room", "Oak")
    for day, place in enumerate(places, 1):
        two.met(f"2026-01-{day:02}", "grace-kelly", place=place)
    asked: list[str] = []
    with two.index() as index:
        index.db.set_trace_callback(asked.append)
        found = find_places(index, "the oak")
        index.db.set_trace_callback(None)
        (plan,) = [row[3] for row in index.db.execute(f"EXPLAIN QUERY PLAN {asked[-1]}")]
    assert {place for _, place in found} == {"The Oak", "The Oak, Bristol", "The Oak Tree",
                                             "the oak-room"}  # fmt: skip
    assert "SEARCH" in plan


@pytest.mark.parametrize(
    "line",
    ["coffee with Grace of Acme Works", "coffee with Grace from the Works, then home",
     "saw Grace at Acme Works", "coffee with Grace of the Acme Works"],
)  # fmt: skip
def test_an_organization_right_behind_a_name_says_whose_it_is(two: World, line: str) -> None:
    two.person("Grace Kelly", org="Acme Works")
    two.write("orgs/acme-works.md", "---\nname: Acme Works\naliases: [the Works]\n---\n")
    two.met("2026-11-01", "grace-hopper", "george-green")
    found = guess(two, line)
    assert (found.slug, found.reason) == ("grace-kelly", "of Acme Works")
    assert found.others == ("grace-hopper",)


def test_of_two_who_are_of_an_organization_the_likelier_one(two: World) -> None:
    two.person("Grace Kelly", org="Acme")
    two.person("Grace Jones", org="Acme")
    two.met("2026-11-01", "grace-hopper")
    two.met("2020-11-01", "grace-kelly")
    found = guess(two, "coffee with Grace of Acme")
    assert (found.slug, found.others) == ("grace-kelly", ("grace-jones",))


def test_an_organization_of_which_nobody_is_changes_nothing(two: World) -> None:
    two.met("2026-11-01", "grace-kelly")
    two.person("Ada Byron", org="Acme")
    assert guess(two, "coffee with Grace of Acme").slug == "grace-kelly"
