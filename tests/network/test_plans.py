"""The sample's plans: twenty letters, ten calls, two drinks, one strong word, one internship."""

from __future__ import annotations

from typing import Any

import pytest

from hobnob.index.index import Index
from hobnob.index.plans import list_plans
from hobnob.network.plans.plans import Plan, active_plans, load_plan, load_plans
from tests.conftest import World


def load(index: Index, slug: str) -> Plan:
    return load_plan(index, index.value("SELECT id FROM note WHERE slug = :slug", slug=slug))


def test_the_internship_is_counted(sample: World) -> None:
    with sample.index() as index:
        plan = load(index, "summer-internship")
    assert {stage.name: stage.count for stage in plan.stages} == {
        "listed": 20, "written": 20, "reached": 10, "met": 2, "referred": 1, "won": 1,
    }  # fmt: skip
    assert plan.declined == 8
    assert plan.status == "won"
    assert not plan.is_active


def test_the_win_is_followed_back_to_the_letter_by_name(sample: World) -> None:
    with sample.index() as index:
        (chain,) = load(index, "summer-internship").chains
    assert [who.name for who in chain.people] == ["Desmond Oyelaran", "Harriet Marsh"]
    assert [text for text, _ in chain.steps] == [
        "letter to Desmond Oyelaran, 11 March 1988",
        "introduction to Harriet Marsh, 22 April 1988",
        "meeting with Desmond Oyelaran and Harriet Marsh, 10 May 1988: won",
    ]
    assert chain.evidence == (
        "1988-03-11-letter-desmond-oyelaran",
        "1988-04-22-call-desmond-oyelaran",
        "1988-05-10-meeting-desmond-oyelaran",
    )


def test_the_funnel_grew_as_the_spring_went_on(sample: World) -> None:
    counts = []
    for today in ("1988-03-03", "1988-03-19", "1988-04-07", "1988-04-20", "1988-05-09"):
        with sample.index(today) as index:
            plan = load(index, "summer-internship")
            counts.append((*(stage.count for stage in plan.stages[1:]), plan.declined))
    assert counts == [
        (0, 0, 0, 0, 0, 0),
        (20, 3, 0, 0, 0, 3),
        (20, 10, 0, 0, 0, 8),
        (20, 10, 2, 0, 0, 8),
        (20, 10, 2, 1, 0, 8),
    ]


def test_three_of_the_eight_are_still_to_be_thanked(sample: World) -> None:
    """The fourth whom Tim regrets, Martin, he met again."""
    with sample.index() as index:
        moves = load(index, "summer-internship").moves(index.today)
    assert {move.do for move in moves} == {"thank"}
    assert [move.person.name for move in moves] == [
        "Anita Desrosiers", "Keith Rudge", "Priscilla Wynn",
    ]  # fmt: skip


def test_the_plan_under_way(sample: World) -> None:
    with sample.index() as index:
        (plan,) = active_plans(index)
        assert load(index, plan.slug).chains == ()
    assert plan.slug == "next-role"
    assert {target.person.name for target in plan.introduced} == {"Tobias Nkemelu", "Wren Ashdown"}
    assert [stage.count for stage in plan.stages] == [12, 12, 10, 6, 2, 0]
    wren = next(target for target in plan.introduced if target.person.slug == "wren-ashdown")
    assert [who.name for who in wren.through] == ["Lucia Ferrante"]
    assert wren.stage == "met"


def test_each_rate_is_of_the_stage_before(sample: World) -> None:
    with sample.index() as index:
        stages = load(index, "summer-internship").stages
    assert stages[0].rate is None
    assert [(stage.count, stage.before, stage.rate) for stage in stages[1:]] == [
        (20, 20, 1.0), (10, 20, 0.5), (2, 10, 0.2), (1, 2, 0.5), (1, 1, 1.0),
    ]  # fmt: skip


class _Counting:
    """A connection that counts what is asked of it."""

    def __init__(self, db: Any) -> None:
        self.db, self.asked = db, 0

    def execute(self, *arguments: Any) -> Any:
        self.asked += 1
        return self.db.execute(*arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.db, name)


@pytest.mark.parametrize("people", [1, 40])
def test_as_few_queries_for_many_people_as_for_one(world: World, people: int) -> None:
    slugs = [f"p{number}" for number in range(people)]
    for slug in slugs:
        world.person(slug.upper(), slug=slug)
        world.met("2026-11-01", slug, kind="letter", plan="job")
        world.met("2026-11-02", slug, kind="call", plan="job", introduced="[somebody]")
    for name in ("job", "other"):
        world.write(f"plans/{name}.md", f"---\nname: {name}\npeople: [{', '.join(slugs)}]\n---\n")
    with world.index() as index:
        counting = _Counting(index.db)
        index.db = counting  # type: ignore[assignment]
        plans = load_plans(index, [row.id for row in list_plans(index)])
        assert len(plans) == 2
        assert counting.asked <= 10


def test_an_introduction_that_only_a_note_tells_of_is_followed_too(world: World) -> None:
    world.person("Ada Lovelace", slug="ada")
    world.person("Grace Hopper", slug="grace", introduced_by="ada")
    world.person("Howard Aiken", slug="howard")
    world.write("plans/job.md", "---\nname: A job\npeople: [ada]\n---\n")
    world.met("2026-10-01", "ada", kind="letter", plan="job")
    world.met("2026-10-05", "grace", "howard", kind="meeting", plan="job", outcome="won")
    with world.index() as index:
        chains = load(index, "job").chains
    assert [[who.slug for who in chain.people] for chain in chains] == [
        ["ada", "grace"],
        ["howard"],
    ]
    assert [text for text, _ in chains[0].steps] == [
        "letter to Ada Lovelace, 1 October 2026",
        "introduction to Grace Hopper",
        "meeting with Grace Hopper and Howard Aiken, 5 October 2026: won",
    ]


def test_introductions_in_a_circle_end(world: World) -> None:
    for slug, by in (("ada", "grace"), ("grace", "ada")):
        world.person(slug.upper(), slug=slug, introduced_by=by)
    world.write("plans/job.md", "---\nname: A job\n---\n")
    world.met("2026-10-05", "grace", "ada", kind="meeting", plan="job", outcome="won")
    with world.index() as index:
        chains = load(index, "job").chains
    assert [{who.slug for who in chain.people} for chain in chains] == [{"ada", "grace"}]
