"""The journal as a library: `hobnob.open(path)`.

The one rule: it answers with the values that the commands print, and writes no note.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from hobnob.capture.inbox.waiting import count_waiting
from hobnob.clock import clock_today
from hobnob.dates import parse_date
from hobnob.errors import BadValueError, NoJournalError
from hobnob.index.index import Index
from hobnob.index.lookup import find_note
from hobnob.index.orgs import find_org
from hobnob.index.people import SORTS, PeopleFilter, PersonRow, list_people
from hobnob.index.search import Hit, search, with_documents
from hobnob.index.sharing import hide_private
from hobnob.index.store import open_index
from hobnob.journal import PENDING
from hobnob.journal import open_journal as open_folder
from hobnob.model import Kind
from hobnob.network.person import Person, load_person
from hobnob.network.plans.plans import Plan, load_plan
from hobnob.network.today.need import Need
from hobnob.network.today.today import describe, today_needs
from hobnob.safety import is_read_only, is_shared
from hobnob.transaction import recover

Sort = Literal["name", "last", "contacts", "due", "org", "circle", "birthday"]


@dataclass(frozen=True, kw_only=True)
class Journal:
    """A journal, as its notes were when it was opened.

    All names of notes are slugs, names, aliases or addresses, as on the command line.

    Attributes:
        index: what the answers are read from; no part of the promise of this module.
    """

    index: Index

    @property
    def root(self) -> Path:
        """The folder of the journal."""
        return self.index.journal.root

    @property
    def day(self) -> str:
        """The ISO day for which the answers hold."""
        return self.index.today

    def today(self, days: int | None = None) -> tuple[Need, ...]:
        """Return who needs you and why, the most urgent first.

        Args:
            days: also what comes in so many days; default birthdays in a week.
        """
        needs = today_needs(self.index, days, inbox=count_waiting(self.index))
        described = describe(self.index, needs)
        return tuple(replace(need, n=at) for at, need in enumerate(described, 1))

    def person(self, name: str, *, limit: int | None = None) -> Person:
        """Return all about a person.

        Args:
            name: of the person.
            limit: the most interactions of the timeline; None for all.

        Raises:
            NotFoundError, AmbiguousError: nobody has the name, or several have.
        """
        return load_person(self.index, find_note(self.index, name, ("person",)), limit=limit)

    def plan(self, name: str) -> Plan:
        """Return how far a plan has come, and the next move with each of its people.

        Raises:
            NotFoundError, AmbiguousError: no plan has the name, or several have.
        """
        return load_plan(self.index, find_note(self.index, name, ("plan",)))

    def search(
        self, words: str, *, kinds: Sequence[Kind] = (), any_word: bool = False, limit: int = 20
    ) -> tuple[Hit, ...]:
        """Return the notes that have all words, the best first.

        Args:
            words: beginnings of words; case and accents do not matter.
            kinds: only notes of these kinds; all kinds when empty.
            any_word: some of the words are enough.
            limit: the most notes.
        """
        hits = search(self.index, words, limit=limit, kinds=kinds, any_word=any_word)
        return tuple(with_documents(self.index, hits))

    def people(
        self, *, tag: str = "", org: str = "", ever: bool = False, circle: str = "",
        relation: str = "", place: str = "", met_with: str = "", plan: str = "",
        introduced_by: str = "", met: str = "", since: str = "", until: str = "", text: str = "",
        sort: Sort = "name", reverse: bool = False,
    ) -> tuple[PersonRow, ...]:  # fmt: skip
        """Return the people that fit all conditions, as `hobnob list people` does.

        Args:
            tag: they have it.
            org: the organization where they are now.
            ever: with `org`: also who was there, or will be.
            circle: inner, close, active or wide.
            relation: what they are to you.
            place: a part of where they live.
            met_with: who took part in a contact with them.
            plan: a plan that has them as targets.
            introduced_by: who introduced them.
            met: words of how or where you met.
            since: the ISO date, month or year from which on the last contact was.
            until: the ISO date, month or year until which it was.
            text: words anywhere in their note.
            sort: by what; who has no value comes last.
            reverse: the other way round.

        Raises:
            NotFoundError, AmbiguousError: a name fits no note, or several.
            BadValueError: a date or an order is none.
        """
        if sort not in SORTS:
            raise BadValueError(f"sort: '{sort}' is no order; there are {', '.join(SORTS)}")
        wanted = PeopleFilter(
            tag=tag.removeprefix("#"), org=find_org(self.index, org).name if org else "", ever=ever,
            circle=circle, relation=relation, place=place, met=met, text=text,
            with_person=self._id(met_with, "person"), plan=self._id(plan, "plan"),
            introduced_by=self._id(introduced_by, "person"),
            since=_date("since", since), until=_date("until", until),
        )  # fmt: skip
        return tuple(list_people(self.index, wanted, sort=sort, reverse=reverse))

    def close(self) -> None:
        """Close the journal; leaving a `with` does it too."""
        self.index.db.close()

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        """Close the journal."""
        self.close()

    def _id(self, name: str, kind: Kind) -> int | None:
        return find_note(self.index, name, (kind,)) if name else None


def open_journal(path: str | os.PathLike[str], *, today: str, share: bool) -> Journal:
    """Open a journal; see `hobnob.open`."""
    folder = Path(path).expanduser().absolute()
    journal = open_folder(folder)
    if journal is None:
        raise NoJournalError(str(folder))
    # An unfinished change of a command that was killed is finished, or undone.
    if (journal.cache / PENDING).is_dir() and not is_read_only():
        recover(journal)
    day = _date("today", today) or journal.settings.today or clock_today()
    if len(day) != len("2026-11-22"):
        raise BadValueError(f"today: '{day}' is not a day; write 2026-11-22")
    db = open_index(journal)
    if share or is_shared():
        with closing(db):
            db, _ = hide_private(db, f"{journal.relative(journal.notes)}/")
    return Journal(index=Index(db=db, journal=journal, today=day))


def _date(key: str, typed: str) -> str:
    try:
        return parse_date(typed) if typed else ""
    except ValueError as error:
        raise BadValueError(f"{key}: {error}") from None
