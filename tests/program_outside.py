"""A program that uses hobnob as a library: `python program_outside.py JOURNAL`.

The one rule: it knows nothing but what is installed. `.ci/run` checks its types and runs it where
only the wheel is.
"""

from __future__ import annotations

import sys
from typing import assert_type

import hobnob
from hobnob.index.people import PersonRow
from hobnob.index.search import Hit
from hobnob.network.person import Person
from hobnob.network.plans.plans import Plan
from hobnob.network.today.need import Need


def main(folder: str) -> None:
    """Ask each question once."""
    with hobnob.open(folder) as journal:
        assert_type(journal, hobnob.Journal)
        needs = assert_type(journal.today(days=7), tuple[Need, ...])
        rows = assert_type(journal.people(sort="last"), tuple[PersonRow, ...])
        hits = assert_type(journal.search("compilers", kinds=("interaction",)), tuple[Hit, ...])
        person = assert_type(journal.person(rows[0].slug, limit=1), Person)
        print(len(needs), rows[0].name, len(hits), person.note["slug"], person.timeline[0].slug)
        try:
            assert_type(journal.plan("no such plan"), Plan)
        except hobnob.HobnobError as error:
            print(error.code)


if __name__ == "__main__":
    main(sys.argv[1])
