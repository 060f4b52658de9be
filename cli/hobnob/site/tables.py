"""What page templates arrange before they show it: a calendar, a board, the words in use.

The one rule: plain values in, plain values out; what they look like is the template's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hobnob.index.interactions import MonthCount
from hobnob.network.plans.plans import Plan, Target


def calendar(
    months: Iterable[MonthCount],
) -> list[tuple[str, list[MonthCount], MonthCount | None]]:
    """Return each year, newest first, with its twelve months and what has a year alone."""
    counts = {item.month: item for item in months}
    years = sorted({month[:4] for month in counts}, reverse=True)
    return [(year, list(_year(year, counts)), counts.get(year)) for year in years]


def _year(year: str, counts: dict[str, MonthCount]) -> Iterator[MonthCount]:
    for number in range(1, 13):
        month = f"{year}-{number:02}"
        yield counts.get(month) or MonthCount(month, 0)


def board(plan: Plan) -> list[tuple[str, Sequence[Target]]]:
    """Return the people by stage, furthest first; then the introduced, and who declined."""
    names = [stage.name for stage in reversed(plan.stages)]
    board: list[tuple[str, Sequence[Target]]] = [
        (name, [t for t in plan.targets if t.stage == name and not t.declined]) for name in names
    ]
    board.append(("by introduction", plan.introduced))
    board.append(("declined", [t for t in plan.targets if t.declined]))
    return [(name, targets) for name, targets in board if targets]


def used(known: Iterable[str], used: Iterable[str]) -> list[str]:
    """Return the known words that are in use, in their order, then others that are."""
    present = {word for word in used if word}
    return [word for word in known if word in present] + sorted(present - set(known))


def distinct(groups: Iterable[Iterable[str]]) -> list[str]:
    """Return all words of some groups, each once, in order."""
    return sorted({word for group in groups for word in group})
