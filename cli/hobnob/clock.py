"""The clock.

The one rule: nothing else reads it, so that any day can stand in for today.
"""

from __future__ import annotations


def clock_today() -> str:
    """Return today by the clock, as an ISO date."""
    from datetime import date

    return date.today().isoformat()
