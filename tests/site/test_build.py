"""The site of a journal, as the files it is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from mkdocs import utils

from hobnob.site.publish import BuildFailedError
from tests.conftest import TODAY, World
from tests.site.building import Built, build, copy_sample
from tests.site.markup import broken_links, is_foreign, target_of


def run(world: World, *arguments: str) -> None:
    """Run a module in a journal's folder, as a user runs it in a shell."""
    subprocess.run([sys.executable, "-m", *arguments], cwd=world.root, check=True, capture_output=True)  # fmt: skip


@pytest.fixture
def small(world: World) -> World:
    """A journal with one note of each kind, and two people who met."""
    world.person("Grace Hopper", org="Eckert–Mauchly", title="Programmer", tags="[navy]")
    world.person("Søren Kjær", location="Århus")
    world.met(
        "2024-03-04", "grace-hopper", "søren-kjær",
        body="Talked of *compilers*, and of #sailing.\n\n- [ ] send the list (by 2024-04-01)\n",
        place="The Blue Pencil",
    )  # fmt: skip
    world.write("plans/harbour.md", "---\nname: The harbour\npeople: [grace-hopper]\n---\n")
    world.write("orgs/univac.md", "---\nname: Univac\n---\nMakers of machines.\n")
    world.write("index.md", "# Mine\n\nOf [[grace-hopper]].\n")
    return world


