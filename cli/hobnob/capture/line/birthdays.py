"""Birthdays: "Ana's birthday is 9 December".

The one rule: a birthday is a fact about one person. A party, a card or a present for it is what
happened, and no birthday.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.capture.line.kinds import kind_lists
from hobnob.capture.line.parsed import ParsedLine


@dataclass(frozen=True, kw_only=True)
class Birthday:
    """Where a line tells of a birthday.

    Attributes:
        who: the mention whose it is.
        first, after: the tokens that say so.
    """

    who: int
    first: int
    after: int


def read_birthday(line: ParsedLine) -> Birthday | None:
    """Return the birthday of which a line tells, if it says whose it is."""
    for match in line.find_all("present", "birthday"):
        if line.find(match.after, "kinds", *kind_lists(line)):
            continue
        clause = line.clause_at[match.first]
        if clause is None or line.find(clause.first, "loose_kinds", "congratulated"):
            continue
        who = [at for at, token in enumerate(line.tokens) if token.kind == "who"]
        near = [at for at in who if clause.first <= at < match.first][-1:]
        near = near or [at for at in who if clause.first <= at < clause.after]
        near = near or (who if len(who) == 1 else [])
        if near:
            return Birthday(who=line.tokens[near[0]].at, first=match.first, after=match.after)
    return None
