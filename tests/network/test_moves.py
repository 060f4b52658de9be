"""A move is told of when it is certain that it came after the last contact."""

from __future__ import annotations

import pytest

from hobnob.network.ties.occasions import list_moves
from hobnob.network.ties.ties import load_ties
from tests.conftest import World


def moved(world: World) -> dict[str, str]:
    with world.index() as index:
        return {move.tie.slug: move.text for move in list_moves(index, load_ties(index))}


def role(world: World, since: str, until: str = "", title: str = "Director") -> None:
    end = f", until: {until}" if until else ""
    start = f", since: {since}" if since else ""
    world.person("Ada", roles=f"[{{org: Fjordnet, title: {title}{start}{end}}}]")


@pytest.mark.parametrize(
    ("last", "since", "expected"),
    [
        ("2026-05-10", "2026-05-11", True),
        ("2026-05-10", "2026-05-10", False),
        # All of the month comes after it, or it may have been before.
        ("2026-05-10", "2026-06", True),
        ("2026-05-10", "2026-05", False),
        ("2026-05-10", "2027", False),
        ("2025-12-31", "2026", True),
        ("2026", "2026-06", False),
        ("2026-05", "2026-05-31", False),
        ("2026-05", "2026-06-01", True),
        # One that lies ahead is none yet.
        ("2026-05-10", "2026-12", False),
        ("2026-05-10", "", False),
    ],
)
def test_what_came_after_the_last_contact(
    world: World, last: str, since: str, expected: bool
) -> None:
    role(world, since)
    world.met(last, "ada")
    assert ("ada" in moved(world)) is expected


def test_without_a_contact_there_is_no_since(world: World) -> None:
    role(world, "2026-05")
    world.met("2026-06-01", "ada", kind="news")
    assert moved(world) == {}


def test_a_role_that_has_ended_is_no_move(world: World) -> None:
    role(world, "2026-05", until="2026-08")
    world.met("2026-01-01", "ada")
    assert moved(world) == {}


def test_the_role_that_lasts_is_told_of(world: World) -> None:
    role(world, "2026-05")
    world.met("2026-01-01", "ada")
    assert moved(world) == {"ada": "Director at Fjordnet since May 2026"}
    role(world, "2026-05", title="''")
    assert moved(world) == {"ada": "at Fjordnet since May 2026"}
