"""A plan, its next moves and its forecast, as `--json` prints them.

The one rule: a key means the same here and in the manual, and what is not there is null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hobnob.index.documents import Document, load_documents
from hobnob.index.index import Index

if TYPE_CHECKING:
    from hobnob.network.plans.campaigns import Who
    from hobnob.network.plans.chains import Chain
    from hobnob.network.plans.forecast import Outlook, Step
    from hobnob.network.plans.next_moves import Move
    from hobnob.network.plans.plans import Plan, Stage, Target


def plan_document(index: Index, plan: Plan) -> Document:
    """Return a plan's note, how far it has come, and what is to be done."""
    from hobnob.network.plans.chains import load_chains

    document = load_documents(index, [plan.id])[0]
    return {
        **document,
        "status": plan.status,
        "stages": [_stage(stage) for stage in plan.stages],
        "targets": [_target(plan, one) for one in plan.targets],
        "declined": plan.declined,
        "introduced": [_target(plan, one) for one in plan.introduced],
        "chains": [_chain(chain) for chain in load_chains(index, plan)],
    }


def move_document(plan: Plan, move: Move) -> Document:
    """Return a move, with what to type for it."""
    from hobnob.commands.plan.moves import command_beside, command_of

    return {
        "do": move.do,
        "person": _slug(move.person),
        "date": move.date or None,
        "due": move.due or None,
        "text": move.text,
        "command": command_of(plan, move) or None,
        "beside": command_beside(move) or None,
    }


def forecast_document(outlook: Outlook, wins: int, letters: int) -> Document:
    """Return what is to be expected of a plan."""
    low, high = outlook.range_of_wins(letters)
    weakest = outlook.weakest
    return {
        "chance": round(outlook.chance(wins, letters), 6),
        "more": {str(chance): number for chance, number in outlook.more(wins).items()},
        "weakest": weakest.stage if weakest else None,
        "wins": wins,
        "letters": letters,
        "won": outlook.won,
        "won_through": outlook.through,
        "under_way": outlook.under_way,
        "likely_wins": {
            "mean": round(outlook.likely_wins(letters), 6), "low": low, "high": high,
        },
        "steps": [_step(step) for step in outlook.steps],
    }  # fmt: skip


def _stage(stage: Stage) -> Document:
    if stage.rate is None or stage.rate.share is None:
        return {"name": stage.name, "count": stage.count, "rate": None, "low": None, "high": None}
    low, high = stage.rate.interval
    return {
        "name": stage.name,
        "count": stage.count,
        "rate": round(stage.rate.share, 6),
        "low": round(low, 6),
        "high": round(high, 6),
    }


def _target(plan: Plan, one: Target) -> Document:
    return {
        "person": _slug(one.person),
        "stage": one.stage,
        "declined": one.declined,
        "next": move_document(plan, one.next_move) if one.next_move else None,
        "last": one.last.slug if one.last else None,
        "through": [_slug(who) for who in one.through.by] if one.through else [],
    }


def _chain(chain: Chain) -> Document:
    return {
        "people": [_slug(who) for who in chain.people],
        "evidence": list(chain.evidence),
    }


def _step(step: Step) -> Document:
    low, high = step.rate.interval()
    return {
        "stage": step.stage,
        "tried": step.seen.of,
        "went_on": step.seen.count,
        "expected": step.expected,
        "rate": round(step.rate.mean, 6),
        "low": round(low, 6),
        "high": round(high, 6),
    }


def _slug(who: Who) -> str:
    return who.slug or who.name
