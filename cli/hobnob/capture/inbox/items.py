"""A text of the inbox as items: the lines that wait, and the headings above them.

The one rule: an item is a span of whole lines. What is logged takes out its lines, what is not gets
a comment behind its first line, and no other character of the file changes.

An item is a line, together with the lines below it that are indented more. Front matter, headings,
rules and comments are no items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent

_REASON = re.compile(r" ?<!-- hobnob:.*?-->")
"""A reason that hobnob wrote behind a line."""
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(\S.*?)[ \t#]*\Z")
_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]*){3,}\Z")
_BULLET = re.compile(r"(?P<sign>[-*+•◦▪‣–—]|\d{1,3}[.)])(?:[ \t]+|\Z)")
_BOX = re.compile(r"\[[^\[\]]\](?:[ \t]+|\Z)|[☐☑☒✅][ \t]*")
_STAMP = re.compile(
    r"""(?P<open>\*\*|__|\[|\()?
    (?:(?P<day>\d{4}-\d\d-\d\d)(?:[ T]+|,[ ]*))?
    (?P<time>\d{1,2}:\d\d)(?::\d\d(?:[.,]\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?(?!\d)
    (?:[ ]?(?P<half>[ap])\.?m\b\.?)?
    :?(?:\*\*|__|\]|\))?:?
    (?![-–—]\d)(?:[ \t]+[-–—|:·]+)?(?:[ \t]+|\Z)""",
    re.VERBOSE | re.IGNORECASE,
)
"""The moment that a phone put first: `09:12`, `2026-11-20 18:03`, `[2026-11-20T18:03:11+01:00]`."""
_KEY = re.compile(r"(?:date|created|day)[ \t]*:[ \t]*[\"']?(\d{4}-\d\d-\d\d)\b", re.IGNORECASE)
_IN_HEAD = re.compile(r"(?P<key>[A-Za-z_][\w-]*[ ]?:(?:\s|\Z))|(?P<of>[ \t]+\S|- )|#|\s*\Z")
"""A line of front matter: a key, what belongs to a key above, a comment, or nothing."""
_BEHIND = 4
"""Columns of a tab."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A line that may date the lines below it.

    Attributes:
        level: 1 to 6; 0 for the front matter.
        text: what it says.
    """

    level: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """The moment that stands before an item.

    Attributes:
        day: an ISO date, or "".
        time: `09:12`.
    """

    day: str = ""
    time: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """A line that waits, with the lines that belong to it.

    Attributes:
        first: its first line in the file, from 1.
        after: the line behind its last one.
        text: what is to be logged, without bullet, box, moment and hobnob's comments.
        whole: its first line with all of that but the comments, for a message.
        stamp: the moment before it.
        number: the number that its bullet is, such as `2.`, or "".
        asked: whether a reason of hobnob's stands behind it.
    """

    first: int
    after: int
    text: str
    whole: str
    stamp: Stamp
    number: str = ""
    asked: bool = False


class InboxText:
    """A text of the inbox."""

    def __init__(self, text: str) -> None:
        """Divide the text into lines."""
        self._text = text
        # Only line feeds end a line here: an editor counts the same lines.
        self._lines = re.findall(r"[^\n]*\n|[^\n]+\Z", text)

    def parts(self) -> Iterator[Heading | Item]:
        """Yield headings and items in their order."""
        at = self._front_matter()
        keys = (_KEY.match(self._bare(line)) for line in range(1, at - 1))
        if day := next((key[1] for key in keys if key), ""):
            yield Heading(level=0, text=day)
        yield from self._between(at, len(self._lines))

    def below(self, item: Item) -> Iterator[Heading | Item]:
        """Yield the lines that belong to an item as items of their own."""
        return self._between(item.first, item.after - 1)

    def _between(self, at: int, end: int) -> Iterator[Heading | Item]:
        """Yield what stands from a line on, to another one; both from 0."""
        while at < end:
            line = self._bare(at)
            heading = _HEADING.match(line)
            after = self._comment(at)
            if heading:
                yield Heading(level=len(heading[1]), text=heading[2])
                at += 1
            elif after > at or not line.strip() or _RULE.match(line):
                at = max(after, at + 1)
            else:
                item = self._item(at, end)
                if item.text or item.stamp.day:
                    yield item
                at = item.after - 1

    def without(self, logged: Sequence[Item], reasons: Mapping[int, str]) -> str:
        """Return the text without some items, and with the reasons why others stay.

        Args:
            logged: the items to take out.
            reasons: a reason for the first line of each item that stays, by its number.
        """
        out = {line for item in logged for line in range(item.first, item.after)}
        kept = [
            self._with_reason(line, reasons[number]) if number in reasons else line
            for number, line in enumerate(self._lines, 1)
            if number not in out
        ]
        text = "".join(kept)
        if out and _begins_with_rule(text) and not _begins_with_rule(self._text):
            # Else a rule that comes to stand first would begin front matter.
            text = f"\n{text}"
        return text if text.strip("\ufeff \t\r\n") or not out else ""

    def _with_reason(self, line: str, reason: str) -> str:
        bare = _REASON.sub("", line).rstrip("\r\n")
        # A line end always follows, because a phone may append without one.
        end = "\r\n" if line.endswith("\r\n") else "\n"
        return f"{bare} <!-- hobnob: {_in_comment(reason)} -->{end}"

    def _bare(self, at: int) -> str:
        """Return a line without its end, a byte-order mark and hobnob's comments."""
        line = self._lines[at].rstrip("\r\n")
        # A program that appends may begin with a mark of its own.
        return _REASON.sub("", line.removeprefix("\ufeff"))

    def _front_matter(self) -> int:
        """Return the line behind the front matter, from 0."""
        if self._lines and self._bare(0).rstrip() == "---":
            keyed = False
            for at in range(1, len(self._lines)):
                line = self._bare(at)
                if line.rstrip() in ("---", "..."):
                    return at + 1
                part = _IN_HEAD.match(line)
                if part is None or (part["of"] and not keyed):
                    # A line to be logged, between two rules.
                    break
                keyed = keyed or bool(part["key"])
        return 0

    def _comment(self, at: int) -> int:
        """Return the line behind a comment that fills whole lines; the same line without one."""
        line = self._bare(at).strip()
        for sign, end in (("<!--", "-->"), ("%%", "%%")):
            if not line.startswith(sign):
                continue
            for last in range(at, len(self._lines)):
                below = self._bare(last).strip()
                rest = below[len(sign) :] if last == at else below
                if end in rest:
                    return last + 1 if rest.endswith(end) and rest.count(end) == 1 else at
        return at

    def _item(self, first: int, end: int) -> Item:
        """Return the item that begins at a line, from 0, and ends before another one."""
        line = self._bare(first)
        indent, after, ahead = _indent(line), first + 1, first + 1
        while ahead < end:
            below = self._bare(ahead)
            if below.strip():
                if _indent(below) <= indent:
                    break
                after = ahead + 1
            ahead += 1
        whole = line.strip()
        number, stamp, text = _without_prefix(whole)
        below = dedent("\n".join(self._bare(at) for at in range(first + 1, after)))
        raw = "".join(self._lines[first:after])
        return Item(
            first=first + 1, after=after + 1, text=f"{text}\n{below}".strip(), whole=whole,
            stamp=stamp, number=number, asked=bool(_REASON.search(raw)),
        )  # fmt: skip


def _begins_with_rule(text: str) -> bool:
    return text.removeprefix("\ufeff").partition("\n")[0].rstrip() == "---"


def _indent(line: str) -> int:
    line = line.expandtabs(_BEHIND)
    return len(line) - len(line.lstrip())


def _without_prefix(text: str) -> tuple[str, Stamp, str]:
    """Return the number of a line's bullet, its moment, and what it says."""
    number = ""
    if bullet := _BULLET.match(text):
        number = bullet["sign"] if bullet["sign"][0].isdigit() else ""
        text = text[bullet.end() :]
    if box := _BOX.match(text):
        text = text[box.end() :]
    if (stamp := _STAMP.match(text)) and (moment := _moment(stamp)):
        return number, moment, text[stamp.end() :]
    return number, Stamp(), text


def _moment(found: re.Match[str]) -> Stamp | None:
    """Return the moment of a stamp; None if it is none, or there is no such time of day."""
    hour, _, minute = found["time"].partition(":")
    hours = int(hour)
    if half := (found["half"] or "").lower():
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 23 or int(minute) > 59:
        return None
    day, time = found["day"] or "", f"{hours:02}:{minute}"
    if found["zone"] and not day:
        # "9:00-10:00" is a span of time.
        return None
    if (found["zone"] or "").upper() == "Z":
        return _local(day, time)
    return Stamp(day=day, time=time)


def _local(day: str, time: str) -> Stamp | None:
    """Return a moment of Greenwich as the clock here showed it."""
    # Late: hardly any phone writes it.
    from datetime import datetime

    try:
        here = datetime.fromisoformat(f"{day}T{time}+00:00").astimezone()
    except (ValueError, OverflowError):
        return None
    return Stamp(day=f"{here:%Y-%m-%d}", time=f"{here:%H:%M}")


def _in_comment(reason: str) -> str:
    """Return a reason on one line, without what would end the comment."""
    return " ".join(reason.split()).replace("-->", "- ->").replace("--!>", "- -!>")
