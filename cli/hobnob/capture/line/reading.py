"""A reading: what a line says.

The one rule: a `Reading` holds only what the line says, and where it says it. All else is empty
and never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hobnob.capture.names.mentions import Mention


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedPromise:
    """A promise that a line makes.

    Attributes:
        text: what was promised, without its date: `send the vendor list`.
        owner: who promised it, None for me.
        due: an ISO date, or "".
        pieces: the parts of the line that make the text, for the names in it to be linked.
    """

    text: str
    owner: Mention | None = None
    due: str = ""
    pieces: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a line says of an interaction.

    Attributes:
        date: an ISO date, month, year or moment; "" where the line names none.
        kind: a kind of interaction, or "".
        direction: `in`, `out`, `both`, or "" where it is what the kind has by default.
        people: whom it was with.
        introduced: whom the people introduced me to.
        mentioned: who was only talked about.
        named: everybody, each time that they are named: what is to be linked. Who is found in the
            name of a place is nobody.
        plan: the slug of a plan.
        unknown_plan: what stands behind a `+` that names no plan.
        sources: for each key that was read, the part of the line it was read from.
    """

    date: str = ""
    kind: str = ""
    direction: str = ""
    outcome: str = ""
    asked: tuple[str, ...] = ()
    gave: tuple[str, ...] = ()
    place: str = ""
    tags: tuple[str, ...] = ()
    plan: str = ""
    unknown_plan: str = ""
    follow_up: str = ""
    people: tuple[Mention, ...] = ()
    introduced: tuple[Mention, ...] = ()
    mentioned: tuple[Mention, ...] = ()
    named: tuple[Mention, ...] = ()
    promises: tuple[ParsedPromise, ...] = ()
    sources: Mapping[str, tuple[int, int]] = field(default_factory=dict)
