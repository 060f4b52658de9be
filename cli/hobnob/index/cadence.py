"""Cadence: how often you mean to be in touch with somebody, and from which day they are due.

The one rule: both are decided here and nowhere else. Lists, pages, `today` and the calendar ask
these functions.
"""

from __future__ import annotations

from collections.abc import Mapping

from hobnob import dates


def cadence_days(circles: Mapping[str, int], circle: str | None, own: int | None) -> int | None:
    """Return the days between contacts: the person's own, else the circle's, else None.

    Args:
        circles: the days of each circle, as the settings have them.
        circle: of the person, if any.
        own: the days of the person's `keep_in_touch`; negative for "never".
    """
    if own is not None:
        return None if own < 0 else own
    return circles.get(circle) if circle else None


def shown_from(due: str, ahead: str) -> str:
    """Return the day from which a cadence is due; while an appointment lies ahead, it is not.

    Args:
        due: see `due_day`.
        ahead: the last day of the latest appointment, "" for none.
    """
    return max(due, dates.add_days(ahead, 1)) if ahead else due


def due_day(last: str, cadence: int) -> str:
    """Return the day from which somebody is due: the last contact plus the cadence.

    Args:
        last: an ISO date; "" before the first contact. Then the day is "" too: due now.
        cadence: in days.
    """
    return dates.add_days(last, cadence) if last else ""
