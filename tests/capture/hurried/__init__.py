"""Lines as busy people type them, and how much of them hobnob understands.

The one rule: the lines are data, written by people who knew only the manual and the cast. No line is
changed to suit the code; only what contradicts the manual was set right (see `README.md`).

`python -m tests.capture.hurried` prints the figures and what went wrong; `--held-back` adds the
lines that were held back while the rules were made.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hobnob.capture.entry import NewEntry, NewPeople, Promised
from hobnob.capture.parser import LineParser
from hobnob.capture.unknown import NobodyError
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.model import default_direction
from tests.conftest import TODAY, World

_FOLDER = Path(__file__).parent
_VALUES = ("kind", "outcome", "asked", "gave", "introduced", "place", "tags", "follow_up", "draft")
_LISTS = ("asked", "gave", "introduced", "tags")


def lines_of(name: str) -> list[dict[str, Any]]:
    """Return the lines of one file of data."""
    lines = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["lines"]
    return list(lines)


def settle_cast(world: World) -> None:
    """Write the people whom the lines know."""
    world.settle("      date_order: day\n")
    cast = tomllib.loads((_FOLDER / "cast.toml").read_text(encoding="utf-8"))["people"]
    for person in cast:
        keys = {key: str(value) for key, value in person.items() if key not in ("slug", "name")}
        world.person(person["name"], slug=person["slug"], **keys)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A line, and how far hobnob understood it.

    Attributes:
        wrong: for each key that is wrong, what was expected and what was read.
        people: whether exactly those are recorded who were in contact.
        stranger: whether somebody is recorded who was not in contact, and nothing was said of it.
    """

    text: str
    wrong: Mapping[str, tuple[Any, Any]]
    people: bool
    stranger: bool


def try_lines(index: Index, lines: Sequence[Mapping[str, Any]]) -> list[Tried]:
    """Read lines as `hobnob log` does, without writing anything."""
    return [_try(index, line) for line in lines]


def _try(index: Index, line: Mapping[str, Any]) -> Tried:
    text = line["text"]
    parser = LineParser(index=index, new_people=NewPeople(index))
    entry: NewEntry | None = None
    refused = ""
    try:
        entry = parser.parse(text, {})
    except NobodyError:
        refused = "nobody"
    except UsageError as error:
        refused = str(error)
    if line.get("refused"):
        return _nobody(text, entry, refused)
    if entry is None:
        return Tried(text=text, wrong={"refused": ("", refused)}, people=False, stranger=False)
    wanted, read = _wanted(line), _read(entry)
    wrong = {
        key: (wanted.get(key), read.get(key))
        for key in sorted(wanted.keys() | read.keys())
        if wanted.get(key) != read.get(key)
    }
    return Tried(
        text=text,
        wrong=wrong,
        people="people" not in wrong,
        stranger=_is_stranger(entry, line.get("people", ())),
    )


def _nobody(text: str, entry: NewEntry | None, refused: str) -> Tried:
    """Judge a line that tells of no contact: it is refused, or a note, which is none."""
    right = refused == "nobody" or (entry is not None and entry.values.get("kind") == "note")
    read = "" if right else refused or _read(entry) if entry else refused
    return Tried(
        text=text,
        wrong={} if right else {"refused": ("nobody in contact", read)},
        people=right,
        stranger=not right and entry is not None and _is_stranger(entry, ()),
    )


def _is_stranger(entry: NewEntry, people: Sequence[str]) -> bool:
    """Say whether somebody is recorded who should not be, without a word about it."""
    said = {guess.person for guess in entry.guesses}
    return any(slug not in people and slug not in said for slug in entry.values["people"])


def _wanted(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a line should say, as `_read` returns what it does."""
    wanted = {key: line[key] for key in _VALUES if key in line}
    for key in _LISTS:
        if key in wanted:
            wanted[key] = sorted(wanted[key])
    kind = line.get("kind", "")
    wanted["people"] = sorted(line.get("people", ()))
    wanted["mentioned"] = sorted(line.get("mentioned", ()))
    wanted["direction"] = line.get("direction") or default_direction(kind or "meeting")
    wanted["date"] = line.get("date", TODAY)
    wanted["promises"] = sorted(_plain(text) for text in line.get("promises", ()))
    wanted["theirs"] = sorted(_plain(text) for text in line.get("theirs", ()))
    return wanted


def _read(entry: NewEntry) -> dict[str, Any]:
    values = entry.values
    read = {key: values[key] for key in _VALUES if key in values}
    for key in _LISTS:
        if key in read:
            read[key] = sorted(read[key])
    kind = values.get("kind", "")
    read["people"] = sorted(values["people"])
    read["mentioned"] = sorted(entry.mentioned)
    read["direction"] = values.get("direction") or default_direction(kind or "meeting")
    read["date"] = str(values["date"])
    read["promises"] = sorted(_spell(promise) for promise in entry.promises if not promise.owner)
    read["theirs"] = sorted(_spell(promise) for promise in entry.promises if promise.owner)
    return read


def _spell(promise: Promised) -> str:
    owner = f"{promise.owner}: " if promise.owner else ""
    due = f" (by {promise.due})" if promise.due else ""
    return _plain(f"{owner}{promise.text}{due}")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How many of some lines were understood."""

    lines: int
    people: int
    everything: int
    strangers: int

    def __str__(self) -> str:
        return (
            f"{self.lines} lines: people right in {self.people} "
            f"({100 * self.people / self.lines:.1f} %), everything right in {self.everything} "
            f"({100 * self.everything / self.lines:.1f} %), a wrong person without a word in "
            f"{self.strangers}"
        )


def count(tried: Sequence[Tried]) -> Figures:
    """Count what was understood."""
    return Figures(
        lines=len(tried),
        people=sum(one.people for one in tried),
        everything=sum(not one.wrong for one in tried),
        strangers=sum(one.stranger for one in tried),
    )
