"""The tables of `list`.

The one rule: a terminal reads "3 weeks ago", a pipe gets the date; nothing else differs but the
slugs, which only a pipe gets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from hobnob import dates
from hobnob.cli.layout import Column, table_lines, width
from hobnob.cli.text import names
from hobnob.index.lookup import link_names, shown_text

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.index.interactions import Interaction
    from hobnob.index.orgs import OrgRow
    from hobnob.index.people import PersonRow
    from hobnob.index.plans import PlanRow
    from hobnob.index.promises import Asked, Promise
    from hobnob.index.topics import Place, Tag
    from hobnob.network.plans.plans import Stage

_MEASURED = 500
"""Rows of a long list that are looked at to find out how wide its columns are."""


def when(date: str, today: str) -> str:
    """Return a date as a terminal or a pipe gets it."""
    return dates.spell_since(date, today) if date and width() is not None else date


def people_table(rows: Sequence[PersonRow], today: str) -> Iterator[str]:
    """Yield the lines of a list of people."""
    columns = [
        Column(title="name", shrink=1, least=14, style={"bold": True}),
        Column(title="role", shrink=2, least=16, drop=2),
        Column(title="circle", drop=4),
        Column(title="last contact"),
        Column(title="contacts", align="right", drop=3),
        Column(title="due", drop=1),
        Column(title="slug"),
    ]
    pipe = width() is None
    return table_lines(
        columns,
        [
            (
                p.name, ", ".join(filter(None, (p.title, p.org))), p.circle,
                when(p.last_contact, today), str(p.contacts or ""), when(p.due, today),
                p.slug if pipe else "",
            )
            for p in rows
        ],
    )  # fmt: skip


def interaction_table(index: Index, ids: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a list of interactions, some at a time."""
    from hobnob.index.interactions import iter_interactions

    columns = [
        Column(title="date", style={"bold": True}),
        Column(title="kind", drop=2),
        Column(title="with", shrink=2, least=12, drop=1),
        Column(title="slug"),
        Column(title="text", shrink=3, least=18),
    ]
    pipe = width() is None
    return table_lines(
        columns,
        (
            (
                row.date.replace("T", " ") if pipe else row.date[:10],
                row.kind, names(row.people), row.slug if pipe else "", _text(index, row),
            )
            for row in iter_interactions(index, ids)
        ),
        measured=_MEASURED,
    )  # fmt: skip


def _text(index: Index, row: Interaction) -> str:
    pipe = width() is None
    text = link_names(index, row.text) if pipe else shown_text(index, row.plain)
    if row.is_appointment:
        return f"(appointment) {text}"
    return f"(draft) {text}" if row.draft else text


def plan_table(index: Index, rows: Sequence[PlanRow]) -> Iterator[str]:
    """Yield the lines of a list of plans."""
    from hobnob.network.plans.plans import load_plans

    columns = [
        Column(title="name", shrink=1, least=16, style={"bold": True}),
        Column(title="status"),
        Column(title="start", drop=4),
        Column(title="deadline", drop=3),
        Column(title="people", align="right", drop=5),
        Column(title="interactions", align="right", drop=6),
        Column(title="so far", shrink=2, least=28, drop=1),
        Column(title="goal", shrink=3, least=16, drop=2),
    ]
    plans = load_plans(index, [row.id for row in rows], with_moves=False)
    short = {plan.id: _funnel_in_short(plan.stages) for plan in plans}
    return table_lines(
        columns,
        [
            (
                p.name, p.status, p.start, p.deadline, str(p.people), str(p.interactions),
                short.get(p.id, ""), p.goal,
            )
            for p in rows
        ],
    )  # fmt: skip


def org_table(rows: Sequence[OrgRow], lasts: Mapping[str, str], today: str) -> Iterator[str]:
    """Yield the lines of a list of organizations; `lasts` has their last contacts by key."""
    columns = [
        Column(title="name", shrink=1, least=16, style={"bold": True}),
        Column(title="there now", shrink=2, least=14),
        Column(title="earlier", shrink=3, least=14, drop=1),
        Column(title="last contact", drop=2),
    ]
    return table_lines(
        columns,
        [
            (org.name, names(org.now), names(org.earlier), when(lasts[org.key], today))
            for org in rows
        ],
    )


def topic_table(what: str, rows: Sequence[Tag | Place], today: str) -> Iterator[str]:
    """Yield the lines of a list of tags or places; `what` is the field that has the name."""
    columns = [
        Column(title=what, shrink=1, least=12, style={"bold": True}),
        Column(title="people", align="right", drop=1),
        Column(title="interactions", align="right"),
        Column(title="last", drop=2),
    ]
    return table_lines(
        columns,
        [
            (getattr(t, what), str(t.people or ""), str(t.interactions or ""), when(t.last, today))
            for t in rows
        ],
    )


def promise_table(index: Index, rows: Sequence[Promise]) -> Iterator[str]:
    """Yield the lines of a list of promises, numbered."""
    from hobnob.index.promises import ME

    # The promise itself is what one looks for: the rest gives way to it.
    least = min(44, (width() or 0) // 2)
    columns = [
        # What 'done' takes is never left out.
        Column(title="", align="right", style={"dim": True}),
        Column(title="ref", drop=2, style={"dim": True}),
        Column(title="due", drop=1),
        Column(title="kept", drop=5),
        Column(title="who", shrink=2, least=8),
        Column(title="promise", shrink=3, least=least, style={"bold": True}),
        Column(title="in", shrink=4, least=12, drop=4),
    ]
    return table_lines(
        columns,
        [
            (
                str(at), row.ref, when(row.due, index.today), row.state if row.done else "",
                "you" if row.owner == ME else row.whose.name, link_names(index, row.text),
                where(row),
            )
            for at, row in enumerate(rows, 1)
        ],
    )  # fmt: skip


def asked_table(index: Index, rows: Sequence[Asked]) -> Iterator[str]:
    """Yield the lines of a list of what letters ask, numbered, the words of others in quotes."""
    columns = [
        Column(title="", align="right", style={"dim": True}),
        Column(title="ref", drop=2, style={"dim": True}),
        Column(title="due", drop=1),
        Column(title="who asks", shrink=2, least=8),
        Column(title="what", shrink=3, least=min(44, (width() or 0) // 2)),
        Column(title="in", shrink=4, least=12, drop=4),
    ]
    return table_lines(
        columns,
        [
            (
                str(at), row.ref, when(row.due, index.today), names(row.by),
                f"“{link_names(index, row.text)}”", row.note,
            )
            for at, row in enumerate(rows, 1)
        ],
    )  # fmt: skip


def where(row: Promise) -> str:
    """Return in which note a promise stands; a pipe gets its slug."""
    if width() is None or row.kind != "interaction":
        return row.note
    return " ".join(filter(None, (row.date[:10], names(row.people))))


def _funnel_in_short(stages: Sequence[Stage]) -> str:
    """Return a funnel on one line, up to the last stage that anybody reached.

    A pipe gets `20 written, 10 reached, 2 met`; a terminal `20 written, 10, 2 met`.
    """
    reached = [stage for stage in stages[1:] if stage.count] or [s for s in stages[:1] if s.count]
    ends = {0, len(reached) - 1}
    return ", ".join(
        f"{stage.count} {stage.name}" if at in ends or width() is None else str(stage.count)
        for at, stage in enumerate(reached)
    )
