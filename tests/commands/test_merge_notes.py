"""Two clones of a journal are merged by git, which asks hobnob about each note that both changed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Said, World

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

FIRST = ("Abe", "Bea", "Cem", "Dot", "Eva", "Flo", "Gus", "Hal", "Ida", "Jon")
PEOPLE = [f"{name} Field" for name in FIRST]


class Clone(World):
    """A journal in a git repository."""

    def git(self, *arguments: str, fails: bool = False) -> str:
        said = subprocess.run(
            ["git", "-C", str(self.root), *arguments], capture_output=True, text=True, check=False
        )
        assert bool(said.returncode) == fails, said.stdout + said.stderr
        return said.stdout + said.stderr

    def save(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "notes")

    def hobnob(self, *arguments: str) -> Said:
        said = self.run(list(arguments))
        assert said.code == 0, said.err
        return said

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a note by hand."""
        text = self.text(path)
        assert old in text
        (self.notes / path).write_bytes(text.replace(old, new, 1).encode())

    def text(self, path: str) -> str:
        return (self.notes / path).read_bytes().decode()

    def all_text(self) -> str:
        return "\n".join(path.read_text("utf-8") for path in sorted(self.notes.rglob("*.md")))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """A journal in git; `hobnob` is on the path."""
    command = tmp_path / "bin" / "hobnob"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m hobnob "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "somebody@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    # Hundreds of changes; no power is cut while the test runs.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    world = Clone(tmp_path / "one")
    world.hobnob("init", ".", "--no-examples")
    return world


@pytest.fixture
def clone(repository: Clone, tmp_path: Path) -> Callable[[], Clone]:
    """Commit the journal and clone it, as on another machine."""

    def make() -> Clone:
        repository.save()
        repository.git("clone", "-q", ".", str(tmp_path / "two"))
        other = Clone(tmp_path / "two")
        other.hobnob("init")
        return other

    return make


def merge(one: Clone, two: Clone, *, fails: bool = False) -> str:
    """Save both, and let the first merge what the second has."""
    one.save()
    two.save()
    one.git("fetch", "-q", str(two.root), "HEAD")
    return one.git("merge", "-q", "--no-edit", "FETCH_HEAD", fails=fails)


def use(clone: Clone, side: int) -> list[str]:
    """Log a hundred times, and change people thirty times; return what must be in the notes."""
    word = ("alpha", "omega")[side]
    said = []
    for number in range(100):
        text = f"Call with {PEOPLE[number % 10]} about {word} {number}"
        clone.hobnob("log", "--date", f"2026-10-{number % 28 + 1:02}", text)
        said.append(f"{word} {number}")
    for number, name in enumerate(PEOPLE):
        slug = name.lower().replace(" ", "-")
        address = f"{word}{number}@example.org"
        clone.hobnob("set", slug, f"tags+={word}{number}", f"emails+={address}")
        # The lines of the two keys are neighbours.
        old, new = (
            ("location: Rome", f"location: Oslo {number}"),
            ("birthday: --01-02", f"birthday: --03-{10 + number}"),
        )[side]
        clone.edit(f"people/{slug}.md", old, new)
        said += [f"{word}{number}", address, new]
        if number % 3 == side:
            clone.hobnob("move", slug, "--org", f"{word} works {number}")
            said.append(f"{word} works {number}")
        else:
            clone.hobnob("note", slug, f"likes {word} {number}")
            said.append(f"likes {word} {number}")
    return said


def test_a_hundred_logs_and_thirty_edits_of_the_same_people_on_each_side(
    repository: Clone, clone: Callable[[], Clone]
) -> None:
    for name in PEOPLE:
        repository.person(
            name, tags="[friend]", location="Rome", birthday="--01-02", circle="wide", org="Acme",
            body="Met at school.\n",
        )  # fmt: skip
    other = clone()
    said = [*use(repository, 0), *use(other, 1)]
    merge(repository, other)
    text = repository.all_text()
    assert [words for words in said if words not in text] == []
    assert "<<<<" not in text
    checked = repository.run("check")
    assert (checked.code, checked.out) == (0, "")
    assert len(list(repository.notes.glob("interactions/*/*.md"))) == 200


