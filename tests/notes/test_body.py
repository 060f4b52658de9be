"""What a body says, and that it costs no more than its length."""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hobnob.notes import body as reader
from hobnob.notes import prose
from hobnob.notes.body import (
    as_read,
    excerpt,
    outgoing,
    read_body,
    rewrite_links,
    shown,
    text_lines,
)
from tests.conftest import World
from tests.notes.long_bodies import LONG_BODIES

_PIECES = st.sampled_from(
    (
        "word", "Été", "中村", "1.", "2)", "-", "- ", "+ ", "* ", "a", "[[ada]]", '[[ada|The "A"]]',
        "[[a&b|x]]", "[[a\\|b]]", "![[p]]", "\n", "\n\n", "\n\n\n", " ", "  ", ".", ",", ":", "://",
        "http", " http://x.y", "!", "?", '"', "'", "(", ")", "=", "===", "---", "—", "#t", "#1",
        "#t_u", "# ", "&", "<b>", "[x](y)", "`c`", "|", "a | b", "\n-|-", "@", "/", "%", "%%", "\t",
        "    code", "&amp;", "[[x", "x]]", "[[a|b|c]]", "“q”", "$", "$x$", "\\", "~~", "_", "[ ]",
        "é", "\x03", "\x0e", "\r", "\r\n", "<!--", "-->", "\\Grace", "[^1]", "[x]: y",
        "- [ ] ", "\n* [x] ", "\n## ", " (by 2026-12-01)", "(by Friday)", "📅 2026-12-01", "और",
        "[[ada]]: ", "\u3000", "。", "😀", "2 ",
    )
)  # fmt: skip
_LINES = st.sampled_from(
    (
        "word", "[[ada]] and", "- item", "* [[a]]", "+ 3 pears", "- #tag", "#tag", "# Head", "## A #t",
        "", "12 apples", "(so)", "- [ ] do it", "- [x] [[bob]]: it (by 2026-12-01)", "* [ ] 📅 2026-12 d",
        "+ [-] c (by 2026-02-31)", "- [ ] (by 2026-12-01)", "- [ ] [[a]]: (by 2026-12-01)",
        "- [ ] a (by 2026-12-01) (by 2026-12-02)", "- [ ] 1. x", "- [X] - x", "- 1. x", "# 1. x", "1. x",
        "- [ ] [[a (by 2026-12-01)]]: b (by 2026-12-01)", "- [ ] a (by Knuth)", "- [ ] a (by Knuth) (by 2026-12-02)", "---", "  more", "#",
        "- ", "😀 hi", "और की", "- [/] a",
    )
)  # fmt: skip


@settings(max_examples=800, deadline=None)
@example(text="to [[a\x1eb]] and [[c|d\x1f]]")
@example(text="of [[ ]] and [[\u3000|x]]")
@example(text="so $$\n[[a]]$$ is")
@given(text=st.lists(_PIECES, max_size=9).map("".join))
def test_words_links_and_tags_are_read_without_the_parser_as_if_by_it(text: str) -> None:
    if (body := prose.read_prose(text)) is not None:
        assert body == reader._Reader(text).read()


@settings(max_examples=800, deadline=None)
@given(lines=st.lists(_LINES, max_size=6), end=st.sampled_from(("\n", "\r\n", "\r")))
def test_lists_tasks_and_headings_are_read_without_the_parser_as_if_by_it(
    lines: list[str], end: str
) -> None:
    text = end.join(lines)
    if (body := prose.read_prose(text)) is not None:
        assert body == reader._Reader(text).read()
        assert body == reader._Reader(text, html=True).read()


def test_a_list_of_tasks_below_a_heading_needs_no_parser() -> None:
    text = "# Ada\n\nMet **once**.\n\n- [ ] [[bob]]: the list (by 2026-12-01)\n- so\n"
    assert prose.read_prose(text) is None
    body = prose.read_prose(text.replace("*", ""))
    assert body is not None
    assert [(task.owner, task.text, task.due) for task in body.tasks] == [
        ("[[bob]]", "the list", "2026-12-01")
    ]
    assert body.title == "Ada"
    assert prose.read_prose(text.replace("*", "").replace("\n", "\r\n")) == body


def test_a_link_to_nothing_is_text() -> None:
    body = read_body("of [[ ]] and *[[ |x]]*")
    assert (body.links, body.tags) == ((), ())


