"""One next move with everybody: the kindest thing that is due, once, and then rest."""

from __future__ import annotations

import pytest

from hobnob.answers import Who
from hobnob.network.plans.move_commands import preparation_for, record_for
from hobnob.network.plans.next_moves import Move
from hobnob.network.plans.plans import Plan, load_plans
from hobnob.network.plans.promised_calls import is_promise_to_call
from tests.conftest import TODAY, World


def plan(world: World, **keys: str) -> None:
    lines = "".join(f"{key}: {value}\n" for key, value in {"people": "[ada]", **keys}.items())
    world.write("plans/job.md", f"---\nname: A job\n{lines}---\n".encode())


def logged(world: World, date: str, kind: str = "letter", who: str = "ada", **keys: str) -> None:
    world.met(date, *who.split(), kind=kind, **{"plan": "job", **keys})


def load(world: World, today: str = TODAY) -> Plan:
    with world.index(today) as index:
        (found,) = load_plans(index, [index.value("SELECT id FROM note WHERE kind = 'plan'")])
    return found


def move(world: World, today: str = TODAY) -> tuple[str, str] | None:
    """Return what is next with the first of the plan's people, and from when on."""
    found = load(world, today).targets[0].next
    return (found.do, found.date) if found else None


def text(world: World) -> str:
    found = load(world).targets[0].next
    assert found is not None
    return found.text


@pytest.fixture
def ada(world: World) -> World:
    world.person("Ada Lovelace", slug="ada")
    world.person("Grace Hopper", slug="grace")
    plan(world)
    return world


def test_nobody_was_written_to_so_write(ada: World) -> None:
    assert move(ada) == ("write", "")
    plan(ada, start="2027-01-10")
    assert move(ada) == ("write", "2027-01-10")


def test_an_appointment_is_the_next_step(ada: World) -> None:
    """Nobody is asked for a meeting that is agreed, in this plan or outside of it."""
    logged(ada, "2026-11-01", direction="in")
    assert move(ada) == ("meet", "2026-11-01")
    ada.met("2026-12-02 12:30", "ada", kind="meal", draft="true", place="Luigi's", slug="lunch")
    found = load(ada).targets[0].next
    assert found is not None
    assert (found.do, found.date, found.text) == (
        "appointment", "2026-12-02", "meet as agreed: meal 12:30, Luigi's",
    )  # fmt: skip
    assert found.prepare == "hobnob brief ada"
    assert found.record_when_done == "hobnob happened lunch"
    # `today` says it in its own words, and not once more for the plan.
    listed = ada.run("today --json", today="2026-12-03").json
    assert [need["reason"] for need in listed] == ["happened"]
    # So it stays until you say whether it took place.
    assert move(ada, today="2027-03-02") == ("appointment", "2026-12-02")
    ada.run(["happened", "lunch", "--no"])
    assert move(ada, today="2026-12-03") == ("meet", "2026-11-01")


def test_what_was_cancelled_is_no_step(ada: World) -> None:
    logged(ada, "2026-11-10", "meeting", outcome="cancelled")
    assert (load(ada).targets[0].stage, move(ada)) == ("listed", ("write", ""))


def test_silence_brings_one_nudge_after_two_weeks_and_then_rest(ada: World) -> None:
    logged(ada, "2026-11-01")
    assert move(ada) == ("nudge", "2026-11-15")
    assert text(ada) == "one nudge: nothing came of the letter of 1 November 2026"
    logged(ada, "2026-11-16", "email")
    assert move(ada) is None
    assert move(ada, today="2030-01-01") is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [("10 days", ("nudge", "2026-11-11")), ("a month", ("nudge", "2026-12-01")), ("never", None)],
)
def test_a_plan_says_how_long_silence_lasts(
    ada: World, said: str, expected: tuple[str, str] | None
) -> None:
    plan(ada, nudge_after=said)
    logged(ada, "2026-11-01")
    assert move(ada) == expected


def test_a_call_that_nobody_took_is_the_nudge(ada: World) -> None:
    logged(ada, "2026-11-01")
    logged(ada, "2026-11-08", "call", direction="out", outcome="no-answer")
    assert move(ada) is None


def test_silence_is_broken_by_meeting_for_another_reason(ada: World) -> None:
    logged(ada, "2026-11-01")
    ada.met("2026-11-10", "ada", kind="meal")
    assert move(ada) == ("nudge", "2026-11-24")


def test_a_call_that_a_letter_promised_is_due_until_it_was_had(ada: World) -> None:
    logged(ada, "2026-11-01", follow_up="2026-11-08")
    assert move(ada) == ("call", "2026-11-08")
    assert text(ada) == "ring, as your letter of 1 November 2026 said"
    logged(ada, "2026-11-09", "call")
    assert move(ada) == ("meet", "2026-11-09")


