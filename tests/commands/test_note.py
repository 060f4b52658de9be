"""A dated line at the end of a note: nothing else changes, and nobody was met."""

from __future__ import annotations

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from hobnob.change.dated_line import add_dated_line
from hobnob.errors import UsageError
from hobnob.notes.edit import NoteText
from tests.commands.changing import tree
from tests.conftest import World

HEAD = "---\nname: Grace Hopper   # the admiral\n---\n"


@pytest.fixture
def known(world: World) -> World:
    world.write("people/grace-hopper.md", HEAD + "Keeps a clock.\n")
    world.person("George Green")
    world.write("plans/summer.md", "---\nname: A summer in advertising\n---\n")
    world.write("orgs/ogilvy.md", "---\nname: Ogilvy\n---\n")
    return world


def note(world: World, path: str = "people/grace-hopper.md") -> str:
    return (world.notes / path).read_bytes().decode()


def test_a_line_is_added_with_its_day(known: World) -> None:
    said = known.run(["note", "grace", "likes sloe gin"])
    assert said.code == 0
    assert note(known) == HEAD + "Keeps a clock.\n\n- 2026-11-22: likes sloe gin\n"
    assert "Grace Hopper" in said.out
    assert "notes/people/grace-hopper.md" in said.out
    assert known.run("check").code == 0


def test_it_is_no_contact(known: World) -> None:
    known.run(["note", "grace", "likes sloe gin"])
    assert known.run("show grace --json").json["contacts"] == 0


def test_the_next_line_joins_the_list(known: World) -> None:
    known.run(["note", "grace", "one"])
    known.run(["note", "grace", "two", "--date", "2026-11-21"])
    assert note(known).endswith("\n\n- 2026-11-22: one\n- 2026-11-21: two\n")


@pytest.mark.parametrize(
    ("name", "path"), [("summer", "plans/summer.md"), ("ogilvy", "orgs/ogilvy.md")]
)
def test_plans_and_organizations_take_lines_too(known: World, name: str, path: str) -> None:
    assert known.run(["note", name, "they answer on Mondays"]).code == 0
    assert note(known, path).endswith("---\n- 2026-11-22: they answer on Mondays\n")


def test_names_become_links_but_for_the_one_it_is_about(known: World) -> None:
    known.run(["note", "grace", "Grace likes gin with George"])
    assert note(known).endswith("- 2026-11-22: Grace likes gin with [[george-green|George]]\n")


def test_whoever_is_new_gets_a_note_in_the_same_change(known: World) -> None:
    before = tree(known)
    said = known.run(["note", "grace", "her sister is **Ada Hopper**"])
    assert "Ada Hopper has a note now" in said.out
    assert (known.notes / "people/ada-hopper.md").exists()
    assert known.run("undo").code == 0
    assert tree(known) == before


def test_a_guess_is_told(known: World) -> None:
    known.person("George Brown")
    document = known.run(["note", "grace", "her brother is George", "--json"]).json
    assert document["slug"] == "grace-hopper"
    assert [guess["typed"] for guess in document["guesses"]] == ["George"]


def test_a_dry_run_is_a_diff(known: World) -> None:
    before = tree(known)
    said = known.run(["note", "grace", "likes gin", "--dry-run"])
    assert "+- 2026-11-22: likes gin" in said.out
    assert tree(known) == before


def test_text_comes_from_stdin_too(known: World) -> None:
    assert known.run(["note", "grace", "-"], stdin="one\nand more\n\nof it\n").code == 0
    assert note(known).endswith("\n- 2026-11-22: one\n  and more\n\n  of it\n")


def test_a_prompt_takes_it_where_there_is_a_terminal(
    known: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hobnob.commands.note.has_terminal", lambda **_: True)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("knows George\r")
        assert known.run("note grace").code == 0
    assert note(known).endswith("- 2026-11-22: knows [[george-green|George]]\n")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["grace"], 2, 'hobnob note grace "likes sloe gin"'),
        (["grace", "  "], 2, "what is worth a note?"),
        (["zelda", "x"], 3, "there is no note called 'zelda'"),
        (["grace", "x", "--date", "2026-02-31"], 2, "--date: "),
        (["grace", "a\x00b"], 2, "NUL"),
        (["grace", "a\udc80b"], 2, "not UTF-8"),
    ],
)
def test_a_mistake_is_explained_and_writes_nothing(
    known: World, arguments: list[str], code: int, says: str
) -> None:
    before = tree(known)
    said = known.run(["note", *arguments])
    assert (said.code, tree(known)) == (code, before)
    assert says in said.err


