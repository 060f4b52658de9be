"""The forecast is what drawing lots many times comes to, and says what it cannot promise."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import prod

import numpy as np
import pytest

from hobnob.network.plans.beta import Beta
from hobnob.network.plans.outlook import (
    CHANCES,
    EXPECTED_IS_WORTH,
    MOST_LETTERS,
    Outlook,
    make_step,
    posterior,
)

DRAWS = 150_000
"""Enough that lots are off by more than a third of a point once in a hundred thousand times."""


@dataclass(frozen=True)
class Funnel:
    """How many got at least so far, how many of those who stand there declined, what was hoped."""

    counts: tuple[int, ...]
    declined: dict[int, int] = field(default_factory=dict)
    hoped: dict[int, float] = field(default_factory=dict)
    mine: int = 1
    """The stages that I reach by writing: nobody else decides them, so they are certain."""
    letters: int = 0
    wins: int = 1

    @property
    def outlook(self) -> Outlook:
        steps = tuple(
            make_step(f"stage {at}", after, before, self.hoped.get(at))
            for at, (before, after) in enumerate(pairwise(self.counts), start=1)
        )
        here = self.at_stage
        at_stage = (sum(here[: self.mine + 1]), *here[self.mine + 1 :])
        return Outlook(steps=steps[self.mine :], at_stage=at_stage)

    @property
    def at_stage(self) -> tuple[int, ...]:
        return tuple(
            before - after - self.declined.get(at, 0)
            for at, (before, after) in enumerate(pairwise(self.counts))
        )

    def draw(self) -> np.ndarray:
        """Return further wins by lot, as the rules are told to users and by none of hobnob's code."""
        rng = np.random.default_rng(19880304)
        people = np.zeros(DRAWS, dtype=np.int64)
        last = len(self.counts) - 1
        for at in range(last):
            people += self.at_stage[at] + (self.letters if at == self.mine else 0)
            if at < self.mine:
                continue
            went, tried = self.counts[at + 1], self.counts[at]
            hoped = self.hoped.get(at + 1)
            a, b = (0.5, 0.5) if hoped is None else (10 * hoped, 10 * (1 - hoped))
            a, b = a + went, b + tried - went
            rate = np.full(DRAWS, float(b == 0)) if 0 in (a, b) else rng.beta(a, b, DRAWS)
            people = rng.binomial(people, rate)
        return people


HOPE = {2: 0.4, 3: 0.25, 4: 0.5, 5: 0.5}
FUNNELS = {
    "the essay, before the first letter": Funnel((20, 0, 0, 0, 0, 0), hoped=HOPE, letters=20),
    "the essay, all written": Funnel((20, 20, 0, 0, 0, 0), hoped=HOPE),
    "the essay, half way": Funnel((20, 20, 10, 0, 0, 0), {2: 8}, HOPE),
    "the essay, as it came out": Funnel((20, 20, 10, 2, 1, 1), {2: 8}),
    "the essay, a second win": Funnel((20, 20, 10, 2, 1, 1), {2: 8}, HOPE, letters=30, wins=2),
    "the next role": Funnel((12, 12, 10, 6, 2, 0), {2: 1}, {2: 0.75, 3: 0.8, 4: 0.4, 5: 0.35}),
    "nobody": Funnel((0, 0, 0, 0, 0, 0)),
    "nobody, and letters": Funnel((0, 0, 0, 0, 0, 0), letters=25),
    "only listed": Funnel((15, 0, 0, 0, 0, 0)),
    "0 of 200": Funnel((200, 200, 0, 0, 0, 0)),
    "0 of 200, and 300 more": Funnel((200, 200, 0, 0, 0, 0), letters=300),
    "certain": Funnel((5, 5, 0, 0, 0, 0), hoped=dict.fromkeys(range(1, 6), 1.0)),
    "certainly not": Funnel((5, 5, 3, 0, 0, 0), hoped={5: 0.0}),
    "certain until it failed": Funnel((9, 9, 4, 0, 0, 0), {1: 5}, dict.fromkeys(range(1, 6), 1.0)),
    "all declined": Funnel((8, 8, 8, 0, 0, 0), {2: 8}),
    "all won": Funnel((6, 6, 6, 6, 6, 6)),
    "twelve listed, none written": Funnel((12, 0, 0, 0, 0, 0), hoped=HOPE),
    "half written": Funnel((12, 6, 2, 0, 0, 0), hoped=HOPE, letters=5),
    "one stage": Funnel((30, 3), mine=0, wins=2),
    "one stage behind the letter": Funnel((30, 20, 3), letters=2, wins=3),
    "two stages of my own": Funnel((30, 20, 10, 3, 1), {2: 4}, {3: 0.3}, mine=2, letters=3),
    "a call first": Funnel((40, 22, 9, 1), {1: 6}, mine=0, letters=10),
    "many wins": Funnel((60, 50, 40, 30, 20, 10), {3: 2}, wins=12),
    "people at every stage": Funnel((50, 31, 20, 11, 6, 2), {1: 3, 2: 2}, HOPE, wins=3),
    "hundreds": Funnel((900, 800, 300, 90, 30, 4), {2: 100}, wins=10),
    "long odds": Funnel((400, 400, 40, 4, 0, 0), {1: 100, 2: 20}, letters=500),
}


