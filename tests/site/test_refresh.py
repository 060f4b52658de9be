"""A site that is served follows the notes: after any edit it is what a new build would make."""

from __future__ import annotations

import os
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from watchdog.events import FileSystemEventHandler

from hobnob.index.interactions import Interaction
from hobnob.site import live as live_module
from hobnob.site import months, network_page, people_pages, timeline
from hobnob.site.compose import Composer
from hobnob.site.live import Live
from tests.conftest import TODAY, World

Tree = dict[str, bytes]


def built_live(world: World, folder: Path) -> Live:
    """Build a site as `serve` does, and return what keeps it up to date."""
    config = load_config(str(world.root / "mkdocs.yml"), site_dir=str(folder))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    live: Any = config.plugins["hobnob"]
    assert isinstance(live._live, Live)
    return live._live


def tree(folder: Path) -> Tree:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def different(one: Tree, other: Tree) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOBNOB_TODAY", TODAY)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    # The small journal has years with pages of their own, and several pages of people.
    for section in timeline.APART:
        monkeypatch.setitem(timeline.APART, section, timeline.Apart(many=2, kept=1, crowded=1))
    monkeypatch.setattr(people_pages, "PER_PAGE", 2)
    monkeypatch.setattr(network_page, "PER_PAGE", 2)


def small(root: Path) -> World:
    world = World(root)
    world.settle()
    world.write("index.md", "# Home\n\nSee [[ada]].\n")
    world.person("Ada Lovelace", slug="ada", org="Analytical", location="London", tags="[maths]")
    world.person("Grace Hopper", introduced_by="ada", body="Met [[ada|Ada]].\n\n- [ ] write\n")
    world.person("George Green", circle="close")
    world.met("2026-10-01", "ada", "grace-hopper", body="About #maths with [[george-green]].")
    world.met("2025-11-01", "ada", "george-green", place="The Mill, London", body="About #maths.")
    world.met("2024-11-01", "ada", "george-green", place="A pub, York", body="About #maths.")
    world.met("2026-11-01", "george-green", place="Luigi's", body="- [ ] [[ada]]: the paper")
    world.write("plans/job.md", "---\nname: A job\npeople: [ada]\n---\n")
    world.write("orgs/analytical.md", "---\nname: Analytical\nlocation: London\n---\n")
    return world


