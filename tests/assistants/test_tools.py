"""The tools of the server: what they give, refuse and write, by a client in this process."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.assistants.calling import Assistant
from tests.commands.changing import tree
from tests.conftest import TODAY, World
from tests.test_safety import SECRETS, half  # noqa: F401 - a fixture

READS = {"today", "find", "get", "promises", "plan"}
ADDS = {"log_interaction", "add_people", "letters"}
REPLACES = {"update", "restructure", "undo"}


def test_each_tool_says_what_it_may_do(world: World) -> None:
    tools = Assistant(world).tools()
    kinds = {
        name: (tool.annotations.read_only_hint, bool(tool.annotations.destructive_hint))
        for name, tool in tools.items()
        if tool.annotations
    }
    assert kinds == {
        **dict.fromkeys(READS, (True, False)),
        **dict.fromkeys(ADDS, (False, False)),
        **dict.fromkeys(REPLACES, (False, True)),
    }
    defaults = {
        name: tool.input_schema["properties"]["dry_run"]["default"]
        for name, tool in tools.items()
        if "dry_run" in tool.input_schema["properties"]
    }
    assert defaults == {name: name in REPLACES for name in ADDS | REPLACES}
    assert all(tool.description for tool in tools.values())


def test_read_only_has_no_tool_that_writes(sample: World) -> None:
    assistant, before = Assistant(sample, read_only=True), tree(sample)
    tools = assistant.tools()
    assert set(tools) == READS | {"letters"}
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
    assert assistant.refused("letters", action="draft", plan="next-role")["code"] == "read-only"
    for tool in (ADDS | REPLACES) - {"letters"}:
        with pytest.raises(Exception, match=tool):
            assistant.ok(tool)
    assert tree(sample) == before


SAME: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("today", {"days": 30, "limit": 500}, "today --days 30"),
    ("find", {"words": "lunch", "limit": 20}, "search lunch"),
    ("find", {"words": "incident writing", "any_word": True}, "search --any incident writing"),
    ("find", {"words": "tolliver", "kind": "person"}, "search tolliver --kind person"),
    ("find", {"org": "Mendip Hospitals", "ever": True}, "list people --org 'Mendip Hospitals' --ever"),
    ("find", {"circle": "close", "limit": 500}, "list people --circle close"),
    ("find", {"who": "greg-tolliver"}, "list interactions --with greg-tolliver"),
    ("find", {"kind": "interaction", "place": "The Bench", "since": "2020", "limit": 500},
     "list interactions --place 'The Bench' --since 2020"),
    ("find", {"kind": "plan"}, "list plans"),
    ("find", {"kind": "plan", "who": "vikram-sethi"}, "list plans --with vikram-sethi"),
    ("find", {"kind": "person", "who": "greg-tolliver"}, "list people --with greg-tolliver"),
    ("get", {"name": "greg-tolliver", "limit": 2}, "show greg-tolliver --limit 2"),
    ("get", {"name": "greg-tolliver", "limit": 0}, "show greg-tolliver --limit 0"),
    ("get", {"name": "adaeze-obi", "view": "brief"}, "brief adaeze-obi"),
    ("get", {"name": "adaeze-obi", "view": "ties"}, "ties adaeze-obi"),
    ("promises", {"whose": "theirs"}, "list promises --theirs"),
    ("promises", {"whose": "asked"}, "list promises --asked"),
    ("promises", {"who": "greg-tolliver", "kept": True}, "list promises --with greg-tolliver --kept"),
    ("plan", {}, "plan next-role"),
    ("plan", {"name": "next-role", "part": "next", "limit": 50}, "plan next-role next"),
    ("plan", {"part": "forecast", "wins": 2, "more": 20}, "plan forecast --wins 2 --more 20"),
    ("letters", {"action": "templates"}, "letters"),
    ("letters", {"action": "drafts"}, "drafts"),
    ("letters", {"action": "read", "name": "2026-11-20-email-vikram-sethi"},
     "show 2026-11-20-email-vikram-sethi --format text"),
)  # fmt: skip


def within(part: Any, whole: Any) -> bool:
    """Say whether a document has nothing that the other has not, in the same order."""
    if isinstance(part, dict):
        return all(key in whole and within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list):
        return len(part) == len(whole) and all(map(within, part, whole))
    return bool(part == whole)


@pytest.mark.parametrize(("tool", "arguments", "command"), SAME, ids=lambda part: str(part)[:40])
def test_a_tool_gives_what_the_verb_prints(
    sample: World, tool: str, arguments: dict[str, Any], command: str
) -> None:
    given = Assistant(sample).ok(tool, **arguments)
    printed = sample.run(f"{command} --json --share").json
    assert within(given, printed)
    assert given or not printed


def test_more_than_is_shown_is_told(sample: World) -> None:
    assistant = Assistant(sample)
    reply = assistant.call("find", limit=3)
    assert len(reply.json) == 3
    assert "more than 3" in reply.notices
    assert assistant.call("find", words="greg tolliver", limit=500).notices == ""
    assert "misspeled" not in assistant.call("find", words="tolivver").text
    assert "showing 'Tolliver'" in assistant.call("find", words="tolivver").notices


# ---------------------------------------------------------------- writing


def test_what_replaces_is_only_shown_unless_told(sample: World) -> None:
    assistant, before = Assistant(sample), tree(sample)
    logged = assistant.ok("log_interaction", text="Rang Greg about pies", kind="call")
    assert logged["people"] == ["greg-tolliver"]
    change = logged["change"]["id"]
    after = tree(sample)
    for tool, arguments in (
        ("update", {"note": "greg-tolliver", "keys": {"circle": "close"}}),
        ("update", {"note": "2026-11-20-email-vikram-sethi", "record": "sent"}),
        ("restructure", {"action": "rename", "note": "greg-tolliver", "new_name": "Gregory"}),
        ("restructure", {"action": "move", "note": "greg-tolliver", "org": "Fjordnet"}),
        ("undo", {"changes": [change]}),
    ):  # fmt: skip
        shown = assistant.ok(tool, **arguments)
        assert shown["dry_run"] is True
        assert tree(sample) == after, tool
        made = assistant.ok(tool, **arguments, dry_run=False)
        (new,) = made.get("changes") or [made["change"]["id"]]
        assert tree(sample) != after, tool
        assistant.ok("undo", changes=[new], dry_run=False)
        assert tree(sample) == after, tool
    assistant.ok("undo", changes=[change], dry_run=False)
    assert tree(sample) == before


def test_keys_are_set_as_in_a_batch(sample: World) -> None:
    assistant = Assistant(sample)
    keys = {
        "circle": "close",
        "aliases+": ["Greg, the cornet"],
        "phones": None,
        "emails": ["a@b.example"],
    }
    assistant.ok("update", note="greg-tolliver", keys=keys, dry_run=False)
    greg = sample.run("show greg-tolliver --json").json
    assert (greg["circle"], greg["emails"]) == ("close", ["a@b.example"])
    assert "Greg, the cornet" in greg["aliases"]
    assert "phones" not in greg


def test_people_who_exist_are_left_out_and_told(sample: World) -> None:
    people = [{"name": "Zoe Zett", "tags": ["a", "b"]}, {"name": "Ben Adeyemi"}]
    reply = Assistant(sample).call("add_people", people=people)
    assert reply.json["paths"] == ["notes/people/zoe-zett.md"]
    assert "line 2: notes/people/ben-adeyemi.md exists already" in reply.notices
    assert sample.run("show zoe-zett --json").json["tags"] == ["a", "b"]


REFUSED: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("get", {"name": "last"}, "bad-value"),
    ("get", {"name": "3"}, "bad-value"),
    ("get", {"name": "nobody at all"}, "not-found"),
    ("get", {"name": "--all"}, "not-found"),
    ("get", {"name": ""}, "not-found"),
    ("get", {"name": "a\0b"}, "bad-value"),
    ("get", {"name": "a\ud800"}, "bad-value"),
    ("find", {"who": "david"}, "ambiguous"),
    ("find", {"kind": "org", "tag": "x"}, "bad-value"),
    ("find", {"kind": "plan", "place": "Bristol"}, "bad-value"),
    ("find", {"kind": "interaction", "circle": "close"}, "bad-value"),
    ("find", {"since": "--help", "kind": "person"}, "bad-value"),
    ("plan", {"name": "no such plan"}, "not-found"),
    ("log_interaction", {"text": "-"}, "bad-value"),
    ("log_interaction", {"text": "Rang David"}, "guess"),
    ("log_interaction", {"text": "Rang somebody"}, "with-whom"),
    ("log_interaction", {"text": "Rang Greg", "kind": "pigeon"}, "bad-value"),
    ("update", {"note": "greg-tolliver"}, "bad-value"),
    ("update", {"note": "greg-tolliver", "keys": {"circle": "close"}, "record": "sent"}, "bad-value"),
    ("update", {"note": "greg-tolliver", "keys": {"name": "X"}}, "bad-value"),
    ("update", {"note": "greg-tolliver", "keys": {"circle": "no such circle"}}, "bad-value"),
    ("update", {"note": "david", "keys": {"circle": "close"}}, "ambiguous"),
    ("update", {"note": "1", "record": "done"}, "bad-value"),
    ("update", {"note": "zzzzzz", "record": "done"}, "not-found"),
    ("add_people", {"people": [{"org": "Acme"}]}, "usage"),
    ("add_people", {"people": [{"name": "Ben Adeyemi"}]}, "exists"),
    ("restructure", {"action": "rename", "note": "greg-tolliver"}, "missing"),
    ("undo", {"changes": ["ffff"]}, "not-found"),
    ("letters", {"action": "draft", "name": "no such letter", "plan": "next-role"},
     "not-found"),
)  # fmt: skip


@pytest.mark.parametrize(("tool", "arguments", "code"), REFUSED, ids=lambda part: str(part)[:40])
def test_a_refusal_has_its_code_and_nothing_is_written(
    sample: World, tool: str, arguments: dict[str, Any], code: str
) -> None:
    before = tree(sample)
    refused = Assistant(sample).refused(tool, **arguments)
    assert refused["code"] == code, refused
    assert refused["message"]
    assert tree(sample) == before


def test_no_argument_becomes_an_option(sample: World) -> None:
    secret = sample.root / "secret.txt"
    secret.write_text("kwyjibo", encoding="utf-8")
    assistant = Assistant(sample, private=True)
    for text in (f"--body={secret}", "--help", "--all"):
        for tool, arguments in (
            ("get", {"name": text}), ("find", {"who": text}), ("plan", {"name": text}),
            ("update", {"note": text, "keys": {"circle": "close"}}),
            ("update", {"note": text, "record": "sent"}),
            ("letters", {"action": "draft", "name": text, "plan": "next-role"}),
        ):  # fmt: skip
            assert assistant.refused(tool, **arguments)["code"] == "not-found"
        assert isinstance(assistant.ok("find", words=text), list)
        logged = assistant.ok(
            "log_interaction", text=text, people=["greg-tolliver"], place=text, dry_run=True
        )
        assert (logged["text"], logged["place"]) == (text, text)
        assert "kwyjibo" not in str(logged)


# ---------------------------------------------------------------- what is private

LOOKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("today", {"days": 30}), ("find", {}), ("find", {"words": "lunch"}),
    ("find", {"kind": "interaction"}), ("find", {"kind": "plan"}), ("get", {"name": "ada-lovelace"}),
    ("get", {"name": "ada-lovelace", "view": "brief"}), ("get", {"name": "job"}),
    ("get", {"name": "ogilvy"}), ("promises", {}), ("plan", {"name": "job"}),
    ("plan", {"name": "job", "part": "next"}), ("letters", {"action": "templates"}),
    ("letters", {"action": "drafts"}),
    ("log_interaction", {"text": "Rang Ada"}),
    ("update", {"note": "ada-lovelace", "keys": {"circle": "inner"}}),
    ("update", {"note": "ada-lovelace", "keys": {"circle": "inner"}, "dry_run": False}),
    ("update", {"note": "grace-hopper", "keys": {"tags": ["x"]}, "dry_run": False}),
    ("restructure", {"action": "move", "note": "grace-hopper", "org": "IBM"}),
)  # fmt: skip


def test_nothing_private_is_given_without_the_word(half: World) -> None:  # noqa: F811
    seen, open_eyed = [], Assistant(half, private=True)
    for tool, arguments in LOOKS:
        seen.append(open_eyed.call(tool, **{**arguments, "dry_run": True} if "dry_run" in arguments
                                   else arguments).text.lower())  # fmt: skip
    assert [word for word in SECRETS if word not in "".join(seen)] == []
    assistant = Assistant(half)
    for tool, arguments in LOOKS:
        text = assistant.call(tool, **arguments).text.lower()
        assert [word for word in SECRETS if word in text] == [], (tool, arguments, text)


@pytest.mark.parametrize(
    ("tool", "arguments", "code"),
    [
        ("get", {"name": "zebulon-quixworth"}, "not-found"),
        ("find", {"who": "zebulon"}, "not-found"),
        ("update", {"note": "zebulon-quixworth", "keys": {"circle": "wide"}}, "not-found"),
        ("restructure",
         {"action": "rename", "note": "ada-lovelace", "new_name": "Ada King"}, "private"),
        ("log_interaction", {"text": "Rang Ada and Zebulon Quixworth"}, "private"),
        ("log_interaction", {"text": "Rang Ada", "introduced": ["zebulon"]}, "not-found"),
        ("update",
         {"note": "ada-lovelace", "keys": {"introduced_by": "zebulon-quixworth"}}, "not-found"),
    ],
)  # fmt: skip
def test_what_is_private_stands_in_the_way(
    half: World, tool: str, arguments: dict[str, Any], code: str  # noqa: F811
) -> None:  # fmt: skip
    before = tree(half)
    replaces = {"dry_run": False} if tool in REPLACES else {}
    refused = Assistant(half).refused(tool, **arguments, **replaces)
    assert refused["code"] == code, refused
    typed = str(arguments).lower()
    said = str(refused).lower()
    assert [word for word in SECRETS if word in said and word not in typed] == []
    assert tree(half) == before


def test_only_changes_of_this_session_are_taken_back(half: World) -> None:  # noqa: F811
    before = half.run("set zebulon circle=wide --json").json["change"]["id"]
    assistant, now = Assistant(half), tree(half)
    refused = assistant.refused("undo", changes=[before], dry_run=False)
    assert refused["code"] == "not-found"
    assert tree(half) == now
    Assistant(half, private=True).ok("undo", changes=[before], dry_run=False)
    assert tree(half) != now
    own = assistant.ok("log_interaction", text="Rang Ada")["change"]["id"]
    half.run("set last place='Zebulon Hall'")
    refused = assistant.refused("undo", changes=[own], dry_run=False)
    assert refused["code"] in ("touched-since", "changed")
    assert "zebulon" not in str(refused).lower()


def test_the_numbers_on_the_screen_of_the_owner_stay(sample: World) -> None:
    sample.run("list promises --mine")
    kept = (sample.root / ".hobnob" / "numbers").read_bytes()
    assistant = Assistant(sample, private=True)
    for tool, arguments in (("today", {}), ("promises", {}), ("letters", {"action": "drafts"})):
        assistant.ok(tool, **arguments)
    assert (sample.root / ".hobnob" / "numbers").read_bytes() == kept


# ---------------------------------------------------------------- as it is started


def test_without_the_extra_it_says_what_to_install(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.startswith("hobnob.mcp.")]:
        monkeypatch.delitem(sys.modules, module)
    for module in [name for name in sys.modules if name.partition(".")[0] == "mcp"]:
        monkeypatch.setitem(sys.modules, module, None)
    said = world.run("mcp")
    assert (said.code, said.out) == (2, "")
    assert 'pip install "hobnob[mcp]"' in said.err


def test_the_command_serves_over_stdio(sample: World) -> None:
    import asyncio

    from mcp import Client, StdioServerParameters
    from mcp.types import TextContent

    async def ask() -> tuple[set[str], str]:
        arguments = ["-m", "hobnob", "--journal", str(sample.root), "--today", TODAY, "mcp",
                     "--read-only"]  # fmt: skip
        async with Client(StdioServerParameters(command=sys.executable, args=arguments)) as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            result = await client.call_tool("today", {"limit": 1})
        (first, *_) = (part.text for part in result.content if isinstance(part, TextContent))
        return names, first

    names, first = asyncio.run(ask())
    assert names == READS | {"letters"}
    assert '"people":["ben-adeyemi"],"date":"2026-11-20"' in first
