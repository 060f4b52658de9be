"""What letters ask of me is no promise of mine until I take it on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import World

LETTER = """\
Dear Tim,

- [ ] pay 500, "today": #now (by 2026-11-20)
- [ ] [[mal-ory]]: I send the form
- [ ] [[ada-byron]]: lend me the book
"""


@pytest.fixture
def known(world: World) -> World:
    """An e-mail that came in, and a promise in a note of mine."""
    world.person("Mal Ory")
    world.person("Ada Byron", body="- [ ] send the list (by 2026-11-21)\n")
    world.met("2026-11-10", "mal-ory", slug="2026-11-10-mail", kind="email", direction="in",
              body=LETTER)  # fmt: skip
    return world


def texts(world: World, command: str) -> list[str]:
    return [row["text"] for row in world.run(f"{command} --json").json]


def test_a_task_of_a_letter_to_me_is_asked(known: World) -> None:
    assert texts(known, "list promises --mine") == ["send the list"]
    assert texts(known, "list promises --theirs") == ["I send the form"]
    (asked,) = known.run("list promises --asked --json").json
    assert (asked["by"], asked["due"], asked["note"]) == (
        ["mal-ory"], "2026-11-20", "2026-11-10-mail",
    )  # fmt: skip
    needs = known.run("today --json").json
    assert [need["reason"] for need in needs if need["note"] == "2026-11-10-mail"] == ["asked"]
    assert needs[0]["text"] == "send the list"
    assert known.run("stats --json").json["open_promises"] == 1
    shown = known.run("show mal-ory --json").json
    assert [row["ref"] for row in shown["asked_of_me"]] == [asked["ref"]]
    assert [row["text"] for row in shown["promises"]] == ["I send the form"]
    assert "asked" in {topic["reason"] for topic in known.run("brief mal --json").json[0]["topics"]}
    assert "pay 500" not in known.run("export ics").out


@pytest.mark.parametrize("ref", ["1", "letters"])
def test_accepting_makes_it_a_promise_and_leaves_the_letter(known: World, ref: str) -> None:
    (asked,) = known.run("list promises --asked --json").json
    before = (known.notes / "interactions/2026/2026-11-10-mail.md").read_text()
    said = known.run(f"accept {asked['ref'] if ref == 'letters' else ref}")
    assert said.code == 0, said.err
    assert (known.notes / "interactions/2026/2026-11-10-mail.md").read_text().endswith(LETTER)
    assert texts(known, "list promises --asked") == []
    assert texts(known, "list promises --mine") == ['pay 500, "today": #now', "send the list"]
    assert known.run("check").code == 0
    after = known.run(f"accept {asked['ref']}")
    assert (after.code, after.out) == (0, "")
    assert "your promise already" in after.err
    assert known.run(f"done {asked['ref']}").code == 0
    known.run("undo")
    known.run("undo")
    assert (known.notes / "interactions/2026/2026-11-10-mail.md").read_text() == before


def test_what_is_asked_may_be_ticked_without_a_promise(known: World) -> None:
    (asked,) = known.run("list promises --asked --json").json
    assert known.run(f"done {asked['ref']}").code == 0
    assert texts(known, "list promises --asked") == []


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        ({"kind": "email"}, False),
        ({"kind": "letter", "direction": "out"}, False),
        ({"kind": "call", "direction": "in"}, False),
        ({"kind": "message", "direction": "in"}, True),
        ({"kind": "letter", "direction": "IN"}, True),
    ],
)
def test_only_letters_to_me_ask(world: World, keys: dict[str, str], asked: bool) -> None:
    world.person("Mal Ory")
    world.met("2026-11-10", "mal-ory", body="- [ ] call\n", **keys)
    assert (len(texts(world, "list promises --asked")), len(texts(world, "list promises"))) == (
        (1, 0) if asked else (0, 1)
    )


def test_the_body_cannot_say_that_it_is_accepted(world: World) -> None:
    world.person("Mal Ory")
    body = "accepted: [call]\n\n---\naccepted: [call]\n---\n- [ ] call [accepted:: 2026-11-10]\n"
    world.met("2026-11-10", "mal-ory", kind="email", direction="in", body=body)
    assert texts(world, "list promises") == []


def test_what_i_say_about_a_letter_in_my_own_words_is_a_promise(known: World) -> None:
    known.run('log "Letter from Ada, I promised to call her by Friday"')
    note = known.run("show last --json").json
    assert note["direction"] == "in"
    assert len(note["accepted"]) == 1
    assert texts(known, "list promises --mine") == ["send the list", *note["accepted"]]


@pytest.mark.parametrize("way", ["--draft", "--direction in"])
def test_the_text_of_a_letter_is_kept_as_it_is(known: World, way: str) -> None:
    text = "Dear Ada, I will bring no pitch. I promise to call on Monday. +plan #tag @ada"
    known.run(["log", text, "--with", "ada", "--kind", "letter", *way.split(), "--json"])
    note = known.run("show last --json").json
    assert note["text"] == text
    assert note["people"] == ["ada-byron"]
    assert note["date"] == "2026-11-22"
    assert set(note) & {"follow_up", "accepted", "plan", "asked", "place"} == set()
    assert texts(known, "list promises --mine") == ["send the list"]


def test_a_body_comes_from_a_file_or_from_stdin(known: World, tmp_path: Path) -> None:
    text = "Dear Ada,\n\nI will bring Bob.\n\nTim"
    said = known.run("log --kind letter --with ada --draft --body - --json", stdin=text)
    assert said.json["text"] == text
    assert said.json["draft"] is True
    (tmp_path / "x.txt").write_text(text * 2)
    said = known.run(f"log --with ada --body {tmp_path}/x.txt --json")
    assert (said.json["text"], said.json["kind"]) == (text * 2, "letter")
    for wrong in ("log --body -", "log x --with ada --body -", "log --with ada --kind call --body -",
                  "log --with ada --body nowhere.txt"):  # fmt: skip
        assert known.run(wrong, stdin=text).code == 2


def test_a_link_in_what_is_asked_may_be_renamed(world: World) -> None:
    world.person("Mal Ory")
    world.person("Ada Byron")
    body = "- [ ] ask [[ada-byron]] and [[ada-byron|her]] friend\n"
    world.met("2026-11-10", "mal-ory", kind="email", direction="in", body=body)
    (asked,) = world.run("list promises --asked --json").json
    assert world.run(f"accept {asked['ref']}").code == 0
    assert len(texts(world, "list promises --mine")) == 1
    world.run("rename ada-byron ada-king")
    assert len(texts(world, "list promises --mine")) == 1
