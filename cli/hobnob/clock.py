"""The clock.

The one rule: no other module reads it, so any day can be used as today.
"""

from __future__ import annotations


def clock_today() -> str:
    """Return the current day of the clock as an ISO date."""
    from datetime import date

    return date.today().isoformat()
