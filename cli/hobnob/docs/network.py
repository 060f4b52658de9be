"""What makes a tie, and how strong it is, for the manual.

The one rule: each number comes from the module that uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hobnob.docs.ties import TIE_FILLS
from hobnob.network.graph.clues import COUNTS, CROWD, YEARS
from hobnob.network.graph.communities import SEEDS, SMALL
from hobnob.network.graph.nearest import FARTHEST
from hobnob.network.graph.path import CHAINS, STEPS
from hobnob.network.graph.strength import HALF_AMOUNT, HALF_SPAN
from hobnob.network.near import IN_BRIEFS

_NUMBERS: Mapping[str, str] = {
    "crowd": str(CROWD),
    "pairs": f"{(CROWD + 1) * CROWD // 2:,}",
    "years": {3: "three"}.get(YEARS, str(YEARS)),
    "half_amount": str(HALF_AMOUNT),
    "half_span": str(HALF_SPAN),
    "seeds": {10: "ten"}.get(SEEDS, str(SEEDS)),
    "small": f"{SMALL:,}",
    "steps": {4: "four"}.get(STEPS, str(STEPS)),
    "chains": {5: "five"}.get(CHAINS, str(CHAINS)),
    "place": str(IN_BRIEFS),
    "farthest": {8: "eight"}.get(FARTHEST, str(FARTHEST)),
}

NETWORK_FILLS: Mapping[str, Callable[..., str]] = {
    "counts": lambda kind: f"{COUNTS[kind]:g}",
    "number": _NUMBERS.__getitem__,
    "closeness": TIE_FILLS["closeness"],
}
