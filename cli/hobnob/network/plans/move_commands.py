"""The command to type for a move.

The one rule: you can type a command as it is; only the words of a letter are yours.
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
"""How to log a move once it is made: a text, and the kind."""


def command_for(do: str, person: Who, ref: str, *, plan: str, letter: str) -> str:
    """Return the command to type for a move, "" if there is none.

    Args:
        do: what the move is.
        person: the person of the move.
        ref: the ref of its promise, or the slug of its draft.
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
    """Return the command that ticks off a promise."""
    return f"hobnob done {quote(ref)}"
