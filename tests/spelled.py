"""How long ago a day is, in words: one table for what the terminal says and what the site does.

The one rule: `tests/test_dates.py` and `tests/browser/test_days.py` both hold to every row.
"""

from __future__ import annotations

SINCE = (
    # the day, today, what is said
    ("2026-11-22", "2026-11-22", "today"),
    ("2026-11-21", "2026-11-22", "yesterday"),
    ("2026-11-23", "2026-11-22", "tomorrow"),
    ("2026-11-20", "2026-11-22", "2 days ago"),
    ("2026-11-10", "2026-11-22", "12 days ago"),
    ("2026-11-09", "2026-11-22", "13 days ago"),
    ("2026-11-08", "2026-11-22", "2 weeks ago"),
    ("2026-11-01", "2026-11-22", "3 weeks ago"),
    ("2026-12-13", "2026-11-22", "in 3 weeks"),
    ("2026-09-23", "2026-11-22", "8 weeks ago"),
    ("2026-09-22", "2026-11-22", "2 months ago"),
    ("2027-01-22", "2026-11-22", "in 2 months"),
    ("2027-01-21", "2026-11-22", "in 8 weeks"),
    # All of July and August, and all of December, January and a bit.
    ("2026-07-01", "2026-08-31", "2 months ago"),
    ("2026-07-02", "2026-08-31", "8 weeks ago"),
    ("2026-12-31", "2027-02-28", "8 weeks ago"),
    ("2026-12-31", "2027-03-01", "2 months ago"),
    ("2026-12-01", "2027-03-01", "3 months ago"),
    ("2026-12-02", "2027-03-01", "2 months ago"),
    ("2026-08-22", "2026-11-22", "3 months ago"),
    ("2025-11-22", "2026-11-22", "12 months ago"),
    ("2024-11-23", "2026-11-22", "23 months ago"),
    ("2024-11-22", "2026-11-22", "2 years ago"),
    ("2024-02-29", "2026-02-28", "23 months ago"),
    ("2024-02-29", "2026-03-01", "2 years ago"),
    ("2020-11-22", "2026-11-22", "6 years ago"),
    ("2020-11-23", "2026-11-22", "5 years ago"),
    ("1906-12-09", "2026-11-22", "119 years ago"),
    ("2028-11-22", "2026-11-22", "in 2 years"),
)
