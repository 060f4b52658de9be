"""`remove WHO --forget`: nothing of a person is left in the journal's folder."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time

import pytest

from hobnob.transaction import traces_of
from tests.conftest import World

SECRETS = ("zelda", "quux", "zq@x.example", "23456789", "zq.example")


@pytest.fixture
def known(world: World) -> World:
    """Zelda Quux is in every kind of text of a journal; Ada shares nothing with her."""
    world.write("photos/zelda.jpg", b"jpg")
    world.write("photos/all.jpg", b"jpg")
    world.person("Zelda Quux", aliases="[Z. Quux]", emails="[zq@x.example]",
                 phones="['+44 20 2345 6789']", links="['https://zq.example/me']",
                 photo="../photos/zelda.jpg", body="![](../photos/all.jpg)\n")  # fmt: skip
    world.person("Ada Byron", introduced_by="zelda-quux", org='"[[zelda-quux]]"',
                 body="![](../photos/all.jpg)\nShe knows [[zelda-quux|her]] and Zelda Quux's "
                 "mother.\nQUUX, Zelda is at zq@x.example, +44 20 23456789, "
                 "https://zq.example/me\n[a page](zelda-quux.md 'Zelda')\n")  # fmt: skip
    world.met("2026-01-02", "zelda-quux", "ada-byron", body="- [ ] [[Zelda Quux]]: call\n")
    world.met("2026-01-03", "zelda-quux", title="Lunch with Zelda Quux", body="Zelda\nQuux\n")
    world.met("2026-01-04", "ada-byron", body="See [[2026-01-03-meeting-zelda-quux]]\n")
    world.write("plans/job.md", "---\nname: Job\npeople: [zelda-quux]\n---\nAsk #zelda-quux\n")
    world.write("about.md", "# About\nThanks to Zelda  Quux\n")
    return world


def texts(world: World, *besides: str) -> dict[str, str]:
    """Return the path and the text of every file of the journal, folded."""
    found = {}
    for path in world.root.rglob("*"):
        name = path.relative_to(world.root).as_posix().casefold()
        if path.is_file() and not name.startswith(besides or ("~",)):
            found[name] = path.read_bytes().decode("utf-8", "replace").casefold()
    return found


def assert_forgotten(world: World) -> None:
    for name, text in texts(world).items():
        for secret in SECRETS:
            assert secret not in name, name
            assert secret not in text.replace(" ", ""), (name, secret)


def test_nothing_of_somebody_is_left_in_any_file_of_the_journal(known: World) -> None:
    """Also in the index, the trash, and the store of undo."""
    known.run("set zelda-quux circle=close")
    known.run("remove 2026-01-02-meeting-zelda-quux-ada-byron --force")
    known.run("undo")
    known.run("search zelda")
    known.run("build --site-dir " + str(known.root.parent / "site"))
    said = known.run("remove zelda-quux --forget --yes")
    assert said.code == 0, said.err
    assert_forgotten(known)
    assert known.run("check").code == 0, known.run("check").out
    assert "1 interaction had nobody else" in said.out
    assert "backups" in said.out
    ada = (known.notes / "people/ada-byron.md").read_text()
    assert "knows someone and someone's mother" in ada
    assert "introduced_by" not in ada
    assert (known.notes / "photos/all.jpg").exists()
    assert not (known.notes / "photos/zelda.jpg").exists()
    links = (known.notes / "interactions/2026/2026-01-04-meeting-ada-byron.md").read_text()
    assert "[[2026-01-03-meeting-someone]]" in links


def test_it_cannot_be_undone_but_other_changes_can(known: World) -> None:
    known.person("Bob")
    known.run("set zelda-quux circle=close")
    known.run("set bob circle=close")
    known.run("remove zelda-quux --forget --yes")
    assert [d["what"] for d in known.run("undo --list --json").json] == ["set bob circle=close"]
    assert known.run("undo").code == 0
    assert_forgotten(known)


def test_undos_and_redos_that_name_them_go_too_with_what_they_took_back(known: World) -> None:
    """Without its undo, a change that was taken back would seem to stand."""
    known.person("Bob")
    # Only the undo has the text with her name.
    assert known.run(["note", "bob", "a cousin of Zelda Quux"]).code == 0
    known.run("undo")
    known.run("redo")
    known.run("undo")
    known.run("set bob circle=close")
    said = known.run("remove zelda-quux --forget --yes")
    assert said.code == 0, said.err
    assert "change " not in said.err
    assert_forgotten(known)
    assert [d["what"] for d in known.run("undo --list --json").json] == ["set bob circle=close"]
    assert known.run("redo").code == 3
    assert known.run("undo").code == 0
    assert_forgotten(known)


def test_it_is_for_one_person_not_for_a_list(known: World) -> None:
    assert known.run("remove - --forget --yes", stdin="zelda-quux\n").code == 2
    assert (known.notes / "people/zelda-quux.md").exists()


def test_what_may_be_somebody_else_is_listed_and_stays(world: World) -> None:
    world.person("Ada Byron")
    world.person("Ada King", aliases="[Countess Ada]")
    world.person("Bob", body="Ada came, and Ada Byron.\nAdam too.\n")
    world.met("2026-01-02", "bob", slug="2026-01-02-ada")
    world.write("photos/ada.jpg", b"jpg")
    answer = world.run("remove ada-byron --forget --yes --json").json
    body = (world.notes / "people/bob.md").read_text()
    assert "Ada came, and someone." in body
    listed = {(found["path"], found["line"]) for found in answer["doubtful"]}
    assert ("notes/people/bob.md", 4) in listed
    assert ("notes/people/bob.md", 5) not in listed
    assert ("notes/photos/ada.jpg", 0) in listed
    assert (world.notes / "interactions/2026/2026-01-02-ada.md").exists()
    assert "Ada King" in (world.notes / "people/ada-king.md").read_text()


def test_a_number_written_otherwise_and_files_that_are_no_notes_are_listed(known: World) -> None:
    known.write("list.csv", "name\nZelda Quux\n")
    known.write("about.md", "Call 020 2345 6789.\n\n[her home][h]\n\n[h]: people/zelda-quux.md\n")
    settings = known.root / "mkdocs.yml"
    settings.write_text(settings.read_text() + "site_author: Zelda Quux\n")
    known.run("build")
    line = settings.read_text().count("\n")
    answer = known.run("remove zelda-quux --forget --yes --json").json
    listed = [(found["path"], found["line"]) for found in answer["doubtful"]]
    assert listed == [("notes/about.md", 1), ("mkdocs.yml", line), ("notes/list.csv", 2)]
    assert "her home" not in (known.notes / "about.md").read_text()


def test_a_name_that_somebody_else_has_too_is_listed(world: World) -> None:
    world.person("Ada Byron")
    world.person("Ada Lovelace", aliases="[Ada Byron]")
    world.person("Bob", body="Saw Ada Byron.\n")
    answer = world.run("remove notes/people/ada-byron.md --forget --yes --json")
    assert answer.code == 0, answer.err
    assert "Saw Ada Byron." in (world.notes / "people/bob.md").read_text()
    assert any("Saw" in found["text"] for found in answer.json["doubtful"])


def test_it_asks_first_and_a_dry_run_shows_each_change(known: World) -> None:
    before = texts(known, ".hobnob")
    refused = known.run("remove zelda-quux --forget")
    assert refused.code == 2
    assert "--yes" in refused.err
    shown = known.run("remove zelda-quux --forget --dry-run").out
    assert "+She knows someone and someone's mother." in shown
    assert "photos/zelda.jpg is removed" in shown
    assert texts(known, ".hobnob") == before


def test_only_a_person_is_forgotten(known: World) -> None:
    assert known.run("remove job --forget --yes").code == 2


def test_it_says_how_the_history_of_git_is_cleaned(known: World) -> None:
    (known.root / ".git").mkdir()
    beyond = " ".join(known.run("remove zelda-quux --forget --yes --json").json["beyond"])
    assert "git filter-repo --invert-paths --path notes/people/zelda-quux.md" in beyond
    assert "Zelda Quux==>someone" in beyond


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked")
def test_killed_at_any_instant_it_is_not_begun_or_the_next_command_ends_it(known: World) -> None:
    known.run("set zelda-quux circle=close")
    start = known.root.parent / "start"
    shutil.copytree(known.root, start)
    before = texts(known, ".hobnob")
    ends = set()
    for instant in range(15):
        child = os.fork()
        if not child:
            try:
                known.run("remove zelda-quux --forget --yes")
            finally:
                os._exit(0)
        if instant < 14:
            time.sleep(0.02 * instant)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        known.run("list")
        assert not (known.root / ".hobnob/pending").exists()
        if (known.notes / "people/zelda-quux.md").exists():
            assert texts(known, ".hobnob") == before
            ends.add("before")
        else:
            assert_forgotten(known)
            ends.add("after")
        shutil.rmtree(known.root)
        shutil.copytree(start, known.root)
    assert "after" in ends


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Zed Novak", "with ZED\n> novak."),
        ("Zed Novak", "zed-novak"),
        ("Zed Novak", "Novak, Zed"),
        ("José Núñez", "Jose\u0301 Nu\u0301n\u0303ez"),
        ("José Núñez", "jose nunez"),
        ("+44 20 2345 6789", "+44 (20) 2345-6789"),
        ("z@x.example", "<Z@X.example>"),
    ],
)
def test_a_trace_is_found_as_it_may_be_written(word: str, text: str) -> None:
    assert traces_of([word]).search(text)


@pytest.mark.parametrize(
    ("word", "text"),
    [("Zed Novak", "Zed Novakova"), ("+44 20 2345 6789", "+44 20 2345 67890"),
     ("z@x.example", "az@x.example"), ("2026", "2026")],
)  # fmt: skip
def test_another_word_is_no_trace(word: str, text: str) -> None:
    assert not traces_of([word]).search(text)
