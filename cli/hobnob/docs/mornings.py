"""What the page about mornings says in numbers, from the modules that use them.

The one rule: a number that decides something stands in the code once, and is read from there.
"""

from __future__ import annotations

from hobnob.docs.markdown import render_table
from hobnob.network.today.collect import NOTICE
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
}
