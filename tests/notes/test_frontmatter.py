"""The two readers of front matter agree: whenever the quick one answers, YAML gives the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hobnob.notes.frontmatter import (
    read_head,
    read_plain,
    read_yaml,
    split_note,
)
from hobnob.notes.nodes import FrontMatterError, Mapping, Scalar, plain_value
from tests.conftest import SAMPLE

PLAIN = [
    "",
    "\n",
    "# only a comment\n",
    "name: Grace Hopper\n",
    "name:Grace\n",
    "name:\n",
    "name: \n",
    "name: ~\n",
    "name: null\n",
    "name: No\nplace: 12:30\nphones: 0123456\nn: 1e3\nd: 2026-13-45\n",
    "content: x\nhandler: y\nmetadata: z\n",
    "name: a  \nplace: b\n",
    "name:   spaced\n",
    "tags: [a, b]\n",
    "tags: [a, b]  \n",
    "tags: [ a , b ]\n",
    "tags: []\n",
    "tags: [ ]\n",
    "tags: [a, b,]\n",
    "tags: [a,, b]\n",
    "tags: [,]\n",
    "tags: [a b, c-d, e.f]\n",
    "tags: ['a, b', \"c\"]\n",
    "tags: ['', \"\"]\n",
    "tags: [a'b, c]\n",
    "people: [[ada]]\n",
    "people: [[ada, grace]]\n",
    "people:\n  - ada\n  - grace\n",
    "people:\n- ada\n- grace\n",
    "people:\n- ada\nname: x\n",
    "people:\n  - ada\n\n  - grace\n",
    "people:\n  - ada\n  # a comment\n  - grace\n",
    "people:\n  - ada\n\nname: x\n",
    "people:\n\n  - ada\n",
    "people:\n  -\n  - ada\n",
    "people:\n  -  ada\n",
    "people:\n  - - ada\n",
    "people:\n  - ada\n    grace\n",
    "people:\n  - ada\n - grace\n",
    "people:\n  - 'ada'\n  - \"grace\"\n",
    "roles:\n  - org: Acme\n    title: Head\n  - org: Other\n",
    "roles:\n  - org: Acme\n    since: 2020-01\n    until:\n",
    "roles:\n  - {org: Acme, since: 2020}\n",
    "roles:\n  - org: Acme\n   title: Head\n",
    "roles:\n  - org: Acme\n     title: Head\n",
    "roles:\n  - org: Acme\n\n    title: Head\n",
    "roles:\n- org: Acme\n  title: Head\nname: x\n",
    "roles:\n  - org: Acme\n    tags: [a, b]\n",
    "roles:\n  - org: Acme\n    org: Acme\n",
    "expect:\n  reached: 7 of 20\n",
    "expect: {reached: 0.4}\n",
    "name: a # comment\n",
    "name: a # comment\n  b\n",
    "name: a # b: c\n",
    "name: a: b # c\n",
    "people:\n  - ada # c\n  - grace\n",
    "birthday: --12-09\n",
    "name: -\n",
    "name: - # c\n",
    "people:\n  - -a\n  - --\n",
    "phones: [+1 555 0100, +]\n",
    "links: [https://example.org/a, http://a:b]\n",
    "links: [a:/b, a://, a:, ://a]\n",
    "name: a #b\n",
    "name: a#b\n",
    "name: #b\n",
    "name: a: b\n",
    "name: a:b\n",
    "name: a:\n",
    "name: 'it''s'\n",
    "name: 'its\n",
    'name: "a\\tb"\n',
    'name: "a" b\n',
    "name: 'a' # c\n",
    "name: -a\n",
    "name: - a\n",
    "name: ?a\n",
    "name: ? a\n",
    "name: @a\n",
    "name: `a\n",
    "name: %a\n",
    "%a: b\n",
    "name: !x a\n",
    "name: &a b\nplace: *a\n",
    "name: *a\n",
    "name: |\n  a\n  b\n",
    "name: >-\n  a\n",
    "name: a\n  b\n",
    "name: a\n\tb\n",
    "name:\ta\n",
    "\tname: a\n",
    "name: a\tb\n",
    "name: a\t\n",
    " name: a\n",
    "name: a\n place: b\n",
    "name: a\nname: b\n",
    "? name\n: a\n",
    "'name': a\n",
    "a b: c\n",
    "1: a\n",
    "<<: a\n",
    "é: a\n",
    "name: é\n",
    "name: 王小明\nplace: Αθήνα\n",
    "name: a\r\nplace: b\r\n",
    "people:\r\n  - ada\r\n  - grace\r\n",
    "name: a\rplace: b\n",
    "name: a\x85b\n",
    "name: a\u2028b\n",
    "name: a\ufeffb\n",
    "name: \U0001f600\n",
    "name: a\x07b\n",
    "name: [a\n",
    "name: a]\n",
    "name: {a: b}\n",
    "name: a, b\n",
    "name: a}b\n",
    "tags: [a: b]\n",
    "tags: [a:b]\n",
    "tags: [+44 7700, +, +a:b]\n",
    "tags: [a::b]\n",
    "tags: [a:]\n",
    "tags: [a:, b]\n",
    "tags: [a:[b]]\n",
    "tags: [urn:a, https://a.b/c, a:b:c ]\n",
    "vcard:TEL: ;TYPE=CELL:+44\n",
    "vcard:TEL:\n  - a\n",
    "a:b: c: d\n",
    "a::b: c\n",
    "a:: b\n",
    "a:-b: c\n",
    "- a:b: c\n",
    "people:\n  - a:b: c\n",
    "tags: [a#b, c #d]\n",
    "tags: [-a]\n",
    "tags: [- a]\n",
    "tags: [?a]\n",
    "tags: ['a'b]\n",
    "tags: ['a' , b]\n",
    "tags: [a] # c\n",
    "tags: [a]]\n",
    "tags: [a][b]\n",
    "just text\n",
    "- a\n- b\n",
    "name: a\n# end",
    "name: a\n   \nplace: b\n",
    "name:\n  \nplace: b\n",
    "name:\n\nplace: b\n",
    "name:\n# c\nplace: b\n",
    "name: ---\n",
    "name: --- a\n",
    "name: a\n--- b\n",
    "name: ...\n",
    "key" * 40 + ": a\n",
    "a" + ":b" * 600 + ": c\n",
    "a" * 1100 + ": b\n",
]

WORDS = st.sampled_from(
    ["a", "Ada", "grace-hopper", "a b", "2026-11-22", "12:30", "~", "No", "0123", "x: y", "a:", ":a",
     "'q'", '"q"', "'", '"', "''", '""', "a 'b'", "#", " #c", "a#b", "-", "- ", "-x", "?", "? x", ",",
     "[", "]", "[]", "[a]", "{", "}", "{}", "&a", "*a", "!t", "|", ">", "%", "@", "`", "\t", "  ", " ",
     "\\", "é", "王", "\x85", "\u2028", "\ufeff", "\xa0", "---", "...", "=", "<<", "null", "_", "a\tb",
     "+", "+44 7", "a:b", ":", "://",
     "+1", "--12", "https://a.b/c", " # c"]
)  # fmt: skip
VALUES = st.lists(WORDS, max_size=4).map("".join) | st.lists(WORDS, max_size=4).map(", ".join)
KEYS = st.sampled_from(
    ["name", "tags", "people", "a_b", "a-b", "_", "org", "é", "1", "a b", "'k'", "v:T", "v:"]
)
LINES = st.one_of(
    st.builds("{}: {}".format, KEYS, VALUES),
    st.builds("{}: [{}]".format, KEYS, VALUES),
    st.builds("{}:".format, KEYS),
    st.builds("{}- {}".format, st.sampled_from(["", "  ", "    ", " "]), VALUES),
    st.builds("{}- {}: {}".format, st.sampled_from(["", "  "]), KEYS, VALUES),
    st.builds("{}{}: {}".format, st.sampled_from(["  ", "    ", " "]), KEYS, VALUES),
    st.builds("{}# {}".format, st.sampled_from(["", "  "]), VALUES),
    st.sampled_from(["", " ", "  ", "\t"]),
    VALUES,
)
HEADS = st.builds(
    lambda lines, end: "".join(line + end for line in lines),
    st.lists(LINES, max_size=6),
    st.sampled_from(["\n", "\n", "\r\n"]),
)

# Heads as people write them, with one sign put in, or taken out, anywhere.
_TEXT = st.sampled_from(
    ["a", "Ada L", "x-y", "2026-11-22", "12:30", "~", "'q r'", '"s, t"', "a#b", "e.", "+44 7",
     "https://e.f"]
)  # fmt: skip
_BLOCKS = st.one_of(
    st.builds("k: {}\n".format, _TEXT),
    st.builds("tags: [{}]\n".format, st.lists(_TEXT, max_size=3).map(", ".join)),
    st.builds("l:\n{}".format, st.lists(st.builds("  - {}\n".format, _TEXT), max_size=3).map("".join)),
    st.builds("m:\n{}".format, st.lists(st.builds("- {}\n".format, _TEXT), max_size=3).map("".join)),
    st.builds(
        "r:\n{}".format,
        st.lists(
            st.builds("  - org: {}\n    since: {}\n".format, _TEXT, _TEXT), max_size=2
        ).map("".join),
    ),
    st.sampled_from(["\n", "# c\n", "n:\n", "n: \n"]),
)  # fmt: skip
_SIGNS = st.sampled_from([*" \n\t-:?[]{},#'\"&*!|>%@`\\~é=.", "\r\n", "  ", "- ", ": ", " #", ", "])
NEARLY = st.builds(
    lambda blocks, at, sign, drop: (
        lambda t, i: t[:i] + sign + t[i + drop :]
    )("".join(blocks), int(at * len("".join(blocks)))),
    st.lists(_BLOCKS, min_size=1, max_size=4), st.floats(0, 0.999), _SIGNS | st.just(""),
    st.integers(0, 2),
)  # fmt: skip


def agree(head: str) -> bool:
    """Whether the quick reader had an answer; then YAML's must be the same, places and all."""
    plain = read_plain(head)
    if plain is None:
        return False
    assert repr(plain) == repr(read_yaml(head)), head
    return True