def test_a_contradiction_is_shown_as_one(repository: Clone, clone: Callable[[], Clone]) -> None:
    ada = repository.person("Ada", circle="close", location="London", body="Met in 2020.\n")
    repository.person("Bob", roles="[{org: Acme}]")
    other = clone()
    repository.edit("people/ada.md", "circle: close", "circle: inner # mine")
    other.edit("people/ada.md", "circle: close", "circle: wide")
    other.edit("people/ada.md", "location: London", "location: Paris")
    repository.edit("people/bob.md", "Acme", "Acme, until: 2025")
    other.edit("people/bob.md", "Acme", "Acme, until: 2026")
    said = merge(repository, other, fails=True)
    assert "people/ada.md: circle: ours is 'inner', theirs is 'wide'" in said
    assert repository.text("people/ada.md") == (
        "---\nname: Ada\ncircle: inner # mine\ncircle: wide\nlocation: Paris\n---\nMet in 2020.\n"
    )
    assert repository.git("diff", "--name-only", "--diff-filter=U").split() == [
        "notes/people/ada.md", "notes/people/bob.md"
    ]  # fmt: skip
    checked = repository.run("check")
    assert checked.code == 1
    first, second = checked.out.splitlines()
    assert first.startswith("notes/people/ada.md:4:1: duplicate-key 'circle'")
    assert "'inner' on line 3, 'wide' here" in first
    assert second.startswith("notes/people/bob.md:3:")
    assert "'2025' on line 3, '2026' here" in second
    ada.write_bytes(ada.read_bytes().replace(b"circle: wide\n", b""))
    assert repository.run("check ada").code == 0


def test_sentences_that_both_rewrote_stand_between_markers(
    repository: Clone, clone: Callable[[], Clone]
) -> None:
    repository.person("Ada", circle="close", tags="[a]", body="Met in 2020.\n")
    other = clone()
    for side, world in (("Rome", repository), ("Oslo", other)):
        world.edit("people/ada.md", "Met in 2020", f"Met in {side}")
        world.edit("people/ada.md", "[a]", f"[a, {side.lower()}]")
    merge(repository, other, fails=True)
    assert repository.text("people/ada.md").endswith(
        "tags: [a, rome, oslo]\n---\n"
        "<<<<<<< ours\nMet in Rome.\n=======\nMet in Oslo.\n>>>>>>> theirs\n"
    )


def test_without_the_driver_git_does_what_it_did_before(
    repository: Clone, clone: Callable[[], Clone], tmp_path: Path
) -> None:
    repository.person("Ada", circle="close", location="London")
    other = clone()
    repository.git("config", "--unset", "merge.hobnob.driver")
    for world, old, new in ((repository, "close", "inner"), (other, "London", "Paris")):
        world.edit("people/ada.md", old, new)
    assert "merges notes as plain text in this clone" in repository.run("check").err
    merge(repository, other, fails=True)
    text = repository.text("people/ada.md")
    assert "<<<<<<<" in text
    repository.git("merge", "--abort")
    # The driver is set, but the program is gone.
    repository.hobnob("init")
    (tmp_path / "bin" / "hobnob").unlink()
    path = os.environ["PATH"]
    os.environ["PATH"] = ":".join(p for p in path.split(":") if not Path(p, "hobnob").exists())
    merge_again = repository.git("merge", "FETCH_HEAD", fails=True)
    assert "CONFLICT" in merge_again
    assert repository.text("people/ada.md").count("<<<<<<<") == 1


def test_a_file_that_is_no_text_stays_ours_and_is_a_conflict(world: World) -> None:
    for name, data in (("base", b"a"), ("ours", b"\0b"), ("theirs", b"\0c")):
        world.write(name, data)
    said = world.run("merge-notes notes/base notes/ours notes/theirs 7 people/x.md")
    assert said.code == 1
    assert "people/x.md: one of the versions is not text" in said.err
    assert (world.notes / "ours").read_bytes() == b"\0b"
