"""The index follows the disk: whatever happens there, it says what a new index would say."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hobnob.index import reading, store
from hobnob.index.history import remember_step, state_of, touched_since
from hobnob.index.scan import Scan
from hobnob.index.store import open_index
from hobnob.index.sync import MANY, sync
from hobnob.journal import INDEX_FILE
from tests.conftest import World

_JOINED = {
    "ref": """SELECT n.path, field, pos, raw, key, t.path, date, contact FROM ref
              JOIN note n ON n.id = ref.note LEFT JOIN note t ON t.id = ref.target""",
    "note": "SELECT path, kind, slug, name, live, usable, private, data, body FROM note",
    "person": "SELECT path, circle, cadence, birthday FROM person JOIN note USING (id)",
    "interaction": """SELECT path, date, interaction.kind, direction, outcome, draft, contact, place,
              place_key, follow_up FROM interaction JOIN note USING (id)""",
    "name": "SELECT path, key, rank FROM name JOIN note ON note.id = name.note",
    "spoken": "SELECT path, key, how FROM spoken JOIN note ON note.id = spoken.note",
    "role": """SELECT path, pos, org, org_key, title, since, until FROM role
              JOIN note ON note.id = role.note""",
    "tag": "SELECT path, tag, shown FROM tag JOIN note ON note.id = tag.note",
    "promise": """SELECT path, pos, line, ref, text, due, owner, done FROM promise
              JOIN note ON note.id = promise.note""",
    "problem": """SELECT path, line, col, code, message FROM problem
              JOIN note ON note.id = problem.file""",
    "words": "SELECT path, w.name, roles, w.body FROM words w JOIN note ON note.id = w.rowid",
    "oddity": "SELECT path, code, message FROM oddity",
}


def contents(db: sqlite3.Connection) -> dict[str, list[Any]]:
    """Return all that an index says, without the ids it happens to use."""
    return {
        table: sorted(db.execute(query).fetchall(), key=repr) for table, query in _JOINED.items()
    }


def fresh(world: World) -> dict[str, list[Any]]:
    """Return what a new index of the same notes says."""
    db = store._connect(":memory:")
    store._lay_out(db)
    sync(db, world.journal())
    with contextlib.closing(db):
        return contents(db)


_NAMES = ("Ada", "Ada Lovelace", "Grace", "Søren Å", "grace")
_SLUGS = ("ada", "ada-lovelace", "grace", "søren", "x")
_PEOPLE = st.builds(
    lambda name, alias, body: f"---\nname: {name}\naliases: [{alias}]\n---\n{body}",
    st.sampled_from(_NAMES),
    st.sampled_from(_NAMES),
    st.sampled_from(("", "See [[grace]] and [[Ada|her]].", "#tag\n- [ ] write (by 2026-12-01)")),
)
_INTERACTIONS = st.builds(
    lambda who, other, date, kind: f"---\ndate: {date}\npeople: [{who}, {other}]\n{kind}---\nhi",
    st.sampled_from((*_NAMES, *_SLUGS)),
    st.sampled_from(_SLUGS),
    st.sampled_from(("2026-11-01", "2027-01-01", "2026-13-01")),
    st.sampled_from(("", "kind: call\n", "kind: news\n", "draft: true\n")),
)
_STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(("people/a.md", "people/A.md", "people/ada.md", "people/sub/grace.md")),
            st.one_of(_PEOPLE, st.none(), st.just("broken"), st.just("---\nname: [\n---\n")),
        ),
        st.tuples(
            st.sampled_from(("interactions/2026/one.md", "interactions/two.md", "page.md")),
            st.one_of(_INTERACTIONS, st.none()),
        ),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(steps=_STEPS, every=st.integers(1, 4))
def test_after_any_edits_the_index_is_as_if_made_anew(
    steps: list[tuple[str, str | None]], every: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    world = World(tmp_path_factory.mktemp("journal"))
    world.settle()
    for count, (path, text) in enumerate(steps):
        if text is None:
            (world.notes / path).unlink(missing_ok=True)
        else:
            world.write(path, text.encode())
        if count % every == 0:
            with world.index():
                pass
    with world.index() as index:
        kept = contents(index.db)
    assert kept == fresh(world)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(steps=_STEPS, every=st.integers(1, 4), many=st.sampled_from((0, 2, MANY)))
def test_an_open_index_that_follows_is_as_if_made_anew(
    steps: list[tuple[str, str | None]],
    every: int,
    many: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    world = World(tmp_path_factory.mktemp("journal"))
    world.settle()
    written = []
    with world.index() as index, pytest.MonkeyPatch.context() as patch:
        patch.setattr("hobnob.index.sync.MANY", many)
        for count, (path, text) in enumerate(steps):
            if text is None:
                (world.notes / path).unlink(missing_ok=True)
            else:
                world.write(path, text.encode())
            written.append(f"notes/{path}")
            if count % every == 0:
                index.follow(written)
                written.clear()
        index.follow(written)
        assert contents(index.db) == fresh(world)
    with world.index() as index:
        assert contents(index.db) == fresh(world)


def test_what_was_written_within_the_grain_of_the_clock_is_followed(world: World) -> None:
    file = world.person("Ada", org="Here")
    with world.index() as index:
        file.write_bytes(file.read_bytes().replace(b"Here", b"Away"))
        status = file.stat()
        # As if the index had last seen the file in the very tick in which it was written again.
        index.db.execute(
            "UPDATE file SET mtime = ?, ctime = ?, size = ?",
            (status.st_mtime_ns, status.st_ctime_ns, status.st_size),
        )
        index.follow(["notes/people/ada.md"])
        assert index.value("SELECT org FROM role") == "Away"


def test_an_index_that_takes_no_more_writes_is_opened_anew(world: World) -> None:
    world.person("Ada")
    with world.index() as index:
        world.person("Grace")
        index.db.execute("PRAGMA query_only = 1")
        index.follow(["notes/people/grace.md"])
        assert index.value("SELECT count(*) FROM note WHERE live") == 2
        index.db.close()


@pytest.mark.parametrize(
    "command",
    [
        'log "Lunch with Ada" --json',
        'note ada "likes sloe gin" --json',
        "set ada location=London --json",
        "add person Grace --json",
        "done 1",
        "move ada --org Ogilvy",
        "rename ada byron --json",
    ],
)
def test_a_verb_that_writes_opens_the_index_once(
    world: World, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    world.person("Ada", body="- [ ] send the list\n")
    assert world.run("list promises").code == 0
    opened = []

    def counted(*given: Any, **more: Any) -> Any:
        opened.append(given)
        return open_index(*given, **more)

    monkeypatch.setattr(store, "open_index", counted)
    assert world.run(command).code == 0
    assert len(opened) == 1


def test_an_edit_that_leaves_size_and_time_alike_is_seen(world: World) -> None:
    file = world.person("Ada", org="Here")
    with world.index():
        pass
    stamp = file.stat().st_mtime_ns
    file.write_bytes(file.read_bytes().replace(b"Here", b"Away"))
    os.utime(file, ns=(stamp, stamp))
    with world.index() as index:
        assert index.value("SELECT org FROM role") == "Away"


def test_an_unchanged_journal_is_not_read_again(world: World) -> None:
    file = world.person("Ada")
    old = 1_600_000_000
    os.utime(file, (old, old))
    journal = world.journal()
    read: list[tuple[int, int]] = []
    # The time of the last change of state cannot be set back, so the clock is moved on instead.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hobnob.index.updating.UNSETTLED", -(10**18))
        open_index(journal).close()
        open_index(journal, progress=lambda *counts: read.append(counts)).close()
    assert read == []
    world.person("Grace")
    open_index(journal, progress=lambda *counts: read.append(counts)).close()
    assert read == [(1, 1)]


def test_a_file_that_could_not_be_read_once_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as one that a synchronizing program has not fetched yet."""
    world.person("Ada")
    monkeypatch.setattr("hobnob.index.updating.UNSETTLED", -(10**18))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hobnob.index.reading._load", lambda *_: (b"", "the file cannot be read"))
        with world.index() as index:
            assert index.value("SELECT usable FROM note") == 0
            before = state_of(index.db)
        with world.index() as index:
            assert state_of(index.db) == before
    with world.index() as index:
        assert index.value("SELECT usable FROM note") == 1


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 99, None])
def test_a_damaged_index_is_made_again(world: World, damage: bytes | None) -> None:
    world.person("Ada")
    with world.index():
        pass
    path = world.root / ".hobnob" / INDEX_FILE
    if damage is None:
        data = bytearray(path.read_bytes())
        data[5000:20000] = b"\x5a" * 15000
        damage = bytes(data)
    path.write_bytes(damage)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    assert world.run("list people --json").json[0]["slug"] == "ada"