@pytest.mark.parametrize("head", PLAIN)
def test_the_readers_agree_on_odd_heads(head: str) -> None:
    agree(head)


@settings(max_examples=500)
@given(HEADS)
@example("name:\n- a\n")
def test_the_readers_agree_on_any_head(head: str) -> None:
    split = split_note(f"---\n{head}---\n")
    agree(split.head or "")


@settings(max_examples=500)
@given(NEARLY)
def test_the_readers_agree_on_a_head_with_a_slip(head: str) -> None:
    try:
        split = split_note(f"---\n{head}---\n")
    except FrontMatterError:
        return
    agree(split.head or "")


@settings(max_examples=500)
@given(st.text(alphabet=" \n-:[]{}#'\"ab,\t+/", max_size=40))
def test_the_readers_agree_on_any_signs(head: str) -> None:
    split = split_note(f"---\n{head}\n---\n")
    agree(split.head or "")


def test_the_readers_agree_on_the_sample_and_the_quick_one_reads_most_of_it() -> None:
    heads = [split_note(p.read_text(encoding="utf-8")).head for p in SAMPLE.rglob("*.md")]
    quick = [agree(head) for head in heads if head is not None]
    assert len(quick) > 300
    assert sum(quick) > 0.9 * len(quick)


def test_the_shapes_that_nearly_all_notes_have_are_read_quickly() -> None:
    for head in (
        'name: Grace Hopper\naliases: [Amazing Grace, "G. H."]\n',
        "people:\n  - ada\n  - grace\ndate: 2026-11-22 12:30\n",
        "roles:\n  - org: Acme\n    since: 2020-01\n  - org: Other\ntags: []\n",
        "# a comment\n\nname: x\r\nplace: y\r\n",
        "phones: [+1 555 0100]\nlinks: [https://example.org/a]\nbirthday: --12-09\n",
        "kind: meal  # as I remember it\n",
        "phones: [+44 7700 900123]\nlinks: [https://a.example/b, urn:c]\nvcard:TEL: ;A=B:+44\n",
    ):
        assert agree(head)


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("name: No\n", "No"),
        ("name: 12:30\n", "12:30"),
        ("name: 0123456\n", "0123456"),
        ("name: 1e3\n", "1e3"),
        ("name: 2026-13-45\n", "2026-13-45"),
        ("name: ~\n", None),
        ("name: '~'\n", "~"),
        ("name: !!int 3\n", "3"),
        ("name: >-\n  a\n  b\n", "a b"),
        ("name: &x [a, b]\n", ["a", "b"]),
        ("name: {1: 2, true: no}\n", {"1": "2", "true": "no"}),
    ],
)
def test_a_scalar_is_what_was_written(head: str, value: object) -> None:
    assert plain_value(read_head(head).entries[0][1]) == value


