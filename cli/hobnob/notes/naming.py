"""The name of a note that has no `name`: its first heading, or the name of its file; also its day.

The one rule: a file is named by a slug (`grace-hopper.md`) or by a name (`Grace Hopper.md`). Only
the second is a name; for the first, `propose_name` guesses one.
"""

from __future__ import annotations

import re

from hobnob.dates import real_day
from hobnob.model import Kind, Note
from hobnob.names import WIKILINK, link_target

NAMED: tuple[Kind, ...] = ("person", "plan", "org")
"""The kinds of notes that have a name."""

_SMALL = frozenset(
    ("van", "von", "der", "den", "de", "di", "da", "del", "della", "du", "dos", "la", "le", "bin",
     "al", "el", "af", "av", "zu", "ter", "ten", "y")
)  # fmt: skip
_TAG = re.compile(r"(?:^|(?<=\s))#[^\s#]\S*")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?![\d-]*\d)")
_LONGEST = 80
"""Characters of a heading that can be a name."""


def settle_name(note: Note, title: str) -> str:
    """Return the name of a note without `name`, and complain if it has none but its slug.

    Args:
        note: the note.
        title: its first heading, "" for none.
    """
    if name := name_beside(note.path, title):
        return name
    line, column = note.places.get("name", (1, 1))
    is_told = any(p.code == "front-matter" or p.line == line > 1 for p in note.problems)
    if not is_told:
        what = "this one is empty" if "name" in note.places else "it has none"
        note.complain(
            "missing-key",
            f"{'an org' if note.kind == 'org' else f'a {note.kind}'} needs a name, and {what}; "
            f"write 'name: {propose_name(note.path)}'",
            line=line, column=column,
        )  # fmt: skip
    return note.slug


def name_beside(path: str, title: str) -> str:
    """Return the name that a heading or a file gives a note, "" for none."""
    title = WIKILINK.sub(lambda link: (link[2] or "").strip() or link_target(link[0]), title)
    title = " ".join("".join(c for c in _TAG.sub("", title) if c.isprintable()).split())
    title = title.removeprefix("@")
    # Git underlines a side of a conflict with `=======`, which makes it a heading.
    if title and len(title) <= _LONGEST and not title.startswith("<<<<<<<"):
        return title
    stem = _stem(path)
    # A single word in capitals is a name, and so is one in letters without case.
    is_name = stem != stem.lower() and ("-" not in stem or " " in stem)
    return stem if is_name or (stem and stem.lower() == stem.upper() and stem[0].isalpha()) else ""


def date_beside(path: str) -> str:
    """Return the day with which the name of a file begins, "" for none.

    >>> date_beside("notes/interactions/2026-01-06 Lunch with Otto.md")
    '2026-01-06'
    """
    begin = _DATED.match(_stem(path))
    return real_day(begin[1]) if begin else ""


def propose_name(path: str) -> str:
    """Return the name that a file named by a slug may mean.

    >>> propose_name("notes/people/ludwig-van-beethoven.md")
    'Ludwig van Beethoven'
    """
    words = _stem(path).replace("-", " ").replace("_", " ").split()
    return " ".join(
        word if at and word in _SMALL else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    )


def _stem(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    for ending in (".md", ".markdown"):
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    # `@Ada Byron.md` is how some people mark their notes about people.
    return " ".join(name.split()).removeprefix("@")
