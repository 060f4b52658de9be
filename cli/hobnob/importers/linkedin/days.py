"""Days and moments as LinkedIn writes them.

The one rule: a day that can be read in two ways is not read.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hobnob.names import fold

_MONTHS = (
    ("jan", "ene", "gen", "sty", "led", "oca"), ("feb", "fev", "fevr", "lut", "uno", "sub"),
    ("mar", "mär", "mrz", "maer", "mrt", "maa"), ("apr", "avr", "abr", "kwi", "dub", "nis"),
    ("may", "mai", "mag", "mei", "maj", "kve"), ("jun", "juin", "giu", "cze", "cer", "haz"),
    ("jul", "juil", "lug", "lip", "tem"), ("aug", "aou", "ago", "sie", "srp", "agu"),
    ("sep", "set", "wrz", "zar", "eyl"), ("oct", "okt", "out", "ott", "paz", "rij", "eki"),
    ("nov", "lis", "kas"), ("dec", "dez", "dic", "des", "gru", "pro", "ara"),
)  # fmt: skip
"""How the names of the months begin: English, German, French, Spanish, Italian, Portuguese, Dutch,
Polish, Czech, Turkish."""
_DAY_FIRST = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th|º)?\s*(?:de\s)?([^\W\d_]{3,12})\.?,?\s*"
                        r"(?:de\s)?(\d{4})\Z")  # fmt: skip
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2}),?\s+(\d{4})\Z")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\Z")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(?::\d\d)?(?:\.\d+)?\s*(UTC|Z|GMT)?\Z")
_US_MOMENT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d\d|\d{4}),?\s+(\d{1,2}):(\d\d)\s*([AP]M)\Z",
                        re.IGNORECASE)  # fmt: skip


def find_day(text: str) -> str:
    """Return the ISO date of a day, "" for none.

    >>> find_day("12 Mar 2021"), find_day("12. März 2021"), find_day("03/04/2021")
    ('2021-03-12', '2021-03-12', '')
    """
    text = text.strip()
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    plain = fold(text)
    if match := _DAY_FIRST.match(plain):
        return _day(int(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_FIRST.match(plain):
        return _day(int(match[3]), _month(match[1]), int(match[2]))
    return ""


def find_moment(text: str) -> str:
    """Return a moment as a note has it, in the local time of this machine; "" for none.

    LinkedIn writes `2023-08-14 10:22:31 UTC`, and in invitations `8/14/23, 10:22 AM`, in UTC too.
    """
    text = text.strip().replace("\u202f", " ")
    match = _MOMENT.match(text)
    try:
        if match:
            told = datetime.fromisoformat(f"{match[1]}T{match[2]}")
        elif match := _US_MOMENT.match(text):
            year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
            hour = int(match[4]) % 12 + (12 if match[6].upper() == "PM" else 0)
            told = datetime(year, int(match[1]), int(match[2]), hour, int(match[5]))
        else:
            return find_day(text)
        return told.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError, OSError):
        return ""


def _month(name: str) -> int:
    for number, beginnings in enumerate(_MONTHS, 1):
        if name.startswith(beginnings):
            return number
    return 0


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
