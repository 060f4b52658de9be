"""Keys are set, lists grow and shrink, and nothing else in the note changes."""

from __future__ import annotations

import pytest

from tests.conftest import World

GRACE = """\
---
name: Grace Hopper   # the admiral
aliases: ['Amazing Grace']

circle: "close"
tags:
  - navy      # since 1943
  - compilers
shoe: 38
---
Keeps a clock.
"""


@pytest.fixture
def grace(world: World) -> World:
    world.write("people/grace-hopper.md", GRACE)
    world.person("George Green")
    return world


def text(world: World) -> str:
    return (world.notes / "people/grace-hopper.md").read_text(encoding="utf-8")


def test_a_value_is_set_and_keeps_its_quotes(grace: World) -> None:
    said = grace.run("set grace circle=wide")
    assert said.code == 0
    assert text(grace) == GRACE.replace('"close"', '"wide"')


def test_items_are_added_and_taken_out(grace: World) -> None:
    assert grace.run("set grace tags+=#math tags-=navy aliases+='Gracie, \"Hopper, G.\"'").code == 0
    assert text(grace) == GRACE.replace("  - navy      # since 1943\n", "").replace(
        "  - compilers\n", "  - compilers\n  - math\n"
    ).replace("['Amazing Grace']", "['Amazing Grace', 'Gracie', 'Hopper, G.']")


def test_a_key_is_added_where_it_belongs_and_taken_out_again(grace: World) -> None:
    assert grace.run("set grace location='New York' private=yes").code == 0
    assert "location: New York\n" in text(grace)
    assert "private: true\n" in text(grace)
    assert grace.run("set grace location= private=").code == 0
    assert text(grace) == GRACE


def test_references_become_slugs_and_are_taken_out_by_any_name(grace: World) -> None:
    path = grace.met("2026-11-20", "grace-hopper", slug="2026-11-20-lunch")
    assert grace.run("set last people+=george follow_up=2026-12-01").code == 0
    assert "people: [grace-hopper, george-green]\n" in path.read_text()
    assert "follow_up: 2026-12-01\n" in path.read_text()
    assert grace.run(["set", "last", "grace", "people-=Grace Hopper"]).code == 0
    assert "people: [george-green]\n" in path.read_text()


def test_a_key_of_ones_own_is_kept_with_a_word_about_it(grace: World) -> None:
    said = grace.run("set grace shoe=39 hat='a b'")
    assert said.code == 0
    assert "hobnob does not know the key" in said.err
    assert text(grace) == GRACE.replace("shoe: 38\n", "shoe: 39\nhat: a b\n")


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("circle=closest", 2, "circle"),
        ("name=", 2, "needs one"),
        ("circle+=close", 2, "not a list"),
        ("tags+=", 2, "needs a value"),
        ("roles=Director", 2, "hobnob move"),
        ("introduced_by=nobody", 3, "nobody"),
        ("birthday=2026-13-45", 2, "birthday"),
        ("circle", 2, "set what"),
        ("=x", 2, "not key=value"),
        ("b@d=x", 2, "cannot be a key"),
    ],
)
def test_what_is_wrong_changes_nothing(grace: World, typed: str, code: int, said: str) -> None:
    answer = grace.run(["set", "grace", "location=Arlington", typed])
    if typed == "circle":
        answer = grace.run(["set", "grace", typed])
    assert answer.code == code, answer.err
    assert said in answer.err
    assert text(grace) == GRACE


def test_a_plan_has_pairs(world: World) -> None:
    world.write("plans/job.md", "---\nname: A job\nexpect: {reached: 7 of 20, met: 10%}\n---\n")
    assert world.run(["set", "job", "expect+=reached: 35%", "expect-=met"]).code == 0
    assert world.run("show job --json").json["expect"] == {"reached": 0.35}
    assert world.run(["set", "job", "expect+=reached: often"]).code == 2


def test_dry_run_shows_the_diff_and_writes_nothing(grace: World) -> None:
    said = grace.run("set grace circle=wide --dry-run")
    assert said.code == 0
    assert '-circle: "close"\n+circle: "wide"\n' in said.out
    assert said.out.startswith("--- a/notes/people/grace-hopper.md\n")
    assert text(grace) == GRACE


