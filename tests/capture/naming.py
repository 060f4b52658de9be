"""The vocabulary of the tests of names: a journal of people, and a line with its links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hobnob.capture.names.mentions import FoundPeople, Mention, link
from hobnob.capture.names.people import find_people
from hobnob.capture.words.language import load_language
from hobnob.index.index import Index
from hobnob.names import slugify
from tests.conftest import World

CAST: tuple[tuple[str, dict[str, str]], ...] = (
    ("Grace Hopper", {"aliases": "[Amazing Grace]", "org": "Remington Rand"}),
    ("George Green", {}),
    ("Martin Luther King", {}),
    ("Søren Kierkegaard", {}),
    ("Ana Lima", {}),
    ("Mark Twain", {}),
    ("Will Power", {}),
    ("Alejandra A.", {}),
    ("Anne-Marie O'Neil", {}),
    ("中村 美咲", {"aliases": "[Misaki]"}),
    ("林", {}),
    ("김 민수", {}),
    ("April Showers", {}),
    ("Bill Brandt", {"aliases": "[Billy, the Duke]"}),
    ("Luigi Rossi", {}),
    ("प्रिया शर्मा", {}),
    ("Ада Лавлейс", {}),
    ("محمد علي", {}),
    ("สมชาย ใจดี", {}),
    ("Charles de Gaulle", {}),
    ("Rosalind Keay", {"aliases": "[Ros]"}),
    ("Robert (Bobby) Fischer", {}),
    ("Turing, Alan", {}),
    ("Dr. Jane Goodall", {}),
    ("J.R.R. Tolkien", {}),
    ("Anwen St. John", {}),
    ("Zoë Baker", {}),
    ("Morgan Jones", {"org": "Morgan Stanley"}),
    ("Ivo Smith", {}),
    ("Eve Smith", {}),
    ("Vint Cerf", {}),
    ("May Vale", {}),
)


def people_the(world: World, cast: Iterable[tuple[str, dict[str, str]]] = CAST) -> None:
    """Write the notes of a cast."""
    for name, keys in cast:
        world.person(name if ":" not in name and "," not in name else f"'{name}'",
                     slug=slugify(name), **keys)  # fmt: skip


def look(index: Index, line: str, **settings: Any) -> FoundPeople:
    """Find the people of a line."""
    return find_people(index, line, load_language(), **settings)


def slugged(mentions: Iterable[Mention]) -> list[Mention]:
    """Give those who are yet to be made a slug, as `log` does."""
    return [m if m.slug else replace(m, slug=slugify(m.name)) for m in mentions]


def linked(index: Index, line: str, **settings: Any) -> str:
    """Return a line with its names linked."""
    return link(line, slugged(look(index, line, **settings).mentions))
