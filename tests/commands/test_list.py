"""`list`: what stands in the files, filtered, sorted, fitted to the terminal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hobnob.index.people import PeopleFilter, list_ids, list_people
from tests.commands.looking import Reader, listed, named, on_terminal, plain, widest
from tests.conftest import SAMPLE, TODAY, World

LISTS = ("people", "interactions", "plans", "orgs", "tags", "places", "promises")


@pytest.fixture
def few(world: World) -> World:
    """Three people, some meetings, a promise each way."""
    world.person("Grace Hopper", circle="close", tags="[compilers]", birthday="1906-12-09",
                 org="Remington Rand", title="Systems engineer", location="Arlington")  # fmt: skip
    world.person("Ada Lovelace", circle="inner", birthday="--11-25", relation="[mentor]",
                 roles="\n  - {org: Analytical Society, until: 2020}\n  - {org: Engine Works}",
                 location="London")  # fmt: skip
    world.person("Zoë Ångström", slug="zoe", keep_in_touch="never", location="Malmö")
    world.met("2026-11-01", "grace-hopper", "ada-lovelace", place="Luigi's", kind="meal",
              tags="[lunches]", body="Talked about compilers.\n- [ ] send the list (by 2026-12-01)\n"
              "- [ ] [[ada-lovelace]]: the address\n")  # fmt: skip
    world.met("2026-10-05", "grace-hopper", kind="call", outcome="no-answer")
    world.met("2025-03-02 12:30", "zoe", kind="call", place="online", asked="[advice]")
    world.met("2026-11-30", "ada-lovelace", kind="meeting")
    world.met("2026-11-20", "zoe", kind="email", draft="true")
    return world


def names(world: World, command: str) -> list[str]:
    return [found.get("name") or found["slug"] for found in world.run(f"{command} --json").json]


# ---------------------------------------------------------------- what stands in the files


def as_printed(head: dict[str, Any], many: tuple[str, ...]) -> dict[str, Any]:
    """Return front matter in the documented shape, as far as PyYAML alone can tell."""
    found = {}
    for key, value in head.items():
        if value not in ("", None):
            found[key] = listed(value) if key in many else value
    return found


MANY = ("aliases", "emails", "phones", "links", "relation", "tags", "asked", "gave")


def check_people(world: World, today: str) -> int:
    reader = Reader(world.notes, today)
    printed = {p["slug"]: p for p in world.run("list people --json", today=today).json}
    assert printed.keys() == reader.people.keys()
    for slug, (head, body) in reader.people.items():
        found = printed[slug]
        for key, value in reader.facts(slug).items():
            assert found[key] == value, (slug, key)
        for key, value in as_printed(head, MANY).items():
            if key == "introduced_by":
                value = reader.person(value)
            elif key == "tags":
                value = [tag.removeprefix("#") for tag in value]
            elif key == "roles":
                value = [{k: v for k, v in role.items() if v} for role in value]
            if key not in ("private", "org", "title"):
                assert found[key] == value, (slug, key)
        assert found["text"] == body
        assert found["type"] == "person"
        assert (world.root / found["path"]).stem == slug
    return len(printed)


def check_interactions(world: World, today: str) -> int:
    reader = Reader(world.notes, today)
    pairs = 0
    for person in reader.people:
        found = world.run(["list", "interactions", "--with", person, "--json"], today=today).json
        assert {i["slug"] for i in found} == {
            slug for slug in reader.interactions if person in reader.who(slug)
        }
        assert [i["date"] for i in found] == sorted((i["date"] for i in found), reverse=True)
        for one in found:
            head, body = reader.interactions[one["slug"]]
            assert one["people"] == reader.who(one["slug"])
            assert one["is_contact"] == reader.is_contact(one["slug"])
            assert one["text"] == body
            assert one["date"] == head["date"].replace(" ", "T")
            for key in ("kind", "place", "outcome", "direction"):
                assert one.get(key, "") == head.get(key, "")
        contacts = [i["date"] for i in found if i["is_contact"]]
        assert len(contacts) == len(reader.contacts(person))
        pairs += len(found)
    return pairs


def test_the_samples_people_are_what_stands_in_the_files(looked_at: World) -> None:
    assert check_people(looked_at, TODAY) == len(list((SAMPLE / "people").glob("*.md"))) > 40


def test_the_samples_interactions_are_what_stands_in_the_files(looked_at: World) -> None:
    assert check_interactions(looked_at, TODAY) > 250


@pytest.fixture
def odd(world: World) -> World:
    """A journal whose notes were typed by people of many habits."""
    write = world.write
    write("people/grace-hopper.md", b"\xef\xbb\xbf---\r\nname: 'Grace Hopper'\r\nemails: grace@example.org"
          b"\r\ncircle:   close   # she likes letters\r\ntags: [compilers, \"#navy\"]\r\n---\r\nA clock.\r\n")  # fmt: skip
    write(
        "people/Søren.md".lower(),
        """
        ---
        "name": Søren Ærø
        aliases:
        - Soren the Dane
        phones: 0123456
        keep_in_touch: 2 weeks
        location: >-
          Aarhus,
          by the harbour
        introduced_by: grace@EXAMPLE.org
        ---

        Tall.

        ---

        And fond of rules like the one above.
        """,
    )
    write("people/deep/down/中村-美咲.md", "---\nname: 中村 美咲\ncircle: inner\n---\n")
    write("people/no.md", "---\nname: No\nbirthday: 1906-12-09\ncolor of eyes: 12:30\n---")
    write("interactions/a.md", "---\ndate: 2026-11-02\npeople: Grace Hopper\nkind: call\n---\nHi.")
    write(
        "interactions/2026/b.md",
        """
        ---
        date: "2026-11-03 09:15"
        people:
          - "[[soren]]"
          - '[[people/grace-hopper|Amazing Grace]]'
          - SOREN AERO
        kind: meal
        place: 12:30
        ---
        Twice named, met once.
        """.replace("AERO", "the DANE"),
    )
    write("interactions/c.md", "---\ndate: 2026-11\npeople: [中村-美咲, No]\nkind: letter\n---\n")
    write("interactions/d.md", "---\r\ndate: 2026-12-24\r\npeople: soren\r\n---\r\nTo come.")
    write("interactions/e.md", "---\ndate: 2026-11-09\npeople: no\nkind: news\n---\nPromoted.")
    write("interactions/f.md", "---\ndate: 2026-11-08\npeople: {people}\nkind: email\ndraft: yes\n---\n"
          .replace("{people}", "[ soren , ]"))  # fmt: skip
    write("interactions/g.md", "---\ndate: 2019\npeople: grace-hopper\nkind: meeting\n---\nOnce.")
    return world


def test_people_written_by_hand_are_what_stands_in_the_files(odd: World) -> None:
    assert check_people(odd, TODAY) == 4
    assert odd.run("list people").err == ""


def test_interactions_written_by_hand_are_what_stands_in_the_files(odd: World) -> None:
    assert check_interactions(odd, TODAY) == 9


def test_a_promises_keys_are_the_documented_ones(few: World) -> None:
    mine, theirs = few.run("list promises --json").json
    assert mine == {
        "ref": mine["ref"], "text": "send the list", "due": "2026-12-01", "owner": "me",
        "state": "open", "done": False, "note": "2026-11-01-meal-grace-hopper-ada-lovelace",
    }  # fmt: skip
    assert (theirs["owner"], theirs["due"]) == ("ada-lovelace", None)


def test_a_key_of_ones_own_cannot_pass_for_one_of_ours(world: World) -> None:
    world.person("Grace Hopper", type="pioneer", slug_="x", path="/etc/passwd", contacts="99")
    (found,) = world.run("list people --json").json
    assert found["type"] == "person"
    assert found["path"] == "notes/people/grace-hopper.md"
    assert found["contacts"] == 0


# ---------------------------------------------------------------- filters and orders


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("--tag compilers", ["Grace Hopper"]),
        ("--tag '#Compilers'", ["Grace Hopper"]),
        ("--org remington-rand", ["Grace Hopper"]),
        ("--org Rem", ["Grace Hopper"]),
        ("--org 'Engine Works'", ["Ada Lovelace"]),
        ("--org 'Analytical Society'", []),
        ("--circle close", ["Grace Hopper"]),
        ("--relation mentor", ["Ada Lovelace"]),
        ("--place malmo", ["Zoë Ångström"]),
        ("--with ada", ["Grace Hopper"]),
        ("--since 2026", ["Ada Lovelace", "Grace Hopper"]),
        ("--since '4 weeks'", ["Ada Lovelace", "Grace Hopper"]),
        ("--since '2 weeks ago'", []),
        ("--until 2025-03", ["Zoë Ångström"]),
        ("--until 2025-02", []),
        ("--text systems", ["Grace Hopper"]),
        ("--circle close --place london", []),
    ],
)
def test_people_are_filtered(few: World, filters: str, found: list[str]) -> None:
    assert names(few, f"list people {filters}") == found


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("name", "agz"),
        ("last", "agz"),
        ("contacts", "agz"),
        ("due", "agz"),
        ("circle", "agz"),
        ("birthday", "agz"),
        ("org", "agz"),
        ("name --reverse", "zga"),
        ("last --reverse", "zag"),
        ("due --reverse", "gaz"),
        ("birthday --reverse", "gaz"),
        ("circle --reverse", "gaz"),
        ("name --limit 2", "ag"),
    ],
)
def test_people_are_sorted_and_who_has_nothing_comes_last(
    few: World, sort: str, found: str
) -> None:
    assert [n[0].lower() for n in names(few, f"list people --sort {sort}")] == list(found)


def test_the_latest_contact_comes_first_and_who_has_none_last(world: World) -> None:
    for name in ("A", "B", "C"):
        world.person(name * 3)
    world.met("2026-01-01", "aaa")
    world.met("2026-02-01", "ccc")
    assert names(world, "list people --sort last") == ["CCC", "AAA", "BBB"]
    assert names(world, "list people --sort last --reverse") == ["AAA", "CCC", "BBB"]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ("--with grace", 2),
        ("--with grace --with ada", 1),
        ("--tag lunches", 1),
        ("--org 'Remington Rand'", 2),
        ("--org engine-works", 2),
        ("--org analytical", 0),
        ("--place luigis", 1),
        ("--place lui", 1),
        ("--kind call", 2),
        ("--outcome no-answer", 1),
        ("--direction out", 1),
        ("--asked advice", 1),
        ("--since 2026-11-01", 3),
        ("--since 2026-11 --until 2026-11-20", 2),
        ("--until 2025", 1),
        ("--until 2026-10", 2),
        ("--text compil", 1),
        ("--draft", 1),
        ("--no-draft", 4),
        ("--kind call --with grace", 1),
        ("--limit 2", 2),
    ],
)
def test_interactions_are_filtered(few: World, filters: str, count: int) -> None:
    assert len(few.run(f"list interactions {filters} --json").json) == count


def test_a_month_alone_may_have_been_any_of_its_days(world: World) -> None:
    world.met("2026-11", kind="call")
    assert len(world.run("list interactions --since 2026-11-15 --json").json) == 1
    assert len(world.run("list interactions --until 2026-11-15 --json").json) == 1
    assert world.run("list interactions --until 2026-10-31 --json").json == []


def test_a_place_of_just_this_name_is_meant_before_those_that_have_it_in_theirs(
    few: World,
) -> None:
    few.met("2026-11-12", "zoe", place="Luigi's Bar")
    assert len(few.run("list interactions --place luigis --json").json) == 1
    assert len(few.run("list interactions --place bar --json").json) == 1
    assert len(few.run("list interactions --place luig --json").json) == 2


def test_plans_are_filtered_and_sorted(looked_at: World) -> None:
    assert names(looked_at, "list plans") == [
        "The next role, by way of lunch", "A summer in advertising",
    ]  # fmt: skip
    assert names(looked_at, "list plans --sort start --reverse")[0].startswith("The next")
    assert names(looked_at, "list plans --status won") == ["A summer in advertising"]
    assert len(names(looked_at, "list plans --with gillian")) == 1
    assert len(names(looked_at, "list plans --with imogen")) == 2
    assert len(names(looked_at, "list plans --text pencil")) == 1


def test_an_organization_is_there_as_soon_as_a_role_names_it(few: World) -> None:
    few.write("orgs/rr.md", "---\nname: Remington Rand\naliases: RR\ntags: [old]\n---\n")
    found = {org["name"]: org for org in few.run("list orgs --json").json}
    assert list(found) == ["Analytical Society", "Engine Works", "Remington Rand"]
    assert found["Analytical Society"] == {
        "type": "org", "slug": None, "path": None, "name": "Analytical Society",
        "people_now": [], "people_earlier": ["ada-lovelace"],
    }  # fmt: skip
    assert found["Remington Rand"]["slug"] == "rr"
    assert found["Remington Rand"]["people_now"] == ["grace-hopper"]
    assert names(few, "list orgs --tag old") == ["Remington Rand"]
    assert names(few, "list orgs --text works") == ["Engine Works"]
    assert names(few, "list people --org rr") == ["Grace Hopper"]


def test_every_number_of_a_tag_or_a_place_is_found_again_with_its_filter(looked_at: World) -> None:
    tags = looked_at.run("list tags --json").json
    assert len(tags) > 20
    for tag in tags:
        for what in ("people", "interactions"):
            found = looked_at.run(["list", what, "--tag", tag["tag"], "--json"]).json
            assert len(found) == tag[what], tag
            if what == "interactions" and found:
                assert found[0]["date"][:10] == tag["last"]
    for place in looked_at.run("list places --json --limit 12").json:
        found = looked_at.run(["list", "interactions", "--place", place["place"], "--json"]).json
        assert len(found) == place["interactions"]
        assert len({p for one in found for p in one["people"]}) == place["people"]
        assert found[0]["date"][:10] == place["last"]


def test_a_tag_is_shown_as_it_is_most_often_typed(world: World) -> None:
    world.person("A One", tags="[iot, IoT]")
    world.person("B Two", tags="[IoT]")
    world.person("C Three", tags="[IoT]")
    assert world.run("list tags --json").json == [
        {"tag": "IoT", "people": 3, "interactions": 0, "last": None}
    ]


@pytest.mark.parametrize(
    ("options", "texts"),
    [
        ("", ["early", "late", "none"]),
        ("--mine", ["early", "none"]),
        ("--theirs", ["late"]),
        ("--kept", ["done"]),
        ("--with ada", ["late"]),
        ("--with grace --all", ["done"]),
        ("--limit 1", ["early"]),
    ],
)
def test_promises_are_filtered(world: World, options: str, texts: list[str]) -> None:
    world.person("Grace Hopper", body="- [x] done\n")
    world.person("Ada Lovelace")
    world.met("2026-11-01", body="- [ ] none\n- [ ] [[ada-lovelace]]: late (by 2027)\n"
              "- [ ] early 📅 2026-11-30\n")  # fmt: skip
    found = world.run(f"list promises {options} --json").json
    assert [promise["text"] for promise in found] == texts


def test_what_a_plans_note_promises_is_not_promised_to_each_of_its_targets(world: World) -> None:
    world.person("Ada Lovelace")
    world.write("plans/p.md", "---\nname: P\npeople: ada-lovelace\n---\n- [ ] write it up\n")
    assert world.run("list promises --with ada --json").json == []
    assert len(world.run("list promises --json").json) == 1


# ---------------------------------------------------------------- the command line


def test_list_alone_lists_people_with_their_options(few: World) -> None:
    everyone = few.run("list people").out
    assert few.run("list").out == everyone
    assert few.run("list --sort name").out == everyone
    assert few.run("list --today 2026-11-22 --sort name").out == everyone
    assert names(few, "list --circle close") == ["Grace Hopper"]
    assert names(few, "--json list") == names(few, "list people")
    assert "people" in few.run("list --help").out


@pytest.mark.parametrize("what", LISTS)
def test_every_list_has_help_with_an_example_and_takes_the_global_options(
    few: World, what: str
) -> None:
    said = few.run(f"list {what} --help").out
    assert f"hobnob list {what}" in said
    assert few.run(f"list {what} --today 2026-11-22 --quiet").code == 0


@pytest.mark.parametrize("what", LISTS)
def test_an_empty_journal_says_kindly_what_to_do(world: World, what: str) -> None:
    said = world.run(f"list {what}")
    assert (said.code, said.out) == (0, "")
    assert ":" in said.err
    assert world.run(f"list {what} --json").json == []


def test_when_nothing_fits_a_misspelled_tag_is_told(few: World) -> None:
    said = few.run("list people --tag compiler")
    assert (said.code, said.out) == (0, "")
    assert "did you mean compilers?" in said.err


@pytest.mark.parametrize(
    ("command", "right"),
    [
        ("list people --circle clos", "close"),
        ("list people --since 2026-02-31", "28 days"),
        ("list people --since 'last week'", "6 weeks"),
        ("list people --until 22.11.2026", "2026-11-22"),
        ("list people --limit 0", "x>=1"),
        ("list people --sort height", "contacts"),
        ("list interactions --kind mail", "email"),
        ("list interactions --asked money2", "money"),
        ("list plans --status done", "dropped"),
        ("list prople", "people"),
        ("list people --colour red", "--colour"),
    ],
)
def test_a_wrong_value_is_told_with_what_would_be_right(
    few: World, command: str, right: str
) -> None:
    said = few.run(command)
    assert (said.code, said.out) == (2, "")
    assert right in said.err


@pytest.mark.parametrize(
    "command",
    [
        "list people --with nobody",
        "list interactions --with nobody",
        "list people --plan nothing",
        "list people --org Nowhere",
        "list promises --with nobody",
    ],
)
def test_a_name_that_nothing_answers_to_is_not_found(few: World, command: str) -> None:
    said = few.run(command)
    assert (said.code, said.out) == (3, "")


def test_bytes_that_are_no_text_are_told(few: World) -> None:
    assert few.run(["list", "people", "--text", "\udcff"]).code == 2
    assert few.run(["list", "people", "--tag", "\udcff"]).code == 2


def complete(world: World, words: str) -> list[str]:
    import os

    from click.shell_completion import ShellComplete

    from hobnob.cli.app import App
    from hobnob.cli.main import cli

    *before, last = words.split(" ")
    here = os.getcwd()
    os.chdir(world.root)
    try:
        completing = ShellComplete(cli, {"obj": App()}, "hobnob", "_HOBNOB_COMPLETE")
        return [item.value for item in completing.get_completions(before, last)]
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("list pe", ["people"]),
        ("list people --tag c", ["compilers"]),
        ("list people --org ", ["analytical-society", "engine-works", "remington-rand"]),
        ("list interactions --place l", ["luigis"]),
        ("list interactions --kind me", ["message", "meeting", "meal"]),
        ("list people --with love", ["ada-lovelace"]),
        ("list people --circle ", ["inner", "close", "active", "wide", "none"]),
    ],
)
def test_the_shell_completes_what_there_is(few: World, words: str, found: list[str]) -> None:
    assert complete(few, words) == found


def test_what_completes_is_understood(few: World) -> None:
    assert len(few.run("list interactions --place luigis --json").json) == 1
    assert names(few, "list people --org engine-works") == ["Ada Lovelace"]


# ---------------------------------------------------------------- how it looks


@pytest.mark.parametrize("columns", [20, 32, 45, 60, 80, 120])
@pytest.mark.parametrize("what", LISTS)
def test_a_table_fits_the_terminal(looked_at: World, what: str, columns: int) -> None:
    said = on_terminal(looked_at, f"list {what}", columns)
    assert said.code == 0
    assert len(said.out.splitlines()) > 2
    assert widest(said.out) <= columns


def test_a_terminal_reads_how_long_ago_and_a_pipe_gets_the_date(few: World) -> None:
    assert "3 weeks ago" in on_terminal(few, "list people", 120).out
    assert "2026-11-01" not in on_terminal(few, "list people", 120).out
    piped = few.run("list people").out
    assert "2026-11-01" in piped
    assert "ago" not in piped


def test_a_pipe_gets_everything_uncut_and_plain(world: World) -> None:
    world.person("Grace Hopper")
    text = "word " * 200 + "end"
    world.met("2026-11-01", "grace-hopper", body=text)
    said = world.run("list interactions").out
    assert text in said
    assert "\x1b" not in said
    assert "\t" not in said


def test_no_color_is_plain_on_a_terminal_too(few: World) -> None:
    assert "\x1b" in on_terminal(few, "list people").out
    assert "\x1b" not in on_terminal(few, "list people --no-color").out


def test_control_characters_of_a_note_never_reach_the_terminal(world: World) -> None:
    world.write(
        "people/evil.md", '---\nname: "Eve\\e[31mil \\u202Egnp"\norg: "O\\a\\x9b31m"\n---\n'
    )
    world.met("2026-11-01", "evil", body="a\x1b[2Jb\x9b1mc\rd\u2028e \u202e")
    for what in LISTS:
        for said in (on_terminal(world, f"list {what}").out, world.run(f"list {what}").out):
            assert not set(plain(said)) & set("\x1b\x07\x9b\r\u202e\u2028")


def test_links_in_a_text_are_shown_by_their_names(few: World) -> None:
    few.met(
        "2026-11-21", "zoe", body="Saw [[grace-hopper]] and [[ada-lovelace|Ada]] at [[nowhere]]."
    )
    said = few.run("list interactions --limit 2").out
    assert "Saw Grace Hopper and Ada at nowhere." in said


def test_the_columns_of_a_long_list_are_measured_on_its_first_rows(world: World) -> None:
    world.person("Somebody With A Very Long Name Indeed")
    world.person("Al")
    for day in range(1, 29):
        for month in range(1, 13):
            for year in (2024, 2025):
                world.met(f"{year}-{month:02}-{day:02}", "al", slug=f"x{year}{month:02}{day:02}")
    world.met("2001-01-01", "somebody-with-a-very-long-name-indeed", place="The end")
    assert "Somebody With A Very Long Name Indeed" in world.run("list interactions").out
    assert widest(on_terminal(world, "list interactions", 40).out) <= 40


def test_two_with_one_slug_do_not_count_twice(world: World) -> None:
    """Of two notes with one slug one stands; the other is left out of every number."""
    world.person("Ada Lovelace")
    world.write("interactions/2025/x.md", "---\ndate: 2025-01-01\npeople: ada-lovelace\n---\n")
    world.write("interactions/2026/x.md", "---\ndate: 2026-01-01\npeople: ada-lovelace\n---\n")
    (ada,) = world.run("list people --json").json
    found = world.run("list interactions --with ada --json").json
    assert len(found) == ada["contacts"] == 1
    assert ada["last_contact"] == found[0]["date"]
    assert json.loads(world.run("stats --json").out)["contacts"] == 1


def test_names_are_compared_as_people_read_them() -> None:
    """The second reader of these tests is one that can be trusted."""
    assert named("Søren Ærø") == named("SØREN  ÆRØ")


@pytest.mark.parametrize("sort", ["name", "last"])
@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize(
    "wanted",
    [{}, {"circle": "close"}, {"org": "Engine Works"}, {"place": "malmo"}, {"since": "2026-11"},
     {"until": "2026-10"}, {"met": "luigi"}, {"text": "compilers"}, {"unsorted": True}],
)  # fmt: skip
def test_people_are_listed_alike_with_and_without_their_facts(
    few: World, sort: str, reverse: bool, wanted: dict[str, Any]
) -> None:
    few.person("zoë ängström", slug="zoe-2", circle="close")
    with few.index() as index:
        conditions = PeopleFilter(**wanted)
        rows = list_people(index, conditions, sort=sort, reverse=reverse)
        assert list_ids(index, conditions, sort=sort, reverse=reverse) == [row.id for row in rows]
