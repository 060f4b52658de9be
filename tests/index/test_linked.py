"""A wikilink in a value that is text reads as its text, or as the name of its target."""

from __future__ import annotations

import pytest

from tests.conftest import World


@pytest.fixture
def linked(world: World) -> World:
    world.write("orgs/remington-rand.md", "---\nname: Remington Rand\n---\n")
    world.person("Ada Lovelace", slug="ada")
    world.person(
        "Grace Hopper", slug="grace", org='"[[remington-rand]]"', title='"Head of [[ada|the lab]]"',
        location='"[[Philadelphia]]"', met_at='"a lunch of [[ada]]\'s"', tags='["[[compilers]]"]',
        relation='"[[mentor]]"', boss='"[[ada]]"',
    )  # fmt: skip
    world.met("2026-11-01", "grace", place='"[[remington-rand]]"')
    return world


def test_json_has_what_one_reads(linked: World) -> None:
    grace = linked.run("show grace --json").json
    assert (grace["org"], grace["title"]) == ("Remington Rand", "Head of the lab")
    assert (grace["location"], grace["met_at"]) == ("Philadelphia", "a lunch of Ada Lovelace's")
    assert (grace["tags"], grace["relation"]) == (["compilers"], ["mentor"])
    assert grace["boss"] == "Ada Lovelace"
    assert grace["timeline"][0]["place"] == "Remington Rand"


def test_the_terminal_shows_what_one_reads(linked: World) -> None:
    shown = linked.run("show grace").out
    assert "Head of the lab, Remington Rand" in shown
    assert "a lunch of Ada Lovelace's" in shown
    assert "[[" not in shown + linked.run("list people").out + linked.run("list places").out


def test_a_linked_organization_is_the_one_with_that_note(linked: World) -> None:
    (org,) = linked.run("list orgs --json").json
    assert (org["slug"], org["name"]) == ("remington-rand", "Remington Rand")
    assert [who["slug"] for who in linked.run("list people --org remington --json").json] == [
        "grace"
    ]


def test_lists_and_search_find_what_one_reads(linked: World) -> None:
    def slugs(command: str) -> list[str]:
        return [note["slug"] for note in linked.run(f"{command} --json").json]

    assert slugs("list people --place Philadelphia") == ["grace"]
    assert slugs("list people --tag compilers") == ["grace"]
    assert slugs("list interactions --place 'Remington Rand'") == ["2026-11-01-meeting-grace"]
    assert "grace" in slugs("search Rand")


def test_a_new_name_of_the_target_is_read_at_once(linked: World) -> None:
    linked.run("list people")
    linked.write("orgs/remington-rand.md", "---\nname: Sperry Rand\n---\n")
    assert linked.run("show grace --json").json["org"] == "Sperry Rand"
    assert linked.run("list places --json").json[0]["place"] == "Sperry Rand"
    (linked.notes / "orgs/remington-rand.md").unlink()
    assert linked.run("show grace --json").json["org"] == "remington-rand"


def test_a_target_that_comes_later_gives_its_name(linked: World) -> None:
    linked.person("Howard Aiken", slug="howard", met_at='"a dinner with [[anna]]"')
    assert linked.run("show howard --json").json["met_at"] == "a dinner with anna"
    linked.person("Anna Held", slug="anna")
    assert linked.run("show howard --json").json["met_at"] == "a dinner with Anna Held"


def test_an_edit_keeps_the_link_as_it_was_typed(linked: World) -> None:
    linked.run("set grace circle=inner")
    assert 'org: "[[remington-rand]]"' in (linked.notes / "people/grace.md").read_text()


def test_a_rename_takes_the_links_in_values_along(linked: World) -> None:
    assert linked.run(["rename", "ada", "Ada King"]).code == 0
    assert linked.run(["rename", "remington-rand", "Sperry Rand"]).code == 0
    text = (linked.notes / "people/grace.md").read_text()
    assert "a lunch of [[ada-king]]'s" in text
    assert "Head of [[ada-king|the lab]]" in text
    grace = linked.run("show grace --json").json
    assert (grace["org"], grace["boss"]) == ("Sperry Rand", "Ada King")
    assert [who["slug"] for who in linked.run("list people --org sperry --json").json] == ["grace"]


def test_links_in_values_become_text_when_their_note_goes(linked: World) -> None:
    said = linked.run("remove ada --force")
    assert said.code == 0, said.err
    assert "a lunch of Ada Lovelace's" in (linked.notes / "people/grace.md").read_text()


def test_a_letter_says_what_one_reads(linked: World) -> None:
    linked.write("letters/hello.md", "---\nsubject: Hello\n---\nAt {{ role.org }}: {{ person.met_at }}.\n")  # fmt: skip
    linked.write("plans/next.md", "---\nname: Next\nletter: hello\npeople: [grace]\n---\n")
    said = linked.run("draft hello --to grace --plan next")
    assert said.code == 0, said.err
    (draft,) = linked.notes.glob("interactions/2026/*hello.md")
    assert "At Remington Rand: a lunch of Ada Lovelace's." in draft.read_text()


@pytest.mark.parametrize("note", [True, False])
def test_a_linked_organization_has_no_second_name(world: World, note: bool) -> None:
    """A link with a text of its own means the organization of its target, with a note or without."""
    if note:
        world.write("orgs/remington-rand.md", "---\nname: Remington Rand\n---\n")
    world.person("Ann", org='"[[Remington Rand|RR]]"')
    world.person("Bob", roles="\n  - {org: '[[remington-rand|Remington Rand]]', since: 2020}")
    world.person("Cid", org='"[[Remington Rand]]"')
    (org,) = world.run("list orgs --json").json
    assert org["name"] == "Remington Rand"
    assert world.run("show ann --json").json["org"] == "Remington Rand"
    assert world.run(["rename", "Remington Rand", "Sperry"]).code == 0
    (org,) = world.run("list orgs --json").json
    assert (org["name"], len(org["people_now"])) == ("Sperry", 3)
    assert world.run("check").code == 0, world.run("check").out


def test_a_linked_organization_without_a_note_is_told_if_its_text_is_lost(world: World) -> None:
    world.person("Ann", org='"[[remington|Remington Rand]]"')
    world.person("Bob", roles="\n  - {org: Acme}\n  - {org: '[[rr-inc|RR]]', until: 2020}")
    world.person("Cid", org='"[[remington-rand|Remington Rand]]"')
    found = world.run("check --json").json
    assert [(p["path"], p["line"], p["code"]) for p in found] == [
        ("notes/people/ann.md", 3, "linked-org"),
        ("notes/people/bob.md", 5, "linked-org"),
    ]
    assert "hobnob add org Remington" in found[0]["message"]
