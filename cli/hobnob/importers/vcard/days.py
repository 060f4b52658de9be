"""Days of a card as those of a note, and back.

The one rule: what is no day of the calendar is no day of a note; the line is kept as it is.

- `--0412`: RFC 6350, section 4.3.1. `1604-04-12` with X-APPLE-OMIT-YEAR: Apple's way.
- The years 0000 and 0001 stand for none too; Exchange and Google write them.
"""

from __future__ import annotations

import re

from hobnob import dates
from hobnob.importers.vcard.lexer import Line, Param, make_line, unescape

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})\Z|--(\d{2})-?(\d{2})\Z|(\d{4})\Z")
_NO_YEARS = frozenset({"0000", "0001", dates.NO_YEAR})
_OMIT = "X-APPLE-OMIT-YEAR"


def read_day(line: Line) -> str:
    """Return the day of a line as a note writes it, "" if it has none."""
    if "text" in map(str.lower, line.get("VALUE")):
        return ""
    return read_day_text(unescape(line.value), omitted=line.get(_OMIT))


def read_day_text(text: str, omitted: list[str] | tuple[str, ...] = ()) -> str:
    """Return a day as a note writes it, "" if it is none.

    Args:
        text: as a card writes it.
        omitted: the years that mean none.
    """
    match = _DAY.match(re.split(r"[T ]", text.strip(), maxsplit=1)[0])
    if match is None:
        return ""
    year, month, day = match[1] or "", match[2] or match[4], match[3] or match[5]
    if match[6]:
        found = "" if match[6] in _NO_YEARS else match[6]
    elif not year or year in _NO_YEARS or year in omitted:
        found = f"--{month}-{day}"
    else:
        found = f"{year}-{month}-{day}"
    try:
        return dates.parse_birthday(found) if found else ""
    except ValueError:
        return ""


def day_line(title: str, day: str, version: str, group: str = "") -> Line:
    """Return a line with a day of a note."""
    if version == "4.0":
        year, day = ("--", day[2:]) if day.startswith("--") else ("", day)
        return make_line(title, year + day.replace("-", ""), group=group)
    if day.startswith("--"):
        params = (Param(_OMIT, dates.NO_YEAR),)
        return make_line(title, f"{dates.NO_YEAR}{day[1:]}", group=group, params=params)
    return make_line(title, day, group=group)
