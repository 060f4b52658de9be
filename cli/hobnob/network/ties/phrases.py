"""What is said of circles, bridges and suggestions, on the terminal and on the pages alike.

The one rule: it invites; no word here blames, and no number stands for a person.
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
"""What the time for suggestions is good for."""

KINDS: Mapping[str, str] = {
    "promise": "Promises of yours that have waited",
    "unanswered": "Letters of theirs to answer",
    "declined": "Conversations that ended with a no",
    "moved": "Moved since you last spoke",
    "dormant": "Dormant ties, and why they mattered",
    "former": "Former colleagues, and where they are now",
}
"""The kinds of bridges in their order, and what each is called."""

DRIFTS: Mapping[bool, str] = {
    True: "Closer than you had in mind",
    False: "Less in touch than you had in mind",
}
"""Those who drifted, by whether they came closer, in their order."""


def spell_pace(tie: Tie) -> str:
    """Return how often somebody is meant to be in touch: "every 3 weeks", "never", ""."""
    if tie.is_let_be:
        return "never"
    return spell_every(tie.cadence) if tie.cadence else ""
