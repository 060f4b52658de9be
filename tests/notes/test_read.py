"""Front matter is read key by key, with the same result as if it is read as a whole."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hobnob.model import NOTE_KINDS, Kind, Note
from hobnob.notes import fields
from hobnob.notes import read as reader
from hobnob.notes.fields import read_entry
from hobnob.notes.frontmatter import read_yaml
from hobnob.notes.read import read_note

_KEYS = st.sampled_from(
    ("name", "date", "people", "kind", "tags", "roles", "private", "Private", "privat", "birthday",
     "Birthday", "employer", "org", "mine", "peopel", "status", "<<", "cssclass", "expect")
)  # fmt: skip
_VALUES = st.sampled_from(
    ("", " Ada", " 2026-11-22", " 2026-13-45", " [ada, bob]", " Ada, Bob", " [[ada]]", ' "[[ada]]"',
     " meal", " meal  # so", " a #b", " #mentor", " true", " {a: b}", " [[a], b]", " [a,", " 'it''s'",
     "\n  - ada\n  - bob", "\n- ada", "\n  - org: X\n    title: Y", "\n  - org: X\n    orgg: Z", " |\n  a",
     " a\n  b", " &a b", " *a", "\n\n  - ada", " a\n# c", " a\n", ' "a\n\n b"', " >-\n", " --12-09")
)  # fmt: skip
_HEADS = st.lists(st.builds("{}:{}".format, _KEYS, _VALUES), max_size=5).map("\n".join)


def _read(kind: Kind, head: str, end: str) -> Note:
    text = f"---\n{head}\n---\n\nText.\n".replace("\n", end)
    return read_note(kind, "x", f"notes/{kind}/x.md", text.encode())


@settings(max_examples=800, deadline=None)
@given(kind=st.sampled_from(NOTE_KINDS), head=_HEADS, end=st.sampled_from(("\n", "\r\n")))
def test_key_by_key_the_result_is_that_of_the_whole(kind: Kind, head: str, end: str) -> None:
    read = _read(kind, head, end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_read_known", lambda *_: False)
        assert repr(read) == repr(_read(kind, head, end))


_TEXTS = st.lists(
    st.sampled_from(
        ("Ada", "2026-11-22", "meal", "true", "null", "~", "+44 20", "6 weeks", "40%", "a@b.org", "#t",
         "https://x.org/a:b", ",", ", ", ":", ": ", " #", "[", "]", "[[ada]]", "(", '"', "'", "é", "और",
         "\u00a0", "\u3000", "\ufeff", "\x7f", "\t", " ", "-", "- ", "_", "|", ";A=b:+1", "&a", "*", "!", "{", "?", "\n")
    ),
    max_size=5,
).map("".join)  # fmt: skip


@settings(max_examples=2000, deadline=None)
@example("person", "tags", "null, a", True)
@example("person", "tags", "a,", True)
@example("person", "name", "Ada", True)
@example("interaction", "people", "Ada, Bob", False)
@given(
    kind=st.sampled_from(NOTE_KINDS), key=_KEYS | st.sampled_from(("emails", "phones", "links", "vcard:TEL", "a:b-c")),
    text=_TEXTS, listed=st.booleans(),
)  # fmt: skip
def test_a_line_is_read_as_if_all_of_yaml_were_read(
    kind: Kind, key: str, text: str, listed: bool
) -> None:
    line = f"{key}: [{text}]" if listed else f"{key}: {text}"
    if (entry := fields.read_line(kind, line)) is not None:
        note = Note(kind=kind, slug="", path="")
        fields.read_entries(note, read_yaml(f"{line}\n"))
        assert (note.problems, note.private) == ([], False)
        assert {**note.values, **note.extra} == {entry.key: entry.value}
        assert (entry.key in note.values, entry.lines) == (entry.is_known, 1)


@pytest.mark.parametrize(
    "line",
    [
        "name: Ada",
        "vcard:TEL: ;TYPE=CELL:+44 7700 900000",
        "people: [ada, bob-li]",
        "date: 2026-11-22 12:30",
    ],
)
def test_most_lines_are_read_alone(line: str) -> None:
    assert fields.read_line("plan" if line.startswith("name") else "interaction", line)


def test_notes_with_the_same_lines_share_no_value() -> None:
    notes = [
        _read("person", "tags: [a]\nroles:\n  - org: X\nmine:\n  - who: Y", "\n") for _ in range(2)
    ]
    for note in notes:
        note.values["tags"].append("b")
        note.values["roles"][0]["org"] += "!"
        note.extra["mine"][0]["who"] += "!"
    assert [note.values["tags"] for note in notes] == [["a", "b"]] * 2
    assert [note.values["roles"] for note in notes] == [[{"org": "X!"}]] * 2
    assert [note.extra["mine"] for note in notes] == [[{"who": "Y!"}]] * 2


def test_a_long_value_is_read_and_not_kept() -> None:
    before = read_entry.cache_info().currsize
    note = _read("person", f"mine: {'x' * 100_000}", "\n")
    assert note.extra == {"mine": "x" * 100_000}
    assert read_entry.cache_info().currsize == before


@pytest.mark.parametrize(
    "text",
    ["private: no", "peopel: [ada]", "date: x", "People: [ada]", "kind: a #b", "people: [[ada]]"],
)
def test_a_key_that_needs_a_word_or_its_neighbours_is_not_read_alone(text: str) -> None:
    assert read_entry("interaction", text) is None


@pytest.mark.parametrize(
    ("kind", "head", "first"),
    [
        ("person", "roles:\n  - org: A\n    org: B", {"roles": [{"org": "A"}]}),
        ("plan", "name: P\nexpect:\n  met: 0.5\n  met: 0.2", {"name": "P", "expect": {"met": 0.5}}),
    ],
)
def test_of_a_key_written_twice_in_a_value_the_first_counts(
    kind: Kind, head: str, first: dict[str, object]
) -> None:
    note = _read(kind, head, "\n")
    assert [problem.code for problem in note.problems] == ["duplicate-key"]
    assert {key: note.values[key] for key in first} == first