def test_an_index_of_another_layout_is_made_again(world: World) -> None:
    world.person("Ada")
    with world.index() as index:
        index.db.execute("PRAGMA user_version = 4711")
        index.db.execute("DROP TABLE note")
    assert world.run("list people --json").json[0]["slug"] == "ada"


def test_a_change_never_takes_the_number_of_a_lost_one(world: World) -> None:
    """A crash of the machine may lose a change for which an answer or a site was kept."""
    world.person("Ada")
    with world.index() as index:
        states = []
        for _ in range(2):
            index.db.execute("BEGIN")
            remember_step(index.db, [1], first=False)
            states.append(state_of(index.db))
            index.db.execute("ROLLBACK")
    assert states[0] != states[1]


def test_another_folder_of_notes_is_another_index(world: World) -> None:
    world.write("deep/people/ada.md", "---\nname: Ada\n---\n")
    world.person("Grace")
    slugs = [[p["slug"] for p in world.run("list people --json").json]]
    config = world.root / "mkdocs.yml"
    for before, after in (("notes", "notes/deep"), ("notes/deep", "notes")):
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace(f"docs_dir: {before}", f"docs_dir: {after}"), "utf-8")
        slugs.append([p["slug"] for p in world.run("list people --json").json])
    assert slugs == [["grace"], ["ada"], ["grace"]]


