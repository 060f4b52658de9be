"""An edit that changes nothing but the text of an interaction makes only the pages that tell it."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hobnob.index.notes import of_kinds
from hobnob.site import refresh, timeline
from hobnob.site.load import Site, open_site
from hobnob.site.pages import INDEXES, IndexPage, list_pages, some_pages
from hobnob.site.update import Retold, pages_telling, retold_site
from tests.conftest import TODAY, World
from tests.site.building import copy_sample
from tests.site.test_incremental import build, clean
from tests.site.test_refresh import different, small


@pytest.fixture(autouse=True)
def _years(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    for section in timeline.APART:
        monkeypatch.setitem(timeline.APART, section, timeline.Apart(many=2, kept=1, crowded=1))


_MARK = re.compile(r"Qx(\d+)x")


def site_of(world: World) -> Site:
    return open_site(world.root, today=TODAY)


def test_no_other_page_has_another_answer(tmp_path: Path) -> None:
    world = copy_sample(tmp_path / "journal")
    old = site_of(world)
    before = {uri: page.load() for uri, page in list_pages(old).items()}
    notes = {note.id: note for note in of_kinds(old.index, "interaction")}
    old.index.db.close()
    for note in notes.values():
        path = world.root / note.path
        head, mark, body = path.read_text(encoding="utf-8").rpartition("\n---\n")
        # Before the first word, if that moves no promise to another line.
        at = body.lstrip() if body.lstrip()[:1].isalpha() else ""
        text = f"Qx{note.id}x {at}" if at else f"{body}\n\nQx{note.id}x\n"
        path.write_text(f"{head}{mark}{text}", encoding="utf-8")
    new = site_of(world)
    told = 0
    for uri, page in list_pages(new).items():
        answer = page.load()
        if answer != before[uri]:
            marks = _MARK.findall(repr(answer))
            assert marks, uri
            for mark in set(marks):
                told += 1
                assert uri in pages_telling(new, [notes[int(mark)]]), (uri, notes[int(mark)].path)
    assert told > 20
    new.index.db.close()


def test_what_another_state_has_found_is_taken_where_it_tells_no_text_that_differs(
    tmp_path: Path,
) -> None:
    world = copy_sample(tmp_path / "journal")
    old = site_of(world)
    _ = old.needs_of, old.home, old.people, old.months, list_pages(old)
    notes = list(of_kinds(old.index, "interaction"))
    taken = again = 0
    for note in notes[::7] + [
        n for n in notes if any(need.tells_of({n.slug}) for need in old.needs)
    ]:
        path = world.root / note.path
        before = path.read_bytes()
        path.write_bytes(before + f"\n\nQx{note.id}x\n".encode())
        new = site_of(world)
        assert retold_site(old, new)
        for name in {"needs", "needs_of", "home", "people", "months"} & vars(new).keys():
            assert getattr(new, name) == getattr(Site(new.index), name), (name, note.path)
        assert vars(new.directory).keys() >= {"org_rows", "tag_rows", "place_rows"}
        taken += {"needs", "home"} <= vars(new).keys()
        again += "needs" not in vars(new)
        new.index.db.close()
        path.write_bytes(before)
    assert taken > 5
    assert again > 5
    old.index.db.close()


@pytest.mark.parametrize("row", [row for row in INDEXES if not row.tells], ids=lambda row: row.uri)
def test_a_page_that_tells_no_text_reads_none(row: IndexPage, tmp_path: Path) -> None:
    world = copy_sample(tmp_path / "journal")
    site = site_of(world)
    read = set()

    def look(action: int, table: str | None, column: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table == "note":
            read.add(column)
        return sqlite3.SQLITE_OK

    site.index.db.set_authorizer(look)
    row.load(site)
    # Of pages and letters, the text is read; of interactions it is not.
    assert row.folder == "reviews" or not read & {"body", "plain"}
    site.index.db.close()


_TEXT = st.sampled_from(
    ("", "Another word: zzyzx.", "# A heading\n\n**Bold** & <b>raw</b>", "See [me](https://a.org).",
     "- one\n- two\n", "Ünusual: 日本, `#code`", "x\n\n" + "long " * 300)
)  # fmt: skip
_PATHS = (
    "interactions/2026/2026-11-01-meeting-george-green.md", "interactions/2026/letter.md",
    "interactions/2026/ahead.md", "interactions/2026/follow.md", "interactions/2021/once.md",
)  # fmt: skip
_HEADS = (
    "date: 2026-11-01\npeople: [george-green]\nplace: Luigi's\ntags: [ships]\n",
    "date: 2026-11-10\npeople: [ada]\nkind: letter\ndraft: true\nplan: job\n",
    "date: 2026-12-10T12:30\npeople: [ada, grace-hopper]\n",
    "date: 2026-11-12\npeople: [grace-hopper]\nfollow_up: 2026-11-20\nplan: job\n",
    "date: 2021-11-22\npeople: [george-green, ada]\nintroduced: [grace-hopper]\n",
)


@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(st.tuples(st.integers(0, 4), _TEXT), min_size=1, max_size=4))
def test_after_another_text_the_site_is_the_same(
    edits: list[tuple[int, str]],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = small(tmp_path_factory.mktemp("retold") / "journal")
    for path, head in zip(_PATHS, _HEADS, strict=True):
        world.write(path, f"---\n{head}---\nAs it was.\n")
    build(world)
    found: list[Retold | None] = []

    def record(old: Site, new: Site) -> Retold | None:
        found.append(retold_site(old, new))
        return found[-1]

    monkeypatch.setattr(refresh, "retold_site", record)
    for at, text in edits:
        world.write(_PATHS[at], f"---\n{_HEADS[at]}---\nAs it is: {text}\n")
    made = build(world)
    assert all(found)
    assert different(made, clean(world)) == []


@pytest.mark.parametrize(
    "text",
    [
        "---\ndate: 2026-11-01\npeople: [ada]\n---\nx",
        "---\ndate: 2026-11-02\npeople: [george-green]\n---\nx",
        "---\ndate: 2026-11-01\npeople: [george-green]\nprivate: true\n---\nx",
        "---\ndate: 2026-11-01\npeople: [george-green]\n---\nx #ships",
        "---\ndate: 2026-11-01\npeople: [george-green]\n---\nx [[ada]]",
        "---\ndate: 2026-11-01\npeople: [george-green]\n---\n- [ ] write",
        "---\ndate: 2026-11-01\npeople: [george-green]\nmood: fine\n---\nx",
        "---\ndate: never\n---\nx",
        None,
    ],
)
def test_more_than_the_text_is_more(text: str | None, world: World) -> None:
    path = _PATHS[0]
    small(world.root)
    world.write(path, "---\ndate: 2026-11-01\npeople: [george-green]\n---\nx")
    old = site_of(world)
    world.write(path, text) if text else (world.notes / path).unlink()
    new = site_of(world)
    assert retold_site(old, new) is None
    old.index.db.close()
    new.index.db.close()


def test_some_pages_are_those_of_all(world: World) -> None:
    site = site_of(small(world.root))
    every = list_pages(site)
    for uri, page in every.items():
        if not uri.startswith(("people/index/", "network/index/")):
            (found,) = some_pages(site, {uri}).values()
            assert (found.title, found.load()) == (page.title, page.load())
    assert some_pages(site, {"people/nobody.md", "people/ada/1066.md"}) == {}
    site.index.db.close()


def test_each_person_is_what_they_are_among_everybody(tmp_path: Path) -> None:
    alone = site_of(copy_sample(tmp_path / "journal"))
    together = Site(alone.index)
    together.read_for_everybody()
    pages, others = list_pages(alone), list_pages(together)
    for uri, page in pages.items():
        if page.template == "person.html":
            assert page.load() == others[uri].load()
    assert "promises" not in vars(alone)
    alone.index.db.close()