@settings(max_examples=500, deadline=None)
@given(text=st.lists(_PIECES, max_size=12).map("".join))
def test_places_are_those_of_the_text(text: str) -> None:
    lines = text.split("\n")
    body = read_body(text)
    for link in body.links:
        written = lines[link.line][link.column - 1 : link.end - 1]
        assert written.startswith("[[")
        assert written.endswith("]]")
        assert link.target in written.replace("\r", " ")
    assert rewrite_links(text, lambda _, __: None) == text
    assert [task for task in body.tasks if lines[task.line][task.mark - 2] != "["] == []
    for number, begin, line in text_lines(text):
        assert len(line) == len(lines[number].rstrip("\r"))
        assert text[begin:].startswith(lines[number])


def test_most_of_the_sample_journal_needs_no_parser(sample: World) -> None:
    """Else the quick way is not worth its lines."""
    with sample.index() as index:
        bodies = index.column("SELECT body FROM note WHERE kind <> 'page'")
    quick = {body: read for body in bodies if (read := prose.read_prose(body)) is not None}
    for body, read in quick.items():
        assert read == reader._Reader(body).read()
    assert sum(body in quick for body in bodies) > len(bodies) * 0.9


def tasks(text: str) -> list[tuple[str, str, str, str]]:
    return [(t.state, t.owner, t.text, t.due) for t in read_body(text).tasks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ ] a", [("open", "", "a", "")]),
        ("* [x] a\n+ [X] b", [("kept", "", "a", ""), ("kept", "", "b", "")]),
        ("1. [-] a\n2. [/] b", [("dropped", "", "a", ""), ("open", "", "b", "")]),
        ("2) [?] a", [("open", "", "a", "")]),
        ("- [ ]\n- [ ] \n- []\n- [x](y)\n- [[ada]] b", []),
        ("> [!todo] Later\n> - [ ] a\n>   more", [("open", "", "a more", "")]),
        ("> > 1. [x] a", [("kept", "", "a", "")]),
        ("- top\n  - [ ] a\n    - [x] b", [("open", "", "a", ""), ("kept", "", "b", "")]),
        ("- [ ] send\n  the list (by 2026-12-01)", [("open", "", "send the list", "2026-12-01")]),
        ("- [ ] send\nShe left.", [("open", "", "send", "")]),
        ("- [ ] [[ada|Ada]]: the list", [("open", "[[ada|Ada]]", "the list", "")]),
        ("- [ ] a (By 2026-12-01)", [("open", "", "a", "2026-12-01")]),
        ("- [ ] a (due: 2026-12)", [("open", "", "a", "2026-12")]),
        ("- [ ] a 📅 2026-12-01 b", [("open", "", "a b", "2026-12-01")]),
        ("- [ ] a 📆2026-12-01", [("open", "", "a", "2026-12-01")]),
        ("- [ ] a 🗓️ 2026-12-01", [("open", "", "a", "2026-12-01")]),
        ("- [ ] a [due:: 2026-12-01]", [("open", "", "a", "2026-12-01")]),
        ("- [ ] a `(by 2026-12-01)`", [("open", "", "a `(by 2026-12-01)`", "")]),
        ("- [ ] a %% not yet %%", [("open", "", "a", "")]),
        ("- [ ] %% nothing %%", []),
        ("```\n- [ ] a\n```\n\n    - [ ] b", []),
        ("<!-- - [ ] a -->\n%%\n- [ ] b\n\n- [ ] c\n%%\n- [ ] d", [("open", "", "d", "")]),
        ("text <!-- begins\n\n- [ ] a\n\nends --> here", []),
        ("- [ ] a <!-- x\n- [ ] b\n-->\n- [ ] c", [("open", "", "a", ""), ("open", "", "c", "")]),
        ("`<!--`\n\n- [ ] a\n\n`-->`", [("open", "", "a", "")]),
        ("<!-- never closed\n\n- [ ] a", []),
        ("100 %%\n\n- [ ] a", [("open", "", "a", "")]),
    ],
)  # fmt: skip
def test_tasks(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert tasks(text) == expected
    assert tasks(text.replace("\n", "\r\n")) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- [ ] a (by 2026-11-31)", (0, 9)),
        ("x\n\n> - [ ] a\n>   b (by Friday)", (3, 7)),
        ("- [ ] a 📅 soon", (0, 9)),
        ("- [ ] a [due:: 31.11.2026]", (0, 9)),
        ("- [ ] a (by the end of May)", (0, 9)),
        ("- [ ] a (due whenever)", (0, 9)),
    ],
)
def test_a_due_date_that_cannot_be_read(text: str, place: tuple[int, int]) -> None:
    (task,) = read_body(text).tasks
    assert task.due == ""
    assert task.problem
    assert task.place == place


