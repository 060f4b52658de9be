"""What `check` says of a template before anybody drafts with it."""

from __future__ import annotations

import pytest

from hobnob.letters.vocabulary import fields_said
from tests.conftest import World


def faults(world: World, body: str, subject: str = "x") -> list[tuple[int, str]]:
    """Write a template whose body begins on line 4; return the lines and words of its faults."""
    world.write("letters/a.md", f"---\nsubject: {subject}\n---\n{body}".encode())
    found = world.run("check --json").json
    assert {p["code"] for p in found} <= {"letter-template"}
    return [(p["line"], p["message"]) for p in found]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("{{ person.frist_name }}", "did you mean person.first_name?"),
        ("{{ person['frist_name'] }}", "did you mean person.first_name?"),
        ("{% if news %}x", "if"),
        ("{% include 'b' %}", "a letter stands on its own"),
        ("{{ persn.name }}", "did you mean person?"),
        ("{{ role.titel|upper }}", "did you mean role.title?"),
        ("{{ person.name|nonsense }}", "there is no filter 'nonsense'"),
        ("{{ x", "end of"),
    ],
)
def test_a_fault_is_found_on_its_line(world: World, bad: str, says: str) -> None:
    ((line, message),) = faults(world, f"Dear\n\n{bad}\n")
    assert line == 6
    assert says in message


def test_every_wrong_name_is_found_once(world: World) -> None:
    found = faults(world, "{{ person.a1 }}\n{{ person.b2 }}\n{{ person.a1 }}\n")
    assert [line for line, _ in found] == [4, 5]


def test_a_fault_in_the_subject_and_a_template_that_says_nothing(world: World) -> None:
    ((line, message),) = faults(world, "Dear\n", "'{{ person.frist_name }}'")
    assert (line, message[:9]) == (2, "subject: ")
    assert "no text below" in faults(world, "")[0][1]


@pytest.mark.parametrize(
    "fine",
    [
        "{{ person.first_name }} {{ role.org }} {{ news }} {{ plan.goal }} {{ today|date }}",
        "{{ person.nick|default('you') }}",
        "{% if person.nick is defined %}{{ person.nick }}{% endif %}",
        "{% for r in person.roles %}{{ loop.index }} {{ r.org }} {{ r.x }}{% endfor %}",
        "{% set who = person.name %}{{ who }}{{ person.name.split()[0].upper() }}",
        "{{ person.hobby }} {{ person.roles[0].since }}",
        "{% raw %}{{ person.frist_name }}{% endraw %}{# {{ person.frist_name }} #}",
    ],
)
def test_what_may_be_said_is_no_fault(world: World, fine: str) -> None:
    world.person("Ada", hobby="engines")
    assert faults(world, fine) == []


def test_the_sample_has_no_faults(sample: World) -> None:
    assert "letter-template" not in sample.run("check").out


def test_a_template_knows_what_it_says() -> None:
    assert fields_said("a {{ person.name }}\n{{ news|upper }}") == (
        (1, "person.name"), (1, "person"), (2, "news"),
    )  # fmt: skip
