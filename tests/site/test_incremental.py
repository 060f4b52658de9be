"""A site that is built again is, to the byte, the site that is built from nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hobnob.site import incremental, publish, refresh
from hobnob.site.search import (
    FOLDER,
    Dated,
    Named,
    decode_gaps,
    docs_script,
    encode_documents,
    make_search,
    shard_of,
)
from hobnob.site.search_update import Look, update_search
from tests.conftest import TODAY, World
from tests.site.test_refresh import _STEP, different, small, tree


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture
def built_whole(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The builds that began at nothing."""
    whole: list[Path] = []
    real = publish.build_site

    def build(*arguments: Any, **keys: Any) -> Path:
        made = real(*arguments, **keys)
        whole.append(made)
        return made

    monkeypatch.setattr(publish, "build_site", build)
    return whole


def build(world: World, today: str = TODAY) -> dict[str, bytes]:
    answer = world.run(f"--today {today} build")
    assert answer.code == 0, answer.err
    return tree(world.root / "site")


def clean(world: World, today: str = TODAY) -> dict[str, bytes]:
    """The site as a copy of the journal makes it that nothing was ever built of."""
    other = world.root.parent / "clean"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(world.root, other, ignore=shutil.ignore_patterns(".hobnob", "site"))
    return build(World(other), today)


_NAMESAKES = [
    [("people/new.md", "---\nname: Ada Lovelace\norg: Analytical\n---\n")],
    [("people/ada.md", "---\nname: Ada Lovelace\norg: Analytical\ntags: [maths]\n---\nx")],
]
"""Two of one name, who must come in the same order in every index of the same notes."""


