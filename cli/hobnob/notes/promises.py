"""What a promise says beside its text: whose it is, and until when.

The one rule: a pure function of the text behind the box; where it stands is the business of
`hobnob.notes.markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hobnob import dates
from hobnob.model import TaskState

STATES: dict[str, TaskState] = {"x": "kept", "X": "kept", "-": "dropped"}
"""The state of a promise by the sign in its box; with any other it is open."""

_OWNER = re.compile(r"(\[\[[^\[\]\n]+\]\]):\s+")
DUE = re.compile(
    # Blanks are looked at once, from the first of them: many in a row are no trap.
    r"(?:(?<!\s)\s+)?(?:\((?P<word>by|until|due):?\s+(?P<said>[^()\n]+)\)"
    r"|\[due::\s*(?P<field>[^\[\]\n]*)\]"
    r"|[📅📆🗓]\ufe0f?[ \t]*(?P<sign>[^\s()]*))",
    re.I,
)
"""A due date, with the blanks before it."""
# "(by Friday)" is a day, "(by Knuth)" an author, "(by 2026-11-31)" a day that does not exist.
_SOUNDS_LIKE_A_DAY = re.compile(
    r"\d|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|to(?:day|morrow|night)|noon|midnight|next"
    r"|end|week|weekend|month|year|spring|summer|autumn|winter|christmas|easter|(?:january|february"
    r"|march|april|may|june|july|august|september|october|november|december)|soon)\b",
    re.I,
)


class Terms(NamedTuple):
    """Whose a promise is, and until when.

    Attributes:
        owner: a reference as typed; "" for a promise of the journal's owner.
        start: where the text behind the owner begins.
        due: an ISO date, or "".
        cut: begin and end of the due date in the text; both the end if there is none.
        unread: the due date that cannot be read, and `problem` what is wrong with it; "" for none.
    """

    owner: str
    start: int
    due: str
    cut: tuple[int, int]
    unread: str
    problem: str


def read_terms(text: str) -> Terms:
    """Read the text of a promise; code, formulas and comments in it must be blanks."""
    match = _OWNER.match(text)
    owner, start = (match[1], match.end()) if match else ("", 0)
    unread = problem = ""
    for found in DUE.finditer(text, start):
        said = due_text(found)
        try:
            return Terms(owner, start, dates.parse_date(said), found.span(), "", "")
        except ValueError as error:
            if not problem and _means_a_day(found, said):
                unread, problem = found[0].strip(), str(error)
    return Terms(owner, start, "", (len(text), len(text)), unread, problem)


def due_dates(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the dates of due dates stand in a text, which may be a promise or not."""
    for found in DUE.finditer(text):
        for part in ("said", "field", "sign"):
            if found[part] and found[part].strip():
                at = found.start(part) + len(found[part]) - len(found[part].lstrip())
                yield at, at + len(found[part].strip())


def due_text(found: re.Match[str]) -> str:
    """Return the date text of a due date, as typed."""
    return (found["said"] or found["field"] or found["sign"] or "").strip()


def _means_a_day(found: re.Match[str], said: str) -> bool:
    is_word = (found["word"] or "").lower() in ("by", "until")
    return not is_word or _SOUNDS_LIKE_A_DAY.search(said) is not None