@pytest.mark.parametrize("funnel", FUNNELS.values(), ids=FUNNELS)
def test_it_is_within_a_point_of_drawing_lots(funnel: Funnel) -> None:
    outlook, drawn = funnel.outlook, funnel.draw()
    found = outlook.chance(funnel.wins, funnel.letters)
    assert found == pytest.approx(float((drawn >= funnel.wins).mean()), abs=0.01)
    assert outlook.likely_wins(funnel.letters) == pytest.approx(
        float(drawn.mean()), rel=0.05, abs=0.02
    )
    low, high = outlook.range_of_wins(funnel.letters)
    assert float((drawn < low).mean()) <= 0.035
    assert float((drawn > high).mean()) <= 0.035


@pytest.mark.parametrize("funnel", FUNNELS.values(), ids=FUNNELS)
def test_the_letters_are_the_fewest_that_do(funnel: Funnel) -> None:
    outlook = funnel.outlook
    for percent, letters in outlook.more(funnel.wins).items():
        if letters is None:
            assert outlook.chance(funnel.wins, MOST_LETTERS) < percent / 100
            continue
        assert outlook.chance(funnel.wins, letters) >= percent / 100 - 1e-6
        if letters:
            assert outlook.chance(funnel.wins, letters - 1) < percent / 100


@pytest.mark.parametrize("funnel", FUNNELS.values(), ids=FUNNELS)
def test_all_that_may_happen_is_reckoned_with(funnel: Funnel) -> None:
    chances = funnel.outlook.wins(funnel.letters)
    assert sum(chances) == pytest.approx(1, abs=1e-9)
    assert min(chances) >= 0
    average = sum(number * chance for number, chance in enumerate(chances))
    assert average == pytest.approx(funnel.outlook.likely_wins(funnel.letters), rel=1e-9, abs=1e-12)


def test_wins_are_not_independent() -> None:
    """That one went on makes it likelier that the next does: all share one unknown rate."""
    outlook = Funnel((12, 10), mine=0).outlook
    assert outlook.at_stage == (2,)
    rate = outlook.steps[0].belief
    both = outlook.chance(2)
    assert both == pytest.approx(
        rate.a * (rate.a + 1) / ((rate.a + rate.b) * (rate.a + rate.b + 1))
    )
    assert both > rate.mean**2


def test_one_letter_wins_as_often_as_its_rates_say() -> None:
    outlook = Funnel((20, 20, 10, 2, 1, 1), {1: 10, 2: 8, 3: 1}).outlook
    assert outlook.under_way == 0
    assert outlook.chance(1, 1) == pytest.approx(prod(s.rate for s in outlook.steps))
    assert outlook.per_letter == pytest.approx(outlook.chance(1, 1))


def test_the_weakest_step_is_the_lowest_rate_of_which_anything_is_known() -> None:
    weakest = Funnel((20, 20, 10, 2, 1, 1)).outlook.weakest
    assert weakest is not None
    assert weakest.stage == "stage 3"
    assert Funnel((0, 0, 0)).outlook.weakest is None
    hoped = Funnel((0, 0, 0), hoped={2: 0.9}).outlook.weakest
    assert hoped is not None
    assert hoped.stage == "stage 2"


def test_what_is_expected_counts_like_ten_letters() -> None:
    assert posterior(3, 4, 0.25) == Beta(a=5.5, b=8.5)
    assert posterior(0, 0, 0.4).mean == pytest.approx(0.4)
    even = posterior(EXPECTED_IS_WORTH, EXPECTED_IS_WORTH, 0.5)
    assert even.mean == pytest.approx((0.5 + 1) / 2)


def test_more_wins_are_never_likelier_and_more_letters_never_worse() -> None:
    outlook = Funnel((50, 31, 20, 11, 6, 2), {1: 3, 2: 2}, HOPE).outlook
    chances = [outlook.chance(wins) for wins in range(8)]
    assert chances[0] == 1
    assert chances == sorted(chances, reverse=True)
    letters = [outlook.chance(3, number) for number in range(0, 60, 7)]
    assert letters == sorted(letters)


def test_whether_i_write_is_no_chance() -> None:
    """Who is listed counts as written to, however few letters went out so far."""
    waiting = Funnel((12, 3, 1, 0, 0, 0), hoped=HOPE).outlook
    assert [step.stage for step in waiting.steps] == ["stage 2", "stage 3", "stage 4", "stage 5"]
    assert waiting.at_stage == (11, 1, 0, 0)
    assert Funnel((12, 0, 0, 0, 0, 0)).outlook.is_guess
    assert not waiting.is_guess


def test_what_two_hundred_letters_do_not_bring_is_not_promised() -> None:
    assert Funnel((200, 200, 0, 0, 0, 0)).outlook.more() == dict.fromkeys(CHANCES)
