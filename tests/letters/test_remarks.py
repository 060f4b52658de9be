"""What is said of a draft before it goes out, what is not, and how each is switched off."""

from __future__ import annotations

import pytest

from hobnob.letters.language import language_of, languages, sentences
from hobnob.letters.remarks import REMARKS
from tests.conftest import World

GOOD = (
    "Dear Grace,\n\nI read your paper on compilers and have been trying out what it says ever "
    "since. May I buy you lunch, and ask three questions?\n\nI shall ring on Thursday.\n\nTim\n"
)


def draft(world: World, body: str, **keys: str) -> list[str]:
    """Write a draft to Grace; return the codes that `check` finds in it."""
    world.person("Grace Hopper", org="Remington Rand", title="Director of Programming")
    world.met("2026-11-20", "grace-hopper", slug="x", body=body, draft="true",
              **{"kind": "letter", **keys})  # fmt: skip
    return [problem["code"] for problem in world.run("check --json").json]


def test_a_good_first_letter_is_left_alone(world: World) -> None:
    assert draft(world, GOOD) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Would you have a job for me?",
        "I am looking for a new position in computing.",
        "Please find my résumé attached.",
        "I enclose my CV.",
        "Could you hire me for the summer?",
        "Are there any openings in your department?",
        "I don't need much, but could you give me a job?",
        "May I send you our catalogue?",
        "We are looking for investors, and would you invest in our company?",
        "Could you lend me some money?",
        "Why not hire me?",
        "HIRE ME!",
    ],
)
def test_asking_outright(world: World, sentence: str) -> None:
    assert draft(world, GOOD + sentence + "\n") == ["asks-outright"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I am not writing to ask you for a job, and there is no CV attached.",
        "I’m not asking for a job.",
        "No CV is attached.",
        "My CV is not enclosed.",
        "I do not want to sell you anything.",
        "There is nothing to buy, and I need no funding for it.",
        "Congratulations on the new job!",
        "I have never asked anybody for a job, and won't begin with you.",
        "I want advice rather than a job in your team.",
        "Do you have any advice about the role of an IT manager?",
        "May I offer you a drink?",
    ],
)
def test_what_only_sounds_like_asking(world: World, sentence: str) -> None:
    assert draft(world, GOOD + sentence + "\n") == []


def test_what_the_note_says_it_asks_for_counts_as_well(world: World) -> None:
    assert draft(world, GOOD, asked="[advice, job]") == ["asks-outright"]


def test_no_reason_and_no_next_step(world: World) -> None:
    text = "Dear Grace,\n\nit is a fine thing to write letters. With the best of wishes,\n\nTim\n"
    assert sorted(draft(world, text)) == ["no-next-step", "no-reason"]


@pytest.mark.parametrize(
    "step",
    ["I'll ring on Thursday.", "I shall gladly call.", "May I call you next week?", "I will write.",
     "I shall give you a ring next week.", "May I buy you lunch?", "This needs no answer."],
)  # fmt: skip
def test_a_next_step_is_what_i_shall_do(world: World, step: str) -> None:
    assert draft(world, GOOD.replace("I shall ring on Thursday.", step)) == []


@pytest.mark.parametrize(
    "ask",
    ["I would like half an hour of your time.", "Would you be free for coffee with me?",
     "I hope to hear from you.", "May I have half an hour of your time?"],
)  # fmt: skip
def test_what_they_may_do_is_no_next_step(world: World, ask: str) -> None:
    text = f"Dear Grace,\n\nI read your paper on compilers. {ask}\n\nYours,\n\nTim\n"
    assert draft(world, text) == ["no-next-step"]


@pytest.mark.parametrize(
    "reason", ["You have been at Remington Rand for so long.", "It was George who said to write."]
)
def test_what_is_known_of_somebody_is_a_reason(world: World, reason: str) -> None:
    world.person("George Green")
    world.met("2026-11-01", "george-green", introduced="grace-hopper", kind="introduction")
    text = f"Dear Grace, {reason} I shall ring on Thursday, and that is all for now."
    assert draft(world, text) == []


def test_a_long_letter(world: World) -> None:
    assert draft(world, GOOD + "And so it was on and on with all of it. " * 15) == ["long-letter"]


@pytest.mark.parametrize(
    "left",
    ["{{ person.name }}", "{% if x %}", "[NAME]", "[Their Name]", "<name>", "<Company Name>",
     "XXX", "TODO", "TBD", "____", "{name}", "lorem ipsum", "[why you]", "[…]", "[my page]()"],
)  # fmt: skip
def test_a_placeholder_is_found_on_its_line(world: World, left: str) -> None:
    assert draft(world, f"{GOOD}And {left} too.\n") == ["placeholder"]
    (problem,) = world.run("check --json").json
    lines = (world.notes / "interactions/2026/x.md").read_text().split("\n")
    assert left in lines[problem["line"] - 1]
    assert left in problem["message"]


