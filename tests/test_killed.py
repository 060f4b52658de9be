"""A change of hundreds of notes, killed at hundreds of instants; two writers; two clones."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hobnob.capture.inbox.run import InboxRun
from hobnob.capture.log import EntryWriter
from hobnob.change.files import ChangeSet
from hobnob.change.merge import merge_notes
from hobnob.change.rename import rename_note
from hobnob.importers.found import Found, FoundPerson, Wanted
from hobnob.importers.planning import Planner
from hobnob.index.index import Index
from hobnob.journal import Journal
from hobnob.transaction import History, commit, list_done, recover, undo
from hobnob.transaction.files import MANY
from tests.commands.changing import Tree, tree
from tests.conftest import World

NOTES = 150
INSTANTS = int(os.environ.get("HOBNOB_KILLS", "24"))

Drafting = Callable[[Index], ChangeSet | EntryWriter]


def id_of(index: Index, slug: str) -> int:
    return int(index.value("SELECT id FROM note WHERE slug = :slug", slug=slug))


def renaming(index: Index) -> ChangeSet:
    return rename_note(index, id_of(index, "ada"), "Ada King")


def merging(index: Index) -> ChangeSet:
    return merge_notes(index, id_of(index, "bob"), id_of(index, "ada"), prefer="keep").draft


def logging_the_inbox(index: Index) -> EntryWriter:
    run = InboxRun(index=index)
    run.read()
    return run.writer


def importing(index: Index) -> ChangeSet:
    """New people, some with a photo, somebody whose note changes, and the news of it."""
    ada = FoundPerson(name="Ada Byron", values={"roles": [{"org": "Engines"}]}, source="made-up:0")
    others = (
        FoundPerson(name=f"New {n}", source=f"made-up:{n}", photo=b"\xff\xd8\0"[: 3 * (n % 5 == 0)],
                    photo_type="jpg")
        for n in range(1, MANY + 1)
    )  # fmt: skip
    planner = Planner(index, Wanted(day="2026-11-22"))
    bob = FoundPerson(name="Bob", text="New.", values={"emails": ["bob@example.org"]})
    planner.take(Found(kind="made-up", title="made-up", people=(ada, bob, *others)))
    return planner.end().draft


@pytest.fixture
def many(world: World) -> World:
    world.person("Ada Byron", slug="ada", body="Mine.\n")
    world.person("Bob", body="His.\n", emails="bob@example.org")
    for number in range(NOTES):
        world.met(f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}", "ada",
                  slug=f"2026-talk-{number}", body=f"{number} with [[ada|her]].\n")  # fmt: skip
    # The first line stays in the inbox, with its reason; the others move into notes.
    world.write("inbox.md", "call\n" + "".join(f"call {n} with Ada\n" for n in range(NOTES + 1)))
    return world


def in_child(work: Callable[[], object]) -> int:
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    return child


def assert_nothing_left(journal: Journal) -> None:
    """Neither unfinished changes nor new texts beside their notes, nor a change put aside."""
    assert not (journal.cache / "pending").exists()
    assert not (journal.cache / "aside").exists()
    assert not list(journal.notes.rglob(".*.hobnob-new"))
    assert not History(journal).foreign


def put_back(world: World, now: Tree, before: Tree) -> None:
    for path in now.keys() - before.keys():
        (world.notes / path).unlink()
    for path, data in before.items():
        if now.get(path) != data:
            (world.notes / path).write_bytes(data)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked")
@pytest.mark.parametrize("drafting", [renaming, merging, logging_the_inbox, importing])
def test_killed_at_any_instant_it_is_wholly_before_or_wholly_after(
    many: World, drafting: Drafting
) -> None:
    journal = many.journal()
    with many.index() as index:
        draft = drafting(index)
    changes = draft.changes()
    assert len(changes) > NOTES
    before = tree(many)
    begun = time.perf_counter()
    commit(journal, changes, "whole")
    whole = time.perf_counter() - begun
    after = tree(many)
    put_back(many, after, before)
    instants = random.Random(1843)
    seen = set()
    for instant in range(INSTANTS):
        child = in_child(lambda: commit(journal, changes, "whole"))
        # On a busy machine it may always be too early; the last is let through.
        if instant + 1 < INSTANTS:
            time.sleep(instants.uniform(0, 1.1 * whole))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        recover(journal)
        now = tree(many)
        assert now in (before, after)
        assert_nothing_left(journal)
        seen.add(now == before)
        put_back(many, now, before)
    assert seen == {True, False}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked")
def test_an_undo_killed_at_any_instant_is_finished_or_can_begin_again(many: World) -> None:
    """It is never reversed, nothing is left over, and it can be taken back itself."""
    journal = many.journal()
    with many.index() as index:
        draft = renaming(index)
    before = tree(many)
    commit(journal, draft.changes(), "whole")
    after = tree(many)
    kept = many.root.parent / "kept"
    shutil.copytree(journal.cache, kept)
    begun = time.perf_counter()
    undo(journal, list_done(journal)[0])
    whole = time.perf_counter() - begun
    instants = random.Random(1852)
    seen = set()
    for instant in range(INSTANTS // 2):
        put_back(many, tree(many), after)
        shutil.rmtree(journal.cache)
        shutil.copytree(kept, journal.cache)
        child = in_child(lambda: undo(journal, list_done(journal)[0]))
        if instant + 1 < INSTANTS // 2:
            time.sleep(instants.uniform(0, 1.1 * whole))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        recover(journal)
        assert tree(many) in (before, after)
        seen.add(tree(many) == before)
        # What can be undone now is the change, if it was not undone; an undo is no such change.
        left = [done.what for done in list_done(journal)]
        assert left == ([] if tree(many) == before else ["whole"])
        undos = [done.what for done in History(journal).to_redo()]
        assert undos == (["undo whole"] if tree(many) == before else [])
        assert_nothing_left(journal)
        for done in list_done(journal):
            undo(journal, done)
        assert tree(many) == before
        (made,) = History(journal).to_redo()
        undo(journal, made)
        assert tree(many) == after
    assert seen == {True, False}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked")
def test_the_next_command_brings_it_to_an_end_and_says_so(many: World) -> None:
    journal = many.journal()
    with many.index() as index:
        draft = renaming(index)
    before = tree(many)
    said = ""
    for step in range(1, 200):
        child = in_child(lambda: commit(journal, draft.changes(), "rename ada Ada King"))
        time.sleep(step / 1000)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = many.run("show ada --json").err
        put_back(many, tree(many), before)
        if "was interrupted" in said:
            break
    assert "was interrupted" in said


def test_two_that_write_at_once_lose_nothing(world: World) -> None:
    """Each adds its own tags to the same note, again and again."""
    world.person("Ada")
    hobnob = [sys.executable, "-m", "hobnob", "--journal", str(world.root)]

    def add(letter: str) -> None:
        for number in range(6):
            while True:
                command = [*hobnob, "set", "ada", f"tags+={letter}{number}"]
                done = subprocess.run(command, check=False, capture_output=True)
                if done.returncode == 0:
                    break
                # Somebody else was faster: nothing was written, and it may be tried again.
                assert done.returncode == 4, done.stderr

    threads = [threading.Thread(target=add, args=(letter,)) for letter in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tags = world.run("show ada --json").json["tags"]
    assert sorted(tags) == [f"{letter}{number}" for letter in "ab" for number in range(6)]


def test_an_editor_that_saves_in_between_wins(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = world.person("Ada")
    real = ChangeSet.changes

    def saved_meanwhile(draft: ChangeSet) -> object:
        path.write_bytes(b"---\nname: Ada\n---\nSaved by an editor.\n")
        return real(draft)

    monkeypatch.setattr(ChangeSet, "changes", saved_meanwhile)
    said = world.run("set ada circle=close")
    assert said.code == 4
    assert "changed by someone else" in said.err
    assert path.read_bytes().endswith(b"Saved by an editor.\n")


def test_two_clones_merge_without_a_conflict(tmp_path: Path) -> None:
    """Fifty interactions each, some on one day with one person, and keys of the same person."""
    first = World(tmp_path / "first")
    first.settle()
    first.person("Ada", emails="[ada@x.example]", birthday="--12-10", location="London",
                 circle="wide", tags="[maths]")  # fmt: skip
    for name in ("Bob", "Carl"):
        first.person(name)

    def git(folder: Path, *words: str) -> str:
        names = ["-c", "user.name=A", "-c", "user.email=a@x.example"]
        return subprocess.run(
            ["git", "-C", str(folder), *names, *words], check=True, capture_output=True, text=True
        ).stdout

    git(first.root.parent, "init", "-q", str(first.root))
    (first.root / ".gitignore").write_text("/site/\n")
    git(first.root, "add", "-A")
    git(first.root, "commit", "-qm", "begin")
    git(tmp_path, "clone", "-q", str(first.root), "second")
    second = World(tmp_path / "second")
    for world, letter, key in ((first, "a", "circle=close"), (second, "b", "phones=+44 1")):
        for number in range(50):
            who = ("ada", "bob", "carl")[number % 3]
            day = f"2026-11-{number % 10 + 1:02}"
            answer = world.run(["log", f"Talk {letter}{number}", "--with", who, "--date", day])
            assert answer.code == 0, answer.err
        assert world.run(["set", "ada", key]).code == 0
        git(world.root, "add", "-A")
        git(world.root, "commit", "-qm", letter)
    git(first.root, "pull", "-q", "--no-rebase", "--no-edit", str(second.root), "HEAD")
    assert first.run("check").code == 0
    assert first.run("stats --json").json["interactions"] == 100
    ada = first.run("show ada --json").json
    assert (ada["circle"], ada["phones"]) == ("close", ["+44 1"])


def test_a_journal_is_never_left(many: World, tmp_path: Path) -> None:
    """Whatever a name or a key holds, and through whatever link."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "theirs.md").write_text("---\nname: Theirs\n---\nSee [[ada]].\n")
    (many.notes / "orgs").symlink_to(outside)
    assert many.run(["rename", "ada", "/etc/ada"]).code == 0
    assert many.run(["add", "org", "Acme"]).code == 2
    assert [path.name for path in outside.iterdir()] == ["theirs.md"]
    assert (outside / "theirs.md").read_text().endswith("See [[ada]].\n")
    journal: Journal = many.journal()
    assert journal.notes.is_dir()
