"""A text of any contents costs no more than its limit."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hobnob.notes.body import read_body
from hobnob.notes.limits import MOST_SIGNS, cut_of
from hobnob.notes.markdown import parse
from tests.conftest import World

SIGNS = ["- a\n", "1. a\n", "- [ ] a\n", "# a\n", "a\n=\n", "> a\n>\n", "|a|b|\n", "[[a]] ", "![[a]] ",
         "[a](b) ", "[a]: b\n", "http://a.b/ ", "*a* ", "~~a~~ ", "`a` ", "#tag ", "$a$ ", "a\n\n",
         "<!-- a -->\n", "%% a %%\n", "- \n", "+ a\n"]  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_four_times_the_signs_are_no_more_work(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    most = 3_000  # in place of the real bound, which takes longer
    monkeypatch.setattr("hobnob.notes.limits.MOST_SIGNS", most)

    def work(text: str) -> int:
        parsed = parse(text)
        inside = sum(len(token.children or ()) for token in parsed.tokens)
        return len(parsed.tokens) + inside + len(parsed.found)

    limit = work(sign * most)
    assert work(sign * 4 * most) <= limit + 10
    assert cut_of(sign * 4 * most) > 0


@pytest.mark.parametrize("text", ["", "word " * 190_000, "word\n" * 190_000, "\n" * 900_000,
                                  "- item of a list\n" * 5_000, "a" * 900_000])  # fmt: skip
def test_a_long_text_with_few_signs_is_read_as_a_whole(text: str) -> None:
    assert cut_of(text) == -1


def test_what_is_cut_is_named_and_shows_nothing(world: World) -> None:
    """Not even a comment that would be opened before the cut."""
    body = "<!-- one -->\n" + "- a\n" * MOST_SIGNS + "[[bob]] <!-- secret --> last\n"
    world.person("Ada", body=body)
    world.person("Bob")
    problems = world.run("check --json").json
    found = [(p["line"], p["code"], p["severity"]) for p in problems]
    assert found == [(found[0][0], "long-text", "warning")]
    assert found[0][0] in range(MOST_SIGNS - 100, MOST_SIGNS + 5)
    assert "secret" not in read_body(body).plain
    assert world.run("build").code == 0
    page = (world.root / "site/people/ada.html").read_text()
    assert "is too long to show" in page
    assert "secret" not in page


def test_a_search_takes_as_long_as_the_text(world: World) -> None:
    """It took the square of it: twenty minutes for this page."""
    world.write("about.md", "grace " * 150_000)
    command = [sys.executable, "-m", "hobnob", "--journal", str(world.root), "search", "grace"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert "grace" in done.stdout
