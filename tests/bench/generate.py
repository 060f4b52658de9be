"""Journals of any size, invented from a seed: `python -m tests.bench.generate S DIR [--seed N]`.

Rule: the same sizes and seed give the same bytes, on any machine and with any hash seed.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.compose import compose_notes
from tests.bench.note import render_note

CONFIG = """\
site_name: A journal for benchmarks
docs_dir: notes
plugins:
  - hobnob
"""

HOME = """\
# A journal for benchmarks

Everyone in here is invented.
"""


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many notes of the two great kinds a journal has."""

    people: int
    interactions: int


SIZES = {
    "S": Size(people=150, interactions=1_000),
    "M": Size(people=1_000, interactions=10_000),
    "L": Size(people=5_000, interactions=50_000),
    "XL": Size(people=20_000, interactions=200_000),
}
USUAL = ("S", "M", "L")
"""The sizes that are measured unless one is named."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many notes of each kind were written."""

    people: int
    interactions: int
    plans: int
    orgs: int
    letters: int


def generate(target: Path, *, people: int, interactions: int, seed: int = 1) -> Counts:
    """Write a journal into a folder, which is made.

    Raises:
        FileExistsError: The folder has something in it: what was left there would be counted in.
    """
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(f"{target}: not empty; name a new folder")
    notes = target / "notes"
    notes.mkdir(parents=True, exist_ok=True)
    (target / "mkdocs.yml").write_bytes(CONFIG.encode())
    (notes / "index.md").write_bytes(HOME.encode())
    counter: Counter[str] = Counter()
    folders: set[str] = set()
    for note in compose_notes(people=people, interactions=interactions, seed=seed):
        folder = note.path.rpartition("/")[0]
        if folder not in folders:
            (notes / folder).mkdir(parents=True)
            folders.add(folder)
        (notes / note.path).write_bytes(render_note(note))
        counter[folder.partition("/")[0]] += 1
    return Counts(
        people=counter["people"],
        interactions=counter["interactions"],
        plans=counter["plans"],
        orgs=counter["orgs"],
        letters=counter["letters"],
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Write the journal that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.generate", description=__doc__)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    size = SIZES[options.size]
    begin = time.perf_counter()
    try:
        counts = generate(
            options.folder, people=size.people, interactions=size.interactions, seed=options.seed
        )
    except FileExistsError as error:
        parser.error(str(error))
    print(f"{options.folder}: {counts} in {time.perf_counter() - begin:.1f} s")


if __name__ == "__main__":
    main()
