"""An export of LinkedIn as a user brings it in: connections, a later export, messages."""

from __future__ import annotations

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
