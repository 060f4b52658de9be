"""The tree of introductions: everybody once, below the right person, whatever the notes say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.network.introductions.phrases import branches, spell_branch
from hobnob.network.introductions.tree import Introduction, around, list_introductions
from tests.conftest import TODAY, World
from tests.network.small import index_of, met, person

Note = tuple[str, str]
CAST = [person(name) for name in ("ada", "bob", "cid", "dan")]


def tree_of(*notes: Note) -> tuple[Introduction, ...]:
    return list_introductions(index_of(dict([*CAST, *notes]), TODAY))


def drawn(rows: tuple[Introduction, ...]) -> list[str]:
    """Return each row as `1 ada>bob`, with its date and with who else introduced them."""
    return [
        " ".join(filter(None, (
            f"{row.depth} {row.by.slug}>{row.person.slug}", row.date,
            "+" + ",".join(who.slug for who in row.also) if row.also else "",
            "circle" if row.circle else "",
        )))
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "rows"),
    [
        ([], []),
        ([person("bob", introduced_by="ada"), person("cid", introduced_by="bob", met_on="2020-05")],
         ["1 ada>bob", "2 bob>cid 2020-05"]),
        # The day of the introduction says more than met_on, and that more than the first contact.
        ([person("bob", introduced_by="ada", met_on=2019), met("a", "2024-01-02", ["bob"]),
          met("b", "2021-03-04", ["ada"], introduced="[bob]")], ["1 ada>bob 2021-03-04"]),
        ([person("bob", introduced_by="ada"), met("a", "2024-01-02", ["bob"])],
         ["1 ada>bob 2024-01-02"]),
        # The person's own note decides, else the first introduction; the others stand beside it.
        ([met("a", "2021-01-01", ["dan"], introduced="[bob]"),
          met("b", "2020-01-01", ["ada"], introduced="[bob]")], ["1 ada>bob 2020-01-01 +dan"]),
        ([met("b", "2020-01-01", ["ada"], introduced="[bob]"),
          person("bob", introduced_by="dan", met_on="2022")], ["1 dan>bob 2022 +ada"]),
        # Two people at one table introduced two others.
        ([met("a", "2021-01-01", ["ada", "bob"], introduced="[cid, dan]")],
         ["1 ada>cid 2021-01-01 +bob", "1 ada>dan 2021-01-01 +bob"]),
        # Without a note, people appear as they were typed.
        ([person("bob", introduced_by="Uncle Max"), met("a", "2021-01-01", ["bob"],
          introduced='["Zoe"]')], ["1 Uncle Max>bob 2021-01-01", "2 bob>Zoe 2021-01-01"]),
        # What has not happened introduced nobody, and nobody introduces themselves.
        ([met("a", "2021-01-01", ["ada"], introduced="[bob]", draft="true"),
          met("b", "2021-01-01", ["ada"], introduced="[bob]", outcome="cancelled"),
          person("cid", introduced_by="cid")], []),
        # A circle begins with the earliest; who stands behind it stays behind it.
        ([person("bob", introduced_by="cid", met_on=2020), person("cid", introduced_by="bob",
          met_on=2019), person("dan", introduced_by="bob", met_on=2018)],
         ["1 cid>bob 2020", "2 bob>dan 2018", "2 bob>cid 2019 circle"]),
    ],
)  # fmt: skip
def test_everybody_stands_below_the_right_person(notes: list[Note], rows: list[str]) -> None:
    assert drawn(tree_of(*notes)) == rows


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14))
def test_everybody_stands_in_it_once(pairs: list[tuple[int, int]]) -> None:
    """Whoever was introduced has one row, and one more where a circle closes."""
    notes = dict(person(f"p{at}") for at in range(8))
    notes |= dict(
        met(f"m{at}", f"2020-01-{at + 1:02}", [f"p{by}"], introduced=f"[p{new}]")
        for at, (by, new) in enumerate(pairs)
    )
    rows = list_introductions(index_of(notes, TODAY))
    once = [row.person.slug for row in rows if not row.circle]
    closed = {row.person.slug for row in rows if row.circle}
    assert len(set(once)) == len(once)
    assert {*once} | closed == {f"p{new}" for by, new in pairs if by != new}
    for by, branch in branches(rows):
        people = [row for row in branch if not row.circle]
        assert sum(row.reach for row in branch if row.depth == 1) + sum(
            row.depth == 1 for row in branch
        ) == len(people)
        assert branch[0].by == by
    for at, row in enumerate(rows):
        below = rows[at + 1 :]
        end = next((n for n, other in enumerate(below) if other.depth <= row.depth), len(below))
        assert row.reach == sum(not other.circle for other in below[:end])


def test_the_way_to_a_person_and_who_came_through_them(world: World) -> None:
    for name, by in (("Bob", "ada"), ("Cid", "bob"), ("Dan", "cid"), ("Eve", "bob"), ("Fay", "x")):
        world.person(name, introduced_by=by)
    world.person("Ada")
    with world.index() as index:
        rows = list_introductions(index)
        ids = {row.person.slug: row.person.id for row in rows}
        ids |= {row.by.slug: row.by.id for row in rows}
        seen = {
            slug: [row.person.slug for row in around(rows, ids[slug] or 0)]
            for slug in ("ada", "cid")
        }
    assert seen == {"ada": ["bob", "cid", "dan", "eve"], "cid": ["bob", "cid", "dan"]}
    assert [spell_branch(rows) for _, rows in branches(rows)] == [
        "introduced you to 1 person; 3 more people came through them",
        "introduced you to 1 person",
    ]


def test_thanks_are_those_of_today_and_go_up_the_chain(world: World) -> None:
    world.person("Ada")
    world.person("Bob", introduced_by="ada")
    world.person("Cid", introduced_by="bob")
    world.met("2026-11-01", "bob", kind="call")
    world.met("2026-11-02", "cid", kind="call")
    rows = world.run("introductions --json").json
    assert [row["thanks"] for row in rows] == [["ada"], ["bob", "ada"]]
    world.met("2026-11-03", "ada", kind="letter")
    rows = world.run("introductions --json").json
    assert [row["thanks"] for row in rows] == [[], ["bob"]]


def test_a_long_chain_is_no_trouble(world: World) -> None:
    notes = dict(person(f"p{at:04}", introduced_by=f"p{at + 1:04}") for at in range(1500))
    rows = list_introductions(index_of(notes, TODAY))
    assert (rows[0].reach, rows[-1].depth) == (1499, 1500)


def test_letters_that_introduce_are_found_by_link_or_by_name(world: World) -> None:
    world.person("Ada Byron")
    world.person("Al")
    world.met("2026-11-01", "ada-byron", kind="email", gave="introduction", body="Also, [[al]]!")
    assert world.run("introduce ada al --json").json["skipped"] == [
        {"person": "ada-byron", "reason": "sent", "note": "2026-11-01-email-ada-byron",
         "date": "2026-11-01"}
    ]  # fmt: skip
    world.met("2026-11-01", "ada-byron", kind="email", gave="introduction", body="Also, Albert.")
    world.run("undo")
    assert world.run("introduce ada al --json --dry-run").json["paths"] != []
    assert world.run("introduce ada al --json").json["skipped"] == []