def test_a_note_too_unusual_to_edit_is_left_alone(world: World) -> None:
    odd = "---\n{name: Ada, circle: close}\n---\n"
    world.write("people/ada.md", odd)
    said = world.run("set ada circle=wide")
    assert said.code == 2
    assert "hobnob edit" in said.err
    assert (world.notes / "people/ada.md").read_text() == odd


def test_nothing_to_change_is_said(grace: World) -> None:
    said = grace.run("set grace circle=close")
    assert said.code == 0
    assert "like that already" in said.err
    assert text(grace) == GRACE
    assert "nothing to undo" in grace.run("undo").err


def test_json_prints_the_note(grace: World) -> None:
    assert grace.run("set grace circle=wide --json").json["circle"] == "wide"


# ---------------------------------------------------------------- somebody else was there


@pytest.fixture
def graces(grace: World) -> World:
    grace.person("Grace Kelly")
    return grace


def swapped(world: World, body: str, *typed: str, **keys: str) -> str:
    """The body of an interaction after `set`, which must change no other line of it."""
    path = world.met("2026-11-20", "grace-hopper", body=body, slug="2026-11-20-x", **keys)
    said = world.run(["set", "2026-11-20-x", *typed])
    assert said.code == 0, said.err
    return path.read_bytes().decode().split("---\n", 2)[2]


SWAP = ("people-=grace-hopper", "people+=grace-kelly")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("with [[grace-hopper|Grace]]\n", "with [[grace-kelly|Grace]]\n"),
        ("- [ ] [[grace-hopper]]: call\n", "- [ ] [[grace-kelly]]: call\n"),
        ("[[people/grace-hopper|Grace]]'s\r\n", "[[people/grace-kelly|Grace]]'s\r\n"),
        # What cannot be the other's name is about the one who was named.
        ("[[grace-hopper|Grace Hopper]]\n", "[[grace-hopper|Grace Hopper]]\n"),
        ("[[grace-hopper|the admiral]]\n", "[[grace-hopper|the admiral]]\n"),
        ("`[[grace-hopper|Grace]]`\n", "`[[grace-hopper|Grace]]`\n"),
        ("[[george-green|George]]\n", "[[george-green|George]]\n"),
    ],
)
def test_links_follow_whoever_takes_the_place(graces: World, before: str, after: str) -> None:
    assert swapped(graces, before, *SWAP) == after


def test_the_one_undo_takes_both_back(graces: World) -> None:
    body = "with [[grace-hopper|Grace]]\n"
    assert swapped(graces, body, *SWAP) != body
    graces.run("undo")
    (path,) = (graces.notes / "interactions").rglob("*.md")
    assert path.read_text().endswith(body)
    assert "people: [grace-hopper]" in path.read_text()


def test_several_take_the_places_of_several_in_order(graces: World) -> None:
    graces.person("George Brown")
    body = "[[grace-hopper|Grace]] and [[george-green|George]]\n"
    typed = ("people-=grace-hopper,george-green", "people+=grace-kelly,george-brown")
    path = graces.met("2026-11-20", "grace-hopper", "george-green", body=body, slug="x")
    assert graces.run(["set", "last", *typed]).code == 0
    assert path.read_text().endswith("[[grace-kelly|Grace]] and [[george-brown|George]]\n")


@pytest.mark.parametrize(
    "typed",
    [("people-=grace-hopper",), ("people+=grace-kelly",), ("people=grace-kelly",),
     ("people-=grace-hopper", "people+=grace-kelly,george-green")],
)  # fmt: skip
def test_without_a_counterpart_links_stay(graces: World, typed: tuple[str, ...]) -> None:
    body = "with [[grace-hopper|Grace]]\n"
    assert swapped(graces, body, *typed) == body


def test_the_links_of_a_plan_stay(graces: World) -> None:
    path = graces.write(
        "plans/p.md", "---\nname: P\npeople: [grace-hopper]\n---\n[[grace-hopper|Grace]]\n"
    )
    assert graces.run(["set", "p", *SWAP]).code == 0
    assert path.read_text().endswith("[[grace-hopper|Grace]]\n")
