"""Who may have two notes: rows of pairs that are one person, and of pairs that are two."""

from __future__ import annotations

import pytest

from hobnob.network.duplicates.duplicates import Duplicate, load_duplicates
from hobnob.network.duplicates.near_names import compare_names, parse_name
from tests.conftest import World

ONE = (
    # as they are written
    ("Ana Silva", "ANA SILVA", "same"),
    ("José García", "Jose Garcia", "same"),
    ("King, Martin Luther", "Martin Luther King", "same"),
    ("Dr. Karl Weiß, PMP", "Karl Weiss", "same"),
    ("Weber Anna", "Anna Weber", "order"),
    ("中村 美咲", "中村美咲", "same"),
    ("김민수", "김 민수", "same"),
    ("Ёлкин Пётр", "Елкин Петр", "same"),
    ("Σοφία Παπά", "Σοφια Παπα", "same"),
    # as they sound
    ("Jon Smith", "John Smyth", "alike"),
    ("Jürgen Müller", "Juergen Mueller", "alike"),
    ("Catherine Meyer", "Katherine Meier", "alike"),
    ("Philipp Thoma", "Filip Toma", "alike"),
    # shorter and longer
    ("Anna Weber-Schmidt", "Anna Weber", "part"),
    ("María García López", "Maria Garcia", "part"),
    ("J. Smith", "John Paul Smith", "initial"),
    ("John Q. Smith", "John Quincy Smith", "initial"),
    ("Maria G.", "Maria Gonçalves", "initial"),
    ("Alex Weber", "Alexander Weber", "short"),
    ("Alexander Weber", "Alex Weber", "short"),
    # slips
    ("Grace Hopper", "Grace Hoper", "alike"),
    ("Grace Hopper", "Grace Hpoper", "letter"),
    ("Tomasz Kowalski", "Tomasz Kowaslki", "letter"),
    ("Дмитрий Петров", "Дмитий Петров", "letter"),
)

TWO = (
    ("Martin King", "Martin King Jr."),
    ("Henry Ford", "Henry Ford II"),
    ("João Silva", "João Silva Filho"),
    ("Henry Ford Sr.", "Henry Ford Jr."),
    ("Maria Weber", "Marie Weber"),
    ("Paul Weber", "Paula Weber"),
    ("Andrea Rossi", "Andreas Rossi"),
    ("Ivan Petrov", "Ivan Petrova"),
    ("Daniel Weber", "Daniela Weber"),
    ("王芳", "王方"),
    ("김민수", "김민서"),
    ("佐藤 健", "佐藤 剛"),
    ("Anna Weber", "Berta Weber"),
    ("Anna Weber", "Anna Schmidt"),
    ("Jan Novák", "Jen Novák"),
    ("Anna", "Anna Weber"),
    ("A. Weber", "Berta Weber"),
    ("Person 12", "Person 13"),
)


@pytest.mark.parametrize(("one", "other", "how"), ONE)
def test_two_ways_to_write_one_name(one: str, other: str, how: str) -> None:
    a, b = parse_name(one), parse_name(other)
    assert a is not None
    assert b is not None
    assert (compare_names(a, b), compare_names(b, a)) == (how, how)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_names(one: str, other: str) -> None:
    a, b = parse_name(one), parse_name(other)
    assert a is not None
    assert b is not None
    assert (compare_names(a, b), compare_names(b, a)) == (None, None)


def found(world: World) -> tuple[Duplicate, ...]:
    with world.index() as index:
        return load_duplicates(index).found


Keys = dict[str, str]

DUPLICATES: tuple[tuple[str, str, Keys, str, Keys], ...] = (
    ("the same name", "Ana Silva", {"org": "Acme"}, "Ana Silva", {"org": "Globex"}),
    ("the same telephone number", "Anna Weber", {"phones": '"+49 171 1234567"'},
     "Anna Schmidt", {"phones": '"+49 (0)171 123-4567"'}),
    ("the same telephone number", "Kate Lomax", {"phones": "0171 1234567"},
     "Katherine Lomax", {"phones": "0171 1234567"}),
    ("the same address", "Bob Smith", {"emails": "bob.smith@x.org"},
     "Robert Smith", {"emails": "Bob.Smith@x.org"}),
    ("the same profile", "Ulla", {"links": "https://de.linkedin.com/in/ulla-b/"},
     "Dr. Berg", {"links": "http://www.linkedin.com/in/Ulla-B?trk=1"}),
    ("both at Acme", "Anna Weber", {"org": "Acme Ltd"}, "Anna Schmidt", {"org": "Acme"}),
    ("addresses at acme.example", "Anna Weber", {"emails": "aw@acme.example"},
     "Anna Schmidt", {"emails": "as@acme.example"}),
    ("by the alias Anna Schmidt", "Anna Weber", {"aliases": "[Anna Schmidt]"}, "Anna Schmidt", {}),
    ("by the alias Bob Smith", "Robert Smith", {"aliases": "[Bob]"}, "Bob Smith", {}),
    ("an initial that fits", "A. Weber", {}, "Anna Weber", {"org": "Acme"}),
    ("the same birthday", "Jon Weber", {"birthday": "--12-09", "org": "A"},
     "John Weber", {"birthday": "1906-12-09", "org": "B"}),
)  # fmt: skip


