"""Two notes become one: nothing that either said is dropped without being asked for."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.commands.changing import tree
from tests.conftest import World


@pytest.fixture
def two(world: World) -> World:
    world.person("Grace Hopper", emails="[grace@navy.example]", tags="[math]  # hers",
                 circle="close", roles="\n  - org: Navy\n    since: 1943", body="Clock.\n")  # fmt: skip
    world.person("G. Hopper", slug="g-hopper", emails="[g@x.example, grace@navy.example]",
                 location="Arlington", circle="wide", shoe="38", org="Remington Rand",
                 introduced_by="grace-hopper", body="Sings. See [[grace-hopper]].\n")  # fmt: skip
    world.met("2026-11-01", "g-hopper", "grace-hopper", slug="both")
    world.met("2026-11-02", "g-hopper", slug="one", body="[[g-hopper|Gracie]] sang.")
    return world


def test_where_they_differ_nothing_is_done(two: World) -> None:
    before = tree(two)
    said = two.run("merge grace-hopper g-hopper")
    assert said.code == 2
    assert "circle: close  |  wide" in said.err
    assert tree(two) == before


@pytest.mark.parametrize(("prefer", "circle"), [("keep", "close"), ("other", "wide")])
def test_all_that_both_said_is_in_one(two: World, prefer: str, circle: str) -> None:
    before = tree(two)
    said = two.run(f"merge grace-hopper g-hopper --prefer {prefer}")
    assert said.code == 0, said.err
    assert not (two.notes / "people/g-hopper.md").exists()
    assert (two.root / ".hobnob/trash/notes/people/g-hopper.md").is_file()
    shown = two.run("show grace-hopper --json").json
    assert shown["emails"] == ["grace@navy.example", "g@x.example"]
    assert shown["aliases"] == ["G. Hopper"]
    assert shown["location"] == "Arlington"
    assert shown["shoe"] == "38"
    assert shown["circle"] == circle
    assert {role["org"] for role in shown["roles"]} == {"Navy", "Remington Rand"}
    assert "introduced_by" not in shown
    text = (two.notes / "people/grace-hopper.md").read_text()
    assert "tags: [math]  # hers\n" in text
    assert text.endswith("---\nClock.\n\n## From G. Hopper\n\nSings. See [[grace-hopper]].\n")
    assert "people: [grace-hopper]\n" in (two.notes / "interactions/2026/both.md").read_text()
    one = (two.notes / "interactions/2026/one.md").read_text()
    assert "people: [grace-hopper]\n" in one
    assert "[[grace-hopper|Gracie]] sang." in one
    assert two.run("undo").code == 0
    assert tree(two) == before


def test_what_cannot_become_one(two: World) -> None:
    two.write("orgs/navy.md", "---\nname: Navy\n---\n")
    assert two.run("merge grace-hopper grace-hopper").code == 2
    said = two.run("merge grace-hopper navy")
    assert said.code == 2
    assert "a person and a org" not in said.err


def test_nobody_stands_twice_or_introduces_themselves(world: World) -> None:
    world.person("Carl Bom", slug="carl", body="Mine.\n")
    world.write(
        "people/dora.md", b"---\r\nname: Dora\r\nintroduced_by: '[[Carl Bom]]'\r\n---\r\nA\r\nB\r\n"
    )
    path = world.met("2026-11-01", "Dora", '"Carl Bom"', "dora", slug="one")
    assert world.run("merge carl dora").code == 0
    assert "people: [carl]\n" in path.read_text()
    text = (world.notes / "people/carl.md").read_bytes()
    assert b"introduced_by" not in text
    assert text.endswith(b"Mine.\n\n## From Dora\n\nA\nB\n")


def test_front_matter_is_copied_as_it_is_written(world: World) -> None:
    """Values keep their comments; comments without a place become lines of their own."""
    world.write("people/ann.md", """
        ---
        # my own
        name: Ann Lee
        birthday:  # unknown
        location: Oslo  # since 2020
        tags: [math]  # hers
        ---
        """)  # fmt: skip
    world.write("people/ann-lee.md", """
        ---
        # asked twice
        name: A. Lee  # née Moe
        # it is in her passport
        birthday: 1990-05-04 # from her mother
        tags:
          - navy  # from Bob
        shoe_size: 38 # eu
        location: 'Bergen' # moved
        kids: {Bo: 3} # and a cat
        roles:
          - org: Navy # the reserve
            rank: Captain
        # the end
        ---
        """)  # fmt: skip
    before = tree(world)
    said = world.run("merge ann ann-lee --prefer other")
    assert said.code == 0, said.err
    assert "at the end of the front matter of notes/people/ann.md" in said.err
    assert (world.notes / "people/ann.md").read_text() == dedent("""\
        ---
        # my own
        name: Ann Lee
        aliases: [A. Lee]
        # it is in her passport
        birthday: 1990-05-04 # from her mother
        location: 'Bergen' # moved
        roles:
          - org: Navy # the reserve
            rank: Captain
        tags: [math, navy]  # hers
        shoe_size: 38 # eu
        kids: {Bo: 3} # and a cat
        # From notes/people/ann.md:
        # birthday:  # unknown
        # location: Oslo  # since 2020
        # From notes/people/ann-lee.md:
        # asked twice
        # name: A. Lee  # née Moe
        # tags:
        #   - navy  # from Bob
        # the end
        ---
        """)
    assert world.run("undo").code == 0
    assert tree(world) == before


def test_a_role_loses_nothing(world: World) -> None:
    """A key of your own in a role stays, and so does an `org` beside `roles`."""
    world.person("Ann Lee", slug="ann", org="Navy  # since May")
    world.person("A. Lee", slug="lee", roles="[{org: Navy, desk: 4}]", org="Acme")
    assert world.run("merge ann lee").code == 0
    text = (world.notes / "people/ann.md").read_text()
    assert "roles: [{org: Navy, desk: 4}]" in text
    assert "# org: Acme\n" in text
    assert "# org: Navy  # since May\n" in text


def test_links_in_a_text_from_another_folder_follow(world: World) -> None:
    world.person("Ann Lee", slug="ann")
    world.person("Bob")
    world.write("people/old/lee.md", "---\nname: A. Lee\n---\n[Bob](../bob.md) [b]\n\n[b]: ../bob.md\n")  # fmt: skip
    assert world.run("merge ann lee").code == 0
    text = (world.notes / "people/ann.md").read_text()
    assert text.endswith("[Bob](bob.md) [b]\n\n[b]: bob.md\n")


def test_two_people_become_one_only_if_you_say_so(world: World) -> None:
    """Afterwards no note says that somebody is another than herself."""
    world.person("Ana Silva", not_same_as="[ana-2, ana-3]")
    world.person("Ana Silva", "ana-2")
    world.person("Ana Silva", "ana-3", not_same_as="[ana-2, ana-silva]")
    before = tree(world)
    for pair in ("ana-silva ana-2", "ana-2 ana-silva"):
        said = world.run(f"merge {pair} --json")
        assert (said.code, said.json["code"], tree(world)) == (2, "needs-yes", before)
    assert world.run("merge ana-silva ana-2 --yes").code == 0
    assert b"not_same_as: [ana-3]" in tree(world)["people/ana-silva.md"]
    assert b"not_same_as: [ana-silva]" in tree(world)["people/ana-3.md"]
    assert world.run("rename ana-silva 'Ana Sousa'").code == 0
    assert b"not_same_as: [ana-sousa]" in tree(world)["people/ana-3.md"]
    assert world.run("merge ana-sousa ana-3 --yes").code == 0
    assert b"not_same_as" not in tree(world)["people/ana-sousa.md"]
    assert world.run("check").code == 0


@pytest.mark.parametrize(
    ("mine", "theirs", "rows"),
    [
        ("org: Navy", "org: navy\ntitle: Admiral", ["Admiral at navy"]),
        ("org: Navy\ntitle: Admiral", "org: Navy", ["Admiral at Navy"]),
        ("roles: [{org: Navy}, {org: Yale, until: 1943}]", "org: Navy\ntitle: Admiral",
         ["Admiral at Navy", " at Yale"]),
        # One that has ended says nothing of one that lasts, and dates are more than nothing.
        ("org: Navy", "roles: [{org: Navy, title: Admiral, until: 1986}]",
         [" at Navy", "Admiral at Navy"]),
        ("org: Navy\ntitle: Admiral", "roles: [{org: Navy, since: 1943}]",
         [" at Navy", "Admiral at Navy"]),
    ],
)  # fmt: skip
def test_an_organization_alone_is_no_second_role(
    world: World, mine: str, theirs: str, rows: list[str]
) -> None:
    world.write("people/a.md", f"---\nname: A\n{mine}\n---\n")
    world.write("people/b.md", f"---\nname: B\n{theirs}\n---\n")
    assert world.run("merge a b").code == 0
    found = world.run("show a --json").json
    roles = found.get("roles") or [found]
    assert sorted(f"{role.get('title') or ''} at {role['org']}" for role in roles) == sorted(rows)


def test_a_birthday_with_its_year_is_no_other_one(world: World) -> None:
    world.person("A", birthday="--12-09")
    world.person("B", birthday="1906-12-09")
    world.person("C", birthday="1907-12-09")
    assert world.run("merge a b").code == 0
    assert world.run("show a --json").json["birthday"] == "1906-12-09"
    assert world.run("merge a c").code == 2
