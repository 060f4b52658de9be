"""Chains: the best one comes first, equal ones in a fixed order, and none is made up."""

from __future__ import annotations

from itertools import pairwise, permutations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.network.graph.chains import find_chains
from hobnob.network.graph.edges import load_edges
from hobnob.network.graph.mine import load_my_ties
from tests.conftest import World
from tests.network.small import index_of, met, person

LATELY, LONG_AGO = "2026-11-01", "2006-11-01"


def chains(world: World, command: str) -> list[list[str]]:
    return [chain["people"] for chain in world.run(f"path {command} --json").json["chains"]]


@pytest.fixture
def crowd(world: World) -> World:
    """Ten people; only what a test writes ties them."""
    for name in "abcdefghij":
        world.person(name.upper(), slug=name)
    return world


def know(world: World, *people: str, day: str = LATELY) -> None:
    for slug in people:
        world.met(day, slug, slug=f"me-{slug}-{day}")


def together(world: World, one: str, other: str, day: str = LATELY) -> None:
    """Write that two people did something together without me."""
    world.met(day, one, other, slug=f"{one}-{other}-{day}", kind="news")


def test_fewer_steps_come_first(crowd: World) -> None:
    know(crowd, "a", "b")
    for pair in (("a", "c"), ("c", "z"), ("b", "e")):
        together(crowd, pair[0], pair[1].replace("z", "e"))
    assert chains(crowd, "e") == [["b", "e"], ["a", "c", "e"]]
    assert chains(crowd, "e --max 2") == [["b", "e"]]
    assert chains(crowd, "e --limit 1") == [["b", "e"]]


def test_a_recent_contact_comes_before_an_old_one(crowd: World) -> None:
    know(crowd, "a", day=LONG_AGO)
    know(crowd, "b")
    for first in "ab":
        together(crowd, first, "e")
    assert chains(crowd, "e") == [["b", "e"], ["a", "e"]]


def test_a_long_past_comes_before_one_meeting(crowd: World) -> None:
    know(crowd, "a", "b")
    know(crowd, "b", day=LONG_AGO)
    for first in "ab":
        together(crowd, first, "e")
    assert chains(crowd, "e") == [["b", "e"], ["a", "e"]]


def test_a_warm_chain_comes_before_my_own_old_contact(crowd: World) -> None:
    know(crowd, "e", day="1996-05-01")
    know(crowd, *"a" * 1)
    for month in range(1, 10):
        know(crowd, "a", day=f"2026-{month:02}-01")
        together(crowd, "a", "e", day=f"2026-{month:02}-02")
    assert chains(crowd, "e") == [["a", "e"], ["e"]]
    # What leads through the same people and more of them is no chain of its own.
    know(crowd, "e")
    know(crowd, "e", day="2026-10-01")
    assert chains(crowd, "e")[0] == ["e"]


def test_equal_chains_have_the_order_of_their_slugs(crowd: World) -> None:
    know(crowd, *"dacb")
    for first in "cbad":
        together(crowd, first, "e")
    assert chains(crowd, "e") == [["a", "e"], ["b", "e"], ["c", "e"], ["d", "e"]]


def test_a_chain_says_how_it_is_known_and_whom_to_ask(crowd: World) -> None:
    know(crowd, "a")
    crowd.person("Eve", slug="e", introduced_by="a", met_on="2019-05")
    assert chains(crowd, "e") == [["a", "e"], ["e"]]
    chain, _ = crowd.run("path e --json").json["chains"]
    assert [(each["kind"], each["who"], each["note"], each["date"])
            for each in chain["evidence"]] == [
        ("contact", ["a"], "me-a-2026-11-01", "2026-11-01"),
        ("introduced", ["a", "e"], "e", "2019-05"),
    ]  # fmt: skip
    assert "advice, not for an introduction" in chain["ask"]
    # The command does what it says.
    assert crowd.run(f"{chain['command'].removeprefix('hobnob ')} --dry-run").code == 0
    crowd.write("letters/a-question.md", "---\nasked: advice\n---\nMay I ask you?\n")
    chain, _ = crowd.run("path e --json").json["chains"]
    assert chain["command"] == "hobnob draft a-question --to a"
    assert crowd.run(chain["command"].removeprefix("hobnob ")).code == 0


def test_into_an_organization(crowd: World) -> None:
    crowd.person("Ida", slug="i", org="Ogilvy")
    crowd.person("Jo", slug="j", roles="\n  - org: Ogilvy\n    since: 2001\n    until: 2009")
    know(crowd, "a", "j")
    together(crowd, "a", "i")
    assert chains(crowd, "ogilvy") == [["a", "i"]]
    assert crowd.run("path ogilvy --json").json["to"] == "Ogilvy"
    crowd.person("Ida", slug="i")
    said = crowd.run("path ogilvy --json").json
    assert (said["chains"], said["nearest"]) == (
        [], [{"person": "j", "why": ["was at Ogilvy"]}],
    )  # fmt: skip