@pytest.mark.parametrize(
    ("head", "line", "column"),
    [
        ("a: 1\nb: [x\nc: 2\n", 3, 4),
        ("a: 1\nb: 'x\nc: 2\n", 3, 4),
        ("a: 1\nb: x: y\n", 3, 5),
        ("a: 1\n\tb: 2\n", 3, 1),
        ("a: 1\nb: @x\n", 3, 4),
        ("a: 1\r\nb: \x07\r\n", 3, 4),
        ("a: x\u2028  y\nb: @x\n", 3, 4),
        ("a: x\r  y\nb: @x\n", 3, 4),
        ("- a\n", 2, 1),
        ("b: 1\na: &a [*a]\n", 3, 1),
    ],
)
def test_what_is_no_yaml_has_its_place(head: str, line: int, column: int) -> None:
    with pytest.raises(FrontMatterError) as caught:
        read_head(head)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[[", "{? "])
def test_nesting_without_end_is_refused_and_no_crash(opening: str) -> None:
    # Deep enough to overflow the stack of libyaml's composer, which would end the process.
    for head in (f"a: {opening * 100_000}\n", f"a:\n  {opening * 100_000}x\n"):
        with pytest.raises(FrontMatterError):
            read_yaml(head)


def test_anchors_that_expand_without_end_are_refused() -> None:
    laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(FrontMatterError, match="without end"):
        read_head(laughs)


def test_the_places_are_those_of_the_file(tmp_path: Path) -> None:
    head = read_head("name: Grace\nroles:\n  - org: Acme\n    since: 2020\ntags: [a, 'b']\n")
    assert isinstance(head, Mapping)
    roles, tags = head.entries[1][1], head.entries[2][1]
    assert repr(roles).count("line=4") == 4
    assert [(i.line, i.column) for i in tags.items if isinstance(i, Scalar)] == [(6, 8), (6, 11)]  # type: ignore[union-attr]
