"""What to type for a move.

The one rule: a command can be typed as it stands, but for the words of a letter.
"""

from __future__ import annotations

from shlex import quote

from hobnob.answers import Who
from hobnob.wording import quoted

_LOGGED = {
    "call": ("Rang", "call"),
    "follow-up": ("Came back to it", "call"),
    "meet": ("Proposed a meeting", "email"),
    "ask": ("Asked whom else to talk to", "email"),
    "ask-after": ("Asked after it", "message"),
    "nudge": ("Wrote again", "email"),
    "thank": ("Thanked them", "letter"),
}
"""How a move is logged once it is made: a text, and the kind."""


def command_for(do: str, person: Who, ref: str, *, plan: str, letter: str) -> str:
    """Return what to type for a move, "" where that is not known.

    Args:
        do: what it is.
        person: with whom.
        ref: of the promise, or slug of the draft, that it is about.
        plan: slug of the plan.
        letter: slug of the template that the plan sends, or "".
    """
    if person.id is None:
        return f"hobnob add person {quoted(person.name)}"
    if do == "send":
        return f"hobnob sent {quote(ref)}"
    if do == "promise":
        return done(ref)
    who = quote(person.slug)
    if do in ("write", "introduction"):
        if letter:
            return f"hobnob draft {quote(letter)} --to {who} --plan {quote(plan)}"
        return f'hobnob log "Wrote to them" --with {who} --kind letter --plan {quote(plan)}'
    if do not in _LOGGED:
        return ""
    text, kind = _LOGGED[do]
    return f'hobnob log "{text}" --with {who} --kind {kind} --plan {quote(plan)}'


def done(ref: str) -> str:
    """Return what ticks off a promise."""
    return f"hobnob done {quote(ref)}"
