"""The checks across notes: what each finds, where, and what it leaves alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import hobnob
from hobnob.checks.catalogue import all_checks, all_pages
from hobnob.checks.run import find_problems
from hobnob.model import Problem
from tests.conftest import World


def found(world: World, today: str = "2026-11-22") -> list[Problem]:
    with world.index(today) as index:
        return find_problems(index)


def one(world: World, code: str) -> Problem:
    problems = found(world)
    assert [p.code for p in problems] == [code], problems
    return problems[0]


def at(problem: Problem) -> str:
    return f"{problem.path.removeprefix('notes/')}:{problem.line}:{problem.column}"


# ---------------------------------------------------------------- references


def test_an_unresolved_reference_offers_the_nearest(world: World) -> None:
    world.person("Grace Hopper")
    world.met("2026-01-02", "grace-hoper", slug="x")
    problem = one(world, "unresolved")
    assert at(problem) == "interactions/2026/x.md:3:10"
    assert "did you mean grace-hopper?" in problem.message
    assert "hobnob add person 'Grace Hoper'" in problem.message


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Graec Hopper", "grace-hopper"),
        ("grace-h", "grace-hopper"),
        ("Jose Nunes", "josé-núñez"),
        ("grcae", "grace-hopper"),
        ("zzzzzz", ""),
    ],
)
def test_what_is_offered(world: World, typed: str, offered: str) -> None:
    world.person("Grace Hopper")
    world.person("José Núñez")
    world.met("2026-01-02", typed, slug="x")
    message = one(world, "unresolved").message
    assert (f"did you mean {offered}?" in message) if offered else ("did you mean" not in message)


def test_the_place_of_an_item_of_a_list(world: World) -> None:
    world.person("Ada")
    world.write(
        "interactions/x.md",
        """
        ---
        date: 2026-01-02
        people:
          # those who were there
          - ada
          - "[[nobody|Nob]]"
          - [[else]]
        introduced: ['somebody new']
        ---
        """,
    )
    assert [at(p) for p in found(world)] == [
        "interactions/x.md:6:5", "interactions/x.md:7:5", "interactions/x.md:8:14",
    ]  # fmt: skip


def test_a_reference_to_a_note_that_is_left_out_says_so(world: World) -> None:
    world.write("people/ada.md", "---\nname: Ada\n")
    world.met("2026-01-02", "ada", slug="x", body="[[ada]]\n")
    world.met("2026-01-03", "ada", slug="y")
    told = {p.code: p for p in found(world)}
    assert {p.path for p in told.values()} == {"notes/people/ada.md"}
    assert "2 references in 2 notes lead here" in told["unresolved"].message
    assert "another note refers to this one" in told["broken-link"].message
    alone = world.run("check notes/interactions").out.splitlines()
    assert len(alone) == 3
    assert all("notes/people/ada.md is left out until you fix it" in line for line in alone)


def test_a_name_for_the_command_line_is_quoted(world: World) -> None:
    world.met("2026-01-02", slug="x", people='"$(rm -rf ~) O\'Brien"')
    assert "hobnob add person '$(rm -rf ~) O'\"'\"'Brien'" in one(world, "unresolved").message


def test_an_ambiguous_reference_lists_its_candidates(world: World) -> None:
    world.person("David Park", aliases="David")
    world.person("David Price", aliases="David")
    world.met("2026-01-02", "David", slug="x")
    problem = one(world, "ambiguous")
    assert problem.message == "people: 'David' could be david-park or david-price; choose one"
    assert at(problem) == "interactions/2026/x.md:3:10"


BODY = """\
A [[ada]], an [[Ogilvy]] that only a role names, [[index]], [[2026-01-02-x|that lunch]].
`[[in backticks]]` and ``[[`in` more]]``, #tag

    [[indented]]

```sh
if [[ -f x ]]; then
```

- a list

  ```
  [[fenced in a list]]
  ```

> ~~~
> [[fenced in a quotation]]
> ~~~

