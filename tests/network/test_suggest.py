"""Whom to reach out to: each term of the sum, the order, the mix, the words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hobnob import dates
from hobnob.errors import SettingsError
from hobnob.network.ties.ranking import MINUTES, Question, rank
from hobnob.network.ties.terms import TERMS, moderate
from hobnob.settings import DEFAULT_SUGGEST, read_settings
from tests.conftest import TODAY, World
from tests.network.worlds import meet, suggested, suggestions, terms, ties

LONG_AGO = ("2009-01-01", "2010-02-02", "2012-03-03")


# ---------------------------------------------------------------- each term


@pytest.mark.parametrize(
    ("days", "expected"),
    [(44, None), (45, 0), (48, 0.1), (60, 0.5), (90, 0.75), (120, 1), (900, 1)],
)
def test_due_grows_from_three_quarters_of_the_cadence(
    world: World, days: int, expected: float | None
) -> None:
    world.person("Ada", keep_in_touch="60 days")
    world.met(dates.add_days(TODAY, -days), "ada")
    found = terms(world)
    if expected:
        assert found == {"ada": {"due": expected}}
    else:
        # On the very day of three quarters nothing speaks for it yet.
        assert found == {}


def test_due_is_a_half_where_there_was_no_contact_yet(world: World) -> None:
    world.person("Ada", keep_in_touch="60 days")
    assert terms(world) == {"ada": {"due": 0.5}}
    assert suggestions(world)["ada"].text.startswith("You meant to be in touch")


def test_dormant_counts_what_there_was(world: World) -> None:
    world.person("Ada")
    world.person("Bea")
    meet(world, "ada", *LONG_AGO)
    meet(world, "bea", *LONG_AGO, "2013-01-01", "2013-01-02")
    assert terms(world) == {"ada": {"dormant": 0.375}, "bea": {"dormant": 0.5}}


def test_passing_ties_rest(world: World) -> None:
    world.person("Ada", location="Bath")
    meet(world, "ada", *LONG_AGO[:2])
    assert terms(world) == {}
    # Unless one asks for where they are.
    assert terms(world, place="Bath") == {"ada": {"place": 1}}


def test_weak_counts_whom_we_both_know_and_how_quiet_it_was(world: World) -> None:
    """The journal knows of m; U(m + 1, 4), times the part of a year that has passed."""
    day = dates.add_days(TODAY, -365)
    for many, who in enumerate(("ada", "bea", "cid")):
        world.person(who.capitalize())
        others = [f"{who}{at}" for at in range(many * 3)]
        for other in others:
            world.person(other, keep_in_touch="never")
        world.met(day, who, *others)
    found = terms(world)
    assert found["ada"]["weak"] == round(moderate(1, 4), 3)
    assert found["bea"]["weak"] == 1
    assert found["cid"]["weak"] == round(moderate(7, 4), 3)
    half = terms(world, dates.add_days(day, 183))
    assert half["bea"]["weak"] == pytest.approx(183 / 365, abs=0.001)
    # For four months it is left alone.
    assert "bea" not in terms(world, dates.add_days(day, 121))
    assert "bea" in terms(world, dates.add_days(day, 122))


def test_moderate_is_an_inverted_u() -> None:
    values = [moderate(many, 3) for many in range(12)]
    assert values[0] == 0
    assert values[3] == 1
    assert all(one < other for one, other in pairwise(values[:4]))
    assert all(one > other > 0 for one, other in pairwise(values[3:]))


@pytest.mark.parametrize(
    ("circle", "expected"), [("inner", 1), ("close", 0.75), ("active", 0.5), ("wide", 0.25)]
)
def test_close_is_the_circle(world: World, circle: str, expected: float) -> None:
    world.person("Ada", circle=circle, location="Bath")
    world.met("2026-11-01", "ada")
    found = suggestions(world, place="Bath")["ada"]
    assert terms(world, place="Bath")["ada"]["close"] == expected
    # And no reason on its own.
    assert "close" not in found.reasons


def test_plan_counts_shared_acquaintances_of_its_targets(world: World) -> None:
    """Ada knows two who know the target; Bea knows the target; Cid knows nobody of use."""
    for name in ("Target", "Xi", "Yo", "Zed"):
        world.person(name, keep_in_touch="never")
    world.write("plans/job.md", "---\nname: A job\npeople: [target]\n---\n")
    world.met("2026-11-01", "target", "xi", "yo")
    for name in ("Ada", "Bea", "Cid"):
        world.person(name)
    world.met("2026-01-01", "ada", "xi", "yo")
    world.met("2026-01-02", "bea", "target")
    world.met("2026-01-03", "cid", "zed")
    found = terms(world)
    assert found["ada"]["plan"] == round(moderate(2, 3), 3)
    assert found["bea"]["plan"] == round(moderate(1, 3), 3)
    assert "plan" not in found["cid"]
    said = suggestions(world)
    assert "They know Xi and Yo, who know people in a plan of yours." in said["ada"].text
    assert "They know Target, who is in a plan of yours." in said["bea"].text
    assert "You both know Zed." in said["cid"].text


@pytest.mark.parametrize("status", ["paused", "won", "dropped"])
def test_a_plan_that_is_not_under_way_asks_for_nothing(world: World, status: str) -> None:
    world.person("Target", keep_in_touch="never")
    world.person("Ada")
    world.write("plans/job.md", f"---\nname: A job\nstatus: {status}\npeople: [target]\n---\n")
    world.met("2026-01-02", "ada", "target")
    assert "plan" not in terms(world)["ada"]


def test_a_target_is_in_the_plan_already(world: World) -> None:
    world.person("Ada")
    world.person("Bea")
    world.write("plans/job.md", "---\nname: A job\npeople: [ada, bea]\n---\n")
    world.met("2026-01-02", "ada", "bea")
    assert "plan" not in terms(world)["ada"]


def test_place_is_where_they_live_or_were_met(world: World) -> None:
    world.person("Ada", location="Bath", circle="active")
    world.person("Bea", location="London", circle="active")
    world.person("Cid", location="London", circle="active")
    world.met("2026-11-01", "ada")
    world.met("2026-11-01", "bea", place="A pub in Bath")
    world.met("2020-11-01", "cid", place="Bath")
    world.met("2026-11-02", "cid")
    found = terms(world, place="bath")
    assert {who: term["place"] for who, term in found.items()} == {"ada": 1, "bea": 0.5}
    said = suggestions(world, place="bath")
    assert said["ada"].text == "It has been 3 weeks. They live in Bath."
    assert said["bea"].text == "It has been 3 weeks. You have met there before."
    # Without a place nothing speaks for either.
    assert suggested(world) == []


def test_tag_asks_for_those_who_have_it(world: World) -> None:
    world.person("Ada", circle="active", tags="[Sailing]")
    world.person("Bea", circle="active", body="Loves #sailing.")
    world.person("Cid", circle="active")
    for who in ("ada", "bea", "cid"):
        world.met("2026-11-01", who)
    assert sorted(suggested(world, tag="#sailing")) == ["ada", "bea"]
    assert suggested(world, tag="sailing", place="Bath") == []


@pytest.mark.parametrize(
    ("occasion", "said"),
    [
        ({"kind": "news", "body": "Promoted!"}, "There is news of 20 November 2026"),
        (
            {"kind": "letter", "direction": "in"},
            "Their letter of 20 November 2026 has had no answer",
        ),
    ],
)
def test_occasion_is_something_of_theirs(world: World, occasion: dict[str, str], said: str) -> None:
    world.settle("      suggest: {rest: 0, occasion: 9}\n")
    world.person("Ada", circle="active", location="Bath")
    world.met("2026-11-01", "ada")
    assert "occasion" not in terms(world, place="Bath")["ada"]
    world.met("2026-11-20", "ada", **occasion)
    assert terms(world, place="Bath")["ada"]["occasion"] == 1
    assert said in suggestions(world, place="Bath")["ada"].text
    world.met("2026-11-21", "ada")
    assert "occasion" not in terms(world, place="Bath")["ada"]


def test_a_letter_of_theirs_is_said_whatever_else_weighs_more(world: World) -> None:
    """Three other reasons weigh more."""
    world.settle("      suggest: {rest: 0, occasion: 0.1}\n")
    world.person("Ada", keep_in_touch="6 months", location="Bath")
    world.person("Target", keep_in_touch="never")
    world.person("Zed", keep_in_touch="never")
    world.write("plans/job.md", "---\nname: A job\npeople: [target]\n---\n")
    world.met("2024-06-01", "ada", "zed")
    world.met("2024-06-01", "target", "zed", slug="other")
    world.met("2025-11-20", "ada", kind="letter", direction="in")
    found = suggestions(world, place="Bath")["ada"]
    assert "occasion" in found.reasons[2:]
    assert "Their letter of 20 November 2025 has had no answer" in found.text


@pytest.mark.parametrize(("days", "left"), [(0, True), (90, True), (91, False), (900, False)])
def test_an_old_draft_keeps_nobody_out_for_ever(world: World, days: int, left: bool) -> None:
    alike(world, "Ada")
    world.met(dates.add_days(TODAY, -days), "ada", kind="letter", draft="true", slug="draft")
    assert (suggested(world) == []) is left


def test_a_move_is_an_occasion(world: World) -> None:
    world.person("Ada", circle="active", roles="[{org: Fjordnet, title: Director, since: 2026-03}]")
    world.met("2026-01-01", "ada")
    assert terms(world)["ada"]["occasion"] == 1
    assert "Director at Fjordnet since March 2026" in suggestions(world)["ada"].text


# ---------------------------------------------------------------- weights


def test_every_term_has_a_weight() -> None:
    assert {*TERMS} | {"mix", "mutual", "rest"} == {*DEFAULT_SUGGEST}
    assert all(factors.keys() <= {*TERMS, "mix"} for factors in MINUTES.values())


def test_the_sum_is_of_terms_times_weights(world: World) -> None:
    world.settle("      suggest: {due: 10, close: 2, dormant: 3}\n")
    world.person("Ada", circle="close")
    meet(world, "ada", *LONG_AGO)
    with world.index() as index:
        (one,) = rank(index, Question())
        (evening,) = rank(index, Question(minutes="evening"))
    assert one.score == pytest.approx(10 * 1 + 2 * 0.75 + 3 * 0.375)
    assert evening.score == pytest.approx(10 * 1 + 4 * 2 * 0.75 + 0.5 * 3 * 0.375)


def test_an_evening_is_for_those_who_are_close(world: World) -> None:
    """The one whose day is nearer comes first with a message, the closer one with a dinner."""
    world.settle("      suggest: {mix: 0}\n")
    world.person("Ada", circle="inner")
    world.person("Bea", circle="active")
    world.met(dates.add_days(TODAY, -24), "ada")
    world.met(dates.add_days(TODAY, -330), "bea")
    assert suggested(world, minutes="15") == ["bea", "ada"]
    assert suggested(world, minutes="60") == ["bea", "ada"]
    assert suggested(world, minutes="evening") == ["ada", "bea"]


def test_mutual_says_how_many_in_common_are_best(world: World) -> None:
    world.person("Ada")
    world.person("Bea", keep_in_touch="never")
    world.met("2025-06-01", "ada", "bea")
    assert terms(world)["ada"]["weak"] < 1
    world.settle("      suggest: {mutual: 1}\n")
    assert terms(world)["ada"]["weak"] == 1


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "write a mapping"),
        ({"dorment": 1}, "'dorment' is unknown; there are due,"),
        ({"due": "much"}, "due: 'much' is not a number from 0 to 100"),
        ({"due": -1}, "due: '-1' is not a number from 0 to 100"),
        ({"due": True}, "due: 'True' is not a number"),
        ({"due": float("nan")}, "due: 'nan' is not a number"),
        ({"mix": 2}, "mix: '2' is not a number from 0 to 1"),
        ({"mutual": 0}, "mutual: '0' is not a number from 1 to 150"),
        ({"rest": 1000}, "rest: '1000' is not a number from 0 to 365"),
    ],
)
def test_a_weight_that_is_none_is_told(value: object, said: str) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml: hobnob: suggest: ") as raised:
        read_settings({"suggest": value})
    assert said in str(raised.value)


def test_what_is_not_set_is_as_it_was() -> None:
    assert read_settings({"suggest": {"dormant": 2}}).suggest == {**DEFAULT_SUGGEST, "dormant": 2}
    assert read_settings({"suggest": None}).suggest == DEFAULT_SUGGEST


# ---------------------------------------------------------------- the order


def alike(world: World, *names: str) -> None:
    for name in names:
        world.person(name, circle="active")
        world.met("2025-11-01", name.lower())


def test_the_same_day_gives_the_same_answer_and_another_another(world: World) -> None:
    alike(world, *["Ada", "Bea", "Cid", "Dan", "Eve", "Fay", "Gus", "Hal"])
    first = suggested(world)
    assert suggested(world) == first
    assert len({tuple(suggested(world, f"2026-12-0{day}")) for day in range(1, 9)}) > 4


def test_a_tenth_makes_no_difference_and_more_does(world: World) -> None:
    world.settle("      suggest: {mix: 0}\n")
    world.person("Ada", keep_in_touch="100 days")
    world.person("Bea", keep_in_touch="100 days")
    world.met(dates.add_days(TODAY, -101), "ada")
    world.met(dates.add_days(TODAY, -100), "bea")
    days = [dates.add_days(TODAY, day) for day in range(-9, 9)]
    assert {suggested(world, day)[0] for day in days} == {"ada", "bea"}
    world.met(dates.add_days(TODAY, -160), "bea", slug="earlier")
    (world.notes / f"interactions/2026/{dates.add_days(TODAY, -100)}-meeting-bea.md").unlink()
    assert {suggested(world, day)[0] for day in days} == {"bea"}


def awake_and_asleep(world: World, many: int = 10) -> None:
    for at in range(many):
        world.person(f"Close {at}", circle="inner")
        world.met("2026-01-01", f"close-{at}")
        world.person(f"Dormant {at}")
        meet(world, f"dormant-{at}", *LONG_AGO)


@pytest.mark.parametrize(("share", "of_five"), [(0, 0), (0.2, 1), (0.4, 2), (0.6, 3), (1, 5)])
def test_places_are_kept_for_dormant_and_weak_ties(
    world: World, share: float, of_five: int
) -> None:
    world.settle(f"      suggest: {{mix: {share}}}\n")
    awake_and_asleep(world)
    for day in range(20, 28):
        found = suggested(world, f"2026-11-{day}", count=5)
        assert sum(slug.startswith("dormant") for slug in found) == of_five


def test_fewer_places_are_kept_for_an_evening(world: World) -> None:
    awake_and_asleep(world)
    found = suggested(world, count=10, minutes="evening")
    assert sum(slug.startswith("dormant") for slug in found) == 2


def test_places_run_on_from_day_to_day(world: World) -> None:
    """Whoever asks for one a day gets as many as whoever asks for five."""
    awake_and_asleep(world)
    one_a_day = [suggested(world, f"2026-12-{day:02}", count=1)[0] for day in range(1, 26)]
    assert sum(slug.startswith("dormant") for slug in one_a_day) == 10


def test_a_place_that_finds_nobody_is_free_for_all(world: World) -> None:
    alike(world, "Ada", "Bea", "Cid")
    assert len(suggested(world, count=3)) == 3
    world.person("Dan")
    meet(world, "dan", *LONG_AGO)
    assert len(suggested(world)) == 4


def test_the_mix_holds_dormant_and_weak_ties(looked_at: World) -> None:
    known = ties(looked_at)
    found = [known[slug].strength for slug in suggested(looked_at, count=5)]
    assert {"dormant", "weak", "strong"} <= {*found}


def test_others_come_after_those_who_were_shown(world: World) -> None:
    awake_and_asleep(world)
    everybody = suggested(world)
    assert len(everybody) == len(set(everybody)) == 20
    shown: list[str] = []
    while more := suggested(world, count=3, without=shown):
        shown += more
    assert shown == everybody


# ---------------------------------------------------------------- the words


def test_how_long_it_has_been_is_said_once(looked_at: World) -> None:
    for day in ("2026-11-22", "2027-03-01", "2027-11-01"):
        for one in suggestions(looked_at, day).values():
            assert one.text.lower().count("it has been") <= 1, one.text
            assert one.reasons


def test_the_cadence_is_named(world: World) -> None:
    world.person("Ada", circle="wide")
    world.met("2025-12-22", "ada")
    world.person("Bea", circle="inner")
    world.met("2026-11-01", "bea")
    said = suggestions(world)
    assert said["ada"].text.startswith(
        "Soon it is time again: every year is what you have in mind, and it has been 11 months."
    )
    assert said["bea"].text == "It has been 3 weeks; every 3 weeks is what you have in mind."


def test_a_dormant_tie_is_told_by_what_was_good(world: World) -> None:
    world.person("Ada")
    world.person("Bea", introduced_by="ada")
    meet(world, "ada", *LONG_AGO)
    world.met("2012-03-04", "ada", kind="letter", asked="advice", outcome="agreed")
    assert suggestions(world)["ada"].text == (
        "You knew each other well once: in touch 4 times between 2009 and 2012; introduced you to "
        "Bea; helped you with advice."
    )


def test_who_is_in_no_circle_is_a_weak_tie_also_without_a_contact(world: World) -> None:
    """They come after the weak ties that were seen, and nobody is offered against their will."""
    world.person("Ada")
    world.person("Ben")
    world.met("2025-01-01", "ben")
    world.person("Cy", keep_in_touch="never")
    world.person("Dee")
    world.met("2026-11-20", "dee", kind="letter", draft="true")
    found = suggestions(world)
    assert list(found) == ["ben", "ada"]
    assert (found["ada"].tie, found["ada"].reasons) == ("new", ("weak",))
    assert found["ada"].text == "No contact is written down yet."
    assert terms(world)["ada"]["weak"] == round(moderate(1, 4) / 2, 3)
