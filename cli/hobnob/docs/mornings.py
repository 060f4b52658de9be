"""The numbers on the manual's page about mornings.

The one rule: each number comes from the module that uses it.
"""

from __future__ import annotations

from hobnob.docs.markdown import render_table
from hobnob.network.plans import plan_moves
from hobnob.network.today import first_hellos
from hobnob.network.today.birthdays import NOTICE
from hobnob.network.today.collect import UNDATED
from hobnob.network.today.order import FRESH, TOGETHER
from hobnob.network.today.phrases import REASONS


def render_fresh() -> str:
    """Return the table of how long each reason keeps its place."""
    rows = [(REASONS[reason], f"{days} days") for reason, days in FRESH.items()]
    return render_table(("reason", "keeps its place for"), rows)


MORNING_FILLS = {
    "fresh": render_fresh,
    "together": lambda: str(TOGETHER),
    "notice": lambda: str(NOTICE),
    "hellos": lambda: str(first_hellos.A_DAY),
    "moves": lambda: str(plan_moves.A_DAY),
    "undated": lambda: str(UNDATED),
}
