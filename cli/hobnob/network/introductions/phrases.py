"""Introductions as sentences.

The one rule: an introduction is a gift; the sentences count what came of it, and judge nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from hobnob.answers import Who
from hobnob.dates import spell_date
from hobnob.network.introductions.tree import Introduction
from hobnob.wording import join_words


def branches(rows: Sequence[Introduction]) -> list[tuple[Who, list[Introduction]]]:
    """Return who begins each branch of the tree, with its rows."""
    return [(by, list(group)) for by, group in groupby(rows, key=_Begins())]


class _Begins:
    """Who begins the branch of a row, for rows in their order."""

    def __init__(self) -> None:
        self._by: Who | None = None

    def __call__(self, row: Introduction) -> Who:
        if self._by is None or row.depth == 1:
            self._by = row.by
        return self._by


def spell_branch(rows: Sequence[Introduction]) -> str:
    """Return how far somebody's introductions reached: "introduced you to 2 people; …"."""
    people = [row for row in rows if not row.circle]
    direct = sum(row.depth == 1 for row in people)
    further = len(people) - direct
    text = f"introduced you to {_people(direct)}"
    more = "1 more person" if further == 1 else f"{further:,} more people"
    return f"{text}; {more} came through them" if further else text


def spell_introduction(row: Introduction, *, thanks: bool = True) -> str:
    """Return what there is to say of an introduction, beside the names: "3 May 2019; …".

    Args:
        row: the introduction.
        thanks: whether to say to whom thanks are owed.
    """
    parts = []
    if row.date:
        parts.append(spell_date(row.date))
    if row.also:
        parts.append(f"also introduced by {_names(row.also)}")
    if row.circle:
        parts.append("who stands further up: your notes go round in a circle here")
    elif row.brought:
        further = row.reach - row.brought
        more = f", {further:,} further on" if further > 0 else ""
        parts.append(f"introduced you to {_people(row.brought)}{more}")
    if thanks and row.thanks and not row.circle:
        parts.append(f"thanks owed to {_names(row.thanks)}")
    return "; ".join(parts)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _names(people: Sequence[Who]) -> str:
    return join_words(who.name for who in people)
