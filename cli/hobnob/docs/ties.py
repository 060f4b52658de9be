"""How `suggest`, `bridges` and `circles` choose, for the manual.

The one rule: each number comes from the module that uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hobnob.docs.markdown import code, render_table
from hobnob.network.ties.bridges import OVERDUE, WAITING
from hobnob.network.ties.circles import CLEARLY, ENOUGH_IN, ENOUGH_OUT, LASTING, USUAL
from hobnob.network.ties.phrases import KINDS
from hobnob.network.ties.ranking import MINUTES
from hobnob.network.ties.terms import CLOSENESS, HALF_KNOWN, QUIET, SOON, TERMS
from hobnob.network.ties.ties import ASLEEP, KNOWN_WELL, RECENT
from hobnob.network.today.order import FRESH
from hobnob.settings import DEFAULT_CADENCE, DEFAULT_SUGGEST

TERM_MEANS: Mapping[str, str] = {
    "due": f"with a cadence: 0 until {SOON:.0%} of the cadence after the last contact; then it "
    "grows evenly to ½ on the day when the contact is due, and to 1 at twice the cadence; ½ "
    "without any contact",
    "dormant": f"for a dormant tie with *n* contacts: *n* / (*n* + {HALF_KNOWN})",
    "weak": "for a weak tie: *U*(*m* + 1, `mutual` + 1), where *m* is how many people you both "
    "know, times the share of the wide circle's cadence that has passed since the last contact",
    "close": "by circle: " + ", ".join(f"{name} {much:g}" for name, much in CLOSENESS.items())
    + "; not a reason on its own",
    "plan": "for a dormant or a weak tie that is not a target: *U*(*s*, `mutual`), where *s* is "
    "how many targets of active plans, and people whom these targets know, they know",
    "place": "with `--place`: 1 if they live there, ½ if you met them there in the last three "
    "years",
    "occasion": "1 if there is an occasion: a letter of theirs without an answer, news about them, "
    "or a new role since you last spoke",
}  # fmt: skip
"""The meaning of each term; each has a weight in the settings."""

OTHER_MEANS: Mapping[str, str] = {
    "mix": "the share of places for dormant and weak ties",
    "mutual": "the number of people in common with the highest value",
    "rest": "the days after a contact when a person is not suggested, or their cadence if shorter",
}
"""The meaning of the other numbers under `suggest` in the settings."""


def render_terms() -> str:
    """Return the table of the terms and their weights."""
    rows = [(code(name), f"{DEFAULT_SUGGEST[name]:g}", TERM_MEANS[name]) for name in TERMS]
    return render_table(("term", "weight", "what it is, from 0 to 1"), rows)


def render_others() -> str:
    """Return the table of the other numbers of `suggest`."""
    rows = [(code(name), f"{DEFAULT_SUGGEST[name]:g}", says) for name, says in OTHER_MEANS.items()]
    return render_table(("setting", "default", "meaning"), rows)


def render_minutes() -> str:
    """Return the table of what you can do in a given time."""
    good_for = {"15": "a message", "60": "a call or a coffee", "evening": "a dinner"}
    rows = [
        (code(f"--minutes {time}"), good_for[time],
         ", ".join(f"`{name}` × {by:g}" for name, by in factors.items()) or "unchanged")
        for time, factors in MINUTES.items()
        if time
    ]  # fmt: skip
    return render_table(("time", "enough for", "weights"), rows)


def render_kinds() -> str:
    """Return the table of the kinds of bridges."""
    return render_table(
        ("kind", "what"), [(code(name), f"{title}: {_KIND[name]}") for name, title in KINDS.items()]
    )


_KIND: Mapping[str, str] = {
    "promise": f"your promise in one of their notes is at least {OVERDUE} days late",
    "unanswered": "the last contact was a letter, an e-mail or a message from them, at least "
    f"{WAITING} days ago",
    "declined": "the last contact ended with `outcome: declined`; this ends with the next contact, "
    "for example when you thank them",
    "moved": "their present role surely began after the last contact; a month counts if it began "
    "after the last contact",
    "dormant": "with how often you met, whom they introduced you to, what they helped with "
    "(`asked`, and agreed) and what you did for them (`gave`)",
    "former": "`relation` says former-colleague, former-manager or former-report, and there was no "
    "contact for as long as the wide circle's cadence",
}


def render_sizes() -> str:
    """Return the table of the circles."""
    rows = [(name, str(usual), DEFAULT_CADENCE[name]) for name, usual in USUAL.items()]
    return render_table(("circle", "usual size, inner circles included", "default cadence"), rows)


_NUMBERS: Mapping[str, str] = {
    "known_well": {3: "three"}.get(KNOWN_WELL, str(KNOWN_WELL)),
    "asleep": {3: "three"}.get(ASLEEP, str(ASLEEP)),
    "recent": {730: "two years"}.get(RECENT, f"{RECENT} days"),
    "quiet": {1 / 3: "a third"}.get(QUIET, f"{QUIET:.0%}"),
    "clearly": {2: "twice"}.get(CLEARLY, f"{CLEARLY} times"),
    "draft": str(FRESH["draft"]),
    "enough_in": {3: "three"}.get(ENOUGH_IN, str(ENOUGH_IN)),
    "enough_out": {2: "two"}.get(ENOUGH_OUT, str(ENOUGH_OUT)),
    "lasting": {182: "half a year"}.get(LASTING, f"{LASTING} days"),
}


def number(name: str) -> str:
    """Return a number in the form that the page uses."""
    return _NUMBERS[name]


TIE_FILLS: Mapping[str, Callable[..., str]] = {
    "terms": render_terms,
    "others": render_others,
    "minutes": render_minutes,
    "kinds": render_kinds,
    "sizes": render_sizes,
    "number": number,
}
