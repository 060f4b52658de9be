"""Checks of dates: what is in the future, appointments long past, follow-ups too early."""

from __future__ import annotations

from collections.abc import Iterator

from hobnob import dates
from hobnob.checks.table import Finding, check
from hobnob.index.check_queries import (
    days_without_a_day,
    early_follow_ups,
    future_interactions,
    past_appointments,
)
from hobnob.index.index import Index

_LONG_AGO = 30
"""Days after which an appointment is long past."""


@check("error")
def future(index: Index) -> Iterator[Finding]:
    """An interaction in the future that is not a draft.

    **Why it matters.** A journal records what happened. Until its date the interaction does not
    count. Most often the year is wrong.

    **How to fix it.** Correct the date. If it is not sent yet, or if it is an appointment, add
    `draft: true`.

    ```
    date: 2062-11-22            # 2026-11-22
    ```
    """
    for path, date in future_interactions(index):
        message = f"date: {date[:10]} is in the future; correct it, or add 'draft: true'"
        yield Finding(path=path, at=("date",), message=message)


@check("warning")
def past_appointment(index: Index) -> Iterator[Finding]:
    """An appointment long past, and no word whether it took place.

    **Why it matters.** A draft is no contact. If you met, hobnob does not know it, and tells you to
    be in touch. A draft of a meeting, a meal, a call or an event is an appointment.

    **How to fix it.** `hobnob happened` with the slug of the note; with `--no` if you did not meet.

    ```
    date: 2025-11-22
    kind: meeting
    draft: true                 # take it out if you met
    ```
    """
    for path, date, slug in past_appointments(index, dates.add_days(index.today, -_LONG_AGO)):
        message = (
            f"date: did this take place on {date[:10]}? 'hobnob happened {slug}', or with --no"
        )
        yield Finding(path=path, at=("date",), message=message)


@check("warning")
def yearly_date(index: Index) -> Iterator[Finding]:
    """A day in `dates` of a person that is only a year.

    **Why it matters.** `dates` are days that come every year. A year alone never comes again, so
    nothing ever tells you of it.

    **How to fix it.** Write the day, with the year or without it.

    ```
    dates:
      - date: 2010              # 2010-05-31, or --05-31
        what: wedding day
    ```
    """
    for path, position, day in days_without_a_day(index):
        message = f"dates: {day} is only a year; write {day}-05-31, or --05-31 without a year"
        yield Finding(path=path, at=("dates", position, "date"), message=message)


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
