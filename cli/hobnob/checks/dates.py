"""Dates of interactions and plans that cannot be, or not yet."""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import Finding, check
from hobnob.index.check_queries import early_follow_ups, future_interactions
from hobnob.index.index import Index


@check("error")
def future(index: Index) -> Iterator[Finding]:
    """An interaction in the future that is no draft.

    **Why it matters.** A journal records what happened. Until its day has come the interaction
    counts for nothing; and mostly it is a slip of the pen in the year.

    **Put it right** by correcting the date; or, if it is still to be sent, by `draft: true`. An
    appointment is better kept as a `follow_up` of the interaction in which it was made.

    ```
    date: 2062-11-22            # 2026-11-22
    ```
    """
    for path, date in future_interactions(index):
        message = f"date: {date[:10]} has not come yet; correct it, or add 'draft: true'"
        yield Finding(path=path, at=("date",), message=message)


@check("error")
def follow_up(index: Index) -> Iterator[Finding]:
    """A `follow_up` before the interaction that it follows.

    **Why it matters.** It would be due from the first day.

    **Put it right** by correcting the date.

    ```
    date: 2026-11-22
    follow_up: 2026-01-13       # 2027-01-13
    ```
    """
    for path, date, then in early_follow_ups(index):
        message = f"follow_up: {then} is before the interaction itself ({date[:10]})"
        yield Finding(path=path, at=("follow_up",), message=message)
