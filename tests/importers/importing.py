"""A made-up source, to test what all imports share without any format."""

from __future__ import annotations

from typing import Any

from hobnob.importers.found import Found, FoundPerson, Wanted
from hobnob.importers.planning import Planned, Planner
from tests.conftest import TODAY, World


def person(name: str, *, text: str = "", source: str = "", **values: Any) -> FoundPerson:
    """Return a person in a source; `org` and `title` are one present role."""
    role = {key: values.pop(key) for key in ("org", "title") if key in values}
    if role:
        values["roles"] = [role]
    return FoundPerson(name=name, text=text, source=source, values=values)


def plan(
    world: World, *people: FoundPerson, kind: str = "made-up", as_of: str = "", region: str = ""
) -> Planned:
    """Return what an import of some people would do."""
    with world.index() as index:
        planner = Planner(index, Wanted(day=TODAY, region=region))
        planner.take(Found(kind=kind, title="a made-up source", as_of=as_of, people=people))
        return planner.end()


def bring_in(
    world: World, *people: FoundPerson, kind: str = "made-up", as_of: str = "", region: str = ""
) -> Planned:
    """Import some people."""
    with world.index() as index:
        planner = Planner(index, Wanted(day=TODAY, region=region))
        planner.take(Found(kind=kind, title="a made-up source", as_of=as_of, people=people))
        planned = planner.end()
        change = planned.draft.write(index, "import")
        planned.remember(change.id if change else "")
        return planned
