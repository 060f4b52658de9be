"""Checks of dates: interactions in the future, follow-ups before their interaction."""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import Finding, check
from hobnob.index.check_queries import early_follow_ups, future_interactions
from hobnob.index.index import Index


@check("error")
def future(index: Index) -> Iterator[Finding]:
    """An interaction in the future that is not a draft.

    **Why it matters.** A journal records what happened. Until its date the interaction does not
    count. Most often the year is wrong.

    **How to fix it.** Correct the date. If it is not sent yet, add `draft: true`. For an
    appointment, set `follow_up` in the interaction in which you made it.

    ```
    date: 2062-11-22            # 2026-11-22
    ```
    """
    for path, date in future_interactions(index):
        message = f"date: {date[:10]} is in the future; correct it, or add 'draft: true'"
        yield Finding(path=path, at=("date",), message=message)


@check("error")
def follow_up(index: Index) -> Iterator[Finding]:
    """A `follow_up` before the date of its interaction.

    **Why it matters.** It would be due from the first day.

    **How to fix it.** Correct the date.

    ```
    date: 2026-11-22
    follow_up: 2026-01-13       # 2027-01-13
    ```
    """
    for path, date, then in early_follow_ups(index):
        message = f"follow_up: {then} is before the interaction itself ({date[:10]})"
        yield Finding(path=path, at=("follow_up",), message=message)