LETTER = """
---
date: 2026-11-01
kind: letter
people: [ada]
plan: job
{keys}
---
{body}
"""


@pytest.mark.parametrize(
    ("keys", "body"),
    [("follow_up: 2026-11-28", ""), ("", "- [ ] ring Ada (by 2026-11-28)")],
)
def test_a_promised_call_comes_on_its_day_and_is_tried_once_more(
    ada: World, keys: str, body: str
) -> None:
    ada.write("interactions/2026/x.md", LETTER.format(keys=keys, body=body))
    assert move(ada) == ("call", "2026-11-28")
    assert not load(ada).moves(TODAY)[0].is_due(TODAY)
    logged(ada, "2026-11-28", "call", direction="out", outcome="no-answer")
    assert move(ada, "2026-11-29") == ("nudge", "2026-12-12")
    found = load(ada, "2026-11-29").targets[0].next
    assert found is not None
    assert found.text == "one more try: nobody took the call of 28 November 2026"
    logged(ada, "2026-12-12", "call", direction="out", outcome="no-answer", slug="again")
    assert move(ada, "2026-12-13") is None
    assert move(ada, "2028-01-01") is None


def test_a_promised_call_that_was_had_does_not_hold_the_plan_up(ada: World) -> None:
    ada.write(
        "interactions/2026/x.md", LETTER.format(keys="", body="- [ ] ring Ada (by 2026-11-28)")
    )
    before = load(ada).targets[0].next
    assert before is not None
    logged(ada, "2026-11-20", "call")
    found = load(ada).targets[0].next
    assert found is not None
    assert (found.do, found.date) == ("meet", "2026-11-20")
    assert before.tick_when_done.startswith("hobnob done ")
    assert found.tick_when_done == before.tick_when_done
    said = ada.run("plan next").out
    assert before.tick_when_done in said
    assert "Proposed a meeting" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ring Ada", True), ("call you on Monday", True), ("Phone", True), ("ring Lovelace", True),
        ("I’ll ring back", True), ("ring Max", False), ("recall it", False), ("a call", False),
    ],
)  # fmt: skip
def test_what_is_a_promise_to_ring(text: str, expected: bool) -> None:
    assert is_promise_to_call(text, "Ada Lovelace") is expected


def test_an_answer_is_followed_by_a_proposal_to_meet(ada: World) -> None:
    logged(ada, "2026-11-01")
    logged(ada, "2026-11-05", "email", direction="in")
    assert move(ada) == ("meet", "2026-11-05")
    logged(ada, "2026-11-06", "email", slug="proposed")
    assert move(ada) == ("nudge", "2026-11-20")


def test_time_that_was_given_is_thanked_for_and_then_asked_for_more(ada: World) -> None:
    logged(ada, "2026-11-05", "meal")
    assert move(ada) == ("thank", "2026-11-05")
    ada.met("2026-11-05", "ada", kind="message", slug="thanks")
    assert move(ada) == ("ask", "2026-11-19")
    logged(ada, "2026-11-20", "email", slug="asked")
    assert move(ada) == ("ask", "2026-12-04")
    logged(ada, "2026-12-05", "email", slug="asked-again")
    assert move(ada, today="2027-06-01") is None


def test_a_no_is_thanked_for_once_and_left_in_peace(ada: World) -> None:
    logged(ada, "2026-11-01", follow_up="2026-11-10")
    logged(ada, "2026-11-02", "call", outcome="declined")
    assert move(ada) == ("thank", "2026-11-02")
    found = load(ada).targets[0].next
    assert found is not None
    assert found.height == -1
    logged(ada, "2026-11-02", "email", direction="in", slug="their-reasons")
    ada.met("2026-11-03", "ada", kind="call", direction="in")
    assert move(ada) == ("thank", "2026-11-02")
    ada.met("2026-11-04", "ada", kind="letter")
    assert move(ada) is None


def test_promises_are_kept_and_asked_after_when_they_are_overdue(ada: World) -> None:
    logged(ada, "2026-11-01")
    logged(ada, "2026-11-03", "email", direction="in", slug="in")
    ada.write(
        "interactions/2026/in.md",
        """
        ---
        date: 2026-11-03
        kind: email
        direction: in
        people: [ada]
        plan: job
        accepted: ["send [[grace|her]] number"]
        ---
        - [ ] send [[grace|her]] number (by 2026-12-01)
        - [ ] [[ada]]: the list (by 2026-11-10)
        """,
    )
    found = load(ada).targets[0].next
    assert found is not None
    assert (found.do, found.due, found.text) == (
        "promise",
        "2026-12-01",
        "you promised: send her number",
    )
    path = ada.notes / "interactions/2026/in.md"
    path.write_text(path.read_text().replace("- [ ] send", "- [x] send"))
    assert move(ada) == ("ask-after", "2026-11-11")
    logged(ada, "2026-11-12", "message", slug="asked-after")
    assert move(ada) == ("nudge", "2026-11-26")


