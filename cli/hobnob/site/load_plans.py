"""Plans, from the index to views.

The one rule: a plan's numbers count its targets, each once, however often they were written to.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from hobnob.index.documents import present_role
from hobnob.index.index import Index
from hobnob.index.tally import list_plans
from hobnob.site import ladder
from hobnob.site.directory import Directory
from hobnob.site.load_entries import Entries, extra_keys
from hobnob.site.views import PlanPage, PlanRow, Ref, Stage, Stub, Target


class Plans:
    """Loads plans."""

    def __init__(self, index: Index, directory: Directory, entries: Entries) -> None:
        self._index = index
        self._directory = directory
        self._entries = entries

    @cached_property
    def rows(self) -> tuple[PlanRow, ...]:
        """All plans, those under way first."""
        return tuple(
            PlanRow(
                slug=row.slug,
                name=row.name,
                goal=row.goal,
                status=row.status,
                start=row.start,
                deadline=row.deadline,
                stages=self.page(row.slug).stages,
            )
            for row in list_plans(self._index)
        )

    def page(self, slug: str) -> PlanPage:
        """Return everything about one plan."""
        note, name, path, private, data, body = self._index.db.execute(
            """SELECT id, name, path, private, data, body FROM note
               WHERE kind = 'plan' AND slug = ? AND live""",
            (slug,),
        ).fetchone()
        values: dict[str, Any] = json.loads(data)
        rungs = ladder.read_ladder(_mappings(values.get("stages")))
        targets, heights = self._targets(note, rungs)
        return PlanPage(
            slug=slug,
            name=name,
            goal=str(values.get("goal") or ""),
            status=values.get("status") or "active",
            start=values.get("start") or "",
            deadline=values.get("deadline") or "",
            letter=str(values.get("letter") or "").strip("[]"),
            tags=self._directory.tag_refs(note),
            private=bool(private),
            extra=extra_keys("plan", values),
            body=body,
            path=path.removeprefix(self._directory.prefix),
            stages=tuple(
                Stage(name=rung.name, count=sum(height >= number for height in heights))
                for number, rung in enumerate(rungs)
            ),
            declined=sum(target.declined for target in targets),
            targets=targets,
            timeline=self._entries.of(note, "plan"),
        )

    def _targets(
        self, plan: int, rungs: tuple[ladder.Rung, ...]
    ) -> tuple[tuple[Target, ...], list[int]]:
        targets, heights = [], []
        rows = self._index.all(
            """SELECT DISTINCT target.id, target.slug, coalesce(target.name, ref.raw)
               FROM ref LEFT JOIN note AS target ON target.id = ref.target
               WHERE ref.note = ? AND field = 'people' ORDER BY pos""",
            (plan,),
        )
        for person, slug, name in rows:
            steps, last = self._steps(plan, person) if person is not None else ([], None)
            height = ladder.furthest(rungs, steps)
            heights.append(height)
            org, title = present_role(self._index, person) if person is not None else ("", "")
            targets.append(
                Target(
                    person=Ref(section="people", slug=slug or "", name=name.strip("[]")),
                    role=", ".join(filter(None, (title, org))),
                    stage=rungs[height].name,
                    declined=ladder.has_declined(steps),
                    last=last,
                )
            )
        return tuple(targets), heights

    def _steps(self, plan: int, person: int) -> tuple[list[ladder.Step], Stub | None]:
        """Return what was logged with a person in a plan, in order of time, and the last of it."""
        rows = self._index.all(
            """SELECT note.slug, date, interaction.kind, direction, outcome,
                 EXISTS (SELECT 1 FROM ref WHERE note = interaction.id AND field = 'introduced')
               FROM interaction JOIN note ON note.id = interaction.id
               WHERE note.live AND NOT draft AND date < ?
                 AND note.id IN (SELECT note FROM ref WHERE target = ? AND field = 'plan')
                 AND note.id IN (SELECT note FROM ref WHERE target = ? AND field = 'people')
               ORDER BY date, note.slug""",
            (self._index.tomorrow, plan, person),
        )
        steps = [
            ladder.Step(kind=kind, direction=way, outcome=outcome, introduced=bool(introduced))
            for _, _, kind, way, outcome, introduced in rows
        ]
        return steps, Stub(slug=rows[-1][0], date=rows[-1][1]) if rows else None


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
