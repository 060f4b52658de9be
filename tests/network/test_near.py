"""Who is at a place: by whole words of where people live, work and were met."""

from __future__ import annotations

import shlex

import pytest

from hobnob.network.near import list_near
from tests.conftest import TODAY, World
from tests.network.small import index_of, met, person


@pytest.mark.parametrize(
    ("place", "written", "found"),
    [
        ("Bristol", "Bristol", True),
        ("bristol", "Avonmere Mutual, Bristol", True),
        ("BRISTOL", "South Bristol (Clifton)", True),
        ("Bristol", "Bristolton", False),
        ("Zurich", "Zürich, Switzerland", True),
        ("zürich", "ZURICH", True),
        ("New York", "12 New York Road, York", True),
        ("York", "Yorkshire", False),
        ("New York", "York, New Zealand", False),
        ("東京", "東京都渋谷区", True),
        ("Saint-Denis", "saint denis", True),
    ],
)
def test_a_place_is_found_by_whole_words(place: str, written: str, found: bool) -> None:
    org = "orgs/acme.md", f"---\nname: Acme\nlocation: {written}\n---\n"
    at_acme = person("bob", org="Acme")
    notes = [person("ada", location=written), at_acme, person("cid"), org,
             met("m", "2020-01-01", ["cid"], place=f'"{written}"')]  # fmt: skip
    near = list_near(index_of(dict(notes), TODAY), place).people
    assert [one.who.slug for one in near] == (["ada", "bob", "cid"] if found else [])


@pytest.mark.parametrize(
    "note",
    [
        met("m", "2026-12-24", ["ada"], place="Bath"),
        met("m", "2020-01-01", ["ada"], place="Bath", draft="true"),
        met("m", "2020-01-01", ["ada"], place="Bath", kind="news"),
        person("ada", roles="[{org: Bath Press, until: 2020}]"),
    ],
)
def test_who_is_not_there(note: tuple[str, str]) -> None:
    assert list_near(index_of(dict([person("ada"), note]), TODAY), "Bath").people == ()


def test_the_suggested_command_is_one_that_works(sample: World) -> None:
    for near in sample.run("near Bath --json").json:
        command = shlex.split(near["command"])[1:]
        assert sample.run(command).code == 0
    # A draft is no contact, and waits to be sent.
    assert "I will be in Bath soon" in sample.run("drafts").out


def test_a_shared_journal_has_nobody_private(world: World) -> None:
    from hobnob.index.index import Index
    from hobnob.index.sharing import hide_private

    world.person("Ada", location="Bath", private="true")
    world.person("Bob", location="Bath", introduced_by="ada")
    world.person("Cid", introduced_by="bob")
    from hobnob.network.introductions.tree import list_introductions

    with world.index() as index:
        db, _ = hide_private(index.db, "notes/")
        shared = Index(db=db, journal=index.journal, today=TODAY)
        assert [near.who.slug for near in list_near(shared, "Bath").people] == ["bob"]
        rows = list_introductions(shared)
    assert [(row.by.slug, row.person.slug) for row in rows] == [("bob", "cid")]
