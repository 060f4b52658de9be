"""The work for a line grows with its words, not with their square; counted, not timed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from hobnob.capture.names import context, disambiguation
from hobnob.capture.words import language
from tests.capture.naming import linked
from tests.capture.speaking import understand
from tests.conftest import World

FEW, MANY = 60, 240


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What is done often for a line of many names, by how often it was done."""
    done: Counter[str] = Counter()

    def watch(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def counted(*given: Any, **more: Any) -> Any:
            done[name] += 1
            return real(*given, **more)

        monkeypatch.setattr(owner, name, counted)

    watch(context.Context, "joint")
    watch(context.Context, "expects_person")
    watch(language.Language, "group")
    watch(disambiguation, "choose_likeliest")
    watch(disambiguation, "_together")
    return done


@pytest.mark.parametrize(
    "piece",
    ["Grace, ", "Grace Hopper, ", "grace and ", "Xaver Yps, ", "blah Grace Jones, george and ",
     "Xa", "[[grace-hopper|Grace]] ", "**Ada Byron** ", "at Acme Works, "],
)  # fmt: skip
def test_the_work_for_a_long_list(world: World, work: Counter[str], piece: str) -> None:
    for name in ("Grace Hopper", "Grace Kelly", "George Green", "George Lucas"):
        world.person(name, org="Acme Works")
    world.met("2026-10-01", "grace-kelly", "george-green")
    counts = []
    with world.index() as index:
        for times in (FEW, MANY):
            work.clear()
            linked(index, "lunch with " + piece * times)
            understand(index, "lunch with " + piece * times)
            counts.append(Counter(work))
    few, many = counts
    for name, count in many.items():
        assert count <= 5 * (MANY // FEW) * max(few[name], FEW), name
        # Twice the words, twice the work; the square would be sixteen times as much.
        assert count <= 1.5 * (MANY // FEW) * few[name] + 50, name


def test_many_names_in_doubt_are_weighed_in_portions(world: World, work: Counter[str]) -> None:
    names = [f"{chr(97 + at % 26)}{chr(97 + at // 26)}ber".capitalize() for at in range(120)]
    for name in names:
        world.person(f"{name} Hopper")
        world.person(f"{name} Kelly")
    with world.index() as index:
        text = linked(index, "lunch with " + ", ".join(names))
    assert text.count("-hopper|") == len(names)
    assert work["choose_likeliest"] <= disambiguation.MOST_AT_ONCE * len(names)
