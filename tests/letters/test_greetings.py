"""How a letter greets: the first name, the greeting, and what looks wrong with it."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hobnob.letters.given_names
import hobnob.letters.greetings
from hobnob.letters.given_names import given_name
from hobnob.letters.greetings import greet, greeting_of, why_wrong


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Grace Brewster Hopper", "Grace", "Hopper"),
        ("Sofia Marino, PMP", "Sofia", "Marino"),
        ("Sofia Marino PMP", "Sofia", "Marino"),
        ("Maria Rossi, M.Sc., SHRM-CP", "Maria", "Rossi"),
        ("Marino, Sofia, PMP", "Sofia", "Marino"),
        ("Dr. Karl Weiß", "Karl", "Weiß"),
        ("Dipl.-Ing. Max Bauer", "Max", "Bauer"),
        ("Dr. King", "", "King"),
        ("Lady King", "", "King"),
        ("Martin Luther King, Jr.", "Martin", "King"),
        ("J. Robert Oppenheimer", "Robert", "Oppenheimer"),
        ("J. R. R. Tolkien", "J. R. R.", "Tolkien"),
        ("Anna Vos 🚀", "Anna", "Vos"),
        ("Madonna", "Madonna", "Madonna"),
        # Parts of family names.
        ("Vincent van der Berg", "Vincent", "van der Berg"),
        ("van der Berg, Jan", "Jan", "van der Berg"),
        ("van der Berg", "", "van der Berg"),
        ("Ahmed bin Rashid", "Ahmed", "bin Rashid"),
        ("Abdul Rahman Ali", "Abdul Rahman", "Ali"),
        # The family name in capitals.
        ("DUPONT Jean", "Jean", "DUPONT"),
        ("Jean DUPONT", "Jean", "DUPONT"),
        ("JR Smith", "JR", "Smith"),
        # Korean, Chinese, Japanese.
        ("Kim Min-jun", "Min-jun", "Kim"),
        ("Min-jun Kim", "Min-jun", "Kim"),
        ("Bong Joon Ho", "Joon Ho", "Bong"),
        ("김민준", "민준", "김"),
        ("남궁 민수", "민수", "남궁"),
        ("Wang Xiaoming", "Xiaoming", "Wang"),
        ("Xiaoming Wang", "Xiaoming", "Wang"),
        ("王小明", "小明", "王"),
        ("欧阳娜娜", "娜娜", "欧阳"),
        ("Chiang Kai-shek", "Kai-shek", "Chiang"),
        ("中村 美咲", "美咲", "中村"),
        ("中村さくら", "さくら", "中村"),
        ("中村美咲", "中村美咲", "中村美咲"),
        ("Tanaka Hiroshi", "Hiroshi", "Tanaka"),
        ("マイケル・ジョーダン", "マイケル", "ジョーダン"),
        # Hungarian and Vietnamese.
        ("Bartók Béla", "Béla", "Bartók"),
        ("Béla Bartók", "Béla", "Bartók"),
        ("Szabó Anna", "Anna", "Szabó"),
        ("Nguyễn Văn An", "An", "Nguyễn"),
        ("Nguyen Van An", "An", "Nguyen"),
        ("An Nguyen", "An", "Nguyen"),
        # These only look so.
        ("Kim Kardashian", "Kim", "Kardashian"),
        ("Kim Smith-Jones", "Kim", "Smith-Jones"),
        ("Lee Child", "Lee", "Child"),
        ("Jo Ann Lee", "Jo", "Lee"),
        ("Jack Ma", "Jack", "Ma"),
        ("Han Solo", "Han", "Solo"),
        ("Anna Szabó", "Anna", "Szabó"),
        ("Robert Simon", "Robert", "Simon"),
        ("สมชาย ใจดี", "สมชาย", "ใจดี"),
        ("", "", ""),
    ],
)
def test_the_first_name_is_the_one_that_is_spoken(name: str, first: str, last: str) -> None:
    assert given_name(name)[:2] == (first, last)


def test_a_single_name_behind_a_title_is_the_family_name() -> None:
    assert given_name("King", prefix="Dr.")[:2] == ("", "King")
    assert given_name("Karl Weiß", prefix="Dr.")[:2] == ("Karl", "Weiß")


@pytest.mark.parametrize("name", ["Li Wei", "Wei Li", "Han Kang", "Han Solo"])
def test_an_order_that_cannot_be_told_is_unsure(name: str) -> None:
    assert given_name(name).is_unsure


@pytest.mark.parametrize(
    ("person", "greeting"),
    [
        ({"name": "Grace Hopper"}, "Dear Grace"),
        ({"name": "Sofia Marino, PMP"}, "Dear Sofia"),
        ({"name": "Karl Weiß", "prefix": "Prof. Dr."}, "Dear Prof. Dr. Weiß"),
        ({"name": "Dr. rer. nat. Eva Noll"}, "Dear Dr. Noll"),
        ({"name": "Max Bauer", "prefix": "Dipl.-Ing."}, "Dear Max"),
        ({"name": "Sir Ian McKellen"}, "Dear Sir Ian"),
        ({"name": "King", "prefix": "Mrs"}, "Dear Mrs King"),
        ({"name": "Lady King"}, "Dear Lady King"),
        ({"name": "Karl Weiß", "prefix": "Dr.", "greeting": " Lieber Karl,\n"}, "Lieber Karl"),
        ({"name": "van der Berg"}, "Dear van der Berg"),
    ],
)
def test_the_greeting_of_a_person(person: dict[str, str], greeting: str) -> None:
    first = given_name(person["name"], person.get("prefix", "")).first
    assert greet(person, first) == greeting


def test_a_friend_is_greeted_without_the_title() -> None:
    assert greet({"name": "Dr. Karl Weiß"}, "Karl", is_friend=True) == "Dear Karl"
    assert greet({"name": "Dr. King"}, "", is_friend=True) == "Dear Dr. King"


@pytest.mark.parametrize(
    ("text", "greeting"),
    [
        ("Dear Grace,\n\nHow are you?", "Dear Grace"),
        ("\n  Hi Bob!\nI read", "Hi Bob"),
        ("Hello\n\nI read", "Hello"),
        ("尊敬的王先生：\n\n您好", "尊敬的王先生"),
        ("Dear J. R.,\nso", "Dear J. R."),
        ("I read of you.\n\nMay I?", ""),
        ("I read of you, and so\nit went on", ""),
        ("", ""),
    ],
)
def test_the_greeting_of_a_letter(text: str, greeting: str) -> None:
    assert greeting_of(text).text == greeting


@pytest.mark.parametrize(
    ("greeting", "name", "says"),
    [
        ("Dear J. R.", "J. R. Ewing", "initials"),
        ("Dear JR", "JR Ewing", "initials"),
        ("Dear SOFIA", "SOFIA LOREN", "capitals"),
        ("Dear sofia", "sofia loren", "small letter"),
        ("Dear Acme", "Acme Ltd", "organization"),
        ("Dear Acme", "Acme SA", "organization"),
        ("Dear Info", "Info Desk Team", "organization"),
        ("Dear Li", "Li Wei", "family name"),
        ("Dear Md.", "Md. Karim", "abbreviation"),
        ("Dear sofia@example.org", "sofia@example.org", "not look like a name"),
        ("Dear", "Grace Hopper", "no name"),
        ("Dear ...", "Grace Hopper", "no name"),
    ],
)
def test_what_looks_wrong(greeting: str, name: str, says: str) -> None:
    (why,) = why_wrong(greeting, name, "")
    assert says in why
    # What you wrote yourself is right.
    assert list(why_wrong(greeting, name, f"{greeting},")) == []


@pytest.mark.parametrize(
    ("greeting", "name"),
    [
        ("Dear Grace", "Grace Hopper"), ("Dear Dr. Weiß", "Karl Weiß"), ("Hello", "Grace Hopper"),
        ("Dear colleagues", "Grace Hopper"), ("", "Acme Ltd"), ("王先生", "王小明"),
        ("Berlin, 3 May 2026", "Grace Hopper"), ("Dear Sá", "Maria Sá"), ("Dear Min-jun", "Kim Min-jun"),
    ],
)  # fmt: skip
def test_what_looks_right(greeting: str, name: str) -> None:
    assert list(why_wrong(greeting, name, "")) == []


def test_another_greeting_than_that_of_the_note_is_told() -> None:
    (why,) = why_wrong("Dear Karl", "Karl Weiß", "Dear Professor Weiß")
    assert why == "the note says 'Dear Professor Weiß'"


@given(st.text(max_size=20))
def test_any_name_can_be_greeted(name: str) -> None:
    greeting = greet({"name": name}, given_name(name).first)
    assert "\n" not in greeting
    list(why_wrong(greeting, name, "", is_org=True))


def test_the_examples() -> None:
    for module in (hobnob.letters.given_names, hobnob.letters.greetings):
        assert doctest.testmod(module).failed == 0
