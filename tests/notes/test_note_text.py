"""Changing a note changes the lines of one key, and nothing else, whatever the note looks like."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.errors import UsageError
from hobnob.notes.edit import NoteText, UnusualNoteError
from hobnob.notes.frontmatter import split_note
from hobnob.notes.read import read_note
from hobnob.notes.schema import SCHEMAS
from hobnob.notes.write import render_scalar


def person(text: str) -> NoteText:
    return NoteText("person", "people/x.md", text.encode())


def base(data: bytes) -> Any:
    head = split_note(data.decode().removeprefix("\ufeff")).head or ""
    return yaml.load(head, Loader=yaml.BaseLoader) or {}  # noqa: S506 - it resolves nothing


def edited(head: str, *edit: Any) -> str:
    """Return the front matter after `(method, *arguments)`."""
    note = person(f"---\n{head}---\nBody\n")
    getattr(note, edit[0])(*edit[1:])
    text = note.data.decode()
    assert text.startswith("---\n")
    assert text.endswith("---\nBody\n")
    return text[4:-9]


# ---------------------------------------------------------------- any note

PLAIN_KEYS = ("location", "met_at", "title", "photo", "own", "x_y")
LIST_KEYS = ("aliases", "phones", "their_list")
TEXTS = st.one_of(
    st.sampled_from(
        ["no", "2026-01-01", "12:30", "#x", "a: b", "中村 🙂", "O'Brien", 'say "x"', "a, b", "[a]",
         "Ogilvy", "true", "a #b", "back\\slash", "x" * 120, "it's \"both\"", "~", "-", "a\nb"]
    ),
    st.text(alphabet="ab é🙂\u2028:#'\"[],{}&*!-0", min_size=1, max_size=8).map(str.strip),
).filter(bool)  # fmt: skip
COMMENT = st.sampled_from(["", "", "", " # why", "  # it's: [odd]", "   # 🙂"])


def one_liner(text: str, style: str) -> str:
    if "\n" in text or "\u2028" in text:
        return render_scalar(text, flow=False)
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    if style == '"':
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    # A person leaves `no` and 12:30 as they are.
    return text if re.fullmatch(r"[\w:+-]*\w", text) and text[0] != ":" and text[0] != "-" else (
        render_scalar(text, flow=True)
    )  # fmt: skip


@st.composite
def entries(draw: st.DrawFn, key: str) -> str:
    """Draw the lines of a key, each with an LF."""
    items = draw(st.lists(TEXTS, min_size=1, max_size=4, unique=True))
    style = draw(st.sampled_from(["", "'", '"']))
    behind = draw(COMMENT)
    if key == "deep":
        return f"deep:{behind}\n  a:\n    - b: 1\n      c: [x]\n  # in it\n  d: 'e'\n"
    if key in LIST_KEYS and draw(st.integers(0, 9)):
        written = [one_liner(item, style) for item in items]
        if draw(st.booleans()):
            gap = draw(st.sampled_from([", ", ",", " ,  "]))
            pad, tail = draw(st.sampled_from([("", ""), (" ", " "), ("", ", ")]))
            return f"{key}: [{pad}{gap.join(written)}{tail}]{behind}\n"
        indent = draw(st.sampled_from(["", "  ", "    "]))
        lines = f"{key}:{behind}\n"
        for item in written:
            if draw(st.integers(0, 3)) == 0:
                lines += draw(st.sampled_from([f"{indent}# of an item\n", "\n"]))
            lines += f"{indent}-{draw(st.sampled_from([' ', '   ']))}{item}{draw(COMMENT)}\n"
        return lines
    if draw(st.integers(0, 9)) == 0:
        return f"{key}:{behind}\n"
    if key == "own" and draw(st.booleans()):
        return draw(
            st.sampled_from(
                ["own: |\n  # no comment\n\n  text \n", "own: >-  # folded\n    a\n    b\n",
                 'own: "folded\n  # in quotes\n  here" # c\n', "own: plain\n  goes on\n",
                 "own: |+\n  kept\n\n"]
            )
        )  # fmt: skip
    gap = draw(st.sampled_from([" ", "   "]))
    trail = behind or draw(st.sampled_from(["", "  "]))
    return f"{key}:{gap}{one_liner(items[0], style)}{trail}\n"


@st.composite
def notes(draw: st.DrawFn) -> tuple[bytes, dict[str, str]]:
    """Draw a note, and the lines of each of its keys."""
    keys = draw(st.lists(st.sampled_from([*PLAIN_KEYS, *LIST_KEYS, "deep"]), unique=True))
    keys.insert(draw(st.integers(0, len(keys))), "name")
    between = st.sampled_from(["", "", "", "# a comment\n", "\n", " # indented\n", "#\n\n"])
    lines: dict[str, str] = {}
    head = draw(between)
    for key in keys:
        lines[key] = "name: Grace\n" if key == "name" else draw(entries(key))
        head += lines[key] + draw(between)
    body = draw(st.sampled_from(["", "\n", "Body\n", "no end", "# T\n\n- [ ] x\n---\na: b\n"]))
    text = f"---{draw(st.sampled_from(['', ' ']))}\n{head}---\n{body}"
    if not body and draw(st.booleans()):
        text = text.removesuffix("\n")
    ends = draw(st.sampled_from(["\n", "\n", "\r\n", "mixed"]))
    if ends == "mixed":
        rest = text.split("\n")
        flags = draw(st.lists(st.booleans(), min_size=len(rest), max_size=len(rest)))
        text = "".join(
            line + (("\r\n" if flag else "\n") if n < len(rest) - 1 else "")
            for n, (line, flag) in enumerate(zip(rest, flags, strict=True))
        )
    else:
        text = text.replace("\n", ends)
    bom = draw(st.sampled_from(["", "\ufeff"]))
    return (bom + text).encode(), lines


def without(data: bytes, value: str) -> list[bytes]:
    """Return the lines of a note but those of a key; a blank line below a text block stays."""
    value = value.rstrip("\n")
    lines = data.split(b"\n")
    of_key = [line.encode() for line in value.split("\n")]
    for at in range(len(lines)):
        if [line.removesuffix(b"\r") for line in lines[at : at + len(of_key)]] == of_key:
            return lines[:at] + lines[at + len(of_key) :]
    raise AssertionError(f"{value!r} is not in {data!r}")


def has_value(note: NoteText, key: str, value: Any) -> None:
    raw, read = base(note.data), read_note("person", "x", "x.md", note.data)
    # A key that takes a list takes a single text as well, and that is left as it is.
    lone = key in SCHEMAS["person"].by_name and [raw[key]] == value
    assert raw[key] == value or lone
    if key in SCHEMAS["person"].by_name:
        listed = isinstance(read.values[key], list) and not isinstance(value, list)
        assert read.values[key] == ([value] if listed else value)
    else:
        assert read.extra[key] == value


@settings(max_examples=200)
@given(notes(), TEXTS, st.data())
def test_setting_a_text_changes_its_key_alone(
    drawn: tuple[bytes, dict[str, str]], value: str, data: st.DataObject
) -> None:
    source, lines = drawn
    key = data.draw(st.sampled_from(PLAIN_KEYS))
    note = NoteText("person", "x.md", source)
    assert note.data == source
    before = note.values().get(key)
    note.set(key, value)
    has_value(note, key, value)
    changed = note.data
    if key in lines:
        rest = without(source, lines[key])
        now = changed.split(b"\n")
        # Cutting one line out of the new note gives the old one without the key's lines.
        kept = [n for n in range(len(now)) if now[:n] + now[n + 1 :] == rest]
        assert kept or before == value
        behind = re.search(rf"(?:^{key}: *(?:''|[|>]\S*|\S*)?)( +# (?:why|🙂|it's: \[odd\]))$",
                           lines[key].split("\n")[0])  # fmt: skip
        if behind:
            assert behind[1].encode() in changed
    else:
        now = changed.split(b"\n")
        assert [n for n in range(len(now)) if now[:n] + now[n + 1 :] == source.split(b"\n")]
    if before is None and key not in lines:
        note.remove(key)
        assert note.data == source
    elif before is not None and lines[key].count("\n") == 1:
        note.set(key, before)
        assert note.data == source


@settings(max_examples=200)
@given(notes(), TEXTS, st.sampled_from(LIST_KEYS))
def test_adding_and_removing_an_item_gives_the_note_back(
    drawn: tuple[bytes, dict[str, str]], value: str, key: str
) -> None:
    source, lines = drawn
    note = NoteText("person", "x.md", source)
    before = note.values().get(key)
    items = [before] if isinstance(before, str) else (before or [])
    if value in items:
        return
    note.set(key, [*items, value])
    has_value(note, key, [*items, value])
    others = {k: v for k, v in base(source).items() if k != key}
    assert {k: v for k, v in base(note.data).items() if k != key} == others
    # All of the old lines are there still, but the one that a list in brackets stands on.
    now = note.data.split(b"\n")
    block = key in lines and re.match(rf"{key}:[^\[]*\n *(-|#|\n)", lines[key])
    for line in source.split(b"\n") if block else without(source, lines.get(key, "---")):
        assert line in now
    # Another process, which remembers nothing.
    again = NoteText("person", "x.md", note.data)
    for one in (note, again):
        if items and (isinstance(before, list) or one is note):
            one.set(key, before)
            assert one.data == source


@settings(max_examples=200)
@given(notes(), st.data())
def test_removing_takes_the_lines_of_the_key(
    drawn: tuple[bytes, dict[str, str]], data: st.DataObject
) -> None:
    source, lines = drawn
    key = data.draw(st.sampled_from(sorted(lines)))
    note = NoteText("person", "x.md", source)
    try:
        note.remove(key)
    except UnusualNoteError:
        # The blank lines below would become a part of the text above, which keeps them.
        assert b"|+" in source
        assert note.data == source
        return
    assert note.data.split(b"\n") == without(source, lines[key])


@settings(max_examples=200)
@given(notes(), st.sampled_from(LIST_KEYS), st.data())
def test_a_list_in_any_order_reads_back(
    drawn: tuple[bytes, dict[str, str]], key: str, data: st.DataObject
) -> None:
    source, _ = drawn
    note = NoteText("person", "x.md", source)
    before = note.values().get(key)
    items = before if isinstance(before, list) else []
    wanted = data.draw(
        st.lists(st.sampled_from([*items, "new", "no", "a, b"]), min_size=1, unique=True)
    )
    note.set(key, wanted)
    has_value(note, key, wanted)
    others = {k: v for k, v in base(source).items() if k != key}
    assert {k: v for k, v in base(note.data).items() if k != key} == others


# ---------------------------------------------------------------- examples


@pytest.mark.parametrize(
    ("head", "edit", "after"),
    [
        ("name: A\n", ("set", "location", "12:30"), 'name: A\nlocation: "12:30"\n'),
        ("name: A\norg: # c\n", ("set", "org", "B"), "name: A\norg: B # c\n"),
        ("name: A\norg:   B   # c\n", ("set", "org", "C"), "name: A\norg:   C   # c\n"),
        ("name: 'A'\n", ("set", "name", "It's"), "name: 'It''s'\n"),
        ('name: "A"\n', ("set", "name", 'a "b"'), 'name: "a \\"b\\""\n'),
        ('name: "no"\n', ("set", "name", "Ann"), "name: Ann\n"),
        ("name: A\nprivate: yes\n", ("set", "private", True), "name: A\nprivate: yes\n"),
        ("name: A\nprivate: yes\n", ("set", "private", False), "name: A\nprivate: false\n"),
        ('name: A\nmet_on: "2026"\n', ("set", "met_on", "2026-01"), 'name: A\nmet_on: "2026-01"\n'),
        ("name: A\nmet_on: 2026\n", ("set", "met_on", "2025"), "name: A\nmet_on: 2025\n"),
        ("name: A\ntags: [ a,b ] # c\n", ("set", "tags", ["a", "b", "c"]),
         "name: A\ntags: [ a,b,c ] # c\n"),
        ("name: A\ntags: ['#a', b]\n", ("set", "tags", ["a", "c"]), "name: A\ntags: ['#a', c]\n"),
        ("name: A\ntags: a\n", ("set", "tags", ["a", "b"]), "name: A\ntags: [a, b]\n"),
        ("name: A\ntags: [a, b]\n", ("set", "tags", "a"), "name: A\ntags: a\n"),
        ("name: A\ntags:\n- a # x\n# y\n- b\n", ("set", "tags", ["b", "c"]),
         "name: A\ntags:\n# y\n- b\n- c\n"),
        ("name: A\ntags:\n    - a # x\n    - b\n", ("set", "tags", ["b", "a"]),
         "name: A\ntags:\n    - b\n    - a # x\n"),
        ("name: A\ntags: [\n  a,\n  b\n]\n", ("set", "tags", ["a", "b", "c"]),
         "name: A\ntags: [\n  a,\n  b,\n  c\n]\n"),
        ("name: A\ntags: [a]\n", ("set", "tags", []), "name: A\n"),
        ("tags: [a]\nown: 1\n", ("set", "name", "A"), "name: A\ntags: [a]\nown: 1\n"),
        ("own: 1\n# of tags\ntags: [a]\n", ("set", "name", "A"),
         "own: 1\nname: A\n# of tags\ntags: [a]\n"),
        ("name: A\naliases:\n  - a\n  # - b\n# next\ntags: [a]\n", ("set", "emails", ["x@y.example"]),
         "name: A\naliases:\n  - a\n  # - b\nemails: [x@y.example]\n# next\ntags: [a]\n"),
        ("name: A\n# end\n", ("set", "own", "x"), "name: A\n# end\nown: x\n"),
        ("  name: A\n  tags: [a]\n", ("set", "org", "O"), "  name: A\n  org: O\n  tags: [a]\n"),
        ("name: A\nown: | # c\n  x\n\n  y\n\nz: 1\n", ("set", "own", "x"),
         "name: A\nown: x # c\n\nz: 1\n"),
        ("", ("set", "name", "A"), "name: A\n"),
        ("name: A\ntags:\n  - a\n", ("set", "tags", "b"), "name: A\ntags: b\n"),
    ],
)  # fmt: skip
def test_an_edit_looks_as_a_person_would_make_it(head: str, edit: Any, after: str) -> None:
    assert edited(head, *edit) == after


def test_a_moment_is_written_with_a_blank() -> None:
    note = NoteText("interaction", "x.md", b"---\ndate: 2026-01-01 # c\n---\n")
    note.set("date", "2026-11-22T12:30")
    assert note.data == b"---\ndate: 2026-11-22 12:30 # c\n---\n"
    read = read_note("interaction", "x", "x.md", note.data)
    assert (read.values["date"], read.problems) == ("2026-11-22T12:30", [])


@pytest.mark.parametrize(
    ("head", "after"),
    [
        ("people: [ada, 'ada', \"[[ada|A]]\", bob]\n", "people: [eve, \"[[ada|A]]\", bob]\n"),
        ("people: ada # c\n", "people: eve # c\n"),
        ("people: [[ada]]\n", "people: [[eve]]\n"),
        ("people:\n- ada # c\n- 'bob'\n", "people:\n- eve # c\n- 'bob'\n"),
    ],
)  # fmt: skip
def test_items_are_replaced_in_place(head: str, after: str) -> None:
    note = NoteText("interaction", "x.md", f"---\n{head}---\n".encode())
    swap = {"ada": "eve"}.get
    assert note.replace_items("people", swap)
    if "'ada'" in head:
        # Twins that stood there before are left.
        after = "people: [eve, 'eve', \"[[ada|A]]\", bob]\n"
    assert note.data.decode() == f"---\n{after}---\n"
    assert not note.replace_items("people", swap)
    assert not note.replace_items("introduced", swap)


def test_an_item_that_becomes_a_twin_is_dropped() -> None:
    assert edited("tags: [a, b, c]\n", "replace_items", "tags", {"c": "a"}.get) == "tags: [a, b]\n"
    head = "tags:\n- a # 1\n- c # 2\n- b\n"
    assert edited(head, "replace_items", "tags", {"c": "a"}.get) == "tags:\n- a # 1\n- b\n"


ROLES = (
    "roles: # newest first\n  - org: 'A' # c\n    title: A\n  # then\n  - {org: A, since: 1999}\n"
)


def test_roles() -> None:
    swap = {"A": "B, C"}.get
    assert edited(ROLES, "replace_items", "roles", swap, "org") == ROLES.replace(
        "'A'", "'B, C'"
    ).replace("{org: A", '{org: "B, C"')
    assert edited(ROLES, "insert_role", {"org": "New", "since": "2026"}, "2026-01") == (
        "roles: # newest first\n  - org: New\n    since: 2026\n  - org: 'A' # c\n    title: A\n"
        "    until: 2026-01\n  # then\n  - {org: A, since: 1999}\n"
    )
    assert edited(
        "name: X\ntitle: 'T'\norg: O # o\ntags: [a]\n", "insert_role", {"org": "New"}, "2026"
    ) == (
        "name: X\nroles:\n  - org: New\n  - org: O # o\n    title: 'T'\n    until: 2026\ntags: [a]\n"
    )
    assert (
        edited("name: X\n", "insert_role", {"org": "New"}, "2026")
        == "name: X\nroles:\n  - org: New\n"
    )
    assert (
        edited("roles: [] # c\n", "insert_role", {"org": "New"}, "") == "roles: # c\n  - org: New\n"
    )
    head = "roles:\n-   {org: A}\n"
    assert edited(head, "insert_role", {"org": "New", "title": "T"}, "2026") == (
        "roles:\n-   org: New\n    title: T\n-   {org: A, until: 2026}\n"
    )
    head = "roles:\n- org: A\n  until:\nname: X\n"
    assert edited(head, "insert_role", {"org": "New"}, "2026") == (
        "roles:\n- org: New\n- org: A\n  until: 2026\nname: X\n"
    )
    ended = "roles:\n- org: A\n  until: 2001\n"
    assert (
        edited(ended, "insert_role", {"org": "New"}, "2026") == "roles:\n- org: New\n" + ended[7:]
    )


def test_rows_are_written_anew() -> None:
    rows = [{"org": "A: B", "since": "2026-01-01"}, {"title": "no"}]
    block = '  - org: "A: B"\n    since: 2026-01-01\n  - title: "no"\n'
    assert edited("name: X\n", "set_rows", "roles", rows) == f"name: X\nroles:\n{block}"
    head = "roles: # c\n- org: '#x'\n  # in it\n"
    assert edited(head, "set_rows", "roles", rows) == (
        "roles: # c\n" + re.sub("^  ", "", block, flags=re.M) + "  # in it\n"
    )
    assert edited("roles: [{org: A}] # c\n", "set_rows", "roles", rows) == f"roles: # c\n{block}"
    assert edited("roles: [{org: A}] # c\n", "set_rows", "roles", []) == ""


def test_pairs_stay_where_they_are() -> None:
    def after(head: str, pairs: dict[str, str]) -> str:
        note = NoteText("plan", "x.md", f"---\nname: P\n{head}---\n".encode())
        note.set_pairs("expect", pairs)
        assert base(note.data).get("expect") == (pairs or None)
        return note.data.decode()[12:-4]

    assert after("", {"met": "0.5"}) == "expect:\n  met: 0.5\n"
    assert after("expect: {met: 1/2, won: 10% } # c\n", {"won": "20%", "a: b": "1"}) == (
        'expect: {won: 20%, "a: b": 1 } # c\n'
    )
    assert after(
        "expect:\n    met: 1/2 # c\n    # d\n    won: '1%'\n",
        {"met": "7 of 20", "won": "1%", "x": "1"},
    ) == ("expect:\n    met: 7 of 20 # c\n    # d\n    won: '1%'\n    x: 1\n")
    assert after("expect: # c\n", {"met": "1"}) == "expect: # c\n  met: 1\n"
    assert after("expect: {met: 1}\n", {}) == ""


@pytest.mark.parametrize(
    ("head", "edit"),
    [
        ("org: a\norg: b\n", ("set", "org", "c")),
        ("org: &x a\nown: *x\n", ("set", "org", "c")),
        ("org: &x a\nown: *x\n", ("remove", "own")),
        ("org: !!str a\n", ("set", "org", "c")),
        ("name: A\n? org\n: a\n", ("set", "org", "c")),
        ("tags: [a, # why\n  b]\n", ("set", "tags", ["a"])),
        ("tags:\n- a\n# why\n- b\n", ("set", "tags", "c")),
        ("tags:\n- a # why\n- b\n", ("set", "tags", "c")),
        ("tags: |\n  a\n", ("set", "tags", ["a", "b"])),
        ("tags: a\n  b\n", ("set", "tags", ["a", "b"])),
        ("tags: 'a\n  b'\n", ("set", "tags", ["a", "b"])),
        ("tags: {a: b}\n", ("set", "tags", ["a"])),
        ("roles:\n- org: a # why\n- org: b\n", ("set_rows", "roles", [{"org": "x"}])),
        ("roles:\n- org: a\n  # why\n- org: b\n", ("set_rows", "roles", [{"org": "x"}])),
        ("roles:\n  org: a\n", ("insert_role", {"org": "x"}, "2026")),
        ("roles: [{org: a}]\n", ("insert_role", {"org": "x"}, "2026")),
        ("org: |\n  a\n", ("insert_role", {"org": "x"}, "2026")),
        ("expect: {a: {b: c}}\n", ("set_pairs", "expect", {"a": "b"})),
        ("own: |\n  ada\n", ("replace_items", "own", {"ada": "x"}.get)),
    ],
)  # fmt: skip
def test_what_is_too_unusual_is_refused_and_stays(head: str, edit: Any) -> None:
    note = person(f"---\n{head}---\n")
    with pytest.raises(UnusualNoteError, match=r"people/x\.md: .*hobnob edit"):
        getattr(note, edit[0])(*edit[1:])
    assert note.data == note.read == f"---\n{head}---\n".encode()


@pytest.mark.parametrize(
    "data",
    [b"", b"Text\n", b"---\nname: A\n", b"---\na: [\n---\n", b"---\n{name: A}\n---\n",
     b"---\n- a\n---\n", b"---\nname: \xff\n---\n", b"---\na: *x\n---\n", b"---\na: \x01\n---\n",
     b"---\n" + b"a: " + b"[" * 5000 + b"\n---\n", b"---\rname: A\r---\r", b"---\n[a]: b\n---\n"],
)  # fmt: skip
def test_a_note_without_readable_keys_is_refused(data: bytes) -> None:
    with pytest.raises(UnusualNoteError):
        NoteText("person", "x.md", data)


def test_what_cannot_be_written_is_said() -> None:
    note = person("---\nname: A\n---\n")
    for edit in (
        ("set", "name", "a\udc80"),
        ("set", "org", "a\udc80"),
        ("set_body", "\x00"),
        ("append", "\x00"),
    ):
        with pytest.raises(UsageError, match=r"people/x\.md: "):
            getattr(note, edit[0])(*edit[1:])
    assert note.data == note.read


def test_the_body() -> None:
    note = person("---\r\nname: A\r\n---")
    note.append("one\ntwo\n")
    assert note.data == b"---\r\nname: A\r\n---\r\none\r\ntwo\r\n"
    note.set_body("x\n- [ ] a\n```\n- [ ] b\n```\n* [x] c")
    assert note.body == "x\r\n- [ ] a\r\n```\r\n- [ ] b\r\n```\r\n* [x] c"
    note.tick(5, 4, True)
    note.tick(9, 4, False)
    note.tick(9, 4, False)
    assert note.body == "x\r\n- [x] a\r\n```\r\n- [ ] b\r\n```\r\n* [ ] c"
    for line in (0, 1, 4, 7, 99):
        with pytest.raises(UsageError, match=f"people/x.md:{line}: there is no task"):
            note.tick(line, 4, True)
    note.append("d")
    assert note.body.endswith("* [ ] c\r\nd\r\n")
    note.set("org", "O")
    assert note.data.startswith(b"---\r\nname: A\r\norg: O\r\n---\r\nx\r\n")


def test_a_mixed_body_stays_as_it_is_given() -> None:
    note = person("---\r\nname: A\r\n---\r\na\nb\r\n")
    note.set_body("a\nc\r\n")
    assert note.body == "a\nc\r\n"
    note.set_body("")
    assert note.data == b"---\r\nname: A\r\n---\r\n"