@pytest.mark.parametrize(
    "fine",
    ["[a link](https://example.org)", "[[grace-hopper]]", "[[grace-hopper|GRACE]]", "**X** and <b>y</b>",
     "<https://example.org>", "<grace@example.org>", "- [ ] ring her", "3 < 4 > 2", "XX years",
     "[A](https://example.org)"],
)  # fmt: skip
def test_what_is_no_placeholder(world: World, fine: str) -> None:
    assert draft(world, f"{GOOD}\n{fine}\n") == []


def test_a_placeholder_in_the_subject(world: World) -> None:
    assert draft(world, GOOD, subject="'Congratulations, [NAME]'") == ["placeholder"]


def test_the_same_sentence_to_the_same_person(world: World) -> None:
    world.person("Ada Lovelace")
    said = "The oranges came on Tuesday by lorry from the docks."
    world.met("2020-01-02", "grace-hopper", kind="letter", body=f"Dear Grace,\n{said}\n")
    world.met(
        "2020-01-03", "ada-lovelace", kind="letter", body="Nobody else has two of these here.\n"
    )
    assert draft(world, f"{GOOD}\nthe oranges came on Tuesday\nby lorry from the docks.") == [
        "said-before"
    ]
    (problem,) = world.run("check --json").json
    assert "2020-01-02" in problem["message"]
    assert draft(world, f"{GOOD}\nNobody else has two of these here.") == []


def test_what_is_for_first_letters_alone_is_not_said_of_a_second(world: World) -> None:
    world.met("2020-01-02", "grace-hopper", kind="email", body="Hello.\n")
    assert draft(world, "Would you have a job for me in the end?" + " And on it goes." * 60) == []


def test_meeting_somebody_is_not_writing_to_them(world: World) -> None:
    world.met("2020-01-02", "grace-hopper", kind="meal")
    world.met("2020-01-03", "grace-hopper", kind="letter", direction="in", body="Hello.\n")
    assert draft(world, GOOD + "Would you have a job for me?") == ["asks-outright"]


@pytest.mark.parametrize("keys", [{"kind": "call"}, {"kind": "letter", "direction": "in"}])
def test_what_is_no_letter_of_mine_is_left_alone(world: World, keys: dict[str, str]) -> None:
    assert draft(world, "Hire me, [NAME]", **keys) == []


def test_a_letter_that_was_sent_is_left_in_peace(world: World) -> None:
    world.person("Grace Hopper")
    world.met("2026-11-20", "grace-hopper", kind="letter", body="Dear [NAME], hire me. XXX")
    assert world.run("check").code == 0


def test_promises_to_oneself_are_not_part_of_the_letter(world: World) -> None:
    assert draft(world, GOOD + "- [ ] ask about [NAME] and a job for me in your team\n") == []


def test_a_letter_in_another_language_is_not_judged_by_its_words(world: World) -> None:
    text = (
        "Liebe Grace,\n\nich wollte nur schreiben, wie sehr mich Ihr Vortrag gefreut hat.\n\nTim\n"
    )
    assert language_of(text) is None
    assert draft(world, text) == []
    assert draft(world, text + "[NAME]") == ["placeholder"]


@pytest.mark.parametrize("code", REMARKS)
def test_each_can_be_switched_off(world: World, code: str) -> None:
    said = "The oranges came on Tuesday by lorry from the docks. "
    world.person("Ada Lovelace")
    world.person("George Green")
    world.met("2020-01-02", "ada-lovelace", kind="letter", body=said)
    body = f"Dear ADA,\n\n{said} Hire me, [NAME]. " + "And on it goes with all of it. " * 30
    world.met("2026-01-02", "george-green", kind="letter", body=body)
    world.person("Grace Hopper")
    world.met(
        "2026-11-20",
        "grace-hopper",
        "ada-lovelace",
        "george-green",
        slug="x",
        kind="letter",
        draft="true",
        body=body,
    )
    assert {p["code"] for p in world.run("check --json").json} == set(REMARKS)
    world.settle(f"      unchecked: {code}\n")
    assert {p["code"] for p in world.run("check --json").json} == set(REMARKS) - {code}
    world.settle(f"      unchecked: [{', '.join(REMARKS)}]\n")
    assert world.run("check").code == 0


def test_a_code_that_no_check_has_is_told(world: World) -> None:
    world.settle("      unchecked: [long-letters]\n")
    said = world.run("check")
    assert "mkdocs.yml:1:1: no-such-check" in said.out
    assert "did you mean long-letter?" in said.out


def test_every_phrase_of_every_language_can_be_read() -> None:
    for language in languages():
        assert not list(language.asks_in(""))
        assert not language.says("reason", "")
        assert not language.says("next_step", "")
        assert set(language.words) == set(language.data["asks"])


def test_sentences_know_their_lines() -> None:
    text = "Dear Mr. Smith,\n\nHow are\nyou? I am Dr. No.\nFine!\n\nTim"
    assert sentences(text, languages()[0]) == [
        (0, "Dear Mr. Smith,"), (2, "How are you?"), (3, "I am Dr. No."), (4, "Fine!"), (6, "Tim"),
    ]  # fmt: skip
