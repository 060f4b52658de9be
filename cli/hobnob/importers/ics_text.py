"""The text of an iCalendar file (RFC 5545): only the events that are worth parsing.

The one rule: one pass over the lines, for any content. Most events of an old calendar are past, so
events outside the wanted days are dropped here, before they are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hobnob.dates import real_day

_FOLD = re.compile(r"(?:\r?\n|\r)[ \t]")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_DAY = re.compile(r"(?<!\d)(\d{8})(?!\d)")
_UNTIL = re.compile(r"UNTIL=(\d{8})", re.I)
_ZONE = re.compile(r";TZID=\"?([^\":;]+)", re.I)

_WANTED = frozenset(
    (
        "UID", "SUMMARY", "LOCATION", "STATUS", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE",
        "EXDATE", "RECURRENCE-ID", "SEQUENCE", "ATTENDEE", "ORGANIZER", "DESCRIPTION",
    )
)  # fmt: skip
"""The properties of an event that a meeting needs."""

_REPEATS = frozenset(("RRULE", "RDATE", "RECURRENCE-ID"))
_HEAD = frozenset(("X-WR-TIMEZONE", "X-WR-CALNAME", "PRODID"))


@dataclass(kw_only=True)
class Series:
    """The events of one UID: a single event, or a repeated one with its changed instances."""

    events: list[list[str]] = field(default_factory=list)


@dataclass(kw_only=True)
class Skimmed:
    """The wanted parts of a calendar.

    Attributes:
        head: the calendar's own properties that are needed.
        zones: the lines of each VTIMEZONE, by its name.
        series: the events that may be on the wanted days.
    """

    head: list[str] = field(default_factory=list)
    zones: dict[str, list[str]] = field(default_factory=dict)
    series: list[Series] = field(default_factory=list)

    def text_of(self, series: Series) -> str:
        """Return a calendar with one series and the time zones that it names."""
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
    """Return whether a text begins like a calendar, or like a single saved event."""
    return text.lstrip("\ufeff \t\r\n")[:20].upper().startswith(("BEGIN:VCALENDAR", "BEGIN:VEVENT"))


def skim(text: str, first: str, last: str) -> Skimmed:
    """Return the parts of a calendar that may concern a range of days.

    Args:
        text: the text of the file.
        first: the ISO date of the first day, with a margin for time zones.
        last: the ISO date of the last day, with the same margin.
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
    """Yield events and time zones with their lines; the calendar's own lines have the kind "".

    Components inside an event (its alarms) are skipped; those inside a time zone belong to it.
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
    """Return the name of a property: the part before its parameters and its value."""
    match = _NAME.match(line)
    return match[0].upper() if match else ""


def _may_concern(lines: Sequence[str], first: str, last: str) -> bool:
    """Return whether an event may be within a range of days (of the form 20261122).

    A repeated event may be on any day after its first. An event with a duration in place of an end
    is excluded only if it begins after the range.
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
    if not days or not all(map(real_day, days)):
        # It cannot be read here. The parser reports it later.
        return True
    if min(days) > last:
        return False
    return "DURATION" in names or max(days) >= first
