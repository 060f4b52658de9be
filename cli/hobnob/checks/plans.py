"""Checks of plans: targets without a letter, and dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from hobnob import dates
from hobnob.checks.table import Finding, check
from hobnob.index import check_queries
from hobnob.index.index import Index
from hobnob.names import link_target

_FIRST_DAYS = 14
"""Days after its start in which a plan is not checked."""
_FEW = 5


@check("warning")
def never_written(index: Index) -> Iterator[Finding]:
    """Targets of an active plan to whom you have not written since its start.

    **Why it matters.** A plan needs letters. A target that you forgot is the easiest chance.

    **How to fix it.** Write to them. A letter, an e-mail or a message on or after the plan's
    `start` counts, even if it does not name the plan. A contact that names the plan counts too,
    and so does a draft. Or remove the name from the list, or set the plan's `status` to `paused`.
    Plans that are not active, have not begun, or began less than two weeks ago, are not checked.
    There is one finding for each plan; it names the first few targets.

    ```
    status: active
    start: 2026-09-14
    people: [grace-hopper]      # no letter to her since 2026-09-14
    ```
    """
    rows = check_queries.never_written(index)
    for (path, start), of_plan in groupby(rows, key=lambda row: (row[0], row[1])):
        if start and dates.add_days(start, _FIRST_DAYS) >= index.today:
            continue
        people = [raw for _, _, raw in of_plan]
        since = f" since the plan began ({start})" if start else ""
        message = f"people: you have not written to {_format_people(people)}{since}"
        yield Finding(path=path, at=("people", people[0]), message=message)


def _format_people(people: Sequence[str]) -> str:
    names = [link_target(raw) for raw in people[:_FEW]]
    if len(people) == 1:
        return names[0]
    more = len(people) - len(names)
    return f"{len(people)} targets ({', '.join(names)}{f' and {more} more' if more else ''})"


@check("error")
def plan_dates(index: Index) -> Iterator[Finding]:
    """A plan whose deadline is before its start.

    **How to fix it.** Correct `start` or `deadline`.

    ```
    start: 2026-09-14
    deadline: 2026-03-31        # 2027-03-31
    ```
    """
    for path, start, deadline in check_queries.early_deadlines(index):
        message = f"deadline: {deadline} is before the start ({start})"
        yield Finding(path=path, at=("deadline",), message=message)
