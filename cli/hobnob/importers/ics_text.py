"""The text of an iCalendar file (RFC 5545), as far as it is needed to know what is worth parsing.

The one rule: one pass over the lines, whatever is in them. A calendar of twenty years is mostly
past, and what is past or not asked for is dropped here, before anything takes it apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

_FOLD = re.compile(r"(?:\r?\n|\r)[ \t]")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_DAY = re.compile(r"(?<!\d)(\d{8})(?!\d)")
_UNTIL = re.compile(r"UNTIL=(\d{8})", re.I)
_ZONE = re.compile(r";TZID=\"?([^\":;]+)", re.I)

_WANTED = frozenset(
    (
        "UID", "SUMMARY", "LOCATION", "STATUS", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE",
        "EXDATE", "RECURRENCE-ID", "SEQUENCE", "ATTENDEE", "ORGANIZER",
    )
)  # fmt: skip
"""The properties of an event that a meeting is made of."""

_REPEATS = frozenset(("RRULE", "RDATE", "RECURRENCE-ID"))
_HEAD = frozenset(("X-WR-TIMEZONE", "X-WR-CALNAME"))


@dataclass(kw_only=True)
class Series:
    """The events of one UID: one, or a repeated one with its changed instances."""

    events: list[list[str]] = field(default_factory=list)


@dataclass(kw_only=True)
class Skimmed:
    """What is left of a calendar.

    Attributes:
        head: the calendar's own properties that matter.
        zones: the lines of each VTIMEZONE, by its name.
        series: the events that may fall into the days asked for.
    """

    head: list[str] = field(default_factory=list)
    zones: dict[str, list[str]] = field(default_factory=dict)
    series: list[Series] = field(default_factory=list)

    def text_of(self, series: Series) -> str:
        """Return a calendar of one series and the zones it names."""
        named = {zone for event in series.events for line in event for zone in _ZONE.findall(line)}
        zones = [line for zone in sorted(named) for line in self.zones.get(zone, ())]
        events = [
            line
            for event in series.events
            for line in ("BEGIN:VEVENT", *event, "END:VEVENT")
        ]  # fmt: skip
        lines = ("BEGIN:VCALENDAR", "VERSION:2.0", *self.head, *zones, *events, "END:VCALENDAR", "")
        return "\r\n".join(lines)


def looks_like_calendar(text: str) -> bool:
    """Say whether a text begins as a calendar does, or as a single event that was saved alone."""
    return text.lstrip("\ufeff \t\r\n")[:20].upper().startswith(("BEGIN:VCALENDAR", "BEGIN:VEVENT"))


def skim(text: str, first: str, last: str) -> Skimmed:
    """Return what of a calendar may concern some days.

    Args:
        text: of the file.
        first: the ISO date of the first day; early enough that no time zone matters.
        last: of the last one, late enough for the same.
    """
    found = Skimmed()
    by_uid: dict[str, Series] = {}
    days = first.replace("-", ""), last.replace("-", "")
    for kind, lines in _components(text):
        if kind == "":
            found.head += [line for line in lines if _name(line) in _HEAD]
        elif kind == "VTIMEZONE":
            zone = next((line.partition(":")[2] for line in lines if _name(line) == "TZID"), "")
            found.zones[zone] = ["BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE"]
        elif _may_concern(lines, *days):
            event = [line for line in lines if _name(line) in _WANTED]
            uid = next((line for line in event if _name(line) == "UID"), f"none {len(by_uid)}")
            by_uid.setdefault(uid, Series()).events.append(event)
    found.series = list(by_uid.values())
    return found


def _components(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield events and time zones with their lines; the calendar's own lines come as one of "".

    What stands inside an event (its alarms) is passed over; what stands in a time zone is its own.
    """
    head: list[str] = []
    kind, inside, lines = "", 0, head
    for line in _lines(text):
        word = line.strip().upper()
        if kind and word == f"END:{kind}" and inside == 0:
            yield kind, lines
            kind, lines = "", head
        elif not kind and word in ("BEGIN:VEVENT", "BEGIN:VTIMEZONE"):
            kind, inside, lines = word[6:], 0, []
        elif kind and word.startswith(("BEGIN:", "END:")):
            inside = max(0, inside + (1 if word.startswith("BEGIN:") else -1))
            if kind == "VTIMEZONE":
                lines.append(line)
        elif kind == "VTIMEZONE" or not inside:
            lines.append(line)
    yield "", head


def _lines(text: str) -> Iterator[str]:
    for line in re.split(r"\r?\n|\r", _FOLD.sub("", text)):
        if line.strip():
            yield line


def _name(line: str) -> str:
    """Return the name of a property: what stands before its parameters and its value."""
    match = _NAME.match(line)
    return match[0].upper() if match else ""


def _may_concern(lines: Sequence[str], first: str, last: str) -> bool:
    """Say whether an event may fall into some days (of the form 20261122).

    One that repeats may fall anywhere from its first day on; of one that says how long it lasts
    rather than when it ends, only those that begin later are out of the question.
    """
    names = {_name(line) for line in lines}
    rules = [_UNTIL.search(line) for line in lines if _name(line) == "RRULE"]
    if rules and "RDATE" not in names and all(rule and rule[1] < first for rule in rules):
        return False
    days = [
        day
        for line in lines
        if _name(line) in ("DTSTART", "DTEND")
        for day in _DAY.findall(re.sub(r"T\d{6}", "", line))
    ]
    if names & _REPEATS:
        return True
    if not days or not all(map(_is_day, days)):
        # It cannot be read, which is for whoever reads it to find, and to tell.
        return True
    if min(days) > last:
        return False
    return "DURATION" in names or max(days) >= first


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
