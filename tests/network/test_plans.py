"""The sample's plans: twenty letters, ten calls, two drinks, one strong word, one internship."""

from __future__ import annotations

from typing import Any

import pytest

from hobnob.index.index import Index
from hobnob.index.plans import list_plans
from hobnob.network.plans.plans import Plan, Target, active_plans, load_plan, load_plans
from tests.conftest import World


def load(index: Index, slug: str) -> Plan:
    return load_plan(index, index.value("SELECT id FROM note WHERE slug = :slug", slug=slug))


def test_the_internship_is_counted(looked_at: World) -> None:
    with looked_at.index() as index:
        plan = load(index, "summer-internship")
    assert {stage.name: stage.count for stage in plan.stages} == {
        "listed": 20, "written": 20, "reached": 10, "met": 2, "referred": 1, "won": 1,
    }  # fmt: skip
    assert plan.declined == 8
    assert plan.status == "won"
    assert not plan.is_active


def test_the_win_is_followed_back_to_the_letter_by_name(looked_at: World) -> None:
    with looked_at.index() as index:
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


def test_the_funnel_grew_as_the_spring_went_on(looked_at: World) -> None:
    counts = []
    for today in ("1988-03-03", "1988-03-19", "1988-04-07", "1988-04-20", "1988-05-09"):
        with looked_at.index(today) as index:
            plan = load(index, "summer-internship")
            counts.append((*(stage.count for stage in plan.stages[1:]), plan.declined))
    assert counts == [
        (0, 0, 0, 0, 0, 0),
        (20, 3, 0, 0, 0, 3),
        (20, 10, 0, 0, 0, 8),
        (20, 10, 2, 0, 0, 8),
        (20, 10, 2, 1, 0, 8),
    ]


def test_three_of_the_eight_are_still_to_be_thanked(looked_at: World) -> None:
    """The fourth whom Tim regrets, Martin, he met again."""
    with looked_at.index() as index:
        moves = load(index, "summer-internship").moves(index.today)
    assert {move.do for move in moves} == {"thank"}
    assert [move.subject for move in moves] == [
        "Anita Desrosiers", "Keith Rudge", "Priscilla Wynn",
    ]  # fmt: skip


def test_the_plan_under_way(looked_at: World) -> None:
    with looked_at.index() as index:
        (plan,) = active_plans(index)
        assert load(index, plan.slug).chains == ()
    assert plan.slug == "next-role"
    assert {target.who.name for target in plan.introduced} == {"Tobias Nkemelu", "Wren Ashdown"}
    assert [stage.count for stage in plan.stages] == [12, 12, 10, 6, 2, 0]
    wren = next(target for target in plan.introduced if target.who.slug == "wren-ashdown")
    assert [who.name for who in wren.through] == ["Lucia Ferrante"]
    assert wren.stage == "met"


def test_each_rate_is_of_the_stage_before(looked_at: World) -> None:
    with looked_at.index() as index:
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
        assert counting.asked <= 11


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


# ---------------------------------------------------------------- organizations


@pytest.fixture
def inside(world: World) -> World:
    """Two who are at Ogilvy, one who was, and an organization that nobody knows."""
    world.person("Ada Lovelace", slug="ada", org="Ogilvy")
    world.person("Grace Hopper", slug="grace", roles="[{org: O&M, until: 2020}]")
    world.person("Howard Aiken", slug="howard", roles="[{org: Ogilvy, until: 2019}, {org: Navy}]")
    world.write("orgs/ogilvy.md", "---\nname: Ogilvy\naliases: [O&M]\n---\n")
    world.write("orgs/acme.md", "---\nname: Acme\n---\n")
    world.met("2026-10-05", "grace")
    world.met("2026-09-01", "ada")
    world.write("plans/job.md", "---\nname: A job\npeople: [ogilvy, Navy, acme]\n---\n")
    return world


def org_of(world: World, name: str = "Ogilvy") -> Target:
    with world.index() as index:
        return next(t for t in load(index, "job").targets if t.who.name == name)


