"""The vocabulary of the tests of lines: a small journal, and what a line says in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from hobnob.capture.lexicon import Lexicon, load_lexicon
from hobnob.capture.line import read_line
from hobnob.capture.linking import link
from hobnob.capture.people import find_people
from hobnob.capture.places import known_places
from hobnob.capture.reading import Reading
from hobnob.capture.when import find_dates
from hobnob.index.index import Index
from hobnob.names import name_key
from tests.conftest import TODAY, World

PLANS = {"next role": "next-role", "summer internship": "summer-internship"}
PLACES = frozenset(map(name_key, ("Luigi's", "Marrow & Rye, Bristol", "Florence", "the Hague")))


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


@dataclass(frozen=True)
class Understood:
    """What a line says, and the text with its links."""

    reading: Reading
    linked: str

    def plain(self) -> dict[str, Any]:
        """Return what was said, people as slugs, without what was not."""
        said: dict[str, Any] = {}
        for field in fields(self.reading):
            value = getattr(self.reading, field.name)
            if field.name in ("people", "introduced", "mentioned"):
                value = tuple(m.slug or f"new {m.name}" for m in value)
            elif field.name == "promises":
                value = tuple(_spell(promise) for promise in value)
            if value and field.name not in ("sources", "named"):
                said[field.name] = list(value) if isinstance(value, tuple) else value
        return said


def _spell(promise: Any) -> str:
    """Return a promise as its task will be written."""
    owner = f"{promise.owner.slug}: " if promise.owner else ""
    return f"{owner}{promise.text}" + (f" (by {promise.due})" if promise.due else "")


def understand(
    index: Index,
    text: str,
    *,
    lexicon: Lexicon | None = None,
    day_first: bool | None = True,
    plans: Mapping[str, str] = PLANS,
) -> Understood:
    """Return what a line says in a journal, as `hobnob log` understands it."""
    lexicon = lexicon or load_lexicon()
    whens = find_dates(text, TODAY, lexicon, day_first=day_first)
    taken = [(when.start, when.end) for when in whens]
    taken += known_places(text, lexicon, PLACES.__contains__)
    mentions = find_people(index, text, lexicon, taken=taken).mentions
    reading = read_line(
        text,
        lexicon,
        mentions,
        whens,
        places=PLACES.__contains__,
        plans=lambda name: plans.get(name_key(name), ""),
    )
    return Understood(reading, link(text, reading.named))  # fmt: skip
