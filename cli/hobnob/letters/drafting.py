"""Drafts from a template: one for each person who has not had it yet.

The one rule: nothing is written here. A template that cannot be used is an error. If something is
not known about one person, that person gets no draft, and the answer says what is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hobnob.answers import TextOrNone, Who
from hobnob.index.index import Index
from hobnob.index.notes import head, heads
from hobnob.letters.filling import Drafted, EmptyError, TemplateFiller, load_template
from hobnob.letters.letter import RecipientFacts, Remark
from hobnob.letters.remarks import REMARKS, remarks_on
from hobnob.letters.sandbox import MissingError
from hobnob.letters.values import load_values
from hobnob.network.asks.asks import remark_on_direct_ask
from hobnob.network.letters.recipients import Skipped, already_written

_NAMED = 20
"""The most people that a remark names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRequest:
    """A request for drafts.

    Attributes:
        letter: the id of the template.
        plan: the id of the plan, if any.
        kind: letter, email or message.
        asked: what it asks for; empty for the template's own value.
        again: also draft for people who were sent it before.
        news: the news that prompts it; empty for the latest open news of each person.
    """

    letter: int
    plan: int | None = None
    kind: str = "letter"
    asked: tuple[str, ...] = ()
    again: bool = False
    news: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """A person about whom the template uses something unknown.

    Attributes:
        field: the name in the template.
        line: the line in the template's file; None for its subject.
    """

    person: Who
    field: str
    line: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """The drafts from a template, and the people without one.

    Attributes:
        drafted: the interactions, each with its `greeting`, null if it has none, and `warnings`: a
            list of `code`, `message`, `path` and `line`.
        skipped: the people who get none: `reason` is `draft` or `sent` if they have it already, and
            `empty` if its text is empty for them.
        missing: the people about whom the letter uses something unknown; `line` is null for its
            subject.
        remark: advice on asking directly.
    """

    drafted: tuple[Drafted, ...]
    skipped: tuple[Skipped, ...]
    missing: tuple[Missing, ...]
    remark: TextOrNone = ""


def draft_letters(index: Index, people: Sequence[int], request: DraftRequest) -> Batch:
    """Return the drafts of a letter to some people, each once, in their order.

    Raises:
        LetterError: the template cannot be used.
    """
    people = list(dict.fromkeys(people))
    named = {p.id: Who(p.id, p.slug, p.name) for p in heads(index, people).values()}
    have_it = already_written(
        index, named, letter=request.letter, plan=request.plan, again=request.again
    )
    skipped = [have_it[person] for person in people if person in have_it]
    wanted = [person for person in people if person not in have_it]
    template = load_template(index, request.letter)
    filler = TemplateFiller(
        index, template, kind=request.kind, asked=request.asked or template.asked,
        plan=head(index, request.plan).slug if request.plan else "",
    )  # fmt: skip
    known = load_values(index, wanted, request.plan, request.news)
    letters = [(named[person], of, "") for person, of in zip(wanted, known, strict=True)]
    return fill_in(index, filler, letters, skipped)


def fill_in(
    index: Index, filler: TemplateFiller, letters: Iterable[tuple[Who, Mapping[str, Any], str]],
    skipped: Iterable[Skipped],
) -> Batch:  # fmt: skip
    """Return the drafts from a template, with their remarks.

    Args:
        index: the index.
        filler: the template.
        letters: each person, the values for them, and what the end of the slug says.
        skipped: the people who get none.

    Raises:
        LetterError: the template cannot be used.
    """
    drafted, missing, without = [], [], list(skipped)
    for person, known, name in letters:
        try:
            drafted.append(filler.fill(person, known, name))
        except MissingError as error:
            missing.append(Missing(person=person, field=error.field, line=error.line or None))
        except EmptyError:
            without.append(Skipped(person=person, reason="empty"))
    return Batch(
        drafted=tuple(_with_warnings(index, drafted)),
        skipped=tuple(without),
        missing=tuple(missing),
        remark=_remark(index, drafted),
    )


def _with_warnings(index: Index, drafted: Sequence[Drafted]) -> Iterator[Drafted]:
    """Yield the drafts with their remarks."""
    drafts = [item.draft for item in drafted]
    codes = [code for code in REMARKS if code not in index.journal.settings.unchecked]
    warnings: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks_on(drafts, RecipientFacts(index, drafts), codes):
        warnings[remark.path].append(remark)
    for item in drafted:
        located = tuple(remark.located(item.text) for remark in warnings[item.path])
        yield replace(item, warnings=located)


def _remark(index: Index, drafted: Sequence[Drafted]) -> str:
    """Return the advice on asking people directly who were never asked for advice."""
    if not drafted:
        return ""
    people = [item.person.slug for item in drafted[:_NAMED]]
    return remark_on_direct_ask(index, people, drafted[0].draft.asked, index.today)
