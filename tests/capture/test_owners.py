"""Whose a promise is, and names that are nearly right: what is not clear is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hobnob.capture.entry import NewPeople, clean_text
from hobnob.capture.parser import LineParser
from hobnob.errors import UsageError
from tests.conftest import World


@pytest.fixture
def three(world: World) -> World:
    """Three people of whom nothing else is known."""
    for name in ("Marta Silva", "Tomasz Nowak", "Anna Schmidt"):
        world.person(name)
    return world


def say(world: World, *command: str) -> str:
    """Return what `hobnob log` prints, as one line."""
    return " ".join(world.run(["log", *command]).out.split())


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Called about the flat, she will send pictures by Friday", "send pictures"),
        ("Lunch, he promised to send the CV", "send the CV"),
        ("Called, they'll send the CV", "send the CV"),
        ("Called, owes me a lunch", "a lunch"),
        ("Called, promised me the CV and to call", "the CV"),
    ],
)
def test_the_person_beside_the_line_is_who_promised(three: World, line: str, who: str) -> None:
    logged = three.run(["log", line, "--with", "anna", "--json"]).json
    promises = [(promise["owner"], promise["text"]) for promise in logged["promises"]]
    assert promises[0] == ("anna-schmidt", who)
    assert logged["guesses"] == []


@pytest.mark.parametrize(
    ("line", "typed", "owner", "others"),
    [
        ("coffee w/ Marta and Tomasz, she will send me the CV",
         "she", "tomasz-nowak", ["marta-silva"]),
        ("coffee w/ Marta and Tomasz, they'll send me the CV",
         "they", "tomasz-nowak", ["marta-silva"]),
        ("coffee w/ Marta and Tomasz, promised me the CV",
         "promised me", "tomasz-nowak", ["marta-silva"]),
        ("lunch with Anna about Tomasz, she will send the deck",
         "she", "anna-schmidt", ["tomasz-nowak"]),
        ("lunch with Anna, Marta and Tomasz, he'll send the deck",
         "he", "tomasz-nowak", ["marta-silva", "anna-schmidt"]),
        ("Marta and Tomasz will send pictures",
         "Marta and Tomasz", "marta-silva", ["tomasz-nowak"]),
        ("Anna introduced me to Tomasz, he will send me the CV",
         "he", "tomasz-nowak", ["anna-schmidt"]),
    ],
)  # fmt: skip
def test_of_several_one_is_taken_and_it_is_told(
    three: World, line: str, typed: str, owner: str, others: list[str]
) -> None:
    logged = three.run(["log", line, "--json"]).json
    assert [promise["owner"] for promise in logged["promises"]] == [owner]
    (guess,) = logged["guesses"]
    assert (guess["typed"], guess["person"], guess["others"]) == (typed, owner, others)
    assert guess["fix"] == f"hobnob edit {logged['slug']}"


def test_it_is_told_in_the_terminal(three: World) -> None:
    said = say(three, "coffee w/ Marta and Tomasz, she will send me the CV")
    assert "she → Tomasz Nowak (or Marta Silva); someone else? hobnob edit last" in said


def test_it_is_told_in_german(three: World) -> None:
    three.settle("      language: de\n")
    said = say(three, "Kaffee mit Marta und Tomasz, sie schickt mir den Lebenslauf")
    assert "sie → Tomasz Nowak (or Marta Silva); someone else? hobnob edit last" in said
    logged = three.run(["log", "Essen, er schickt mir die Liste", "--with", "tomasz", "--json"])
    assert logged.json["promises"][0]["owner"] == "tomasz-nowak"


def test_several_beside_the_line(three: World) -> None:
    said = say(three, "Called, she will send pictures", "--with", "anna", "--with", "marta")
    assert "she → Marta Silva (or Anna Schmidt); someone else?" in said
    said = say(three, "Called about Tomasz, he will send pictures", "--with", "anna")
    assert "he → Anna Schmidt (or Tomasz Nowak); someone else?" in said


def test_a_link_says_who_it_is(three: World) -> None:
    line = "coffee w/ Marta and Tomasz, [[marta-silva|she]] will send me the CV"
    logged = three.run(["log", line, "--json"]).json
    assert [promise["owner"] for promise in logged["promises"]] == ["marta-silva"]
    assert logged["guesses"] == []


def test_a_line_that_is_strict_asks_who_it_is(three: World) -> None:
    line = "coffee w/ Marta and Tomasz, she will send me the CV"
    said = three.run(["log", "--strict", line])
    assert said.code != 0
    assert "'she' could be tomasz-nowak or marta-silva; write who it is" in said.err


def test_who_is_asked_says_who_it_is(three: World) -> None:
    line = "coffee w/ Marta and Tomasz, she will send me the CV"
    asked: list[tuple[str, list[str]]] = []

    def choose(typed: str, slugs: Sequence[str]) -> str | None:
        asked.append((typed, list(slugs)))
        return answer

    with three.index() as index:
        parser = LineParser(index=index, new_people=NewPeople(index), choose=choose)
        answer: str | None = "marta-silva"
        entry = parser.parse(line, {})
        assert [promise.owner for promise in entry.promises] == ["marta-silva"]
        assert entry.guesses == ()
        answer = None
        assert parser.parse(line, {}).promises == ()
    assert asked == [("she", ["tomasz-nowak", "marta-silva"])] * 2


def test_a_promise_of_nobody_known_is_told(three: World) -> None:
    said = say(three, "Called about the flat, she will send pictures by Friday", "--with", "nobody")
    assert "'she will send pictures by Friday' was not used: hobnob edit last" in said


@pytest.mark.parametrize(
    ("line", "typed", "person"),
    [
        ("lunch w/ marta and tomaz", "tomaz", "tomasz-nowak"),
        ("dinner with anna, tomaz", "tomaz", "tomasz-nowak"),
        ("dinner with anna & tomaz at noma", "tomaz", "tomasz-nowak"),
        ("dinner with anna + tomaz", "tomaz", "tomasz-nowak"),
        ("tomaz and marta came over", "tomaz", "tomasz-nowak"),
        ("call w/ tomaz and marta", "tomaz", "tomasz-nowak"),
        ("lunch with marta. called tomaz about it", "tomaz", "tomasz-nowak"),
        ("lunch w/ marta, tomaz joined later", "tomaz", "tomasz-nowak"),
    ],
)
def test_a_word_near_a_name_is_told(three: World, line: str, typed: str, person: str) -> None:
    logged = three.run(["log", line, "--json"]).json
    (unused,) = logged["unused"]
    assert (unused["typed"], person in logged["people"]) == (typed, False)
    assert unused["command"] == f"hobnob set {logged['slug']} people+={person}"
    assert three.run(unused["command"].removeprefix("hobnob ")).code == 0
    assert person in three.run(["show", logged["slug"], "--json"]).json["people"]
    assert f"'{typed}' was not used; did you mean Tomasz Nowak?" in say(three, f"{line} again")


@pytest.mark.parametrize(
    "line", ["anna said that tomaz left", "call w/ marta about anna and tomaz"]
)
def test_a_word_near_the_name_of_somebody_who_was_not_there(three: World, line: str) -> None:
    (unused,) = three.run(["log", line, "--json"]).json["unused"]
    assert unused["typed"] == "tomaz"
    assert unused["command"].startswith("hobnob edit ")


@pytest.mark.parametrize(
    "line",
    ["dinner with anna, martial arts", "lunch with anna, tomato soup", "dinner with marta, great",
     "lunch with tomasz and tomaz", "call w/ marta about tomaz-tools"],
)  # fmt: skip
def test_a_word_that_stands_for_something_else_is_not_told(three: World, line: str) -> None:
    assert three.run(["log", line, "--json"]).json["unused"] == []


_PIECES = st.sampled_from(
    ("tomaz", "anna", "Anna", "Marta", "Tomaz", "and", ",", ".", "\n", "- [ ] ", "`", "met", "with",
     "she will send", "owes me", "about", "that", "called", "[[", "]]", "|", "@new:", "**", "by Friday",
     "my neighbour", "the", "a@b.example", "'s", "&", "\\", "it")
)  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(_PIECES, max_size=14))
def test_whatever_is_typed_is_understood_or_refused(three: World, pieces: list[str]) -> None:
    """No order of names, pronouns and promises breaks it, and each promise is somebody's."""
    with three.index() as index:
        parser = LineParser(index=index, new_people=NewPeople(index))
        try:
            entry = parser.parse(clean_text(" ".join(pieces)), {"people": ["anna-schmidt"]})
        except UsageError:
            return
    for promise in entry.promises:
        assert promise.owner in ("", *entry.names)
    for guess in entry.guesses:
        assert guess.person not in guess.others
