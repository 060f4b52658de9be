"""A vault of Obsidian, opened as a journal: nobody is left out without a word."""

from __future__ import annotations

import re
import shutil
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.conftest import ROOT, World

VAULT = ROOT / "tests" / "obsidian" / "notes"
PAGE = ROOT / "cli" / "hobnob" / "docs" / "pages" / "obsidian.md"
FIXES = re.findall(r"^(\w+: \S.*?)\s+→ (.+)$", PAGE.read_text(encoding="utf-8"), re.M)
QUESTIONS = {
    "ambiguous", "conflict", "conflict-copy", "dead-link", "lost-text", "never-written",
    "numbered-copy", "same-name", "unknown-key",
}  # fmt: skip
"""What only the owner of the vault can decide."""


@pytest.fixture
def vault(world: World) -> World:
    shutil.copytree(VAULT, world.notes, dirs_exist_ok=True)
    return world


def texts(world: World) -> dict[str, list[str]]:
    paths = sorted(world.notes.rglob("*.md"))
    return {
        str(p.relative_to(world.root)): p.read_bytes().decode().splitlines(keepends=True)
        for p in paths
    }


def people(world: World) -> set[str]:
    return {person["name"] for person in world.run("list people --json").json}


def test_everybody_is_there_or_named_by_check(vault: World) -> None:
    files = {str(p.relative_to(vault.root)) for p in (vault.notes / "People").rglob("*.md")}
    told = {p["path"] for p in vault.run("check --json").json}
    listed = {person["path"] for person in vault.run("list people --json").json}
    assert files - listed - told == {"notes/People/_archive/Old Friend.md"}
    assert files - listed == {
        "notes/People/_archive/Old Friend.md",
        "notes/People/Alan Turing (conflicted copy 2026-01-01).md",
        "notes/People/rosa.sync-conflict-20260101-101500-ABCDEFG.md",
    }
    assert {"Grace Hopper", "Sofia Marino", "Empty Note", "山田太郎", "karl-weiss"} <= people(vault)


def test_the_interactions_have_their_people(vault: World) -> None:
    found = {i["slug"][:10]: i["people"] for i in vault.run("list interactions --json").json}
    assert found["2026-11-02"] == ["charles-babbage", "karl-weiss"]
    assert found["2026-11-03"] == ["ada-lovelace", "zoë-öztürk"]
    assert found["2026-11-05"] == ["sofia-marino"]
    assert found["2026-11-07"] == ["jane-goodall", "tim-berners-lee"]
    # `date: 20261106` is told, and --fix writes it.
    assert "2026-11-06" not in found
    vault.run("check --fix")
    assert len(vault.run("list interactions --json").json) == 7


def test_fix_leaves_nothing_but_questions(vault: World) -> None:
    vault.run("check --fix")
    assert {p["code"] for p in vault.run("check --json").json} == QUESTIONS
    assert {"Karl Weiss", "Marie Curie"} <= people(vault)
    again = vault.run("check --fix")
    assert "0 repairs made" in again.err


def test_fix_touches_only_the_lines_that_it_names(vault: World) -> None:
    before = texts(vault)
    named = vault.run("check --fix").err
    after = texts(vault)
    assert before.keys() == after.keys()
    for path, lines in before.items():
        for line in unified_diff(lines, after[path], n=0):
            if line.startswith(("---", "+++", "@@")) or line[1:].strip() == "---":
                continue
            key, _, _ = line[1:].strip().partition(":")
            key = key.lower().replace("-", "_")
            assert f"{path}: {key}: " in named or line[1:].strip() in named, (path, line)


def test_undo_gives_the_vault_back(vault: World) -> None:
    before = texts(vault)
    vault.run("check --fix")
    assert texts(vault) != before
    assert vault.run("undo").code == 0
    assert texts(vault) == before


@pytest.mark.parametrize(("before", "after"), FIXES, ids=[before for before, _ in FIXES])
def test_the_manual_says_what_fix_writes(world: World, before: str, after: str) -> None:
    assert len(FIXES) == 9
    if before.startswith("people"):
        note = world.write("interactions/2026/x.md", f"---\ndate: 2026-11-01\n{before}\n---\n")
    else:
        note = world.write("people/ada.md", f"---\nname: Ada Byron\n{before}\n---\n")
    world.run("check --fix")
    assert note.read_text(encoding="utf-8").split("\n")[2] == after


def test_the_site_shows_the_pictures_and_no_templates(vault: World) -> None:
    assert vault.run("build").code == 0
    site = vault.root / "site"
    page = (site / "people" / "grace-hopper.html").read_text(encoding="utf-8")
    assert re.search(r'<img src="[^"]*pictures/grace.png" alt="grace.png" width="300"', page)
    made = [str(path.relative_to(site)) for path in Path(site).rglob("*.html")]
    assert not [path for path in made if "templates" in path.lower() or "archive" in path]
