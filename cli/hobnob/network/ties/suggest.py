"""Whom to reach out to in the time you have, and why.

The one rule: the same day gives the same answer; see `ranking` for the order. Every sentence is
true of the logged facts, and none criticizes a person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import DayOrNone, Who, hidden
from hobnob.index.documents import present_roles
from hobnob.index.index import Index
from hobnob.index.notes import heads, homes
from hobnob.network.ties.dormant import Past, load_past
from hobnob.network.ties.ranking import Candidate, Question, rank, reasons_of, weights_of
from hobnob.network.ties.terms import TERMS
from hobnob.network.ties.ties import Strength, Tie
from hobnob.wording import join_words


class Reasons:
    """Finds the words for why the chosen people are suggested."""

    def __init__(self, index: Index, asked: Question, chosen: Sequence[Candidate]) -> None:
        ties = [candidate.tie for candidate in chosen if candidate.tie.strength == "dormant"]
        self._past: Mapping[int, Past] = {past.tie.id: past for past in load_past(index, ties)}
        # A person who connects somebody to a plan is also an acquaintance of us both.
        known = (candidate.facts.mutual.get(candidate.tie.id, ()) for candidate in chosen)
        people = [candidate.tie.id for candidate in chosen]
        self._homes = homes(index, people) if asked.place else {}
        self._notes = heads(index, {person for people in known for person in people})

    def text(self, candidate: Candidate, reasons: Sequence[str]) -> str:
        """Return why a person is suggested: the two heaviest reasons, a sentence each.

        An occasion is added, because the letter can begin with it. So is my place, because it is
        true of all people in the answer.
        """
        weighty = [name for name in reasons if name not in ("place", "occasion")][:2]
        # Say the time since the last contact once. Describe the person before their acquaintances.
        named = sorted([*weighty, *{"occasion"}.intersection(reasons)], key=TERMS.index)
        words = {
            "due": self._due,
            "dormant": self._dormant,
            "weak": self._weak_after_due if "due" in named else self._weak,
            "plan": self._plan,
            "occasion": self._occasion,
        }
        sentences = [words[name](candidate) for name in named]
        sentences = sentences or [_capital(f"{_since(candidate.tie)}.")]
        return " ".join(filter(None, (*sentences, self._place(candidate))))

    def _due(self, candidate: Candidate) -> str:
        tie = candidate.tie
        if tie.since is None:
            return "You meant to be in touch; today would do for the first time."
        meant = f"{dates.spell_every(tie.cadence or 0)} is what you have in mind"
        if tie.since < (tie.cadence or 0):
            return f"Soon it is time again: {meant}, and {_since(tie)}."
        return f"{_capital(_since(tie))}; {meant}."

    def _dormant(self, candidate: Candidate) -> str:
        return f"You knew each other well once: {self._past[candidate.tie.id].text}."

    def _weak(self, candidate: Candidate) -> str:
        if candidate.tie.since is None:
            return f"No contact is written down yet.{self._both(candidate)}"
        return f"You know each other a little, and {_since(candidate.tie)}.{self._both(candidate)}"

    def _weak_after_due(self, candidate: Candidate) -> str:
        return f"You know each other a little.{self._both(candidate)}"

    def _both(self, candidate: Candidate) -> str:
        # The sentence about the plan names the people who lead to it.
        if candidate.terms["plan"]:
            return ""
        known = self._some(candidate.facts.mutual[candidate.tie.id])
        return f" You both know {known}." if known else ""

    def _plan(self, candidate: Candidate) -> str:
        shared = candidate.facts.shared[candidate.tie.id]
        if shared.known:
            are = "who are" if len(shared.known) > 1 else "who is"
            return f"They know {self._some(shared.known)}, {are} in a plan of yours."
        who = "who know" if len(shared.between) > 1 else "who knows"
        return f"They know {self._some(shared.between)}, {who} people in a plan of yours."

    def _occasion(self, candidate: Candidate) -> str:
        return candidate.facts.occasions[candidate.tie.id]

    def _place(self, candidate: Candidate) -> str:
        if not candidate.terms["place"]:
            return ""
        if candidate.terms["place"] < 1:
            return "You have met there before."
        return f"They live in {self._homes[candidate.tie.id]}."

    def _some(self, people: Collection[int], most: int = 2) -> str:
        """Return the names of some people; if many, the first and the number of others."""
        names = sorted(self._notes[person].name for person in people if person in self._notes)
        if len(names) > most:
            names = [*names[:most], f"{len(names) - most} more"]
        return join_words(names)


def _since(tie: Tie) -> str:
    if tie.since is None:
        return "you have not met yet"
    return f"it has been {dates.spell_about(tie.since)}" if tie.since else "you were in touch today"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """Somebody to reach out to; see [ties](ties.md).

    Attributes:
        person: the person.
        reasons: the names of the terms behind the suggestion, the heaviest first.
        text: the reasons, in one or two sentences.
        tie: `strong`, `weak`, `dormant`, `passing` or `new`.
        last_contact: the date of the last contact.
        contacts: the number of contacts.
        role: the present role as a phrase, or "".
    """

    person: Who
    reasons: tuple[str, ...]
    text: str
    tie: Strength
    last_contact: DayOrNone
    contacts: int
    role: str = hidden()


def suggest(
    index: Index, asked: Question, *, count: int = 5, without: Collection[str] = ()
) -> list[Suggestion]:
    """Return whom to reach out to today.

    Args:
        index: the index.
        asked: the time, the place and the tag.
        count: the number of people.
        without: slugs of the people who were suggested already.
    """
    ranked = rank(index, asked)
    chosen = [candidate for candidate in ranked if candidate.tie.slug not in without][:count]
    words = Reasons(index, asked, chosen)
    roles = present_roles(index, [candidate.tie.id for candidate in chosen])
    weights = weights_of(index, asked)
    found = []
    for candidate in chosen:
        tie, reasons = candidate.tie, reasons_of(candidate, weights)
        org, title = roles.get(tie.id, ("", ""))
        found.append(
            Suggestion(
                person=tie.who, reasons=reasons, text=words.text(candidate, reasons),
                tie=tie.strength, last_contact=tie.last, contacts=tie.contacts,
                role=", ".join(filter(None, (title, org))),
            )
        )  # fmt: skip
    return found
