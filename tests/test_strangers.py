"""A journal may come from a stranger: reading it writes nothing outside of it, and follows no link.

What a stranger can bring is planted in `.hobnob`; then the commands are run that anybody runs on a
journal they have just been given.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hobnob.journal import digest
from hobnob.machine import is_signed, key_file, sign
from hobnob.site.build_cache import load_cached_build
from hobnob.transaction import FileChange, commit, list_done, recover, undo
from tests.conftest import Said, World

ID = "0123456789ab"
Plain = dict[str, Any]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A file of the user's, beside the journal."""
    path = tmp_path / "mine.txt"
    path.write_text("mine alone")
    return path


def everything_in(folder: Path, *, but: str = ".hobnob") -> dict[str, bytes | None]:
    """All files, links and folders of a folder, with what they say."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        if path.is_file() and not path.is_symlink()
        else None
        for path in sorted(folder.rglob("*"))
        if but not in path.relative_to(folder).parts
    }


def step(
    path: str, *, before: bytes | None = None, after: bytes | None = None, **keys: Any
) -> Plain:
    """One file of a change, in a manifest."""
    beside = f"{path.rpartition('/')[0]}/.{ID}.0.hobnob-new" if after is not None else ""
    found: Plain = {
        "path": path,
        "before": digest(before).hex() if before is not None else "",
        "after": digest(after).hex() if after is not None else "",
        "beside": beside,
        "trash": False,
    }
    return {**found, **keys}


def plant(
    folder: Path, name: str, *steps: Plain, signing: Callable[[bytes], str] | None = None
) -> Path:
    """Write a manifest as this and as earlier versions did; no signature, if none is given."""
    folder.mkdir(parents=True, exist_ok=True)
    earlier = {"what": "lunch", "when": "2026-11-01T00:00:00+00:00", "files": steps}
    (folder / f"{name}.json").write_text(json.dumps(earlier))
    text = json.dumps({"what": "lunch", "when": "2026-11-01T00:00:00+00:00", "link": "",
                       "steps": steps}).encode()  # fmt: skip
    change = folder.name.rpartition("-")[2].encode()
    signature = signing(change + b"\n" + text) if signing else "0" * 64
    (folder / name).write_bytes(text + b"\n" + signature.encode() + b"\n")
    return folder


def read_all(world: World) -> list[Said]:
    """Run what anybody runs first in a journal."""
    commands = ("list people", "check", "undo --list", "show ada", "today", "undo")
    return [world.run(command) for command in commands]


# ---------------------------------------------------------------- manifests


HOSTILE = {
    "above": "../mine.txt",
    "a hook": ".git/hooks/pre-commit.md",
    "not a note": "notes/people/ada.py",
    "climbing": "notes/../../mine.txt",
    "hidden": "notes/.git/config.md",
    "the cache": ".hobnob/index.md",
    "the settings": "mkdocs.yml",
    "nothing": "",
    "the notes": "notes",
    "twice": "notes//people/ada.md",
    "nul": "notes/people/a\0da.md",
    "through a link": "notes/away/mine.md",
}


@pytest.mark.parametrize("name", ["manifest", "plan", "back"])
@pytest.mark.parametrize("signed", [False, True], ids=["unsigned", "signed"])
@pytest.mark.parametrize("where", [*HOSTILE.values(), "ABSOLUTE"], ids=[*HOSTILE, "absolute"])
def test_a_planted_change_writes_nothing(
    world: World, outside: Path, tmp_path: Path, where: str, signed: bool, name: str
) -> None:
    """Not even one that is signed: what is written does not depend on one lock alone."""
    world.person("Ada")
    (world.notes / "away").symlink_to(tmp_path)
    (tmp_path / "mine.md").write_text("mine too")
    where = str(outside) if where == "ABSOLUTE" else where
    pending = world.root / ".hobnob/pending" / ID
    mine = outside.read_bytes()
    steps = [
        step(where, before=mine, after=b"theirs"),
        step(where, before=mine),
        step("notes/people/new.md", after=b"theirs", beside=where),
    ]
    before = None
    for number, planted in enumerate(steps):
        plant(pending, name, planted, signing=sign if signed else None)
        (pending / "0.old").write_bytes(b"theirs")
        (world.notes / "people" / f".{ID}.0.hobnob-new").write_bytes(b"theirs")
        before = everything_in(tmp_path)
        said = world.run("list people")
        assert said.code == 0, number
        assert everything_in(tmp_path) == before, number
        assert "was not finished" in said.err, number
        assert "was not finished" not in world.run("list people").err
        read_all(world)
        assert everything_in(tmp_path) == before, number


def test_a_sound_change_that_was_not_begun_here_is_not_finished(world: World) -> None:
    """Also when all its paths are notes of this journal: it may have been anybody's."""
    path = world.person("Ada")
    old = path.read_bytes()
    pending = plant(
        world.root / ".hobnob/pending" / ID,
        "manifest",
        step("notes/people/ada.md", before=old, after=b"theirs"),
    )
    (path.parent / f".{ID}.0.hobnob-new").write_bytes(b"theirs")
    said = world.run("list people")
    assert path.read_bytes() == old
    assert f".hobnob/aside/{ID}" in said.err
    assert not pending.exists()
    assert (world.root / ".hobnob/aside" / ID / "manifest").is_file()