@pytest.mark.parametrize(("says", "one", "keys", "other", "other_keys"), DUPLICATES)
def test_who_may_have_two_notes(
    world: World, says: str, one: str, keys: Keys, other: str, other_keys: Keys
) -> None:
    world.person(one, "one", **keys)
    world.person(other, "other", **other_keys)
    (pair,) = found(world)
    assert set(pair.people) == {"one", "other"}
    assert any(says in words for words in pair.evidence), pair.evidence


OTHERS: tuple[tuple[str, Keys, str, Keys], ...] = (
    ("Ana Silva", {"not_same_as": "[other]"}, "Ana Silva", {}),
    ("Ana Silva", {}, "Ana Silva", {"not_same_as": "one"}),
    ("Ana Silva", {"birthday": "1980-01-02"}, "Ana Silva", {"birthday": "1981-01-02"}),
    ("Ana Silva", {"links": "https://linkedin.com/in/ana1"},
     "Ana Silva", {"links": "https://linkedin.com/in/ana2"}),
    ("Martin King", {"org": "King & Son", "phones": "030 1234567"},
     "Martin King Jr.", {"org": "King & Son", "phones": "030 1234567"}),
    ("Martin King", {}, "Martin King", {"suffix": "Jr."}),
    ("Anna Weber", {"phones": "030 1234567"}, "Karl Weber", {"phones": "030 1234567"}),
    ("Anna Weber", {"emails": "weber@x.org"}, "Karl Weber", {"emails": "weber@x.org"}),
    ("Anna Weber", {"emails": "info@x.org"}, "Berta Klein", {"emails": "info@x.org"}),
    ("Anna Weber", {"emails": "aw@gmail.com"}, "Anna Schmidt", {"emails": "as@gmail.com"}),
    ("A. Weber", {"org": "Acme"}, "Anna Weber", {"org": "Globex"}),
    ("Anna Weber", {}, "Anna Schmidt", {}),
)  # fmt: skip


@pytest.mark.parametrize(("one", "keys", "other", "other_keys"), OTHERS)
def test_who_are_two_people(
    world: World, one: str, keys: Keys, other: str, other_keys: Keys
) -> None:
    world.person(one, "one", **keys)
    world.person(other, "other", **other_keys)
    assert found(world) == ()


def test_two_who_sat_at_one_table_are_two(world: World) -> None:
    """Unless they have the same name: one meal may have been logged with both notes."""
    for name in ("Jon Smith", "John Smith", "Ana Silva"):
        world.person(name)
    world.person("Ana Silva", "ana-silva-2")
    assert len(found(world)) == 2
    world.met("2026-11-01", "jon-smith", "john-smith", "ana-silva", "ana-silva-2")
    assert [pair.names for pair in found(world)] == [("Ana Silva", "Ana Silva")]


def test_many_with_one_first_name_at_one_firm_are_counted(world: World) -> None:
    for name in ("Bauer", "Conti", "Dang", "Eriksen"):
        world.person(f"Anna {name}", org="Acme")
    with world.index() as index:
        answer = load_duplicates(index)
    assert (answer.found, answer.crowded) == ((), 1)


def test_the_one_to_keep_is_the_one_you_know(world: World) -> None:
    world.person("Ana Silva", "a")
    world.person("Ana Silva", "bb", circle="wide")
    world.person("Ana Silva", "ccc")
    world.met("2026-11-01", "ccc")
    pairs = [pair.people for pair in found(world)]
    assert sorted(pairs) == [("bb", "a"), ("bb", "ccc"), ("ccc", "a")]