def test_a_draft_that_waits_is_sent_first(ada: World) -> None:
    logged(ada, "2026-11-20", draft="true", slug="waits")
    found = load(ada).targets[0].next
    assert found is not None
    assert (found.do, found.record_when_done) == ("send", "hobnob sent waits")


def test_an_introduction_is_acted_on_and_thanked_for(ada: World) -> None:
    logged(ada, "2026-11-05", "call", direction="in", introduced="[grace, Somebody Else]")
    known = load(ada)
    assert [one.who.name for one in known.introduced] == ["Grace Hopper", "Somebody Else"]
    moves = {m.subject: m for m in known.moves(TODAY)}
    assert moves["Grace Hopper"].do == moves["Somebody Else"].do == "introduction"
    assert moves["Grace Hopper"].text == (
        "write, and name Ada Lovelace, who introduced you on 5 November 2026"
    )
    assert moves["Grace Hopper"].height == 4
    logged(ada, "2026-11-08", who="grace")
    moves = {m.subject: m for m in load(ada).moves(TODAY)}
    assert (moves["Ada Lovelace"].do, moves["Ada Lovelace"].date) == ("thank", "2026-11-08")
    assert moves["Ada Lovelace"].text == "tell them that you wrote to Grace Hopper"
    assert (moves["Grace Hopper"].do, moves["Grace Hopper"].date) == ("nudge", "2026-11-22")
    ada.met("2026-11-09", "ada", kind="email")
    assert load(ada).targets[0].next is None


COLD = "2026-11-01 email ada"
WARM = "2026-11-05 introduction grace introduced=[ada]"
NO_PLAN = "plan="
WARM_LEADS = {
    "a cold letter is not counted": ([COLD, WARM], "introduction 2026-11-05"),
    "nor is its nudge": ([COLD, "2026-11-03 email ada", WARM], "introduction 2026-11-05"),
    "nor a follow-up it promised": (
        [f"{COLD} follow_up=2026-11-20", WARM], "introduction 2026-11-05",
    ),
    "one message since is not enough": (
        [COLD, WARM, "2026-11-08 message ada"], "nudge 2026-11-22",
    ),
    "nor is one without the plan": (
        [COLD, WARM, f"2026-11-08 message ada {NO_PLAN}"], "nudge 2026-11-22",
    ),
    "nor one without the plan and no cold letter": (
        [WARM, f"2026-11-08 message ada {NO_PLAN}"], "nudge 2026-11-22",
    ),
    "a call that nobody took is one try": (
        [WARM, "2026-11-08 call ada direction=out outcome=no-answer"], "nudge 2026-11-22",
    ),
    "after two tries it rests": (
        [COLD, WARM, "2026-11-08 message ada", "2026-11-20 call ada outcome=no-answer"], "",
    ),
    "a second introduction counts anew": (
        [WARM, "2026-11-06 email ada", "2026-11-07 message ada",
         "2026-11-09 introduction howard introduced=[ada]"], "introduction 2026-11-09",
    ),
    "an introduction without the plan counts": (
        [COLD, f"{WARM} {NO_PLAN}"], "introduction 2026-11-05",
    ),
    "so a message after it is the first try": (
        [COLD, f"{WARM} {NO_PLAN}", "2026-11-10 message ada"], "nudge 2026-11-24",
    ),
    "an old one that led to something does not": (
        [f"2019-03-01 introduction grace introduced=[ada] {NO_PLAN}",
         f"2019-04-01 meal ada {NO_PLAN}", COLD, "2026-11-03 email ada"], "",
    ),
    "an answer leads on": (
        [COLD, WARM, "2026-11-08 message ada", "2026-11-09 email ada direction=in"],
        "meet 2026-11-09",
    ),
    "an answer before it does not": (
        [COLD, "2026-11-02 email ada direction=in", WARM], "introduction 2026-11-05",
    ),
    "an e-mail to both of us is no answer": (
        ["2026-11-05 email grace,ada introduced=[ada] direction=in"], "introduction 2026-11-05",
    ),
    "who was there has answered": (
        ["2026-11-05 call grace,ada introduced=[ada]"], "meet 2026-11-05",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "expected"), WARM_LEADS.values(), ids=WARM_LEADS)
