"""The pages of plans: the plan, and what only its page shows.

The one rule: what a plan says is asked of `network/plans`; only tags and timelines are the site's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hobnob.index.index import Index
from hobnob.index.tally import list_plans
from hobnob.network.plans.forecast import Forecast, make_forecast
from hobnob.network.plans.plans import Plan, load_plan, load_plans
from hobnob.site.directory import Directory
from hobnob.site.load_entries import Entries, extra_keys
from hobnob.site.views import Ref, Stub


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanPage:
    """What the page of a plan shows.

    Attributes:
        forecast: None where there is nobody, or no stage to win.
        path: of the note, relative to the notes' folder.
        extra: keys that hobnob does not know, with their values as text.
    """

    plan: Plan
    forecast: Forecast | None
    path: str
    tags: tuple[Ref, ...]
    extra: tuple[tuple[str, str], ...]
    timeline: tuple[Stub, ...]


class Plans:
    """Loads plans."""

    def __init__(self, index: Index, directory: Directory, entries: Entries) -> None:
        self._index = index
        self._directory = directory
        self._entries = entries

    @cached_property
    def rows(self) -> tuple[Plan, ...]:
        """All plans, those under way first, without their next moves."""
        ids = (row.id for row in list_plans(self._index))
        return load_plans(self._index, ids, with_moves=False)

    def page(self, slug: str) -> PlanPage:
        """Return everything about one plan."""
        note = next(row.id for row in self.rows if row.slug == slug)
        plan = load_plan(self._index, note)
        is_open = plan.targets and len(plan.stages) > 1
        return PlanPage(
            plan=plan,
            forecast=make_forecast(plan) if is_open else None,
            path=plan.path.removeprefix(self._directory.prefix),
            tags=self._directory.tag_refs(note),
            extra=extra_keys("plan", dict(plan.values)),
            timeline=self._entries.of(note, "plan"),
        )
