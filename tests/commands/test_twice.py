"""A command that sets something does nothing the second time, and says so."""

from __future__ import annotations

import pytest

from tests.conftest import World


@pytest.fixture
def known(world: World) -> World:
    """Two people, a plan, a promise, a draft."""
    roles = "\n  - {org: Ogilvy, title: Clerk, since: 2020}"
    world.person("Ada Byron", tags="[maths]", roles=roles)
    world.person("Bob Stone")
    world.write("plans/move.md", "---\nname: Move\npeople: [ada-byron]\n---\n")
    world.met("2026-11-01", "ada-byron", slug="2026-11-01-call", kind="call",
              body="- [ ] send the list\n")  # fmt: skip
    world.met("2026-11-20", "bob-stone", slug="2026-11-20-letter", kind="letter", draft="true")
    world.run("list promises")
    world.run("drafts")
    return world


def files(world: World) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in world.notes.rglob("*.md")}


@pytest.mark.parametrize(
    "command",
    [
        "move ada --org Acme --title Director --since 2026-10",
        "move ada --org Acme --title Director --since 2027-01",
        "move ada --org ACME --title director",
        "set ada circle=close tags+=music",
        "set ada tags+=maths,music",
        "set ada tags-=maths",
        "set ada birthday=",
        "set 2026-11-01-call people+=bob-stone",
        "set 2026-11-01-call people-=ada",
        "set move expect=reached:0.5",
        "set move expect-=reached",
        "plan move add bob",
        "plan move drop ada",
        "done 1",
        "undone 1",
        "sent 1",
        "sent bob",
        "sent 2026-11-20-letter --date 2026-11-21",
        "rename ada ada-king",
        'rename ada-byron "Ada King"',
    ],
)
def test_the_second_time_changes_nothing(known: World, command: str) -> None:
    if command.startswith(("done", "undone")):
        known.run("list promises")
    assert known.run(command).code == 0
    after = files(known)
    command = command.replace("ada-byron", "ada")
    again = known.run(command)
    assert (again.code, again.out) == (0, "")
    assert again.err.strip()
    assert files(known) == after
    said = known.run(f"{command} --json")
    assert said.code == 0
    assert said.json
    assert known.run(f"{command} --dry-run --json").json["diff"] == ""
    assert files(known) == after


def test_a_role_that_is_there_gets_no_other_start(known: World) -> None:
    known.run("move ada --org Acme --since 2027-01")
    after = files(known)
    said = known.run("move ada --org Acme --since 2027-03")
    assert said.code == 2
    assert "since 2027-01" in said.err
    assert files(known) == after


def test_who_went_and_came_back_moves_each_time(known: World) -> None:
    for org, since in (("Acme", "2024-01"), ("Ogilvy", "2025-01"), ("Acme", "2026-01")):
        assert known.run(f"move ada --org {org} --title Clerk --since {since}").code == 0
    orgs = [role["org"] for role in known.run("show ada --json").json["roles"]]
    assert orgs == ["Acme", "Ogilvy", "Acme", "Ogilvy"]
    assert "role" not in known.run("check").out


def test_check_tells_of_a_role_that_is_listed_twice(world: World) -> None:
    role = "{org: Acme, title: Director, since: 2027-01"
    world.person("Ada Byron", roles=f"[{role}}}, {role}, until: 2027-01}}]")
    (found,) = world.run("check --json").json
    assert found["code"] == "role-repeated"
    assert "twice" in found["message"]
