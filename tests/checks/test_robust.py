"""Nothing that stands in a file raises, and every problem stands in the file it is about."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hobnob.checks.run import find_problems
from hobnob.index.rows import make_rows
from hobnob.model import Kind
from hobnob.notes.read import read_note
from hobnob.notes.schema import SCHEMAS
from tests.conftest import World

KINDS: st.SearchStrategy[Kind] = st.sampled_from(
    ["person", "interaction", "plan", "org", "letter", "page"]
)
_KEYS = sorted({field.name for schema in SCHEMAS.values() for field in schema.fields})
_PARTS = st.sampled_from(
    ["---\n", "---\n", "name: Ada\n", "date: 2026-11-22\n", "roles:\n", "  - org: x\n", "    since: 2020\n",
     "  - a\n", "- b\n", "- [ ] [[x]]: y (by 2026-12-01)\n", "[[x|y]] #tag `code`\n", "```\n", "\n",
     "\r\n", "\r", "\t", "\x00", "\x85", "\u2028", "\x0c", "\ufeff", "\ud7ff", "é", "王", "'", '"', "&a ",
     "*a", "!!int ", "{", "}", "[", "]", ": ", "#", "|", ">", "%", "@", "~", "No", "1e3", "2026-13-45",
     "99999999999999999999", "-", "...\n", "? ", "<<: ", "  ", "name: \n", "name: [a]\n", "emial: x\n",
     "expect: {a: 3 of 0}\n", "keep_in_touch: 99999 years\n", "birthday: --02-30\n", "2026-02-31"]
)  # fmt: skip
_LINES = st.builds(
    "{}: {}\n".format, st.sampled_from(_KEYS), st.lists(_PARTS, max_size=3).map("".join)
)
TEXTS = st.builds(
    lambda start, parts: (start + "".join(parts)).encode("utf-8", "replace"),
    st.sampled_from(["---\n", "---\n", "\ufeff---\n", ""]),
    st.lists(_LINES | _PARTS, max_size=12),
)
FILES = (
    TEXTS
    | st.binary(max_size=200)
    | st.binary(max_size=60).map(lambda b: b"---\n" + b + b"\n---\n")
)


@settings(max_examples=500)
@given(KINDS, FILES)
@example("person", b"---\nname: &a [*a]\n---\n")
@example("person", b"---\rname: Ada\r---\r")
@example("interaction", b"---\ndate: 2026-11-22\n---\n\x0c\x0c\n[[x]]\n")
def test_no_file_raises_and_problems_stand_in_it(kind: Kind, data: bytes) -> None:
    note = read_note(kind, "x", "people/x.md", data)
    make_rows(note, 1)
    lines = data.split(b"\n")
    for problem in note.problems:
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
        assert len(problem.message) < 500, problem
    # What is left out says why.
    assert note.usable or note.problems


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["people", "interactions", "plans", "orgs", "letters", "."]), FILES),
                max_size=8))  # fmt: skip
def test_no_journal_raises_and_problems_stand_in_their_files(
    files: list[tuple[str, bytes]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder) / "j")
        world.settle()
        for number, (where, data) in enumerate(files):
            world.write(f"{where}/n{number}.md", data)
        with world.index() as index:
            problems = find_problems(index)
        for problem in problems:
            text = (world.root / problem.path).read_bytes()
            assert 1 <= problem.line <= text.count(b"\n") + 1, problem
        assert world.run("check").code in (0, 1)
