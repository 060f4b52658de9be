"""What is looked at before a letter goes out: its greeting, what is left over, whether it went before."""

from __future__ import annotations

import pytest

from tests.conftest import World

LEFT = """\
---
subject: "[topic]"
---
{{ greeting }},

<!-- Say why {{ person.name }}, and no other -->
[why you]

I read of you. I shall ring on Thursday.

Tim
"""
WHOLE = LEFT.replace("[topic]", "Lunch").replace("[why you]", "So.").split("<!--")[0] + (
    "I read of you. I shall ring on Thursday.\n\nTim\n"
)


@pytest.fixture
def journal(world: World) -> World:
    world.write("letters/left.md", LEFT.encode())
    world.write("letters/whole.md", WHOLE.encode())
    world.person("Grace Hopper", emails="grace@example.org")
    world.person("Karl Weiß", slug="karl", prefix="Prof. Dr.", greeting="Dear Professor Weiß,")
    world.person("'Sofia Marino, PMP'", slug="sofia")
    world.person("J. R. Ewing", slug="ewing")
    return world


def test_all_greetings_stand_in_the_first_line(journal: World) -> None:
    said = journal.run("draft whole --to sofia,karl,ewing,grace")
    first, *_ = said.out.splitlines()
    assert first == "Greetings: Dear Sofia, Dear Professor Weiß, Dear J. R., Dear Grace"
    path = "notes/interactions/2026/2026-11-22-letter-ewing-whole.md"
    told = f"{path}:9: it greets J. R. Ewing with 'Dear J. R.', but these look like initials"
    assert " ".join(said.err.split()).count(told) == 1
    dry = journal.run("draft whole --to grace --again --dry-run").out
    assert dry == ""  # a draft waits already
    journal.run("undo")
    assert journal.run("draft whole --to grace --dry-run").out.startswith("Greetings: Dear Grace\n")
    (drafted,) = journal.run("draft whole --to karl --json").json["drafted"]
    assert (drafted["greeting"], drafted["warnings"]) == ("Dear Professor Weiß", [])


def test_a_letter_without_greeting_says_for_whom(journal: World) -> None:
    journal.write("letters/bare.md", b"---\n---\nI read of you. I shall ring you on Thursday.\n")
    assert journal.run("draft bare --to grace,ewing").out.startswith("Greetings: none\n")
    journal.write(
        "letters/some.md",
        "---\n---\n{% if person.emails is defined %}Hi {{ first_name }},\n{% endif %}I read of you.\n",
    )
    line = journal.run("draft some --to grace,ewing").out.splitlines()[0]
    assert line == "Greetings: Hi Grace; none for J. R. Ewing"


def test_a_greeting_of_the_note_that_the_template_leaves_out_is_told(journal: World) -> None:
    journal.write(
        "letters/first.md", b"---\n---\nDear {{ person.first_name }},\n\nI read of you.\n"
    )
    said = journal.run("draft first --to karl")
    assert "with 'Dear Karl', but the note says 'Dear Professor Weiß,'" in " ".join(
        said.err.split()
    )
    assert "greeting" in journal.run("check").out


def test_a_greeting_may_be_used_anywhere_in_a_template(journal: World) -> None:
    journal.write(
        "letters/a.md",
        b"---\nsubject: For {{ first_name }}\n---\n{{ person.greeting }}, {{ person.last_name }}\n",
    )
    (drafted,) = journal.run("draft a --to sofia --json").json["drafted"]
    assert drafted["subject"] == "For Sofia"
    assert journal.run("show last --json").json["text"] == "Dear Sofia, Marino"
    assert "letter-template" not in journal.run("check").out