def test_an_introduction_begins_the_count_anew(ada: World, steps: list[str], expected: str) -> None:
    ada.person("Howard Aiken", slug="howard")
    for number, step in enumerate(steps):
        date, kind, who, *keys = step.split()
        values = {"slug": f"{date}-{number}", **dict(key.split("=", 1) for key in keys)}
        logged(ada, date, kind, who.replace(",", " "), **values)
    assert " ".join(move(ada) or ()) == expected


def test_a_nudge_to_a_warm_lead_names_who_introduced_us_and_ranks_with_them(ada: World) -> None:
    logged(ada, "2026-11-05", "introduction", "grace", introduced="[ada]")
    logged(ada, "2026-11-08", "message")
    found = load(ada).targets[0].next
    assert found is not None
    assert found.text == (
        "one nudge: nothing came of the message of 8 November 2026; name Grace Hopper again"
    )
    assert found.height == 4


def test_how_it_went_is_told_when_it_went_anywhere(ada: World) -> None:
    logged(ada, "2026-11-05", "call", direction="in", introduced="[grace]")
    logged(ada, "2026-11-08", who="grace")
    logged(ada, "2026-11-10", "email", who="grace", direction="in", slug="answer")
    assert text(ada) == "tell them how it went with Grace Hopper"
    assert "Thanked them" in ada.run("plan next").out


def test_a_plan_that_is_over_has_only_thanks_to_give(ada: World) -> None:
    plan(ada, people="[ada, grace]", status="won")
    logged(ada, "2026-11-01", follow_up="2026-11-05")
    logged(ada, "2026-11-09", "meeting", who="grace", outcome="won")
    (found,) = load(ada).moves(TODAY)
    assert (found.do, found.people[0].slug) == ("thank", "grace")
    assert found.text == "thank them: it came off on 9 November 2026"


def test_a_ladder_of_its_own_says_what_leads_up(ada: World) -> None:
    plan(ada, stages="[{name: phoned, kinds: [call]}, {name: signed, outcomes: [agreed, won]}]")
    assert move(ada) == ("call", "")
    logged(ada, "2026-11-01", "call")
    assert move(ada) == ("step", "2026-11-01")
    assert text(ada) == "the next step is “signed”"
    logged(ada, "2026-11-02", "call", outcome="agreed")
    assert load(ada).targets[0].stage == "signed"
    assert move(ada) is None


def test_what_the_journal_does_not_know_is_still_on_the_list(ada: World) -> None:
    plan(ada, people="[ada, nobody-yet]")
    assert [one.who.name for one in load(ada).targets] == ["Ada Lovelace", "nobody-yet"]
    assert [m.do for m in load(ada).moves(TODAY)] == ["write", "write"]


def test_the_most_promising_comes_first(ada: World) -> None:
    for slug in ("b", "c", "d", "e"):
        ada.person(slug.upper() * 3, slug=slug)
    plan(ada, people="[ada, b, c, d, e]")
    logged(ada, "2026-11-20", who="b")
    logged(ada, "2026-11-03", "call", who="c")
    logged(ada, "2026-11-02", "call", who="d")
    logged(ada, "2026-11-01", "meeting", who="e", outcome="declined")
    found: tuple[Move, ...] = load(ada).moves(TODAY)
    assert [(m.people[0].slug, m.do) for m in found] == [
        ("d", "meet"), ("c", "meet"), ("ada", "write"), ("e", "thank"), ("b", "nudge"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["summer-internship", "next-role"])
def test_moves_are_a_matter_of_the_notes_and_not_of_the_day(sample: World, name: str) -> None:
    """As long as nothing new comes to pass, another day only says what is due."""
    found = []
    for today in ("2026-11-22", "2026-11-30"):
        with sample.index(today) as index:
            note = index.value(
                "SELECT id FROM note WHERE kind = 'plan' AND slug = :slug", slug=name
            )
            (one,) = load_plans(index, [note])
            found.append({m.subject: (m.do, m.date, m.text) for m in one.moves(today)})
    assert found[0] == found[1]


def test_a_slug_stands_in_a_command_as_it_is() -> None:
    """A page reads it from the command, so quotes would be a part of it."""
    who = Who(slug="jürgen-groß", name="Jürgen Groß", id=1)
    named = {"plan": "größer", "letter": "brüder"}
    assert preparation_for("appointment", who, **named) == "hobnob brief jürgen-groß"
    assert record_for("send", who, "2026-11-20-letter-jürgen-groß", **named) == (
        "hobnob sent 2026-11-20-letter-jürgen-groß"
    )
    assert preparation_for("write", who, **named) == (
        "hobnob draft brüder --to jürgen-groß --plan größer"
    )
    assert record_for("call", who, "", plan="größer", letter="") == (
        'hobnob log "Rang" --with jürgen-groß --kind call --plan größer'
    )