def test_nobody_leads_there(crowd: World) -> None:
    crowd.person("Eve", slug="e", location="Leeds", tags="chess", body="[[f]]")
    crowd.person("Ada", slug="a", location="Leeds, England", tags="[chess, tea]")
    crowd.person("Bea", slug="b", tags="chess")
    crowd.person("Cas", slug="c", tags="chess")
    know(crowd, "a", "b")
    said = crowd.run("path e --json").json
    assert said["chains"] == []
    assert said["nearest"] == [
        {"person": "a", "why": ["also tagged #chess", "also lives in Leeds, England"]},
        {"person": "b", "why": ["also tagged #chess"]},
    ]
    answer = crowd.run("path e")
    assert answer.code == 0
    assert "no chain of at most 4 steps leads to Eve" in answer.err


def test_a_longer_chain_is_offered(crowd: World) -> None:
    know(crowd, "a")
    for one, other in pairwise("abcdef"):
        together(crowd, one, other)
    assert chains(crowd, "f") == []
    (nearest,) = crowd.run("path f --json").json["nearest"]
    assert nearest == {"person": "a", "why": ["6 steps: hobnob path f --max 6"]}
    assert chains(crowd, "f --max 6") == [list("abcdef")]


def test_who_is_left_in_peace_is_not_asked_first(crowd: World) -> None:
    crowd.person("Ada", slug="a", keep_in_touch="never")
    know(crowd, "a", "b")
    for first in "ab":
        together(crowd, first, "e")
    said = crowd.run("path e --json").json
    assert [chain["people"] for chain in said["chains"]] == [["b", "e"]]
    assert said["in_peace"] == ["a"]
    assert chains(crowd, "a") == [["a"]]


def test_a_chain_through_somebody_private_is_not_shown_to_others(crowd: World) -> None:
    crowd.person("Spy", slug="a", private="true")
    know(crowd, "a", "b")
    for pair in (("a", "e"), ("b", "c"), ("c", "e")):
        together(crowd, *pair)
    assert chains(crowd, "e") == [["a", "e"], ["b", "c", "e"]]
    assert chains(crowd, "e --share") == [["b", "c", "e"]]
    assert crowd.run("path a --share").code == 3


def test_a_name_that_fits_nothing_or_several(crowd: World) -> None:
    crowd.person("Grace Hopper")
    crowd.person("Grace Kelly", org="Gracious Living")
    assert crowd.run("path grace --json").json["candidates"]
    said = crowd.run("path gracius --json")
    assert (said.code, said.json["code"]) == (3, "not-found")
    assert said.json["candidates"]


# ---------------------------------------------------------------- all networks

_PEOPLE = ("ada", "bob", "cas", "dan", "eve")
_DAYS = st.dates().map(lambda day: f"20{day.year % 26:02}-{day.month:02}-01")
_NOTES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(_PEOPLE), min_size=1, max_size=3, unique=True), _DAYS,
        st.sampled_from(("meeting", "news", "call")),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(max_examples=60)
@given(_NOTES)
def test_no_chain_is_likelier_than_the_first(notes: list[tuple[list[str], str, str]]) -> None:
    files = dict(person(name) for name in _PEOPLE)
    files |= dict(
        met(f"n{number}", day, people, kind=kind)
        for number, (people, day, kind) in enumerate(notes)
    )
    index = index_of(files, "2026-11-22")
    ids = dict(index.rows("SELECT slug, id FROM note WHERE kind = 'person'"))
    mine = load_my_ties(index, tuple(ids.values()))
    edges = {
        frozenset((edge.one.slug, edge.other.slug)): edge.strength(index.today)
        for edge in load_edges(index).edges
    }

    def chance(chain: tuple[str, ...]) -> float:
        first = mine.get(ids[chain[0]])
        steps = [edges.get(frozenset(pair), 0.0) for pair in pairwise(chain)]
        return prod(steps, start=first.strength if first else 0.0)

    every = [(*before, "eve") for many in range(3) for before in permutations(_PEOPLE[:-1], many)]
    best = max(map(chance, every))
    found = find_chains(index, (ids["eve"],), most=3, limit=5).chains
    assert bool(found) == (best > 0)
    if found:
        likely = [chance(tuple(who.slug for who in chain.people)) for chain in found]
        assert likely[0] == pytest.approx(best, rel=1e-6)
        assert likely == pytest.approx(sorted(likely, reverse=True))
