"""Rates of few with their intervals, against published numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.network.plans.rates import FEW, Rate, wilson


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_the_interval_is_the_published_one(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_stays_between_0_and_1(pair: tuple[int, int]) -> None:
    rate = Rate(count=pair[0], of=pair[1])
    low, high = rate.interval
    assert 0 <= low <= (rate.share or 0) <= high <= 1
    assert low < high


def test_of_nobody_there_is_no_rate_and_everything_is_possible() -> None:
    nothing = Rate(count=0, of=0)
    assert nothing.share is None
    assert nothing.interval == (0, 1)
    assert not nothing.is_of_few


def test_few_are_fewer_than_a_hundred() -> None:
    assert Rate(count=1, of=FEW - 1).is_of_few
    assert not Rate(count=1, of=FEW).is_of_few