def test_for_an_organization_the_next_move_is_to_find_a_way_in(inside: World) -> None:
    with inside.index() as index:
        plan = load(index, "job")
    assert [(t.person, t.who.name, t.who.id is None) for t in plan.targets] == [
        (None, "Ogilvy", False), (None, "Navy", True), (None, "Acme", False),
    ]  # fmt: skip
    moves = {move.subject: move for move in plan.moves("2026-11-22")}
    assert {move.do for move in moves.values()} == {"way-in"}
    assert moves["Ogilvy"].text == (
        "find a way in: Grace Hopper was there, last contact 5 October 2026; Ada Lovelace is "
        "there, last contact 1 September 2026; Howard Aiken was there"
    )
    assert moves["Ogilvy"].prepare == "hobnob show ogilvy"
    assert moves["Ogilvy"].record_when_done == "hobnob plan job add ada"
    assert moves["Navy"].text == "find a way in: Howard Aiken is there"
    assert moves["Acme"].text == "find a way in: nobody you know is or was there yet"
    assert inside.run("check").code == 0


WAYS = {
    "nobody yet": ("", [], ("listed", (), 1)),
    "who is there is a target": (", ada", [], ("listed", ("ada",), 1)),
    "who is there was written to": ("", ["letter ada"], ("written", ("ada",), 1)),
    "who was there is a target": (", grace", [], ("listed", ("grace",), 2)),
    "they declined": ("", ["letter ada outcome=declined"], ("listed", (), 1)),
    "they were introduced": (
        "",
        ["call howard introduced=[ada]"],
        ("listed", ("ada", "howard"), 1),
    ),
}


@pytest.mark.parametrize(("more", "steps", "expected"), WAYS.values(), ids=WAYS)
def test_an_organization_stands_where_its_people_stand(
    inside: World, more: str, steps: list[str], expected: tuple[str, tuple[str, ...], int]
) -> None:
    inside.write("plans/job.md", f"---\nname: A job\npeople: [ogilvy{more}]\n---\n")
    for step in steps:
        kind, who, *keys = step.split()
        inside.met("2026-11-01", who, kind=kind, plan="job", **dict(k.split("=") for k in keys))
    found = org_of(inside)
    with inside.index() as index:
        whole = load(index, "job")
        (counts,) = load_plans(index, [whole.id], with_moves=False)
    counted = whole.stages[0].count
    assert counts.stages == whole.stages, "the list of plans, the home page and a review say so too"
    ways = tuple(sorted(who.slug for who in found.ways_in))
    assert (found.stage, ways, counted) == expected
    assert (found.next is None) is bool(ways)


def test_a_target_that_names_a_person_and_an_organization_is_told(inside: World) -> None:
    inside.person("Ogilvy", slug="david")
    said = inside.run("check")
    assert "people: 'ogilvy'" not in said.out, "the slug of the organization is its own"
    inside.write("plans/job.md", "---\nname: A job\npeople: [O G, Nowhere]\n---\n")
    assert "there is no person or organization called 'Nowhere'" in inside.run("check").out


# ---------------------------------------------------------------- postings and letters


def test_a_posting_is_a_move_from_a_week_before_its_deadline(world: World) -> None:
    world.write(
        "plans/job.md",
        """
        ---
        name: A job
        people: [ada]
        postings:
          - {title: Late, deadline: 2026-11-21}
          - {title: Soon, org: Ogilvy, link: "https://example.org/17", deadline: 2026-11-29}
          - {title: Later, deadline: 2026-12}
          - {title: Some day}
          - {title: Done, deadline: 2026-11-25, sent: 2026-11-20}
        ---
        """,
    )
    world.person("Ada Lovelace", slug="ada")
    with world.index() as index:
        plan = load(index, "job")
    assert [posting.title for posting in plan.postings] == [
        "Late", "Soon", "Later", "Some day", "Done",
    ]  # fmt: skip
    moves = plan.moves("2026-11-22")
    assert [(m.subject, m.do, m.date, m.due) for m in moves] == [
        ("Soon, Ogilvy", "apply", "2026-11-22", "2026-11-29"),
        ("Ada Lovelace", "write", "", ""),
        ("Some day", "apply", "", ""),
        ("Later", "apply", "2026-12-24", "2026-12-31"),
    ]
    assert moves[0].text == "apply: https://example.org/17"
    assert "Soon, Ogilvy: apply" in world.run("today").out
    assert "Soon" not in world.run("today", today="2026-11-21").out
    assert "Soon" not in world.run("today", today="2026-11-30").out
    world.run("set job status=paused")
    assert "apply" not in world.run("plan job next").out


