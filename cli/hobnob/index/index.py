"""The index as the rest of hobnob holds it: a connection, the journal, and the day it is asked on.

The one rule: `today` is part of every question; nothing below this reads the clock.

All verbs import this module, also for `--help`. So it imports what opens the index only when it is
used.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hobnob.index.cadence import cadence_days
from hobnob.index.history import State, state_of
from hobnob.index.resolve import Resolver

if TYPE_CHECKING:
    from hobnob.journal import Journal


@dataclass(kw_only=True)
class Index:
    """A journal's index on a day.

    Attributes:
        today: an ISO date.
        state: in which the index is held.
    """

    db: sqlite3.Connection
    journal: Journal
    today: str
    resolver: Resolver = field(init=False)
    state: State | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.resolver = Resolver(self.db)

    @property
    def tomorrow(self) -> str:
        """Where tomorrow begins, as dates are compared: everything dated earlier has come.

        So has a moment of today, whatever its time; a month or a year alone comes with its first
        day, which the date of tomorrow itself would bring forward to the eve of it.
        """
        return f"{self.today}~"

    @property
    def is_on_disk(self) -> bool:
        """Whether other connections to the same index can be had."""
        return bool(self.value("SELECT file FROM pragma_database_list WHERE name = 'main'"))

    def follow(
        self, paths: Iterable[str], progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Take in what was written at some paths, relative to the journal; see `sync_paths`.

        An index that cannot be written to any more is opened again, which makes it anew.
        """
        from hobnob.index.sync import sync_paths

        try:
            sync_paths(self.db, self.journal, paths, progress)
        except sqlite3.DatabaseError:
            from hobnob.index.store import open_index

            self.db.close()
            self.db = open_index(self.journal)
        self.resolver = Resolver(self.db)

    def hold(self) -> None:
        """Keep seeing the index as it is now, whatever others write into it, until it is closed."""
        if self.is_on_disk:
            self.db.execute("BEGIN")
            self.state = state_of(self.db)

    def release(self) -> None:
        """See the index as it is again."""
        if self.db.in_transaction:
            self.db.execute("COMMIT")
        self.state = None

    def reopen(self) -> None:
        """Take a connection of one's own, in a process that was forked from the one that had this.

        An index in memory was forked with all the rest, and needs none.

        Raises:
            LookupError: the index is no longer as it was held.
        """
        if not self.is_on_disk:
            return
        from hobnob.index.store import read_index

        self.db = read_index(self.journal)
        self.resolver = Resolver(self.db)
        held, self.state = self.state, None
        self.hold()
        if held and held != self.state:
            raise LookupError(str(self.state))

    def rows(self, sql: str, **named: Any) -> list[Any]:
        """Return all rows of a query with named parameters.

        `:today` and `:tomorrow` are bound without being passed. A list, set or tuple is bound as
        JSON: `IN (SELECT value FROM json_each(:people))`; of a mapping its keys.
        """
        return self.db.execute(sql, self._bound(named)).fetchall()

    def column(self, sql: str, **named: Any) -> list[Any]:
        """Return the first column of all rows of a query; bound as `rows` does."""
        return [row[0] for row in self.db.execute(sql, self._bound(named))]

    def value(self, sql: str, **named: Any) -> Any:
        """Return the first column of the first row of a query, or None; bound as `rows` does."""
        row = self.db.execute(sql, self._bound(named)).fetchone()
        return row[0] if row else None

    def _bound(self, named: Mapping[str, Any]) -> dict[str, Any]:
        bound: dict[str, Any] = {"today": self.today, "tomorrow": self.tomorrow}
        for key, value in named.items():
            is_list = isinstance(value, Collection) and not isinstance(value, str | bytes)
            bound[key] = json.dumps(list(value)) if is_list else value
        return bound

    def cadence_of(self, circle: str | None, own: int | None) -> int | None:
        """Return the days between contacts: the person's own, else the circle's, else None."""
        return cadence_days(self.journal.settings.cadence, circle, own)
