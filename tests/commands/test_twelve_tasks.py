"""Twelve tasks on the sample journal, done by a script that knows only `--help` and `--json`.

The one rule: the script reads what a command prints, never a file. The test reads the notes, and
says whether the task was done. All that the script reads is counted, help and errors too.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.commands.changing import Tree, tree
from tests.conftest import ROOT, Said, World

TASKS = {
    "what should I do this morning": (3, 9_500),
    "prepare lunch with Adaeze": (3, 6_500),
    "coffee with Greg and Marek": (5, 6_500),
    "who do I know at Mendip Hospitals": (3, 4_000),
    "who knows about incident writing": (3, 2_500),
    "draft to everybody in the plan not yet written to": (4, 2_500),
    "mark the letter to Vikram as sent": (3, 1_500),
    "put the wrong David right": (2, 1_500),
    "merge two notes": (5, 2_500),
    "how likely is the plan": (3, 3_800),
    "fifteen contacts, of which two exist": (4, 4_000),
    "undo all of that": (4, 2_500),
}
"""The most commands, and the most characters of output, that each task may take."""

MOST_COMMANDS, MOST_CHARACTERS = 60, 60_000

CONTACTS = (
    "Ines Duarte", "Otto Lehmann", "Rosa Valdez", "Kofi Asante", "Mei Tanaka", "Piotr Nowak",
    "Aoife Brennan", "Luca Moretti", "Hana Kovac", "Samir Patel", "Greta Lind", "Tariq Webb",
    "Nora Quill",
)  # fmt: skip


@dataclass
class Script:
    """Runs commands and counts what it reads.

    Attributes:
        counts: the commands and the characters of each task.
        learned: what it keeps from one task for a later one.
    """

    world: World
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    learned: dict[str, str] = field(default_factory=dict)
    task: str = ""

    def run(self, command: str | list[str], code: int = 0, stdin: str | None = None) -> Said:
        said = self.world.run(command, stdin=stdin)
        assert said.code == code, (command, said.out, said.err)
        commands, characters = self.counts.get(self.task, (0, 0))
        self.counts[self.task] = commands + 1, characters + len(said.out) + len(said.err)
        return said

    def json(self, command: str | list[str], code: int = 0, stdin: str | None = None) -> Any:
        words = shlex.split(command) if isinstance(command, str) else command
        return self.run([*words, "--json"], code, stdin).json

    def suggested(self, command: str) -> Any:
        """Run a command that hobnob suggested, as it stands."""
        first, *words = shlex.split(command)
        assert first == "hobnob"
        return self.json(words)

    def read_help(self, *verb: str) -> None:
        self.run([*verb, "--help"])
        self.run(["help", "json", *verb])


def this_morning(script: Script, before: Tree) -> None:
    script.run("--help")
    script.run("help json today")
    needs = script.json("today")
    assert (needs[0]["reason"], needs[0]["people"]) == ("promise", ["ben-adeyemi"])
    assert {need["reason"] for need in needs} >= {"thanks", "follow_up", "draft", "theirs"}
    assert all(need["text"] and need["note"] for need in needs)
    assert tree(script.world) == before


def lunch(script: Script, before: Tree) -> None:
    script.read_help("brief")
    (brief,) = script.json("brief adaeze")
    assert (brief["slug"], brief["title"]) == ("adaeze-obi", "Chief Digital Officer")
    assert brief["latest"][0]["note"] == "2026-11-12-dinner-adaeze-obi"
    assert brief["topics"][0]["text"].startswith("thank them for their time on 12 November")
    assert brief["what_i_asked"][0] == {
        "date": "2026-09-24", "note": "2026-09-24-lunch-adaeze-obi", "what": ["advice"],
        "outcome": None,
    }  # fmt: skip
    assert tree(script.world) == before


def coffee(script: Script, before: Tree) -> None:
    script.read_help("log")
    line = (
        "Coffee with Greg and Marek at The Bench. Greg is moving to Fjordnet as Head of Platform "
        "from January. Promised to send Marek the runbook by Friday; follow up in 3 weeks"
    )
    logged = script.json(["log", line, "--strict", "--fields",
                          "slug,people,place,follow_up,promises,suggestions,change.id"])  # fmt: skip
    script.learned["first"] = logged["change"]["id"]
    (move,) = logged["suggestions"]
    script.run("move --help")
    script.suggested(move)

    after = tree(script.world)
    (path,) = after.keys() - before.keys()
    note = after[path].decode()
    assert "people: [greg-tolliver, marek-dvořák]\nkind: meal\nplace: The Bench\n" in note
    assert "follow_up: 2026-12-13\n" in note
    assert "- [ ] send [[marek-dvořák|Marek]] the runbook (by 2026-11-27)\n" in note
    greg = after["people/greg-tolliver.md"].decode()
    assert "  - org: Fjordnet\n    title: Head of Platform\n    since: 2027-01\n" in greg
    assert "  - org: Pennard & Wells\n    title: IT Manager\n    since: 2012\n    until:" in greg


def at_mendip(script: Script, before: Tree) -> None:
    script.read_help("list", "people")
    found = script.json(
        "list people --org 'Mendip Hospitals' --ever --fields slug,org,title,last_contact"
    )
    assert {person["slug"]: person["last_contact"] for person in found} == {
        "adaeze-obi": "2026-11-12", "ben-adeyemi": "2026-10-23", "patience-mensah": "2026-11-13",
        "stuart-pym": "2026-10-14",
    }  # fmt: skip
    assert [p["slug"] for p in found if p["org"] != "Mendip Hospitals"] == ["patience-mensah"]
    assert tree(script.world) == before


def incident_writing(script: Script, before: Tree) -> None:
    script.read_help("search")
    found = script.json(
        "search --any incident writing --limit 5 --fields type,slug,people,date,snippet"
    )
    assert (found[0]["type"], found[0]["slug"]) == ("person", "ben-adeyemi")
    assert "incident writing" in found[0]["snippet"]
    assert ["ben-adeyemi"] in [note.get("people") for note in found]
    assert tree(script.world) == before


def drafts_to_the_plan(script: Script, before: Tree) -> None:
    script.read_help("draft")
    (plan,) = script.json("list plans --fields slug,status --limit 1")
    made = script.json(["draft", "--plan", plan["slug"], "--fields",
                        "drafted.slug,drafted.people,drafted.warnings,skipped,missing"])  # fmt: skip
    assert [draft["people"] for draft in made["drafted"]] == [["tobias-nkemelu"]]

    after = tree(script.world)
    (path,) = after.keys() - before.keys()
    note = after[path].decode()
    assert "people: [tobias-nkemelu]\n" in note
    assert "plan: next-role\n" in note
    assert "draft: true\n" in note
    assert "\nDear Tobias,\n" in note


def vikram(script: Script, before: Tree) -> None:
    script.read_help("sent")
    (sent,) = script.json("sent vikram --fields slug,date,draft")
    assert "draft" not in sent

    path = "interactions/2026/2026-11-20-email-vikram-sethi.md"
    old, new = before[path].decode(), tree(script.world)[path].decode()
    assert new == old.replace("date: 2026-11-20\n", "date: 2026-11-22\n").replace(
        "draft: true\n", ""
    )


def wrong_david(script: Script, before: Tree) -> None:
    line = "Rang David about the search for a head of platform"
    logged = script.json(["log", line, "--fields", "slug,guesses"])
    (guess,) = logged["guesses"]
    assert guess["person"] == "david-penrose"
    assert guess["others"] == ["david-achterberg"]
    script.suggested(guess["fix"])

    after = tree(script.world)
    (path,) = after.keys() - before.keys()
    note = after[path].decode()
    assert "people: [david-achterberg]\n" in note
    assert "Rang [[david-achterberg|David]] about" in note
    assert "penrose" not in note


def two_notes(script: Script, before: Tree) -> None:
    found = script.json("search tolliver --kind person --fields slug,name,emails,contacts")
    assert {person["slug"] for person in found} == {"greg-tolliver", "gregory-tolliver"}
    script.read_help("merge")
    error = script.json("merge greg-tolliver gregory-tolliver", code=2)
    assert (error["code"], error["candidates"]) == ("differing", ["location"])
    script.json("merge greg-tolliver gregory-tolliver --prefer keep --fields slug,aliases,location")

    after = tree(script.world)
    assert before.keys() - after.keys() == {"people/gregory-tolliver.md"}
    greg = after["people/greg-tolliver.md"].decode()
    assert "location: Wells\n" in greg
    assert "aliases: [Gregory Tolliver]\n" in greg
    assert "phones: [+44 1749 496 012]\n" in greg
    assert "Plays the cornet." in greg
    assert (
        "people: [greg-tolliver]\n" in after["interactions/2026/2026-07-01-call-greg.md"].decode()
    )
    assert b"gregory-tolliver" not in b"".join(after.values())


def how_likely(script: Script, before: Tree) -> None:
    script.read_help("plan")
    forecast = script.json("plan forecast --fields name,goal,chance,wins,hope,more")
    assert 0.6 < forecast["chance"] < 0.85
    assert 0.4 < forecast["hope"] < 0.6
    assert forecast["wins"] == 1
    assert forecast["more"]["50"] == 0 < forecast["more"]["80"] < forecast["more"]["95"]
    assert tree(script.world) == before


def fifteen_contacts(script: Script, before: Tree) -> None:
    script.read_help("add")
    rows: list[dict[str, Any]] = [
        {"name": name, "emails": [f"{name.split()[0].lower()}@meetup.example"]} for name in CONTACTS
    ]
    rows.insert(3, {"name": "Ben Adeyemi", "emails": ["ben@meetup.example"]})
    rows.insert(9, {"name": "Ada Obi", "emails": ["adaeze@obi.example"]})
    lines = "\n".join(map(json.dumps, rows))
    command = (
        "add person - tags=meetup met_on=2026-11-20 --quiet "
        "--fields slug,line,code,candidates,change.id"
    )
    error = script.json(command, code=2, stdin=lines)
    assert error["code"] == "needs-yes"
    assert tree(script.world) == before
    made = script.json(f"{command} --yes", code=2, stdin=lines)
    left_out = [(row["line"], row["code"], row["candidates"]) for row in made if "line" in row]
    assert left_out == [(4, "exists", ["ben-adeyemi"]), (10, "exists", ["adaeze-obi"])]
    (script.learned["batch"],) = {row["change"]["id"] for row in made if "line" not in row}

    after = tree(script.world)
    assert len(after.keys() - before.keys()) == len(CONTACTS)
    assert {path: after[path] for path in before} == before
    ines = b"---\nname: Ines Duarte\nemails: [ines@meetup.example]\nmet_on: 2026-11-20\n"
    assert after["people/ines-duarte.md"] == ines + b"tags: [meetup]\n---\n"


def undo_all(script: Script, before: Tree) -> None:
    script.read_help("undo")
    script.json(["undo", script.learned["batch"], "--fields", "undone,changes"])
    assert not [path for path in tree(script.world) if path.endswith("ines-duarte.md")]
    script.json(["undo", "--since", script.learned["first"], "--fields", "undone,changes"])


DOING: tuple[Callable[[Script, Tree], None], ...] = (
    this_morning, lunch, coffee, at_mendip, incident_writing, drafts_to_the_plan, vikram,
    wrong_david, two_notes, how_likely, fifteen_contacts, undo_all,
)  # fmt: skip


def prepare(world: World) -> None:
    """Let the owner have a second note of Greg, with a call."""
    world.person(
        "Gregory Tolliver", location="Glastonbury", phones="[+44 1749 496 012]",
        emails="[greg.tolliver@pennard-wells.example]", body="Plays the cornet.\n",
    )  # fmt: skip
    world.met("2026-07-01", "gregory-tolliver", slug="2026-07-01-call-greg", kind="call",
              body="Rang [[gregory-tolliver]] about the pie.\n")  # fmt: skip


def test_a_script_does_twelve_tasks_with_few_commands_and_little_reading(sample: World) -> None:
    prepare(sample)
    sample.run("list")  # the index is made once, with words of its own
    at_first = tree(sample)
    script = Script(sample)
    for task, do in zip(TASKS, DOING, strict=True):
        script.task = task
        do(script, tree(sample))
    assert tree(sample) == at_first

    counted = script.counts.values()
    in_all = sum(commands for commands, _ in counted), sum(read for _, read in counted)
    for task, (commands, characters) in [*script.counts.items(), ("in all", in_all)]:
        print(f"{task:50} {commands:3} {characters:7,}")
    assert in_all[0] <= MOST_COMMANDS
    assert in_all[1] <= MOST_CHARACTERS
    over = {
        task: (commands, characters)
        for task, (commands, characters) in script.counts.items()
        if commands > TASKS[task][0] or characters > TASKS[task][1]
    }
    assert over == {}


def test_the_figures_are_those_that_are_promised() -> None:
    rows = [*TASKS.items(), ("in all", tuple(map(sum, zip(*TASKS.values(), strict=True))))]
    table = "\n".join(f"| {task} | {most[0]} | {most[1]:,} |" for task, most in rows)
    assert table in (ROOT / "COMPATIBILITY.md").read_text(encoding="utf-8")
