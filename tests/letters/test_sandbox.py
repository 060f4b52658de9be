"""Templates: what they may say, and that nothing else gets out of them, or keeps anybody waiting.

None of these measures time: the calls and the bytes that a template causes are counted. A template
that got through would never end, or fill the memory.
"""

from __future__ import annotations

import sys
import tracemalloc

import pytest
from jinja2.sandbox import SandboxedEnvironment

from hobnob.letters.filters import FILTERS, LONGEST_TEXT
from hobnob.letters.sandbox import (
    LONGEST_SOURCE,
    Fields,
    LetterTemplate,
    MissingError,
    TemplateError,
)

MOST_CALLS = 1_000_000
"""Ten for each character or item that a template may handle."""
MOST_BYTES = 10_000_000

GRACE = Fields(
    "person",
    {
        "name": "Grace Hopper",
        "first_name": "Grace",
        "tags": ["navy", "compilers"],
        "contacts": 7,
        "roles": [Fields("person.roles", {"org": "Navy"}), Fields("person.roles", {"org": "DEC"})],
    },
)
VALUES = {"person": GRACE, "role": Fields("role", {}), "today": "2026-11-22"}


def render(source: str) -> str:
    return LetterTemplate(source).render(VALUES)


def render_bounded(source: str) -> str:
    """Return the text of a template; check that it takes few calls and bytes to make it or not."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    template = LetterTemplate(source)
    tracemalloc.start()
    sys.setprofile(count)
    try:
        return template.render(VALUES)
    finally:
        sys.setprofile(None)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert calls < MOST_CALLS
        assert most < MOST_BYTES


def refusal(source: str) -> TemplateError | MissingError:
    with pytest.raises((TemplateError, MissingError)) as caught:
        render_bounded(source)
    error = caught.value
    assert isinstance(error, TemplateError | MissingError)
    return error


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Dear {{ person.first_name }},\n", "Dear Grace,\n"),
        ("{{ person['first_name'] }}", "Grace"),
        ("{% for t in person.tags %}{{ loop.index }} {{ t }}{% if not loop.last %}, {% endif %}{% endfor %}",
         "1 navy, 2 compilers"),
        ("{% for r in person.roles %}{{ r.org }};{% endfor %}", "Navy;DEC;"),
        ("{{ today|date }}", "22 November 2026"),
        ("{{ today[:4] }}{{ person.tags[-1] }}", "2026compilers"),
        ("{{ person.name.split()[0].upper() }}", "GRACE"),
        ("{{ person.tags|join(' and ') }}", "navy and compilers"),
        ("{{ person.contacts + 1 }}{{ 'a' ~ 1 ~ 'b' }}", "8a1b"),
        ("{{ person.nick|default('you') }}", "you"),
        ("{% if person.nick is defined %}a{% else %}b{% endif %}", "b"),
        ("{% set x = person.name|lower %}{{ x|title }}", "Grace Hopper"),
        ("{% set x %}a{{ person.contacts }}{% endset %}{{ x }}{{ x }}", "a7a7"),
        ("{{ 'Grace' in person.name and person.contacts > 3 }}", "True"),
        ("{% raw %}{{ x }}{% endraw %}{# a remark #}", "{{ x }}"),
        ("{{ person.name|replace('Hopper', 'H.')|truncate(3) }}", "Gra…"),
        ("{% with n = person.tags|length %}{{ n }}{% endwith %}", "2"),
        ("<b>{{ person.name|sort|first if false else 'plain & text' }}</b>", "<b>plain & text</b>"),
    ],
)  # fmt: skip
def test_what_a_letter_may_say(source: str, text: str) -> None:
    assert render(source) == text


@pytest.mark.parametrize(
    ("source", "field", "line"),
    [
        ("\n\n{{ role.org }}", "role.org", 3),
        ("{{ news }}", "news", 1),
        ("a\n{% if person.nick %}b{% endif %}", "person.nick", 2),
        ("{{ person.nick|upper }}", "person.nick", 1),
        ("{{ person.roles[0].since }}", "person.roles.since", 1),
        ("\n{% for x in person.nope %}{% endfor %}", "person.nope", 2),
        ("{{ person.nick ~ 'x' }}", "person.nick", 1),
        ("{{ person.nick.deeper }}", "person.nick", 1),
        ("{{ person.items }}", "person.items", 1),
    ],
)
def test_what_is_not_known_is_named_with_its_line(source: str, field: str, line: int) -> None:
    with pytest.raises(MissingError) as caught:
        render(source)
    assert (caught.value.field, caught.value.line) == (field, line)


INTERNALS = [
    "{{ ''.__class__ }}",
    "{{ person.__class__.__mro__ }}",
    "{{ person['__class__'] }}",
    "{{ person|attr('__class__') }}",
    "{{ ''['__class__'] }}",
    "{{ person.name.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ self }}",
    "{{ loop.__init__ }}",
    "{% for x in person.tags %}{{ loop._iterator }}{% endfor %}",
    "{% for x in person.tags %}{{ loop }}{% endfor %}",
    "{% for x in person.tags %}{{ loop.cycle('a') }}{% endfor %}",
    "{% set g = person.tags %}{{ g.append('x') }}",
    "{{ person.update({'name': 'x'}) }}",
    "{{ person.pop('name') }}",
    "{{ '{0.__class__}'.format(person) }}",
    "{{ '{0.__class__}'.format_map(person) }}",
    "{{ '%s'|format(person) }}",
    "{{ person|pprint }}",
    "{{ person|tojson }}",
    "{{ person.roles|map(attribute='__class__')|list }}",
    "{{ person.tags.__add__ }}",
    "{{ cycler('a') }}",
    "{{ lipsum(n=1000000) }}",
    "{{ namespace() }}",
    "{{ dict(a=1) }}",
    "{{ joiner() }}",
    "{{ person is callable }}",
    "{% set person.name = 'x' %}",
    "{% do person.tags.clear() %}",
    "{{ {'a': 1} }}",
    "{{ person.name.encode('utf-16') }}",
    "{% debug %}",
]
OTHER_FILES = [
    "{% include 'people/ada.md' %}",
    "{% include ['a', 'b'] ignore missing %}",
    "{% import 'a' as b %}",
    "{% from 'a' import b %}",
    "{% extends 'a' %}",
    "{% block a %}{{ self.a() }}{% endblock %}",
]
LETTERS = "['a','b','c','d','e','f','g','h','i','j']"


def nested(depth: int, body: str = "x") -> str:
    opened = "".join(f"{{% for x{n} in a %}}" for n in range(depth))
    return f"{{% set a = {LETTERS} %}}{opened}{body}{'{% endfor %}' * depth}"


ENDLESS = [
    "{% for i in range(10**9) %}{% endfor %}",
    "{{ range(10**9)|list }}",
    nested(5),
    nested(12),
    nested(30),
    nested(3, "{{ person.name|upper|lower|title|trim }}" * 20),
    nested(2, "a" * 9_000),
    "{% for x in 'aaaaaaaa' %}{% endfor %}",
    "{{ 'a' * 10**9 }}",
    "{{ ['a'] * 10000000000 }}",
    "{{ 10**10**8 }}",
    "{{ " + "9" * 15_000 + " }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'a'|center(1000000000) }}",
    "{{ 'a'.center(1000000000) }}",
    "{{ 'a'.ljust(1000000000) }}",
    "{{ 'a'.zfill(1000000000) }}",
    "{{ 'a\t'.expandtabs(1000000000) }}",
    "{{ 'a'|indent(1000000000) }}",
    "{{ ('a ' * 100)|wordwrap(1) }}",
    "{{ 'a'|urlize }}",
    "{{ 'aaaa'|batch(1000000000, 'x')|list }}",
    "{{ 'a'|slice(1000000000)|list }}",
    "{{ 'a'.join(person.tags) }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a + a %}" * 40 + "{{ a }}",
    "{% set a %}aaaaaaaaaa{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40 + "{{ a }}",
    "{% set a = 'a' * 9 %}",
    "{% set a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' %}" + "{% set a = a|replace('a', a) %}" * 9,
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = [a, a, a, a]|join(a) %}" * 12,
    "{% set a = [1, 1] %}" + "{% set a = [a, a] %}" * 60 + "{{ a }}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{% macro f(n) %}{{ f(n + 1) }}{{ f(n + 1) }}{% endmacro %}{{ f(0) }}",
    "{% call f() %}{% endcall %}",
    "{% for x in person.roles recursive %}{{ loop(person.roles) }}{% endfor %}",
    "{{ " + "(" * 5_000,
    "{{ " + "not " * 4_000 + "a }}",
    "{{ a" + "+a" * 5_000 + " }}",
    "{{ a" + ".a" * 5_000 + " }}",
    "{{ a" + "|d" * 5_000 + " }}",
    "{% if 1 %}" * 300 + "{% endif %}" * 300,
    "[" * 10_000 + "{{" + "[" * 5_000,
    "a" * 1_000_000,
    "{{ 'aaaaaaaaaa' }}" * 1_200,
    "{{ person.name|filesizeformat }}",
    "{{ person.name is matching('(a+)+$') }}",
    "{% for a in 'x' * 99999 %}{% for b in 'x' * 99999 %}{% endfor %}{% endfor %}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '%1000000000d' is even }}",
    "{% set a = '" + "ab " * 1_000 + "'.split() %}{{ a|join('" + "c" * 9_000 + "') }}",
    "{% set a = '" + "a" * 5_000 + "' %}{{ a|replace('a', a) }}",
    "{% set a = [1] %}{% set b = [1] %}" + "{% set a = [a, a] %}{% set b = [b, b] %}" * 60
    + "{{ a == b }}",
    "{% set a = [1] %}" + "{% set a = a + a %}" * 60,
    "{% set n = 9 %}" + "{% set n = n * n %}" * 60,
    nested(3, "{% set a %}" + "x" * 5_000 + "{% endset %}"),
    "{% set y %}" + nested(4, "{{ 'a" + "x" * 5_000 + "' }}") + "{% endset %}",
    nested(2, "{{ '" + "b a " * 1_000 + "'|split|sort|first }}"),
]  # fmt: skip
ODD = [
    "{{ x",
    "{% nonsense %}",
    "{{ 1 / 0 }}",
    "{{ -person.name }}",
    "{{ person.name < 3 }}",
    "{{ person }}",
    "{{ person.tags }}",
    "{{ none }}",
    "{{ person.contacts.x }}",
    "{{ person.name|date }}",
    "{{ []|first }}",
    "{% autoescape true %}a{% endautoescape %}",
    "{{ person.name|nonsense }}",
]


HARMLESS = {
    "{{ 999999999999 * 999999999999 }}": "999999999998000000000001",
    "{{ 1e300 * 1e300 }}": "inf",
    "{{ person.name|replace('', '-') }}": "-G-r-a-c-e- -H-o-p-p-e-r-",
    "{{ person.name|default(*person.tags) }}": "Grace Hopper",
    "{% filter upper %}a{% endfilter %}": "A",
    "{{ person.name[::2] }}": "GaeHpe",
    "{{ [person.name, 'x']|join(' and ') }}": "Grace Hopper and x",
    "{% if false %}{{ ''.__class__ }}{% endif %}": "",
}
"""What is of no use to a letter, and does no harm."""


@pytest.mark.parametrize("source", INTERNALS + OTHER_FILES + ENDLESS + ODD, ids=lambda s: s[:40])
def test_what_a_letter_may_not_is_refused_with_its_line(source: str) -> None:
    error = refusal(source)
    assert error.line == 1
    assert 0 < len(str(error)) < 300


@pytest.mark.parametrize(("source", "text"), HARMLESS.items())
def test_what_does_no_harm_is_let_through(source: str, text: str) -> None:
    assert render_bounded(source) == text


@pytest.mark.parametrize("source", OTHER_FILES[:5])
def test_another_file_is_not_even_looked_for(source: str) -> None:
    assert "a letter stands on its own" in str(refusal(source))


@pytest.mark.parametrize(
    "bad",
    ["{{ ''.__class__ }}", "{% include 'x' %}", "{{ 'a' * 9 }}", "{{ 1 / 0 }}", "{{ a() }}",
     "{% for a in person.tags %}{% for b in 'x' %}{% endfor %}{% endfor %}", "{{ person.tags }}"],
)  # fmt: skip
def test_the_line_is_the_one_it_stands_on(bad: str) -> None:
    assert refusal(f"Dear\n{{{{ person.name }}}},\n\n{bad}\n\nYours,\n").line == 4


def test_the_first_of_several_faults_is_told() -> None:
    assert refusal("\n{% include 'a' %}\n{% macro f() %}{% endmacro %}").line == 2


def test_the_budget_is_anew_for_every_letter() -> None:
    template = LetterTemplate("{% for t in person.tags %}{{ t }}{% endfor %}" * 20)
    assert {template.render(VALUES) for _ in range(1_000)} == {"navycompilers" * 20}


def test_a_loop_within_the_bounds_is_let_through_and_one_beyond_is_not() -> None:
    """The bound is a count, and the same on every machine."""
    items = ["x"] * 300
    once = "{% for x in items %}{% if false %}{% endif %}{% endfor %}"
    twice = f"{{% for y in items %}}{once}{{% endfor %}}"
    assert LetterTemplate(once).render({"items": items}) == ""
    with pytest.raises(TemplateError, match="too many steps"):
        LetterTemplate(twice).render({"items": items})


def test_every_filter_is_bounded_by_the_length_of_a_text() -> None:
    """However long a note's own text is, no filter makes more of it than a letter may have."""
    long = {"x": "a b " * 200_000, "list": ["word"] * 200_000}
    for name in FILTERS:
        for what in ("x", "list"):
            arguments = {"replace": "('a', 'bb')", "default": "('y')", "truncate": "(9999999)"}.get(
                name, ""
            )
            with pytest.raises(TemplateError):
                LetterTemplate(f"{{{{ {what}|{name}{arguments} ~ {what} }}}}").render(long)


def test_a_template_sees_nothing_but_its_values() -> None:
    environment = SandboxedEnvironment()

    for name in [*environment.globals, "self", "super", "caller", "loop", "print"]:
        refusal(f"{{{{ {name} }}}}")
    for name in set(environment.filters) - {*FILTERS, "d"}:
        assert "there is no filter" in str(refusal(f"{{{{ 'a'|{name} }}}}"))


def test_a_source_may_be_as_long_as_it_says() -> None:
    assert render("a" * LONGEST_TEXT) == "a" * LONGEST_TEXT
    assert refusal("a" * (LONGEST_TEXT + 1)).line == 1
    assert "characters" in str(refusal(" " * (LONGEST_SOURCE + 1)))
