"""Mail, calendars, friends.md, Monica and Obsidian as a user brings them in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hobnob.importers.sources import SOURCES
from tests.commands.changing import tree
from tests.conftest import World

FILES = Path(__file__).parent / "files"
CASES = [
    *((kind, path) for kind in ("mail", "calendar", "friends", "monica", "org")
      for path in sorted((FILES / kind).iterdir()) if path.suffix != ".notes"),
    ("obsidian", FILES / "obsidian" / "vault"),
]  # fmt: skip
IDS = [path.name for _, path in CASES]


@pytest.fixture
def known(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Give a journal that says who you are, with somebody known, in a zone that is not UTC."""
    world.settle("      me: [tim@example.org]\n")
    world.person("Grace Hopper", emails="grace@example.org")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        yield world
    time.tzset()


def notes_of(world: World) -> str:
    return "".join(
        f"=== {path.relative_to(world.notes).as_posix()}\n"
        + (path.read_bytes().decode() if path.suffix == ".md" else "(a picture)\n")
        for path in sorted(world.notes.rglob("*"))
        if path.is_file()
    )


@pytest.mark.parametrize(("kind", "path"), CASES, ids=IDS)
def test_a_source_gives_these_notes_once(
    kind: str, path: Path, known: World, request: pytest.FixtureRequest
) -> None:
    """The second time nothing changes, with or without what is remembered; undo takes all back."""
    if kind != "mail" and kind != "calendar":
        (known.notes / "people" / "grace-hopper.md").unlink()
    before = tree(known)
    expected = path.with_suffix(".notes")
    command = ["import", str(path), "--yes", "--skip-bad"]
    said = known.run(command)
    assert said.code == 0, said.err
    made = f"{said.out}{notes_of(known)}"
    if request.config.getoption("--regenerate"):
        expected.write_bytes(made.encode())
    assert made == expected.read_bytes().decode()
    after = tree(known)
    assert known.run(command).code == 0
    assert tree(known) == after
    (known.root / ".hobnob" / "imported").unlink(missing_ok=True)
    assert known.run(command).code == 0
    assert tree(known) == after
    if after != before:
        assert known.run("undo").code == 0
    assert tree(known) == before


@pytest.mark.parametrize(("kind", "path"), CASES, ids=IDS)
def test_every_source_is_known_by_its_content(kind: str, path: Path) -> None:
    start = b"" if path.is_dir() else path.read_bytes()[:65536]
    assert [one.kind for one in SOURCES if one.recognizes(path, start)][:1] == [kind]


def test_mail_without_a_known_sender_asks_who_you_are(world: World) -> None:
    path = FILES / "mail" / "unescaped-from-and-lists-in-the-body.mbox"
    said = world.run(["import", str(path), "--yes"])
    assert said.code == 2
    assert "'me: [tim@example.org]'" in said.err


def test_all_makes_people_of_those_to_whom_you_wrote_and_of_nobody_else(known: World) -> None:
    path = FILES / "mail" / "unescaped-from-and-lists-in-the-body.mbox"
    (known.notes / "people" / "grace-hopper.md").unlink()
    said = known.run(["import", str(path), "--all", "--yes", "--json"]).json
    people = [path.stem for path in (known.notes / "people").iterdir()]
    # A stranger has only written to you; somebody in Cc is nobody you wrote to.
    assert people == ["grace-hopper"]
    assert said["passed_over"] == {"with nobody you know": 1}


def test_maildirs_and_folders_of_mail_are_read_without_what_programs_keep_beside(
    known: World, tmp_path: Path
) -> None:
    mail = (FILES / "mail" / "html-only-with-attachment.eml").read_bytes()
    other = mail.replace(b"<html@", b"<other@")
    box = tmp_path / "Maildir"
    for place, data in (
        ("cur/1.x:2,S", mail), ("new/2.x", other), ("tmp/3.x", b"half"), (".Sent/cur/4.x:2,S", mail),
        ("cur/5.x:2,ST", mail.replace(b"<html@", b"<trashed@")), ("dovecot.index", b"\0\1"),
    ):  # fmt: skip
        (box / place).parent.mkdir(parents=True, exist_ok=True)
        (box / place).write_bytes(data)
    said = known.run(["import", str(box), "--yes", "--json"]).json
    assert len(said["new"]) == 2
    assert said["passed_over"] == {"copies of the same message": 1, "deleted": 1}
    apple = tmp_path / "1.emlx"
    apple.write_bytes(b"%d\n" % len(other) + other.replace(b"<other@", b"<apple@") + b"<?xml?>")
    assert len(known.run(["import", str(apple), "--yes", "--json"]).json["new"]) == 1


def test_an_answer_that_comes_in_a_later_file_links_to_the_message_before(
    known: World, tmp_path: Path
) -> None:
    path = FILES / "mail" / "unescaped-from-and-lists-in-the-body.mbox"
    data = path.read_bytes()
    parts = [b"From 1789@xxx" + part for part in data.split(b"From 1789@xxx")[1:]]
    for number, part in enumerate(parts[:2]):
        one = tmp_path / f"{number}.mbox"
        one.write_bytes(part)
        assert known.run(["import", str(one), "--yes"]).code == 0
    notes = {path.stem: path.read_text() for path in known.notes.glob("interactions/*/*.md")}
    (first,) = (slug for slug, text in notes.items() if "first@example.org" in text)
    assert sum(f'in_answer_to: "[[{first}]]"' in text for text in notes.values()) == 1


def test_a_meeting_that_was_put_off_since_is_told_and_the_note_keeps_its_day(
    known: World, tmp_path: Path
) -> None:
    path = FILES / "calendar" / "repeated-changed-declined-and-by-title.ics"
    assert known.run(["import", str(path), "--yes"]).code == 0
    before = tree(known)
    later = tmp_path / "later.ics"
    later.write_bytes(path.read_bytes().replace(b"20261110T", b"20261117T"))
    said = known.run(["import", str(later), "--yes", "--json"]).json
    assert tree(known) == before
    assert [(one["key"], one["note"], one["source"]) for one in said["differences"]] == [
        ("date", "2026-11-10T11:30", "2026-11-17T11:30")
    ]


def test_guests_of_a_calendar_become_people_only_if_you_are_known(world: World) -> None:
    path = FILES / "calendar" / "repeated-changed-declined-and-by-title.ics"
    said = world.run(["import", str(path), "--all", "--yes"])
    assert said.code == 2
    assert "me: [" in said.err


def test_a_folder_holds_what_map_says(known: World) -> None:
    vault = FILES / "obsidian" / "vault"
    command = ["import", str(vault), "--yes", "--json"]
    said = known.run([*command, "--map", "Ideas=", "--map", "02 People="]).json
    assert [slug for slug in said["new"] if slug.startswith("2026")] == said["new"]
    assert known.run([*command, "--map", "Ideas=plans"]).code == 2


def test_notes_in_the_journal_are_moved_to_where_they_belong(known: World) -> None:
    note = "---\nphone: 0171   # mobile\n---\nSee [[Grace Hopper]].\n"
    known.write("Kontakte/Karl Weiß.md", note)
    assert known.run(["import", str(known.notes), "--from", "obsidian", "--yes"]).code == 0
    assert not (known.notes / "Kontakte" / "Karl Weiß.md").exists()
    assert (known.notes / "people" / "Karl Weiß.md").read_text(encoding="utf-8") == note
