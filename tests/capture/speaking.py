"""The vocabulary of the tests of lines: a small journal, and what a line says in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from hobnob.capture.days.unread import Unread, find_unread
from hobnob.capture.days.when import find_dates
from hobnob.capture.journal_lookup import JournalLookup
from hobnob.capture.line.line import Reading, read_line
from hobnob.capture.names.mentions import link
from hobnob.capture.names.people import find_people
from hobnob.capture.words.language import Language, load_language
from hobnob.index.index import Index
from hobnob.names import name_key
from tests.conftest import TODAY, World

PLANS = {"next role": "next-role", "summer internship": "summer-internship"}


def settle(world: World) -> None:
    """Write the people of the lines, who meet each other often enough to be told apart."""
    world.person("Grace Hopper", org="Remington Rand")
    world.person("Grace Kelly", aliases="[Gracie]")
    world.person("George Green", org="Acme")
    world.person("Martin Luther King")
    world.person("Søren Lindqvist")
    world.person("Mark Will")
    world.person("Will Smith")
    world.person("Ana")
    world.person("Alejandra A.")
    world.person("May Chen")
    world.person("April Jones")
    world.person("Sunday Adeyemi")
    world.person("Jean-Luc O'Brien")
    world.person("Florence Nightingale")
    world.person("中村 美咲")
    world.person("Анна Иванова")
    world.person("Ada Lovelace")
    world.person("Bob Marsh")
    for month in ("05", "06", "07"):
        world.met(f"2026-{month}-03", "grace-hopper", "george-green", kind="meal", place="Luigi's")
    world.met("2026-04-01", "grace-kelly")
    # Long ago, so that nobody is met the more for it.
    places = ("Marrow & Rye, Bristol", "Florence", "the Hague", "The Paper Lantern, Bristol")
    for day, place in enumerate((*places, "The Old Oak, York", "The Old Oak, Leeds"), 1):
        world.met(f"1999-01-{day:02}", "анна-иванова", place=place)


@dataclass(frozen=True)
class Understood:
    """What a line says, and the text with its links."""

    reading: Reading
    linked: str
    unread: tuple[Unread, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return what was said, people as slugs, without what was not."""
        said: dict[str, Any] = {}
        for field in fields(self.reading):
            value = getattr(self.reading, field.name)
            if field.name in ("people", "introduced", "mentioned"):
                value = tuple(m.slug or f"new {m.name}" for m in value)
            elif field.name == "promises":
                value = tuple(_spell(promise) for promise in value)
            if value and field.name not in ("sources", "named", "doubtful", "nobody"):
                said[field.name] = list(value) if isinstance(value, tuple) else value
        if self.unread:
            said["unread"] = [f"{one.role}: {one.typed}" for one in self.unread]
        return said


def _spell(promise: Any) -> str:
    """Return a promise as its task will be written."""
    owner = f"{promise.owner.slug}: " if promise.owner else ""
    return f"{owner}{promise.text}" + (f" (by {promise.due})" if promise.due else "")


def understand(
    index: Index,
    text: str,
    *,
    language: Language | None = None,
    day_first: bool | None = True,
    plans: Mapping[str, str] = PLANS,
) -> Understood:
    """Return what a line says in a journal, as `hobnob log` understands it."""
    language = language or load_language()
    whens = find_dates(text, TODAY, language, day_first=day_first)
    taken = [(when.start, when.end) for when in whens]
    found = find_people(index, text, language, taken=taken)
    mentions = found.mentions
    if mentions:
        whens = find_dates(text, TODAY, language, day_first=day_first, names=mentions)
    reading = read_line(
        text,
        language,
        mentions,
        whens,
        today=TODAY,
        orgs=found.orgs,
        places=JournalLookup(index).place,
        plans=lambda name: plans.get(name_key(name), ""),
    )
    unread = find_unread(text, language, whens, [*mentions, *found.unknown])
    return Understood(reading, link(text, reading.named), unread)
