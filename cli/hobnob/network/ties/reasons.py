"""Suggestions in words: why today, kindly.

The one rule: every sentence is true of what was logged, and none of them counts against anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from hobnob import dates
from hobnob.index.documents import present_roles
from hobnob.index.index import Index
from hobnob.index.notes import homes
from hobnob.network.ties.dormant import Past, load_past
from hobnob.network.ties.suggest import Candidate, Question, rank, reasons_of, weights_of
from hobnob.network.ties.terms import TERMS
from hobnob.network.ties.ties import Tie, names_of


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Somebody to reach out to.

    Attributes:
        reasons: names of terms, what weighs most first.
        text: one or two sentences.
        role: the present one, as a phrase, or "".
    """

    tie: Tie
    reasons: tuple[str, ...]
    text: str
    role: str


def suggest(
    index: Index, asked: Question, *, count: int = 5, without: Collection[str] = ()
) -> list[Suggestion]:
    """Return whom to reach out to today.

    Args:
        index: the index.
        asked: what the time, the place and the tag are.
        count: how many.
        without: slugs of those who were suggested already.
    """
    chosen = [one for one in rank(index, asked) if one.tie.slug not in without][:count]
    words = _Words(index, asked, chosen)
    roles = present_roles(index, [one.tie.id for one in chosen])
    weights = weights_of(index, asked)
    found = []
    for one in chosen:
        org, title = roles.get(one.tie.id, ("", ""))
        reasons = reasons_of(one, weights)
        found.append(
            Suggestion(
                tie=one.tie, reasons=reasons, text=words.text(one, reasons),
                role=", ".join(filter(None, (title, org))),
            )
        )  # fmt: skip
    return found


class _Words:
    """Finds the words for those who were chosen."""

    def __init__(self, index: Index, asked: Question, chosen: Sequence[Candidate]) -> None:
        ties = [one.tie for one in chosen if one.tie.strength == "dormant"]
        self._past: Mapping[int, Past] = {past.tie.id: past for past in load_past(index, ties)}
        # Whoever stands between somebody and a plan is one of those whom we both know.
        known = (one.facts.mutual.get(one.tie.id, ()) for one in chosen)
        people = [candidate.tie.id for candidate in chosen]
        self._homes = homes(index, people) if asked.place else {}
        self._names = names_of(index, {person for people in known for person in people})

    def text(self, one: Candidate, reasons: Sequence[str]) -> str:
        """Return why somebody is suggested: the two reasons that weigh most, a sentence each.

        An occasion comes on top, as it is what to begin with; and where I am, which is true of all
        who are asked for by it.
        """
        weighty = [name for name in reasons if name not in ("place", "occasion")][:2]
        # How long it has been is said once, and who somebody is before whom they know.
        told = sorted([*weighty, *{"occasion"}.intersection(reasons)], key=TERMS.index)
        words = {
            "due": self._due,
            "dormant": self._dormant,
            "weak": self._weak_after_due if "due" in told else self._weak,
            "plan": self._plan,
            "occasion": self._occasion,
        }
        said = [words[name](one) for name in told] or [_capital(f"{_since(one.tie)}.")]
        return " ".join(filter(None, (*said, self._place(one))))

    def _due(self, one: Candidate) -> str:
        tie = one.tie
        if tie.since is None:
            return "You meant to be in touch; today would do for the first time."
        meant = f"{spell_every(tie.cadence or 0)} is what you have in mind"
        if tie.since < (tie.cadence or 0):
            return f"Soon it is time again: {meant}, and {_since(tie)}."
        return f"{_capital(_since(tie))}; {meant}."

    def _dormant(self, one: Candidate) -> str:
        return f"You knew each other well once: {self._past[one.tie.id].text}."

    def _weak(self, one: Candidate) -> str:
        return f"You know each other a little, and {_since(one.tie)}.{self._both(one)}"

    def _weak_after_due(self, one: Candidate) -> str:
        return f"You know each other a little.{self._both(one)}"

    def _both(self, one: Candidate) -> str:
        # Those through whom a plan comes near are told of there.
        known = "" if one.terms["plan"] else self._some(one.facts.mutual[one.tie.id])
        return f" You both know {known}." if known else ""

    def _plan(self, one: Candidate) -> str:
        shared = one.facts.shared[one.tie.id]
        if shared.known:
            are = "who are" if len(shared.known) > 1 else "who is"
            return f"They know {self._some(shared.known)}, {are} in a plan of yours."
        who = "who know" if len(shared.between) > 1 else "who knows"
        return f"They know {self._some(shared.between)}, {who} people in a plan of yours."

    def _occasion(self, one: Candidate) -> str:
        return one.facts.occasions[one.tie.id]

    def _place(self, one: Candidate) -> str:
        if not one.terms["place"]:
            return ""
        lives = one.terms["place"] == 1
        return f"They live in {self._homes[one.tie.id]}." if lives else "You have met there before."

    def _some(self, people: Collection[int], most: int = 2) -> str:
        """Return the names of some people, of many the first and how many more."""
        names = sorted(name for slug, name in (self._names[p] for p in people if p in self._names))
        if len(names) > most:
            names = [*names[:most], f"{len(names) - most} more"]
        return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def spell_every(days: int) -> str:
    """Return how often, as it was meant: "every 3 weeks", "every 100 days", "every year"."""
    said = dates.spell_interval(days)
    return f"every {said.removeprefix('1 ')}"


def spell_pace(tie: Tie) -> str:
    """Return how often somebody is meant to be in touch: "every 3 weeks", "never", ""."""
    if tie.is_let_be:
        return "never"
    return spell_every(tie.cadence) if tie.cadence else ""


def _since(tie: Tie) -> str:
    if tie.since is None:
        return "you have not met yet"
    return f"it has been {dates.spell_about(tie.since)}" if tie.since else "you were in touch today"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
