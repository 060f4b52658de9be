"""The twelve tasks on the sample journal, by the tools of the server.

The one rule: what the client reads is all that it knows, and all of it is counted, the list of tools
too. The test reads the notes, and says whether the task was done.
"""

from __future__ import annotations

import shlex

from tests.assistants.calling import Assistant
from tests.commands.changing import tree
from tests.commands.test_twelve_tasks import CONTACTS, MOST_CHARACTERS, MOST_COMMANDS, prepare
from tests.conftest import World


def test_the_tools_do_the_twelve_tasks_with_few_calls_and_little_reading(sample: World) -> None:
    prepare(sample)
    sample.run("list")
    at_first = tree(sample)
    assistant = Assistant(sample)
    ok, made = assistant.ok, list[str]()
    assistant.tools()

    # What should I do this morning?
    needs = ok("today")
    assert (needs[0]["reason"], needs[0]["people"]) == ("promise", ["ben-adeyemi"])

    # Prepare lunch with Adaeze.
    (brief,) = ok("get", name="adaeze", view="brief")
    assert brief["latest"][0]["note"] == "2026-11-12-dinner-adaeze-obi"

    # Coffee with Greg and Marek.
    line = (
        "Coffee with Greg and Marek at The Bench. Greg is moving to Fjordnet as Head of Platform "
        "from January. Promised to send Marek the runbook by Friday; follow up in 3 weeks"
    )
    logged = ok("log_interaction", text=line)
    made.append(logged["change"]["id"])
    assert logged["people"] == ["greg-tolliver", "marek-dvořák"]
    (suggested,) = logged["suggestions"]
    _, verb, who, *options = shlex.split(suggested)
    assert (verb, who) == ("move", "greg-tolliver")
    given = dict(
        zip((word.removeprefix("--") for word in options[::2]), options[1::2], strict=True)
    )
    moved = ok("restructure", action=verb, note=who, **given, dry_run=False)
    made.append(moved["change"]["id"])
    greg = (sample.notes / "people/greg-tolliver.md").read_text(encoding="utf-8")
    assert "  - org: Fjordnet\n    title: Head of Platform\n    since: 2027-01\n" in greg

    # Whom do I know at Mendip Hospitals?
    found = ok("find", org="Mendip Hospitals", ever=True)
    assert {person["slug"] for person in found} == {
        "adaeze-obi", "ben-adeyemi", "patience-mensah", "stuart-pym",
    }  # fmt: skip

    # Who knows about incident writing?
    found = ok("find", words="incident writing", any_word=True, limit=5)
    assert (found[0]["type"], found[0]["slug"]) == ("person", "ben-adeyemi")

    # Draft to everybody in the plan not yet written to.
    (plan,) = [row for row in ok("find", kind="plan") if row["status"] == "active"]
    drafted = ok("letters", action="draft", plan=plan["slug"])
    made.append(drafted["change"]["id"])
    (path,) = drafted["paths"]
    assert "\nDear Tobias,\n" in (sample.root / path).read_text(encoding="utf-8")

    # Mark the letter to Vikram as sent.
    (draft,) = [row for row in ok("letters", action="drafts") if row["people"] == ["vikram-sethi"]]
    sent = ok("update", note=draft["slug"], record="sent", dry_run=False)
    made.append(sent["change"]["id"])
    assert "draft: true" not in (sample.root / sent["paths"][0]).read_text(encoding="utf-8")

    # Put the wrong David right: here the tool asks before it writes.
    line = "Rang David about the search for a head of platform"
    refused = assistant.refused("log_interaction", text=line)
    assert refused["candidates"] == ["david-penrose", "david-achterberg"]
    logged = ok("log_interaction", text=line, people=["david-achterberg"])
    made.append(logged["change"]["id"])
    note = (sample.root / logged["path"]).read_text(encoding="utf-8")
    assert "people: [david-achterberg]\n" in note
    assert "penrose" not in note

    # Merge two notes: the tools find them, and the owner merges.
    found = ok("find", words="tolliver", kind="person")
    assert {person["slug"] for person in found} == {"greg-tolliver", "gregory-tolliver"}

    # How likely is the plan?
    forecast = ok("plan", part="forecast")
    assert 0.6 < forecast["chance"] < 0.85
    assert forecast["more"]["50"] == 0 < forecast["more"]["80"] < forecast["more"]["95"]

    # Fifteen contacts, of which two exist.
    people = [{"name": name, "emails": [f"{name.split()[0].lower()}@meetup.example"],
               "tags": ["meetup"], "met_on": "2026-11-20"} for name in CONTACTS]  # fmt: skip
    people.insert(3, {"name": "Ben Adeyemi", "emails": ["ben@meetup.example"]})
    people.insert(9, {"name": "Ada Obi", "emails": ["adaeze@obi.example"]})
    added = ok("add_people", people=people)
    made.append(added["change"]["id"])
    assert [row["line"] for row in added["left_out"]] == [4, 10]
    assert len(added["paths"]) == len(CONTACTS)

    # Undo all of that.
    ok("undo", changes=made[::-1], dry_run=False)
    assert tree(sample) == at_first

    print(f"{assistant.calls} calls, {assistant.read:,} characters")
    assert assistant.calls <= MOST_COMMANDS // 2
    assert assistant.read <= MOST_CHARACTERS // 2
