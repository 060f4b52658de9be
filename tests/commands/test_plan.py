"""`hobnob plan`: how far it has come, what is next, what to expect, and who is on its list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.test_completion import ask
from tests.conftest import TODAY, Said, World

PLAN = """\
---
name: A job   # by spring
people:
  - ada       # wrote the first program
  - "[[grace-hopper]]"
tags: [careers]
---
Write to them.
"""


@pytest.fixture
def job(world: World) -> World:
    world.person("Ada Lovelace", slug="ada", emails="[ada@example.org]")
    world.person("Grace Hopper", tags="[compilers]")
    world.person("George Green", tags="[compilers]")
    world.write("plans/job.md", PLAN)
    return world


def text(world: World) -> str:
    return (world.notes / "plans/job.md").read_text(encoding="utf-8")


# ---------------------------------------------------------------- what is shown


def test_the_sample_from_the_letter_to_the_win(looked_at: World) -> None:
    said = looked_at.run("plan summer-internship")
    assert said.code == 0
    for line in (
        "listed        20",
        "written       20                 100%",
        "reached       10                  50%   30–70%",
        "met            2                  20%    6–51%",
        "referred       1                  50%    9–91%",
        "won            1                 100%  21–100%",
        "8 declined",
        "Counted since 4 March 1988.",
        "Between: where the true number most likely lies (95%).",
        "letter to Desmond Oyelaran, 11 March 1988 → introduction to Harriet Marsh, 22 April 1988 → "
        "meeting with Desmond Oyelaran and Harriet Marsh, 10 May 1988: won",
    ):
        assert line in said.out.splitlines()


def test_the_one_that_is_active_need_not_be_named(looked_at: World) -> None:
    assert looked_at.run("plan").out == looked_at.run("plan next-role").out
    assert looked_at.run("plan next").out == looked_at.run("plan next-role next").out
    assert (
        looked_at.run("plan forecast").out
        == looked_at.run(["plan", "the next role", "forecast"]).out
    )


def test_the_name_may_stand_behind_what_is_asked(looked_at: World) -> None:
    for action in ("next", "forecast"):
        named = looked_at.run(f"plan {action} next-role --json")
        assert named.code == 0, named.err
        assert named.out == looked_at.run(f"plan next-role {action} --json").out
    assert looked_at.run("plan next nobody --json").json["code"] == "not-found"


def test_where_none_or_several_are_active_they_are_listed(job: World) -> None:
    job.write("plans/two.md", "---\nname: Another\n---\n")
    said = job.run("plan")
    assert said.code == 0
    assert said.out == job.run("list plans").out
    said = job.run("plan next")
    assert said.code == 2
    assert "which plan? 2 are active. There are: job, two" in said.err


def test_a_journal_without_plans_says_how_to_make_one(world: World) -> None:
    assert 'hobnob add plan "Summer internship"' in world.run("plan").err
    said = world.run("plan forecast")
    assert said.code == 2
    assert "there is no plan yet: hobnob add plan" in said.err


def test_an_empty_plan_says_what_to_do(world: World) -> None:
    world.write("plans/job.md", "---\nname: A job\n---\n")
    assert "nobody is in it yet: hobnob plan job add WHO" in world.run("plan").out
    said = world.run("plan job forecast")
    assert said.code == 0
    assert said.out == ""
    assert "first add people: hobnob plan job add WHO" in said.err
    assert "first add people: hobnob plan job add WHO" in world.run("plan job next").err


@pytest.fixture
def through(job: World) -> World:
    """A job, won with somebody whom a target introduced, and who is no target."""
    job.met("2026-11-01", "ada", kind="letter", plan="job")
    job.met("2026-11-03", "ada", kind="call", plan="job", introduced="[george-green]")
    job.met("2026-11-09", "george-green", kind="meeting", plan="job", outcome="won")
    return job


SAID = (
    "1 win through George Green, whom Ada Lovelace introduced: log the target too, or add them: "
    "hobnob plan job add george-green"
)


def test_a_win_through_an_introduction_is_told_beside_the_funnel(through: World) -> None:
    said = through.run("plan job").out
    assert "won            0" in said
    assert SAID in said
    assert "won so far  1, 1 of them through an introduction" in through.run("plan forecast").out
    through.run("plan job add george-green")
    assert "1 win through" not in through.run("plan job").out


def test_the_forecast_learns_no_failure_from_it(through: World) -> None:
    found = through.run("plan forecast --json").json
    assert (found["won"], found["won_through"], found["under_way"]) == (0, 1, 1)
    assert [(step["tried"], step["went_on"]) for step in found["steps"]] == [
        (1, 1), (1, 1), (1, 1), (1, 1),
    ]  # fmt: skip
    assert "has reached the last stage" in through.run("plan forecast").out


def test_a_win_that_was_logged_with_a_target_too_is_told_once(looked_at: World) -> None:
    assert "win through" not in looked_at.run("plan summer-internship").out


@pytest.mark.parametrize(
    ("columns", "titles"),
    [(120, "name stage last next"), (80, "name stage next"), (60, "name stage next")],
)
def test_a_narrow_terminal_shows_every_next_move_whole(
    looked_at: World, monkeypatch: pytest.MonkeyPatch, columns: int, titles: str
) -> None:
    from hobnob.cli import layout
    from hobnob.cli import text as terminal
    from hobnob.commands.plan import page

    for module in (layout, terminal, page):
        monkeypatch.setattr(module, "width", lambda: columns)
    lines = looked_at.run("plan next-role").out.splitlines()
    at = lines.index("People") + 1
    assert lines[at].split() == titles.split()
    assert max(map(len, lines)) <= columns
    text = " ".join(" ".join(lines[at:]).split())
    assert "thank them for their time on 12 November 2026" in text


def test_the_funnel_in_short_in_the_list(looked_at: World) -> None:
    said = looked_at.run("list plans").out
    assert "20 written, 10 reached, 2 met, 1 referred, 1 won" in said
    assert "12 written, 10 reached, 6 met, 2 referred" in said


def test_a_plan_whose_name_has_an_action_in_it_is_found(job: World) -> None:
    job.write("plans/next-add.md", "---\nname: My next add\nstatus: paused\n---\n")
    assert job.run(["plan", "My", "next", "add"]).out.startswith("My next add\n")


def test_what_is_hostile_stays_text(world: World) -> None:
    world.person("Eve \x1b[31m", slug="eve")
    world.write("plans/job.md", '---\nname: "A\\e[2Jjob"\npeople: [eve]\ngoal: "x\\ny"\n---\n')
    for command in ("plan job", "plan job next", "plan job forecast", "list plans"):
        assert "\x1b" not in world.run(command).out


# ---------------------------------------------------------------- next


def test_next_says_what_to_type(job: World) -> None:
    job.met("2026-11-01", "grace-hopper", kind="letter", plan="job", draft="true", slug="waits")
    said = job.run("plan next").out
    assert "    when done: hobnob sent waits\n" in said
    assert '    when done: hobnob log "Wrote to them" --with ada --kind letter --plan job\n' in said
    job.write("letters/hello.md", "---\nsubject: Hello\n---\nDear {{ person.name }},\n")
    job.run("set job letter=hello")
    assert "    hobnob draft hello --to ada --plan job\n" in job.run("plan next").out


def test_no_command_for_a_move_records_what_is_not_done_yet(job: World) -> None:
    """What prepares a move leaves the next move where it is, or comes to the draft of it."""
    job.write("letters/hello.md", "---\nsubject: Hello\n---\nDear {{ person.name }},\n")
    job.run("set job letter=hello")
    (move,) = [m for m in job.run("plan next --json").json if m["person"] == "ada"]
    assert (move["do"], move["record_when_done"]) == ("write", None)
    assert job.run(move["prepare"].removeprefix("hobnob ")).code == 0
    assert job.run("show ada --json").json["contacts"] == 0
    (move,) = [m for m in job.run("plan next --json").json if m["person"] == "ada"]
    assert (move["do"], move["prepare"]) == ("send", None)
    assert move["record_when_done"].startswith("hobnob sent ")


def test_the_commands_that_log_can_be_typed_as_they_stand(looked_at: World) -> None:
    moves = looked_at.run("plan next --json").json
    typed = [record for move in moves if "log" in (record := move["record_when_done"] or "")]
    assert typed
    for command in typed:
        assert looked_at.run(f"{command.removeprefix('hobnob ')} --dry-run").code == 0


# ---------------------------------------------------------------- forecast


def test_the_forecast_of_the_sample(looked_at: World) -> None:
    found = looked_at.run("plan summer-internship forecast --json").json
    assert found["chance"] == pytest.approx(0.4398, abs=1e-4)
    assert found["more"] == {"50": 5, "80": 51, "95": 155}
    assert found["weakest"] == "met"
    assert (found["won"], found["under_way"]) == (1, 11)
    assert found["likely_wins"]["low"] == 0
    assert [step["stage"] for step in found["steps"]] == [
        "reached", "met", "referred", "won",
    ]  # fmt: skip
    assert found["steps"][1] | {"low": 0, "high": 0} == {
        "stage": "met", "tried": 10, "went_on": 2, "expected": 0.25, "rate": 0.225, "low": 0,
        "high": 0,
    }  # fmt: skip


def test_more_letters_and_more_wins_are_asked_for(looked_at: World) -> None:
    more = looked_at.run("plan summer-internship forecast --more 51 --json").json
    assert more["chance"] == pytest.approx(0.8, abs=0.005)
    assert more["more"] == {"50": 5, "80": 51, "95": 155}
    two = looked_at.run("plan summer-internship forecast --wins 2")
    assert "For at least 2 more wins" in two.out
    fewer = looked_at.run("plan summer-internship forecast --wins 2 --json").json
    assert fewer["more"]["80"] > 51
    assert fewer["more"]["95"] is None


def test_what_letters_do_not_bring_is_said(world: World) -> None:
    people = [f"p{number}" for number in range(200)]
    for slug in people:
        world.person(slug.upper(), slug=slug)
        world.met("2026-01-02", slug, kind="letter", plan="job")
    world.write("plans/job.md", f"---\nname: A job\npeople: [{', '.join(people)}]\n---\n")
    said = world.run("plan forecast")
    assert said.code == 0
    assert "50%  not even 200 letters more will do" in said.out
    assert "weakest     reached: under 1% (0 of 200 so far)" in said.out
    assert "counted     200 written, since 2 January 2026" in said.out
    assert world.run("plan forecast --json").json["more"] == {"50": None, "80": None, "95": None}


def test_a_ladder_without_a_rung_cannot_be_forecast(job: World) -> None:
    job.write("plans/job.md", "---\nname: A job\nstages: [{name: listed}]\n---\n")
    said = job.run("plan job forecast")
    assert said.code == 2
    assert "you reach every stage of A job yourself" in said.err
    assert job.run("plan job").code == 0


GUESSED = "Nothing has happened yet; this is only the guess you wrote down"
GUESSES = {
    "{reached: 40%, met: 25%, referred: 50%, won: 50%}": f"{GUESSED}.",
    "{reached: 40%}": f"{GUESSED}, with even chances where you wrote none.",
    "{}": "Nothing has happened yet, and you wrote down no guess (expect): this only takes every "
    "step for as likely as not.",
}


@pytest.mark.parametrize(("expect", "says"), GUESSES.items(), ids=GUESSES)
def test_before_anything_happened_a_forecast_is_a_guess(job: World, expect: str, says: str) -> None:
    job.write(
        "plans/job.md", f"---\nname: A job\npeople: [ada, george-green]\nexpect: {expect}\n---\n"
    )
    said = job.run("plan job forecast").out
    assert says in said
    assert "of at least one more win, if you write to all 2\n" in said
    assert "counted" not in said
    assert "written" not in said
    assert job.run("plan job forecast --json").json["guess"] is True


GIVEN = {
    "": "if you write to all 2",
    "--more 3": "if you write to all 2 and to 3 more",
    "written": "with 1 who is under way, if you write to the one on the list too",
    "written --more 3": "with 1 who is under way, if you write to the one on the list too and to 3 more",
    "stages": "if you turn to all 2",
    "nobody --more 3": "if you write to 3 people",
}


@pytest.mark.parametrize(("case", "says"), GIVEN.items(), ids=GIVEN)
def test_a_forecast_says_what_it_takes_for_granted(job: World, case: str, says: str) -> None:
    if "written" in case:
        job.met("2026-11-01", "ada", kind="letter", plan="job")
    if "nobody" in case:
        job.met("2026-11-01", "ada", "grace-hopper", plan="job", outcome="declined")
    if "stages" in case:
        job.write(
            "plans/job.md",
            PLAN.replace("tags:", "stages: [{name: rung up, kinds: [call]}, {name: won}]\ntags:"),
        )
    more = case[case.index("--") :] if "--" in case else ""
    assert f"more win, {says}\n" in job.run(f"plan job forecast {more}").out


# ---------------------------------------------------------------- add and drop


def test_people_are_added_and_nothing_else_changes(job: World) -> None:
    said = job.run("plan job add george ADA@example.org")
    assert said.code == 0
    assert said.out == "1 person joined A job: George Green\n"
    assert "1 of them is in it already" in said.err
    assert text(job) == PLAN.replace('hopper]]"\n', 'hopper]]"\n  - "[[george-green]]"\n') or (
        text(job) == PLAN.replace('hopper]]"\n', 'hopper]]"\n  - george-green\n')
    )
    assert job.run("undo").code == 0
    assert text(job) == PLAN


def test_people_are_dropped_by_any_name(job: World) -> None:
    said = job.run(["plan", "job", "drop", "Grace Hopper"])
    assert said.code == 0
    assert said.out == "1 person left A job: Grace Hopper\n"
    assert text(job) == PLAN.replace('  - "[[grace-hopper]]"\n', "")
    assert job.run("undo").code == 0
    assert text(job) == PLAN


def test_a_dry_run_shows_and_writes_nothing(job: World) -> None:
    said = job.run("plan job add george --dry-run")
    assert "+  - george-green" in said.out.replace('"[[', "").replace(']]"', "")
    assert job.run("plan job drop ada --dry-run").code == 0
    assert text(job) == PLAN


def test_whoever_is_found_is_added(job: World) -> None:
    said = job.run("plan job add --from-search compilers")
    assert said.out == "1 person joined A job: George Green\n"
    said = job.run("plan job add --from-search compilrs")
    assert said.code == 3
    assert "there is no person called 'compilrs'" in said.err


@pytest.mark.parametrize(
    "content",
    [
        "george-green\nada\n",
        "George Green\n",
        "# who might know\nGEORGE GREEN\n\n",
        '"George Green"\n',
        "name,firm\nGeorge Green,Mill\n",
        "Firm;Full name\nMill;George Green\n",
        "\ufeffSlug\tName\ngeorge-green\tSomebody\n",
        "E-Mail,Name\n,George Green\nada@example.org,\n",
        'name,note\n"George Green","a, b"\n',
    ],
)
def test_a_file_of_names(job: World, tmp_path: Path, content: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(content, encoding="utf-8")
    said = job.run(["plan", "job", "add", "--file", str(path)])
    assert said.code == 0, said.err
    assert said.out == "1 person joined A job: George Green\n"


def test_whoever_is_unknown_is_listed_with_what_adds_them(job: World, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(
        "name,email\nGeorge Green,\nNew One,new@example.org\nOther,\n", encoding="utf-8"
    )
    said = job.run(["plan", "job", "add", "--file", str(path)])
    assert said.code == 3
    assert "nobody was added" in said.err
    assert 'hobnob add person "New One" emails=new@example.org' in said.err
    assert "hobnob add person Other" in said.err
    assert text(job) == PLAN
    said = job.run(["plan", "job", "add", "--new", "--file", str(path)])
    assert said.code == 0
    assert said.out == "3 people joined A job: George Green, New One, Other\n"
    assert (job.notes / "people/new-one.md").read_text() == (
        "---\nname: New One\nemails: [new@example.org]\n---\n"
    )
    assert job.run("undo").code == 0
    assert not (job.notes / "people/new-one.md").exists()
    assert text(job) == PLAN


def added(job: World, table: str | bytes, *also: str) -> Said:
    return job.run(["plan", "job", "add", "--file", "-", *also], stdin=table)


def test_the_export_of_an_address_book_is_understood(job: World) -> None:
    said = added(
        job,
        "Title,First name,Middle Name,Last name,Company,Job Title,E-mail Address\r\n"
        'Dr,New,B.,One,"Mill,\r\nLtd",Miller,new@example.org\r\n,George,,Green,,,\r\n',
        "--new",
    )
    assert said.out == "2 people joined A job: New B. One, George Green\n"
    assert (job.notes / "people/new-b-one.md").read_text() == (
        "---\nname: New B. One\nemails: [new@example.org]\norg: Mill, Ltd\ntitle: Miller\n---\n"
    )


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("Vorname,Nachname\nGeorge,Green\n", "line 1: the header 'Vorname, Nachname' has none"),
        ('name,email\nGeorge Green,\nNew,"a@b.org\nOther,\n', "line 3: a quote"),
        ('name\nx\n"y" z\n', "line 3: there is text after a closing quote"),
        (f"name\nx\n{'x' * 140_000}\n", "line 3: a cell is longer than 131,072 characters"),
        ("name,email\nNew,nonsense\n", "line 2: 'nonsense' is not an e-mail address"),
        ("New One\n...\n", "line 2: '...' has no letter or digit"),
        ("name,email\nNew\x07One,\n", "line 2: 'New�One' contains a control character"),
        (
            "name,email\nGeorge Green,a@b.org\nGeorge Green,c@d.org\n",
            "line 3: George Green <c@d.org> and George Green <a@b.org> (line 2) would both be "
            "'george-green'",
        ),
        (b"name\nJos\xe9\n", "the text on stdin is not UTF-8"),
    ],
)
def test_a_table_that_is_not_certain_is_refused(job: World, table: str | bytes, says: str) -> None:
    said = added(job, table, "--new")
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert text(job) == PLAN


def test_two_of_a_name_with_addresses_of_their_own_are_two(job: World) -> None:
    said = added(
        job, "name,email\nSam Lee,a@b.org\nsam lee,A@b.org\nSam Lee,\nSam Lee,c@d.org\n", "--new"
    )
    assert said.out == "2 people joined A job: Sam Lee, Sam Lee\n"
    assert "c@d.org" in (job.notes / "people/sam-lee-2.md").read_text()


def test_the_same_unknown_name_is_told_once(job: World) -> None:
    said = added(job, "name\nNew\nnew\nNew\n")
    assert said.code == 3
    assert said.err.count("add person") == 1
    said = added(job, "name\n" + "".join(f"Unknown {n}\n" for n in range(40)))
    assert "there is no person called 'Unknown 0'; nor 39 more; nobody was added" in said.err
    assert "… and 28 more" in said.err


def test_of_very_many_the_first_few_are_named(job: World) -> None:
    said = added(job, "name\n" + "".join(f"Name{n}\n" for n in range(500)), "--new")
    assert said.out == ("500 people joined A job: Name0, Name1, Name2, Name3, Name4 and 495 more\n")
    said = job.run(["plan", "job", "add", "--new", "Lee, Jr.", "Sam"])
    assert said.out == "2 people joined A job: Lee, Jr.; Sam\n"


def test_namesakes_get_notes_of_their_own_and_the_same_name_one(job: World) -> None:
    said = job.run(["plan", "job", "add", "--new", "New One", "new one!", "New One"])
    assert said.code == 0
    assert sorted(path.stem for path in (job.notes / "people").glob("new-one*")) == [
        "new-one", "new-one-2",
    ]  # fmt: skip


def test_of_several_of_a_name_one_is_asked_for(job: World) -> None:
    job.person("George Brown")
    said = job.run("plan job add george")
    assert said.code == 3
    assert "george-brown" in said.err
    assert text(job) == PLAN


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("plan nowhere", 3, "there is no plan called 'nowhere'"),
        ("plan job nexxt", 2, "'nexxt' is no action; did you mean next? There are next, forecast,"),
        ("plan job add", 2, "whom? Name them"),
        ("plan job drop", 2, "whom? For example: hobnob plan job drop grace"),
        ("plan job drop nobody", 3, "there is no target of A job called 'nobody'"),
        ("plan job add --file nowhere.csv", 2, "nowhere.csv cannot be read"),
        ("plan job --wins 2", 2, "--wins is for 'forecast'"),
        ("plan job next --from-search x", 2, "--from-search is for 'add'"),
        ("plan job next --dry-run", 2, "--dry-run is for 'add', 'drop', 'posting' and 'applied'"),
        ("plan job next ada", 2, "'next' is for the whole plan"),
    ],
)
def test_a_request_that_cannot_be_met_says_why(
    job: World, command: str, code: int, says: str
) -> None:
    said = job.run(command)
    assert (said.code, said.out) == (code, "")
    assert says in said.err
    assert text(job) == PLAN


# ---------------------------------------------------------------- organizations


@pytest.fixture
def orgs(job: World) -> World:
    job.write("plans/job.md", "---\nname: A job\n---\n")
    job.person("Hester Quayle", org="Remington Rand")
    job.write("orgs/ogilvy.md", "---\nname: Ogilvy & Mather\n---\n")
    job.write("orgs/grace-hopper.md", "---\nname: Grace Hopper Ltd\n---\n")
    return job


ADDED = {
    "ogilvy": "[ogilvy]",
    "'Ogilvy & Mather'": "[ogilvy]",
    "remington": "[Remington Rand]",
    "'Remington Rand' ada": "[ada, Remington Rand]",
    # A name means a person first, and a slug that both have means the person.
    "grace": "[grace-hopper]",
    "'Grace Hopper Ltd'": "[Grace Hopper Ltd]",
    "--new 'remington rand' ogi": "[ogi, Remington Rand]",
}


@pytest.mark.parametrize(("typed", "expected"), ADDED.items(), ids=ADDED)
def test_an_organization_joins_a_plan_and_leaves_it(orgs: World, typed: str, expected: str) -> None:
    assert orgs.run(f"plan job add {typed}").code == 0
    people = re.search(r"people: (.*)", text(orgs))
    assert people
    assert sorted(people[1].strip("[]").split(", ")) == sorted(expected.strip("[]").split(", "))
    assert {found["code"] for found in orgs.run("check --json").json} <= {"never-written"}
    assert "in it already" in orgs.run(f"plan job add {typed}").err
    assert orgs.run(f"plan job drop {typed.removeprefix('--new ')}").code == 0
    assert "people" not in text(orgs)


def test_set_takes_an_organization_that_only_a_role_names(orgs: World) -> None:
    assert orgs.run("set job 'people+=remington rand'").code == 0
    assert "Remington Rand" in text(orgs)
    said = orgs.run("set job people+=Zork")
    assert said.code == 3
    assert "there is no person or organization called 'Zork'" in said.err
    assert "'hobnob add org Zork' makes the note" in said.err


def test_what_joined_is_counted_by_kind(orgs: World) -> None:
    said = orgs.run("plan job add ada remington ogilvy")
    assert said.out == (
        "1 person and 2 organizations joined A job: Ada Lovelace, Remington Rand, Ogilvy & Mather\n"
    )
    found = orgs.run("plan job --json").json["targets"]
    assert [(t["person"], t["org"]) for t in found] == [
        ("ada", None), (None, "Remington Rand"), (None, "ogilvy"),
    ]  # fmt: skip
    said = orgs.run("draft --plan job hello --dry-run")
    assert orgs.run("rename ogilvy om").code == 0
    assert "om" in text(orgs)


# ---------------------------------------------------------------- postings


def test_a_posting_is_put_on_a_plan_and_applied_for(job: World) -> None:
    said = job.run(
        "plan job posting 'Data engineer' --org Ogilvy --link https://example.org/17 "
        "--deadline 2026-12-10"
    )
    assert said.out == "Data engineer, Ogilvy is in A job\n"
    rows = "postings:\n  - title: Data engineer\n    org: Ogilvy\n    link: https://example.org/17\n    deadline: 2026-12-10\n"
    assert text(job) == PLAN.replace("tags:", f"{rows}tags:") or rows in text(job)
    assert "nothing changes" in job.run("plan job posting 'data engineer' --org ogilvy").err
    job.run("plan job posting Clerk")
    assert "Data engineer, Ogilvy  apply by 10 December 2026" in job.run("plan job").out
    assert job.run("plan job applied engineer").out == "you applied: Data engineer, Ogilvy\n"
    assert f"    sent: {TODAY}\n" in text(job)
    assert "nothing changes" in job.run("plan job applied engineer").err
    found = job.run("plan job --json").json["postings"]
    assert [(row["title"], row["sent"]) for row in found] == [
        ("Clerk", None), ("Data engineer", TODAY),
    ]  # fmt: skip
    assert {problem["code"] for problem in job.run("check --json").json} == {"never-written"}


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("posting", 2, "which position?"),
        ("posting X --deadline soon", 2, "--deadline: 'soon' is not an ISO date"),
        ("posting X --link 'a b'", 2, "--link: "),
        ("applied", 2, "which posting?"),
        ("applied nothing", 3, "there is no posting of A job called 'nothing'"),
        ("applied chief", 3, "Chief clerk"),
        ("add ada --org Ogilvy", 2, "--org is for 'posting'"),
    ],
)
def test_a_posting_that_is_not_clear_is_refused(
    job: World, command: str, code: int, says: str
) -> None:
    job.run("plan job posting 'Chief clerk'")
    job.run("plan job posting 'Chief cook'")
    before = text(job)
    said = job.run(f"plan job {command}")
    assert (said.code, said.out) == (code, "")
    assert says in said.err
    assert text(job) == before


def test_postings_with_a_comment_are_left_for_an_editor(job: World) -> None:
    rows = "postings:\n  # from the fair\n  - title: Clerk   # ask Ada\n"
    job.write("plans/job.md", PLAN.replace("tags:", f"{rows}tags:"))
    before = text(job)
    said = job.run("plan job applied clerk")
    assert said.code == 2
    assert "plans/job.md" in said.err
    assert text(job) == before


# ---------------------------------------------------------------- the shell


ACTIONS = {"next", "forecast", "add", "drop", "posting", "applied"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("hobnob plan j", {"job"}),
        ("hobnob plan job ", ACTIONS),
        ("hobnob plan job fo", {"forecast"}),
        ("hobnob plan ", {"job", *ACTIONS}),
        ("hobnob plan job add ge", {"george-green"}),
        ("hobnob plan job drop hop", {"grace-hopper"}),
        ("hobnob plan job next ", set()),
    ],
)
def test_names_and_actions_complete(job: World, line: str, expected: set[str]) -> None:
    assert set(ask(job, "bash", line)) == expected