_NAMES = ("Ada Lovelace", "Ada King", "George Green", "Somebody New")
_PERSON = st.builds(
    lambda name, org, tag, body: f"---\nname: {name}\norg: {org}\ntags: [{tag}]\n---\n{body}",
    st.sampled_from(_NAMES),
    st.sampled_from(("Analytical", "Elsewhere")),
    st.sampled_from(("maths", "Maths", "ships")),
    st.sampled_from(
        (
            "",
            "See [[grace-hopper]] of [[Elsewhere]]. Not [[job]].",
            "[him](george-green.md)",
            "- [ ] x (by 2026-12-01)",
        )
    ),
)
_INTERACTION = st.builds(
    lambda date, who, place, more: (
        f"---\ndate: {date}\npeople: [{who}]\nplace: {place}\n{more}---\nx"
    ),
    st.sampled_from(("2026-10-01", "2026-11-20", "2025-01-02", "2027-01-01")),
    st.sampled_from(("ada", "grace-hopper", "george-green, ada", "Somebody New", "Ada King")),
    st.sampled_from(("Luigi's", "London", "The Mill, London", "A pub, London")),
    st.sampled_from(
        (
            "", "plan: job\n", "draft: true\n", "kind: news\n", "introduced: [ada]\n",
            "plan: job\nkind: letter\nfollow_up: 2026-11-02\n",
            "plan: job\noutcome: won\nintroduced: [george-green]\n",
            "plan: job\nkind: call\noutcome: declined\n",
        )
    ),
)  # fmt: skip
_STEP = st.one_of(
    st.tuples(
        st.sampled_from(("people/ada.md", "people/new.md", "people/george-green.md")),
        st.one_of(_PERSON, st.none(), st.just("broken")),
    ),
    st.tuples(
        st.sampled_from(
            ("interactions/2026/one.md", "interactions/2026-11-01-meeting-george-green.md")
        ),
        st.one_of(_INTERACTION, st.none()),
    ),
    st.tuples(
        st.sampled_from(("plans/job.md", "orgs/analytical.md")),
        st.sampled_from(
            (
                "---\nname: A better job\npeople: [george-green]\n---\nHm.",
                "---\nname: A job\npeople: [ada, grace-hopper]\nstatus: won\n---\n",
                "---\nname: A job\npeople: [Elsewhere, analytical]\n---\n",
                "---\nname: Analytical Engines\naliases: [Analytical]\n---\n",
                None,
            )
        ),
    ),
)


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(_STEP, min_size=1, max_size=3))
def test_after_any_edit_the_site_is_as_if_built_anew(
    steps: list[tuple[str, str | None]],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A month with two entries is crowded, and one with three has pages of days.
    monkeypatch.setattr(months, "MANY", 1)
    monkeypatch.setattr(months, "MANY_IN_THIRDS", 2)
    root = tmp_path_factory.mktemp("live")
    world = small(root / "journal")
    world.met("2026-11-03", "ada", body="Of [[2026-11-01-meeting-george-green]].")
    live = built_live(world, root / "site")
    for path, text in steps:
        if text is None:
            (world.notes / path).unlink(missing_ok=True)
        else:
            world.write(path, text.encode())
        if live.refresh() is None:
            # What it cannot do itself it leaves to a build.
            live = built_live(world, root / "site")
    live.write_search()
    built_live(world, root / "new")
    assert different(tree(root / "site"), tree(root / "new")) == []


def test_a_note_that_takes_the_place_of_another_is_seen(tmp_path: Path) -> None:
    world = small(tmp_path / "journal")
    live = built_live(world, tmp_path / "site")
    world.write(
        "interactions/2026-11-01-meeting-george-green.md",
        "---\ndate: 2026-10-01\npeople: [ada]\n---\nx",
    )
    assert live.refresh() is not None
    live.write_search()
    built_live(world, tmp_path / "new")
    assert different(tree(tmp_path / "site"), tree(tmp_path / "new")) == []


ORG_EDITS = {
    "a role ends": ("people/ada.md", "---\nname: Ada Lovelace\norg: Navy\n---\n"),
    "somebody joins": ("people/grace-hopper.md", "---\nname: Grace Hopper\norg: Elsewhere\n---\n"),
    "a contact": ("interactions/2026/new.md", "---\ndate: 2026-11-20\npeople: [ada]\n---\nx"),
    "another name": ("orgs/analytical.md", "---\nname: Engines\naliases: [Navy]\n---\n"),
    "a note of its own": ("orgs/else.md", "---\nname: Else Ltd\naliases: [Elsewhere]\n---\n"),
}


@pytest.mark.parametrize(("path", "text"), ORG_EDITS.values(), ids=ORG_EDITS)
def test_a_plan_follows_the_people_of_its_organizations(
    tmp_path: Path, path: str, text: str
) -> None:
    world = small(tmp_path / "journal")
    world.person("Howard Aiken", org="Elsewhere")
    world.write("plans/job.md", "---\nname: A job\npeople: [analytical, Elsewhere]\n---\n")
    live = built_live(world, tmp_path / "site")
    world.write(path, text.encode())
    if live.refresh() is None:
        live = built_live(world, tmp_path / "site")
    live.write_search()
    built_live(world, tmp_path / "new")
    assert different(tree(tmp_path / "site"), tree(tmp_path / "new")) == []


def test_what_another_command_synced_first_is_seen(tmp_path: Path) -> None:
    """Logging while the site is served is what the README shows."""
    world = small(tmp_path / "journal")
    live = built_live(world, tmp_path / "site")
    assert world.run("log Teatime --with ada --date 2026-11-20").code == 0
    assert live.refresh()
    live.write_search()
    built_live(world, tmp_path / "new")
    assert different(tree(tmp_path / "site"), tree(tmp_path / "new")) == []


def test_an_edit_of_one_note_opens_and_writes_little(
    sample: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: files opened, bodies converted, pages written."""
    live = built_live(sample, tmp_path / "site")
    note = sample.notes / "interactions/2026/2026-11-20-meeting-priya-raman.md"
    # Files this young are looked at again in any case; let these be old.
    monkeypatch.setattr("hobnob.index.updating.UNSETTLED", -(10**18))
    live.refresh()
    opened: list[str] = []
    converted: list[str] = []
    real_open = os.open

    def counted(path: Any, *arguments: Any, **keys: Any) -> int:
        if str(path).endswith(".md"):
            opened.append(str(path))
        return real_open(path, *arguments, **keys)

    entry = Composer.entry

    def converting(composer: Composer, view: Interaction) -> str:
        converted.append(view.slug)
        return entry(composer, view)

    monkeypatch.setattr("hobnob.index.reading.os.open", counted)
    monkeypatch.setattr(Composer, "entry", converting)
    note.write_bytes(note.read_bytes() + b"\nOne more line.\n")
    written = live.refresh()
    assert opened == [str(note)]
    # The month, the person, the tags, the place, the plan; lists that count them; the home page.
    assert written is not None
    assert 3 <= written <= 12
    assert converted == [note.stem]


def test_a_page_of_the_users_own_is_left_to_mkdocs(tmp_path: Path) -> None:
    world = small(tmp_path / "journal")
    live = built_live(world, tmp_path / "site")
    world.write("own.md", "# Mine\n")
    assert live.refresh() is None


def test_a_new_name_in_a_page_of_the_users_own_is_left_to_mkdocs(tmp_path: Path) -> None:
    world = small(tmp_path / "journal")
    live = built_live(world, tmp_path / "site")
    world.person("Augusta King", slug="ada")
    assert live.refresh() is None


def test_reading_is_no_change_and_writing_is(tmp_path: Path) -> None:
    """Else a build, which reads every note, would be followed by another without end."""
    observer = live_module._native_observer()
    if observer is None:
        return
    note = tmp_path / "note.md"
    note.write_text("one")
    seen: Queue[str] = Queue()
    handler = FileSystemEventHandler()
    handler.on_any_event = lambda event: seen.put(event.event_type)  # type: ignore[method-assign]
    observer.schedule(handler, str(tmp_path), recursive=True)
    observer.start()
    try:
        note.read_text()
        with pytest.raises(Empty):
            seen.get(timeout=0.7)
        note.write_text("two")
        assert seen.get(timeout=10) == "modified"
    finally:
        observer.stop()
        observer.join()
