"""A new role comes on top, the one before is closed, and nothing is lost."""

from __future__ import annotations

from tests.conftest import World


def person(world: World, keys: str) -> None:
    world.write("people/ada.md", f"---\nname: Ada\n{keys}---\nBody.\n".encode())


def text(world: World) -> str:
    return (world.notes / "people/ada.md").read_text()


def test_a_role_that_lasts_is_closed(world: World) -> None:
    person(world, "roles:\n  - org: Ogilvy   # first\n    title: Clerk\n    since: 2020\n")
    said = world.run("move ada --org Acme --title Director --since 2026-11")
    assert said.code == 0, said.err
    assert text(world) == (
        "---\nname: Ada\nroles:\n  - org: Acme\n    title: Director\n    since: 2026-11\n"
        "  - org: Ogilvy   # first\n    title: Clerk\n    since: 2020\n    until: 2026-11\n"
        "---\nBody.\n"
    )
    shown = world.run("show ada --json").json
    assert (shown["org"], shown["title"]) == ("Acme", "Director")


def test_the_short_keys_become_the_older_role(world: World) -> None:
    person(world, "org: Ogilvy\ntitle: Clerk\nnote: mine\n")
    assert world.run("move ada --title Director").code == 0
    assert "note: mine\n" in text(world)
    assert "  - org: Ogilvy\n    title: Director\n    since: 2026-11\n" in text(world)
    assert "  - org: Ogilvy\n    title: Clerk\n    until: 2026-11\n" in text(world)
    assert world.run("check").code == 0


def test_a_first_role(world: World) -> None:
    person(world, "")
    assert world.run("move ada --org Acme --since 2026-11-20").code == 0
    assert "roles:\n  - org: Acme\n    since: 2026-11-20\n" in text(world)


def test_what_is_wrong_changes_nothing(world: World) -> None:
    person(world, "org: Ogilvy\n")
    before = text(world)
    for typed, said in (
        ("move ada", "where to"),
        ("move ada --org Acme --since someday", "--since"),
    ):
        answer = world.run(typed)
        assert answer.code == 2
        assert said in answer.err
    assert text(world) == before


def test_a_role_cannot_begin_before_the_one_it_follows(world: World) -> None:
    person(world, "roles:\n  - org: Ogilvy\n    since: 2024-03\n")
    before = text(world)
    said = world.run("move ada --org Acme --since 2023-01")
    assert said.code == 2
    assert "2024-03" in said.err
    assert text(world) == before
    assert "will be Acme" in world.run("move ada --org Acme --since 2027").out
