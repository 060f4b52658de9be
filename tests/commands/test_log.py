"""One line, written down: what is read from the options, what is written, what is said."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hobnob.capture.entry import stem_of
from hobnob.journal import slug_of
from hobnob.notes.schema import INTERACTION
from hobnob.wording import spell_ordinal
from tests.conftest import TODAY, Said, World


@pytest.fixture
def known(world: World) -> World:
    """A journal that knows Grace and George."""
    world.person("Grace Hopper", aliases="[Amazing Grace]", emails="[grace@navy.example]")
    world.person("George Green")
    world.write("plans/summer.md", "---\nname: A summer in advertising\n---\n")
    return world


def logged(world: World) -> list[Path]:
    return sorted((world.notes / "interactions").rglob("*.md"))


def log(world: World, text: str, *options: str) -> Said:
    return world.run(["log", text, *options])


def test_a_line_becomes_a_note(known: World) -> None:
    said = log(known, "Lunch about compilers", "--with", "grace")
    assert said.code == 0
    (file,) = logged(known)
    assert re.fullmatch(r"2026-11-22-lunch-grace-hopper-[a-z2-7]{4}\.md", file.name)
    assert file.parent.name == "2026"
    assert file.read_text(encoding="utf-8") == (
        "---\ndate: 2026-11-22\npeople: [grace-hopper]\nkind: meal\n---\nLunch about compilers\n"
    )
    assert file.relative_to(known.root).as_posix() in said.out
    assert "Grace Hopper" in said.out
    assert known.run("check").code == 0


def test_every_option_is_written_by_the_declaration(known: World) -> None:
    known.person("Ada Lovelace")
    said = log(
        known, "Long talk", "--with", "grace,george", "--date", "2026-11-20 12:30", "--kind",
        "Meal", "--direction", "in", "--outcome", "agreed", "--asked", "advice", "--asked",
        "referral,advice", "--gave", "feedback", "--introduced", "ada", "--plan", "summer",
        "--place", "Luigi's", "--tag", "#math,navy", "--follow-up", "2026-12-13", "--private",
        "--json",
    )  # fmt: skip
    answer = said.json
    path = answer["path"]
    assert answer.pop("change")["paths"] == [path]
    assert answer == {
        "type": "interaction", "slug": slug_of(Path(path).name), "path": path,
        "date": "2026-11-20T12:30", "people": ["grace-hopper", "george-green"], "kind": "meal",
        "direction": "in", "outcome": "agreed", "asked": ["advice", "referral"],
        "gave": ["feedback"], "introduced": ["ada-lovelace"], "plan": "summer",
        "place": "Luigi's", "tags": ["math", "navy"], "follow_up": "2026-12-13",
        "private": True, "is_contact": True, "author": "me", "text": "Long talk", "guesses": [],
        "promises": [],
        "unused": [], "appointment": None,
        "suggestions": [],
    }  # fmt: skip
    assert "date: 2026-11-20 12:30\n" in (known.root / path).read_text(encoding="utf-8")
    assert known.run("check").code == 0


def test_every_key_of_the_declaration_has_an_option(world: World) -> None:
    text = world.run("log --help").out
    options = {"people": "with", "tags": "tag"}
    # 'hobnob accept' writes `accepted`, and an import writes `source`.
    typed = (field for field in INTERACTION.fields if field.name not in {"accepted", "source"})
    for field in typed:
        assert f"--{options.get(field.name, field.name).replace('_', '-')}" in text


@pytest.mark.parametrize(
    ("typed", "date"),
    [("today", "2026-11-22"), ("Yesterday", "2026-11-21"), ("yesterday 18:30", "2026-11-21T18:30"),
     ("2026-11-03", "2026-11-03"), ("2026-10", "2026-10"), ("1988", "1988"),
     ("2026-11-03T9:05", "2026-11-03T09:05"), ("22.11.2026", "2026-11-22"),
     ("last Monday", "2026-11-16"), ("3 days ago", "2026-11-19"), ("Nov 3", "2026-11-03")],
)  # fmt: skip
def test_a_date_is_understood(known: World, typed: str, date: str) -> None:
    assert log(known, "Lunch", "--with", "grace", "--date", typed, "--json").json["date"] == date
    assert known.run("check").code == 0


@pytest.mark.parametrize(
    "typed", ["2026-02-31", "2026-13", "31.11.2026", "soon", "today 25:00", ""]
)
def test_a_date_that_does_not_exist_is_an_error_never_another_day(known: World, typed: str) -> None:
    said = log(known, "Lunch", "--with", "grace", f"--date={typed}")
    if typed:
        assert said.code == 2
        assert "--date: " in said.err
        assert logged(known) == []


@pytest.mark.parametrize(
    ("typed", "date"),
    [("2026-12-13", "2026-12-13"), ("3 weeks", "2026-12-13"), ("in 3 weeks", "2026-12-13"),
     ("a week", "2026-11-29"), ("tomorrow", "2026-11-23"), ("2027-01", "2027-01"),
     ("next Friday", "2026-11-27")],
)  # fmt: skip
def test_a_follow_up_is_a_date_or_how_long(known: World, typed: str, date: str) -> None:
    said = log(known, "Lunch", "--with", "grace", "--follow-up", typed, "--json")
    assert said.json["follow_up"] == date


@pytest.mark.parametrize("typed", ["never", "2026-02-31", "0 weeks"])
def test_a_follow_up_that_is_neither_is_an_error(known: World, typed: str) -> None:
    assert log(known, "Lunch", "--with", "grace", "--follow-up", typed).code == 2
    assert logged(known) == []


def test_what_is_still_to_come_is_a_draft_and_said_to_be(known: World) -> None:
    said = log(known, "Thought", "--with", "grace", "--date", "2026-12-24")
    assert "is a draft" in said.err
    assert said.out.startswith("A draft: ")
    (file,) = logged(known)
    assert "draft: true\n" in file.read_text(encoding="utf-8")
    assert known.run("check").code == 0


def test_this_month_is_not_still_to_come(known: World) -> None:
    assert "draft" not in log(known, "x", "--with", "grace", "--date", "2026-11", "--json").json


def test_a_draft_is_no_contact(known: World) -> None:
    said = log(known, "Dear Grace", "--with", "grace", "--kind", "letter", "--draft", "--json")
    assert (said.json["draft"], said.json["is_contact"]) == (True, False)


# ---------------------------------------------------------------- who


@pytest.mark.parametrize(
    "who", ["grace-hopper", "Grace Hopper", "grace", "hopper", "grace@navy.example",
            "[[grace-hopper|Grace]]", "amazing grace", '"Grace Hopper"'],
)  # fmt: skip
def test_anybody_is_found_by_any_reference(known: World, who: str) -> None:
    assert log(known, "x", "--with", who, "--json").json["people"] == ["grace-hopper"]


def test_somebody_named_twice_was_there_once(known: World) -> None:
    said = log(known, "x", "--with", "grace,hopper", "--with", "Amazing Grace", "--json")
    assert said.json["people"] == ["grace-hopper"]


def test_several_of_a_name_are_listed_and_nothing_is_written(known: World) -> None:
    known.person("Grace Kelly", org="MGM")
    said = log(known, "Lunch", "--with", "george,grace")
    assert said.code == 3
    assert "grace-hopper" in said.err
    assert "grace-kelly  Grace Kelly, MGM" in said.err
    assert logged(known) == []


def test_somebody_unknown_is_not_made_unasked(known: World) -> None:
    said = log(known, "Lunch", "--with", "grace,Linus Pauling")
    assert said.code == 3
    assert 'hobnob add person "Linus Pauling"' in said.err
    assert "--new" in said.err
    assert "did you mean george-green?" in log(known, "Lunch", "--with", "Geroge Gren").err
    assert logged(known) == []


def test_new_makes_the_note_of_whoever_has_none(known: World) -> None:
    said = log(known, "Lunch", "--with", "grace,Linus Pauling", "--introduced", "Linus Pauling",
               "--new")  # fmt: skip
    assert said.code == 0
    assert "Linus Pauling has a note now" in said.out
    person = known.notes / "people/linus-pauling.md"
    assert person.read_text(encoding="utf-8") == "---\nname: Linus Pauling\n---\n"
    assert (
        "people: [grace-hopper, linus-pauling]\nkind: meal\nintroduced: [linus-pauling]\n"
    ) in logged(known)[0].read_text(encoding="utf-8")
    assert known.run("check").code == 0


def test_new_does_not_settle_an_ambiguity(known: World) -> None:
    known.person("Grace Kelly")
    assert log(known, "Lunch", "--with", "grace", "--new").code == 3


# ---------------------------------------------------------------- what is not right


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["log"], 2, 'hobnob log "Lunch with Grace about compilers"'),
        (["log", "  ", "--with", "grace"], 2, "what happened?"),
        (["log", "Lunch"], 2, "with whom?"),
        (["log", "Lunch", "--with", ", ,"], 2, "with whom?"),
        (["log", "Lunch", "--with", "grace", "--kind", "lunch"], 2, "'lunch' is no kind"),
        (["log", "Lunch", "--with", "grace", "--asked", "advice,cake"], 2, "'cake' is no ask"),
        (["log", "Lunch", "--with", "grace", "--tag", "two words"], 2, "tags: "),
        (["log", "Lunch", "--with", "grace", "--plan", "winter"], 3, "there is no plan called"),
        (["log", "a\x00b", "--with", "grace"], 2, "NUL"),
        (["log", "a\udc80b", "--with", "grace"], 2, "not UTF-8"),
        (["log", "Lunch", "--with", "grace", "--place", "a\udc80b"], 2, "not UTF-8"),
        (["log", "Lunch", "--with", "Linus \udc80", "--new"], 2, "not valid UTF-8"),
    ],
)
def test_a_mistake_is_explained_and_writes_nothing(
    known: World, arguments: list[str], code: int, says: str
) -> None:
    said = known.run(arguments)
    assert said.code == code
    assert says in said.err
    assert logged(known) == []
    assert len(list((known.notes / "people").iterdir())) == 2


# ---------------------------------------------------------------- what is written


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"],
                                           include_characters="\n\t"), min_size=1)
       .filter(lambda text: text.strip() and text != "-"))  # fmt: skip
@example(text="    indented\n\n")
@example(text="\n\n---\nname: x\n---")
def test_the_text_stays_as_it_was_typed(known: World, text: str) -> None:
    said = known.run(["log", "--with", "grace", "--json", "--", text])
    assert said.code == 0, said.err
    note = (known.root / said.json["path"]).read_bytes().decode()
    # As it was typed, but for blank lines before it and blanks after it.
    assert note.split("---\n", 2)[2] == text.rstrip().lstrip("\n") + "\n"


def test_a_promise_in_the_text_is_kept_track_of(known: World) -> None:
    log(known, "Lunch\n\n- [ ] send her the paper (by 2026-12-01)", "--with", "grace")
    with known.index() as index:
        assert index.value("SELECT text FROM promise") == "send her the paper"


def test_the_same_line_twice_is_one_note(known: World) -> None:
    log(known, "Lunch", "--with", "grace")
    before = logged(known)[0].read_bytes()
    said = log(known, "Lunch", "--with", "grace")
    assert said.code == 0
    assert "logged already" in said.err
    assert [file.read_bytes() for file in logged(known)] == [before]


def test_the_same_line_after_the_note_was_changed_is_another(known: World) -> None:
    log(known, "Call", "--with", "grace")
    logged(known)[0].write_text("---\ndate: 2026-11-22\n---\nA long call.\n", encoding="utf-8")
    assert log(known, "Call", "--with", "grace").code == 0
    assert len(logged(known)) == 2


@pytest.mark.parametrize(
    ("values", "text", "stem"),
    [
        ({"people": ["grace-hopper"]}, "Lunch about compilers", "2026-11-22-lunch-grace-hopper"),
        (
            {"people": ["grace-hopper", "x"], "kind": "meal"},
            "Lunch",
            "2026-11-22-meal-grace-hopper",
        ),
        ({"people": ["grace-hopper"]}, "Grace said no", "2026-11-22-grace-hopper"),
        ({"people": ["grace-hopper"]}, "I saw her", "2026-11-22-grace-hopper"),
        ({"people": ["中村-美咲"]}, "昼ご飯", "2026-11-22-中村-美咲"),
        ({"people": ["grace-hopper"]}, "../../etc/passwd", "2026-11-22-grace-hopper"),
        ({"people": ["a" * 80]}, "Lunch", "2026-11-22-lunch"),
    ],
)
def test_the_file_is_named_so_that_a_person_finds_it(
    values: dict[str, Any], text: str, stem: str
) -> None:
    found = stem_of({"date": TODAY, **values}, text)
    assert re.fullmatch(re.escape(stem) + "-[a-z2-7]{4}", found)
    assert slug_of(f"{found}.md") == found


def test_two_copies_of_a_journal_never_write_the_same_file(known: World) -> None:
    stems = {
        stem_of({"date": TODAY, "people": ["grace-hopper"], "kind": "call"}, f"Call number {n}")
        for n in range(200)
    }
    assert len(stems) == 200


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_what_two_copies_log_merges_without_a_conflict(known: World, tmp_path: Path) -> None:
    def git(folder: Path, *arguments: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)

    git(known.root, "init", "-b", "main")
    git(known.root, "add", "notes", "mkdocs.yml")
    git(known.root, "commit", "-m", "begin")
    git(tmp_path, "clone", str(known.root), "copy")
    copy = World(tmp_path / "copy")
    for number in range(10):
        log(known, f"Call {number}", "--with", "grace")
        log(copy, f"Call {number if number < 3 else number + 50}", "--with", "grace")
    for world in (known, copy):
        git(world.root, "add", "notes")
        git(world.root, "commit", "-m", "log")
    git(copy.root, "pull", "--no-rebase", "--no-edit", "origin", "main")
    assert len(logged(copy)) == 17
    assert copy.run("check").code == 0


def test_a_dry_run_shows_the_note_and_writes_nothing(known: World) -> None:
    said = log(known, "Lunch", "--with", "grace,Linus Pauling", "--new", "--dry-run")
    assert (logged(known), (known.notes / "people/linus-pauling.md").exists()) == ([], False)
    assert "notes/people/linus-pauling.md" in said.err
    printed = log(known, "Lunch", "--with", "grace", "--dry-run", "--json").json
    assert printed.pop("dry_run") is True
    written = log(known, "Lunch", "--with", "grace", "--json").json
    assert written.pop("change")["paths"] == [written["path"]]
    assert written == printed
    assert logged(known)[0].read_text(encoding="utf-8").replace(
        "[grace-hopper]", "[grace-hopper, linus-pauling]"
    ) == said.out  # fmt: skip


def test_edit_opens_the_note_that_was_written(
    known: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import sys; open(sys.argv[1], 'a').write('What a lunch.\\n')"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", code]))
    assert known.run("log --with grace --edit").code == 0
    assert logged(known)[0].read_text(encoding="utf-8").endswith("---\nWhat a lunch.\n")


def test_a_journal_that_cannot_be_written_is_said_to_be(
    known: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    known.run("list people")
    monkeypatch.setattr(os, "link", full)
    said = log(known, "Lunch", "--with", "grace")
    assert said.code == 1
    assert "No space left on device" in said.err
    assert logged(known) == []


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("", "Logged: today with Grace Hopper."),
        ("--kind meal --place Luigi\\'s", "Logged: a meal with Grace Hopper at Luigi's, today."),
        ("--with george --date yesterday", "Logged: yesterday with Grace Hopper and George Green."),
        ("--kind letter --date 2026-11-03",
         "Logged: a letter to Grace Hopper, on 3 November 2026 (2 weeks ago)."),
        ("--kind call --direction in", "Logged: a call from Grace Hopper, today."),
        ("--kind call --outcome no-answer",
         "Logged: a call with Grace Hopper, today; no answer this time."),
        ("--asked advice,referral --gave feedback --plan summer",
         "Logged: today with Grace Hopper; asked for advice and a referral; gave feedback; for the "
         "plan summer."),
        ("--follow-up '3 weeks' --tag a,b --private",
         "Logged: today with Grace Hopper; #a #b; to follow up on 13 December 2026 (in 3 weeks); "
         "private."),
        ("--introduced george",
         "Logged: today with Grace Hopper; they introduced you to George Green."),
    ],
)  # fmt: skip
def test_what_was_understood_is_said_in_a_sentence(known: World, options: str, says: str) -> None:
    said = log(known, "x", "--with", "grace", *shlex.split(options))
    assert said.out.splitlines()[0] == says


def glad(world: World, *options: str) -> str:
    lines = log(world, "x", "--with", "grace", *options).out.splitlines()
    return lines[2] if len(lines) > 2 else ""


def test_contacts_are_counted_kindly(known: World) -> None:
    assert glad(known, "--kind", "call", "--outcome", "no-answer") == ""
    assert glad(known, "--kind", "news") == ""
    assert glad(known, "--draft") == ""
    assert glad(known, "--date", "2026-01-05") == (
        "Your first contact with Grace Hopper here: a good beginning."
    )
    assert glad(known, "--date", "2026-01-06") == "Your 2nd contact with Grace Hopper this year."
    assert glad(known, "--date", "2020-01-06") == ""
    assert glad(known, "--date", "2026-12-24") == ""
    assert glad(known, "--quiet") == ""


def test_numbers_have_their_endings() -> None:
    said = [spell_ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 112)]
    assert said == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
                    "112th"]  # fmt: skip


def test_somebody_met_again_after_years_is_welcome(known: World) -> None:
    known.met("2019-05-01", "grace-hopper")
    assert glad(known) == "Your first contact with Grace Hopper since 2019: good to be back."


def test_names_cannot_play_tricks_on_the_terminal(known: World) -> None:
    known.write("people/eve.md", '---\nname: "Eve\\e[31m"\n---\n')
    assert "\x1b" not in log(known, "x", "--with", "eve").out


def test_of_a_no_nothing_is_counted(known: World) -> None:
    said = glad(known, "--kind", "call", "--outcome", "declined")
    assert said == "A clear answer is worth having, a no as well. It was good to ask."
