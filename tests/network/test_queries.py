"""What questions about everybody cost: SQLite goes from the people to their notes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hobnob.index.index import Index
from hobnob.index.people import PeopleFilter, birthdays, list_ids, list_people
from hobnob.network.graph.communities import load_ties_of_all
from hobnob.network.graph.graph import load_graph
from hobnob.network.graph.years import known_since
from hobnob.network.near import list_near
from hobnob.network.ties.bridges import load_bridges
from hobnob.network.ties.circles import load_circles
from hobnob.network.ties.ranking import Question
from hobnob.network.ties.suggest import suggest
from hobnob.network.today.today import today_needs
from tests.conftest import World

ASK: dict[str, Callable[[Index], object]] = {
    "people": lambda index: list_people(index, PeopleFilter(met="dinner")),
    "names": lambda index: list_ids(index, PeopleFilter(), sort="name", reverse=False),
    "birthdays": birthdays,
    "today": today_needs,
    "circles": load_circles,
    "bridges": load_bridges,
    "suggest": lambda index: suggest(index, Question()),
    "near": lambda index: list_near(index, "Bristol"),
    "graph": load_graph,
    "years": known_since,
    "ties": load_ties_of_all,
}


@pytest.mark.parametrize("what", ASK)
def test_no_question_about_people_goes_through_all_notes(looked_at: World, what: str) -> None:
    """There are ten times as many notes as people, and each has its text beside it."""
    asked: list[str] = []
    with looked_at.index() as index:
        index.db.set_trace_callback(asked.append)
        ASK[what](index)
        index.db.set_trace_callback(None)
        assert asked
        for sql in (text for text in asked if text.lstrip().startswith(("SELECT", "WITH"))):
            plan = [row[3] for row in index.db.execute(f"EXPLAIN QUERY PLAN {sql}")]
            assert "SCAN note" not in plan, sql
