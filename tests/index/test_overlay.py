"""Notes that are supposed to be there are, and then are not."""

from __future__ import annotations

import pytest

from hobnob.index.documents import load_documents
from hobnob.index.index import Index
from hobnob.index.overlay import overlay
from tests.conftest import World

_PERSON = b"---\nname: Linus Pauling\n---\n"
_LUNCH = (
    b"---\ndate: 2026-11-22\nkind: meal\npeople: [linus-pauling]\n---\n[[linus-pauling]] #diet\n"
)


def dump(world: World) -> list[str]:
    with world.index() as index:
        return list(index.db.iterdump())


def suppose_and_fail(index: Index) -> None:
    with overlay(index) as overlaid:
        overlaid.add("notes/people/linus-pauling.md", _PERSON)
        raise ZeroDivisionError


def test_what_is_supposed_is_seen_as_if_it_were_written(world: World) -> None:
    world.person("Grace Hopper", introduced_by="linus-pauling")
    with world.index() as index, overlay(index) as overlaid:
        before = index.resolver.find("Linus Pauling", ("person",))
        person = overlaid.add("notes/people/linus-pauling.md", _PERSON)
        lunch = overlaid.add("notes/interactions/2026/2026-11-22-meal.md", _LUNCH)
        supposed = load_documents(index, [person, lunch])
        led = index.value("SELECT target FROM ref WHERE field = 'introduced_by'")
        assert (before.one, index.resolver.find("Linus Pauling", ("person",)).one) == (None, person)
        assert led == person
    world.write("people/linus-pauling.md", _PERSON)
    world.write("interactions/2026/2026-11-22-meal.md", _LUNCH)
    with world.index() as index:
        ids = [
            index.value("SELECT id FROM note WHERE slug = :slug", slug=document["slug"])
            for document in supposed
        ]
        assert load_documents(index, ids) == supposed
    assert supposed[0]["contacts"] == 1


def test_all_of_it_is_taken_back(world: World) -> None:
    world.person("Grace Hopper", introduced_by="linus-pauling")
    before = dump(world)
    with world.index() as index, pytest.raises(ZeroDivisionError):
        suppose_and_fail(index)
    with world.index() as index:
        with overlay(index) as overlaid:
            overlaid.add("notes/people/linus-pauling.md", _PERSON)
            assert index.resolver.find("linus-pauling", ("person",)).one
        assert index.resolver.find("linus-pauling", ("person",)).one is None
    assert dump(world) == before
