"""Lines typed in a hurry: how many of them hobnob understands; the shares may only rise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hobnob.capture.entry import NewPeople
from hobnob.capture.names.mentions import unlink
from hobnob.capture.parser import LineParser
from hobnob.capture.unknown import NobodyError
from hobnob.index.index import Index
from tests.capture.hurried import count, lines_of, settle_cast, try_lines
from tests.conftest import World

FILES = ("seen", "held_back", "third", "fourth")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    world = World(tmp_path_factory.mktemp("hurried") / "journal")
    settle_cast(world)
    with world.index() as index:
        yield index


@pytest.mark.parametrize(
    ("name", "lines", "people", "everything", "strangers"),
    [
        ("seen", 200, 199, 194, 0),
        ("held_back", 100, 99, 95, 0),
        ("third", 130, 136, 135, 0),
        ("fourth", 126, 122, 112, 2),
    ],
)
def test_the_share_of_right_lines(
    index: Index, name: str, lines: int, people: int, everything: int, strangers: int
) -> None:
    tried = try_lines(index, lines_of(name))
    figures = count(tried)
    wrong = "\n".join(f"{one.text}: {dict(one.wrong)}" for one in tried if one.wrong)
    assert figures.lines >= lines
    assert figures.people >= people, wrong
    assert figures.everything >= everything, wrong
    assert len([one.text for one in tried if one.stranger]) <= strangers


@pytest.mark.parametrize("name", FILES)
def test_links_change_nothing(index: Index, name: str) -> None:
    for line in lines_of(name):
        parser = LineParser(index=index, new_people=NewPeople(index))
        try:
            entry = parser.parse(line["text"], {})
        except NobodyError:
            continue
        text = entry.text.split("\n\n- [ ]")[0]
        assert unlink(text) == line["text"]
        again = parser.parse(text, {}, anybody=False)
        assert again.text.split("\n\n- [ ]")[0] == text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lunch w/ Kofi, the project starts 7 Dec", ("7 Dec", "set last follow_up=2026-12-07")),
        ("call w/ Kofi, should email Pat", ("should email Pat", "edit last")),
        ("lunch at Luigi's w/ Kofi", ("Luigi", "set last people+=luigi")),
        ("call w/ Kofi, circle back", ("circle back", "set last follow_up=2026-12-13")),
        ("call w/ Kofi, he was there in mid October", ("mid October", "set last date=2026-10")),
    ],
)
def test_what_was_passed_over_is_said(index: Index, line: str, said: tuple[str, str]) -> None:
    parser = LineParser(index=index, new_people=NewPeople(index))
    unused = parser.parse(line, {}).unused
    assert [(one.typed, one.command("last").removeprefix("hobnob ")) for one in unused] == [said]


def test_a_line_of_others_is_refused_with_the_ready_command(world: World) -> None:
    settle_cast(world)
    said = world.run(["log", "Kofi's wife called"])
    assert said.code == 2
    assert "Kofi Mensah" in said.err
    assert 'hobnob log "Kofi\'s wife called" --with kofi-mensah' in said.err
    logged = world.run(["log", "Kofi's wife called", "--with", "nobody", "--json"]).json
    assert logged["people"] == []
    assert "[[kofi-mensah|Kofi]]" in logged["text"]


def test_what_was_not_used_is_in_the_answer(world: World) -> None:
    settle_cast(world)
    logged = world.run(["log", "lunch w/ Kofi, the project starts 7 Dec", "--json"]).json
    (unused,) = logged["unused"]
    assert unused["typed"] == "7 Dec"
    assert unused["command"] == f"hobnob set {logged['slug']} follow_up=2026-12-07"
    assert world.run(unused["command"].removeprefix("hobnob ")).code == 0
    said = world.run(["log", "call w/ Kofi, the project starts 7 Dec"]).out
    assert "'7 Dec' was not used: hobnob set last follow_up=2026-12-07" in " ".join(said.split())
