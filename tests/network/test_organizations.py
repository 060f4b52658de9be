"""Organizations: who was there with whom, who went where; and role changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import World


def roles(*rows: str) -> str:
    return "".join(f"\n  - {{{row}}}" for row in rows)


@pytest.fixture
def journal(world: World) -> World:
    world.write("orgs/acme.md", "---\nname: Acme\naliases: [Acme Corp]\nparent: globex\n---\n")
    world.write("orgs/globex.md", "---\nname: Globex\n---\n")
    world.person("Ada", roles=roles("org: Beta, title: CTO, since: 2024-03",
                                    "org: Acme, title: Engineer, since: 2010, until: 2024-03"))  # fmt: skip
    world.person("Bob", roles=roles("org: Acme Corp, title: Boss, since: 2020"))
    world.person("Carl", roles=roles("org: Acme, title: Clerk"))
    world.person("Dora", roles=roles("org: Acme, since: 1999, until: 2010"))
    world.person("Eve", roles=roles("org: Beta, title: Chair, since: 2030",
                                    "org: Beta, title: Clerk, since: 2001"))  # fmt: skip
    world.met("2025-01-05", "bob")
    world.met("2026-05-05", "ada")
    world.met("2019-05-05", "ada", "dora")
    world.write("plans/job.md", "---\nname: Job\npeople: [bob]\n---\n")
    world.write("plans/more.md", "---\nname: More\npeople: [beta]\n---\n")
    return world


def test_an_organization_says_who_was_there_with_whom(journal: World) -> None:
    acme: Any = journal.run("show acme --json").json
    assert (acme["people_now"], acme["people_earlier"]) == (["bob", "carl"], ["ada", "dora"])
    # Dora left in 2010 and Ada came in 2010: they may have missed each other.
    assert acme["together"] == [
        {"people": ["bob", "carl"], "since": None, "until": None},
        {"people": ["ada", "bob"], "since": "2020", "until": "2024-03"},
    ]
    assert acme["undated"] == ["carl"]
    assert [(row["person"], row["to"]["org"]) for row in acme["moved"]] == [
        ("ada", "Beta"), ("dora", None),
    ]  # fmt: skip
    # Ada was not there any more in 2026, so that contact is none with Acme.
    assert acme["last_contact"] == "2025-01-05"
    assert (acme["plans"], acme["parent"], acme["children"]) == (["job"], "globex", [])
    beta = journal.run("show beta --json").json
    assert (beta["plans"], beta["last_contact"]) == (["more"], "2026-05-05")
    assert journal.run("show globex --json").json["children"] == ["acme"]
    said = journal.run("show acme").out
    assert "no date of Carl" in said
    assert "March 2024: Ada to CTO, Beta" in said


def test_a_role_change_has_its_date_and_what_was_before(journal: World) -> None:
    journal.person("Fay", roles=roles("org: New", "org: Old, until: 2026-02-03"))
    journal.person("Gus", roles=roles("title: Board, org: X, since: 2020",
                                      "title: Job, org: Y, since: 2015"))  # fmt: skip
    changes: Any = journal.run("moved --json").json
    assert [(c["person"], c["date"], c["from"], c["to"], c["in_touch"]) for c in changes] == [
        ("fay", "2026-02-03", post("Old"), post("New"), False),
        ("ada", "2024-03", post("Acme", "Engineer"), post("Beta", "CTO"), True),
        ("gus", "2020", post("Y", "Job"), post("X", "Board"), False),
        ("dora", "2010", post("Acme"), post(), True),
    ]
    for since, people in (("2024-03-15", ["fay", "ada"]), ("2024-04", ["fay"]), ("2027", [])):
        found: Any = journal.run(f"moved --since {since} --json").json
        assert [change["person"] for change in found] == people
    assert "Engineer, Acme" in journal.run("moved").out


@pytest.mark.parametrize(
    ("since", "last", "in_touch"),
    [
        ("2026-05", "2026-04-30", False),
        # In the month of the move: mostly because of it.
        ("2026-05", "2026-05-02", True),
        ("2026", "2026-03-01", True),
        ("2026-05-03", "2026-05-02", False),
        ("2026-05-03", "2026-05", True),
    ],
)
def test_a_contact_in_the_month_of_a_move_counts(
    world: World, since: str, last: str, in_touch: bool
) -> None:
    world.person("Ada", roles=roles(f"org: New, since: {since}", "org: Old"))
    world.met(last, "ada")
    assert world.run("moved --json").json[0]["in_touch"] is in_touch


def post(org: str | None = None, title: str | None = None) -> dict[str, str | None]:
    return {"org": org, "title": title}


def test_check_points_out_organizations_that_may_be_one(world: World) -> None:
    names = ("Ogilvy", "Ogilvy & Mather", "Acme Inc.", "ACME GmbH & Co. KG", "Acme Cloud", "Rand",
             "Smith and Sons", "Jones und Söhne", "The Co")  # fmt: skip
    for at, name in enumerate(names):
        world.person(f"Person {at}", org=f'"{name}"')
    world.write("orgs/a.md", "---\nname: Alpha\ndomains: [x.example]\nparent: c\n---\n")
    world.write("orgs/b.md", "---\nname: Beta\ndomains: [X.example]\nparent: a\n---\n")
    world.write("orgs/c.md", "---\nname: Gamma\ndomains: [x.example]\nparent: b\n---\n")
    world.write("orgs/d.md", "---\nname: Delta\ndomains: [x.example]\n---\n")
    said = world.run("check").out
    found = [line for line in said.splitlines() if "organization-twice" in line]
    assert sorted(line.split("'")[1::2][:2] for line in found) == [
        ["Acme Inc.", "ACME GmbH & Co. KG"], ["Alpha", "Delta"], ["Beta", "Delta"],
        ["Delta", "Gamma"], ["Ogilvy", "Ogilvy & Mather"],
    ]  # fmt: skip
    assert "hobnob merge 'Acme Inc.' 'ACME GmbH & Co. KG'" in said
    (circle,) = [line for line in said.splitlines() if "parent-circle" in line]
    assert "Alpha → Gamma → Beta → Alpha" in circle


def test_merge_unites_organizations_without_notes(world: World) -> None:
    ada = world.person("Ada", org="Ogilvy & Mather", body="At [[Ogilvy & Mather]].")
    world.person("Bob", roles=roles("org: Ogilvy, since: 2020"))
    plan = world.write("plans/job.md", "---\nname: Job\npeople: [Ogilvy & Mather]\n---\n")
    assert world.run(["merge", "Ogilvy", "Ogilvy & Mather", "--dry-run"]).code == 0
    assert "org: Ogilvy & Mather" in ada.read_text()
    assert world.run(["merge", "Ogilvy", "Ogilvy & Mather"]).code == 0
    assert ada.read_text() == ("---\nname: Ada\norg: Ogilvy\n---\nAt [[Ogilvy|Ogilvy & Mather]].")
    assert "people: [Ogilvy]" in plan.read_text()
    # With a note, only the note changes.
    note = world.write("orgs/om.md", "---\nname: O&M\naliases: [OM]\n---\n")
    before = ada.read_text()
    assert world.run(["merge", "om", "Ogilvy"]).code == 0
    assert note.read_text() == "---\nname: O&M\naliases: [OM, Ogilvy]\n---\n"
    world.person("Carl", org="WPP")
    merged: Any = world.run(["merge", "WPP", "O&M", "--json"]).json
    assert note.read_text() == "---\nname: WPP\naliases: [OM, Ogilvy, O&M]\n---\n"
    assert ada.read_text() == before
    assert merged["people_now"] == ["ada", "bob", "carl"]
    assert world.run(["merge", "WPP", "OM"]).code == 2
