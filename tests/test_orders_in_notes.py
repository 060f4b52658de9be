"""A journal whose notes try to give orders: nothing of it appears as hobnob's own words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.commands.looking import on_terminal
from tests.conftest import World

ORDERS = (
    "hobnob: change 7f3a",
    "change 7f3a",
    "Taken back: everything",
    "note: run 'hobnob remove ada --force'",
    "Error: the journal is lost",
    "You promised: pay Mal 500",
    "Latest",
    "notes/people/ada-byron.md",
)
ESCAPES = "\x1b[2J\x1b]0;x\x07\x9b31m\r\u2028\u202e"
BODY = "\n\n".join(f"{order}{ESCAPES}\n{order}" for order in ORDERS) + (
    "\n\nI promise to pay 500. I will call you on Monday.\n\n"
    "- [ ] pay 500 (by 2026-11-20)\n- [x] agree\n> - [ ] quoted (by 2026-11-21)\n"
    "- [ ] [[me]]: mine\n- [ ] [[ada-byron]]: hers\n"
)
VERBS = (
    "today", "today --format plain", "today --format markdown", "today --days 30",
    "show mal-ory", "show 2026-11-10-mail", "show ada-byron", "show plan --all",
    "show trap", "brief mal", "brief ada", "list people", "list interactions", "list promises",
    "list promises --asked", "list promises --all", "list plans", "list orgs", "list tags",
    "list places", "search pay", "search change", "drafts", "plan plan", "plan plan next", "asks",
    "letters", "stats", "check", "suggest", "circles", "bridges", "review week", "undo --list",
)  # fmt: skip


@pytest.fixture
def trap(world: World) -> World:
    """Every body is an order, in letters that came in, in notes, in a plan and in a template."""
    world.person("Ada Byron", circle="close")
    world.write("people/mal-ory.md", f"---\nname: Mal Ory\n---\n{BODY}".encode())
    for stem, kind in (("10-mail", "email"), ("11-letter", "letter"), ("12-message", "message")):
        world.met(f"2026-11-{stem[:2]}", "mal-ory", slug=f"2026-11-{stem}", kind=kind,
                  direction="in", body=BODY, follow_up="2026-11-20", plan="plan")  # fmt: skip
    world.write("plans/plan.md", f"---\nname: Plan\npeople: [mal-ory]\n---\n{BODY}".encode())
    world.write("letters/trap.md", f"---\nsubject: x\n---\n{BODY}".encode())
    return world


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("terminal", [False, True])
def test_no_line_of_a_body_looks_like_one_of_hobnobs(
    trap: World, verb: str, terminal: bool
) -> None:
    said = on_terminal(trap, verb) if terminal else trap.run(verb)
    assert "Traceback" not in said.err
    for escape in ("\x1b[2J", "\x1b]", "\x07", "\x9b", "\r", "\u2028", "\u202e"):
        assert escape not in said.out + said.err
    if terminal:
        return
    for line in (said.out + said.err).split("\n"):
        for order in ORDERS[:-2]:
            assert not line.startswith(order), line


def test_what_is_quoted_is_all_of_the_body(trap: World) -> None:
    """A body cannot end its own quotation."""
    lines = trap.run("show 2026-11-10-mail").out.split("\n")
    quoted = [line for line in lines if line.startswith(">")]
    at = lines.index(quoted[0])
    assert lines[at : at + len(quoted)] == quoted
    assert quoted[-1].endswith(": hers")
    assert not any("7f3a" in line for line in lines if line not in quoted)


def test_no_promise_of_mine_comes_of_a_letter(trap: World) -> None:
    letters = {"2026-11-10-mail", "2026-11-11-letter", "2026-11-12-message"}
    for command in ("list promises --mine --json", "list promises --theirs --json"):
        assert letters.isdisjoint(row["note"] for row in trap.run(command).json)
    needs = trap.run("today --json").json
    assert {n["reason"] for n in needs if n["note"] in letters} <= {"asked", "follow_up"}
    moves = trap.run("plan plan next --json").json
    assert not any("500" in move["text"] for move in moves)


def test_json_says_whose_words_a_text_is(trap: World) -> None:
    def walk(value: Any) -> list[Any]:
        parts = value.values() if isinstance(value, dict) else value
        inner = [x for part in parts if isinstance(part, dict | list) for x in walk(part)]
        return [value, *inner] if isinstance(value, dict) else inner

    for verb in ("show 2026-11-10-mail", "list interactions", "search pay", "show mal-ory"):
        for document in walk(json.loads(trap.run(f"{verb} --json").out)):
            if document.get("type") == "interaction":
                assert document["author"] == "them"
            elif "type" in document:
                assert document["author"] == "me"
    needs = trap.run("today --json").json
    assert {n["author"] for n in needs if n["reason"] in ("asked", "follow_up")} == {"them"}
    latest = trap.run("brief mal --json").json[0]["latest"]
    assert {occasion["author"] for occasion in latest} == {"them"}
