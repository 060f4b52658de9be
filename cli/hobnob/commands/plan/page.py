"""The page of a plan in the terminal: goal, funnel, how a win came about, people, next moves.

The one rule: a rate of few is never shown without the interval it lies in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from hobnob.cli.layout import Column, one_line, table_lines, width, wrap_words
from hobnob.cli.tables import when
from hobnob.cli.text import Fact, ago, facts, heading, room, section
from hobnob.commands.plan.moves import move_text
from hobnob.index.index import Index
from hobnob.network.plans.rates import percent, percents
from hobnob.network.plans.won_through import say_wins_through

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hobnob.network.plans.chains import Chain
    from hobnob.network.plans.plans import Plan, Stage, Target

_BAR = 20
"""Columns of the longest bar of a funnel."""


def plan_page(index: Index, plan: Plan) -> Iterator[str]:
    """Yield the lines of a plan's page."""
    from hobnob.network.plans.chains import load_chains

    yield from heading(plan.name, plan.goal)
    yield from facts(_facts(index, plan))
    yield from section("How far it has come", funnel(plan))
    yield from section("How it came about", _chains(load_chains(index, plan)))
    yield from section("People", _people(index, plan, plan.targets))
    yield from section("Through introductions", _people(index, plan, plan.introduced))
    yield from _hints(index, plan)


def _facts(index: Index, plan: Plan) -> Iterator[Fact]:
    today = index.today
    yield "status", plan.status
    yield "begun", ago(plan.start, today) if plan.start else ""
    yield "deadline", ago(plan.deadline, today) if plan.deadline else ""
    yield "letter", plan.letter


# ---------------------------------------------------------------- the funnel


def funnel(plan: Plan) -> Iterator[str]:
    """Yield a line for each stage: how many, and which part of those before; how many declined."""
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
        Column(title="95% between", align="right", drop=1),
    ]
    rows = [
        (
            stage.name,
            str(stage.count),
            "" if pipe else "█" * -(-_BAR * stage.count // most) if most else "",
            _share(stage),
            percents(stage.rate.interval) if stage.rate and stage.rate.is_of_few else "",
        )
        for stage in stages
    ]
    yield from table_lines(columns, rows)
    if plan.declined:
        yield f"{plan.declined} declined"
    for said in say_wins_through(plan):
        yield from wrap_words(one_line(said).split(), "", "  ", room())


def _share(stage: Stage) -> str:
    share = stage.rate.share if stage.rate else None
    return "" if share is None else percent(share)


# ---------------------------------------------------------------- people


def _chains(chains: Sequence[Chain]) -> Iterator[str]:
    for chain in chains:
        said = one_line(" → ".join(said for said, _ in chain.steps))
        yield from wrap_words(said.split(), "", "  ", room())


def _people(index: Index, plan: Plan, people: Sequence[Target]) -> Iterator[str]:
    """Yield people, the furthest first; whoever declined comes last."""
    if not people:
        return
    pipe = width() is None
    columns = [
        Column(title="name", shrink=1, least=10, style={"bold": True}),
        Column(title="stage", shrink=1, least=8),
        Column(title="last", shrink=3, least=16, drop=3),
        Column(title="through", shrink=3, least=10, drop=4),
        Column(title="next", shrink=2, least=16),
        Column(title="slug"),
    ]
    ordered = sorted(people, key=lambda one: (one.declined, -one.height))
    rows = [
        (
            one.person.name,
            f"{one.stage}, declined" if one.declined else one.stage,
            _last(one, index.today),
            " and ".join(who.name for who in one.through.by) if one.through else "",
            _next(plan, one, index.today),
            one.person.slug if pipe else "",
        )
        for one in ordered
    ]
    yield from table_lines(columns, rows)


def _last(one: Target, today: str) -> str:
    """Return what happened last, and when: `meal 2 weeks ago`."""
    if one.last is None:
        return ""
    outcome = one.last.outcome.replace("-", " ")
    return " ".join(filter(None, (one.last.kind, outcome, when(one.last.day, today))))


def _next(plan: Plan, one: Target, today: str) -> str:
    if one.next_move:
        return move_text(one.next_move, today)
    if not plan.is_active or one.declined:
        return ""
    return "won" if one.height == len(plan.rungs) - 1 else "let it rest"


def _hints(index: Index, plan: Plan) -> Iterator[str]:
    """Yield what to type next."""
    if not plan.targets:
        yield click.style(f"nobody is in it yet: hobnob plan {plan.slug} add WHO", dim=True)
        return
    due = sum(move.is_due(index.today) for move in plan.moves(index.today))
    if due:
        told = f"{due} next {'move' if due == 1 else 'moves'}: hobnob plan {plan.slug} next"
        yield click.style(one_line(told), dim=True)
    if plan.is_active:
        told = f"what to expect: hobnob plan {plan.slug} forecast"
        yield click.style(one_line(told), dim=True)
