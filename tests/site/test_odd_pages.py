"""No ordinary page and no other file stops a build: what cannot be shown is left out by name."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.conftest import World

LEFT_OUT = {
    "latin": "Café\n".encode("latin-1"),
    "utf16": "# Café\n".encode("utf-16"),
    "binary": bytes(range(256)),
    "surrogate": b"# \xed\xa0\x80\n",
    "nul": b"# a\0\n",
    "long": b"x" * 1_500_000,
}
"""Pages that nobody can read."""
READ = {
    "number": ("title: 2026", "2026"),
    "seven": ("title: 007", "007"),
    "flag": ("title: true", "true"),
    "day": ("title: 2026-01-02", "2026-01-02"),
    "time": ("title: 12:30", "12:30"),
    "real": ("title: 1.50", "1.50"),
}
"""Titles that YAML 1.1 takes for something else; they are read as text."""
IGNORED = {
    "list": "title: [a, b]",
    "mapping": "title: {a: b}",
    "set": "title: !!set {a, b}",
    "status": "status: [a]",
    "templates": "template: [a]",
}
"""Values that no theme can use."""
FINE = {
    "empty": b"",
    "only": b"---",
    "only-two": b"---\n---\n",
    "itself": b"---\ntitle: &a [*a]\n---\nx\n",
    "inside": b"---\nown: &a {b: *a}\n---\nx\n",
    "keys": b"---\n2026: x\n? [1]\n: y\n---\nx\n",
    "bytes": b"---\nown: !!binary aGk=\n---\nx\n",
    "theme": b"---\ntemplate: no-such.html\n---\nx\n",
    "number-theme": b"---\ntemplate: 5\nicon: 7\nhide: 5\nhobnob_up: 5\n---\nx\n",
}
"""Pages with something wrong, which are shown."""


def test_odd_pages_are_shown_or_named(world: World) -> None:
    world.person("Ada")
    for name, data in {**LEFT_OUT, **FINE}.items():
        world.write(f"{name}.md", data)
    for name, (line, _) in READ.items():
        world.write(f"{name}.md", f"---\n{line}\n---\nx\n".encode())
    for name, line in IGNORED.items():
        world.write(f"{name}.md", f"---\n{line}\n---\nx\n".encode())
    world.write("shout.MD", LEFT_OUT["binary"])
    said = world.run("build")
    assert said.code == 0, said.err
    for name in LEFT_OUT:
        assert f"{name}.md: line " in said.err
        assert not (world.root / f"site/{name}.html").exists()
    for name in (*READ, *IGNORED, *FINE):
        assert (world.root / f"site/{name}.html").is_file(), name
    for name, (_, title) in READ.items():
        page = (world.root / f"site/{name}.html").read_text()
        assert f"<title>{title} " in page, name
    assert "shout.MD: line " in said.err
    problems = {(p["path"], p["code"]) for p in world.run("check --json").json}
    for name in IGNORED:
        assert f"{name}.md: " in said.err
        assert (f"notes/{name}.md", "shape") in problems
    for name in LEFT_OUT:
        assert f"notes/{name}.md" in {path for path, _ in problems}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("name", [b"a\xff.md", b"a\xff.png", b"d\xff/x.png", b"a\nb.png",
                                  b"people/a\xff.md", b"a\x1bb.md"])  # fmt: skip
def test_a_name_that_is_not_unicode_is_left_out_and_named(world: World, name: bytes) -> None:
    world.person("Ada")
    path = os.path.join(os.fsencode(world.notes), name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(b"---\nname: X\n---\n")
    said = world.run("build")
    assert said.code == 0, said.err
    assert world.run("check").code == 1
    assert "rename it" in world.run("check").out
    for verb in ("list", "search x", "show ada", "stats", "today", "export csv", "undo --list"):
        assert world.run(verb).code != 70, verb


def test_a_home_page_that_cannot_be_read_is_replaced(world: World) -> None:
    world.write("index.md", b"\xff\xfe")
    said = world.run("build")
    assert said.code == 0
    assert "index.md: line 1" in said.err
    assert Path(world.root / "site/index.html").is_file()


def test_a_page_of_brackets_is_not_parsed_by_mkdocs(world: World) -> None:
    """Its parser takes minutes for them, and hobnob's does not."""
    world.write("odd.md", "# Odd\n\n" + "[" * 40_000)
    said = world.run("build")
    assert said.code == 0
    assert "odd.md: its links were not checked" in said.err
    assert (world.root / "site/odd.html").exists()
