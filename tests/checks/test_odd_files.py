"""Odd files: each gives the right value, or a problem with file and line."""

from __future__ import annotations

import os
from typing import Any

import pytest

from hobnob.checks.run import find_problems
from hobnob.index.documents import load_documents
from tests.conftest import World

P = "people/ada.md"
I = "interactions/2026/x.md"  # noqa: E741


def note(head: str, body: str = "") -> bytes:
    return f"---\nname: Ada\n{head}---\n{body}".encode()


def seen(world: World) -> tuple[dict[str, Any], list[tuple[str, int, str]]]:
    """Return the documents by slug, and path, line and code of the problems."""
    with world.index() as index:
        ids = index.column("SELECT id FROM note WHERE live")
        documents = {d["slug"]: d for d in load_documents(index, ids)}
        problems = [(p.path, p.line, p.code) for p in find_problems(index)]
    return documents, problems


VALUES: list[tuple[str, bytes, dict[str, Any]]] = [
    ("a byte-order mark", b"\xef\xbb\xbf---\nname: Ada\n---\n", {"name": "Ada"}),
    ("CRLF", b"---\r\nname: Ada\r\ntags:\r\n  - a\r\n---\r\nText.\r\n",
     {"name": "Ada", "tags": ["a"], "text": "Text."}),
    ("BOM and CRLF", b"\xef\xbb\xbf---\r\nname: Ada\r\n---\r\n", {"name": "Ada"}),
    ("no newline at the end", b"---\nname: Ada\n---", {"name": "Ada"}),
    ("closed by dots", b"---\nname: Ada\n...\nText", {"name": "Ada", "text": "Text"}),
    ("blanks behind the fences", b"---  \nname: Ada\n--- \n", {"name": "Ada"}),
    ("keys named content and handler", note("content: a\nhandler: b\nmetadata: c\n"),
     {"content": "a", "handler": "b", "metadata": "c"}),
    ("numeric keys", note("1: a\n2.5: b\ntrue: c\n"), {"1": "a", "2.5": "b", "true": "c"}),
    ("a scalar for a list", note("tags: a\nemails: ada@example.org\n"),
     {"tags": ["a"], "emails": ["ada@example.org"]}),
    ("no, by YAML", b"---\nname: No\nlocation: Yes\n---\n", {"name": "No", "location": "Yes"}),
    ("a time, by YAML", note("location: 12:30\n"), {"location": "12:30"}),
    ("octal, by YAML", note("phones: 0123456\n"), {"phones": ["0123456"]}),
    ("a float, by YAML", note("location: 1e3\n"), {"location": "1e3"}),
    ("a plus sign", note("phones: +44 117\n"), {"phones": ["+44 117"]}),
    ("nothing, by YAML", note("location: ~\n"), {"name": "Ada"}),
    ("a tilde in quotes", note("location: '~'\n"), {"location": "~"}),
    ("a fence in the body", note("", "a\n\n---\nb: c\n---\n"), {"text": "a\n\n---\nb: c\n---"}),
    ("an anchor", note("tags: &t [a]\nown: *t\n"), {"tags": ["a"], "own": ["a"]}),
    ("a tag of YAML", note("location: !!python/object:os.system x\n"), {"location": "x"}),
    ("a merge key", note("<<: {a: b}\n"), {"<<": {"a": "b"}}),
    ("a text over lines", note("location: >-\n  here\n  and there\n"),
     {"location": "here and there"}),
    ("a wikilink without quotes", note("introduced_by: [[ada]]\n"), {"introduced_by": "ada"}),
    ("a flag in words", note("private: Yes\n"), {"private": True}),
    ("a date that is one", note("met_on: 2024-02-29\n"), {"met_on": "2024-02-29"}),
    ("Arabic", "---\nname: سلمى الخطيب\n---\n".encode(), {"name": "سلمى الخطيب"}),
    ("Devanagari", "---\nname: अनिता देशाई\n---\n".encode(), {"name": "अनिता देशाई"}),
    ("Han", "---\nname: 王小明\n---\n".encode(), {"name": "王小明"}),
    ("outside the basic plane", "---\nname: 𐍀𐌰 😀\n---\n".encode(), {"name": "𐍀𐌰 😀"}),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wanted"), [v[1:] for v in VALUES], ids=[v[0] for v in VALUES])
def test_it_is_the_right_value(world: World, data: bytes, wanted: dict[str, Any]) -> None:
    world.write(P, data)
    documents, problems = seen(world)
    assert problems == []
    assert {key: documents["ada"][key] for key in wanted} == wanted
    # What is nothing is no key.
    assert "location" in wanted or "location" not in documents["ada"]


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
LINES: list[tuple[str, str, bytes, list[tuple[int, str]]]] = [
    ("tabs for blanks", P, b"---\nname: Ada\ntags:\n\t- a\n---\n", [(4, "front-matter")]),
    ("never closed", P, b"---\nname: Ada\n", [(1, "front-matter")]),
    ("closed with too many", P, b"---\nname: Ada\n----\n", [(1, "front-matter")]),
    ("a blank line first", P, b"\n---\nname: Ada\n---\n", [(1, "front-matter")]),
    ("CR alone", P, b"---\rname: Ada\r---\r", [(1, "front-matter")]),
    ("empty", P, b"", [(1, "front-matter")]),
    ("only blanks", P, b" \n\n", [(1, "front-matter")]),
    ("only a BOM", P, b"\xef\xbb\xbf", [(1, "front-matter")]),
    ("an empty block", P, b"---\n---\n", [(1, "missing-key")]),
    ("a list", P, b"---\n- name\n---\n", [(2, "front-matter")]),
    ("a text", P, b"---\nAda\n---\n", [(2, "front-matter")]),
    ("a quote never closed", P, b"---\nname: 'Ada\ntags: a\n---\n", [(2, "front-matter")]),
    ("a colon in a value", P, b"---\nname: Ada: the one\n---\n", [(2, "front-matter")]),
    ("an alias of nothing", P, b"---\nname: *x\n---\n", [(2, "front-matter")]),
    ("laughs", P, note(LAUGHS), [(7, "front-matter")]),
    ("an anchor in itself", P, note("tags: &t [*t]\n"), [(3, "front-matter")]),
    ("brackets without end", P, note("a: " + "[" * 50_000 + "\n"), [(3, "front-matter")]),
    ("Latin-1", P, "---\nname: José\n---\n".encode("latin-1"), [(2, "encoding")]),
    ("UTF-16", P, "---\nname: Ada\n---\n".encode("utf-16"), [(1, "encoding")]),
    ("NUL in the keys", P, b"---\nname: A\x00da\n---\n", [(2, "encoding")]),
    ("a control character", P, b"---\nname: A\x07da\n---\n", [(2, "front-matter")]),
    ("duplicate keys", P, note("tags: a\ntags: b\n"), [(4, "duplicate-key")]),
    ("duplicate keys in a role", P, note("roles:\n  - org: a\n    org: b\n"), [(5, "duplicate-key")]),
    ("a list for a scalar", P, note("location: [a, b]\n"), [(3, "shape")]),
    ("a mapping for a scalar", P, note("location:\n  a: b\n"), [(4, "shape")]),
    ("a mapping for a list", P, note("tags: {a: b}\n"), [(3, "shape")]),
    ("a list in a list", P, note("tags: [a, [b]]\n"), [(3, "shape")]),
    ("a text for roles", P, note("roles: Acme\n"), [(3, "shape")]),
    ("an empty name", P, b"---\nname: ''\n---\n", [(2, "missing-key")]),
    ("no name", P, b"---\nname:\n---\n", [(2, "missing-key")]),
    ("two words as tag", P, note("tags: [a, b c]\n"), [(3, "value")]),
    ("a link without scheme", P, note("links: example.org\n"), [(3, "value")]),
    ("a script for a link", P, note("links: 'javascript:x'\n"), [(3, "value")]),
    ("a day that is none", P, note("met_on: 2026-02-31\n"), [(3, "value")]),
    ("a birthday that is none", P, note("birthday: --02-30\n"), [(3, "value")]),
    ("an interval that is none", P, note("keep_in_touch: 2 fortnights\n"), [(3, "value")]),
    ("a key that is nearly one", P, note("emial: x\n"), [(3, "unknown-key")]),
    ("a key of a role that is nearly one", P, note("roles:\n  - org: a\n    untill: 2020\n"),
     [(5, "unknown-key")]),
    ("a date that is none", I, b"---\ndate: 2026-13-45\n---\n", [(2, "value")]),
    ("a date in another order", I, b"---\ndate: 22.11.2026\n---\n", [(2, "value")]),
    ("no date, by YAML", I, b"---\ndate: ~\n---\n", [(2, "missing-key")]),
    ("several at once", I, b"---\ndate: 2026-01-01\nkind: x\noutcome: y\nasked: [z, job]\n---\n",
     [(3, "value"), (4, "value"), (5, "value")]),
    ("too long", P, b"---\nname: Ada\n---\n" + b"x" * 1_000_001, [(1, "too-long")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "data", "wanted"), [v[1:] for v in LINES], ids=[v[0] for v in LINES]
)
def test_it_is_a_problem_with_its_line(
    world: World, path: str, data: bytes, wanted: list[tuple[int, str]]
) -> None:
    world.write(path, data)
    assert seen(world)[1] == [(f"notes/{path}", *place) for place in wanted]


def test_a_file_of_fifty_megabytes_is_not_read(world: World) -> None:
    path = world.write(P, b"---\nname: Ada\n---\n")
    os.truncate(path, 50_000_000)
    assert seen(world) == ({}, [(f"notes/{P}", 1, "too-long")])


def test_a_very_long_value_does_not_fill_the_screen(world: World) -> None:
    world.write(P, note(f"met_on: {'9' * 100_000}\n"))
    said = world.run("check")
    assert len(said.out) < 600
    assert "2026-11-22" in said.out


def test_links_are_not_followed(world: World) -> None:
    world.person("Grace")
    (world.notes / "people" / "out.md").symlink_to("/etc/passwd")
    (world.notes / "people" / "loop").symlink_to(world.notes / "people")
    (world.notes / "people" / "self.md").symlink_to("self.md")
    documents, problems = seen(world)
    assert list(documents) == ["grace"]
    assert problems == [
        ("notes/people/loop", 1, "link"),
        ("notes/people/out.md", 1, "link"),
        ("notes/people/self.md", 1, "link"),
    ]


def test_a_name_without_a_letter_is_none(world: World) -> None:
    world.person("Ada")
    for path in ("people/@.md", "plans/ .md", "orgs/=.MD"):
        world.write(path, "---\nname: X\n---\n")
    world.write("own/@.md", "A page of your own.\n")
    documents, problems = seen(world)
    assert [slug for slug in documents if slug] == ["ada"]
    assert [code for _, _, code in problems] == ["file"] * 3
    assert world.run("build").code == 0


def test_a_folder_of_notes_that_went_away(world: World) -> None:
    world.person("Ada")
    assert world.run("build").code == 0
    world.notes.rename(world.root / "elsewhere")
    assert seen(world) == ({}, [("mkdocs.yml", 1, "unreadable")])
    said = world.run("build")
    assert (said.code, "docs_dir" in said.err) == (1, True)


def test_names_that_differ_in_case_only(world: World) -> None:
    world.person("Ada", "ada")
    if (world.notes / "people" / "ADA.md").exists():
        pytest.skip("this file system knows no case")
    world.person("Ada Lovelace", "ADA")
    documents, problems = seen(world)
    assert documents["ada"]["name"] == "Ada Lovelace"
    assert problems == [("notes/people/ada.md", 1, "same-slug")]


def test_the_same_slug_in_two_folders(world: World) -> None:
    world.person("Ada", "ada")
    world.person("Ada L", "work/ada")
    assert seen(world)[1] == [("notes/people/work/ada.md", 1, "same-slug")]


def test_pages_may_have_the_same_name_in_several_folders(world: World) -> None:
    world.write("index.md", "Home\n")
    world.write("ideas/index.md", "Ideas\n")
    assert seen(world)[1] == []
    assert world.run("check").err == "hobnob: 2 notes, no problems\n"


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_names_that_are_no_text(world: World) -> None:
    world.person("Ada")
    people = os.fsencode(world.notes / "people")
    for name in (b"caf\xe9.md", b"a\nb.md"):
        with open(people + b"/" + name, "wb") as file:
            file.write(b"---\nname: X\n---\n")
    for folder in (b"caf\xe9", b"c\x1b[31md"):
        os.mkdir(people + b"/" + folder)
        with open(people + b"/" + folder + b"/x.md", "wb") as file:
            file.write(b"---\nname: X\n---\n")
    (world.notes / "people" / "folder.md").mkdir()
    documents, problems = seen(world)
    assert list(documents) == ["ada"]
    assert [code for _, _, code in problems] == ["file"] * 5
    said = world.run("check")
    assert said.code == 1
    assert all(c.isprintable() or c == "\n" for c in said.out)
    assert len(said.out.splitlines()) == 5


def test_what_may_not_be_read(world: World) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = world.person("Ada")
    path.chmod(0)
    assert seen(world)[1] == [("notes/people/ada.md", 1, "unreadable")]


def test_folders_that_may_not_be_read(world: World) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    world.person("Ada", body="[a](../own/a.png)")
    for folder in ("own", "orgs", "inbox"):
        (world.notes / folder).mkdir()
    world.write("own/a.png", b"x")
    assert world.run("build").code == 0
    for folder in ("own", "orgs", "inbox"):
        (world.notes / folder).chmod(0)
    unread = [path for path, _, code in seen(world)[1] if code == "unreadable"]
    assert unread == ["notes/orgs", "notes/own"]
    assert "notes/inbox" in world.run("inbox").err
    assert world.run("build").code == 0
