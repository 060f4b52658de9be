"""Everything is read from the line; options win, guesses are told with what would change them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hobnob.capture.entry import NewEntry, NewPeople, clean_text
from hobnob.capture.names.mentions import unlink
from hobnob.capture.parser import LineParser
from hobnob.index.overlay import overlay
from tests.commands.changing import tree
from tests.conftest import Said, World

LINE = (
    "yesterday: lunch with Grace and George at Luigi's about the rack migration #infrastructure, "
    "promised to send the vendor list by Friday, follow up in 3 weeks"
)


@pytest.fixture
def known(world: World) -> World:
    """Two Graces, of whom one is met with George; and whoever else a line may name."""
    world.person("Grace Hopper")
    world.person("Grace Kelly", org="MGM")
    world.person("George Green")
    world.person("Ada Lovelace")
    world.write("plans/next-role.md", "---\nname: The next role\n---\n")
    world.met("2026-10-01", "grace-hopper", "george-green")
    return world


def log(world: World, text: str, *options: str) -> Said:
    return world.run(["log", text, *options])


def note(world: World) -> str:
    return last(world).read_text(encoding="utf-8")


def last(world: World) -> Path:
    path = (world.root / ".hobnob/last").read_text(encoding="utf-8")
    return world.root / path


def test_the_line_of_the_issue_to_the_letter(known: World) -> None:
    said = log(known, LINE)
    assert said.code == 0
    assert note(known) == (
        "---\n"
        "date: 2026-11-21\n"
        "people: [grace-hopper, george-green]\n"
        "kind: meal\n"
        "place: Luigi's\n"
        "tags: [infrastructure]\n"
        "follow_up: 2026-12-13\n"
        "---\n"
        "yesterday: lunch with [[grace-hopper|Grace]] and [[george-green|George]] at Luigi's about "
        "the rack migration #infrastructure, promised to send the vendor list by Friday, follow up "
        "in 3 weeks\n"
        "\n"
        "- [ ] send the vendor list (by 2026-11-27)\n"
    )
    assert said.out.splitlines()[0] == (
        "Logged: lunch with Grace Hopper and George Green at Luigi's, yesterday; #infrastructure; "
        "to follow up on 13 December 2026 (in 3 weeks). You promised: send the vendor list, by "
        "Friday, 27 November (in 5 days)."
    )
    assert last(known).name.startswith("2026-11-21-lunch-grace-hopper-")
    assert known.run("check").code == 0


def test_a_guess_says_why_and_how_to_change_it(known: World) -> None:
    said = log(known, LINE)
    (told,) = (line for line in said.out.splitlines() if line.startswith("Grace → "))
    assert told.startswith("Grace → Grace Hopper (")
    assert "George" in told.partition("(")[2].partition(")")[0]
    assert told.endswith("hobnob set last people-=grace-hopper people+=grace-kelly")


def test_the_command_of_a_guess_puts_people_and_links_right(known: World) -> None:
    said = log(known, LINE)
    (told,) = (line for line in said.out.splitlines() if line.startswith("Grace → "))
    assert known.run(told.partition("hobnob ")[2]).code == 0
    assert "people: [george-green, grace-kelly]\n" in note(known)
    assert "[[grace-kelly|Grace]]" in note(known)
    assert "grace-hopper" not in note(known)
    assert known.run("undo").code == 0
    assert "grace-kelly" not in note(known)


def test_guesses_are_in_the_json(known: World) -> None:
    document = log(known, LINE, "--json").json
    (guess,) = document["guesses"]
    assert set(guess) == {"typed", "person", "reason", "others", "fix"}
    assert (guess["typed"], guess["person"]) == ("Grace", "grace-hopper")
    assert "George" in guess["reason"]


@pytest.mark.parametrize(
    ("options", "key", "value"),
    [
        ("--date 2026-11-01", "date", "2026-11-01"),
        ("--kind call", "kind", "call"),
        ("--place Home", "place", "Home"),
        ("--follow-up tomorrow", "follow_up", "2026-11-23"),
        ("--with ada", "people", ["ada-lovelace"]),
        ("--tag rack", "tags", ["rack", "infrastructure"]),
        ("--outcome agreed", "outcome", "agreed"),
        ("--plan next-role", "plan", "next-role"),
    ],
)
def test_options_win_over_what_is_read(
    known: World, options: str, key: str, value: str | list[str]
) -> None:
    document = log(known, LINE, *shlex.split(options), "--json").json
    assert document[key] == value
    if key != "people":
        assert document["people"] == ["grace-hopper", "george-green"]


def test_another_kind_does_not_keep_how_the_first_went(known: World) -> None:
    document = log(known, "called Ada, no answer", "--kind", "meeting", "--json").json
    assert "outcome" not in document
    assert "direction" not in document


def test_those_of_with_were_there_and_the_others_are_mentioned(known: World) -> None:
    said = log(known, "Talked about Ada and George", "--with", "grace-hopper")
    assert "Ada Lovelace and George Green are mentioned." in said.out
    assert "people: [grace-hopper]\n" in note(known)
    assert "[[ada-lovelace|Ada]] and [[george-green|George]]" in note(known)


def test_who_is_talked_about_was_not_met(known: World) -> None:
    before = known.run("show ada --json").json["contacts"]
    said = log(known, "lunch with George about Ada")
    assert "Ada Lovelace is mentioned." in said.out
    assert known.run("show ada --json").json["contacts"] == before


def test_a_guess_of_somebody_mentioned_is_changed_in_the_editor(known: World) -> None:
    said = log(known, "lunch with Ada about Grace")
    (told,) = (line for line in said.out.splitlines() if line.startswith("Grace → "))
    assert told.endswith("hobnob edit last")


def test_a_promise_of_theirs_is_theirs(known: World) -> None:
    said = log(known, "lunch with George, he promised to send the number by 2026-12-01")
    assert "George Green promised: send the number, by " in said.out
    (promise,) = known.run("list promises --json").json
    assert (promise["owner"], promise["due"]) == ("george-green", "2026-12-01")


def test_names_in_promises_are_linked(known: World) -> None:
    log(known, "lunch with George, promised to introduce him to Ada by Friday")
    assert "- [ ] introduce him to [[ada-lovelace|Ada]] (by 2026-11-27)\n" in note(known)


def test_promises_written_out_are_not_doubled(known: World) -> None:
    text = "lunch with George\n\n- [ ] promised to send the list by Friday"
    log(known, text)
    assert note(known).count("- [ ]") == 1


def test_bold_names_get_a_note_in_the_same_change(known: World) -> None:
    before = tree(known)
    said = log(known, "coffee with **Oprah Winfrey** and @new:Zelda")
    assert "Oprah Winfrey has a note now: hobnob edit oprah-winfrey" in said.out
    assert "people: [oprah-winfrey, zelda]\n" in note(known)
    assert "**[[oprah-winfrey|Oprah Winfrey]]** and [[zelda|Zelda]]\n" in note(known)
    assert known.run("check").code == 0
    assert known.run("undo").code == 0
    assert tree(known) == before


def test_bold_names_of_those_who_are_there_make_nobody(known: World) -> None:
    said = log(known, "coffee with **Ada Lovelace**")
    assert "has a note now" not in said.out
    assert "**[[ada-lovelace|Ada Lovelace]]**" in note(known)


def test_what_looks_like_a_name_is_pointed_out_with_what_adds_it(known: World) -> None:
    said = log(known, "coffee with Ada and Linus Pauling")
    assert 'hobnob add person "Linus Pauling"' in said.out
    assert "Linus Pauling\n" in note(known)


def test_a_last_name_of_several_is_told_as_that(known: World) -> None:
    known.person("Tom Green")
    said = log(known, "coffee with Ada and Green")
    assert "Green could be George Green or Tom Green" in said.out


@pytest.mark.parametrize("text", ["lunch with Ada for the book", "lunch with Ada for next"])
def test_the_beginning_of_a_plan_is_none(known: World, text: str) -> None:
    assert "plan" not in log(known, text, "--json").json


def test_a_plan_that_is_none_is_pointed_out(known: World) -> None:
    said = log(known, "lunch with Ada for +next-job")
    assert "there is no plan +next-job" in said.out
    assert "hobnob add plan next-job" in said.out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lunch", "Name somebody in the line"),
        ("lunch with Linus Pauling", "write **Linus Pauling** to add them"),
        ("lunch with Zelda", "write @new:Zelda to add them"),
    ],
)
def test_a_line_without_anybody_is_a_kind_error(known: World, text: str, says: str) -> None:
    before = tree(known)
    said = log(known, text)
    assert said.code == 2
    assert "with whom?" in said.err
    assert says in said.err
    assert tree(known) == before


def test_a_date_that_does_not_exist_is_an_error(known: World) -> None:
    before = tree(known)
    said = log(known, "2026-02-31: lunch with Ada")
    assert said.code == 2
    assert tree(known) == before


def test_what_is_still_to_come_is_a_draft_and_said_to_be(known: World) -> None:
    said = log(known, "letter to Ada tomorrow")
    assert "is in the future, so this is a draft" in said.err
    assert said.out.startswith("A draft: a letter to Ada Lovelace, tomorrow")
    assert "draft: true\n" in note(known)


def test_a_dry_run_shows_all_of_it(known: World) -> None:
    before = tree(known)
    said = log(known, f"{LINE} with **Oprah Winfrey**", "--dry-run")
    assert tree(known) == before
    assert "Would be logged: lunch with" in said.err
    assert "Grace → Grace Hopper" in said.err
    assert "would write notes/people/oprah-winfrey.md" in said.err
    assert said.out.startswith("---\ndate: 2026-11-21\n")


def test_the_dry_json_is_what_will_be(known: World) -> None:
    text = "coffee with **Oprah Winfrey** and Grace"
    printed = log(known, text, "--dry-run", "--json").json
    assert printed["people"] == ["oprah-winfrey", printed["guesses"][0]["person"]]
    assert printed.pop("dry_run") is True
    written = log(known, text, "--json").json
    assert written.pop("change")["paths"] == [written["path"], "notes/people/oprah-winfrey.md"]
    assert written == printed


def test_the_same_line_again_is_told_and_not_written(known: World) -> None:
    log(known, LINE)
    before = tree(known)
    said = log(known, LINE)
    assert said.out.startswith("Logged before: ")
    assert tree(known) == before


# ---------------------------------------------------------------- asking


@pytest.fixture
def at_terminal(known: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr("hobnob.cli.asking.has_terminal", lambda **_: True)
    return known


def test_ask_asks_which(at_terminal: World) -> None:
    answer = "2\n"
    said = at_terminal.run(["log", "lunch with Grace and George", "--ask"], stdin=answer)
    assert said.code == 0
    assert "1  Grace Hopper" in said.err
    assert "2  Grace Kelly, MGM" in said.err
    assert "3  none of them" in said.err
    assert "people: [grace-kelly, george-green]\n" in note(at_terminal)
    assert "→" not in said.out


def test_asked_for_none_of_them_it_links_nobody(at_terminal: World) -> None:
    answer = "3\n"
    at_terminal.run(["log", "lunch with Grace and George", "--ask"], stdin=answer)
    assert "people: [george-green]\n" in note(at_terminal)
    assert "with Grace and [[" in note(at_terminal)


def test_ask_asks_for_the_names_of_options_too(at_terminal: World) -> None:
    answer = "2\n"
    at_terminal.run(["log", "lunch", "--with", "grace", "--ask"], stdin=answer)
    assert "people: [grace-kelly]\n" in note(at_terminal)


def test_nothing_is_asked_where_nothing_is_doubtful(at_terminal: World) -> None:
    said = log(at_terminal, "lunch with Ada", "--ask")
    assert "could be" not in said.err


def test_without_a_terminal_ask_is_an_error(known: World) -> None:
    said = log(known, "lunch with Grace", "--ask")
    assert said.code == 2
    assert "--ask needs a terminal" in said.err


# ---------------------------------------------------------------- for every line

WORDS = st.sampled_from(
    ["Grace", "grace", "Grace's", "George", "Ada", "Ada Lovelace", "**Ada Lovelace**", "**Zoe Quux**",
     "[[ada-lovelace|Ada]]", "[[grace-hopper]]", "\\Grace", "`Ada`", "lunch", "with", "about", "called",
     "yesterday:", "at Luigi's", "#math", "@math", "+next-role", "promised to call", "by Friday,",
     "follow up in 3 weeks", "introduced me to", "and", ",", ".", "\n", "\n- ", "- [ ] call Ada", "é",
     "**", "[[", "]]", "|", "\\"]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=12))
def test_the_text_without_its_links_is_what_was_typed(known: World, words: list[str]) -> None:
    text = clean_text(" ".join(words))
    with known.index() as index:
        parser = LineParser(index=index, new_people=NewPeople(index))
        entry = parser.parse(text, {"people": ["george-green"]})
        with overlay(index) as overlaid:
            for one in entry.new_people:
                change = one.change(index.journal)
                overlaid.add(index.journal.relative(change.path), change.after or b"")
            again = parser.parse(entry.text, {"people": ["george-green"]})
    typed = entry.text[: len(entry.text) - len(_below(entry))]
    if "[[" not in text:
        assert unlink(typed) == text
    # Links that are there are not made again, and promises that are written out not either.
    assert again.text.startswith(typed)
    assert again.promises == ()


def _below(entry: NewEntry) -> str:
    """The promises that were written out below the text."""
    tasks = [line for line in entry.text.split("\n") if line.startswith("- [ ]")]
    return (
        "".join(f"\n{line}" for line in ["", *tasks[-len(entry.promises) :]])
        if entry.promises
        else ""
    )


def test_a_date_that_was_not_read_is_told(known: World) -> None:
    said = log(known, "Easter: lunch with Ada")
    assert "no date was read from 'Easter'; this is logged for today" in said.err
    # Neither where there is none, nor where an option says it.
    assert "no date" not in log(known, "lunch with Ada").err
    assert "no date" not in log(known, "Easter: coffee with Ada", "--date", "2026-04-05").err


def test_a_follow_up_that_was_not_read_is_told(known: World) -> None:
    said = log(known, "called Ada, follow up after the holidays")
    told = " ".join(said.err.split())
    assert "no date was read for the follow-up 'follow up after the holidays'; " in told
    assert "hobnob set last follow_up=2026-12-13" in told
    known.run(["set", "last", "follow_up=2026-12-13"])
    assert "follow_up: 2026-12-13" in note(known)
    assert "follow-up" not in log(known, "called Ada, follow up in 3 weeks").err


def test_what_did_not_happen_is_no_contact(known: World) -> None:
    log(known, "lunch with Ada cancelled")
    assert "kind: note" in note(known)
    log(known, "planning lunch with Ada next week")
    assert "draft: true" in note(known)


def test_a_month_is_told_by_its_name(known: World) -> None:
    assert "in June 2026" in log(known, "2026-06: lunch with Ada").out


def test_a_control_character_is_refused_and_named(known: World) -> None:
    said = log(known, "lunch with Grace \x1b[31mred")
    assert said.code == 2
    assert "an escape character" in said.err
    assert "U+001B" in said.err
    assert "\x1b" not in said.err
    assert not list(known.notes.glob("interactions/2026/2026-11-22*"))


def test_a_language_without_words_is_told_by_any_command(known: World) -> None:
    known.settle("      language: tlh\n")
    for command in ("check", "today"):
        said = known.run(command)
        assert said.code == 2
        assert "language" in said.err
        assert "en.toml" in said.err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("lunch with **tom jones**", "**Tom Jones**"),
        ("@grace lunch", "'@grace' was read as a tag"),
        ("@grace lunch", "[[grace-hopper]]"),
        ("lunch with geroge", "did you mean George Green?"),
        ("lunch with Gorge Green", "did you mean George Green?"),
        ("lunch with Greene", "did you mean George Green?"),
        ("lunch with Greene", "@new:Greene"),
    ],
)
def test_what_may_have_been_meant_is_told(known: World, line: str, told: str) -> None:
    said = log(known, line)
    assert said.code == 2
    assert told in " ".join(said.err.split())


def test_a_name_that_is_nearly_known_is_asked_about(known: World) -> None:
    said = log(known, "lunch with Ada and Gorge Green")
    assert "did you mean George Green?" in said.out
    assert 'hobnob add person "Gorge Green"' in said.out


def test_a_plan_or_a_place_is_nobody(known: World) -> None:
    known.write("plans/great-move.md", "---\nname: Great Move\n---\n")
    said = log(known, "lunch with Ada at Marrow Street for Great Move")
    assert "looks like a name" not in said.out
    assert "great-move" in said.out


def test_a_task_that_is_typed_is_told_as_a_promise(known: World) -> None:
    said = log(known, "- [ ] call Ada")
    assert "You promised: call Ada." in said.out
    assert note(known).count("- [ ]") == 1


def test_a_line_that_is_no_line_is_refused(world: World) -> None:
    world.person("Grace Hopper")
    said = world.run(["log", "Lunch with Grace " + "grace " * 20_000])
    assert said.code == 2
    assert "hobnob edit last" in said.err
