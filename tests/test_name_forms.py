"""A name gives the forms in which people speak of somebody, and no others."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import hobnob.name_forms
from hobnob.name_forms import forms_of_name, is_unspaced, name_form_key, name_words
from hobnob.names import name_key


@pytest.mark.parametrize(
    ("name", "aliases", "forms"),
    [
        (
            "Grace Hopper", ["Amazing Grace"],
            {"grace hopper": "full", "amazing grace": "alias", "grace": "first",
             "grace h": "initial", "hopper": "last"},
        ),
        ("Ana", [], {"ana": "full"}),
        ("Ana", ["Anita", "ana"], {"ana": "full", "anita": "alias"}),
        (
            "Martin Luther King", [],
            {"martin luther king": "full", "martin luther": "leading", "martin king": "leading",
             "martin": "first", "martin l": "initial", "martin k": "initial",
             "martin luther k": "initial", "martin l king": "initial", "martin l k": "initial",
             "luther king": "last", "king": "last"},
        ),
        (
            "Ludwig van Beethoven", [],
            {"ludwig van beethoven": "full", "ludwig beethoven": "leading", "ludwig": "first",
             "ludwig b": "initial", "ludwig van b": "initial", "ludwig v beethoven": "initial",
             "ludwig v b": "initial", "van beethoven": "last", "beethoven": "last"},
        ),
        (
            "Anne-Marie O'Neil", [],
            {"anne marie oneil": "full", "anne marie": "first", "anne marie o": "initial",
             "oneil": "last"},
        ),
        (
            'Robert "Bob" Smith', [],
            {"robert bob smith": "full", "robert smith": "full", "bob": "alias",
             "bob smith": "alias",
             "robert": "first", "robert s": "initial", "smith": "last"},
        ),
        (
            "King, Martin", [],
            {"king martin": "full", "martin king": "full", "martin": "first",
             "martin k": "initial", "king": "last"},
        ),
        (
            "Dr. Jane Goodall", [],
            {"dr jane goodall": "full", "jane goodall": "full", "jane": "first",
             "jane g": "initial", "goodall": "last"},
        ),
        ("Dr. King", [], {"dr king": "full", "king": "last"}),
        ("Don Draper", [],
         {"don draper": "full", "don": "first", "don d": "initial", "draper": "last"}),
        ("Luis II", [], {"luis ii": "full", "luis": "full"}),
        ("Alejandra A.", [], {"alejandra a": "full", "alejandra": "first"}),
        ("中村 美咲", [], {"中村美咲": "full", "中村": "first", "美咲": "first"}),
        ("林", [], {"林": "full"}),
        ("林 美咲", [], {"林美咲": "full", "美咲": "first"}),
        ("Łukasz Żuk", [],
         {"lukasz zuk": "full", "lukasz": "first", "lukasz z": "initial", "zuk": "last"}),
        ("X", ["", "🙂"], {}),
        ("", [], {}),
    ],
)  # fmt: skip
def test_the_forms_of_a_name(name: str, aliases: list[str], forms: dict[str, str]) -> None:
    assert forms_of_name(name, aliases) == forms


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Grace Brewster Murray Hopper, PhD", ["Grace", "Brewster", "Murray", "Hopper"]),
        ("King, Martin Luther, Jr.", ["Martin", "Luther", "King"]),
        ("Martin Luther King Jr.", ["Martin", "Luther", "King"]),
        ("Prof. Dr. Ada Byron", ["Ada", "Byron"]),
        ("Robert (Bob) Smith", ["Robert", "Smith"]),
        ("Sir", ["Sir"]),
        ("", []),
    ],
)
def test_the_words_of_a_name(name: str, words: list[str]) -> None:
    assert name_words(name) == words


def test_vowel_signs_belong_to_their_word() -> None:
    assert name_key("राम") != name_key("रिम")
    assert " " not in name_key("प्रिया")


@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=2))
@example("0 {0 0", [])
def test_any_name_has_forms_that_are_keys(name: str, aliases: list[str]) -> None:
    forms = forms_of_name(name, aliases)
    for key in forms:
        assert key
        assert "  " not in key
    whole = name_form_key(name)
    if len(whole) > 1 and len(name) > 1:
        assert forms[whole] == "full"
    assert all(len(key) > 1 or is_unspaced(key) for key in forms)


def test_the_examples() -> None:
    assert doctest.testmod(hobnob.name_forms).failed == 0


def test_an_alias_of_one_word_goes_with_the_last_name() -> None:
    assert forms_of_name("Robert Smith", ["Bob"])["bob smith"] == "alias"
    assert forms_of_name('Robert "Bob" Smith')["bob smith"] == "alias"
    assert "the duke smith" not in forms_of_name("Robert Smith", ["The Duke"])
    assert "bob bob" not in forms_of_name("Bob", ["Bob"])


def test_a_text_that_is_no_name_has_no_parts() -> None:
    """Their letters would grow with the square of its length."""
    assert len(forms_of_name("grace " * 40_000)) == 1
    assert len(forms_of_name("Dr. " * 40_000, ["Dr. " * 40_000])) <= 1
