"""A person on one page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.conftest import World

NASTY = (
    '<script>alert(1)</script><img src=x onerror=alert(1)> "><b>x</b> javascript:alert(1) {{ 7*7 }}'
)


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_it_has_all_there_is_and_nothing_of_it_is_markup(world: World) -> None:
    value = f"'{NASTY}'"
    world.person(value, slug="ada", location=value, org=value, title=value, aliases=f"[{value}]",
                 met_at=value, own=value, links="['javascript:alert(1)', 'https://x.example']",
                 body=NASTY + "\n")  # fmt: skip
    for day in ("01", "02", "03", "04", "05"):
        world.met(f"2026-01-{day}", "ada", body=f"{NASTY} day{day}\n\n%% hidden %%", place=value,
                  subject=value)  # fmt: skip
    said = world.run("export html ada")
    assert said.code == 0, said.err
    page = Page(said.out)
    assert {tag for tag, _ in page.tags} & {"script", "img", "b", "link", "iframe", "a"} == set()
    assert [
        a for _, attrs in page.tags for a in attrs if a.startswith("on") or a in ("src", "href")
    ] == []
    policy = [attrs["content"] or "" for _, attrs in page.tags if "http-equiv" in attrs]
    assert policy[0].startswith("default-src 'none'; style-src 'sha256-")
    for day in ("day01", "day02", "day03", "day04", "day05"):
        assert page.text.count(day) >= 1
    assert page.text.count("alert(1)</script>") > 10
    assert "hidden" not in page.text


@pytest.mark.parametrize("name", ["nobody", ""])
def test_it_says_whom_it_does_not_know(world: World, name: str) -> None:
    assert world.run(["export", "html", name]).code in (2, 3)


def test_no_other_file_is_overwritten(world: World) -> None:
    world.person("Ada Byron")
    for verb in ("html ada-byron", "csv", "json", "friends"):
        file = world.root.parent / f"{verb[:3]}.out"
        file.write_text("Mine.")
        assert world.run(f"export {verb} -o {file}").code == 2
        assert file.read_text() == "Mine."
        file.unlink()
        assert [world.run(f"export {verb} -o {file}").code for _ in range(2)] == [0, 0]
        assert world.run(f"export {verb} -o {world.notes / 'x.md'}").code == 2
