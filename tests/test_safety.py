"""What the environment forbids: to write, and to see what is private."""

from __future__ import annotations

import re

import pytest

from tests.conftest import World
from tests.test_errors import failure

SECRETS = ("zebulon", "quixworth", "vexillo", "xylotag", "kwyjibo", "moonbase")
"""Words that stand only in private notes, or in public notes as links to them."""

READING = (
    "today --days 30", "today --all", "list people", "list interactions", "list plans", "list orgs",
    "list tags", "list places", "list promises --all", "stats", "stats --all", "asks", "bridges --all",
    "circles", "suggest --count 20", "letters", "drafts", "review 2026", "brief ada-lovelace",
    "show ada-lovelace --all", "show job", "show ogilvy", "plan job", "plan job next", "check",
    "search lunch", "search kwyjibo", "export calendar", "plan job forecast", "asks ada-lovelace",
    "brief grace-hopper",
)  # fmt: skip


@pytest.fixture
def half(world: World) -> World:
    """A journal of which a half is private."""
    world.person("Ada Lovelace", org="Ogilvy", circle="close", introduced_by="zebulon-quixworth")
    world.person(
        "Grace Hopper", birthday='"--12-01"',
        roles="[{org: Vexillo Ltd, title: Director}, {org: Ogilvy, until: 2020}]",
    )  # fmt: skip
    world.person(
        "Zebulon Quixworth", private="true", org="Vexillo Ltd", circle="close", tags="[xylotag]",
        birthday='"--11-25"', emails="[z@quixworth.example]",
        body="- [ ] send the kwyjibo (by 2026-11-25)\n",
    )  # fmt: skip
    world.write("orgs/ogilvy.md", "---\nname: Ogilvy\n---\n")
    world.write("orgs/vexillo.md", "---\nname: Vexillo Ltd\nprivate: true\n---\nKwyjibo.\n")
    world.write("plans/job.md", "---\nname: Job\npeople: [ada-lovelace, zebulon-quixworth]\n---\n")
    world.write("plans/moonbase.md", "---\nname: Moonbase\nprivate: true\n---\n")
    world.write("letters/moonbase.md", "---\nsubject: Kwyjibo\nprivate: true\n---\nDear you,\n")
    world.met("2026-11-01", "ada-lovelace", body="Lunch, and [[zebulon-quixworth]] came up #good\n")
    world.met("2026-11-02", "ada-lovelace", "zebulon-quixworth", body="Lunch, kwyjibo #xylotag\n",
              plan="job", place="Moonbase", asked="[advice]")  # fmt: skip
    world.met("2026-11-03", "grace-hopper", private="true", body="Lunch, kwyjibo\n",
              follow_up="2026-11-20", asked="[job]")  # fmt: skip
    world.met("2026-11-04", "zebulon-quixworth", draft="true", kind="letter", body="Kwyjibo.\n")
    return world


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("form", ["", "--json"])
def test_no_word_of_a_private_note_is_said(
    half: World, monkeypatch: pytest.MonkeyPatch, command: str, form: str
) -> None:
    typed = f"{command} {form}"
    whole = half.run(typed)
    monkeypatch.setenv("HOBNOB_SHARE", "1")
    said = half.run(typed)
    assert said.code == whole.code
    for word in SECRETS:
        if word not in command:
            assert word not in (said.out + said.err).lower(), said
    monkeypatch.delenv("HOBNOB_SHARE")
    option = half.run(f"--share {typed}")
    assert re.sub(r"DTSTAMP.*", "", option.out) == re.sub(r"DTSTAMP.*", "", said.out)


def test_the_words_are_said_without_it(half: World) -> None:
    """Else the test above would find nothing to hide."""
    said = "".join(half.run(command).out.lower() for command in READING)
    assert [word for word in SECRETS if word not in said] == []