def test_mkdocs_and_hobnob_build_the_same_site_to_the_byte(tmp_path: Path) -> None:
    world = copy_sample(tmp_path / "journal")
    run(world, "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "theirs"))
    run(world, "hobnob", "build", "--strict", "--site-dir", str(tmp_path / "ours"))
    theirs, ours = Built(tmp_path / "theirs").bytes(), Built(tmp_path / "ours").bytes()
    assert theirs.keys() == ours.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []
    assert "people/index.html" in ours


def test_two_builds_of_a_journal_are_the_same(tmp_path: Path, built: Built) -> None:
    """Nothing of a page depends on the hour, the run or the folder."""
    again = build(copy_sample(tmp_path / "elsewhere"), tmp_path / "site")
    assert again.paths == built.paths
    before, now = built.bytes(), again.bytes()
    assert [path for path in now if now[path] != before[path]] == []


def test_an_interaction_stands_in_full_on_its_month_and_with_each_of_its_people(
    small: World, tmp_path: Path
) -> None:
    site = build(small, tmp_path / "site")
    slug = "2024-03-04-meeting-grace-hopper-søren-kjær"
    pages = ("journal/2024-03.html", "people/grace-hopper.html", "people/søren-kjær.html")
    for page in pages:
        assert "Talked of compilers, and of #sailing." in site.pages[page].text, page
        assert "send the list" in site.pages[page].text, page
        assert "The Blue Pencil" in site.pages[page].text, page
    assert slug in site.pages[pages[0]].ids
    also = ("tags/sailing.html", "places/the-blue-pencil.html", "orgs/eckert-mauchly.html")
    for page in (*pages[1:], *also, "index.html"):
        assert any(target_of(page, link) == (pages[0], slug) for link in site.pages[page].links if not is_foreign(link)), page  # fmt: skip


def test_every_interaction_of_the_sample_has_its_anchor(built: Built, tmp_path: Path) -> None:
    """The anchor is the slug, on the page of the month in which it happened."""
    world = copy_sample(tmp_path / "journal")
    found = world.run("list interactions --json").json
    assert len(found) > 200
    for row in found:
        assert row["slug"] in built.pages[f"journal/{row['date'][:7]}.html"].ids
        for person in row["people"]:
            assert f"people/{person}.html" in built.pages, person


@pytest.mark.parametrize("directory_urls", [False, True])
def test_links_hold_with_either_kind_of_address(directory_urls: bool, tmp_path: Path) -> None:
    world = copy_sample(tmp_path / "journal")
    settings = world.root / "mkdocs.yml"
    settings.write_text(
        f"use_directory_urls: {str(directory_urls).lower()}\n{settings.read_text()}"
    )
    site = build(world, tmp_path / "site")
    person = "people/gillian-tranter/index.html" if directory_urls else "people/gillian-tranter.html"  # fmt: skip
    assert person in site.paths
    assert broken_links(site.pages, site.paths) == []


def test_addresses_name_their_file_unless_the_user_says_otherwise(built: Built) -> None:
    """So that the pages lead to each other when they are opened from a folder."""
    for path, page in built.pages.items():
        assert [a for a in page.links if a.endswith("/") and not is_foreign(a)] == [], path


LEADS = {
    "grace-hopper": "people/grace-hopper.html",
    "Grace Hopper": "people/grace-hopper.html",
    "people/grace-hopper": "people/grace-hopper.html",
    "Soren Kjær": "people/søren-kjær.html",
    "harbour": "plans/harbour.html",
    "univac": "orgs/univac.html",
    "Eckert–Mauchly": "orgs/eckert-mauchly.html",
    "2024-03-04-meeting-grace-hopper-søren-kjær": "journal/2024-03.html#2024-03-04-meeting-grace-hopper-søren-kjær",
    "guide": "guide.html",
    "grace-hopper#Her ships": "people/grace-hopper.html#her-ships",
    "guide#The second part": "guide.html#the-second-part",
    "guide#What's a café?": "guide.html",
}  # fmt: skip


@pytest.mark.parametrize("source", ["a person", "an interaction", "a page", "the home page"])
def test_a_wikilink_leads_to_the_page_of_what_it_names(
    small: World, tmp_path: Path, source: str
) -> None:
    small.write("guide.md", "# Guide\n\n## The second part\n\nx\n\n## What's a café?\n\ny\n")
    small.person("Grace Hopper", org="Eckert–Mauchly", body="# Her ships\n\nMany.\n")
    text = "\n\n".join(f"[[{target}|here it is]]" for target in LEADS)
    page = _say(small, source, text)
    site = build(small, tmp_path / "site", strict=False)
    links = re.findall('<a href="([^"]*)">here it is</a>', site.text(page))
    found = [target_of(page, unescape(link)) for link in links]
    for (target, leads), (file, anchor) in zip(LEADS.items(), found, strict=True):
        wanted, _, at = leads.partition("#")
        assert file == wanted, target
        assert not at or anchor == at, target
        assert not anchor or anchor in site.pages[file].ids, target


def _say(world: World, source: str, text: str) -> str:
    """Write a text into a kind of note; return the page that shows it."""
    if source == "a person":
        world.person("Ada Lovelace", body=text)
        return "people/ada-lovelace.html"
    if source == "an interaction":
        world.met("2023-05-06", "søren-kjær", body=text)
        return "journal/2023-05.html"
    path = "aside/deep.md" if source == "a page" else "index.md"
    world.write(path, f"# A page\n\n{text}\n")
    return path.replace(".md", ".html")


def test_a_wikilink_to_nothing_is_text_that_says_so(small: World, tmp_path: Path) -> None:
    for source in ("a person", "a page"):
        page = _say(small, source, "Ask [[nobody-at-all|that one]].")
        site = build(small, tmp_path / "site")
        missing = [a for a in site.pages[page].all("a", "span") if a.get("class") == "hb-missing"]
        assert len(missing) == 1
        assert "href" not in missing[0]
        assert "Ask that one." in site.pages[page].text


def test_a_page_of_the_user_stands_in_the_navigation_and_is_found(
    small: World, tmp_path: Path
) -> None:
    small.write("guide.md", "# How I do it\n\nWith a **quill**.\n")
    small.write("aside/deep.md", "# Deep\n\nBelow.\n")
    site = build(small, tmp_path / "site")
    for page in ("index.html", "people/grace-hopper.html"):
        leads = [target_of(page, link)[0] for link in site.pages[page].links]
        assert "guide.html" in leads
        assert "aside/deep.html" in leads
    assert "How I do it" in site.text("search/n-0.js")


@pytest.mark.parametrize(
    ("path", "settings"),
    [
        ("journal/2024-03.md", ""),
        ("tags/navy.md", ""),
        ("people.md", "use_directory_urls: true\n"),
    ],
)
def test_a_page_in_the_way_of_one_of_ours_is_named(
    small: World, tmp_path: Path, path: str, settings: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """The journal's own page is shown; a strict build fails, and says which file to rename."""
    file = small.root / "mkdocs.yml"
    file.write_text(file.read_text() + settings)
    small.write(path, "# In the way\n\nMarkerword.\n")
    with pytest.raises(BuildFailedError):
        build(small, tmp_path / "strict")
    assert path in capfd.readouterr().err
    site = build(small, tmp_path / "site", strict=False)
    assert site.where("Markerword") == []
    assert broken_links(site.pages, site.paths) == []


def test_a_readme_is_the_home_page_where_there_is_no_index(small: World, tmp_path: Path) -> None:
    (small.notes / "index.md").unlink()
    small.write("README.md", "# Read me\n\nMarkerword.\n")
    site = build(small, tmp_path / "site")
    assert "Markerword." in site.pages["index.html"].text
    assert "Lately" in site.pages["index.html"].text


@pytest.mark.parametrize("directory_urls", ["true", "false"])
@pytest.mark.parametrize("path", ["people.md", "tags.md", "Journal.md"])
def test_no_two_pages_are_written_to_one_file(
    small: World, tmp_path: Path, path: str, directory_urls: str
) -> None:
    """With `use_directory_urls` a user's `people.md` would be written to `people/index.html`."""
    settings = small.root / "mkdocs.yml"
    settings.write_text(f"{settings.read_text()}use_directory_urls: {directory_urls}\n")
    small.write(path, "# In the way\n\nMarkerword.\n")
    site = build(small, tmp_path / "site", strict=False)
    section = path.lower().removesuffix(".md")
    assert "Markerword" not in site.pages[f"{section}/index.html"].text
    assert broken_links(site.pages, site.paths) == []


def test_someone_whose_slug_is_index_leaves_the_list_of_people_alone(
    small: World, tmp_path: Path
) -> None:
    small.person("Index", slug="index", body="He is a person.")
    small.person("Readme", slug="readme", body="So is she.")
    small.write("orgs/index.md", "---\nname: The Index\n---\nAn old firm.\n")
    site = build(small, tmp_path / "site", strict=False)
    listed = {target_of("people/index.html", a)[0] for a in site.pages["people/index.html"].links}
    assert "Grace Hopper" in site.pages["people/index.html"].text
    assert {"people/index_.html", "people/readme_.html"} <= listed
    assert "He is a person." in site.pages["people/index_.html"].text
    assert "An old firm." in site.pages["orgs/index_.html"].text
    assert broken_links(site.pages, site.paths) == []


def test_a_date_without_a_day_has_a_page(small: World, tmp_path: Path) -> None:
    small.met("1988", "grace-hopper", body="That summer.")
    small.met("1987-07", "grace-hopper", body="That month.")
    site = build(small, tmp_path / "site")
    assert "That summer." in site.pages["journal/1988.html"].text
    assert "That month." in site.pages["journal/1987-07.html"].text
    leads = {target_of("journal/index.html", a)[0] for a in site.pages["journal/index.html"].links}
    assert {"journal/1988.html", "journal/1987-07.html", "journal/2024-03.html"} <= leads
    assert broken_links(site.pages, site.paths) == []


def test_no_page_carries_everybody_in_its_navigation(built: Built) -> None:
    """A navigation of everybody, on everybody's page, grows with the square of them."""
    for path in built.pages:
        bar = built.text(path).partition('<header class="hb-bar">')[2].partition("</header>")[0]
        assert bar, path
        assert not re.findall(r'href="[^"]*people/(?!index\.html)[^"]+"', bar), path


@pytest.mark.parametrize(
    "page",
    ["index", "people/index", "journal/index", "plans/index", "orgs/index", "tags/index", "places/index"],
)  # fmt: skip
def test_a_journal_without_a_note_says_kindly_how_to_begin(
    world: World, tmp_path: Path, page: str
) -> None:
    site = build(world, tmp_path / "site")
    seen = site.pages[f"{page}.html"]
    assert [a for _, a in seen.elements if "hb-empty" in a.get("class", "")]
    assert "yet" in seen.text or "blank" in seen.text
    assert broken_links(site.pages, site.paths) == []


def test_a_journal_whose_notes_are_all_broken_is_built(world: World, tmp_path: Path) -> None:
    world.write("people/a.md", b"---\nname: [\n")
    world.write("people/b.md", b"\xff\xfe\x00\x00")
    world.write("people/c.md", b"")
    world.write("interactions/x.md", "---\ndate: 2026-13-45\n---\nMarkerword\n")
    site = build(world, tmp_path / "site", strict=False)
    assert broken_links(site.pages, site.paths) == []
    assert "people/index.html" in site.paths


def test_only_sections_are_listed_by_a_user_who_lists_them(small: World, tmp_path: Path) -> None:
    """A `nav:` of the user's own is the navigation."""
    settings = small.root / "mkdocs.yml"
    settings.write_text(f"{settings.read_text()}nav: [index.md, people/index.md]\n")
    site = build(small, tmp_path / "site", strict=False)
    page = site.pages["people/grace-hopper.html"]
    assert not [link for link in page.links if link == "../plans/index.html"]
    assert [link for link in page.links if link == "index.html"]


def test_an_address_can_be_written_to(small: World, tmp_path: Path) -> None:
    """RFC 6068: the @ of a mailto address stands as it is; a sign that ends an address does not."""
    small.person("Ada Lovelace", emails="['ada+notes@example.org', 'a?b@example.org']", phones="['+44 (0)117 496-0102']")  # fmt: skip
    links = build(small, tmp_path / "site").pages["people/ada-lovelace.html"].links
    assert "mailto:ada+notes@example.org" in links or "mailto:ada%2Bnotes@example.org" in links
    assert "mailto:a%3Fb@example.org" in links
    assert [link for link in links if link.startswith("tel:+44")]


def test_pinned_and_asked_todays_reach_the_page(small: World, tmp_path: Path) -> None:
    """A day given to the command is the page's day; without one the page has none."""
    asked = build(small, tmp_path / "asked", today=TODAY)
    free = build(small, tmp_path / "free")
    meta = [a["content"] for a in asked.pages["index.html"].all("meta") if a.get("name") == "hobnob-today"]  # fmt: skip
    assert meta == [TODAY]
    assert not [a for a in free.pages["index.html"].all("meta") if a.get("name") == "hobnob-today"]


def test_what_lies_behind_a_link_is_not_published(small: World, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (outside / "secret.md").write_text("# Secretword")
    (small.notes / "people" / "out").symlink_to(outside)
    (small.notes / "out").symlink_to(outside)
    site = build(small, tmp_path / "site", strict=False)
    assert not [path for path in site.paths if "secret" in path]


def test_a_link_that_leads_back_is_named_and_stops_nothing(
    small: World, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (small.notes / "people" / "loop").symlink_to(small.notes / "people")
    (small.notes / "top").symlink_to("/")
    build(small, tmp_path / "site", strict=False)
    assert "people/loop: this is a link to a folder" in capfd.readouterr().err


def test_the_inbox_is_no_page_and_home_says_that_it_waits(world: World, tmp_path: Path) -> None:
    world.person("Ada")
    world.write("inbox.md", "zeppelins with Ada\n")
    world.write("inbox/a.txt", "more zeppelins\n")
    world.write("inbox/b.md", "# 2026-11-20\n\n- [[ada]] on zeppelins\n")
    built = build(world, tmp_path / "site")
    assert built.where("zeppelins") == []
    assert not [path for path in built.paths if "inbox" in path]
    assert "3 lines wait" in built.text("index.html")
    shared = build(world, tmp_path / "shared", share=True)
    assert shared.where("zeppelins") == []
    assert "wait: hobnob inbox" not in shared.text("index.html")


def test_a_build_that_is_stopped_while_it_empties_the_folder_can_be_built_again(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.person("Ada")
    folder = tmp_path / "site"
    assert world.run(["build", "--site-dir", str(folder)]).code == 0
    real = utils.clean_directory

    def stop(directory: str) -> None:
        shutil.rmtree(folder / "assets")
        raise KeyboardInterrupt

    for path in (world.root / ".hobnob").glob("site*"):
        path.unlink()
    monkeypatch.setattr(utils, "clean_directory", stop)
    world.run(["build", "--site-dir", str(folder)])
    assert not (folder / "assets").exists()
    assert (folder / "index.html").exists()
    monkeypatch.setattr(utils, "clean_directory", real)
    assert world.run(["build", "--site-dir", str(folder)]).code == 0
    assert (folder / "assets").is_dir()
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
