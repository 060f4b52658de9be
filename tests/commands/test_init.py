"""A new journal: complete, clean, and nothing that was there is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from hobnob.index.orgs import list_orgs
from tests.conftest import Said, World

EXAMPLES = {
    "notes/people/jo-example.md",
    "notes/interactions/2026/2026-11-22-message-jo-example.md",
    "notes/plans/example-plan.md",
    "notes/orgs/example-and-daughters.md",
    "notes/letters/example-letter.md",
}


def init(world: World, folder: Path, *options: str) -> Said:
    return world.run(["init", str(folder), *options])


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not {".git", ".hobnob"} & {*path.relative_to(folder).parts}
    }


@pytest.fixture
def new(world: World, tmp_path: Path) -> World:
    """A journal as init makes it."""
    assert init(world, tmp_path / "new").code == 0
    return World(tmp_path / "new")


def test_a_new_journal_has_all_it_needs_and_no_more(new: World) -> None:
    own = {"mkdocs.yml", ".gitignore", ".gitattributes", "notes/index.md"}
    assert files(new.root) == own | EXAMPLES


def test_a_new_journal_is_clean(new: World) -> None:
    said = new.run("check")
    assert (said.code, said.out) == (0, "")


def test_it_stays_clean_whatever_the_day(new: World) -> None:
    assert new.run("check", today="2031-01-01").code == 0


def test_the_examples_are_one_of_each_kind_and_linked(new: World) -> None:
    with new.index() as index:
        kinds = index.rows("SELECT kind, count(*) FROM note WHERE kind <> 'page' GROUP BY kind")
        assert dict(kinds) == dict.fromkeys(
            ("person", "interaction", "plan", "org", "letter"), 1
        )  # fmt: skip
        assert index.value("SELECT count(*) FROM ref WHERE target IS NULL") == 0
        assert index.value("SELECT count(*) FROM ref WHERE field = 'letter'") == 1
        (org,) = list_orgs(index)
        assert [tuple(who)[1:] for who in org.now] == [("jo-example", "Jo Example")]


def test_every_example_says_how_to_be_rid_of_it(new: World) -> None:
    for path in EXAMPLES:
        assert "example" in path
        assert "elete it" in (new.root / path).read_text(encoding="utf-8")


def test_without_the_examples_nothing_is_missed(new: World) -> None:
    for path in EXAMPLES:
        (new.root / path).unlink()
    assert new.run("check").code == 0


def test_its_mkdocs_yml_is_lean_and_yaml_with_and_without_its_comments(new: World) -> None:
    text = (new.root / "mkdocs.yml").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 20
    site = yaml.safe_load(text)
    assert site["docs_dir"] == "notes"
    assert site["plugins"] == [{"hobnob": None}]
    # What its comments offer works when the sign before it is taken away.
    offered = text.replace("      # cadence", "      cadence").replace(
        "      # share", "      share"
    )
    (new.root / "mkdocs.yml").write_text(offered, encoding="utf-8")
    assert dict(new.journal().settings.cadence)["inner"] == 21
    assert new.journal().settings.share


def test_it_says_what_to_do_next_and_that_works(world: World, tmp_path: Path) -> None:
    said = world.run("init ../new")
    steps = [line.strip() for line in said.out.splitlines()[1:]]
    assert steps[0].startswith("cd ../new && hobnob ") or steps[0].startswith(f"cd {tmp_path}/new")
    assert len(steps) == 3
    new = World(tmp_path / "new")
    for step in steps[:2]:
        answer = new.run(step.split("hobnob ", 1)[1])
        assert answer.code == 0, answer.err
    assert steps[2] == "hobnob serve"
    assert new.run("check").code == 0


def test_what_is_there_is_kept_and_named(world: World, tmp_path: Path) -> None:
    there = {
        ".gitignore": "secrets\n",
        "mkdocs.yml": "site_name: Mine\ndocs_dir: texts\nplugins: [hobnob]\n",
        "texts/index.md": "# Mine\n",
        "texts/people/grace.md": "---\nname: Grace\n---\n",
    }
    for name, text in there.items():
        path = tmp_path / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    said = init(world, tmp_path / "old")
    assert said.code == 0
    assert files(tmp_path / "old") == {*there, ".gitattributes"}
    assert {n: (tmp_path / "old" / n).read_text(encoding="utf-8") for n in there} == there
    for name in (
        ".gitignore was there and is kept; add a line /site/",
        "mkdocs.yml was",
        "index.md",
    ):
        assert name in said.err


def test_twice_changes_nothing(new: World) -> None:
    before = {name: (new.root / name).read_bytes() for name in files(new.root)}
    (new.root / "notes/people/jo-example.md").unlink()
    said = init(new, new.root, "--json")
    assert said.json["written"] == []
    assert said.json["git"] == "around"
    del before["notes/people/jo-example.md"]
    assert {name: (new.root / name).read_bytes() for name in files(new.root)} == before


def test_another_site_is_left_alone(world: World, tmp_path: Path) -> None:
    site = tmp_path / "blog" / "mkdocs.yml"
    site.parent.mkdir()
    site.write_text("site_name: Blog\nplugins: [search]\n", encoding="utf-8")
    said = init(world, tmp_path / "blog")
    assert said.code == 2
    assert "does not list hobnob" in said.err
    assert files(tmp_path / "blog") == {"mkdocs.yml"}


def test_a_file_is_no_folder(world: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        said = init(world, folder)
        assert said.code == 2
        assert "not a folder" in said.err


def test_a_link_out_of_the_folder_is_not_followed(world: World, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "away").mkdir()
    (tmp_path / "new" / "notes").mkdir()
    (tmp_path / "new" / "notes" / "people").symlink_to(tmp_path / "away")
    (tmp_path / "new" / ".gitignore").symlink_to(tmp_path / "nowhere")
    assert init(world, tmp_path / "new").code == 2
    assert not any((tmp_path / "away").iterdir())
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_it_is_a_git_repository_that_ignores_what_is_derived(new: World) -> None:
    new.run("list people")
    (new.root / "site").mkdir()
    (new.root / "site" / "index.html").write_text("x", encoding="utf-8")
    said = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=new.root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert {*said.stdout.splitlines()} == files(new.root) - {"site/index.html"}


def test_inside_a_repository_no_other_is_made(world: World, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert init(world, tmp_path / "a" / "b", "--json").json["git"] == "around"
    assert not (tmp_path / "a" / "b" / ".git").exists()


def test_no_git_and_no_examples_are_left_out_when_asked(world: World, tmp_path: Path) -> None:
    said = init(world, tmp_path / "new", "--no-git", "--no-examples", "--json")
    answer = said.json
    assert answer.pop("change")["paths"] == ["notes/index.md"]
    assert answer == {
        "path": str(tmp_path / "new"),
        "written": ["mkdocs.yml", ".gitignore", "notes/index.md"],
        "kept": [],
        "git": "no",
        "merges": False,
        "commit": None,
    }
    assert not (tmp_path / "new" / ".git").exists()


def test_without_git_it_goes_on(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    said = init(world, tmp_path / "new")
    assert said.code == 0
    assert "git is not installed" in said.err
    assert (tmp_path / "new" / "mkdocs.yml").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_merges_the_notes_of_a_clone_by_what_they_say(world: World, tmp_path: Path) -> None:
    root = tmp_path / "clone"
    root.mkdir()
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / "mkdocs.yml").write_text("site_name: X\ndocs_dir: my [notes]\nplugins: [hobnob]\n")
    (root / ".gitattributes").write_bytes(b"*.jpg binary")
    said = init(world, root, "--no-examples", "--json").json
    assert said["merges"]
    assert ".gitattributes" in said["written"]
    lines = (root / ".gitattributes").read_text().splitlines()
    assert lines[0] == "*.jpg binary"

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True
        ).stdout

    asked = [
        f"my [notes]/{name}" for name in ("a.md", "people/x.md", "orgs/deep/x.MD", "x.markdown")
    ]
    for answer in git("check-attr", "merge", "--", *asked).splitlines():
        assert answer.endswith("merge: hobnob")
    assert "unspecified" in git("check-attr", "merge", "--", "README.md")
    assert "hobnob merge-notes %O %A %B %L %P" in git("config", "merge.hobnob.driver")
    # A second time changes nothing, and a driver of your own stays.
    git("config", "merge.hobnob.driver", "mine %A")
    again = init(world, root, "--no-examples", "--json").json
    assert ".gitattributes" not in again["written"]
    assert (root / ".gitattributes").read_text().splitlines() == lines
    assert git("config", "merge.hobnob.driver") == "mine %A\n"