def test_who_wrote_it_is_no_due_date() -> None:
    (task,) = read_body("- [ ] read the book (by Knuth), by the way").tasks
    assert (task.text, task.due, task.problem) == ("read the book (by Knuth), by the way", "", "")


def test_links_and_tags_where_nothing_hides_them() -> None:
    text = (
        "#begin of a line, [[ada]] and `[[x]] #x` and $[[y]] #y$\n"
        "https://example.org/#z [q](../a.md#q) <!-- [[c]] #c --> %% #d %% \\#e \\[[f]]\n\n"
        "| [[g\\|G]] | b [[h\\|H]] |\n|---|---|\n| a \\| b | [[i\\|I]] |\n\n"
        "$$\n[[j]] #j\n$$\n\n    #k\n\n> - [[l|L]] #m\n"
    )
    body = read_body(text)
    assert body.tags == ("begin", "m")
    lines = text.split("\n")
    assert [(k.target, k.text) for k in body.links] == [
        ("ada", ""), ("g", "G"), ("h", "H"), ("i", "I"), ("l", "L"),
    ]  # fmt: skip
    assert [lines[k.line][k.column - 1 : k.end - 1] for k in body.links] == [
        "[[ada]]", "[[g\\|G]]", "[[h\\|H]]", "[[i\\|I]]", "[[l|L]]",
    ]  # fmt: skip


def test_plain_text() -> None:
    text = (
        "# Head\n\nSome *words* of [[ada|Ada]], [here](x.md) `[[code]]` &amp; \\Grace.\n"
        "> quoted\n\n- item\n- [x] kept (by 2026-12-01)\n  more\n\n<!-- no -->\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n```sh\nrun\n```\n"
    )
    plain = read_body(text).plain
    assert shown(plain, str.title) == (
        "Head\n\nSome words of Ada, here [[code]] & Grace.\nquoted\n\nitem\n"
        "kept (by 2026-12-01)\nmore\n\na b\n\nc d\n\nrun"
    )
    assert "kept" not in reader.without_tasks(plain)
    assert reader.opening(plain).startswith("Some words")


def test_as_read_and_outgoing() -> None:
    text = (
        "Dear [[ada]],\n\n<!-- be kind -->\n\nsee `[[x]]` %%hm%%.\n\n- [ ] ring\n  twice\n\nYours\n"
    )
    assert as_read(text, str.title) == (
        "Dear Ada,\n\nsee `[[x]]` .\n\n- [ ] ring\n  twice\n\nYours\n"
    )
    assert outgoing(text) == "Dear [[ada]],\n\n\n\nsee `[[x]]` .\n\n\n\n\nYours\n"
    boxes = as_read(
        "> 1. [/] a\n\n- [x] b\n* [-] c", str, {"open": "☐", "kept": "☑", "dropped": "☒"}
    )
    assert boxes == "> ☐ a\n\n☑ b\n☒ c"


def test_an_excerpt_ends_with_a_sentence_or_a_word() -> None:
    assert excerpt("One. Two three four five.", 12) == "One. Two…"
    assert excerpt("One two. Three four five.", 14) == "One two. …"


@pytest.mark.parametrize("text", LONG_BODIES, ids=lambda text: repr(text[:12]))
def test_the_work_for_a_body_grows_with_its_length(text: str) -> None:
    """Four times the text takes about four times the calls; with the square, sixteen times.

    The time inside regular expressions is measured in `tests/bench/bodies.py`.
    """
    assert _calls(text) < 6 * _calls(text[: len(text) // 4]) + 1000


def _calls(text: str) -> int:
    """Return how many functions are called to read a body, those written in C too."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    read_body("*the parser is imported*")
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        read_body(text)
    finally:
        sys.setprofile(before)
    return count


_RUN = """
import sys
from hobnob.cli.main import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
assert "markdown_it" not in sys.modules
"""


@pytest.mark.parametrize(
    "command",
    [
        "today", "search london", "list people", "list promises",
        "brief ada", "log 'met [[ada]] in London #maths'", "review", "export calendar", "check",
    ],
)  # fmt: skip
def test_the_parser_is_not_imported_for_words(world: World, command: str) -> None:
    """It takes longer to import than most commands take."""
    world.person("Ada", body="Met [[ada|her]] in London. #maths\n")
    world.person("Bob", body="- [ ] send *the* list (by 2026-11-01)\n")
    world.met("2026-11-01", "ada", "bob", body="> Lunch in `London`\n\n- [ ] send it\n")
    world.run("list people")
    subprocess.run(
        [sys.executable, "-c", _RUN, *shlex.split(command)],
        cwd=world.root, check=True, capture_output=True,
    )  # fmt: skip