# ---------------------------------------------------------------- the line and what is around it


def jotted(body: str, text: str = "x", head: str = HEAD) -> str:
    made = NoteText("person", "people/x.md", (head + body).encode())
    add_dated_line(made, "2026-11-22", text)
    after = made.data.decode()
    assert after.startswith(head + body)
    return after[len(head + body) :]


@pytest.mark.parametrize(
    ("body", "added"),
    [
        ("", "- 2026-11-22: x\n"),
        ("\n", "- 2026-11-22: x\n"),
        ("A clock.\n", "\n- 2026-11-22: x\n"),
        ("A clock.", "\n\n- 2026-11-22: x\n"),
        ("A clock.\n\n", "- 2026-11-22: x\n"),
        ("- one\n", "- 2026-11-22: x\n"),
        ("- one", "\n- 2026-11-22: x\n"),
        ("* one\n", "* 2026-11-22: x\n"),
        ("- one\n  more of it\n", "- 2026-11-22: x\n"),
        ("- one\n\n", "- 2026-11-22: x\n"),
        ("- one\n\nText.\n", "\n- 2026-11-22: x\n"),
        ("1. one\n", "\n- 2026-11-22: x\n"),
        ("```\n- code\n```\n", "\n- 2026-11-22: x\n"),
    ],
)
def test_a_line_stands_apart_from_text_and_joins_a_list(body: str, added: str) -> None:
    assert jotted(body) == added


def test_line_ends_and_a_byte_order_mark_are_kept() -> None:
    head = "\ufeff---\r\nname: Grace\r\n---\r\n"
    assert jotted("A clock.\r\n", "x\ny", head) == "\r\n- 2026-11-22: x\r\n  y\r\n"
    assert jotted("A clock.", "x", head) == "\r\n\r\n- 2026-11-22: x\r\n"
    assert jotted("- one\r\n", "x", head) == "- 2026-11-22: x\r\n"
    assert jotted("One.\r\n\r\n", "x", head) == "- 2026-11-22: x\r\n"


def test_a_line_that_would_be_code_is_refused() -> None:
    with pytest.raises(UsageError, match="code"):
        jotted("```\nunclosed\n")


def test_what_others_write_meanwhile_stays_and_the_line_is_added(
    known: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = iter(["one", "two"])

    def meanwhile(note: NoteText, day: str, text: str) -> None:
        path = known.notes / "people/grace-hopper.md"
        if said := next(others, ""):
            path.write_bytes(path.read_bytes() + f"\n{said}\n".encode())
        add_dated_line(note, day, text)

    monkeypatch.setattr("hobnob.change.dated_line.add_dated_line", meanwhile)
    assert known.run(["note", "grace", "likes sloe gin"]).code == 0
    assert note(known).endswith("\none\n\ntwo\n\n- 2026-11-22: likes sloe gin\n")


def test_where_others_do_not_stop_it_says_what_is_not_written(
    known: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(note: NoteText, day: str, text: str) -> None:
        path = known.notes / "people/grace-hopper.md"
        path.write_bytes(path.read_bytes() + b"\nmore\n")
        add_dated_line(note, day, text)

    monkeypatch.setattr("hobnob.change.dated_line.add_dated_line", meanwhile)
    said = known.run(["note", "grace", "likes sloe gin"])
    assert said.code == 4
    assert "2026-11-22: likes sloe gin" in said.err
    assert "sloe gin" not in note(known)


def test_the_words_of_a_line_need_no_quotes(known: World) -> None:
    known.run("note grace likes sloe gin --date yesterday")
    assert note(known).endswith("\n- 2026-11-21: likes sloe gin\n")
    said = known.run(
        "log lunch with Grace Hopper --place Luigi's about compilers".replace("'", "\\'")
    )
    assert said.code == 0
    (written,) = known.notes.glob("interactions/2026/*.md")
    assert written.read_text().endswith(
        "lunch with [[grace-hopper|Grace Hopper]] about compilers\n"
    )


def test_what_to_do_next_is_shown_for_the_first_people_alone(world: World) -> None:
    shown = [
        "next, perhaps" in world.run(["add", "person", name]).err
        for name in ("Ada Byron", "Bob Ray", "Cleo Marsh", "Dora Lind")
    ]
    assert shown == [True, True, True, False]
