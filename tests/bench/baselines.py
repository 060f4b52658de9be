"""What hobnob is measured against: the least such a program could do, and what it replaces.

Rule: a baseline does the honest minimum of the same work, in a process of its own. They are
subprocesses, even a walk of the folder, because what they stand beside starts an interpreter
too: a ratio to an in-process loop would mostly measure that start.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from tests.bench.timing import Job

_WALK = """
import os

def walk(folder):
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from walk(entry.path)
            else:
                yield entry
"""

_STAT = (
    _WALK
    + """
for entry in walk("notes"):
    entry.stat()
"""
)

_READ = (
    _WALK
    + """
import frontmatter, yaml
from frontmatter.default_handlers import YAMLHandler

class Fast(YAMLHandler):
    def load(self, block, **options):
        return yaml.load(block, Loader=yaml.CSafeLoader)

handler = Fast()
for entry in walk("notes"):
    with open(entry.path, encoding="utf-8") as file:
        frontmatter.parse(file.read(), handler=handler)
"""
)


_CARDS = """
import sys
from pathlib import Path
from hobnob.importers.found import Wanted
from hobnob.importers.vcard.reading import read
read([Path(sys.argv[1])], Wanted(day="2026-11-22"))
"""


def _python(name: str, code: str, journal: Path) -> Job:
    return Job(name=name, argv=(sys.executable, "-c", code), cwd=journal)


def bare_python(journal: Path) -> Job:
    """Starting the interpreter."""
    return _python("python -c pass", "pass", journal)


def import_click(journal: Path) -> Job:
    """Starting a program that could parse its command line."""
    return _python("import click", "import click", journal)


def stat_files(journal: Path) -> Job:
    """Looking at every file, without opening it."""
    return _python("stat every file", _STAT, journal)


def stat_files_and_import_click(journal: Path) -> Job:
    """The least a command can do that must know whether a note has changed."""
    return _python("stat + click", "import click\n" + _STAT, journal)


def read_files(journal: Path) -> Job:
    """Reading every note with python-frontmatter over libyaml, and keeping nothing."""
    return _python("frontmatter + libyaml", _READ, journal)


def parse_cards(cards: Path) -> Job:
    """Reading cards with hobnob's own parser, and keeping nothing."""
    job = _python("read the cards", _CARDS, cards.parent)
    return replace(job, argv=(*job.argv, str(cards)))


def plain_build(project: Path) -> Job:
    """`mkdocs build` of a project made by `write_plain_project`."""
    return Job(
        name="plain mkdocs build",
        argv=(sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"),
        cwd=project,
    )
