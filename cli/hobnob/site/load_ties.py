"""Circles and bridges, from the index to views.

The one rule: what is said of a tie is what the command says; here it is only made to be right on a
later day too, and cut to what a page can hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby

from hobnob import dates
from hobnob.answers import Entry
from hobnob.index.index import Index
from hobnob.network.ties.bridges import KINDS, Bridge, load_bridges
from hobnob.network.ties.circles import Circle, Drift, load_circles
from hobnob.network.ties.reasons import spell_every, spell_pace
from hobnob.network.ties.ties import Tie
from hobnob.site.tie_views import (
    BridgeKind,
    BridgeRow,
    BridgesPage,
    CircleRow,
    CirclesPage,
    DriftRow,
)
from hobnob.site.views import Ref

AHEAD = 92
"""Days for which a page that was built is right about what comes to be told of."""

HOLDS = 31
"""Days for which it is told who has drifted: two years change little in one month."""

_ROWS, _MEMBERS = 100, 200
"""So many of each are shown; the command shows the rest."""


def load_bridges_page(index: Index) -> BridgesPage:
    """Return the ties to look after, today and in the days ahead."""
    found = load_bridges(index, ahead=AHEAD)
    dated = _dates(index, {one.note for one in found if one.note})
    kinds = []
    for kind, group in groupby(found, lambda one: one.kind):
        rows = [_bridge(index, one, dated) for one in group]
        kinds.append(
            BridgeKind(
                name=kind, title=KINDS[kind], rows=tuple(rows[:_ROWS]),
                more=max(0, len(rows) - _ROWS),
            )
        )  # fmt: skip
    return BridgesPage(kinds=tuple(kinds))


def _bridge(index: Index, one: Bridge, dated: dict[str, str]) -> BridgeRow:
    entry = Entry(slug=one.note, date=dated[one.note]) if one.note in dated else None
    return BridgeRow(
        person=_ref(one.tie), text=one.text, step=one.step,
        # What was promised stands in a note; all else is hobnob's own words, and names.
        is_markdown=one.kind == "promise", entry=entry,
        since=one.since if one.since > index.today else "", until=one.until, last=one.tie.last,
    )  # fmt: skip


def _dates(index: Index, slugs: Iterable[str]) -> dict[str, str]:
    """Return the dates of those of some notes that are interactions."""
    rows = index.db.execute(
        """SELECT slug, date FROM note JOIN interaction USING (id)
           WHERE note.kind = 'interaction' AND live AND slug IN (SELECT value FROM json_each(?))""",
        (json.dumps(sorted(slugs)),),
    )
    return dict(rows.fetchall())


def load_circles_page(index: Index) -> CirclesPage:
    """Return the circles as they are today."""
    found = load_circles(index)
    return CirclesPage(
        day=index.today,
        stale=dates.add_days(index.today, HOLDS + 1),
        circles=tuple(_circle(circle) for circle in found.circles),
        without=found.without,
        closer=tuple(_drift(one) for one in found.drifts if one.is_closer)[:_ROWS],
        farther=tuple(_drift(one) for one in found.drifts if not one.is_closer)[:_ROWS],
    )


def _circle(circle: Circle) -> CircleRow:
    its = circle.at_its_pace[:_MEMBERS]
    own = circle.at_their_own[: _MEMBERS - len(its)]
    return CircleRow(
        name=circle.name, cadence=spell_every(circle.cadence),
        members=tuple(_ref(tie) for tie in its),
        own=tuple((_ref(tie), spell_pace(tie)) for tie in own),
        within=circle.within, usual=circle.usual,
        more=len(circle.members) - len(its) - len(own),
    )  # fmt: skip


def _drift(drift: Drift) -> DriftRow:
    return DriftRow(
        person=_ref(drift.tie), circle=drift.tie.circle,
        pace=spell_pace(drift.tie) if drift.tie.own is not None else "",
        often=drift.text, command=drift.command,
    )  # fmt: skip


def _ref(tie: Tie) -> Ref:
    return Ref(section="people", slug=tie.slug, name=tie.name)