def test_what_another_machine_began_stays_undone_here(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = world.person("Ada")
    with monkeypatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
        assert world.run("set ada circle=close").code == 0
    now = path.read_bytes()
    said = world.run("undo")
    assert said.code == 3
    assert "1 change was not made on this machine" in said.err
    assert path.read_bytes() == now
    # The user's own, made since, is taken back.
    assert world.run("set ada circle=wide").code == 0
    assert world.run("undo").code == 0
    assert path.read_bytes() == now


def test_a_signature_is_good_for_one_change_only(world: World) -> None:
    path = world.person("Ada")
    old = path.read_bytes()
    commit(world.journal(), [FileChange(path=path, before=old, after=b"other")], "set")
    (done,) = list_done(world.journal())
    copy = done.folder.with_name("00000002-ffffffffffff")
    shutil.copytree(done.folder, copy)
    assert [d.folder for d in list_done(world.journal())] == [done.folder]
    shutil.copytree(done.folder, world.root / ".hobnob/pending/ffffffffffff")
    path.write_bytes(old)
    recover(world.journal())
    assert path.read_bytes() == old


def test_a_change_of_ones_own_is_finished_in_a_journal_that_was_moved(world: World) -> None:
    path = world.person("Ada")
    old = path.read_bytes()
    commit(world.journal(), [FileChange(path=path, before=old, after=b"other")], "set")
    (done,) = list_done(world.journal())
    pending = world.root / ".hobnob/pending" / done.folder.name.partition("-")[2]
    pending.parent.mkdir()
    done.folder.rename(pending)
    moved = World(world.root.rename(world.root.with_name("moved")))
    assert recover(moved.journal()) == ["'set' was interrupted; it is finished now"]
    undo(moved.journal(), list_done(moved.journal())[0])
    assert (moved.notes / "people/ada.md").read_bytes() == old


@pytest.mark.parametrize("key", ["", "short\n", "x" * 65, "0" * 64])
def test_a_damaged_key_is_made_again_and_believes_nothing_older(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    world.person("Ada")
    world.run("set ada circle=close")
    path = key_file()
    assert path is not None
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text(key)
    assert world.run("undo").code == 3
    assert world.run("set ada circle=wide").code == 0
    assert world.run("undo").code == 0


def test_without_a_key_notes_are_written_and_nothing_is_finished(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    path = world.person("Ada")
    assert world.run("set ada circle=close").code == 0
    assert b"close" in path.read_bytes()
    kept = next((world.root / ".hobnob/undo").iterdir())
    kept.rename(kept.parent.parent / ID)
    pending = world.root / ".hobnob/pending"
    pending.mkdir()
    (pending.parent / ID).rename(pending / ID)
    said = world.run("list people")
    assert "there is no key of this machine" in said.err
    assert (world.root / ".hobnob/aside" / ID / "0.old").is_file()
    assert b"close" in path.read_bytes()


def test_a_home_that_is_not_known_is_not_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Else the key of a stranger's journal would be believed."""
    monkeypatch.setenv("XDG_STATE_HOME", "state")
    monkeypatch.setenv("HOME", "")
    monkeypatch.chdir(tmp_path)

    def unknown() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", unknown)
    assert key_file() is None
    assert sign(b"text") == ""
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- kept changes


def test_a_planted_undo_writes_nothing(world: World, outside: Path, tmp_path: Path) -> None:
    world.person("Ada")
    for number, where in enumerate(["../mine.txt", str(outside), "notes/people/ada.md"]):
        folder = world.root / f".hobnob/undo/0000000{number + 1}-{ID}"
        plant(folder, "manifest", step(where, before=b"theirs", after=outside.read_bytes()))
        (folder / "0.old").write_bytes(b"theirs")
    before = everything_in(tmp_path)
    assert world.run("undo").code == 3
    assert world.run("undo --list --json").json == []
    assert everything_in(tmp_path) == before


def test_what_was_kept_is_not_read_through_a_link(world: World, outside: Path) -> None:
    """Else what a secret file says would stand in a note afterwards."""
    path = world.person("Ada")
    old = path.read_bytes()
    commit(world.journal(), [FileChange(path=path, before=old, after=b"other")], "set")
    kept = list_done(world.journal())[0].folder / "0.old"
    kept.unlink()
    kept.symlink_to(outside)
    said = world.run("undo")
    assert said.code == 1
    assert "the kept copy of notes/people/ada.md was changed" in said.err
    assert path.read_bytes() == b"other"
    kept.unlink()
    kept.write_bytes(b"other than it was")
    assert world.run("undo").code == 1
    assert path.read_bytes() == b"other"


@pytest.mark.parametrize(
    "name", ["x", "1", "abc-def", f"-1-{ID}", f"{'9' * 5000}"[:200], "\u0661" * 8 + "-" + ID]
)
def test_odd_names_among_kept_changes_stop_nothing(world: World, name: str) -> None:
    world.person("Ada")
    (world.root / ".hobnob/undo" / name).mkdir(parents=True)
    assert world.run("set ada circle=close").code == 0
    assert world.run("undo").code == 0


@pytest.mark.parametrize("folder", ["pending", "undo", "trash", "aside", "unfinished"])
def test_a_linked_folder_in_the_cache_is_not_followed(
    world: World, tmp_path: Path, folder: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    world.person("Ada")
    world.person("Bob")
    plant(elsewhere / ID, "manifest", step("notes/people/ada.md", before=b"x"))
    (elsewhere / "log-1.md").write_text("theirs")
    (world.root / ".hobnob").mkdir()
    (world.root / ".hobnob" / folder).symlink_to(elsewhere)
    before = everything_in(elsewhere)
    for command in ("list people", "set ada circle=close", "remove bob", "undo", "undo --list"):
        assert world.run(command).code == 0, command
    world.run("log --edit", stdin="")
    assert everything_in(elsewhere) == before


def test_a_linked_change_is_taken_away_and_not_followed(world: World, tmp_path: Path) -> None:
    elsewhere = plant(tmp_path / ID, "manifest", step("notes/people/new.md", after=b"x"))
    world.person("Ada")
    before = everything_in(tmp_path)
    for parent, name in (("pending", ID), ("undo", f"00000001-{ID}")):
        (world.root / ".hobnob" / parent).mkdir(parents=True)
        (world.root / ".hobnob" / parent / name).symlink_to(elsewhere)
    said = world.run("list people")
    assert "hobnob removed a file or link" in said.err
    assert world.run("undo").code == 3
    assert world.run("set ada circle=close").code == 0
    assert world.run("undo").code == 0
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize("name", ["manifest", "plan", "back"])
def test_a_pipe_for_a_manifest_is_not_waited_for(world: World, name: str) -> None:
    world.person("Ada")
    pending = world.root / ".hobnob/pending" / ID
    pending.mkdir(parents=True)
    os.mkfifo(pending / name)
    os.mkfifo(pending / f"{name}.json")
    assert "was not finished" in world.run("list people").err


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\n\n", b"\xff\xfe", b"[" * 100_000 + b"\n0\n"]
)
def test_what_is_no_manifest_stops_nothing(world: World, data: bytes) -> None:
    world.person("Ada")
    for name in ("manifest", "plan", "back"):
        pending = world.root / ".hobnob/pending" / ID
        pending.mkdir(parents=True)
        (pending / name).write_bytes(data)
        assert world.run("list people").code == 0
        assert not pending.exists()


def test_a_signed_manifest_of_wrong_types_stops_nothing(world: World) -> None:
    path = world.person("Ada")
    old = path.read_bytes()
    note = "notes/people/ada.md"
    for planted in (
        step(note, before=old, trash="yes"),
        step(note, before=old) | {"path": 5},
        step(note, before=old, after=b"x", beside=None),
        step(note, before=old, more=1),
        step(note, before=old) | {"before": "../x"},
        {},
    ):
        plant(world.root / ".hobnob/pending" / ID, "manifest", planted, signing=sign)
        assert "was not finished" in world.run("list people").err, planted
        assert path.read_bytes() == old
    twice = [step(note, before=old), step(note, before=old)]
    plant(world.root / ".hobnob/pending" / ID, "manifest", *twice, signing=sign)
    assert "was not finished" in world.run("list people").err
    assert path.read_bytes() == old


# ---------------------------------------------------------------- links in the cache


NAMES = (
    "index.sqlite", "index.sqlite.owner", "index.lock", "site.sqlite.owner", "index.sqlite-wal", "index.sqlite-shm", "index.sqlite-journal",
    "site.sqlite", "site.sqlite-wal", "site.sqlite-journal", "site.json", "site.new", "lock",
    ".gitignore", "last", "numbers", "suggested", "lines",
)  # fmt: skip


def use_everything(world: World, name: str) -> None:
    """Run the commands that write a file of the cache."""
    commands: list[str | list[str]] = [
        "list people", "today", "list promises", "drafts", "suggest", ["log", "Lunch with Ada"],
        "set last place=Rome", "suggest --again", "undo", "check",
    ]  # fmt: skip
    if name.startswith(("index", "site")):
        commands += ["build", "build"]
    for command in commands:
        said = world.run(command)
        assert said.code in (0, 1, 2), (command, said.err)


@pytest.mark.parametrize("name", NAMES)
def test_a_link_in_the_cache_is_not_followed(
    world: World, outside: Path, tmp_path: Path, name: str
) -> None:
    world.person("Ada", circle="close", body="- [ ] write\n")
    link = world.root / ".hobnob" / name
    link.parent.mkdir()
    link.symlink_to(outside)
    use_everything(world, name)
    assert outside.read_text() == "mine alone"
    shutil.rmtree(link.parent)
    link.parent.mkdir()
    dangling = tmp_path / "not there"
    link.symlink_to(dangling)
    use_everything(world, name)
    assert not os.path.lexists(dangling)
    assert not link.is_symlink() or name in ("lines", "site.new")


@pytest.mark.parametrize("name", NAMES)
def test_a_pipe_in_the_cache_is_not_waited_for(world: World, name: str) -> None:
    world.person("Ada", circle="close", body="- [ ] write\n")
    pipe = world.root / ".hobnob" / name
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    use_everything(world, name)
    assert pipe.is_file() or name in ("lines", "site.new") or not pipe.exists()


def test_the_lines_of_the_prompt_are_not_kept_through_a_link(world: World, outside: Path) -> None:
    from hobnob.cli.prompting import _history

    (world.root / ".hobnob").mkdir()
    (world.root / ".hobnob/lines").symlink_to(outside)
    _history(world.journal()).append_string("Lunch with Ada")
    assert outside.read_text() == "mine alone"
    assert "Lunch" in (world.root / ".hobnob/lines").read_text()


@pytest.mark.parametrize("dangling", [False, True])
def test_a_cache_that_is_a_link_is_refused_with_a_word(
    world: World, tmp_path: Path, dangling: bool
) -> None:
    elsewhere = tmp_path / "elsewhere"
    world.person("Ada")
    if not dangling:
        plant(elsewhere / "pending" / ID, "manifest", step("notes/people/new.md", after=b"x"))
    (world.root / ".hobnob").symlink_to(elsewhere)
    before = everything_in(tmp_path)
    said = world.run("list people")
    assert said.code == 0
    assert "does not follow links" in said.err
    assert world.run("set ada circle=close").code == 1
    assert world.run("build").code == 0
    shutil.rmtree(world.root / "site")
    assert everything_in(tmp_path) == before


def test_a_cache_that_is_a_file_is_left_as_it_is(world: World) -> None:
    world.person("Ada")
    (world.root / ".hobnob").write_text("a file")
    said = world.run("list people")
    assert said.code == 0
    assert "cannot be kept" in said.err
    assert world.run("set ada circle=close").code == 1
    assert (world.root / ".hobnob").read_text() == "a file"


def test_trash_is_not_reached_through_a_link(world: World, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    world.person("Ada")
    world.person("Bob")
    trash = world.root / ".hobnob/trash/notes"
    trash.mkdir(parents=True)
    (trash / "people").symlink_to(elsewhere)
    assert world.run("remove ada").code == 0
    (trash / "people/bob.md").symlink_to(elsewhere / "dangling.md")
    assert world.run("remove bob").code == 0
    assert list(elsewhere.iterdir()) == []
    assert (trash / "people/ada.md").is_file()
    assert (trash / "people/bob-2.md").is_file()


def test_a_note_is_not_written_through_a_link_within_the_notes(world: World) -> None:
    world.person("Ada")
    (world.notes / "orgs").symlink_to(world.notes / "people")
    assert world.run(["add", "org", "Acme"]).code == 2
    assert [path.name for path in (world.notes / "people").iterdir()] == ["ada.md"]


def test_notes_in_a_folder_of_ones_own_that_is_a_link_can_be_written(
    world: World, tmp_path: Path
) -> None:
    """You may keep the notes elsewhere, in a synced folder, after a yes; an undo goes there too."""
    world.person("Ada")
    world.notes.rename(tmp_path / "synced")
    world.notes.symlink_to(tmp_path / "synced")
    said = world.run("set ada circle=close")
    assert said.code == 2
    assert f"mkdocs.yml:2: docs_dir: reads and writes notes in {tmp_path / 'synced'}" in said.err
    assert world.run("build --trust").code == 0
    assert world.run("set ada circle=close").code == 0
    assert world.run("undo").code == 0
    assert world.run("set ada circle=wide").code == 0
    world.notes.unlink()
    (tmp_path / "other").mkdir()
    world.notes.symlink_to(tmp_path / "other")
    assert world.run("undo").code == 2
    assert world.run("build --trust").code == 0
    assert world.run("undo").code == 3


# ---------------------------------------------------------------- an index from elsewhere


def bring(world: World, sql: str, *, key: Path) -> None:
    """Change the index as somebody does who then gives the journal away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(key))
        assert world.run("list people").code == 0
    with contextlib.closing(sqlite3.connect(world.root / ".hobnob/index.sqlite")) as db:
        db.executescript(sql)


UNDOING = {
    "a row": "UPDATE note SET private = 0",
    "a trigger": (
        "CREATE TRIGGER t AFTER UPDATE ON note BEGIN UPDATE note SET private = 0; END;"
        "UPDATE note SET private = 0"
    ),
    "a view": "ALTER TABLE note RENAME TO n; CREATE VIEW note AS SELECT * FROM n",
    "another name": "UPDATE note SET name = 'Zed Secret'",
}


@pytest.mark.parametrize("sql", UNDOING.values(), ids=UNDOING)
def test_an_index_from_elsewhere_is_made_again(world: World, tmp_path: Path, sql: str) -> None:
    world.person("Ada")
    world.person("Zed", private="true")
    bring(world, sql, key=tmp_path / "elsewhere")
    assert "Zed Secret" not in world.run("list people").out
    assert world.run("build --share").code == 0
    assert not list((world.root / "site").rglob("zed*"))
    with contextlib.closing(sqlite3.connect(world.root / ".hobnob/index.sqlite")) as db:
        assert db.execute("SELECT private FROM note WHERE slug = 'zed'").fetchall() == [(1,)]
        assert not db.execute("SELECT 1 FROM sqlite_master WHERE type = 'trigger'").fetchall()


@pytest.mark.parametrize("ending", ["", "-wal", "-journal"])
def test_a_copied_index_is_not_even_opened(world: World, tmp_path: Path, ending: str) -> None:
    """Also with a mark of this machine beside it: it is another file, in another folder."""
    world.person("Ada")
    world.run("list people")
    copy = World(Path(shutil.copytree(world.root, tmp_path / "copy")))
    (copy.root / f".hobnob/index.sqlite{ending}").write_bytes(b"no database" * 1000)
    opened: list[str] = []
    real: Any = sqlite3.connect

    def connect(name: str, *args: Any, **keys: Any) -> Any:
        opened.append(str(os.path.getsize(name)) if os.path.exists(name) else "")
        return real(name, *args, **keys)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        assert "Ada" in copy.run("list people").out
    assert opened == [""]


def test_an_index_of_ones_own_is_used_again(world: World) -> None:
    world.person("Ada")
    world.run("list people")
    path = world.root / ".hobnob/index.sqlite"
    before = path.stat().st_ino
    world.run("set ada circle=close")
    world.run("list people")
    assert path.stat().st_ino == before


def test_a_trigger_in_ones_own_index_is_not_run(world: World) -> None:
    """A journal file may have been unpacked over it."""
    world.person("Zed", private="true")
    world.run("list people")
    with contextlib.closing(sqlite3.connect(world.root / ".hobnob/index.sqlite")) as db:
        db.executescript(UNDOING["a trigger"])
    assert world.run("list people").code == 0
    with contextlib.closing(sqlite3.connect(world.root / ".hobnob/index.sqlite")) as db:
        assert db.execute("SELECT private FROM note").fetchall() == [(1,)]


def test_without_a_key_the_index_is_kept_in_memory(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    world.person("Ada")
    (tmp_path / "blocked").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "blocked"))
    said = world.run("list people")
    assert "Ada" in said.out
    assert "there is no key of this machine" in said.err
    assert not (world.root / ".hobnob/index.sqlite").exists()


def test_a_cached_build_from_elsewhere_writes_nowhere(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its state names the folder to write to, and has the HTML of every page."""
    world.person("Ada")
    assert world.run("build").code == 0
    state = world.root / ".hobnob/site.json"
    text, _, signature = state.read_text().rpartition("\n")
    assert is_signed(text.encode(), signature)
    state.write_text(text.replace("<body", "<body data-theirs") + f"\n{signature}\n")
    assert world.run("build").code == 0
    assert "data-theirs" not in (world.root / "site/people/ada.html").read_text()
    assert load_cached_build(world.journal()) is not None
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    assert load_cached_build(world.journal()) is None


# ---------------------------------------------------------------- links and odd files among notes


def test_no_link_out_of_the_notes_is_published_and_no_pipe_is_waited_for(
    world: World, outside: Path, tmp_path: Path
) -> None:
    world.person("Ada")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/a.txt").write_text("mine alone")
    (world.notes / "real.png").write_bytes(b"png")
    links = {
        "photo.png": str(outside), "gone.png": "nowhere", "zero.png": "/dev/zero", "dir": "../../theirs",
        "top": "/", "loop": ".", "self.png": "self.png", "page.md": str(outside),
        "people/bob.md": str(outside), "settings.txt": "../mkdocs.yml", "note.txt": "people/ada.md",
        "index.png": "../.hobnob/index.sqlite", "good.png": "real.png",
    }  # fmt: skip
    for name, target in links.items():
        (world.notes / name).symlink_to(target)
    for name in ("pipe.png", "pipe.md", "people/pipe.md", "pipe\n.txt"):
        os.mkfifo(world.notes / name)
    odd = {*links, "pipe.png", "pipe.md", "people/pipe.md", "pipe\\n.txt"} - {"good.png"}
    for command in (
        "build",
        "build --share",
        "search ada",
        "export calendar",
        "init",
        "list people",
    ):
        assert world.run(command).code == 0, command
    said = world.run("build")
    assert {line.split(": ")[1] for line in said.err.splitlines() if "notes/" in line} == {
        f"notes/{name}" for name in odd
    }
    found = world.run("check").out
    assert {line.partition(":")[0] for line in found.splitlines()} >= {
        f"notes/{name}" for name in odd
    }
    site = world.root / "site"
    assert (site / "good.png").read_bytes() == b"png"
    assert not [
        path for path in site.rglob("*") if path.is_file() and b"mine alone" in path.read_bytes()
    ]
    assert not {path.name for path in site.iterdir()} & {
        "dir",
        "top",
        "loop",
        "note.txt",
        "settings.txt",
    }


@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_stops_nothing(world: World) -> None:
    (world.notes / "a.png").write_bytes(b"x")
    (world.notes / "a.png").chmod(0)
    said = world.run("build")
    assert said.code == 0
    assert "notes/a.png: this file cannot be read" in said.err


def test_a_site_that_came_with_the_journal_leads_nowhere(world: World, tmp_path: Path) -> None:
    world.person("Ada")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (world.root / "site/assets/hobnob").mkdir(parents=True)
    (world.root / "site/people").symlink_to(theirs)
    (world.root / "site/index.html").symlink_to(tmp_path / "new.html")
    assert world.run("build").code == 0
    assert list(theirs.iterdir()) == []
    assert not (tmp_path / "new.html").exists()
    assert (world.root / "site/people/ada.html").is_file()


def test_a_gitignore_that_is_a_pipe_is_not_waited_for(world: World) -> None:
    os.mkfifo(world.root / ".gitignore")
    assert world.run("init --no-git").code == 0


def test_init_makes_no_repository_through_a_link(world: World, tmp_path: Path) -> None:
    (world.root / ".git").symlink_to(tmp_path / "elsewhere")
    assert world.run("init").code == 0
    assert not os.path.lexists(tmp_path / "elsewhere")