def test_counts_know_nothing_of_what_is_private(half: World) -> None:
    stats = half.run("stats --share --json").json
    assert (stats["people"], stats["interactions"], stats["drafts"]) == (2, 1, 0)
    assert (stats["plans"], stats["open_promises"]) == (1, 0)
    assert half.run("show ada-lovelace --share --json").json["contacts"] == 1
    assert half.run("show grace-hopper --share --json").json["contacts"] == 0
    half.write("people/broken.md", "---\nname: [\n---\n")
    said = half.run("list people --share")
    assert said.err == ""
    assert "broken" not in half.run("check --share").out
    assert "broken" in half.run("check").out


@pytest.mark.parametrize("name", ["zebulon-quixworth", "Vexillo Ltd", "moonbase", "kwyjibo"])
def test_what_is_private_is_not_found(half: World, name: str) -> None:
    for command in (["show", name], ["brief", name], ["list", "interactions", "--with", name]):
        said = half.run([*command, "--share", "--json"])
        assert failure(said)["code"] == "not-found"
        assert failure(said)["candidates"] == []


@pytest.mark.parametrize("variable", ["HOBNOB_READONLY", "HOBNOB_SHARE"])
@pytest.mark.parametrize(
    "command",
    [
        ["add", "person", "Somebody New"], ["log", "Lunch with Ada Lovelace"], ["log", "-"],
        ["log", "--edit"], ["note", "ada-lovelace", "likes gin"], ["set", "ada-lovelace", "tags=x"],
        ["move", "ada-lovelace", "--org", "IBM"], ["rename", "ada-lovelace", "Ada King"],
        ["merge", "ada-lovelace", "grace-hopper"], ["remove", "ogilvy", "--force"],
        ["remove", "grace-hopper", "--force"], ["plan", "job", "add", "grace-hopper"],
        ["edit", "ada-lovelace"], ["init", "other"], ["undo"], ["review", "2026", "--write"],
        ["check", "--fix"],
    ],
)  # fmt: skip
def test_nothing_is_written(
    half: World, monkeypatch: pytest.MonkeyPatch, variable: str, command: list[str]
) -> None:
    half.run(["add", "person", "Edsger Dijkstra"])
    half.write("people/list.md", "---\nname: Barbara Liskov\nintroduced_by: Ada Lovelace\n---\n")
    monkeypatch.setenv(variable, "1")
    monkeypatch.setenv("EDITOR", "touch")
    before = {path: path.read_bytes() for path in half.root.rglob("*") if ".hobnob" not in str(path)
              and path.is_file()}  # fmt: skip
    said = half.run([*command, "--json"], stdin="Lunch with Ada Lovelace\n")
    assert failure(said)["code"] == "read-only"
    assert before == {path: path.read_bytes() for path in before}
    assert not (half.root / "other").exists()
    assert not list(half.root.rglob("unfinished"))
    monkeypatch.setenv(variable, "0")
    assert half.run("add person 'Alan Turing'").code == 0


def test_no_repair_is_told_that_was_not_made(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.person("Ada", tags="maths")
    monkeypatch.setenv("HOBNOB_READONLY", "1")
    said = world.run("check --fix")
    assert said.code == 2
    assert "maths" not in said.err


def test_what_would_be_written_may_be_shown(half: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOBNOB_READONLY", "1")
    said = half.run(["log", "Lunch with Ada Lovelace", "--dry-run"])
    assert (said.code, "would write" in said.err) == (0, True)
    assert "+circle: wide" in half.run("set ada-lovelace circle=wide --dry-run").out


def test_an_unfinished_change_waits(half: World, monkeypatch: pytest.MonkeyPatch) -> None:
    half.run("list people")
    (half.root / ".hobnob/pending/1").mkdir(parents=True)
    monkeypatch.setenv("HOBNOB_READONLY", "1")
    said = half.run("list people")
    assert (said.code, "unfinished" in said.err) == (0, True)
    assert (half.root / ".hobnob/pending/1").is_dir()
