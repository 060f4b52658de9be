"""Two versions of a note become one: what one of them changed is there, to the letter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.notes.edit import NoteText
from hobnob.notes.merging.note import Merged, merge_versions

ADA = """\
---
# who she is
name: Ada
tags: [a, b]
circle: close  # since school
roles:
  - org: Acme
    title: Boss
expect: {reached: 3}
---
Text.

- [ ] one
- [ ] two
"""


def merged(base: str, ours: str, theirs: str) -> Merged:
    done = merge_versions(base.encode(), ours.encode(), theirs.encode())
    assert done is not None
    return done


def after(*changes: tuple[str, str], text: str = ADA) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


CLEAN = {
    "neighbouring keys": ([("Ada", "Ada K")], [("[a, b]", "[a]")], []),
    "a list": ([("[a, b]", "[a, c]")], [("[a, b]", '[x, a, b, "d"]')], [("[a, b]", '[x, a, c, "d"]')]),
    "addresses with a #": (
        [("Ada", "Ada\nlinks: [https://x.org/#a]")], [("Ada", "Ada\nlinks: [https://x.org/#b]")],
        [("Ada", "Ada\nlinks: [https://x.org/#a, https://x.org/#b]")],
    ),
    "a list in two styles": (
        [("[a, b]", "[b]")], [("[a, b]", "\n- a\n- b\n# new\n- c")], [("[a, b]", "\n- b\n# new\n- c")],
    ),
    "a list on one line": (
        [("[a, b]", "[a, b, c]")], [("[a, b]", "a, b, d  # x")], [("[a, b]", "[a, b, c, d]  # x")],
    ),
    "an order": ([("[a, b]", "[a, b, c]")], [("[a, b]", "[b, a]")], [("[a, b]", "[b, c, a]")]),
    "the same change": ([("[a, b]", "[a]")], [("[a, b]", "[a]"), ("close", "wide")], []),
    "a value and a comment": (
        [("since school", "always")], [("close", "inner")], [("close  # since school", "inner  # always")],
    ),
    "two new keys": (
        [("[a, b]", "[a, b]\nshoe: 38")], [("[a, b]", "[a, b]\n# cm\nsize: 170")],
        [("[a, b]", "[a, b]\nshoe: 38\n# cm\nsize: 170")],
    ),
    "a key is removed beside a change": ([("tags: [a, b]\n", "")], [("close", "inner")], []),
    "a new role and an old one": (
        [("  - org: Acme\n", "  - org: New\n  - org: Acme\n    until: 2026\n")], [("Boss", "CEO # yes")],
        [("  - org: Acme\n    title: Boss", "  - org: New\n  - org: Acme\n    until: 2026\n    title: CEO # yes")],
    ),
    "pairs": (
        [("{reached: 3}", "{reached: 4}")], [("{reached: 3}", "{reached: 3, met: 1}")],
        [("{reached: 3}", "{reached: 4, met: 1}")],
    ),
    "tasks that stand together": ([("[ ] one", "[x] one")], [("[ ] two", "[x] two")], []),
    "a tick and a new task": (
        [("[ ] two", "[x] two")], [("two\n", "two\n- [ ] three\n")],
        [("[ ] two\n", "[x] two\n- [ ] three\n")],
    ),
    "tasks at the end": (
        [("two\n", "two\n- [ ] ours\n")], [("two\n", "two\n- [ ] theirs\n")],
        [("two\n", "two\n- [ ] ours\n- [ ] theirs\n")],
    ),
    "paragraphs at the end": (
        [("two\n", "two\n\nOurs.\n")], [("two\n", "two\n\nTheirs.\n")],
        [("two\n", "two\n\nOurs.\n\nTheirs.\n")],
    ),
    "keys and text": ([("close", "inner")], [("Text.", "Texts.")], []),
}  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_what_both_changed_is_there(name: str) -> None:
    ours, theirs, both = CLEAN[name]
    wanted = after(*both) if both else after(*dict.fromkeys([*ours, *theirs]))
    done = merged(ADA, after(*ours), after(*theirs))
    assert (done.data.decode(), done.clean) == (wanted, True)


OPEN = {
    "a value": ([("close", "inner")], [("close", "wide")], "circle: inner  # since school\ncircle: wide"),
    "removed and changed": ([("circle: close  # since school\n", "")], [("close", "wide")], "circle: wide"),
    "a part of a role": (
        [("Boss\n", "Boss\n    until: 2025\n")], [("Boss\n", "Boss\n    until: 2026\n")],
        "until: 2025\n    until: 2026",
    ),
    "a pair": ([("reached: 3", "reached: 4")], [("reached: 3", "reached: 5")], "{reached: 4, reached: 5}"),
    "a sentence": ([("Text", "Our text")], [("Text", "Their text")], "Our text.\n=======\nTheir text."),
    "code": (
        [("two\n", "two\n```\nours\n")], [("two\n", "two\n```\ntheirs\n")],
        "```\n<<<<<<< ours\nours\n=======\ntheirs\n>>>>>>> theirs\n",
    ),
    "not YAML": ([("[a, b]", "[a")], [("[a, b]", "[b]")], "tags: [a\n=======\ntags: [b]"),
}  # fmt: skip


@pytest.mark.parametrize("name", OPEN)
def test_a_contradiction_keeps_both_and_is_told(name: str) -> None:
    ours, theirs, kept = OPEN[name]
    done = merged(ADA, after(*ours), after(*theirs))
    assert kept in done.data.decode()
    assert not done.clean


def test_a_note_that_is_new_on_both_sides_has_all_of_both() -> None:
    ours = "---\nname: Ada\ntags: [a]\n---\nMet in Rome.\n\n- [ ] call\n"
    theirs = "---\nname: Ada\ncircle: close\ntags: b\n---\nLikes gin.\n\n- [ ] call\n"
    done = merged("", ours, theirs)
    assert done.data.decode() == (
        "---\nname: Ada\ncircle: close\ntags: [a, b]\n---\nMet in Rome.\n\nLikes gin.\n\n- [ ] call\n"
    )
    assert done.clean


def test_line_ends_a_mark_and_odd_bytes_stay() -> None:
    base, ours, theirs = (
        ADA.encode(),
        ADA.encode() + b"\xff\n",
        ADA.replace("close", "wide").encode(),
    )
    windows = b"\xef\xbb\xbf" + theirs.replace(b"\n", b"\r\n")
    done = merge_versions(base, ours, windows)
    assert done is not None
    assert done.data == windows + b"\xff\r\n"
    assert done.clean
    # The other way round, too: theirs did not change the line ends.
    done = merge_versions(base.replace(b"\n", b"\r\n"), ours.replace(b"\n", b"\r\n"), windows[3:])
    assert done is not None
    assert done.data == windows[3:] + b"\xff\r\n"


def test_a_merge_inside_a_merge_is_no_trap() -> None:
    """A contradiction that nobody solved is merged again without growing."""
    twice = after(("circle: close  # since school", "circle: inner\ncircle: wide"))
    done = merged(
        twice, after(("Text", "Our text"), text=twice), after(("[a, b]", "[c]"), text=twice)
    )
    assert done.data.decode() == after(("Text", "Our text"), ("[a, b]", "[c]"), text=twice)


def test_two_answers_to_one_contradiction_are_a_contradiction() -> None:
    """Git merges the bases first if there are two, so the base may hold both lines."""
    twice = after(("circle: close  # since school", "circle: inner\ncircle: wide"))
    ours, theirs = (after((f"circle: {gone}\n", ""), text=twice) for gone in ("inner", "wide"))
    done = merged(twice, ours, theirs)
    assert [(c.ours, c.theirs) for c in done.contradictions] == [("wide", "inner")]
    solved = merged(twice, ours, after(("Text", "Our text"), text=twice))
    assert solved.data.decode() == after(("Text", "Our text"), text=ours)


LINES = st.lists(
    st.sampled_from(
        ["", "a", "b", "- x", "- y", "# h", "```", "tags: [a, b]", "tags:", "- a", "name: A", "---",
         "  - org: X", "    until: 2020", "circle: close # c", "| r |", "<!--"]
    ),
    max_size=14,
)  # fmt: skip


@st.composite
def notes(draw: st.DrawFn) -> str:
    head = "\n".join(draw(LINES))
    body = "\n".join(draw(LINES))
    return f"---\nname: Ada\n{head}\n---\n{body}" if draw(st.booleans()) else body


@given(notes(), notes(), notes())
def test_no_line_that_somebody_wrote_is_lost(base: str, ours: str, theirs: str) -> None:
    done = merged(base, ours, theirs).data.decode()
    known = set(base.split("\n"))
    values = done.replace("[", " ").replace("]", " ").replace(",", " ").split()
    for line in {*ours.split("\n"), *theirs.split("\n")} - known:
        assert set(line.replace("[", " ").replace("]", " ").replace(",", " ").split()) <= {
            *values,
            "-",
        }


ITEMS = ["a", "b", '"c, d"', "'e'", "f g"]
STYLES = st.sampled_from(["brackets", "block", "indented", "alone"])


@st.composite
def heads(draw: st.DrawFn) -> str:
    """Front matter with a list and two values, in any style and order, with comments."""
    lines = ["name: Ada"]
    if items := draw(st.lists(st.sampled_from(ITEMS), unique=True, max_size=4)):
        style = draw(STYLES)
        lead = "  - " if style == "indented" else "- "
        comment = draw(st.sampled_from(["", "  # c"]))
        if style == "alone" and len(items) == 1:
            lines.append(f"tags: {items[0]}{comment}")
        elif style in ("brackets", "alone"):
            lines.append(f"tags: [{', '.join(items)}]{comment}")
        else:
            lines.append("\n".join([f"tags:{comment}", *(f"{lead}{item}" for item in items)]))
    lines += [
        f"{key}: {value}"
        for key in ("circle", "location")
        if (value := draw(st.sampled_from(["", "close", '"wide"'])))
    ]
    return "---\n" + "\n".join(draw(st.permutations(lines))) + "\n---\n"


def values(text: str) -> dict[str, Any]:
    found = NoteText("person", "x.md", text.encode()).values()
    tags = found.get("tags", [])
    return {**found, "tags": tags if isinstance(tags, list) else [tags] if tags else []}


@given(heads(), heads(), heads())
def test_each_key_is_merged_as_one_would_by_hand(base: str, ours: str, theirs: str) -> None:
    done = merged(base, ours, theirs)
    old, mine, other = values(base), values(ours), values(theirs)
    wanted: dict[str, Any] = {}
    against = []
    for key in ("name", "circle", "location"):
        was, here, there = (version.get(key) for version in (old, mine, other))
        if here != there and was not in (here, there):
            against.append(key)
        elif value := there if here == was else here:
            wanted[key] = value
    keys = {c.key for c in done.contradictions}
    if not (old["tags"] and mine["tags"] and other["tags"]):
        # A comment was written where the other side removed the key.
        against += keys & {"tags"}
    assert keys == {*against}
    text = done.data.decode()
    if not against:
        now = values(text)
        tags = now.pop("tags")
        assert now == wanted
        kept = {*old["tags"]} & {*mine["tags"]} & {*other["tags"]}
        new = ({*mine["tags"]} | {*other["tags"]}) - {*old["tags"]}
        assert sorted(tags) == sorted(kept | new)
    if "# c" in ours and "tags" in text:
        assert "# c" in text or "# c" in base or "tags" not in theirs


@given(notes(), notes())
def test_what_only_one_side_changed_is_as_it_wrote_it(base: str, ours: str) -> None:
    assert merged(base, ours, base).data.decode() == ours
    assert merged(base, base, ours).data.decode() == ours
    assert merged(base, ours, ours).data.decode() == ours
