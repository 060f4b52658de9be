"""Beta-binomial steps are exact, for few and for many, and certain where the rate is."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.network.plans.beta import Beta, below, expect, thin


def exactly(m: int, x: int, a: int, b: int) -> Fraction:
    """The Beta-binomial probability as a fraction: Pólya's urn, whole numbers only."""
    found = Fraction(comb(m, x))
    for i in range(x):
        found *= Fraction(a + i, a + b + i)
    for i in range(m - x):
        found *= Fraction(b + i, a + b + x + i)
    return found


def exactly_halves(m: int, x: int, twice_a: int, twice_b: int) -> Fraction:
    found = Fraction(comb(m, x))
    for i in range(x):
        found *= Fraction(twice_a + 2 * i, twice_a + twice_b + 2 * i)
    for i in range(m - x):
        found *= Fraction(twice_b + 2 * i, twice_a + twice_b + 2 * (x + i))
    return found


def test_two_ways_to_write_a_fraction_agree() -> None:
    assert exactly(5, 2, 3, 4) == exactly_halves(5, 2, 6, 8)
    assert sum(exactly(9, x, 2, 5) for x in range(10)) == 1


@pytest.mark.parametrize("m", [0, 1, 2, 15, 16, 33, 200])
@pytest.mark.parametrize(("twice_a", "twice_b"), [(1, 1), (21, 21), (1, 401), (601, 1), (7, 3000)])
def test_one_number_thinned_is_beta_binomial(m: int, twice_a: int, twice_b: int) -> None:
    chances = [0.0] * m + [1.0]
    found = thin(chances, Beta(a=twice_a / 2, b=twice_b / 2))
    wanted = [float(exactly_halves(m, x, twice_a, twice_b)) for x in range(m + 1)]
    assert found == pytest.approx(wanted, rel=1e-9, abs=1e-300)


@settings(max_examples=50)
@given(
    chances=st.lists(st.floats(0, 1), min_size=1, max_size=80),
    values=st.data(),
    a=st.floats(0.5, 1e4),
    b=st.floats(0.5, 1e4),
)
def test_forwards_and_backwards_say_the_same(
    chances: list[float], values: st.DataObject, a: float, b: float
) -> None:
    worth = values.draw(
        st.lists(st.floats(0, 1), min_size=len(chances), max_size=len(chances)), label="worth"
    )
    rate = Beta(a=a, b=b)
    forwards = sum(x * y for x, y in zip(thin(chances, rate), worth, strict=True))
    backwards = sum(x * y for x, y in zip(chances, expect(worth, rate), strict=True))
    assert forwards == pytest.approx(backwards, rel=1e-8, abs=1e-12)


@pytest.mark.parametrize("rate", [Beta(a=0.5, b=0.5), Beta(a=0.5, b=200.5), Beta(a=1e5, b=1e5)])
def test_nothing_is_lost_of_two_thousand(rate: Beta) -> None:
    assert sum(thin([0.0] * 2000 + [1.0], rate)) == pytest.approx(1, abs=1e-7)
    assert expect([1.0] * 2001, rate) == pytest.approx([1.0] * 2001, abs=1e-7)


def test_what_is_certain_is_certain() -> None:
    chances, values = [0.0, 0.25, 0.75], [5.0, 6.0, 7.0]
    assert thin(chances, Beta(a=3, b=0)) == chances
    assert thin(chances, Beta(a=0, b=3)) == [1.0, 0.0, 0.0]
    assert expect(values, Beta(a=3, b=0)) == values
    assert expect(values, Beta(a=0, b=3)) == [5.0, 5.0, 5.0]


@pytest.mark.parametrize(
    ("a", "b", "x", "expected"),
    [
        (1, 1, 0.3, 0.3),
        (2, 1, 0.5, 0.25),
        (0.5, 0.5, 0.25, 1 / 3),
        (5, 3, 0.5, 29 / 128),
        (0.5, 200.5, 1.0, 1.0),
        (3, 4, 0.0, 0.0),
    ],
)
def test_the_incomplete_beta_function(a: float, b: float, x: float, expected: float) -> None:
    assert below(a, b, x) == pytest.approx(expected, abs=1e-13)


@settings(max_examples=50)
@given(a=st.floats(0.5, 2000), b=st.floats(0.5, 2000), share=st.floats(0.01, 0.99))
def test_a_quantile_has_so_much_below_it(a: float, b: float, share: float) -> None:
    beta = Beta(a=a, b=b)
    assert below(a, b, beta.quantile(share)) == pytest.approx(share, abs=1e-6)


def test_a_certain_rate_lies_nowhere_else() -> None:
    assert Beta(a=4, b=0).interval() == (1, 1)
    assert Beta(a=0, b=4).interval() == (0, 0)