![[photo.jpg]] [[#heading]] [[ada#roles]]
"""


def test_links_that_lead_somewhere_and_code_are_no_problem(world: World) -> None:
    world.person("Ada", org="Ogilvy")
    world.write("index.md", "# Home\n")
    world.write("photo.jpg", b"x")
    world.met("2026-01-02", "ada", slug="2026-01-02-x", body=BODY)
    assert found(world) == []


def test_a_broken_link_has_its_place(world: World) -> None:
    world.person("Ada", body="\n- [ ] [[ada]] and\n  - [[adda|her]]\n")
    world.write("index.md", "# Home\n\n```\n[[x]]\n```\nSee [[nowhere]].\n")
    world.write("letters/thanks.md", "Dear [[not a link]]\n")
    world.write("orgs/o.md", "---\r\nname: O\r\n---\r\n\r\n[[thanks]]\r\n")
    assert [(at(p), p.code) for p in found(world)] == [
        ("index.md:6:5", "broken-link"),
        ("orgs/o.md:5:1", "broken-link"),
        ("people/ada.md:6:5", "broken-link"),
    ]
    messages = [p.message for p in found(world)]
    assert "letters have no page" in messages[1]
    assert "did you mean [[ada]]?" in messages[2]


# ---------------------------------------------------------------- people


def test_two_people_of_one_name(world: World) -> None:
    world.person("David Park", "david-park")
    world.person("david park", "david-park-2")
    assert [(at(p), p.code) for p in found(world)] == [
        ("people/david-park-2.md:2:7", "same-name"), ("people/david-park.md:2:7", "same-name"),
    ]  # fmt: skip


def test_an_alias_that_is_the_name_of_another(world: World) -> None:
    world.person("Grace Hopper", aliases="[Gracie, Ada Lovelace]")
    world.person("Ada Lovelace")
    assert [(at(p), p.code) for p in found(world)] == [
        ("people/ada-lovelace.md:2:7", "same-name"), ("people/grace-hopper.md:3:19", "same-name"),
    ]  # fmt: skip


def test_a_first_name_may_be_shared(world: World) -> None:
    world.person("David Park", aliases="[David, DAVID]")
    world.person("David Price", aliases="David")
    world.person("Ada", "ada", aliases="Ada")
    assert found(world) == []


def test_two_people_with_one_address(world: World) -> None:
    world.person("Ada", emails="[a@example.org, Office@example.org]")
    world.person("Grace", emails="office@example.org")
    world.person("Else", emails="else@example.org")
    assert [(at(p), p.code) for p in found(world)] == [
        ("people/ada.md:3:25", "same-address"), ("people/grace.md:3:9", "same-address"),
    ]  # fmt: skip


def test_dates_of_people_in_the_future(world: World) -> None:
    world.person("Ada", birthday="2096-12-09", met_on="2026-12")
    world.person("Grace", birthday="--12-09", met_on="2026-11")
    world.person("Else", birthday="2026-11-22", met_on="2026")
    assert [at(p) for p in found(world)] == ["people/ada.md:3:11", "people/ada.md:4:9"]


def test_introductions_in_a_circle(world: World) -> None:
    world.person("Ada", introduced_by="bob")
    world.person("Bob", introduced_by="cid")
    world.person("Cid", introduced_by="ada")
    # Who stands behind a circle is not in it.
    world.person("Dan", introduced_by="ada")
    world.person("Eve", introduced_by="dan")
    assert [(at(p), p.code) for p in found(world)] == [
        (f"people/{slug}.md:3:16", "introduced-in-circle") for slug in ("ada", "bob", "cid")
    ]


# ---------------------------------------------------------------- roles


def with_roles(world: World, *roles: str) -> list[tuple[int, str]]:
    items = "".join(f"  - {{{role}}}\n" for role in roles)
    world.write("people/ada.md", f"---\nname: Ada\nroles:\n{items}---\n".encode())
    return [(p.line, p.code) for p in found(world)]


@pytest.mark.parametrize(
    "roles",
    [
        ("org: B, since: 2020-03", "org: A, since: 2015, until: 2020-03"),
        ("org: B, since: 2020-03-15", "org: A, since: 2015, until: 2020"),
        ("org: B, since: 2020", "org: A, since: 2015, until: 2020-11"),
        ("org: B, since: 2020", "org: A, until: 2019"),
        ("org: B, since: 2020", "org: A, since: 2010, until: 2015", "org: Z, since: 2004, until: 2010"),
        ("org: B", "org: A, since: 2010, until: 2015"),
        ("org: B, since: 2020",),
        ("org: B, since: 2027-02", "org: A, since: 2010, until: 2027-01"),
    ],
)  # fmt: skip
def test_roles_one_after_the_other(world: World, roles: tuple[str, ...]) -> None:
    assert with_roles(world, *roles) == []


@pytest.mark.parametrize(
    ("roles", "problems"),
    [
        (("org: B, since: 2020", "org: A, since: 2015"), [(5, "roles-overlap")]),
        (("org: B, since: 2020", "org: A"), [(4, "roles-overlap")]),
        (("org: B, since: 2020-03", "org: A, since: 2015, until: 2020-05"), [(5, "roles-overlap")]),
        (("org: B, since: 2018, until: 2021", "org: A, since: 2015, until: 2020"), [(5, "roles-overlap")]),
        (("org: B, since: 2018", "org: A, since: 2019, until: 2020"), [(4, "roles-overlap"), (5, "roles-order")]),
        (("org: A, since: 2015, until: 2020", "org: B, since: 2020"), [(5, "roles-order")]),
        (("org: A, since: 2015, until: 2014",), [(4, "role-dates")]),
        (("org: A, since: 2015-03, until: 2015-02",), [(4, "role-dates")]),
    ],
)  # fmt: skip
def test_roles_that_cannot_be(
    world: World, roles: tuple[str, ...], problems: list[tuple[int, str]]
) -> None:
    assert sorted(with_roles(world, *roles)) == problems


def test_an_overlap_says_how_to_close_the_older_role(world: World) -> None:
    with_roles(world, "org: B, title: Head, since: 2020-03", "org: A, since: 2015")
    message = one(world, "roles-overlap").message
    assert "'A' and 'Head, B' have no end" in message
    assert "'until: 2020-03'" in message


def test_a_role_beside_the_roles(world: World) -> None:
    world.write(
        "people/ada.md", b"---\nname: Ada\ntitle: Head\nroles:\n  - {org: A, since: 2015}\n---\n"
    )
    assert at(one(world, "roles-twice")) == "people/ada.md:3:8"


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("date", "keys", "future"),
    [
        ("2026-11-23", {}, True),
        ("2026-11-23 08:00", {}, True),
        ("2026-12", {}, True),
        ("2027", {}, True),
        ("2026-11-22 23:59", {}, False),
        ("2026-11", {}, False),
        ("2026", {}, False),
        ("2026-11-23", {"draft": "true"}, False),
    ],
)
def test_the_future_is_no_record(
    world: World, date: str, keys: dict[str, str], future: bool
) -> None:
    world.met(date, slug="x", **keys)
    assert [p.code for p in found(world)] == ["future"] * future


def test_a_follow_up_comes_after(world: World) -> None:
    world.met("2026-03-05", slug="x", follow_up="2026-03-04")
    world.met("2026-03-05 12:00", slug="y", follow_up="2026-03")
    world.met("2026-03", slug="z", follow_up="2026-03-01")
    assert at(one(world, "follow-up")) == "interactions/2026/x.md:4:12"


# ---------------------------------------------------------------- plans


def plan(world: World, people: str, **keys: str) -> None:
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    world.write("plans/p.md", f"---\nname: P\npeople: [{people}]\n{lines}---\n".encode())


@pytest.fixture
def targets(world: World) -> World:
    for name in ("Ada", "Grace", "Howard"):
        world.person(name)
    return world


def test_a_target_who_was_never_written_to(targets: World) -> None:
    plan(targets, "ada, grace, howard", start="2026-09-14")
    targets.met("2026-09-14", "ada", kind="letter")
    targets.met("2026-09-13", "grace", kind="letter")
    targets.met("2026-10-01", "grace", kind="email", direction="in", slug="in")
    targets.met("2026-10-01", "grace", kind="meal")
    targets.met("2026-10-01", "howard", kind="message", draft="true")
    (problem,) = found(targets)
    assert (at(problem), problem.code) == ("plans/p.md:3:15", "never-written")
    assert "you have not written to grace since the plan began (2026-09-14)" in problem.message


def test_of_many_who_were_never_written_to_the_first_few_are_named(world: World) -> None:
    for number in range(500):
        world.person(f"P{number}")
    people = ", ".join(f"p{number}" for number in range(500))
    plan(world, people, start="2026-09-14")
    said = one(world, "never-written").message
    assert "people: you have not written to 500 targets (p0, p1, p2, p3, p4 and 495 more)" in said
    plan(world, people, start="2026-11-15")
    assert found(world) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"kind": "email"},
        {"kind": "message", "direction": "both"},
        {"kind": "call", "plan": "p"},
        {"kind": "letter", "direction": "in", "plan": "p"},
    ],
)
def test_what_counts_as_written(targets: World, keys: dict[str, str]) -> None:
    plan(targets, "ada", start="2026-09")
    targets.met("2026-09-02", "ada", **keys)
    assert found(targets) == []


@pytest.mark.parametrize(
    "keys",
    [{"status": "paused"}, {"status": "won"}, {"status": "dropped"}, {"start": "2026-12"}],
)
def test_plans_that_rest_are_left_alone(targets: World, keys: dict[str, str]) -> None:
    plan(targets, "ada", **keys)
    assert found(targets) == []


def test_a_deadline_comes_after_the_start(world: World) -> None:
    plan(world, "", start="2026-09-14", deadline="2026-03-31")
    assert at(one(world, "plan-dates")) == "plans/p.md:5:11"
    plan(world, "", start="2026-09-14", deadline="2026")
    assert found(world) == []


# ---------------------------------------------------------------- all together


def test_one_note_can_be_checked_alone(world: World) -> None:
    world.person("Ada", emial="x")
    world.person("Grace", emial="x")
    with world.index() as index:
        found = find_problems(index, lambda path: path == "notes/people/ada.md")
        assert [problem.path for problem in found] == ["notes/people/ada.md"]


def test_what_is_left_out_is_not_checked_further(world: World) -> None:
    world.person("Ada", "ada")
    world.person("Ada", "b/ada", birthday="2096-01-01")
    assert one(world, "same-slug").path == "notes/people/b/ada.md"


def test_a_note_that_goes_meanwhile_is_no_reason_to_fail(world: World) -> None:
    path = world.person("Ada", birthday="2096-01-01")
    with world.index() as index:
        path.unlink()
        assert [(p.line, p.column) for p in find_problems(index)] == [(1, 1)]


def test_the_sample_is_clean(sample: World) -> None:
    said = sample.run("check")
    assert (said.code, said.out) == (0, "")


def test_every_code_has_a_page_that_says_how_to_put_it_right() -> None:
    for code, page in all_pages().items():
        assert re.fullmatch("[a-z]+(-[a-z]+)*", code)
        assert page.title.endswith("."), code
        assert len(page.title) < 80, code
        assert "**How to fix it.**" in page.text, code
    assert set(all_checks()) <= set(all_pages())


def test_every_code_that_is_complained_with_has_a_page() -> None:
    used = set()
    source = Path(hobnob.__file__).parent
    for file in (*source.glob("notes/*.py"), *source.glob("index/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            given = node.args[0] if name == "complain" and node.args else None
            given = node.args[1] if name == "_complain" else given
            given = next((k.value for k in node.keywords if k.arg == "code"), given)
            if isinstance(given, ast.Constant):
                used.add(given.value)
    assert {"front-matter", "value", "link"} <= used
    assert used <= set(all_pages())


def test_an_appointment_long_past(world: World) -> None:
    """Nobody said whether it took place; of a month alone, its last day counts."""
    world.person("Ada")
    for slug, date, kind in (
        ("old", "2026-10-22", "call"), ("month", "2026-09", "meal"), ("this", "2026-11", "meal"),
        ("new", "2026-10-23", "call"), ("letter", "2026-01-01", "letter"),
        ("ahead", "2026-12-01", "meeting"),
    ):  # fmt: skip
        world.met(date, "ada", kind=kind, draft="true", slug=slug)
    world.met("2026-10-01", "ada", kind="call", draft="true", outcome="cancelled", slug="off")
    problems = found(world)
    assert [(p.path.rsplit("/", 1)[-1], p.line, p.code) for p in problems] == [
        ("month.md", 2, "past-appointment"), ("old.md", 2, "past-appointment"),
    ]  # fmt: skip
    assert "hobnob happened old" in problems[1].message


def test_a_yearly_date_without_a_day(world: World) -> None:
    world.write(
        "people/ada.md",
        b"---\nname: Ada\ndates:\n  - date: --05-31\n  - what: founded\n    date: 2010\n---\n",
    )
    assert [(p.line, p.column, p.code) for p in found(world)] == [(6, 11, "yearly-date")]
