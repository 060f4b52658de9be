"""Ordinary pages, the values of `mkdocs.yml` and files beside the notes run no script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hobnob.site.attachments import is_still, why_left_out
from hobnob.site.theme import POLICY
from tests.conftest import World
from tests.site.building import OURS, Built, build
from tests.site.hostile import (
    DRAWING,
    MOVING,
    settle_hostile,
    write_hostile_pages,
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("own-pages")
    world = World(folder / "journal")
    settle_hostile(world)
    world.person("Ada Lovelace")
    write_hostile_pages(world)
    return build(world, folder / "site", strict=False)


def test_the_policy_is_the_first_thing_in_every_head(hostile: Built) -> None:
    assert {"404.html", "index.html", "own/page.html", "people/ada-lovelace.html"} <= {*hostile.pages}  # fmt: skip
    for path, page in hostile.pages.items():
        at = [tag for tag, _ in page.elements].index("head")
        first, attributes = page.elements[at + 1]
        assert (first, attributes.get("http-equiv")) == ("meta", "Content-Security-Policy"), path
        assert attributes["content"] == POLICY, path
    assert "unsafe" not in POLICY.split("style-src")[0]


def test_no_value_becomes_an_element(hostile: Built) -> None:
    for path, page in hostile.pages.items():
        for tag, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on")], (path, attributes)
            assert tag not in {"iframe", "object", "embed", "base", "style"}, (path, tag)
            assert tag != "form" or "action" not in attributes, path
            assert attributes.get("http-equiv", "Content-Security-Policy") == "Content-Security-Policy"  # fmt: skip
            if tag == "script":
                assert attributes.get("src", "").rsplit("/", 1)[-1] in OURS, (path, attributes)
        assert page.twice == [], path
        assert not re.search("[\x00-\x08\x0e-\x1f]", hostile.text(path)), path
    page = hostile.pages["own/page.html"]
    (described,) = [a["content"] for a in page.all("meta") if a.get("name") == "description"]
    assert "onmouseover" in described
    assert "<img src=x onerror" in hostile.pages["index.html"].text


def test_no_file_that_could_run_a_script_is_copied(hostile: Built) -> None:
    assert hostile.where("beside.js';") == []
    assert [path for path in hostile.paths if re.search(r"beside|/p\.|^p\.|drawing", path)] == []
    assert "own/still.svg" in hostile.paths


def test_a_drawing_is_copied_if_it_only_draws() -> None:
    assert [inside for inside in MOVING if is_still((DRAWING % inside).encode())] == []
    for more in (
        "<style>.a { fill: url(#b) }</style><linearGradient id='b'><stop offset='0'/></linearGradient>",
        "<title>Facial expression // a\\b</title><use x:href='#b'/><text>url(http://x)</text>",
        "<image href='data:image/png;base64,AA=='/>",
    ):
        assert is_still((DRAWING % more).encode()), more
    drawn = (DRAWING % "<g/>").encode()
    assert is_still(
        b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'>" + drawn
    )
    assert not is_still(b"<?xml-stylesheet href='x'?>" + drawn)
    bomb = b"<!DOCTYPE svg [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>"
    assert not is_still(bomb + (DRAWING % "<title>&b;</title>").encode())


def test_other_attachments_are_copied() -> None:
    for name in ("a.pdf", "a.txt", "a.png", "a.docx", "a.vcf", "a.ics", "a.css", "a", "html.zip"):
        assert why_left_out(name) == "", name


def test_html_is_html_if_the_settings_say_so(world: World, tmp_path: Path) -> None:
    world.write("own.md", "# Own\n\n<div class=mine>raw</div>\n\n<script src=own.js></script>\n")
    world.write("own.js", "1\n")
    world.write("other.html", "<p>mine</p>\n")
    said = world.run("build").err
    assert "hobnob: other.html: this is a file that may run scripts" in said
    assert "hobnob: own.js: this is a script" in said
    assert "'html: true'" in said
    site = Built(world.root / "site")
    assert "&lt;div class=mine&gt;" in site.text("own.html")
    world.settle("      html: true\n")
    assert "html: shows the HTML" in world.run("build").err
    assert world.run("build --trust").code == 0
    site = build(world, tmp_path / "site")
    assert "<div class=mine>raw</div>" in site.text("own.html")
    assert {"own.js", "other.html"} <= {*site.paths}
    assert site.pages["own.html"].elements[2][1]["content"] == POLICY


def test_a_script_of_extra_javascript_is_copied(world: World, tmp_path: Path) -> None:
    world.write("own.js", "1\n")
    with (world.root / "mkdocs.yml").open("a") as settings:
        settings.write("extra_javascript: [own.js]\n")
    assert world.run("build --trust").code == 0
    assert "own.js" in build(world, tmp_path / "site").paths


def test_a_link_of_the_navigation_is_one_to_follow(world: World) -> None:
    with (world.root / "mkdocs.yml").open("a") as settings:
        settings.write(
            'nav:\n- Away: https://good.example/\n- Bad: "java\\tscript:x"\n'
            "- More:\n  - Worse: data:text/html,x\n  - 2026: mailto:a@b.example\n"
        )
    said = world.run("build").err
    assert "mkdocs.yml: nav: java\tscript:x: a link is http, https, mailto or tel" in said
    links = Built(world.root / "site").pages["index.html"].links
    assert {"https://good.example/", "mailto:a@b.example"} <= {*links}
    assert not [link for link in links if "script" in link or link.startswith("data")]
