"""An export of LinkedIn as a user brings it in: connections, a later export, messages."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from tests.conftest import World

FILES = Path(__file__).parent / "files" / "linkedin"
FIRST, LATER = FILES / "connections-with-preamble.csv", FILES / "connections-later.csv"


def notes_of(world: World) -> dict[str, str]:
    """Return the text of every note, by its path."""
    return {
        path.relative_to(world.notes).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(world.notes.rglob("*.md"))
    }


@pytest.fixture
def imported(world: World) -> World:
    said = world.run(["import", str(FIRST), "--yes"])
    assert said.code == 0, said.err
    return world


def test_the_first_export_makes_these_notes(imported: World) -> None:
    notes = notes_of(imported)
    assert list(notes) == [
        "people/karl-weiß.md", "people/priya-nair-2.md", "people/priya-nair.md",
        "people/sofia-marino.md", "people/tomás-vega.md",
    ]  # fmt: skip
    assert notes["people/sofia-marino.md"] == (
        "---\nname: Sofia Marino\nsuffix: PMP\n"
        "links: [https://www.linkedin.com/in/sofia-marino]\nmet_on: 2019-07-20\n---\n"
    )
    assert notes["people/karl-weiß.md"] == (
        "---\nname: Karl Weiß\nprefix: Dr.\nemails: [karl@example.org]\n"
        "links: [https://www.linkedin.com/in/karl-wei%C3%9F]\n"
        "org: Klinik Nord\ntitle: Oberarzt\nmet_on: 2018-10-03\n---\n"
    )
    assert imported.run("today --json").json == []


def test_the_same_file_again_changes_nothing_with_and_without_its_memory(imported: World) -> None:
    before = notes_of(imported)
    for _ in range(2):
        said = imported.run(["import", str(FIRST), "--yes", "--json"]).json
        assert said["new"] == said["changed"] == said["unclear"] == said["differences"] == []
        assert len(said["unchanged"]) == 5
        assert said["skipped"] == [10]
        assert notes_of(imported) == before
        (imported.root / ".hobnob" / "imported").unlink(missing_ok=True)


def test_a_later_export_yields_a_promotion_a_move_and_a_new_person(imported: World) -> None:
    said = imported.run(["import", str(LATER), "--yes", "--json"]).json
    assert said["new"] == ["mei-tanaka"]
    assert said["changed"] == ["priya-nair", "tomás-vega"]
    assert len(said["news"]) == 2
    vega = (imported.notes / "people" / "tomás-vega.md").read_text(encoding="utf-8")
    assert vega.endswith(
        "roles:\n  - org: Puerto Azul\n    title: Managing Director\n    since: 2023-08\n"
        "  - org: Vega & Hijos\n    title: Head of Sales, Iberia\n    until: 2023-08\n"
        "met_on: 2020-01-05\n---\n"
    )
    news = {(need["people"][0], need["text"]) for need in imported.run("today --json").json}
    assert news == {
        ("priya-nair", "Promoted to Head of Signals at Lotus Rail."),
        ("tomás-vega", "Moved to Puerto Azul as Managing Director."),
    }
    # Neither the same again nor the earlier export brings anything back.
    before = notes_of(imported)
    for path in (LATER, FIRST, LATER):
        again = imported.run(["import", str(path), "--yes", "--json"]).json
        assert again["new"] == again["changed"] == again["news"] == []
    assert notes_of(imported) == before
    imported.run("undo")
    assert "mei-tanaka.md" not in {path.name for path in imported.notes.rglob("*.md")}
    # What was undone does not count as imported.
    assert imported.run(["import", str(LATER), "--yes", "--json"]).json["new"] == ["mei-tanaka"]


def test_without_its_memory_a_later_export_is_compared_with_the_notes(imported: World) -> None:
    """As on another computer. But a role from elsewhere is only another role, and no news."""
    (imported.root / ".hobnob" / "imported").unlink()
    path = imported.notes / "people" / "priya-nair.md"
    path.write_text(path.read_text(encoding="utf-8").replace("met_on: 2021-03-12\n", ""))
    said = imported.run(["import", str(LATER), "--yes", "--json"]).json
    news = [imported.run(f"show {slug} --json").json["people"] for slug in said["news"]]
    assert news == [["tomás-vega"]]
    assert [(d["person"], d["source"]) for d in said["differences"]] == [
        ("priya-nair", "Head of Signals, Lotus Rail")
    ]


def test_somebody_twice_in_one_file_has_the_first_role(world: World, tmp_path: Path) -> None:
    twice = tmp_path / "Connections.csv"
    head, _, row = LATER.read_text(encoding="utf-8").partition("\n")
    first = row.splitlines()[0]
    twice.write_text("\n".join((head, first, first.replace("Head of Signals", "Guest"))))
    for new in (["priya-nair"], []):
        said = world.run(["import", str(twice), "--yes", "--json"]).json
        assert (said["new"], said["changed"], said["news"]) == (new, [], [])
        assert [d["source"] for d in said["differences"]] == ["Guest, Lotus Rail"]


def test_messages_and_invitations_are_one_interaction_each(
    imported: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages, invitations = sorted(FILES.glob("[im][ne][vs]*.csv"))[::-1]
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        command = ["import", str(messages), str(invitations), "--yes", "--json"]
        said = imported.run(command).json
    finally:
        monkeypatch.undo()
        time.tzset()
    assert said["passed_over"] == {
        "drafts": 1, "advertisements": 1, "messages without a text": 1,
        "invitations without a text": 1, "with nobody you know": 1,
    }  # fmt: skip
    found = sorted(
        (note["date"], note["direction"], note["people"], note["text"].strip())
        for note in (imported.run(f"show {slug} --json").json for slug in said["new"])
    )
    assert found == [
        ("2019-07-15T00:05", "out", ["sofia-marino"], "We met at the fair."),
        ("2023-08-14T19:22", "in", ["priya-nair"],
         "Hello Tim, could we talk about \\[\\[signals\\]\\]?\n"
         "\\- \\[ \\] send the \\*plan\\* \\#rail"),
        ("2023-08-15T17:00", "out", ["priya-nair"], "Gladly & soon.\nThursday?"),
        ("2023-09-02T04:30", "in", ["tomás-vega"], "Who comes?"),
        ("2023-09-02T05:00", "out", ["tomás-vega", "priya-nair"], "I do."),
    ]  # fmt: skip
    # In another time zone the same messages are still the same.
    before = notes_of(imported)
    assert imported.run(command).json["new"] == []
    assert notes_of(imported) == before
    # Whom you have not answered stays unknown; a removed message stays removed.
    imported.run(["remove", said["new"][0], "--yes"])
    again = imported.run([*command, "--all"]).json
    assert again["new"] == []
    assert again["passed_over"]["removed by you since"] == 1


def test_the_archive_says_its_month_and_who_you_are(world: World, tmp_path: Path) -> None:
    path = tmp_path / "Basic_LinkedInDataExport_11-05-2026.zip"
    messages = next(FILES.glob("messages*.csv")).read_text(encoding="utf-8").splitlines()
    one_talk = "\n".join((messages[0], *messages[4:5]))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Connections.csv", FIRST.read_bytes())
        archive.writestr("messages.csv", one_talk)
        archive.writestr("Profile.csv", "First Name,Last Name\nTim,Ogden\n")
    said = world.run(["import", str(path), "--yes"])
    assert "as of 2026-11, by the name of the file" in said.out
    assert "Interactions: 1 new" in said.out
    # The talk alone does not show which of the two you are.
    (tmp_path / "messages.csv").write_text(
        "\n".join((messages[0], *messages[6:7])), encoding="utf-8"
    )
    alone = world.run(["import", str(tmp_path / "messages.csv"), "--yes"])
    assert alone.code == 2
    assert "who of them you are" in alone.err


def test_titles_in_an_unknown_language_and_in_another_order(world: World, tmp_path: Path) -> None:
    rows = [line.split(",") for line in LATER.read_text(encoding="utf-8").splitlines()
            if '"' not in line]  # fmt: skip
    titles = ["名字", "姓氏", "網址", "電子郵件地址", "公司", "職位", "聯絡日期"]
    cases = (
        [titles, *rows[1:]],
        [[row[at] for at in (6, 5, 4, 3, 2, 1, 0)] for row in rows],
        [[*row, "Fax"] if row is rows[0] else [*row, "1"] for row in rows],
    )
    for number, case in enumerate(cases):
        path = tmp_path / f"{number}.csv"
        path.write_text("\n".join(",".join(row) for row in case), encoding="utf-8")
        said = world.run(["import", str(path), "--yes", "--json"]).json
        assert len(said["new"]) == 5, number
        shown = world.run("show mei-tanaka --json").json
        assert (shown["org"], shown["title"], shown["emails"], shown["met_on"]) == (
            "Hoshi Labs", "Designer", ["mei@example.com"], "2023-08-14",
        )  # fmt: skip
        assert shown.get("Fax") == ("1" if number == 2 else None)
        world.run("undo")


def test_what_cannot_be_read_stops_all_unless_it_is_skipped(world: World, tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text(LATER.read_text(encoding="utf-8") + 'Eve,"open,https://x\n', encoding="utf-8")
    said = world.run(["import", str(path), "--yes", "--json"])
    assert said.code == 2
    assert "Connections.csv:8" in said.err or "Connections.csv:8" in said.out
    assert not list(world.notes.rglob("*.md"))
    skipped = world.run(["import", str(path), "--yes", "--skip-bad", "--json"]).json
    assert (len(skipped["new"]), skipped["skipped"]) == (6, [8])


def test_it_says_first_what_it_will_do(world: World) -> None:
    """A script must say yes; a dry run writes nothing at all."""
    assert world.run(["import", str(FIRST)]).code == 2
    dry = world.run(["import", str(FIRST), "--dry-run"])
    assert dry.out.startswith("People: 5 new, 0 changed, 0 unchanged, 0 unclear, 1 skipped.\n")
    assert "Position → roles (title) (4)" in dry.out
    assert not list(world.notes.rglob("*.md"))
    assert not (world.root / ".hobnob" / "imported").exists()
    missing = world.run(["import", "nothing.csv", "--yes"])
    assert missing.err.strip().endswith("there is no file nothing.csv")
