"""The commands for a move: the one that prepares it, and the one that records it once it is made.

The one rule: you can type a command as it is, but what records a deed only after the deed. A slug
has only letters, digits and hyphens, so it stands without quotes: a page reads it from the command.
"""

from __future__ import annotations

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
    "write": ("Wrote to them", "letter"),
    "introduction": ("Wrote to them", "letter"),
}
"""How to log a move once it is made: a text, and the kind."""
_FIRST = ("write", "introduction")
"""The moves that are a first letter."""


def preparation_for(do: str, person: Who, *, plan: str, letter: str) -> str:
    """Return the command that helps to make a move, "" if there is none. It records no deed.

    Args:
        do: what the move is.
        person: the person of the move.
        plan: slug of the plan.
        letter: slug of the template that the plan sends, or "".
    """
    if person.id is None:
        return f"hobnob add person {quoted(person.name)}"
    if do == "appointment":
        return f"hobnob brief {person.slug}"
    if do in _FIRST and letter:
        return f"hobnob draft {letter} --to {person.slug} --plan {plan}"
    return ""


def record_for(do: str, person: Who, ref: str, *, plan: str, letter: str) -> str:
    """Return the command that records a move once it is made, "" if there is none.

    Args:
        do: what the move is.
        person: the person of the move.
        ref: the ref of its promise, or the slug of its draft or appointment.
        plan: slug of the plan.
        letter: slug of the template that the plan sends, or "".
    """
    if person.id is None:
        return ""
    if do == "send":
        return f"hobnob sent {ref}"
    if do == "appointment":
        return f"hobnob happened {ref}"
    if do == "promise":
        return done(ref)
    # A letter from a template is first a draft, and the next move records that it was sent.
    if do not in _LOGGED or (do in _FIRST and letter):
        return ""
    return _log(*_LOGGED[do], person, plan)


def rang_again(person: Who, *, plan: str) -> str:
    """Return the command that records the second try of a call."""
    return "" if person.id is None else _log("Rang again", "call", person, plan)


def _log(text: str, kind: str, person: Who, plan: str) -> str:
    return f'hobnob log "{text}" --with {person.slug} --kind {kind} --plan {plan}'


def done(ref: str) -> str:
    """Return the command that ticks off a promise."""
    return f"hobnob done {ref}"
