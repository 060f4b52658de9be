"""New notes read back the same, everywhere, and look as a person would have written them."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from hobnob.errors import UsageError
from hobnob.model import Note
from hobnob.notes.frontmatter import split_note
from hobnob.notes.read import read_note
from hobnob.notes.write import (
    find_field,
    parse_assignments,
    remark_on_unknown,
    render_note,
    render_scalar,
    split_list,
)

# The core schema of YAML 1.2.2, chapter 10.3.2: what is not text.
CORE = re.compile(
    r"""(?: null|Null|NULL|~| | true|True|TRUE|false|False|FALSE
      | [-+]?[0-9]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+
      | [-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?
      | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN) )\Z""",
    re.VERBOSE | re.ASCII,
)
TROUBLE = (
    "No", "yes", "ON", "y", "~", "null", "true", "12:30", "0123456", "1e3", "1_000", "0x1F", "0o17",
    "0b11", ".5", "-.inf", ".nan", "=", "<<", "2026-11-22", "2026-11-22 12:30:00", "-", "- a", "?",
    ": a", "a: b", "a:", "a #b", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a'", '"a"',
    "[a]", "{a}", "a, b", "a]", "", " a", "a ", "\ta", "a\tb", "a\nb", "a\r\nb", "\x00", "\x1b[0m",
    "\x85", "\u2028", "\ufeff", "---", "...", "it's \"both\"", "back\\slash", "[[grace|Grace]]",
    "中村 美咲", "🙂", "a:b", "https://x.example/a?b#c", "O'Brien", "C#", "e\u0301",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.sampled_from(TROUBLE),
    st.text(alphabet="0123456789-+:._eExXoT truefalsn~#'\"\\[]{},\n", max_size=12),
)


def reread(text: str) -> Note:
    return read_note("person", "x", "x.md", text.encode())


def every_example(test: Any) -> Any:
    for text in TROUBLE:
        test = example(text=text)(test)
    return test


@every_example
@given(text=TEXTS)
def test_any_text_reads_back_the_same(text: str) -> None:
    rendered = render_note(
        "person",
        {"name": "N", "location": text, "aliases": [text, "b"]},
        {"own": text, "l": [text]},
    )
    note = reread(rendered)
    assert not note.problems
    # Keys that hobnob knows are read without the blanks around them.
    assert note.values.get("location", "") == text.strip()
    aliases = [alias for alias in note.values["aliases"] if alias]
    assert aliases == list(dict.fromkeys(filter(None, (text.strip(), "b"))))
    assert note.extra == {"own": text, "l": [text]}


@every_example
@given(text=TEXTS)
def test_any_text_is_the_same_text_to_yaml_1_1(text: str) -> None:
    rendered = render_note("person", {"location": text, "aliases": [text]}, {text: text})
    head = split_note(rendered).head
    same = {"location": text, "aliases": [text]} | {text: text}
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert yaml.load(head or "", loader) == same  # noqa: S506 - safe


@every_example
@given(text=TEXTS)
def test_any_text_is_text_to_yaml_1_2(text: str) -> None:
    for rendered in (render_scalar(text, flow=True), render_scalar(text, flow=False)):
        if rendered[0] not in "'\"":
            assert rendered == text
            assert not CORE.match(rendered)


@every_example
@given(text=TEXTS)
def test_a_body_reads_back_the_same(text: str) -> None:
    body = text
    if "\x00" in body:
        with pytest.raises(ValueError, match="NUL"):
            render_note("person", {"name": "N"}, {}, body)
        return
    read = reread(render_note("person", {"name": "N"}, {}, body)).body
    assert read == (body if body.endswith("\n") or not body else body + "\n")


@pytest.mark.parametrize(
    "text",
    ["Grace Hopper", "O'Brien", "C#", "https://x.example/a?b=c#d", "+44 117 496 0158",
     "12:30 sharp", "6 weeks", "2026-11", "中村 美咲", "a, b",
     "St Aldhelm's, Bristol", "No more", "Cobb & Daughters"],
)  # fmt: skip
def test_ordinary_text_stands_without_quotes(text: str) -> None:
    assert render_scalar(text, flow=False) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [("No", '"No"'), ("12:30", '"12:30"'), ('say "no": twice', "'say \"no\": twice'"),
     ("it's: \"so\"", '"it\'s: \\"so\\""'), ("a\nb", '"a\\nb"'), ("a\x1bb", '"a\\x1bb"')],
)  # fmt: skip
def test_quotes_are_the_ones_that_need_the_least(text: str, written: str) -> None:
    assert render_scalar(text, flow=False) == written


def test_commas_and_brackets_are_quoted_only_in_a_list() -> None:
    assert render_scalar("a, b", flow=False) == "a, b"
    assert render_scalar("a, b", flow=True) == '"a, b"'
    assert render_scalar("a]", flow=True) == '"a]"'
    assert render_scalar("who?", flow=False) == "who?"
    assert render_scalar("who?", flow=True) == '"who?"'


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="not valid Unicode"):
        render_scalar("a\udc80", flow=False)


def test_a_note_looks_as_a_person_would_write_it() -> None:
    values = {
        "tags": ["a", "b"], "name": "2026-11-22", "birthday": "--12-09", "met_on": "2019-05-01",
        "private": True, "phones": ["0123456"],
        "roles": [{"org": "Ogilvy", "title": "No", "since": "2024"}, {"org": "Cobb & Daughters"}],
    }  # fmt: skip
    assert render_note("person", values, {"shoe_size": "large"}, "A good listener.") == (
        "---\n"
        'name: "2026-11-22"\n'
        'phones: ["0123456"]\n'
        "birthday: --12-09\n"
        "roles:\n"
        "  - org: Ogilvy\n"
        '    title: "No"\n'
        '    since: "2024"\n'
        "  - org: Cobb & Daughters\n"
        "met_on: 2019-05-01\n"
        "tags: [a, b]\n"
        "private: true\n"
        "shoe_size: large\n"
        "---\n"
        "A good listener.\n"
    )


def test_a_moment_and_a_mapping_read_back_the_same() -> None:
    text = render_note("interaction", {"date": "2026-11-22T12:30", "people": ["no", "a"]})
    assert text == '---\ndate: 2026-11-22 12:30\npeople: ["no", a]\n---\n'
    note = read_note("interaction", "x", "x.md", text.encode())
    assert note.values == {"date": "2026-11-22T12:30", "people": ["no", "a"]}
    text = render_note("plan", {"name": "P", "expect": {"reached": 0.35, "no": 0.5}})
    assert "expect:\n  reached: 0.35\n" in text
    plan = read_note("plan", "x", "x.md", text.encode())
    assert (plan.values["expect"], plan.problems) == ({"reached": 0.35, "no": 0.5}, [])


def test_a_long_list_stands_one_item_a_line() -> None:
    people = [f"somebody-number-{n}" for n in range(9)]
    text = render_note("plan", {"name": "P", "people": people})
    assert "people:\n  - somebody-number-0\n  - somebody-number-1\n" in text
    assert read_note("plan", "x", "x.md", text.encode()).values["people"] == people


# ---------------------------------------------------------------- key=value


@pytest.mark.parametrize(
    ("text", "items"),
    [("a,b", ["a", "b"]), (" a , b ", ["a", "b"]), ('"a, b",c', ["a, b", "c"]), ("a\\,b", ["a,b"]),
     ('say "a",b', ['say "a"', "b"]), ('"a', ['"a']), ('"a\\"b"', ['a"b']), ("a,,b,", ["a", "b"]),
     ("", []), ("a\\", ["a\\"]), ("C:\\x", ["C:\\x"])],
)  # fmt: skip
def test_lists_are_split_at_commas(text: str, items: list[str]) -> None:
    assert split_list(text) == items


@given(st.lists(st.text(min_size=1).filter(lambda t: t == t.strip())))
def test_a_quoted_list_splits_into_what_was_quoted(items: list[str]) -> None:
    quoted = [item.replace("\\", "\\\\").replace('"', '\\"') for item in items]
    assert split_list(",".join(f'"{item}"' for item in quoted)) == items


def test_values_are_read_by_the_declaration() -> None:
    values, extra = parse_assignments(
        "person",
        ["emails=a@x.example,b@x.example", "tag=#math", "tags=navy", "org=Ogilvy", "private=yes",
         "keep-in-touch=6 weeks", "shoe_size=9", "shoe_size=10", "alias=Gracie"],
    )  # fmt: skip
    assert values == {
        "emails": ["a@x.example", "b@x.example"], "tags": ["math", "navy"], "org": "Ogilvy",
        "private": True, "keep_in_touch": "6 weeks", "aliases": ["Gracie"],
    }  # fmt: skip
    assert extra == {"shoe_size": ["9", "10"]}
    rates, _ = parse_assignments("plan", ["expect=reached: 7 of 20, met: 50%"])
    assert rates == {"expect": {"reached": 0.35, "met": 0.5}}


@pytest.mark.parametrize(
    ("assignment", "says"),
    [
        ("Hopper", "not key=value"),
        ("circle=nearest", "circle: 'nearest' is no circle"),
        ("birthday=1906-13-09", "birthday: "),
        ("emails=grace", "not an e-mail address"),
        ("tags=", "has no value"),
        ("roles=x", "org=… and title=…"),
        ("a b=c", "cannot be a key"),
        ("=c", "cannot be a key"),
        ("own=a\x00b", "NUL"),
        ("own=a\udc80b", "not UTF-8"),
    ],
)
def test_what_is_not_right_is_said_with_what_would_be(assignment: str, says: str) -> None:
    with pytest.raises(UsageError, match=re.escape(says)):
        parse_assignments("person", [assignment])


def test_a_key_that_takes_one_value_is_given_once() -> None:
    with pytest.raises(UsageError, match="circle: a person has only one"):
        parse_assignments("person", ["circle=close", "circle=wide"])


def test_an_unknown_key_near_a_known_one_is_pointed_out() -> None:
    assert find_field("person", "emials") is None
    assert "did you mean emails?" in remark_on_unknown("person", "emials")
    assert "did you mean" not in remark_on_unknown("person", "shoe")