def test_which_template_was_answered(world: World) -> None:
    """An answer belongs to the last letter before it."""
    for name in ("short", "long"):
        world.write(f"letters/{name}.md", "---\nsubject: Hello\n---\nDear {{ person.name }}\n")
    for slug in ("ada", "grace", "howard"):
        world.person(slug.title(), slug=slug)
    world.write(
        "plans/job.md", "---\nname: A job\npeople: [ada, grace, howard]\nletter: short\n---\n"
    )
    for slug, letter in (("ada", "long"), ("grace", "long")):
        world.met("2026-11-01", slug, kind="letter", plan="job", letter=letter)
    # The first letter without a template is the plan's.
    world.met("2026-11-02", "howard", kind="letter", plan="job")
    world.met("2026-11-10", "ada", kind="letter", plan="job", letter="short")
    world.met("2026-11-12", "ada", kind="call", plan="job")
    world.met("2026-11-13", "ada", kind="letter", plan="job")
    with world.index() as index:
        plan = load(index, "job")
    assert [(t.letter, t.sent, t.answered, t.since) for t in plan.templates] == [
        ("long", 2, 0, "2026-11-01"), ("short", 2, 1, "2026-11-02"),
    ]  # fmt: skip
    assert [(t.who.slug, t.letter) for t in plan.targets] == [
        ("ada", "short"), ("grace", "long"), ("howard", "short"),
    ]  # fmt: skip
    said = world.run("plan job").out
    assert "short        2         1   50%    9–91%  2 November 2026" in said
    assert said.count("most likely lies (95%)") == 1


def test_silence_counts_bit_by_bit(world: World) -> None:
    """A letter sent today lowers no rate; after half of the wait it counts as half a no."""
    for slug in ("ada", "ben"):
        world.person(slug.upper(), slug=slug)
        world.met("2026-11-01", slug, kind="letter", plan="job")
    world.write("plans/job.md", "---\nname: Job\npeople: [ada, ben]\nexpect: {reached: 50%}\n---\n")
    rates = []
    for day in ("2026-11-01", "2026-11-08", "2026-11-15", "2026-12-30"):
        found = world.run("plan job forecast --json", today=day).json
        assert found["steps"][0]["tried"] == 2
        rates.append(found["steps"][0]["rate"])
    assert rates == pytest.approx([5 / 10, 5 / 11, 5 / 12, 5 / 12], abs=1e-5)
    world.met("2026-12-01", "ada", kind="meeting", plan="job", draft="true")
    found = world.run("plan job forecast --json", today="2026-11-15").json
    assert found["steps"][0]["rate"] == pytest.approx(5 / 11, abs=1e-5)


def test_who_introduced_you_only_to_people_who_declined_is_out(world: World) -> None:
    world.person("Ada", slug="ada")
    world.person("Ben", slug="ben")
    world.write("plans/job.md", "---\nname: Job\npeople: [ada]\n---\n")
    world.met("2026-10-01", "ada", kind="meal", plan="job", introduced="[ben]")
    assert world.run("plan job forecast --json").json["under_way"] == 1
    world.met("2026-10-02", "ben", kind="call", plan="job", outcome="declined")
    assert world.run("plan job forecast --json").json["under_way"] == 0
