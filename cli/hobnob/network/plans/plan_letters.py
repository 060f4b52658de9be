"""The letters that a plan sent, their answers, and how often each template was answered.

The one rule: an answer belongs to the last letter before it, so two letters never share one. As in
`hobnob letters`, the first letter to a target comes from the plan's template, if it names no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hobnob.answers import Day, Entry, Slug, Who, hidden
from hobnob.model import WRITTEN_KINDS
from hobnob.names import link_target
from hobnob.network.plans.plan_log import Event, PlanLog
from hobnob.network.plans.rates import Rate


@dataclass(frozen=True, kw_only=True, slots=True)
class SentLetter:
    """A letter that a plan sent, the template it came from, and its first answer."""

    entry: Entry
    kind: str
    people: tuple[Who, ...]
    template: str = ""
    answer: Entry | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateCount:
    """How many letters of a template a plan sent, and how many were answered.

    Attributes:
        letter: the template.
        sent: how many letters went out.
        answered: how many were answered before the next letter to the same person.
        low, high: the ends of the 95% Wilson interval of the rate.
        since: the day of the first.
        rate: the rate with its interval.
    """

    letter: Slug
    sent: int
    answered: int
    low: float
    high: float
    since: Day
    rate: Rate = hidden()


def sent_letters(log: PlanLog) -> Iterator[SentLetter]:
    """Yield the letters of a plan with their answers in the plan, the latest first."""
    answers: dict[str, Entry] = {}
    open_to: dict[Who, str] = {}
    letters: list[tuple[Event, str]] = []
    own = link_target(str(log.values.get("letter") or ""))
    first_to = {who for who in log.targets if who not in log.orgs}
    for event in log.events:
        if event.step.answered:
            for who in event.people:
                if slug := open_to.pop(who, ""):
                    answers.setdefault(slug, event.entry)
        if event.kind in WRITTEN_KINDS and event.direction != "in":
            is_first = not first_to.isdisjoint(event.people)
            first_to.difference_update(event.people)
            letters.append((event, event.letter or (own if is_first else "")))
            open_to.update(dict.fromkeys(event.people, event.slug))
    for letter, template in reversed(letters):
        yield SentLetter(
            entry=letter.entry, kind=letter.kind, people=letter.people, template=template,
            answer=answers.get(letter.slug),
        )  # fmt: skip


def count_templates(letters: Sequence[SentLetter]) -> tuple[TemplateCount, ...]:
    """Return the counts of each template, the most sent first.

    Letters without one are left out: many of them are thanks, which want no answer.

    Args:
        letters: the letters, the latest first.
    """
    groups: dict[str, list[SentLetter]] = defaultdict(list)
    for letter in letters:
        if letter.template:
            groups[letter.template].append(letter)
    found = []
    for template, sent in groups.items():
        rate = Rate(count=sum(letter.answer is not None for letter in sent), of=len(sent))
        low, high = rate.interval
        found.append(
            TemplateCount(
                letter=template, sent=rate.of, answered=rate.count, low=low, high=high,
                since=sent[-1].entry.date[:10], rate=rate,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda c: (-c.sent, c.letter)))
