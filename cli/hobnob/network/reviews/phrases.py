"""A review in words: its parts and their lines, for the terminal and for the page.

The one rule: a line is text and names with a target; other modules format both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from hobnob.answers import Who
from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.index.promises import ME, Promise
from hobnob.model import NO_CONTACT_KINDS
from hobnob.network.excerpts import excerpt
from hobnob.network.reviews.review import Happened, Progress, Review
from hobnob.network.reviews.warmth import Warmth
from hobnob.wording import spell_direction

_LONGEST = 110
"""The number of characters quoted from a note."""
_SEVERAL = {"news": "news", "meal": "meals", "": "others"}


class LinkedName(NamedTuple):
    """A name with a link to a note; without a slug it has no link."""

    slug: str
    name: str


Line = tuple["str | LinkedName", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of a review.

    Attributes:
        says: an explanation below its lines.
    """

    title: str
    lines: tuple[Line, ...]
    says: str = ""


def summary_of(review: Review) -> str:
    """Return the period in a sentence: the number of contacts, people, and each kind."""
    total = review.contacts
    still = "" if review.is_over else f"Up to {spell_date(review.until)}: "
    if not total:
        return f"{still}{'no' if still else 'No'} contact was written down."
    kinds = ", ".join(_many(number, kind) for kind, number in review.kinds.items())
    people = len(review.people)
    who = f" with {people} {'person' if people == 1 else 'people'}" if people else ""
    return f"{still}{total} {'contact' if total == 1 else 'contacts'}{who}: {kinds}."


def parts_of(index: Index, review: Review) -> Iterator[Part]:
    """Yield the parts of a review that are not empty."""
    for part in (
        _happened(index, review),
        Part(
            title="In touch for the first time",
            lines=tuple(
                (*_name(first.person), f", {_day(review, first.date)}")
                for first in review.first_time
            ),
        ),
        Part(title="Warmer", lines=tuple(map(_warmth, review.warmed))),
        Part(title="Quieter", lines=tuple(map(_warmth, review.quieter))),
        _promises(index, review),
        Part(title="Plans", lines=tuple(chain(*map(_progress, review.plans)))),
        Part(
            title="Thanks given",
            lines=tuple(
                (*_name(given.introducer), ", for ", *_name(given.introduced), ", ",
                 LinkedName(given.note, _day(review, given.date)))
                for given in review.thanks
            ),
        ),
    ):  # fmt: skip
        if part.lines:
            yield part


def plain(line: Line) -> str:
    """Return a line as text."""
    return "".join(part if isinstance(part, str) else part.name for part in line)


def _many(number: int, kind: str) -> str:
    if number == 1:
        return f"1 {kind or 'other'}"
    return f"{number:,} {_SEVERAL.get(kind, f'{kind}s')}"


def _happened(index: Index, review: Review) -> Part:
    if review.span == "year":
        months = sorted(review.months.items())
        lines = tuple(
            (f"{spell_date(month)}: {number} {'contact' if number == 1 else 'contacts'}",)
            for month, number in months
        )
        return Part(title="Month by month", lines=lines)
    rows = tuple(_entry(index, row, _day(review, row.date)) for row in review.happened)
    return Part(title="What happened", lines=rows)


def _day(review: Review, date: str) -> str:
    """Return a date in words, without its year if it is the year of the review."""
    return spell_date(date[:10]).removesuffix(f" {review.last[:4]}")


def _entry(index: Index, row: Happened, day: str) -> Line:
    kind = row.kind or "entry"
    word = "about" if row.kind in NO_CONTACT_KINDS else spell_direction(row.direction)
    outcome = f", {row.outcome.replace('-', ' ')}" if row.outcome else ""
    text = excerpt(index, row.plain, _LONGEST)
    people = [LinkedName(who.slug, who.name) for who in row.people]
    who = (f" {word} ", *_names(people)) if people else ()
    return (f"{day}: ", LinkedName(row.note, kind), *who, outcome, f": {text}" if text else "")


def _names(refs: Sequence[LinkedName]) -> Iterator[str | LinkedName]:
    for at, ref in enumerate(refs):
        if at:
            yield " and " if at == len(refs) - 1 else ", "
        yield ref


def _name(who: Who) -> tuple[LinkedName]:
    return (LinkedName(who.slug if who.id else "", who.name),)


def _warmth(tie: Warmth) -> Line:
    return (*_name(tie.person), f": {tie.why}")


def _promises(index: Index, review: Review) -> Part:
    lines = [
        *(_promise(index, row, "kept") for row in review.kept),
        *(_promise(index, row, "open") for row in review.promised),
        *(_promise(index, row, "came due") for row in review.came_due),
    ]
    kept = f"A promise does not say when it was kept: these stand in notes of this {review.span}."
    return Part(title="Promises", lines=tuple(lines), says=kept if review.kept else "")


def _promise(index: Index, row: Promise, state: str) -> Line:
    text = excerpt(index, row.plain, _LONGEST)
    owner = (LinkedName(row.owner if row.owner != row.whose.name else "", row.whose.name),)
    to = [LinkedName(who.slug, who.name) for who in row.people]
    whose: Line = ("you",) if row.owner == ME else owner
    if row.owner == ME and to and row.kind != "plan":
        whose = ("you to ", *_names(to))
    due = f", due {spell_date(row.due)}" if row.due else ""
    return (f"{state}: ", *whose, f": {text}{due} (", LinkedName(row.note, _where(row)), ")")


def _where(row: Promise) -> str:
    if row.date:
        return spell_date(row.date[:10])
    return {"person": "their note", "plan": "the plan"}.get(row.kind, row.kind)


def _progress(plan: Progress) -> Iterator[Line]:
    stages = " · ".join(
        f"{stage.name} {stage.count}"
        + (f" (+{stage.count - stage.before})" if stage.count > stage.before else "")
        for stage in plan.stages
    )
    entries = "1 entry" if plan.happened == 1 else f"{plan.happened} entries"
    yield *_name(plan.plan), f": {entries}; {stages}"
    for step in plan.steps:
        came = f"{step.before} → {step.stage}" if step.before != step.stage else ""
        no = "said no, kindly" if step.declined else ""
        yield *_name(step.person), f": {', '.join(filter(None, (came, no)))}"
