"""What a script reads when a command fails: every error of every verb under `--json`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from hobnob.cli.main import cli
from hobnob.cli.params import NoteName
from hobnob.errors import ERRORS, BugError, ChangedError, HobnobError, WriteError
from tests.conftest import ROOT, Said, World
from tests.test_layers import modules

NOBODY, TWO = "Nobody Such", "grace"
_STAYS = frozenset({"mcp", "serve"})
"""A verb that does not come back once it has begun; only its options are walked."""
_SLOW = frozenset({"build"})


def verbs() -> dict[str, click.Command]:
    """Return all commands by the words to type."""
    with click.Context(cli) as context:
        found = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
        lists = found["list"]
        assert isinstance(lists, click.Group)
        found |= {f"list {name}": command for name, command in lists.commands.items()}
    return {name: command for name, command in found.items() if command}


VERBS = verbs()


def failure(said: Said) -> Any:
    """Return the error that a command printed, after looking whether it is a good one."""
    document = said.json
    assert set(document) == {"code", "message", "candidates", "fix"}
    assert document["code"] in ERRORS
    assert ERRORS[document["code"]][0] == said.code, document
    assert document["code"] != "bug", document["message"]
    assert all(isinstance(text, str) for text in document["candidates"])
    assert document["fix"] is None or document["fix"].startswith("hobnob ")
    assert document["message"]
    # The words are there for people as well, wrapped or not.
    assert said.err.strip()
    return document


@pytest.fixture
def people(world: World) -> World:
    world.person("Grace Hopper")
    world.person("Grace Kelly")
    world.person("Ada Lovelace", org="Ogilvy")
    world.write("plans/search.md", "---\nname: The search\npeople: [ada-lovelace]\n---\n")
    world.write("letters/hello.md", "---\nsubject: Hello\n---\nDear {{ person.nope }},\n")
    world.met("2026-11-01", "ada-lovelace", slug="one")
    return world


def requests(name: str, command: click.Command) -> Iterator[list[str]]:
    """Yield requests to a verb of which most are wrong."""
    words = name.split()
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    options = [param for param in command.params if isinstance(param, click.Option)]
    yield [*words, "--nope"]
    yield [*words, "--jsno"]
    for option in options:
        if option.is_flag or not option.expose_value:
            continue
        yield [*words, option.opts[0]]
        if name not in _STAYS:
            known = ["x"] * sum(argument.required for argument in arguments)
            yield [*words, *known, f"{option.opts[0]}=§"]
            if isinstance(option.type, NoteName):
                yield [*words, *known, option.opts[0], NOBODY]
                yield [*words, *known, option.opts[0], TWO]
    if name in _STAYS | _SLOW:
        return
    yield words
    for text in (
        NOBODY,
        TWO,
        "§",
        "ada-lovelace",
        "search",
        "one",
        "last",
        "9",
        "../x.md",
        "\udcff",
    ):
        for number in (1, 2):
            yield [*words, *([text] * number)]
    yield [*words, "search", "nxet"]
    yield [*words, "--today", "2026-02-30"]


@pytest.mark.parametrize("name", VERBS)
def test_every_error_of_a_verb_is_json(people: World, name: str) -> None:
    failed = 0
    for request in requests(name, VERBS[name]):
        if name == "init" and "\udcff" in request:
            continue
        said = people.run([*request, "--json"], stdin="")
        if said.code and not (name == "check" and said.json == []):
            if isinstance(said.json, list):
                # `check` found problems, or lines of `log -` were bad.
                assert said.code == 1
                continue
            if "skipped" in said.json:
                continue
            failed += 1
            failure(said)
    assert failed >= 2


@pytest.mark.parametrize("name", sorted(set(VERBS) - {"init", "help", "completion", "list"}))
def test_without_a_journal_every_verb_says_so_in_json(tmp_path: Path, name: str) -> None:
    nowhere = World(tmp_path)
    required = [p for p in VERBS[name].params if isinstance(p, click.Argument) and p.required]
    words = [
        "person" if p.name == "kind" else "calendar" if p.name == "form" else "x" for p in required
    ]
    said = nowhere.run([*name.split(), *words, "--json"], stdin="x")
    assert failure(said)["code"] in ("no-journal", "usage")


@pytest.mark.parametrize(
    ("typed", "code", "candidates", "fix"),
    [
        ("tdoay --json", "no-command", ["today"], "hobnob today --json"),
        ("--json tdoay --days 3", "no-command", ["today"], "hobnob --json today --days 3"),
        ("list peple --json", "no-command", ["people"], "hobnob list people --json"),
        ("list --cirle inner --json", "no-option", ["--circle"], "hobnob list --circle inner --json"),
        ("--nope --json", "no-option", None, None),
        ("merge ada-lovelace --json", "missing", [], None),
        ("list people --sort size --json", "bad-value", None, None),
        ("log 'Lunch with Zoe Zed' --json", "with-whom", [], 'hobnob add person "Zoe Zed"'),
        ("set ada-lovelace circle=wide --as-of 2026-01-01 --json", "no-option", None, None),
        ("history ada --limti 3 --json", "no-option", ["--limit"], "hobnob history ada --limit 3 --json"),
        ("show ada-lovelaec --json", "not-found", ["ada-lovelace"], "hobnob show ada-lovelace --json"),
        ("show grace --json", "ambiguous", ["grace-hopper", "grace-kelly"], None),
        ("log Lunch --with zoe --json", "not-found", [], "hobnob add person zoe"),
        ("set ada-lovelace introduced_by=zoe --json", "not-found", [], "hobnob add person zoe"),
        ("add person 'Ada Lovelace' --json", "exists", ["ada-lovelace"], None),
        ("remove ada-lovelace --json", "referred-to", None, None),
        ("draft hello --to grace-kelly,ada-lovelace --plan x --json", "not-found", None, None),
        ("set ada-lovelace circle=near --json", "bad-value", ["inner", "close", "active", "wide", "none"], None),
        ("log Lunch --with ada-lovelace --date nope --json", "bad-value", [], None),
        ("undo --json", "nothing-to-undo", [], None),
        ("check --dry-run --json", "usage", [], None),
        ("plan search nxet --json", "usage", ["next"], "hobnob plan search next --json"),
    ],
)  # fmt: skip
def test_an_error_names_what_was_meant_and_how_to_put_it_right(
    people: World, typed: str, code: str, candidates: list[str] | None, fix: str | None
) -> None:
    found = failure(people.run(typed))
    assert (found["code"], found["fix"]) == (code, fix)
    if candidates is not None:
        assert found["candidates"] == candidates


def test_a_fix_works_as_it_is(people: World) -> None:
    fix = failure(people.run("show ada-lovelaec --json"))["fix"]
    assert people.run(fix.removeprefix("hobnob ")).json["slug"] == "ada-lovelace"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ChangedError("notes/people/ada.md"), "changed"),
        (WriteError("cannot write"), "write"),
        (OSError(28, "No space left on device", "index.sqlite"), "write"),
        (ZeroDivisionError("division by zero"), "bug"),
        (KeyboardInterrupt(), "interrupted"),
    ],
)
def test_what_happens_rarely_is_json_too(
    people: World, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: str
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr("hobnob.network.today.today.today_needs", fails)
    said = people.run("today --json")
    assert (said.json["code"], said.code) == (code, ERRORS[code][0])
    assert people.run("today").out == ""


def test_what_is_printed_already_stays_one_document(
    people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("hobnob.commands.check._count", fails)
    said = people.run("check --json")
    assert (said.json[0]["code"], said.code) == ("letter-template", 70)


def test_without_json_nothing_but_words(people: World) -> None:
    for typed in ("show nobody", "lst", "log -- --json"):
        said = people.run(typed)
        assert (said.code > 0, said.out) == (True, "")


def test_a_bad_line_among_many_is_an_error_of_its_own(people: World) -> None:
    said = people.run("log - --json", stdin="Lunch with Ada Lovelace\nHello\n")
    logged, bad = said.json
    assert (logged["people"], said.code) == (["ada-lovelace"], 2)
    assert (bad["line"], bad["code"]) == (2, "with-whom")


def errors() -> set[type[HobnobError]]:
    for module in modules():
        import_module(module) if not module.endswith("__main__") else None
    found, pending = set(), [HobnobError]
    while pending:
        kind = pending.pop()
        found.add(kind)
        pending += kind.__subclasses__()
    return found


def test_every_class_of_errors_has_a_code_of_the_manual() -> None:
    for kind in errors():
        assert ERRORS[kind.code][0] == kind.exit_code, kind
    of_click = {"no-command", "no-option", "missing", "bad-value", "usage", "interrupted"}
    said = {kind.code for kind in errors()} | of_click
    assert said == set(ERRORS)
    assert BugError in errors()


def test_the_manual_lists_every_code_and_every_exit_code() -> None:
    page = (ROOT / "docs/json.md").read_text()
    commands = (ROOT / "docs/commands.md").read_text()
    for code, (exit_code, means) in ERRORS.items():
        assert f"| `{code}` | {exit_code} | {means} |" in page
        assert re.search(rf"^\| {exit_code} \|", commands, re.M)