@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@example(rounds=_NAMESAKES)
@given(rounds=st.lists(st.lists(_STEP, min_size=1, max_size=2), min_size=1, max_size=3))
def test_after_any_edit_it_is_the_same(
    rounds: list[list[tuple[str, str | None]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    world = small(tmp_path_factory.mktemp("again") / "journal")
    build(world)
    for steps in rounds:
        for path, text in steps:
            if text is None:
                (world.notes / path).unlink(missing_ok=True)
            else:
                world.write(path, text.encode())
        assert different(build(world), clean(world)) == []


def test_nothing_is_made_when_nothing_has_changed(world: World, built_whole: list[Path]) -> None:
    small(world.root)
    first = build(world)
    before = {path: path.stat().st_mtime_ns for path in (world.root / "site").rglob("*")}
    assert build(world) == first
    assert {path: path.stat().st_mtime_ns for path in (world.root / "site").rglob("*")} == before
    assert len(built_whole) == 1


def test_a_note_alone_does_not_make_everything_again(world: World, built_whole: list[Path]) -> None:
    small(world.root)
    build(world)
    assert world.run("log Teatime --with ada --date 2026-11-20").code == 0
    made = build(world)
    assert len(built_whole) == 1
    assert made == clean(world)


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
def test_with_workers_it_is_the_same(
    world: World, built_whole: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    small(world.root)
    build(world)
    helped: list[bool] = []
    begin = refresh.refresh

    def recorded(*arguments: Any, **keys: Any) -> Any:
        done = begin(*arguments, **keys)
        helped.append(done is not None and done.pages.is_shared)
        return done

    monkeypatch.setattr(incremental, "available_workers", lambda: 2)
    monkeypatch.setattr(incremental, "refresh", recorded)
    (lunch,) = world.notes.rglob("2026-11-01-meeting-george-green.md")
    for path, text in (
        (lunch, lunch.read_bytes() + b"\nAnother line.\n"),
        (world.notes / "interactions/2026/new.md", b"---\ndate: 2026-11-20\npeople: [ada]\n---\nx"),
        (world.notes / "people/ada.md", b"---\nname: Ada Lovelace\norg: Elsewhere\n---\n"),
    ):
        path.write_bytes(text)
        assert different(build(world), clean(world)) == []
    assert helped == [True, True, True]
    # The three edits went on from the last build, each in its journal.
    assert len(built_whole) == 4


def _config(world: World) -> None:
    path = world.root / "mkdocs.yml"
    path.write_text(path.read_text().replace("site_name: ", "site_name: Other "))


def _picture(world: World) -> None:
    (world.notes / "people" / "ada.png").write_bytes(b"another")


def _keeping_time(path: Path, text: bytes) -> None:
    """Write a file as a program does that gives it the old time."""
    before = path.stat()
    assert len(text) == before.st_size
    path.write_bytes(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _picture_of_the_same_time(world: World) -> None:
    _keeping_time(world.notes / "people" / "ada.png", b"ANOTHER")


def _tampered_in_the_same_time(world: World) -> None:
    page = world.root / "site" / "people" / "ada.html"
    _keeping_time(page, page.read_bytes().replace(b"Ada", b"Bda"))


def _tampered(world: World) -> None:
    (world.root / "site" / "people" / "ada.html").write_text("not what was built")


def _lost(world: World) -> None:
    shutil.rmtree(world.root / "site" / "search")


def _index_made_anew(world: World) -> None:
    shutil.rmtree(world.root / ".hobnob")


def _broken_memory(world: World) -> None:
    (world.root / ".hobnob" / "site.json").write_text('{"site_dir": 1}')


def _broken_copy(world: World) -> None:
    (world.root / ".hobnob" / "site.sqlite").write_bytes(b"nonsense")
    world.person("Somebody Else")


@pytest.mark.parametrize(
    "change",
    [
        _config, _picture, _picture_of_the_same_time, _tampered, _tampered_in_the_same_time,
        _lost, _index_made_anew, _broken_memory, _broken_copy,
        lambda world: world.write("index.md", "# Another home\n"),
        lambda world: world.write("own.md", "# A page of mine\n"),
        lambda world: world.write("letters/hello.md", "---\nsubject: Hi\n---\nDear you,\n"),
    ],
)  # fmt: skip
def test_whatever_else_changes_is_seen(world: World, change: Callable[[World], None]) -> None:
    small(world.root)
    _picture(world)
    build(world)
    change(world)
    assert different(build(world), clean(world)) == []


def test_what_may_read_anything_is_built_from_nothing_each_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(world.root)
    config = world.root / "mkdocs.yml"
    config.write_text(config.read_text() + "hooks:\n  - hook.py\n")
    (world.root / "hook.py").write_text(
        "def on_page_markdown(markdown, **_):\n"
        "    return markdown.replace('SNIPPET', open('snip.md').read())\n"
    )
    snippet = world.root / "snip.md"
    snippet.write_text("first")
    world.write("own.md", "# Mine\n\nSNIPPET\n")
    monkeypatch.chdir(world.root)
    assert world.run("build --trust").code == 0
    assert b"first" in build(world)["own.html"]
    snippet.write_text("second")
    assert b"second" in build(world)["own.html"]


def test_another_day_is_another_site(world: World) -> None:
    small(world.root)
    build(world)
    assert different(build(world, "2027-03-01"), clean(world, "2027-03-01")) == []


def test_what_is_shared_is_not_taken_for_what_is_not(world: World) -> None:
    small(world.root)
    world.person("A Secret", private="true")
    build(world)
    assert world.run(f"--today {TODAY} build --share").code == 0
    assert not list((world.root / "site").rglob("a-secret*"))
    assert (world.root / "site" / "people" / "ada.html").exists()
    build(world)
    assert list((world.root / "site").rglob("a-secret*"))


def test_a_warning_is_told_by_every_build(world: World) -> None:
    small(world.root)
    world.write("own.md", "[gone](nowhere.md)\n")
    for _ in range(2):
        answer = world.run("build")
        assert "nowhere.md" in answer.err


def test_a_build_that_failed_midway_is_not_gone_on_with(
    world: World, built_whole: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    small(world.root)
    build(world)
    world.person("Somebody New")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(incremental, "cache_build", fail)
        assert world.run("build").code == 70
    assert different(build(world), clean(world)) == []
    # The first, the one after the failure, and the clean one.
    assert len(built_whole) == 3


@given(dated=st.sets(st.integers(0, 3000), max_size=60), named=st.sets(st.integers(0, 2**30 - 1)))
def test_what_is_written_of_documents_is_read_again(dated: set[int], named: set[int]) -> None:
    text = encode_documents(sorted(dated), sorted(named))
    one, _, other = text.partition(".")
    assert decode_gaps(one) == sorted(dated)
    assert decode_gaps(other) == sorted(named)


class Texts(Look):
    """What the search is told of a journal, without one."""

    bodies: dict[str, str]

    def order(self) -> list[str]:
        return list(self.bodies)

    def named(self) -> list[Named]:
        return [Named(kind="people", name="Ada", url="people/ada.html", text=self.bodies["00"])]

    def dated_all(self) -> Iterator[Dated]:
        for slug, text in self.bodies.items():
            yield Dated(slug=slug, date="2026-01-01", kind="note", title="Ada", url=slug, text=text)

    def dated(self, slugs: Collection[str]) -> dict[str, Dated]:
        return {text.slug: text for text in self.dated_all() if text.slug in slugs}


def look(bodies: dict[str, str]) -> Look:
    nobody: Any = None
    found = Texts(site=nobody, url=str, entry_url=lambda slug, _: slug)
    object.__setattr__(found, "bodies", dict(sorted(bodies.items())))
    return found


_WORDS = st.lists(
    st.sampled_from([f"{a}{b}{c}" for a in "abж中" for b in "klmno" for c in ("x", "y", "")])
)
_BODIES = st.dictionaries(
    st.sampled_from([f"{n:02}" for n in range(1, 50)]), _WORDS.map(" ".join), max_size=40
)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(before=_BODIES, after=_BODIES, kept=st.sets(st.integers(1, 49)), named=_WORDS)
def test_search_is_updated_as_if_made_anew(
    before: dict[str, str], after: dict[str, str], kept: set[int], named: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    """With so few terms that shards come and go all the time."""
    before["00"] = "axk"
    for slug in {f"{n:02}" for n in kept} & before.keys():
        after[slug] = before[slug]
    after["00"] = " ".join(named)
    root = tmp_path_factory.mktemp("shards")
    old, new = look(before), look(after)
    for folder, side in ((root / "one", old), (root / "other", new)):
        (folder / FOLDER).mkdir(parents=True)
        for name, text in make_search(side.named(), side.dated_all()):
            (folder / name).write_text(text, encoding="utf-8", newline="")
    list(update_search(root / "one", old, new, before.keys() | after.keys()))
    assert different(tree(root / "one"), tree(root / "other")) == []


def test_the_file_of_a_term_has_a_name_that_every_file_system_takes() -> None:
    names = {term: shard_of(term) for term in ("the", "con", "12", "ж", "жук", "中", "丮", "𠀀𠀁")}
    assert all(re.fullmatch(r"[0-9a-f]+(-[0-9a-f]+)?", name) for name in names.values())
    assert len({name.casefold() for name in names.values()}) == len(names) - 1
    assert names["中"] == names["丮"]  # signs that stand alone share a file with their neighbours


def test_a_month_alone_is_no_day_of_the_search() -> None:
    """Its date is written out, though the anchor begins with it; that of a day is not."""
    found = [
        Dated(slug=slug, date=date, kind="Call", title="Ada", url=f"journal/2026-11.html#{slug}")
        for slug, date in (
            ("2026-11-call-ada", "2026-11"),
            ("2026-11-20-call-ada", "2026-11-20"),
            ("2026-11-20-letter-ada", "2026"),
        )
    ]
    rows = json.loads(docs_script(0, found).partition("(0,")[2].rpartition(")")[0])
    assert [row[1] for row in rows] == ["2026-11", "", "2026"]
