"""`python -m tests.bench`: measure hobnob on journals of several sizes and print the table.

Rule: it prints, it never judges: it ends with 0 also when a goal is missed, because a time on a
busy machine is no reason to fail anything.
"""

from __future__ import annotations

import argparse
import compileall
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import hobnob
from tests.bench.bodies import measure_bodies
from tests.bench.browse import measure_browsing
from tests.bench.generate import SIZES, USUAL, generate
from tests.bench.timing import (
    LEAST_RUNS,
    Row,
    describe_machine,
    render_markdown,
    render_table,
)
from tests.bench.works import (
    growth_rows,
    measure_build,
    measure_commands,
    measure_import,
    measure_index,
)

PARTS = ("commands", "index", "import", "build", "browse", "bodies")

_DOCUMENT = """\
# Benchmarks

Written by `python -m tests.bench --sizes {named} --write docs/benchmarks.md`. Times depend on the
machine, so the goals are ratios to a baseline that runs in turns with the command (A, B, A, B, …): a
ratio is the median of {runs} turns, a time the median of its runs after one to warm up; XL is
measured once. Memory is the highest peak. A goal is an upper bound. Seconds in the place of a
baseline are a goal for the time itself.

{machine}

The journals are invented (`python -m tests.bench.generate`): {sizes}.

{table}

- *import click*: a Python that does nothing but that.
- *stat + click*: the same, and a look at every file of the journal without opening it.
- *frontmatter + libyaml*: every note read with python-frontmatter over libyaml's parser.
- *show NAME*: the command above, in turns with a line that is logged.
- *again*: a second time on the same day; the first time, nothing was kept of an earlier answer, but
  for what does not depend on the day: the communities of `ties` and `graph` are found again only
  after a tie has changed.
- *read the cards*: hobnob's own reader of vCards, and nothing is done with them.
- *plain mkdocs build*: MkDocs with Material and its search, as many pages, the interactions
  copied in full onto their people's pages and their month's. It is not run for L.
- *a second*: from a note being saved until the server has its new page, by asking for it again
  and again; *1 MB*: the script of the search, all names, the largest file of terms and the ten
  largest of descriptions, uncompressed.
- *body*: one thing many times, such as brackets that never close.
- Where hobnob works with several processes, the peak is that of the largest.
"""


def main(argv: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for."""
    options = _parse(argv)
    with ExitStack() as stack:
        folder = options.dir or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        rows = measure(folder, options.sizes, options.only, runs=options.runs)
    machine = describe_machine(options.date)
    print("\n".join(f"{name}: {text}" for name, text in machine.items()))
    print(render_table(rows))
    if options.write:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        options.write.write_text(_render_document(rows, machine, options.runs), encoding="utf-8")


def measure(folder: Path, sizes: Sequence[str], parts: Sequence[str], *, runs: int) -> list[Row]:
    """Every row asked for; journals are taken from the folder or written there."""
    rows: list[Row] = []
    # An installed program has its bytecode; a checkout has it only where Python may write it.
    compileall.compile_dir(str(Path(hobnob.__file__).parent), quiet=1)
    for size in sizes:
        journal = folder / size
        if not journal.exists():
            _tell(f"{size}: inventing the journal")
            generate(journal, people=SIZES[size].people, interactions=SIZES[size].interactions)
        # Eighty thousand cards say no more than twenty thousand, and a build of XL takes minutes.
        is_largest = size == "XL"
        skipped = {"bodies", "import"} if is_largest else {"bodies"}
        for part in (part for part in parts if part not in skipped):
            _tell(f"{size}: {part}")
            rows += _measure_part(part, journal, size, runs=1 if is_largest else runs)
    bodies = measure_bodies(runs=runs) if "bodies" in parts else []
    return [*rows, *growth_rows(rows), *bodies]


def _measure_part(part: str, journal: Path, size: str, *, runs: int) -> list[Row]:
    if part == "commands":
        return measure_commands(journal, size, runs=runs)
    if part == "index":
        return measure_index(journal, size, runs=runs)
    if part == "browse":
        return measure_browsing(journal, size, runs=runs)
    with tempfile.TemporaryDirectory() as project:
        if part == "import":
            return measure_import(journal, size, Path(project), runs=runs)
        return measure_build(journal, size, Path(project), runs=runs)


def _render_document(rows: Sequence[Row], machine: Mapping[str, str], runs: int) -> str:
    return _DOCUMENT.format(
        runs=runs,
        machine="\n".join(f"- {name}: {text}" for name, text in machine.items()),
        named=",".join(dict.fromkeys(row.size for row in rows if row.size in SIZES)),
        sizes=", ".join(
            f"{name} has {size.people:,} people and {size.interactions:,} interactions"
            for name, size in SIZES.items()
            if any(row.size == name for row in rows)
        ),
        table=render_markdown(rows),
    )


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=_some_of(SIZES), default=list(USUAL), metavar="S,M,L")
    parser.add_argument(
        "--only", type=_some_of(PARTS), default=list(PARTS), metavar=",".join(PARTS)
    )
    parser.add_argument("--runs", type=_runs, default=LEAST_RUNS, help="turns of each measurement")
    parser.add_argument("--dir", type=Path, help="keep the journals here, and use those there")
    parser.add_argument("--date", default=date.today().isoformat(), help="what to print as the day")
    parser.add_argument("--write", type=Path, help="also write the table as Markdown")
    return parser.parse_args(argv)


def _some_of(known: Collection[str]) -> Callable[[str], list[str]]:
    """A reader of `a,b` as a list of known words, in the order given."""

    def read(text: str) -> list[str]:
        words = text.split(",")
        unknown = [word for word in words if word not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return words

    return read


def _runs(text: str) -> int:
    if not text.isdigit() or int(text) < LEAST_RUNS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of at least {LEAST_RUNS}")
    return int(text)


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
