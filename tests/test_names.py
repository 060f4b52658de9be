"""Names are compared as people compare them, and make file names that any system takes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hobnob.names import fold, link_target, name_key, nearest, search_text, slugify, words_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Grace Hopper", "grace-hopper"),
        ("  Søren   Kierkegård ", "søren-kierkegård"),
        ("Conan O'Brien", "conan-obrien"),
        ("Anne-Marie St. John", "anne-marie-st-john"),
        ("山田 花子", "山田-花子"),
        ("Ада Лавлейс", "ада-лавлейс"),
        ("प्रिया शर्मा", "प्रिया-शर्मा"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\con", "c-con"),
        ("a/b\x00c", "a-b-c"),
        ("🙂", ""),
        ("", ""),
    ],
)
def test_the_slug_of_a_name(name: str, slug: str) -> None:
    assert slugify(name) == slug


@given(st.text())
def test_a_slug_is_its_own_slug(name: str) -> None:
    slug = slugify(name)
    assert slugify(slug) == slug
    assert slug == unicodedata.normalize("NFC", slug)
    assert not set(slug) & set("/\\:*?\"<>| \x00.'")


@given(st.text())
def test_a_name_and_its_slug_have_one_key(name: str) -> None:
    slug = slugify(name)
    assume(slug and "@" not in name)
    assert name_key(slug) == name_key(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Søren", "soren"),
        ("MÜLLER", "muller"),
        ("Łukasz", "lukasz"),
        ("Straße", "STRASSE"),
        ("Ångström", "angstrom"),
        ("O'Brien", "o’brien"),
        ("Grace-Hopper", "grace  hopper"),
        ("Grace@Example.ORG", "grace@example.org"),
    ],
)
def test_names_that_are_one_to_a_reader(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Алёна", "алена"),
        ("Йосип", "иосип"),
        ("Алёна", unicodedata.normalize("NFD", "Алёна")),
        ("Straße", "STRASSE"),
        ("Işık", "isik"),
        ("İstanbul", "istanbul"),
        ("Ødegård", "odegard"),
        ("Łukasz", "lukasz"),
        ("Ærø", "aero"),
        ("Đặng", "dang"),
        ("Ｇｒａｃｅ", "grace"),
        ("ｶﾞﾘﾚｵ", "ガリレオ"),
        ("ﬁona", "fiona"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("τῷ", "τω"),
        ("מֹשֶׁה", "משה"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_the_search_and_names_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert name_key(one) == name_key(other)
    assert search_text(one).lower() == search_text(other).lower()


def test_a_mark_is_a_part_of_its_word() -> None:
    assert words_of("Ale\u0301n, नमस्ते दुनिया") == ["Ale\u0301n", "नमस्ते", "दुनिया"]


def test_different_names_stay_different() -> None:
    assert name_key("Ana") != name_key("Anna")
    assert name_key("山田 花子") != name_key("山田 太郎")


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("grace-hopper", "grace-hopper"),
        ("[[grace-hopper]]", "grace-hopper"),
        ("[[grace-hopper|Grace]]", "grace-hopper"),
        ("[[people/grace-hopper.md#Notes]]", "grace-hopper"),
        ("[[", "[["),
    ],
)
def test_the_target_of_a_link(typed: str, target: str) -> None:
    assert link_target(typed) == target


def test_a_misspelled_name_has_near_ones() -> None:
    assert nearest("Grace Hoper", ["Grace Hopper", "George Green", "Ada"])[0] == "Grace Hopper"
    assert nearest("zzz", ["Grace Hopper"]) == []


@given(st.text())
def test_folding_never_fails_and_settles(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    search_text(text)
