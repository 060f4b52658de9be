"""The page of a plan in the terminal: goal, funnel, how a win came about, people, next moves.

The one rule: a rate of few is never shown without its interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from hobnob.cli.layout import Column, one_line, table_lines, width
from hobnob.cli.tables import when
from hobnob.cli.text import Fact, ago, facts, hanging, heading, section
from hobnob.commands.plan.moves import move_text
from hobnob.index.index import Index
from hobnob.network.plans.phrases import (
    TEMPLATE_TITLES,
    spell_counted,
    spell_indirect_wins,
    spell_posting,
    spell_share,
    spell_template,
)
from hobnob.wording import join_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hobnob.network.plans.chains import Chain
    from hobnob.network.plans.plans import Plan, Target

_BAR = 20
"""The length of a funnel's longest bar."""


def plan_page(index: Index, plan: Plan) -> Iterator[str]:
    """Yield the lines of a plan's page."""
    yield from heading(plan.name, plan.goal)
    yield from facts(_facts(plan, index.today))
    yield from section("How far it has come", funnel(plan))
    yield from section("How it came about", _chains(plan.chains))
    yield from section("Postings", _postings(plan, index.today))
    yield from section("People", _people(plan, plan.targets, index.today))
    yield from section("Through introductions", _people(plan, plan.introduced, index.today))
    yield from section("Letters", _templates(plan))
    yield from _hints(plan, index.today)


def _facts(plan: Plan, today: str) -> Iterator[Fact]:
    yield "status", plan.status
    yield "begun", ago(plan.start, today) if plan.start else ""
    yield "deadline", ago(plan.deadline, today) if plan.deadline else ""
    yield "letter", plan.letter


# ---------------------------------------------------------------- the funnel


def funnel(plan: Plan) -> Iterator[str]:
    """Yield a line for each stage with its count and rate, then how many declined."""
    if not plan.targets:
        return
    stages = plan.stages
    most = max(stage.count for stage in stages)
    pipe = width() is None
    columns = [
        Column(title="stage", shrink=1),
        Column(title="people", align="right"),
        Column(title="", drop=2, style={"fg": "cyan"}),
        Column(title="of the stage before", align="right"),
        Column(title="between", align="right", drop=1),
    ]
    rows = [
        (
            stage.name,
            str(stage.count),
            "" if pipe else "█" * -(-_BAR * stage.count // most) if most else "",
            *spell_share(stage),
        )
        for stage in stages
    ]
    yield from table_lines(columns, rows)
    if plan.declined:
        yield f"{plan.declined} declined"
    for sentence in spell_counted(plan):
        yield from hanging(sentence)
    for sentence in spell_indirect_wins(plan):
        yield from hanging(one_line(sentence))


# ---------------------------------------------------------------- people


def _chains(chains: Sequence[Chain]) -> Iterator[str]:
    for chain in chains:
        yield from hanging(one_line(" → ".join(text for text, _ in chain.steps)))


def _people(plan: Plan, people: Sequence[Target], today: str) -> Iterator[str]:
    """Yield people, the furthest first; those who declined come last."""
    if not people:
        return
    pipe = width() is None
    columns = [
        Column(title="name", shrink=1, least=16, style={"bold": True}),
        Column(title="stage", shrink=1, least=8),
        Column(title="last", shrink=3, least=16, drop=4),
        Column(title="through", shrink=3, least=10, drop=3),
        Column(title="letter", shrink=3, least=10, drop=5),
        # What to do next is what one looks for: the rest gives way to it, and it is never cut.
        Column(title="next", shrink=2, least=44, wraps=True),
        Column(title="slug"),
    ]
    # Which letter went to whom is worth a column if there are several.
    several = len(plan.templates) > 1
    ordered = sorted(people, key=lambda target: (target.declined, -target.height))
    rows = [
        (
            target.who.name,
            f"{target.stage}, declined" if target.declined else target.stage,
            _last(target, today),
            " and ".join(who.name for who in target.through),
            target.letter if several else "",
            _next(plan, target, today),
            target.who.slug if pipe and target.who.id else "",
        )
        for target in ordered
    ]
    yield from table_lines(columns, rows)


def _postings(plan: Plan, today: str) -> Iterator[str]:
    """Yield the postings, those to apply to first."""
    if not plan.postings:
        return
    columns = [
        Column(title="position", shrink=1, least=20, style={"bold": True}),
        Column(title="state", shrink=2, least=18),
        Column(title="link", shrink=3, least=16, drop=1),
    ]
    # What has closed comes behind what is open.
    ordered = sorted(plan.postings, key=lambda p: (bool(p.sent), p.is_closed(today)))
    rows = [(p.words, spell_posting(p, today), p.link) for p in ordered]
    yield from table_lines(columns, rows)


def _templates(plan: Plan) -> Iterator[str]:
    """Yield how many letters of each template were sent and answered."""
    if not plan.templates:
        return
    name, sent, answered, rate, between, since = TEMPLATE_TITLES
    columns = [
        Column(title=name, shrink=1, least=14),
        Column(title=sent, align="right"),
        Column(title=answered, align="right"),
        Column(title=rate, align="right"),
        Column(title=between, align="right", drop=1),
        Column(title=since, drop=2),
    ]
    yield from table_lines(columns, map(spell_template, plan.templates))


def _last(target: Target, today: str) -> str:
    """Return the last interaction and its age: `meal 2 weeks ago`."""
    if target.last is None:
        return ""
    return " ".join(filter(None, (target.last_words, when(target.last.date[:10], today))))


def _next(plan: Plan, target: Target, today: str) -> str:
    if target.next:
        return move_text(target.next, today)
    if target.ways_in:
        return f"go on with {join_words(who.name for who in target.ways_in)}"
    if target.declined:
        return "leave them in peace"
    if not plan.is_active:
        return ""
    return "won" if target.height == len(plan.stages) - 1 else "let it rest"


def _hints(plan: Plan, today: str) -> Iterator[str]:
    """Yield the next commands to type."""
    if not plan.targets and not plan.postings:
        yield click.style(f"nobody is in it yet: hobnob plan {plan.slug} add WHO", dim=True)
        return
    due = sum(move.is_due(today) for move in plan.moves(today))
    if due:
        moves = f"{due} next {'move' if due == 1 else 'moves'}"
        yield click.style(one_line(f"{moves}: hobnob plan {plan.slug} next"), dim=True)
    if plan.is_active and plan.targets and plan.has_outlook:
        hint = f"what to expect: hobnob plan {plan.slug} forecast"
        yield click.style(one_line(hint), dim=True)
