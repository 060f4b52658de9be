"""A NAME on the command line means the one whom it would mean in a line, or is refused."""

from __future__ import annotations

import pytest

from hobnob.errors import AmbiguousError, NotFoundError
from hobnob.index.lookup import find_note
from hobnob.model import Kind
from tests.conftest import World

ANY: tuple[Kind, ...] = ("person", "plan", "org", "interaction", "letter")


@pytest.fixture
def known(world: World) -> World:
    world.person("Grace Hopper", aliases="[Amazing Grace]")
    world.person("Gracey Adams")
    world.person("Martin Luther King")
    world.person("Steve Martin")
    world.person("Søren Kierkegaard")
    world.person("中村 美咲")
    world.person("Summer Jones")
    world.person("George Green")
    world.person("George Lucas")
    world.write("plans/summer-internship.md", "---\nname: Summer internship\n---\n")
    world.met("2026-11-01", "grace-hopper")
    return world


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("grace", "grace-hopper"),
        ("Grace H", "grace-hopper"),
        ("grace h.", "grace-hopper"),
        ("gra hop", "grace-hopper"),
        ("gracey", "gracey-adams"),
        ("Hopper", "grace-hopper"),
        ("hopper", "grace-hopper"),
        ("Martin Luther", "martin-luther-king"),
        ("Martin King", "martin-luther-king"),
        ("MLK", None),
        ("soren", "søren-kierkegaard"),
        ("中村美咲", "中村-美咲"),
        ("中村", "中村-美咲"),
        ("美咲", "中村-美咲"),
        ("summer jones", "summer-jones"),
        ("summer i", "summer-internship"),
        ("2026-11-01", "2026-11-01-meeting-grace-hopper"),
    ],
)
def test_a_name(known: World, typed: str, slug: str | None) -> None:
    with known.index() as index:
        if slug is None:
            with pytest.raises(NotFoundError):
                find_note(index, typed, ANY)
        else:
            note = find_note(index, typed, ANY)
            assert index.value("SELECT slug FROM note WHERE id = :note", note=note) == slug


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("george", ["george-green", "george-lucas"]),
        ("George G", ["george-green"]),
        ("martin", ["martin-luther-king", "steve-martin"]),
        ("summer", ["summer-jones", "summer-internship"]),
        ("gr", ["george-green", "grace-hopper", "gracey-adams"]),
    ],
)
def test_an_ambiguity_lists_its_candidates(known: World, typed: str, candidates: list[str]) -> None:
    with known.index() as index:
        if len(candidates) == 1:
            find_note(index, typed, ANY)
            return
        with pytest.raises(AmbiguousError) as caught:
            find_note(index, typed, ANY)
    assert [c.split()[0] for c in caught.value.candidates] == candidates


def test_a_plan_is_not_found_by_the_name_of_a_person(known: World) -> None:
    with known.index() as index, pytest.raises(NotFoundError):
        find_note(index, "grace", ("plan",))