def test_where_the_index_cannot_be_kept_commands_work_and_say_so(world: World) -> None:
    world.person("Ada")
    (world.root / ".hobnob").write_text("a file in the way")
    said = world.run("list people --json")
    assert said.code == 0
    assert [p["slug"] for p in said.json] == ["ada"]
    assert "the index cannot be kept" in said.err


def test_a_full_disk_costs_only_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.person("Ada")

    def full(path: Path, *_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr(store, "_try_file", full)
    said = world.run("list people --json")
    assert [p["slug"] for p in said.json] == ["ada"]
    assert "disk is full" in said.err


def test_two_commands_at_once_both_answer(world: World) -> None:
    for number in range(60):
        world.person(f"Person {number}")
    command = [sys.executable, "-m", "hobnob", "list", "people", "--json"]
    running = [
        subprocess.Popen(command, cwd=world.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    for process in running:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        assert out.count(b'"slug"') == 60


def test_a_note_that_came_while_another_command_waited_is_not_taken_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was seen before the lock was had may be older than what the index knows."""
    world.person("Ada")
    with world.index():
        pass
    world.person("Grace")
    seen = Scan(world.journal())
    seen.signatures()
    world.person("Late")
    with world.index():
        pass
    monkeypatch.setattr("hobnob.index.sync.Scan", lambda *_: seen)
    with world.index() as index:
        assert index.value("SELECT count(*) FROM note WHERE live") == 3


def test_a_reader_is_not_disturbed_by_a_writer(world: World) -> None:
    world.person("Ada")
    with world.index() as index:
        rows = index.db.execute("SELECT slug FROM note")
        first = rows.fetchone()
        world.person("Grace")
        done: list[int] = []

        def other() -> None:
            with world.index() as second:
                done.append(second.value("SELECT count(*) FROM note WHERE live"))

        thread = threading.Thread(target=other)
        thread.start()
        thread.join(20)
        assert first == ("ada",)
        assert done == [2]


def test_the_first_index_is_written_once_and_then_read_beside_writing(world: World) -> None:
    """With a log, each page would be written into that, and again into the index."""
    world.person("Ada")
    logs: list[bool] = []
    log = world.root / f".hobnob/{INDEX_FILE}-wal"
    with contextlib.closing(
        open_index(world.journal(), progress=lambda *_: logs.append(log.exists()))
    ) as db:
        assert logs == [False]
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_links_are_not_followed(world: World, tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("---\nname: Secret\n---\n")
    world.person("Ada")
    (world.notes / "people" / "secret.md").symlink_to(outside)
    (world.notes / "people" / "loop").symlink_to(world.notes / "people")
    (world.notes / "people" / "out").symlink_to(tmp_path)
    assert [p["slug"] for p in world.run("list people --json").json] == ["ada"]
    with world.index() as index:
        odd = set(index.column("SELECT path FROM oddity"))
    assert odd == {"notes/people/secret.md", "notes/people/loop", "notes/people/out"}


def test_files_that_differ_by_case_are_one_slug(world: World) -> None:
    world.write("people/ada.md", "---\nname: Ada\n---\n")
    world.write("people/Ada.md", "---\nname: Other\n---\n")
    with world.index() as index:
        live = index.rows("SELECT path FROM note WHERE live")
    assert live == [("notes/people/Ada.md",)]
    (world.notes / "people/Ada.md").unlink()
    with world.index() as index:
        assert index.rows("SELECT path FROM note WHERE live") == [("notes/people/ada.md",)]


def test_a_journal_that_moves_is_the_same_journal(world: World, tmp_path: Path) -> None:
    world.person("Ada")
    with world.index():
        pass
    shutil.move(world.root, tmp_path / "elsewhere")
    moved = World(tmp_path / "elsewhere")
    assert [p["slug"] for p in moved.run("list people --json").json] == ["ada"]


def test_a_step_that_a_crash_took_back_is_another_state() -> None:
    """A site of that step shows what the index no longer has."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE state (lineage, step)")
    db.execute("CREATE TABLE touched (note PRIMARY KEY, step)")
    remember_step(db, (), first=True)
    before = state_of(db)
    remember_step(db, [7], first=False)
    later = state_of(db)
    assert touched_since(db, before) == {7}
    assert touched_since(db, later) == set()
    db.execute("UPDATE state SET step = ?", (before.step,))
    assert touched_since(db, later) is None


def test_a_file_that_cannot_be_read_says_why_it_cannot_now(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = world.person("Ada")
    real = reading._load
    for trouble in ("Permission denied", "Input/output error"):
        monkeypatch.setattr(
            reading, "_load",
            lambda at, size, why=trouble: (b"", why) if at == str(path) else real(at, size),
        )  # fmt: skip
        assert trouble in world.run("check").out
    monkeypatch.undo()
    assert world.run("check").code == 0
