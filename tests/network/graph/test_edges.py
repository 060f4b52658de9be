"""What makes a tie, and what it keeps of its evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.network.graph.clues import COUNTS, Clue, ClueKind, overlap
from hobnob.network.graph.communities import find_communities, load_ties_of_all, number_people
from hobnob.network.graph.edges import load_edges, weigh
from hobnob.network.graph.graph import load_graph
from tests.conftest import TODAY, World


def links(world: World, more: str = "") -> dict[tuple[str, str], dict[str, Any]]:
    """Return the ties that `graph` prints, by their people."""
    document = world.run(f"graph --json {more}").json
    return {(link["source"], link["target"]): link for link in document["links"]}


def test_each_kind_of_evidence_with_its_note_and_date(world: World) -> None:
    world.person("Ada", relations="\n  - who: eve\n    how: sister")
    world.person("Bob", roles="\n  - org: Ogilvy\n    since: 2010\n    until: 2015")
    world.person("Cas", introduced_by="ada", met_on="2019-05")
    world.person("Dan", org="Ogilvy", body="Plays chess with [[eve]].")
    world.person("Eve", roles="\n  - org: ogilvy\n    since: 2014")
    world.met("2026-03-01", "ada", "bob", slug="lunch", kind="meal", body="Spoke of [[dan]].")
    world.met("2026-04-01", "ada", "bob", slug="call", kind="call")
    world.met("2026-05-01", "bob", "cas", slug="paper", kind="news")
    world.met("2026-06-01", "ada", slug="mail", kind="email", introduced="[dan]")
    found = links(world)
    kinds = {pair: [each["kind"] for each in link["evidence"]] for pair, link in found.items()}
    assert kinds == {
        ("ada", "bob"): ["together"],
        ("ada", "cas"): ["introduced"],
        ("ada", "dan"): ["introduced", "mention"],
        ("ada", "eve"): ["relation"],
        ("bob", "cas"): ["named"],
        ("bob", "dan"): ["mention"],
        ("bob", "eve"): ["organization"],
        ("dan", "eve"): ["mention", "organization"],
    }
    assert found["ada", "bob"]["weight"] == 2
    (evidence,) = found["ada", "bob"]["evidence"]
    assert evidence == {
        "kind": "together", "who": ["ada", "bob"], "times": 2, "note": "call",
        "since": "2026-03-01", "date": "2026-04-01", "text": "call",
    }  # fmt: skip
    assert found["ada", "cas"]["evidence"][0]["date"] == "2019-05"
    assert found["ada", "eve"]["evidence"][0]["text"] == "sister"
    # Bob left in 2015, Eve came in 2014.
    (evidence,) = found["bob", "eve"]["evidence"]
    assert (evidence["since"], evidence["date"], evidence["text"]) == ("2014", "2015", "Ogilvy")


@pytest.mark.parametrize(
    ("keys", "body"),
    [
        ({"draft": "true"}, ""),
        ({"date": "2026-12-01"}, ""),
        ({"private": "true"}, ""),
        ({}, "`[[bob]]` and %%[[bob]]%%"),
    ],
)
def test_what_makes_no_tie(world: World, keys: dict[str, str], body: str) -> None:
    world.person("Ada")
    world.person("Bob")
    people = ["ada"] if body else ["ada", "bob"]
    world.met(keys.pop("date", "2026-01-01"), *people, slug="x", body=body, **keys)
    assert links(world, "--share") == {}


def test_nobody_is_tied_to_themselves_or_twice_by_one_note(world: World) -> None:
    world.person("Ada", aliases="Countess", body="[[ada]]")
    world.person("Bob", not_same_as="cas")
    world.person("Cas", body="[[bob]] and [[Bob]]")
    world.met("2026-01-01", "ada", "Countess", "bob", slug="x", body="[[ada]] and [[bob]]",
              introduced="[bob, cas]")  # fmt: skip
    found = links(world)
    assert [(pair, link["weight"]) for pair, link in found.items()] == [
        (("ada", "bob"), 1), (("ada", "cas"), 1), (("bob", "cas"), 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "span"),
    [
        (("2010", "2015"), ("2012", "2018"), ("2012", "2015")),
        (("2010", "2015"), ("2012", ""), ("2012", "2015")),
        (("2010", ""), ("2012", ""), ("2012", "")),
        (("", ""), ("2012", ""), ("", "")),
        (("", ""), ("", ""), ("", "")),
        (("2010", "2030"), ("2012", ""), ("2012", "")),
        # They may have missed each other by a day.
        (("2010", "2015"), ("2015", "2018"), None),
        (("2010", "2015-06"), ("2015", "2018"), None),
        (("2010", "2015-06"), ("2015-05", "2018"), ("2015-05", "2015-06")),
        # Nobody knows when this one began.
        (("", "2015"), ("2010", "2012"), None),
        (("", "2015"), ("2010", "2018"), ("", "2015")),
        (("", "2015"), ("", ""), None),
    ],
)
def test_roles_overlap_where_it_is_certain(
    one: tuple[str, str], other: tuple[str, str], span: tuple[str, str] | None
) -> None:
    assert overlap(one, other, TODAY) == span
    assert overlap(other, one, TODAY) == span


def test_an_organization_goes_by_all_its_names(world: World) -> None:
    world.write("orgs/ogilvy.md", "---\nname: Ogilvy & Mather\naliases: [Ogilvy]\n---\n")
    world.person("Ada", org="Ogilvy")
    world.person("Bob", org="Ogilvy & Mather")
    world.person("Cas", org="Ogilvy Labs")
    assert list(links(world)) == [("ada", "bob")]
    assert [tie["person"] for tie in world.run("ties bob --json").json] == ["ada"]


def test_ties_of_a_person_are_those_of_the_graph(sample: World) -> None:
    found = links(sample)
    people = {slug for pair in found for slug in pair}
    for slug in sorted(people)[::7]:
        ties = sample.run(["ties", slug, "--json"]).json
        ours = {
            pair[slug == pair[0]]: (link["weight"], link["evidence"])
            for pair, link in found.items()
            if slug in pair
        }
        assert {tie["person"]: (tie["weight"], tie["evidence"]) for tie in ties} == ours
        for tie in ties:
            both = {
                other
                for other in people
                if all(tuple(sorted((other, one))) in found for one in (slug, tie["person"]))
            }
            assert set(tie["common"]) == both


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        # Often, lately, for years, and not in a crowd.
        (["2020-03-01", "2020-04-01", "2020-05-01"], ["2020-05-01"]),
        (["2026-05-01"], ["2020-05-01"]),
        (["2010-05-01", "2020-05-01"], ["2020-04-01", "2020-05-01"]),
        (["2026-05-01"], ["2026-05-01 with x, y, z"]),
    ],
)
def test_the_stronger_tie_comes_first(world: World, stronger: list[str], weaker: list[str]) -> None:
    for name in ("Ada", "Bob", "Zoe", "x", "y", "z"):
        world.person(name)
    for other, days in (("zoe", stronger), ("bob", weaker)):
        for day in days:
            date, _, others = day.partition(" with ")
            more = others.split(", ") if others else []
            world.met(date, "ada", other, *more, slug=f"{other}-{date}")
    ties = [tie["person"] for tie in world.run("ties ada --json").json]
    assert ties.index("zoe") < ties.index("bob")


def test_common_acquaintances_make_a_tie_stronger(world: World) -> None:
    for name in ("Ada", "Bob", "Zoe", "Friend"):
        world.person(name)
    for pair in (("ada", "bob"), ("ada", "zoe")):
        world.met("2020-05-01", *pair, slug="-".join(pair))
    assert [tie["person"] for tie in world.run("ties ada --json").json] == ["bob", "zoe"]
    for pair in (("ada", "friend"), ("zoe", "friend")):
        world.met("2010-05-01", *pair, slug="-".join(pair))
    ties = {tie["person"]: tie["common"] for tie in world.run("ties ada --json").json}
    assert next(iter(ties)) == "zoe"
    assert ties == {"zoe": ["friend"], "friend": ["zoe"], "bob": []}


def test_what_is_private_is_in_no_shared_network(world: World) -> None:
    world.person(
        "Ada", relations="\n  - who: spy\n    how: handler\n  - who: bob\n    how: brother"
    )
    world.person("Bob", introduced_by="spy", org="Ogilvy")
    world.person("Spy", private="true", org="Ogilvy", body="[[bob]]")
    world.met("2026-01-01", "ada", "spy", "bob", slug="secret")
    for command in ("graph --share", "graph --share --json --me", "ties --share --json",
                    "ties bob --share", "ties --share", "path bob --share"):  # fmt: skip
        said = world.run(command)
        assert "spy" not in (said.out + said.err).lower(), command
        assert "handler" not in said.out
        assert "secret" not in said.out
    # What stays is what its own note says.
    assert links(world, "--share")["ada", "bob"]["evidence"][0]["text"] == "brother"


IDS = st.integers(1, 4)


@given(st.lists(st.tuples(IDS, IDS, st.sampled_from(sorted(COUNTS)), IDS)))
def test_a_tie_weighs_the_notes_that_name_both(
    said: list[tuple[int, int, ClueKind, int]],
) -> None:
    clues = [Clue(one, other, kind, note, "", "", "", "", 1) for one, other, kind, note in said]
    pairs = {frozenset(clue[:2]): set[int]() for clue in clues}
    for clue in clues:
        if clue.kind != "organization":
            pairs[frozenset(clue[:2])].add(clue.note)
    found = {frozenset(pair): weight for pair, weight in weigh(clues).items()}
    assert found == {pair: max(1, len(notes)) for pair, notes in pairs.items()}
    assert all(one <= other for one, other in weigh(clues))


def test_without_their_evidence_the_ties_are_the_same(looked_at: World) -> None:
    with looked_at.index() as index:
        told, untold = (load_graph(index, evidence=evidence) for evidence in (True, False))
        network = number_people(load_edges(index).edges)
        assert load_ties_of_all(index).communities == find_communities(index, network)
    assert len(told.links) > 20
    assert [replace(link, evidence=()) for link in told.links] == list(untold.links)
