"""Drafting, editing, sending and drafting again: nobody gets two, and no edit is lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands.changing import tree
from tests.conftest import World

TEMPLATE = """\
---
subject: Lunch, {{ person.first_name }}?
asked: advice
---
Dear {{ person.first_name }},

I read of you at {{ role.org }}. May I buy you lunch? I shall ring on Thursday.

Tim
"""


@pytest.fixture
def journal(world: World) -> World:
    world.write("letters/lunch.md", TEMPLATE.encode())
    world.person("Grace Hopper", org="Remington Rand", title="Director")
    world.person("George Green", org="Green's Mill")
    world.person("Ada Lovelace")
    world.write(
        "plans/next.md",
        """
        ---
        name: The next role
        status: paused
        letter: lunch
        people: [grace-hopper, george-green, ada-lovelace]
        ---
        """,
    )
    return world


def only(world: World, folder: str = "interactions") -> dict[str, str]:
    return {p: d.decode() for p, d in tree(world).items() if p.startswith(folder)}


def test_a_draft_is_an_ordinary_note(journal: World) -> None:
    said = journal.run("draft lunch --to grace --plan next")
    assert said.code == 0
    assert said.err.startswith("change ")
    assert only(journal) == {
        "interactions/2026/2026-11-22-letter-grace-hopper-lunch.md": (
            "---\ndate: 2026-11-22\npeople: [grace-hopper]\nkind: letter\nasked: [advice]\n"
            "plan: next\nsubject: Lunch, Grace?\nletter: lunch\ndraft: true\n---\n"
            "Dear Grace,\n\nI read of you at Remington Rand. May I buy you lunch? "
            "I shall ring on Thursday.\n\nTim\n"
        )
    }
    assert journal.run("check").code == 0
    (draft,) = journal.run("list interactions --draft --json").json
    assert draft["letter"] == "lunch"
    assert not draft["is_contact"]


def test_what_is_not_known_of_somebody_leaves_them_out(journal: World) -> None:
    said = journal.run("draft --plan next")
    assert said.code == 1
    assert "no draft for Ada Lovelace: the letter uses 'role.org'" in said.err
    assert "(line 7)" in said.err
    assert sorted(p.split("/")[-1] for p in only(journal)) == [
        "2026-11-22-letter-george-green-lunch.md", "2026-11-22-letter-grace-hopper-lunch.md",
    ]  # fmt: skip
    again = journal.run("draft --plan next --json")
    assert again.json["missing"] == [{"person": "ada-lovelace", "field": "role.org", "line": 7}]
    assert [one["reason"] for one in again.json["skipped"]] == ["draft", "draft"]


def test_a_value_that_nobody_has_is_an_error_and_nothing_is_written(journal: World) -> None:
    journal.write("letters/bad.md", b"---\nsubject: x\n---\nDear\n{{ person.frist_name }},\n")
    said = journal.run("draft bad --to grace,george")
    assert said.code == 2
    assert "notes/letters/bad.md:5: a letter cannot use 'person.frist_name'" in said.err
    assert "did you mean person.first_name?" in said.err
    assert only(journal) == {}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{% include 'people/ada.md' %}", 6),
        ("{{ ''.__class__.__mro__ }}", 6),
        ("{% for a in range(10**9) %}{% for b in range(10**9) %}{% endfor %}{% endfor %}", 6),
        ("{{ 'a' * 10**9 }}", 6),
        ("{{ plan.goal }}", 6),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_its_line(
    journal: World, text: str, line: int
) -> None:
    journal.write("letters/bad.md", f"---\nsubject: x\n---\nDear\n\n{text}\n".encode())
    said = journal.run("draft bad --to grace,george")
    assert said.code == 2
    assert f"notes/letters/bad.md:{line}: " in said.err
    assert only(journal) == {}


def test_a_subject_is_a_template_too(journal: World) -> None:
    journal.write("letters/bad.md", b"---\nsubject: '{{ person.x.y() }}'\n---\nDear\n")
    assert (
        "notes/letters/bad.md: subject: this cannot be called in a letter"
        in journal.run("draft bad --to grace").err
    )
    journal.write("letters/bad.md", b"---\nsubject: '{{ person.birthday }}'\n---\nDear\n")
    assert "(its subject)" in journal.run("draft bad --to grace").err


def test_news_come_from_the_journal_or_are_said(journal: World) -> None:
    journal.write("letters/news.md", b"---\nsubject: x\n---\nI read: {{ news }}. Well done!\n")
    journal.met("2026-11-01", "grace-hopper", kind="news", body="An older thing.\n")
    journal.met("2026-11-10", "grace-hopper", "ada-lovelace", kind="news",
                body="[[grace-hopper|Grace]] is\nto be an admiral.\n\nMust write.\n")  # fmt: skip
    journal.met("2026-11-11", "ada-lovelace", kind="letter")
    said = journal.run("draft news --to grace,ada")
    assert said.code == 1
    assert "there is no open news of them" in said.err
    (text,) = only(journal, "interactions/2026/2026-11-22").values()
    assert text.endswith("I read: Grace is to be an admiral. Well done!\n")
    told = journal.run(["draft", "news", "--to", "ada", "--news", "the engine runs."])
    assert told.code == 0, told.err
    assert "I read: the engine runs. Well done!" in "".join(only(journal).values())


def test_the_stage_of_a_plan_says_to_whom(journal: World) -> None:
    journal.run("set ada org=Analytical")
    journal.met("2026-10-01", "grace-hopper", kind="letter", plan="next")
    journal.met("2026-10-09", "george-green", kind="letter", plan="next")
    journal.met("2026-10-11", "george-green", kind="call", plan="next", outcome="declined")
    drafted = journal.run("draft --plan next --json").json["drafted"]
    assert [one["people"] for one in drafted] == [["ada-lovelace"]]
    journal.write("letters/again.md", b"---\nsubject: x\n---\nHow are you?\n")
    assert journal.run("draft again --plan next --stage written --json").json["drafted"][0][
        "people"
    ] == ["grace-hopper"]
    left = journal.run("draft again --plan next --stage reached")
    assert "1 person declined, and will be left in peace" in left.err
    said = journal.run("draft --plan next --stage nowhere")
    assert (said.code, "listed, written, reached, met, referred, won" in said.err) == (2, True)


def test_whoever_has_the_letter_gets_no_other(journal: World) -> None:
    journal.run("draft lunch --to grace,george")
    journal.run("sent grace --date 2026-11-21")
    said = journal.run("draft lunch --to grace,george")
    assert said.code == 0
    assert "no new draft for George Green: a draft is waiting already" in said.err
    assert "no new draft for Grace Hopper: it was sent already (on 2026-11-21" in said.err
    assert len(only(journal)) == 2
    journal.run("draft lunch --to grace,george --again")
    assert len(only(journal)) == 3


def test_a_letter_by_hand_in_the_plan_is_one(journal: World) -> None:
    journal.met("2026-10-01", "grace-hopper", kind="letter", plan="next")
    journal.met("2026-11-01", "george-green", kind="email", plan="next", draft="true")
    said = journal.run("draft --to grace,george --plan next --json").json
    assert [(one["person"], one["reason"]) for one in said["skipped"]] == [
        ("grace-hopper", "sent"), ("george-green", "draft"),
    ]  # fmt: skip
    assert said["drafted"] == []


def test_a_dry_run_writes_nothing_and_an_undo_takes_all_back(journal: World) -> None:
    before = tree(journal)
    said = journal.run("draft lunch --to grace,george --dry-run")
    assert said.out.count("+++ b/notes/interactions") == 2
    assert tree(journal) == before
    journal.run("draft lunch --to grace,george")
    assert len(only(journal)) == 2
    assert journal.run("undo").code == 0
    assert tree(journal) == before


def test_what_there_is_to_think_of_is_said_at_once(journal: World) -> None:
    journal.write(
        "letters/hire.md",
        b"---\nsubject: x\n---\nDear [NAME], I read of you. Would you have a job for me?\n",
    )
    said = journal.run("draft hire --to grace,george")
    assert said.err.count("[asks-outright]") == 1
    assert "(and 1 other letter)" in said.err
    warned = journal.run("draft hire --to ada --json").json["drafted"][0]["warnings"]
    assert [one["code"] for one in warned] == ["asks-outright", "no-next-step", "placeholder"]
    journal.settle("      unchecked: [asks-outright, no-next-step, placeholder]\n")
    journal.run("undo")
    assert journal.run("draft hire --to ada").err.startswith("change ")


def test_asking_outright_first_is_remarked_on_once(journal: World) -> None:
    said = journal.run("draft lunch --to grace,george --asked job")
    assert "the first thing you ask of Grace Hopper and George Green" in said.err
    journal.run("sent grace")
    later = journal.run("draft lunch --to grace --again --asked job", today="2026-12-01")
    assert "the first thing you ask" not in later.err


# ---------------------------------------------------------------- sending


def test_a_draft_becomes_the_record_and_only_two_lines_change(journal: World) -> None:
    journal.run("draft lunch --to grace,george")
    path = "interactions/2026/2026-11-22-letter-grace-hopper-lunch.md"
    text = (
        only(journal)[path]
        .replace("Tim", "Yours, *always*,\r\n\nTim  ")
        .replace("draft: true", "draft: true # soon")
    )
    journal.write(path, text.encode())
    before = tree(journal)
    said = journal.run("sent grace --date yesterday")
    assert said.code == 0
    assert "Sent on 2026-11-21: letter to Grace Hopper" in said.out
    after = tree(journal)
    assert after.keys() == before.keys()
    now = after[path].decode()
    assert now == text.replace("date: 2026-11-22", "date: 2026-11-21").replace(
        "draft: true # soon\n", ""
    )
    assert {p for p in before if before[p] != after[p]} == {path}
    assert journal.run("undo").code == 0
    assert tree(journal) == before


def test_one_that_was_sent_on_its_own_day_keeps_its_time(journal: World) -> None:
    journal.met("2026-11-22 09:30", "grace-hopper", kind="email", draft="true", slug="x")
    journal.run("sent x")
    assert "date: 2026-11-22 09:30\n" in only(journal)["interactions/2026/x.md"]


def test_drafts_are_named_by_number_slug_person_or_last(journal: World) -> None:
    journal.run("draft lunch --to grace,george")
    journal.met("2026-11-01", "grace-hopper", kind="email", draft="true")
    listed = journal.run("drafts --json").json
    assert [one["slug"] for one in listed] == [
        "2026-11-01-email-grace-hopper", "2026-11-22-letter-george-green-lunch",
        "2026-11-22-letter-grace-hopper-lunch",
    ]  # fmt: skip
    ambiguous = journal.run("sent grace")
    assert ambiguous.code == 3
    assert "2026-11-01 · email · Grace Hopper" in ambiguous.err
    assert journal.run("sent 1").code == 0
    assert journal.run("sent 9").code == 3
    assert journal.run("sent ada").code == 3
    assert journal.run("sent grace").code == 0
    # The numbers are those of the list as it was shown, not as it would be.
    assert journal.run("sent 2").code == 0
    again = journal.run("sent 2")
    assert (again.code, again.out) == (0, "")
    assert "is no draft" in again.err
    assert journal.run("drafts --json").json == []


def test_all_of_a_plan_or_a_template(journal: World) -> None:
    journal.run("draft lunch --to grace --plan next")
    journal.run("draft lunch --to george")
    journal.met("2026-11-01", "ada-lovelace", kind="gift", plan="next", draft="true")
    journal.met("2026-11-01", "ada-lovelace", kind="meeting", plan="next", draft="true", slug="m")
    assert len(journal.run("sent --plan next --json").json) == 1
    assert len(journal.run("sent --letter lunch --json").json) == 1
    # An appointment is nothing to send.
    assert len(journal.run("drafts --json").json) == 1
    said = journal.run("sent m")
    assert (said.code, "hobnob happened m" in said.err) == (2, True)
    assert journal.run("sent").code == 2
    assert journal.run("sent 1 --plan next").code == 2


@pytest.mark.parametrize("when", ["2026-11-23", "2026-11", "2031-01-01"])
def test_nothing_was_sent_on_a_day_to_come(journal: World, when: str) -> None:
    journal.run("draft lunch --to grace")
    assert journal.run(f"sent grace --date {when}").code == 2


def test_what_became_of_the_letters_of_a_template(journal: World) -> None:
    def counts() -> Any:
        (row,) = journal.run("letters lunch --json").json
        return row["drafts"], row["sent"], row["answered"]

    journal.run("draft lunch --to grace,george")
    assert counts() == (2, 0, 0)
    journal.run("sent grace --date 2026-11-10")
    assert counts() == (1, 1, 0)
    journal.met("2026-11-11", "grace-hopper", kind="call", outcome="no-answer")
    journal.met("2026-11-12", "grace-hopper", kind="email")
    assert counts() == (1, 1, 0)
    journal.met("2026-11-13", "grace-hopper", kind="call", direction="out")
    assert counts() == (1, 1, 1)


def test_renaming_a_template_takes_its_letters_along(journal: World) -> None:
    journal.run("draft lunch --to grace")
    assert journal.run("rename lunch lunch-letter").code == 0
    assert "letter: lunch-letter\n" in next(iter(only(journal).values()))
    assert journal.run("letters --json").json[0]["drafts"] == 1
    assert journal.run("check").code == 0


# ---------------------------------------------------------------- five hundred


def test_five_hundred_letters_none_twice_and_no_edit_lost(world: World) -> None:
    """Drafted, some edited by hand, some sent, drafted again, sent, and drafted once more."""
    names = [f"Person {number:03}" for number in range(500)]
    for name in names:
        world.person(name, org="Ogilvy", title="Director")
    people = ", ".join(name.lower().replace(" ", "-") for name in names)
    world.write(
        "plans/campaign.md",
        f"---\nname: Campaign\nletter: lunch\npeople: [{people}]\n---\n".encode(),
    )
    world.write("letters/lunch.md", TEMPLATE.encode())
    said = world.run("draft --plan campaign --json")
    assert len(said.json["drafted"]) == 500
    files = sorted(only(world))
    assert len(files) == 500

    edited = {}
    for path in files[::7]:
        text = tree(world)[path].decode().replace("Tim", f"P.S. Only for {path}.\n\nTim")
        world.write(path, text.encode())
        edited[path] = text
    moved = files[3]
    world.run(["rename", moved.rsplit("/", 1)[1].removesuffix(".md"), "2026-11-22-by-another-name"])
    world.run("drafts")
    assert world.run("sent " + " ".join(map(str, range(1, 101)))).code == 0

    again = world.run("draft --plan campaign --json").json
    assert again["drafted"] == []
    assert world.run("draft lunch --to person-000,person-499 --json").json["drafted"] == []
    assert len(only(world)) == 500

    assert world.run("sent --plan campaign").code == 0
    assert world.run("drafts --json").json == []
    for path, text in edited.items():
        assert tree(world)[path].decode() == text.replace("draft: true\n", "")
    last = world.run(["draft", "lunch", "--plan", "campaign", "--stage", "written", "--json"]).json
    assert last["drafted"] == []
    assert {one["reason"] for one in last["skipped"]} == {"sent"}
    assert len(only(world)) == 500
    assert world.run("letters --json").json[0]["sent"] == 500


def test_a_letter_that_was_written_elsewhere_is_logged_with_its_template(journal: World) -> None:
    said = journal.run(
        [
            "log",
            "By hand",
            "--with",
            "grace",
            "--kind",
            "letter",
            "--letter",
            "lunch",
            "--subject",
            "Lunch?",
        ]
    )
    assert said.code == 0
    assert "subject: Lunch?\nletter: lunch\n" in next(iter(only(journal).values()))
    assert (
        "no new draft for Grace Hopper: it was sent already"
        in journal.run("draft lunch --to grace").err
    )


def test_nothing_that_waits_is_said_kindly(journal: World) -> None:
    for options, says in (
        ("--plan next", "in the plan 'next'"),
        ("--letter lunch", "no letter made from 'lunch' waits to be sent"),
        ("--plan next --letter lunch", "made from 'lunch' waits to be sent in the plan 'next'"),
    ):
        said = journal.run(f"sent {options}")
        assert (said.code, said.out) == (0, "")
        assert says in said.err
    assert journal.run("sent --plan next --json").json == []
    for ref, says in (
        ("ada", "there is no draft to Ada Lovelace;"),
        ("7", "the number 7 means nothing here"),
    ):
        said = journal.run(f"sent {ref}")
        assert said.code == 3
        assert says in said.err
        assert "there is no draft called" not in said.err


def test_a_letter_that_says_nothing_to_somebody_is_not_drafted(journal: World) -> None:
    text = "{# nobody #}{% if person.org is defined %}How is {{ role.org }}?{% endif %}\n"
    journal.write("letters/how.md", f"---\nsubject: x\n---\n{text}".encode())
    said = journal.run("draft how --to ada,grace")
    assert said.code == 1
    assert "no draft for Ada Lovelace: the letter would be empty" in said.err
    assert len(only(journal)) == 1
    (skipped,) = journal.run("draft how --to ada --json").json["skipped"]
    assert (skipped["person"], skipped["reason"]) == ("ada-lovelace", "empty")


def test_a_greeting_alone_is_no_letter(journal: World) -> None:
    journal.write("letters/hi.md", b"---\nsubject: x\n---\nHi {{ person.first_name }}\n")
    said = journal.run("draft hi --to ada")
    assert "[no-reason]" in said.err
    assert "[no-next-step]" in said.err


def test_every_placeholder_is_named_once(journal: World) -> None:
    journal.write("letters/gaps.md", b"---\nsubject: '[PLACE], [DAY]'\n---\nDear [NAME], XXX.\n")
    said = journal.run("draft gaps --to ada,grace")
    for gap in ("[PLACE]", "[DAY]", "[NAME]", "XXX"):
        assert said.err.count(f"'{gap}' is still to be filled in (and 1 other letter)") == 1
        assert f"'{gap}'" in journal.run("check").out


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("Heard that Grace was promoted.", "Grace was promoted"),
        ("I've just heard from Ada Lovelace that Grace was promoted.", "Grace was promoted"),
        ("Read in The Times today that she is an admiral", "she is an admiral"),
        ("I read that The mill burns.", "the mill burns"),
        ("News: She was promoted.", "she was promoted"),
        ("The firm goes to Bath.", "the firm goes to Bath"),
        ("IT moves to Bath.", "IT moves to Bath"),
        ("Heard that.", "Heard that"),
        ("Promoted, I heard that said.", "Promoted, I heard that said"),
    ],
)
def test_news_goes_on_from_the_sentence_it_stands_in(journal: World, noted: str, said: str) -> None:
    journal.write("letters/n.md", b"---\nsubject: x\n---\nI read this week that {{ news }}.\n")
    journal.met("2026-11-10", "grace-hopper", kind="news", body=f"{noted}\n")
    assert journal.run("draft n --to grace").code == 0
    text = next(text for path, text in only(journal).items() if path.endswith("-n.md"))
    assert text.endswith(f"I read this week that {said}.\n")


@pytest.mark.parametrize(
    ("name", "first"),
    [("Holt, Harry", "Harry"), ("Dr. Rosa King, PhD", "Rosa"), ("Lady Rosa King", "Rosa"),
     ("Rosa", "Rosa"), ('Robert "Bob" King', "Robert")],
)  # fmt: skip
def test_a_first_name_is_the_one_that_is_spoken(journal: World, name: str, first: str) -> None:
    journal.person(f"'{name}'", slug="x", org="Bath")
    (one,) = journal.run("draft lunch --to x --json").json["drafted"]
    assert one["subject"] == f"Lunch, {first}?"


@pytest.mark.parametrize("name", ["Dr. King", "Lady King", "Mr King"])
def test_behind_a_title_alone_stands_no_first_name(journal: World, name: str) -> None:
    journal.person(name, slug="x", org="Bath")
    said = journal.run("draft lunch --to x")
    assert said.code == 1
    assert f"no draft for {name}: the letter uses 'person.first_name'" in said.err
    journal.run("set x first_name=Rosa")
    assert journal.run("draft lunch --to x").code == 0


def test_who_came_by_an_introduction_is_written_to_as_well(journal: World) -> None:
    """`plan next` says to write to them, so `draft --plan` does; others wait for their move."""
    plan = journal.notes / "plans/next.md"
    plan.write_text(plan.read_text().replace("paused", "active"))
    journal.person("Tobias Nkemelu", org="Hill")
    journal.person("Uma Orr", org="Vale")
    for who, day in (("tobias-nkemelu", "2026-11-05"), ("uma-orr", "2026-11-06")):
        journal.met(day, "grace-hopper", introduced=f"[{who}]", plan="next")
    journal.met("2026-11-10", "uma-orr")
    drafted = journal.run("draft --plan next --json").json["drafted"]
    people = {person for note in drafted for person in note["people"]}
    assert people == {"george-green", "tobias-nkemelu"}


def test_a_template_names_the_introducer_that_show_knows(journal: World) -> None:
    journal.write("letters/by.md", "---\n---\n{{ person.introduced_by }} told me of you.\n")
    journal.met("2026-11-05", "grace-hopper", introduced="[george-green]")
    journal.run("draft by --to george")
    assert journal.run("show 2026-11-22 --json").json["text"] == "Grace Hopper told me of you."
    journal.person("Zoe", introduced_by="ada-lovelace")
    journal.met("2026-11-06", "grace-hopper", introduced="[zoe]")
    assert "Ada Lovelace told me" in journal.run("draft by --to zoe --dry-run").out


def test_a_draft_is_shown_by_its_number(journal: World) -> None:
    journal.run("draft lunch --to grace,george")
    numbered = [row["slug"] for row in journal.run("drafts --json").json]
    assert [journal.run(f"show {n} --json").json["slug"] for n in (1, 2)] == numbered
    assert journal.run("show 3").code == 3
    journal.person("2", slug="two")
    assert journal.run("show 2 --json").json["slug"] == "two"
