"""How `suggest`, `bridges` and `circles` choose, for the manual.

The one rule: each number comes from the module that uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hobnob.docs.markdown import render_table
from hobnob.network.ties.bridges import OVERDUE, WAITING
from hobnob.network.ties.circles import CLEARLY, ENOUGH_IN, ENOUGH_OUT, LASTING, USUAL
from hobnob.network.ties.phrases import KINDS
from hobnob.network.ties.ranking import MINUTES
from hobnob.network.ties.terms import CLOSENESS, HALF_KNOWN, QUIET, SOON
from hobnob.network.ties.ties import ASLEEP, KNOWN_WELL, RECENT
from hobnob.network.today.order import FRESH
from hobnob.settings import DEFAULT_CADENCE, DEFAULT_SUGGEST


def spell_factors(minutes: str) -> str:
    """Return by what the use of some time multiplies the weights."""
    factors = MINUTES[minutes].items()
    return ", ".join(f"`{name}` × {by:g}" for name, by in factors) or "unchanged"


def render_sizes() -> str:
    """Return the table of the circles."""
    rows = [(name, str(usual), DEFAULT_CADENCE[name]) for name, usual in USUAL.items()]
    return render_table(("circle", "usual size, inner circles included", "default cadence"), rows)


_NUMBERS: Mapping[str, str] = {
    "soon": f"{SOON:.0%}",
    "half_known": str(HALF_KNOWN),
    "overdue": str(OVERDUE),
    "waiting": str(WAITING),
    "known_well": {3: "three"}.get(KNOWN_WELL, str(KNOWN_WELL)),
    "asleep": {3: "three"}.get(ASLEEP, str(ASLEEP)),
    "recent": {730: "two years"}.get(RECENT, f"{RECENT} days"),
    "quiet": {1 / 3: "a third"}.get(QUIET, f"{QUIET:.0%}"),
    "clearly": {2: "twice"}.get(CLEARLY, f"{CLEARLY} times"),
    "draft": str(FRESH["draft"]),
    "enough_in": {3: "three"}.get(ENOUGH_IN, str(ENOUGH_IN)),
    "enough_out": {2: "two"}.get(ENOUGH_OUT, str(ENOUGH_OUT)),
    "lasting": {182: "half a year"}.get(LASTING, f"{LASTING} days"),
}


TIE_FILLS: Mapping[str, Callable[..., str]] = {
    "weight": lambda name: f"{DEFAULT_SUGGEST[name]:g}",
    "closeness": lambda: ", ".join(f"{name} {much:g}" for name, much in CLOSENESS.items()),
    "factors": spell_factors,
    "bridge": KINDS.__getitem__,
    "sizes": render_sizes,
    "number": _NUMBERS.__getitem__,
}
