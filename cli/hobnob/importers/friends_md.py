"""The journal of the program `friends`: `friends.md`, with activities, notes, friends, locations.

The one rule: what a line means is what that program takes it to mean. A friend takes part where the
full name stands between `**`, and a name that is not in the list of friends is a friend as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hobnob.dates import real_day
from hobnob.errors import UsageError
from hobnob.importers.as_markdown import as_markdown
from hobnob.importers.found import (
    Column,
    Found,
    FoundInteraction,
    FoundPerson,
    Party,
    Unread,
    Wanted,
)

SOURCE = "friends:"
_HEADERS = {
    "### Activities:": "activity", "### Notes:": "note", "### Friends:": "friend",
    "### Locations:": "location",
}  # fmt: skip
_TAG = re.compile(r"(?<![^\W_])@([^\W_]+(?:[:-]?[^\W_]+)*)")
_TAGS_AT_END = re.compile(r"(?:\s+@[^\W_]+(?:[:-]?[^\W_]+)*)+\s*\Z")
_NAME = re.compile(r"\*\*(\w[^*]*)\*\*")
_PLACE = re.compile(r"(?<![^\W_])_(\w[^_]*)_(?![^\W_])")
_EVENT = re.compile(r"(?:- )?(\d{4}-\d\d-\d\d): (.+)")
_FRIEND = re.compile(
    r"(?:- )?(?P<name>[^(\[@]*[^(\[@\s])(?:\s+\(a\.k\.a\. (?P<also>.+)\))?"
    r"(?:\s+\[(?P<where>[^\]]+)\])?(?P<tags>(?:\s+@[^\W_]+(?:[:-]?[^\W_]+)*)*)\s*"
)
_MOST_BYTES = 64_000_000
_LONGEST_LINE = 50_000


def recognize(path: Path, start: bytes) -> bool:
    """Say whether a file is one of `friends`."""
    if path.is_dir():
        return False
    lines = start.decode("utf-8-sig", "replace").split("\n")
    first = next((line.strip() for line in lines if line.strip()), "")
    return first in _HEADERS


def read(paths: Sequence[Path], _wanted: Wanted) -> Found:
    """Read files of `friends`.

    Raises:
        UsageError: a file cannot be read, or has none of the headers.
    """
    reading = _Reading()
    for path in paths:
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise UsageError(f"{path} is larger than {_MOST_BYTES // 1_000_000} MB")
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
        text = data.decode("utf-8-sig", "replace")
        if not any(line.strip() in _HEADERS for line in text.split("\n")):
            raise UsageError(f"{path} is no file of friends: it has no line such as '### Friends:'")
        reading.take(text, path.name)
    return reading.found()


@dataclass(kw_only=True)
class _Reading:
    """What was read until now."""

    people: dict[str, FoundPerson] = field(default_factory=dict)
    interactions: list[FoundInteraction] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    named: dict[str, tuple[int, str]] = field(default_factory=dict)

    def take(self, text: str, file: str) -> None:
        """Take the lines of a file."""
        part = ""
        for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
            line = raw.rstrip()
            if line in _HEADERS:
                part = _HEADERS[line]
            elif line:
                wrong = self._line(part, line, number, file)
                if wrong:
                    self.unread.append(Unread(line=number, file=file, message=wrong))

    def _line(self, part: str, line: str, number: int, file: str) -> str:
        """Take a line; return what is wrong with it."""
        if len(line) > _LONGEST_LINE:
            return "the line is too long"
        if part == "location":
            self.counts["locations"] += 1
            return ""
        if part == "friend":
            return self._friend(line, number, file)
        if part:
            return self._event(part, line, number, file)
        return "it stands below no header; one is '### Activities:' or '### Friends:'"

    def _friend(self, line: str, number: int, file: str) -> str:
        match = _FRIEND.fullmatch(line)
        if not match:
            return "a friend is written '- Grace Hopper (a.k.a. Amazing Grace) [Paris] @navy'"
        name = " ".join(match["name"].split())
        also = (match["also"] or "").split(" a.k.a. ")
        values: dict[str, Any] = {
            "aliases": [word.strip() for word in also if word.strip()],
            "location": (match["where"] or "").strip(),
            "tags": _TAG.findall(match["tags"]),
        }
        if name in self.people:
            return f"'{name}' stands among the friends twice"
        self.people[name] = FoundPerson(
            line=number, file=file, source=f"{SOURCE}{name}", name=name,
            values={key: value for key, value in values.items() if value},
        )  # fmt: skip
        return ""

    def _event(self, part: str, line: str, number: int, file: str) -> str:
        match = _EVENT.fullmatch(line)
        day = real_day(match[1]) if match else ""
        if not match or not day:
            return "it has no day; a line is written '- 2018-06-15: Lunch with **Grace Hopper**.'"
        told = match[2]
        names = list(dict.fromkeys(" ".join(name.split()) for name in _NAME.findall(told)))
        for name in names:
            self.named.setdefault(name, (number, file))
        self.counts[f"{day} {told}"] += 1
        mark = blake2b(f"{part} {day} {told} {self.counts[f'{day} {told}']}".encode(
            "utf-8", "replace"), digest_size=10).hexdigest()  # fmt: skip
        values: dict[str, Any] = {"date": day, "tags": list(dict.fromkeys(_TAG.findall(told)))}
        if part == "note":
            values["kind"] = "note"
        if places := list(dict.fromkeys(_PLACE.findall(told))):
            values["place"] = ", ".join(places)
        self.interactions.append(
            FoundInteraction(
                line=number, file=file, source=f"{SOURCE}{mark}", values=values,
                people=tuple(Party(name=name, source=f"{SOURCE}{name}") for name in names),
                text=as_markdown(_plain(told)), alone=not names,
            )
        )  # fmt: skip
        return ""

    def found(self) -> Found:
        """Return all that was read, with the friends whom only activities name."""
        for name, (line, file) in self.named.items():
            if name not in self.people:
                self.people[name] = FoundPerson(
                    line=line, file=file, source=f"{SOURCE}{name}", name=name
                )
        columns = [
            Column(title="Friends", becomes="people", count=len(self.people)),
            Column(title="Activities, Notes", becomes="interactions", count=len(self.interactions)),
        ]
        if self.counts["locations"]:
            columns.append(Column(title="Locations", becomes="", count=self.counts["locations"],
                                  how="left out; they stand where they are named"))  # fmt: skip
        return Found(
            kind="friends",
            title="friends.md",
            people=tuple(self.people.values()),
            interactions=tuple(self.interactions),
            unread=tuple(self.unread),
            columns=tuple(columns),
        )


def _plain(told: str) -> str:
    """Return a description without its marks; tags at the end stand in the note's own key."""
    return _PLACE.sub(r"\1", _NAME.sub(r"\1", _TAGS_AT_END.sub("", told))).strip() or told
