"""What invented journals are made of: the lists of `words.toml`, read once and typed.

Rule: data only. Nothing here draws, so nothing here can depend on a seed.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

RARE_WORDS = 4000
"""Made-up words beside the real ones, to give a full-text index a vocabulary of natural size."""


@dataclass(frozen=True, kw_only=True)
class Script:
    """One way of writing names, with a few words of prose in it."""

    name: str
    share: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    prose: tuple[str, ...]
    joiner: str
    family_first: bool

    def full_name(self, given: str, family: str) -> str:
        """Put a name together in the order of the script's users."""
        parts = (family, given) if self.family_first else (given, family)
        return self.joiner.join(parts)


@dataclass(frozen=True, kw_only=True)
class Words:
    """Every list, commonest first; `cumulative` are the running weights of `vocabulary`."""

    scripts: tuple[Script, ...]
    vocabulary: tuple[str, ...]
    cumulative: tuple[float, ...]
    promises: tuple[str, ...]
    theirs: tuple[str, ...]
    syllables: tuple[str, ...]
    tags: tuple[str, ...]
    cities: tuple[str, ...]
    titles: tuple[str, ...]
    org_endings: tuple[str, ...]
    met_at: tuple[str, ...]
    places: tuple[str, ...]
    plans: tuple[str, ...]


@cache
def load_words() -> Words:
    """Read `words.toml`, in NFC whatever the editor it was saved with."""
    text = (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(unicodedata.normalize("NFC", text))
    syllables = _spaced(data["syllables"])
    vocabulary = _unique((*_spaced(data["common"]), *_rare_words(syllables)))
    return Words(
        scripts=tuple(_script(entry) for entry in data["script"]),
        vocabulary=vocabulary,
        cumulative=tuple(accumulate(zipf_weights(len(vocabulary), exponent=1.2, offset=3))),
        promises=_barred(data["promises"]),
        theirs=_barred(data["theirs"]),
        syllables=syllables,
        tags=_spaced(data["tags"]),
        cities=_barred(data["cities"]),
        titles=_barred(data["titles"]),
        org_endings=_barred(data["org_endings"]),
        met_at=_barred(data["met_at"]),
        places=_barred(data["places"]),
        plans=_barred(data["plans"]),
    )


def zipf_weights(count: int, *, exponent: float, offset: float) -> list[float]:
    """Weights by rank, 1 / (rank + offset) ** exponent: the Zipf-Mandelbrot law.

    The offset flattens the head: without it the first of 5,000 friends would be met every day.
    """
    return [1 / (rank + offset) ** exponent for rank in range(1, count + 1)]


def _script(entry: dict[str, Any]) -> Script:
    return Script(
        name=entry["name"],
        share=entry["share"],
        given=_spaced(entry["given"]),
        family=_spaced(entry["family"]),
        prose=_spaced(entry["prose"]),
        joiner=entry.get("joiner", " "),
        family_first=entry.get("family_first", False),
    )


def _rare_words(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """Pronounceable words nobody uses; a stride through the products mixes their beginnings."""
    size = len(syllables)
    spots = ((n * 7919) % size**3 for n in range(RARE_WORDS))
    return tuple(
        syllables[spot % size] + syllables[spot // size % size] + syllables[spot // size**2]
        for spot in spots
    )


def _spaced(text: str) -> tuple[str, ...]:
    """Split at white space; `_` stands for a space within an entry."""
    return tuple(word.replace("_", " ") for word in text.split())


def _barred(text: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in text.replace("\n", "|").split("|") if entry.strip())


def _unique(entries: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entries))
