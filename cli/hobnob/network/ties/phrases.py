"""The phrases for circles, bridges and suggestions, in the terminal and on the pages.

The one rule: the text invites; no word blames, and no number stands for a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from hobnob.dates import spell_every
from hobnob.network.ties.ties import Tie

TIME: Mapping[str, str] = {
    "15": "Time for a message",
    "60": "Time for a call or a coffee",
    "evening": "Time for a dinner",
}
"""The use of each amount of time for suggestions."""

KINDS: Mapping[str, str] = {
    "promise": "Promises of yours that have waited",
    "unanswered": "Letters of theirs to answer",
    "declined": "Conversations that ended with a no",
    "moved": "Moved since you last spoke",
    "dormant": "Dormant ties, and why they mattered",
    "former": "Former colleagues, and where they are now",
}
"""The kinds of bridges in their order, with their names."""

DRIFTS: Mapping[bool, str] = {
    True: "Closer than you had in mind",
    False: "Less in touch than you had in mind",
}
"""The two kinds of drift in their order, by whether the people came closer."""


def spell_pace(tie: Tie) -> str:
    """Return how often the user wants contact with a person: "every 3 weeks", "never", ""."""
    if tie.is_let_be:
        return "never"
    return spell_every(tie.cadence) if tie.cadence else ""
