"""A common word is nobody by a part of a name; what may be a word is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.capture.names.mentions import link
from hobnob.capture.names.people import find_people
from hobnob.capture.words.language import load_language
from hobnob.index.index import Index
from tests.capture.naming import linked, look
from tests.conftest import World

_CAST = {
    "Grace Hopper": "[The Admiral, Die Chefin]",
    "Joe Hall": "[The Boss, Crazy Bear, Our Bear]",
    "Fatema Elalaoui": "[Fatima Zahra]",
    "An Nguyen": "",
    "So Yun": "",
    "De Silva": "",
    "The Anh": "",
    "Von Miller": "",
    "Ursula von der Leyen": "",
    "New Guy": "",
    "Will Stone": "",
    "Rose Abiola": "",
    "Bill Tanaka": "",
    "Hope Larsen": "",
    "Art Blake": "",
    "Ben Carter": "",
    "Anna Schmidt": "",
    "Piotr Nowak": "",
    "Paris Hill": "",
    "Toledo Ruiz": "",
    "Sydney Ray": "",
    "Christian Berg": "",
    "Min Lee": "",
    "You Wei": "",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    world = World(Path(tmp_path_factory.mktemp("common")) / "journal")
    world.settle()
    for name, aliases in _CAST.items():
        world.person(name, **({"aliases": aliases} if aliases else {}))
    with world.index() as index:
        yield index


LINES = """
lunch with [[will-stone|Will]] and [[rose-abiola|Rose Abiola]]
lunch with Will Abiola
Will Abiola sent the plan to [[anna-schmidt|Anna]]
lunch with Rose Carter and [[anna-schmidt|Anna]]
dinner with [[anna-schmidt|Anna]] at the harbour
in the park with [[anna-schmidt|Anna]] and the team
The harbour with [[anna-schmidt|Anna]]
met [[grace-hopper|the admiral]]
lunch with [[grace-hopper|The Admiral]]
[[joe-hall|The boss]] called
lunch with [[joe-hall|the boss]] and the others
LUNCH WITH [[anna-schmidt|ANNA]] AND THE TEAM
crazy day with [[anna-schmidt|anna]]
met crazy people with [[anna-schmidt|anna]]
[[joe-hall|Crazy Bear]] called
dinner with [[anna-schmidt|Anna]] at Our place
met an old friend
met you at the bar
lunch in Paris with [[anna-schmidt|anna]]
trip to paris with [[anna-schmidt|anna]]
flew to Sydney with [[anna-schmidt|anna]]
lunch with [[paris-hill|paris]] and [[sydney-ray|Sydney]]
christian values talk with [[anna-schmidt|anna]]
10 min call with [[anna-schmidt|anna]]
met so many people
lunch with [[an-nguyen|An]]
[[an-nguyen|An]] called
we talked de facto with [[anna-schmidt|anna]]
lunch in de la cruz street
dinner with von der leyen
dinner with [[ursula-von-der-leyen|ursula von der leyen]]
visited [[de-silva|de silva]]
met new people
new colleague Zbigniew
met [[new-guy|the new guy]]
lunch w/ [[ben-carter|ben]]
met [[ben-carter|ben]] and [[anna-schmidt|anna]]
lunch with [[anna-schmidt|anna]] and [[will-stone|will]]
[[anna-schmidt|anna]] will call
lunch w/ [[fatema-elalaoui|fatima]]
[[fatema-elalaoui|fatima]] called
texted [[fatema-elalaoui|fatima]] that all is fine
""".strip().replace("[[new-guy|the new guy]]", "the [[new-guy|new guy]]").split("\n")  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_common_word_is_nobody_by_a_part_of_a_name(index: Index, line: str) -> None:
    typed = re.sub(r"\[\[[^\[\]|]+\|([^\[\]]*)\]\]", r"\1", line)
    assert linked(index, typed) == line


@settings(max_examples=200)
@given(words=st.lists(st.sampled_from(sorted(load_language().function_words)), max_size=6))
def test_words_that_only_join_others_are_never_somebody(index: Index, words: list[str]) -> None:
    line = " ".join(("Lunch with Anna", *words))
    assert [mention.slug for mention in look(index, line).mentions] == ["anna-schmidt"]


@pytest.mark.parametrize(
    ("line", "typed", "reason"),
    [
        ("saw rose petals", "rose", "'rose' is a word too"),
        ("called bill collector", "bill", "'bill' is a word too"),
        ("gave hope to everybody", "hope", "'hope' is a word too"),
        ("saw art with anna", "art", "'art' is a word too"),
        ("lunch in Toledo with anna", "Toledo", "'in Toledo' may be a place"),
        ("flew to Toledo with anna", "Toledo", "'to Toledo' may be a place"),
        ("lunch w/ fatima", "fatima", "the beginning of an alias"),
        ("beer with new guy Piotr", "Piotr", "'new guy Piotr' may be somebody else"),
    ],
)
def test_a_word_that_may_be_no_name_is_a_guess(
    index: Index, line: str, typed: str, reason: str
) -> None:
    guesses = [m for m in look(index, line).mentions if m.how == "guess"]
    assert [(guess.typed, guess.reason) for guess in guesses] == [(typed, reason)]


@pytest.mark.parametrize("line", ["lunch w/ rose", "met rose and anna", "called bill about x"])
def test_a_name_where_only_a_person_can_stand_is_no_guess(index: Index, line: str) -> None:
    assert {mention.how for mention in look(index, line).mentions} == {"sure"}


@pytest.mark.parametrize(
    "line",
    ["Kaffee mit [[anna-schmidt|Anna]], die Rechnung ging an mich",
     "[[grace-hopper|die Chefin]] rief an",
     "Bier mit dem alten Kollegen [[piotr-nowak|Piotr]]"],
)  # fmt: skip
def test_in_german_too(index: Index, line: str) -> None:
    typed = re.sub(r"\[\[[^\[\]|]+\|([^\[\]]*)\]\]", r"\1", line)
    found = find_people(index, typed, load_language("de")).mentions
    assert link(typed, found) == line


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("had beer with new guy Zbigniew from DHL", ["Zbigniew"]),
        ("coffee with my neighbour Zbigniew", ["Zbigniew"]),
        ("coffee with Anna and my neighbour Zbigniew", ["Zbigniew"]),
        ("saw the new Tarantino with Anna", []),
        ("lunch w/ tomaz and Zbigniew", ["Zbigniew"]),
    ],
)
def test_behind_what_somebody_is_to_you_stands_a_name(
    index: Index, line: str, names: list[str]
) -> None:
    assert [name.typed for name in look(index, line).unknown] == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("coffee with our new sailor Zofia", ["Zofia"]),
        ("beer with an old sailor Zbigniew", ["Zbigniew"]),
        ("lunch with the team about Kubernetes", []),
    ],
)
def test_if_nobody_is_named_a_capital_in_the_phrase_may_be_a_name(
    index: Index, line: str, names: list[str]
) -> None:
    assert [name.typed for name in look(index, line).possible] == names
