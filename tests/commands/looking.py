"""What the tests of the looking commands share: a terminal, and a second reader of the notes.

The one rule: the second reader shares no code with hobnob; it knows the design and PyYAML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from hobnob.cli import layout
from tests.conftest import Said, World, _Stream

CIRCLES = {"inner": 21, "close": 61, "active": 183, "wide": 365}


@contextmanager
def a_terminal(columns: int) -> Iterator[None]:
    """Let what runs in here print to a terminal that is so wide and very high."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Stream, "isatty", lambda _: True)
        patch.setenv("COLUMNS", str(columns))
        patch.setenv("LINES", "10000")
        patch.delenv("NO_COLOR", raising=False)
        yield


def on_terminal(world: World, command: str, columns: int = 80) -> Said:
    with a_terminal(columns):
        return world.run(command)


def plain(text: str) -> str:
    """Return a text without its colors."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def widest(text: str) -> int:
    return max(layout.cells(line) for line in plain(text).split("\n"))


# ---------------------------------------------------------------- the second reader


def load(path: Path) -> tuple[dict[str, Any], str]:
    """Return front matter, all of it text, and the body of a note."""
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    _, head, body = re.split(r"^---[ \t]*$\n?", text, maxsplit=2, flags=re.M)
    return yaml.load(head, Loader=yaml.BaseLoader) or {}, body.strip()  # noqa: S506


def load_all(notes: Path, folder: str) -> dict[str, tuple[dict[str, Any], str]]:
    return {
        unicodedata.normalize("NFC", path.stem): load(path)
        for path in sorted((notes / folder).rglob("*.md"))
    }


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return bare.replace("ø", "o").replace("ł", "l").replace("ı", "i")


def named(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", folded(text)))


class Reader:
    """The journal as the design says it is, read the slow way."""

    def __init__(self, notes: Path, today: str) -> None:
        self.today = today
        self.people = load_all(notes, "people")
        self.interactions = load_all(notes, "interactions")
        self.slugs: dict[str, str] = {}
        for slug, (head, _) in self.people.items():
            for name in [*listed(head.get("emails")), *listed(head.get("aliases"))]:
                self.slugs.setdefault(named(name), slug)
        for slug, (head, _) in self.people.items():
            self.slugs[named(head["name"])] = self.slugs[named(slug)] = slug

    def person(self, typed: str) -> str:
        inner = re.fullmatch(r"\[\[(?:.*/)?([^|#\]]+).*\]\]", typed.strip())
        return self.slugs[named(inner[1] if inner else typed)]

    def who(self, slug: str) -> list[str]:
        typed = listed(self.interactions[slug][0].get("people"))
        return list(dict.fromkeys(map(self.person, typed)))

    def is_contact(self, slug: str) -> bool:
        head = self.interactions[slug][0]
        return (
            head.get("draft", "").lower() not in ("true", "yes", "on")
            and head.get("kind") not in ("news", "note")
            and head.get("outcome") != "no-answer"
            and head["date"][:10] <= self.today
        )

    def contacts(self, person: str) -> list[str]:
        return sorted(
            self.interactions[slug][0]["date"][:10]
            for slug in self.interactions
            if person in self.who(slug) and self.is_contact(slug)
        )

    def cadence(self, head: Mapping[str, Any]) -> int | None:
        own = head.get("keep_in_touch")
        if own == "never":
            return None
        if own:
            number, unit = own.split()
            days = {"day": 1, "week": 7, "month": 365.25 / 12, "year": 365.25}
            return round(int(number) * days[unit.removesuffix("s")])
        return CIRCLES.get(head.get("circle", ""))

    def facts(self, person: str) -> dict[str, Any]:
        """Return what is derived of a person."""
        head, _ = self.people[person]
        contacts, cadence = self.contacts(person), self.cadence(head)
        due = None
        if cadence is not None:
            last = (contacts[-1] + "-01-01")[:10] if contacts else ""
            due = str(date.fromisoformat(last) + timedelta(cadence)) if last else self.today
        return {
            "last_contact": contacts[-1] if contacts else None,
            "contacts": len(contacts),
            "cadence_days": cadence,
            "due": due,
        }
