"""Plans: what they set out to do, and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from hobnob import dates
from hobnob.checks.table import Finding, check
from hobnob.index import check_queries
from hobnob.index.index import Index
from hobnob.names import link_target

_FIRST_DAYS = 14
"""So long after its start a plan is only beginning."""
_FEW = 5


@check("warning")
def never_written(index: Index) -> Iterator[Finding]:
    """Targets of an active plan who were never written to since its start.

    **Why it matters.** A plan is its letters. A name that was put on the list and then forgotten
    is the cheapest chance there is.

    **Put it right** by writing: a letter, an e-mail or a message that went out on or after the
    plan's `start` counts, whether or not it names the plan, and a contact that names the plan
    counts as well; for whom a draft waits nothing is said either. Or take the name off the list, or
    set the plan's `status` to `paused`: plans that are not active are left alone, and so is one
    that has not begun, or not two weeks ago. Of a plan all are told at once, the first few by name.

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
        message = f"people: {_say_who(people)} never written to{since}"
        yield Finding(path=path, at=("people", people[0]), message=message)


def _say_who(people: Sequence[str]) -> str:
    names = [link_target(raw) for raw in people[:_FEW]]
    if len(people) == 1:
        return f"{names[0]} was"
    more = len(people) - len(names)
    return f"{len(people)} ({', '.join(names)}{f' and {more} more' if more else ''}) were"


@check("error")
def plan_dates(index: Index) -> Iterator[Finding]:
    """A plan whose deadline is before its start.

    **Put it right** by correcting `start` or `deadline`.

    ```
    start: 2026-09-14
    deadline: 2026-03-31        # 2027-03-31
    ```
    """
    for path, start, deadline in check_queries.early_deadlines(index):
        message = f"deadline: {deadline} is before the start ({start})"
        yield Finding(path=path, at=("deadline",), message=message)
