"""A need in words, for the terminal and the site.

The one rule: the words invite. They never count, scold or call anybody late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hobnob import dates
from hobnob.network.today.need import Need, Reason
from hobnob.wording import spell_appointment

REASONS: Mapping[Reason, str] = {
    "promise": "you promised",
    "theirs": "promised you",
    "asked": "asks you",
    "follow_up": "to follow up",
    "cadence": "say hello",
    "birthday": "birthday",
    "date": "yearly date",
    "news": "news",
    "thanks": "thanks owed",
    "draft": "not sent yet",
    "plan": "next move",
    "appointment": "appointment",
    "happened": "past appointment",
    "inbox": "to log",
}

TONES: Mapping[Reason, str] = {
    "promise": "owed",
    "theirs": "owed",
    "asked": "owed",
    "follow_up": "owed",
    "thanks": "owed",
    "cadence": "hello",
}
"""What a reason is: something owed, or a hello. All others are opportunities."""

DUE = frozenset({"promise", "theirs", "follow_up", "cadence"})
"""Reasons with a day that was set for them."""
WAITING = "you are waiting for"
"""The reason for what somebody promised without a date."""

NOTHING = "Nothing is waiting. A good day to think of someone."
NOTHING_OPEN = "Nothing is waiting between you."
NO_CONTACT = "no contact written down yet"


def whom(need: Need, most: int | None = None) -> str:
    """Return the names a need is about, or the name of its note if it is about nobody.

    Args:
        need: the need.
        most: how many to name; the others are counted.
    """
    names = [who.name for who in need.people]
    rest = len(names) - most if most else 0
    if rest <= 0:
        return ", ".join(names) or (need.about.name if need.about else "")
    return f"{', '.join(names[:most])} and {'1 other' if rest == 1 else f'{rest} others'}"


def why(need: Need) -> str:
    """Return the reason in words."""
    return WAITING if need.waits else REASONS[need.reason]


def tone(need: Need) -> str:
    """Return what a need is: `owed`, `chance` or `hello`."""
    return TONES.get(need.reason, "chance")


def is_due(need: Need) -> bool:
    """Say whether the date of a need is a day that was set for it."""
    return need.reason in DUE and not (need.waits or need.is_undated)


def when(need: Need, today: str) -> str:
    """Return since when, or when: "due 3 days ago", "in 5 days"."""
    if need.rests:
        return f"rests until {dates.spell_date(need.wakes)}" if need.wakes else "another day"
    if need.reason in ("appointment", "happened") and len(need.date) < 10:
        # Nobody knows the day.
        return f"in {dates.spell_date(need.date)}"
    ago = dates.spell_since(need.date, today)
    if need.is_undated:
        return ago if need.since else "some day"
    return f"due {ago}" if is_due(need) else ago


def what(need: Need, today: str) -> str:
    """Return what a need is about in one line, with the last contact if it has no text.

    Args:
        need: the need.
        today: an ISO date.
    """
    if need.stands_for:
        return need.text
    if need.reason == "plan" and need.about and need.people:
        return f"{need.text} ({need.about.name})"
    if need.reason == "cadence":
        return last_time(need, today) or NO_CONTACT
    if need.reason == "asked":
        return f"“{need.text}” (hobnob accept {need.ref})"
    if need.reason == "appointment":
        return f"{_appointment(need)} ({command_for(need)})"
    if need.reason == "happened":
        asked = f"did it take place? {command_for(need)}"
        return " · ".join(filter(None, (asked, need.text or where(need))))
    if need.reason in ("birthday", "date", "thanks") or not need.text:
        return " · ".join(filter(None, (need.text, last_time(need, today))))
    return f"“{need.text}”" if need.author == "them" else need.text


def command_for(need: Need) -> str:
    """Return the command for an appointment: the brief before it, the answer after it."""
    if need.reason == "happened":
        return f"hobnob happened {need.n or need.note}"
    known = [who.slug for who in need.people if who.id]
    return f"hobnob brief {' '.join(known)}" if known else f"hobnob show {need.note}"


_LATER = "2 weeks"
"""How long the site's command puts something off."""


def commands(need: Need) -> tuple[str, ...]:
    """Return what can be typed about a need, the likeliest first; never a number of a list.

    A slug has only letters, digits and hyphens, so it needs no quotes in a shell. The page itself
    adds how to put the need off, which follows from the rest (see `act.js`); only a follow-up says
    it here.
    """
    slugs = [who.slug for who in need.people if who.id is not None]
    if need.stands_for:
        return ()
    if need.reason == "inbox":
        return ("hobnob inbox",)
    if need.reason == "draft":
        return (f"hobnob sent {need.note}",)
    if need.reason == "happened":
        return (f"hobnob happened {need.note}", f"hobnob happened {need.note} --no")
    if need.reason == "appointment":
        return (f"hobnob brief {' '.join(slugs)}",) if slugs else ()
    plan = f" --plan {need.note}" if need.reason == "plan" else ""
    found = [log_command(slugs) + plan] if slugs else []
    if need.reason == "asked":
        return (f"hobnob accept {need.ref}", *found)
    if need.reason in ("promise", "theirs"):
        return (f"hobnob done {need.ref}", *found)
    if need.reason == "follow_up":
        return (*found, f"hobnob snooze {need.note} {_LATER}")
    return tuple(found)


def log_command(slugs: Sequence[str]) -> str:
    """Return the command that logs something with some people; the text is left to you."""
    return f'hobnob log "…" --with {",".join(slugs)}'


def snooze_command(slug: str) -> str:
    """Return the command that lets somebody rest."""
    return f"hobnob snooze {slug} {_LATER}"


def where(need: Need) -> str:
    """Return what an appointment is, its time and its place."""
    return spell_appointment(need.what, need.source.date[11:16] if need.source else "", need.place)


def _appointment(need: Need) -> str:
    """Return what an appointment is: its own words, and what they leave out."""
    time = need.source.date[11:16] if need.source else ""
    said = all(detail in need.text for detail in (time, need.place))
    return need.text if need.text and said else ": ".join(filter(None, (where(need), need.text)))


def last_time(need: Need, today: str) -> str:
    """Return when the last contact was, and its text; "" if there was none."""
    if need.last is None:
        return ""
    then = f"last time {dates.spell_since(need.last.entry.date, today)}"
    return f"{then}: {need.last.text}" if need.last.text else then
