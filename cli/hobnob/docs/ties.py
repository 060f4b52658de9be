"""What `suggest`, `bridges` and `circles` go by, from the numbers they go by.

The one rule: a number that the page tells is read from where it is used.
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
    "due": f"with a cadence: 0 until {SOON:.0%} of it have passed since the last contact, then "
    "evenly up to ½ on its day, and on to 1 at twice the cadence; ½ where there was no contact yet",
    "dormant": f"of a dormant tie with *n* contacts: *n* / (*n* + {HALF_KNOWN})",
    "weak": "of a weak tie: *U*(*m* + 1, `mutual` + 1), where *m* is how many people you both "
    "know, times the part of the wide circle's cadence that has passed since the last contact",
    "close": "by circle: " + ", ".join(f"{name} {much:g}" for name, much in CLOSENESS.items())
    + "; no reason on its own",
    "plan": "of a dormant or a weak tie that is no target itself: *U*(*s*, `mutual`), where *s* is "
    "how many they know of the targets of active plans, and of those whom the targets know",
    "place": "with `--place`: 1 for who lives there, ½ for whom you met there in three years",
    "occasion": "1 with something to begin with: a letter of theirs without an answer, news of "
    "them, a new role since you last spoke",
}  # fmt: skip
"""What each term is; each has a weight in the settings."""

OTHER_MEANS: Mapping[str, str] = {
    "mix": "the part of the places that is kept for dormant and weak ties",
    "mutual": "how many people in common are worth most",
    "rest": "days after a contact in which nobody is suggested; with a shorter cadence, that",
}
"""What else stands under `suggest` in the settings."""


def render_terms() -> str:
    """Return the table of the terms and their weights."""
    rows = [(code(name), f"{DEFAULT_SUGGEST[name]:g}", TERM_MEANS[name]) for name in TERMS]
    return render_table(("term", "weight", "what it is, from 0 to 1"), rows)


def render_others() -> str:
    """Return the table of the other numbers of `suggest`."""
    rows = [(code(name), f"{DEFAULT_SUGGEST[name]:g}", says) for name, says in OTHER_MEANS.items()]
    return render_table(("setting", "without it", "what it is"), rows)


def render_minutes() -> str:
    """Return the table of what the time is good for."""
    good_for = {"15": "a message", "60": "a call or a coffee", "evening": "a dinner"}
    rows = [
        (code(f"--minutes {time}"), good_for[time],
         ", ".join(f"`{name}` × {by:g}" for name, by in factors.items()) or "as they are")
        for time, factors in MINUTES.items()
        if time
    ]  # fmt: skip
    return render_table(("time", "good for", "weights"), rows)


def render_kinds() -> str:
    """Return the table of the kinds of bridges."""
    return render_table(
        ("kind", "what"), [(code(name), f"{title}: {_KIND[name]}") for name, title in KINDS.items()]
    )


_KIND: Mapping[str, str] = {
    "promise": f"a promise of yours in one of their notes is {OVERDUE} days late or more",
    "unanswered": "the last contact was a letter, an e-mail or a message of theirs, "
    f"{WAITING} days ago or longer",
    "declined": "the last contact ended with `outcome: declined`; with thanks for it, or anything "
    "else, it is no longer the last",
    "moved": "their present role began after the last contact, for certain: a month counts when "
    "all of it did",
    "dormant": "told with how often you met, whom they brought you to, what they helped with "
    "(`asked`, and agreed) and you did (`gave`)",
    "former": "`relation` says former-colleague, former-manager or former-report, and there was no "
    "contact for as long as the wide circle's cadence",
}


def render_sizes() -> str:
    """Return the table of the circles."""
    rows = [(name, str(usual), DEFAULT_CADENCE[name]) for name, usual in USUAL.items()]
    return render_table(("circle", "usually in it and within", "cadence, unless you set it"), rows)


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
    """Return a number as the page says it."""
    return _NUMBERS[name]


TIE_FILLS: Mapping[str, Callable[..., str]] = {
    "terms": render_terms,
    "others": render_others,
    "minutes": render_minutes,
    "kinds": render_kinds,
    "sizes": render_sizes,
    "number": number,
}
