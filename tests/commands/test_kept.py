"""Answers that are kept: always what would be found anew, and kept only where they may be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hobnob.index import kept
from hobnob.index.kept import LASTING, PREFIX
from hobnob.network.graph import communities
from tests.conftest import TODAY, Said, World

VERBS = (
    "today --days 30", "suggest", "circles", "bridges", "review", "asks", "duplicates", "ties",
    "list", "graph", "today --json",
)  # fmt: skip

_PEOPLE = st.tuples(
    st.sampled_from(("people/ada.md", "people/grace.md", "people/søren.md")),
    st.one_of(
        st.none(),
        st.builds(
            "---\nname: {}\ncircle: {}\n{}---\n- [ ] write to [[grace]] (by 2026-10-01)\n".format,
            st.sampled_from(("Ada Byron", "Ada K. Byron", "Grace")),
            st.sampled_from(("inner", "wide", "")),
            st.sampled_from(("", "introduced_by: grace\n", "birthday: 1906-11-25\n")),
        ),
    ),
)
_MEETINGS = st.tuples(
    st.sampled_from(tuple(f"interactions/{one}.md" for one in "abcd")),
    st.one_of(
        st.none(),
        st.builds(
            "---\ndate: {}\npeople: {}\nkind: {}\nplan: job\n{}---\nhello\n- [x] came\n".format,
            st.sampled_from(("2025-01-01", "2026-11-05", "2026-11-20", "2026-11-21")),
            st.sampled_from(("ada", "[ada, grace]", "[søren, grace, ada]")),
            st.sampled_from(("email", "call", "news", "letter")),
            st.sampled_from(("", "asked: advice\n", "gave: job\n", "draft: true\n",
                             "introduced: søren\n", "direction: in\n", "private: true\n")),
        ),
    ),
)  # fmt: skip
_SETTINGS = st.tuples(st.just("settings"), st.sampled_from(("", "      cadence: {wide: 1 week}\n")))
_DAYS = st.tuples(st.just("day"), st.sampled_from((TODAY, "2026-11-24", "2027-03-01")))


@pytest.fixture(autouse=True)
def _all_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LONG", 0.0)


def files(world: World) -> set[str]:
    return {path.name for path in (world.root / ".hobnob").glob(f"{PREFIX}*")}


def anew(world: World, verb: str, today: str) -> Said:
    for name in (PREFIX, LASTING):
        for path in (world.root / ".hobnob").glob(f"{name}*"):
            path.unlink()
    return world.run(verb, today=today)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    verb=st.sampled_from(VERBS),
    steps=st.lists(
        st.one_of(_MEETINGS, _MEETINGS, _PEOPLE, _SETTINGS, _DAYS), min_size=4, max_size=6
    ),
)
def test_a_kept_answer_is_what_would_be_found(
    verb: str, steps: list[tuple[str, str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    world = World(tmp_path_factory.mktemp("journal"))
    world.settle()
    world.person("Grace")
    world.person("Ada", circle="close")
    world.met("2026-11-06", "ada", "grace", kind="letter", direction="in")
    world.write("plans/job.md", "---\nname: Job\npeople: [ada, søren]\n---\n")
    day = TODAY
    for path, text in (("day", TODAY), *steps):
        if path == "day":
            day = str(text)
        elif path == "settings":
            world.settle(str(text))
        elif text is None:
            (world.notes / path).unlink(missing_ok=True)
        else:
            world.write(path, text.encode())
        first = world.run(verb, today=day)
        assert files(world)
        again = world.run(verb, today=day)
        assert first == again == anew(world, verb, day)


@pytest.mark.parametrize("verb", VERBS[:-1])
def test_the_second_answer_of_a_day_is_the_kept_one(
    verb: str, sample: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sample.run(verb)
    monkeypatch.setattr(kept, "_pack", None)  # What is found would be packed.
    assert sample.run(verb) == first
    assert sample.run(verb, today="2026-12-24").code != 0


def test_what_is_public_and_what_was_is_never_kept(sample: World) -> None:
    assert sample.run("--share circles").code == 0
    assert sample.run("--share today").code == 0
    assert not files(sample)


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_file_from_elsewhere_or_a_broken_one_is_passed_over(sample: World, place: int) -> None:
    first = sample.run("circles")
    path = Path(sample.root, ".hobnob", "answer-circles")
    head, answer = path.read_text(encoding="utf-8").split("\n")
    parts = json.loads(head)
    parts[place] = 7 if place == 1 else "of another"
    path.write_text(f"{json.dumps(parts)}\n{answer.replace('Grace', 'Nobody')}", encoding="utf-8")
    assert sample.run("circles") == first
    path.write_text(f"{head}\n{answer[:-9]}", encoding="utf-8")
    assert sample.run("circles") == first


def test_communities_last_until_a_tie_changes(
    sample: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sample.run("ties")
    monkeypatch.setattr(communities, "_communities", None)
    assert sample.run("snooze anwen-rees '2 weeks'").code == 0
    assert sample.run("ties") == first
    assert sample.run("ties", today="2026-11-23") == first
    assert sample.run("log 'Lunch' --with anwen-rees --with ben-adeyemi").code == 0
    assert sample.run("ties").code != 0


def test_another_networkx_finds_communities_anew(
    sample: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.run("ties")
    monkeypatch.setattr(communities, "_communities", None)
    assert sample.run("ties", today="2026-11-23").code == 0
    monkeypatch.setattr(communities, "_networkx", lambda: b"another")
    assert sample.run("ties", today="2026-11-24").code != 0


def test_a_lasting_answer_from_elsewhere_is_passed_over(sample: World) -> None:
    first = sample.run("ties --json")
    path = Path(sample.root, ".hobnob", "lasting-communities")
    (lineage, follows), answer = json.loads(path.open().readline()), "[1]"
    for parts in (["of another", follows], [lineage, "of others"], [lineage]):
        path.write_text(f"{json.dumps(parts)}\n{answer}", encoding="utf-8")
        (sample.root / ".hobnob" / "answer-ties").unlink()
        assert sample.run("ties --json") == first


def test_nothing_of_somebody_stays_in_what_is_kept(sample: World) -> None:
    sample.run("today")
    assert files(sample)
    assert sample.run("remove anwen-rees --forget --yes").code == 0
    assert not files(sample)


def test_a_link_is_not_followed(sample: World, tmp_path: Path) -> None:
    first = sample.run("circles")
    kept_file, outside = sample.root / ".hobnob" / "answer-circles", tmp_path / "outside"
    text = kept_file.read_text(encoding="utf-8")
    outside.write_text(text.replace('"inner"', '"outer"'), encoding="utf-8")
    kept_file.unlink()
    kept_file.symlink_to(outside)
    assert sample.run("circles") == first
    assert '"outer"' in outside.read_text(encoding="utf-8")
    assert not kept_file.is_symlink()
