"""What is known of two people, and whom to ask, as sentences.

The one rule: a sentence is true on any day, and asks nobody for more than advice: people open a
door sooner when they may offer to.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.answers import Who
from hobnob.dates import spell_date
from hobnob.network.graph.clues import CROWD
from hobnob.network.graph.edges import Evidence


def spell_evidence(evidence: Evidence) -> str:
    """Return a piece of evidence as a phrase: "met together twice, the last time on …"."""
    first, last = evidence.who[0].name, evidence.who[-1].name
    text = evidence.text
    match evidence.kind:
        case "contact":
            return _times(evidence, "in touch")
        case "known":
            return f"no contact yet; {first}'s note says: {text or 'when you met'}"
        case "together":
            return _times(evidence, "met together")
        case "named":
            return _times(evidence, "named together")
        case "introduced":
            return f"{first} introduced you to {last}{_when(evidence.date)}"
        case "mention":
            return f"a note with {first} mentions {last}{_when(evidence.date)}"
        case "relation":
            return f"{first}'s note says of {last}: {text or 'they know each other'}"
        case _:
            return f"both at {text}{spell_years(evidence)}"


def spell_ask(people: Sequence[Who], org: str) -> str:
    """Return whom to ask, and how.

    Args:
        people: a chain, from the first to ask to the one to reach.
        org: the name of the organization that you want to reach, or "".
    """
    first, last = people[0].name, people[-1].name
    if len(people) == 1 and org:
        return f"You know {first}, who is at {org}. Ask for advice about {org}, not for a favour."
    if len(people) == 1:
        return f"You know {first} yourself. Write a line; nobody else needs to open the door."
    goal = f"{last}, who is at {org}" if org else last
    if len(people) == 2:
        return (
            f"Ask {first} for advice, not for an introduction: say what you are working on, and "
            f"whose view you would value. Leave it to {first} to think of {goal}."
        )
    return (
        f"Ask {first} for advice, and who else would know: {people[1].name} may come up. "
        f"One step at a time; {goal} is {len(people) - 1} steps further."
    )


def _times(evidence: Evidence, what: str) -> str:
    day = f"on {_day(evidence.date)}" if len(evidence.date) == 10 else f"in {_day(evidence.date)}"
    kind = f" ({evidence.text})" if evidence.text else ""
    if evidence.times == 1:
        return f"{what} once, {day}{kind}"
    often = "twice" if evidence.times == 2 else f"{evidence.times:,} times"
    since = f" since {evidence.since[:4]}" if evidence.since[:4] < evidence.date[:4] else ""
    return f"{what} {often}{since}, the last time {day}{kind}"


def _day(date: str) -> str:
    return spell_date(date) if date else "an unknown year"


def _when(date: str) -> str:
    if not date:
        return ""
    return f" on {spell_date(date)}" if len(date) == 10 else f" in {spell_date(date)}"


def spell_years(evidence: Evidence) -> str:
    """Return when two people were at the same organization: " since 2019", or "" if unknown."""
    since, until = evidence.since[:4], evidence.date[:4]
    if since and until:
        return f" in {since}" if since == until else f" from {since} to {until}"
    return f" since {since}" if since else f" until {until}" if until else ""


def spell_crowded(crowded: Sequence[str]) -> str:
    """Return what ties nobody because it names too many people."""
    named = ", ".join(crowded[:3]) + (f" and {len(crowded) - 3:,} more" * (len(crowded) > 3))
    return f"more than {CROWD} people are in {named}; that ties nobody: 'hobnob help network'"
