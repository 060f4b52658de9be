"""Small journals in which one thing is so: what the tests of ties share."""

from __future__ import annotations

from collections.abc import Iterable

from hobnob.network.ties.bridges import Bridge, load_bridges
from hobnob.network.ties.circles import Drift, load_circles
from hobnob.network.ties.ranking import Question, rank
from hobnob.network.ties.suggest import Suggestion, suggest
from hobnob.network.ties.ties import Tie, load_ties
from tests.conftest import TODAY, World

# TODAY is 2026-11-22: the middle of a month, and no leap year.


def meet(world: World, person: str, *days: str, **keys: str) -> None:
    """Log one contact with somebody on each of some days."""
    for day in days:
        world.met(day, person, **keys)


def ties(world: World, today: str = TODAY) -> dict[str, Tie]:
    with world.index(today) as index:
        return {tie.slug: tie for tie in load_ties(index)}


def strengths(world: World, today: str = TODAY) -> dict[str, str]:
    return {slug: tie.strength for slug, tie in ties(world, today).items()}


def suggested(
    world: World, today: str = TODAY, *, count: int = 99, without: Iterable[str] = (), **asked: str
) -> list[str]:
    with world.index(today) as index:
        return [
            one.person.slug
            for one in suggest(index, Question(**asked), count=count, without=frozenset(without))
        ]


def suggestions(world: World, today: str = TODAY, **asked: str) -> dict[str, Suggestion]:
    with world.index(today) as index:
        return {one.person.slug: one for one in suggest(index, Question(**asked), count=99)}


def terms(world: World, today: str = TODAY, **asked: str) -> dict[str, dict[str, float]]:
    """What speaks for everybody who may be suggested; what is 0 is left out."""
    with world.index(today) as index:
        return {
            one.tie.slug: {name: round(value, 3) for name, value in one.terms.items() if value}
            for one in rank(index, Question(**asked))
        }


def bridges(world: World, today: str = TODAY, ahead: int = 0) -> list[Bridge]:
    with world.index(today) as index:
        return list(load_bridges(index, ahead=ahead))


def kinds(world: World, today: str = TODAY) -> dict[str, str]:
    return {one.person.slug: one.kind for one in bridges(world, today)}


def drifts(world: World, today: str = TODAY) -> dict[str, Drift]:
    with world.index(today) as index:
        return {drift.person.slug: drift for drift in load_circles(index).drifts}