def test_what_is_left_over_is_told_and_not_recorded_as_sent(journal: World) -> None:
    path = "notes/interactions/2026/2026-11-22-letter-grace-hopper-left.md"
    places = (f"{path}:5: '[topic]'", f"{path}:12: '[why you]'", f"{path}:11: the template's")
    said = " ".join(journal.run("draft left --to grace").err.split())
    for place in places:
        assert place in said
    refused = journal.run("sent grace")
    assert refused.code == 2
    for place in places:
        assert place in refused.err
    assert journal.run("sent grace --json").json["code"] == "unfinished"
    assert journal.run("sent grace --dry-run").code == 2
    assert len(journal.run("drafts --json").json) == 1
    assert journal.run("sent grace --anyway").code == 0
    assert journal.run("drafts --json").json == []


def test_one_unfinished_letter_of_many_holds_back_all(journal: World) -> None:
    journal.run("draft whole --to sofia,karl")
    journal.run("draft left --to grace")
    listed = [one["slug"] for one in journal.run("drafts --json").json]
    assert journal.run("sent 1 2 3").code == 2
    assert [one["slug"] for one in journal.run("drafts --json").json] == listed
    assert journal.run("sent --letter whole").code == 0


def test_what_the_setting_leaves_unchecked_is_not_refused(journal: World) -> None:
    journal.settle("      unchecked: [placeholder]\n")
    journal.run("draft left --to grace")
    assert journal.run("sent grace").code == 0


@pytest.mark.parametrize(
    "command",
    ["show grace --format text", "show grace --format eml", "show grace --format mailto",
     "drafts --eml out", "drafts --print out.html"],
)  # fmt: skip
def test_no_comment_goes_out_and_what_is_left_over_is_told_before(
    journal: World, command: str
) -> None:
    body = (
        "Dear Grace,\n\n<!-- SECRET\n\nSECRET -->\nI read <!-- SECRET -->of you. %%SECRET%%\n\n"
        "%%\nSECRET\n%%\n- item\n  <!-- SECRET -->\n\n- [ ] ring <!-- SECRET -->\n\n[why you]\n"
    )
    journal.met("2026-11-20", "grace-hopper", kind="letter", draft="true", slug="x",
                subject="'Lunch <!-- SECRET -->'", body=body)  # fmt: skip
    said = journal.run(command)
    assert said.code == 0
    assert "notes/interactions/2026/x.md:23: '[why you]' is still to be filled in" in said.err
    files = [file for file in journal.root.glob("out*") if file.is_file()]
    files += list(journal.root.glob("out/*"))
    texts = [said.out, *(file.read_text() for file in files)]
    texts += [journal.run("drafts").out, journal.run("show x").out]
    for text in texts:
        assert "SECRET" not in text
        assert "<!--" not in text
    assert any("of you" in text or "of%20you" in text for text in texts)


@pytest.mark.parametrize(
    ("day", "told"), [("2026-01-10", True), ("2025-11-22", True), ("2025-11-20", False)]
)
def test_the_same_letter_twice_within_a_year_is_told(journal: World, day: str, told: bool) -> None:
    journal.run("draft whole --to grace")
    journal.run(f"sent grace --date {day}")
    says = f"Grace Hopper was sent this letter on {day} already"
    for command in ("draft whole --to grace --again", "check", "sent grace"):
        said = journal.run(command)
        assert (says in f"{said.out} {' '.join(said.err.split())}") is told, command
        assert said.code in (0, 1)


def test_the_same_words_are_the_same_letter_and_a_second_draft_is_told(journal: World) -> None:
    text = "Dear Grace,\n\nI read of you. I shall ring on Thursday.\n\nTim\n"
    journal.met("2026-11-01", "grace-hopper", kind="email", body=text.replace("\n\n", "\n"))
    journal.met("2026-11-20", "grace-hopper", kind="letter", draft="true", slug="x", body=text)
    assert "was sent this letter on 2026-11-01 already" in journal.run("sent x --dry-run").err
    journal.met("2026-11-20", "karl", kind="letter", draft="true", slug="y", letter="whole")
    journal.met("2026-11-21", "karl", kind="letter", draft="true", slug="z", letter="whole")
    assert "Karl Weiß has another draft of this letter (z)" in journal.run("sent y").err
    assert "Karl Weiß was sent this letter on 2026-11-22 already (y)" in journal.run("sent z").err
